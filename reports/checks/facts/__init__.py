"""What the checks of one unit read, and the findings about what is written of a plan."""
