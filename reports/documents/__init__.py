"""Documents as lists of blocks, and the renderers that turn one list into HTML, PDF or plain text."""
