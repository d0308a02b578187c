"""The only two modules that build markup in Python: the tiles of states and the SVG charts."""
