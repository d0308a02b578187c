"""How a criterion or an indicator stands: the state and the tone of its tile and its dot.

Every page, paper and reviewer takes these states from here.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from criteria.enums import Claim, StandingSource, State
from ntm_project.common.draw.tiles import STATE_WORDS

CLAIM_TONES = {
    Claim.MET: "green",
    Claim.NOT_MET: "amber",
    Claim.NOT_APPLICABLE: "grey",
    Claim.NOT_YET: "grey",
}
STATE_TONES = {
    "met": "green",
    "by_plan": "green",
    "partial": "amber",
    "not_met": "amber",
    "contradicting": "red",
    "unknown": "grey",
}


class StandingLike(Protocol):
    """A standing, a score, or what a tile needs of them."""

    @property
    def state(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def met(self) -> int: ...
    @property
    def contradicting(self) -> int: ...


class CountedStanding(StandingLike, Protocol):
    """A standing, a score, or what totals need of them too."""

    @property
    def is_inferred(self) -> bool: ...
    @property
    def not_met(self) -> int: ...
    @property
    def not_yet(self) -> int: ...
    @property
    def not_applicable(self) -> int: ...


def tile_state(standing: StandingLike, *, is_in_work: bool) -> str:
    """The tile of a criterion; `is_in_work` is set while a task of it is under way.

    What contradicts its figures comes first, because it needs a person; what is met by the word of
    a plan alone, its indicators deciding nothing, is never a full tile; in work is also a criterion
    of which some indicators, not yet enough, are met.
    """
    if standing.contradicting:
        return "contradicting"
    if standing.state == State.MET:
        return "by_plan" if is_by_plan(standing) else "met"
    if standing.met or is_in_work:
        return "partial"
    return "not_met" if standing.state == State.NOT_MET else "unknown"


def tile_words(state: str) -> str:
    """A tile's state in words of its own, for a badge."""
    return STATE_WORDS[state].capitalize()


def claim_words(claim: str) -> str:
    """What was claimed of an indicator; "" of one that nobody has judged."""
    return "" if claim == Claim.NOT_YET else str(Claim(claim).label)


def state_on_paper(state: State) -> str:
    """The words of a criterion's state on a paper for signature: what the program does not know,
    nobody has judged yet."""
    return str(Claim.NOT_YET.label if state == State.UNKNOWN else state.label)


def total(standing: CountedStanding) -> int:
    """Its indicators, applicable or not."""
    return applicable(standing) + standing.not_applicable


def applicable(standing: CountedStanding) -> int:
    """The number of indicators that apply: those against which the met ones are counted."""
    return standing.met + standing.not_met + standing.not_yet


def met_counts(standing: CountedStanding) -> str:
    """`7/8`: indicators met of those that apply; "" where nobody has judged any of them, since
    unknown is not unmet."""
    is_judged = standing.met or standing.not_met or not standing.not_yet
    return f"{standing.met}/{applicable(standing)}" if is_judged else ""


def is_by_plan(standing: StandingLike) -> bool:
    """Whether the criterion is met by what a plan or report states of it alone."""
    return standing.state == State.MET and standing.source == StandingSource.BASELINE


def indicator_state(claim: str, *, is_contradicting: bool = False, is_in_work: bool = False) -> str:
    """The dot of an indicator by the same rule."""
    if is_contradicting:
        return "contradicting"
    if claim in (Claim.MET, Claim.NOT_APPLICABLE):
        return str(claim)
    if is_in_work:
        return "partial"
    return "not_met" if claim == Claim.NOT_MET else "unknown"


@dataclass(frozen=True)
class CriterionHead:
    """A criterion with its standing, as its tile, badges and counts show it."""

    criterion: Any  # or its key, number and name as values
    standing: Any  # a standing, a score, or their fields as values
    noun: str  # what its set calls an indicator
    is_in_work: bool = False  # a task of the criterion is under way
    to_judge: int = 0  # taken over from an older set, and not judged anew yet

    @property
    def key(self) -> str:
        """The key in the id of the criterion's head on the page."""
        return str(self.criterion.pk)

    @property
    def number(self) -> str:
        return str(self.criterion.number)

    @property
    def name(self) -> str:
        return str(self.criterion.name)

    @cached_property
    def state(self) -> str:
        return tile_state(self.standing, is_in_work=self.is_in_work)

    @property
    def tone(self) -> str:
        return STATE_TONES[self.state]

    @property
    def state_words(self) -> str:
        """The words of the tile, so that the badge beside it shows the same."""
        return tile_words(self.state)

    @property
    def counts_words(self) -> str:
        """`7/8 chỉ tiêu đạt`, and on what the standing rests when that is not the results."""
        standing = self.standing
        counts = met_counts(standing)
        words = f"{counts} {self.noun} đạt" if counts else "chưa đánh giá"
        if standing.not_applicable:
            words += f", {standing.not_applicable} không áp dụng"
        return words
