"""What higher floors hold of a unit or an official, shown on the pages of the ground floor."""
