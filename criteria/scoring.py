"""When a criterion is met: pure arithmetic over the claims of its indicators."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from criteria.enums import Claim, MetRule, StandingSource, State


@dataclass(frozen=True)
class Score:
    """The computed standing of a criterion, with the counts it rests on."""

    state: State
    source: StandingSource
    is_inferred: bool
    met: int
    not_met: int
    not_yet: int
    not_applicable: int
    contradicting: int


SCORE_FIELDS = [field.name for field in fields(Score)]

_MET, _NOT_MET = Claim.MET.value, Claim.NOT_MET.value
_NOT_YET, _NOT_APPLICABLE = Claim.NOT_YET.value, Claim.NOT_APPLICABLE.value


def _decided(met: int, not_met: int, not_yet: int, rule: str, needed: int | None) -> State | None:
    """What the claims alone decide; None while open ones could turn it either way."""
    applicable = met + not_met + not_yet
    if rule == MetRule.ALL:
        need = applicable
    else:
        need = min(1 if rule == MetRule.ANY else needed or 0, applicable)
    if met >= need:
        return State.MET
    if met + not_yet < need:
        return State.NOT_MET
    return None


def claim_of_parts(claims: Sequence[str]) -> Claim:
    """What is claimed of an indicator of several conditions: met when all that applies is met."""
    counted = [claim for claim in claims if claim != _NOT_APPLICABLE]
    if _NOT_MET in counted:
        return Claim.NOT_MET
    if _NOT_YET in counted or not claims:
        return Claim.NOT_YET
    return Claim.MET if counted else Claim.NOT_APPLICABLE


def score(
    claims: Sequence[str],
    *,
    rule: str,
    needed: int | None = None,
    contradicting: int = 0,
    baseline: str | None = None,
    baseline_is_inferred: bool = False,
) -> Score:
    """The standing of one criterion (QĐ 18/2022/QĐ-TTg: met when all that applies is met).

    While the claims decide nothing, the criterion has the state of the baseline; without one it is
    unknown. Indicators that do not apply (with a reason) do not count.
    """
    met, not_met = claims.count(_MET), claims.count(_NOT_MET)
    not_yet, not_applicable = claims.count(_NOT_YET), claims.count(_NOT_APPLICABLE)
    decided = _decided(met, not_met, not_yet, rule, needed) if claims else None
    if decided is not None:
        state, source, inferred = decided, StandingSource.RESULTS, False
    elif baseline and baseline != State.UNKNOWN:
        state, source, inferred = State(baseline), StandingSource.BASELINE, baseline_is_inferred
    else:
        state, source, inferred = State.UNKNOWN, StandingSource.NONE, False
    return Score(state, source, inferred, met, not_met, not_yet, not_applicable, contradicting)
