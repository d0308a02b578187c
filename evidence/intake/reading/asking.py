"""Which doubts ask for a person before the work is given."""

from collections.abc import Mapping

from .gathered import COMMON_LINE
from .row_works import FROM_ABOVE, FROM_HEADING

# Fields of which a doubt could make the record wrong.
_ASKING = ("unit", "criterion", "indicator", "deadline_words", "leads")
# Where the plan itself gives to several works: to be seen, and as sure as the rest.
_BY_ITS_PLACE = {COMMON_LINE, FROM_ABOVE, FROM_HEADING}


def asks(doubts: Mapping[str, str]) -> bool:
    """Whether a doubt could make the record wrong, so that a person looks before it is given."""
    return any(doubts.get(name) and doubts[name] not in _BY_ITS_PLACE for name in _ASKING)
