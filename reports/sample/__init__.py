"""Loads `fixtures/` into the record, once and whole.

The one place in `reports` that writes: it needs every floor, and it writes through the services of
the floors below, as a person would.
"""

from reports.sample.accounts import SAMPLE_PASSWORD, SampleAccount, sample_accounts
from reports.sample.loader import Loaded, load, load_sets
from reports.sample.rows import FixtureError

__all__ = [
    "SAMPLE_PASSWORD",
    "FixtureError",
    "Loaded",
    "SampleAccount",
    "load",
    "load_sets",
    "sample_accounts",
]
