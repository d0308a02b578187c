"""What units were judged to be before they became one: side by side, and taken over by a rule."""
