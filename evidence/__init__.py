"""Files and what they prove."""
