"""Views of this floor, one module a page."""
