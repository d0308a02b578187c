"""Databases of released versions, and whether they upgrade."""
