"""Copies the record and its files elsewhere, puts them back, and proves that all is whole.

The commands: `backup`, `restore`, `verify`, and `nightly`, which runs what a night has to do.
"""
