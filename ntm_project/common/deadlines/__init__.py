"""Deadline words of Vietnamese plans: kept as written, read into days, never guessed."""

from .model import Deadline, Precision, Relation, Rhythm
from .reader import parse_deadline

__all__ = ["Deadline", "Precision", "Relation", "Rhythm", "parse_deadline"]
