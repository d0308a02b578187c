"""The forms of papers: what they are, how they are found, and what is done to many."""
