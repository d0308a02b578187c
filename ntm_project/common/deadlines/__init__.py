"""Deadline words of Vietnamese plans: kept as written, read into days, never guessed."""

from .counted import Spoken, counted_from
from .found import FoundTime, rhythms_in, times_in, without_rhythms, without_times
from .model import Deadline, Precision, Relation, Rhythm
from .periods import Kind
from .reader import BACKWARDS, parse_deadline
from .written import QUARTERS, in_a_column

__all__ = [
    "BACKWARDS",
    "QUARTERS",
    "Deadline",
    "FoundTime",
    "Kind",
    "Precision",
    "Relation",
    "Rhythm",
    "Spoken",
    "counted_from",
    "in_a_column",
    "parse_deadline",
    "rhythms_in",
    "times_in",
    "without_rhythms",
    "without_times",
]
