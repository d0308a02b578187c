"""An assessment as people work on it: its criteria folded, and one criterion with its rows."""
