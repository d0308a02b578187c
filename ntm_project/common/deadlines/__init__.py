"""Deadline words of Vietnamese plans: kept as written, read into days, never guessed."""

from .model import Deadline, Precision, Relation, Rhythm
from .reader import BACKWARDS, parse_deadline
from .written import QUARTERS, in_a_column

__all__ = [
    "BACKWARDS",
    "QUARTERS",
    "Deadline",
    "Precision",
    "Relation",
    "Rhythm",
    "in_a_column",
    "parse_deadline",
]
