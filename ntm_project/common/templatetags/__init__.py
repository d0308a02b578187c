"""Template tags of the common floor, loaded into every template by the settings."""
