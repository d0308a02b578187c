"""What the database itself refuses: rows kept for ever, closed rows, and the rights of its role."""
