"""What waits for the person signed in: the first page."""
