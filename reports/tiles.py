"""How a standing is drawn: the one rule by which every page chooses the shape of a tile or dot."""

from criteria.enums import Claim, State
from criteria.rows import Counted


def tile_state(scored: Counted, *, has_work: bool = False) -> str:
    """The tile of a criterion; `has_work` tells that a task of it is under way.

    What contradicts its figures comes first, because it needs a person.
    """
    if scored.contradicting:
        return "contradicting"
    if scored.state == State.MET:
        return "met"
    if scored.met or has_work:
        return "partial"
    return "not_met" if scored.state == State.NOT_MET else "unknown"


def dot_state(claim: str, *, is_contradicting: bool = False, has_work: bool = False) -> str:
    """The dot of an indicator by the same rule."""
    if is_contradicting:
        return "contradicting"
    if claim in (Claim.MET, Claim.NOT_APPLICABLE):
        return str(claim)
    if has_work:
        return "partial"
    return "not_met" if claim == Claim.NOT_MET else "unknown"
