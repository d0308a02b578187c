"""Invents places and their life, deterministically: a whole country, or one commune to look at.

Stands on the top floor beside the sample. Nothing here is about anybody real.
"""
