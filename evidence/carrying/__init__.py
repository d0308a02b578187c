"""An assessment by a new set takes over from the one by the set before, papers and all."""
