"""Writes of issued documents: what was checked, how it is numbered, its issue."""
