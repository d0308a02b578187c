"""The report of a period: what the record holds as of its cut-off, in figures and in words."""
