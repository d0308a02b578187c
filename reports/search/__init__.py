"""Search without diacritics over everything in scope."""
