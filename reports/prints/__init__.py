"""Prints as jobs: ordered by the web process, made by one worker beside it, kept for a while."""
