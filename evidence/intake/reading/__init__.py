"""How an old plan is read: rules alone, and the words that each proposal was read from."""

from .asking import asks
from .criterion_names import NO_SUCH
from .lines import ready, without_heading_marks
from .plan import MOST_FOUND, read_plan
from .proposals import Named, Proposal
from .register import BodyEntry, PersonEntry, Register, SetEntry, UnitEntry

__all__ = [
    "MOST_FOUND",
    "NO_SUCH",
    "BodyEntry",
    "Named",
    "PersonEntry",
    "Proposal",
    "Register",
    "SetEntry",
    "UnitEntry",
    "asks",
    "read_plan",
    "ready",
    "without_heading_marks",
]
