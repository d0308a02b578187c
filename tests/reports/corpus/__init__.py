"""Plans of three invented communes of other provinces, and the faults that are planted in them.

Written before the checks were read again, in the wording of real plans, to measure what the checks
find of plans that nobody tuned them to (`tests/reports/test_corpus.py`).
"""
