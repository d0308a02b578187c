"""Documents as lists of blocks, and the renderers to HTML, PDF and plain text."""
