"""Hands the open work of one official over to others, in one step."""
