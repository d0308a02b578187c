"""The report of a period: what the record says as of its cut-off, in figures and in words."""
