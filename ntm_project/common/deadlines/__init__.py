"""Deadline words of Vietnamese plans: kept as written, read into days, never guessed."""

from .model import Deadline, Precision, Relation, Rhythm
from .reader import BACKWARDS, parse_deadline

__all__ = ["BACKWARDS", "Deadline", "Precision", "Relation", "Rhythm", "parse_deadline"]
