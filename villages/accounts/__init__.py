"""Accounts: passwords and the links that set them, sessions, the second factor."""
