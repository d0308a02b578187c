"""The pages of papers and their files."""
