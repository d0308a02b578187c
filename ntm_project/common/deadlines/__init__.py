"""Deadline words of Vietnamese plans: kept as written, read into days, never guessed."""

from .counted import Spoken, counted_from
from .found import FoundTime, rhythms_in, times_in, without_rhythms, without_times
from .model import Deadline, Precision, Relation, Rhythm
from .periods import Kind
from .phrases import BACKWARDS
from .reader import parse_deadline
from .written import QUARTERS, in_a_column
