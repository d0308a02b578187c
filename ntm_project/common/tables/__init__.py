"""Sheets in and out: a file becomes tables with cell addresses, rows become a sheet to print.

Knows no app: whose list it is, which columns it has and what a row means come from outside.
"""
