"""A country to measure and to test with: written in bulk, chunk by chunk, by no service.

What services keep true besides (paths, keys, standings, tallies, the chain of the trail) is
written with it, by the same functions; `tests/generator` holds it against their own checks.
"""
