"""Lists in from Excel and out to it: every kind of list by one way (ADR 18)."""
