"""The pages of papers and of the review."""
