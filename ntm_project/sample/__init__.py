"""Loads `fixtures/` into the record, once and whole.

Stands on the top floor: it needs every other, and writes through their services, as a person would.
"""
