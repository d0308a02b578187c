"""When a criterion is met: a truth table, and laws that hold for any claims."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.enums import Claim, MetRule, StandingSource, State
from criteria.scoring import score

MET, NOT_MET, OPEN, NA = Claim.MET, Claim.NOT_MET, Claim.NOT_YET, Claim.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("rule", "needed", "claims", "state"),
    [
        (MetRule.ALL, None, [MET, MET], State.MET),
        (MetRule.ALL, None, [MET, NOT_MET], State.NOT_MET),
        (MetRule.ALL, None, [MET, OPEN], State.UNKNOWN),
        (MetRule.ALL, None, [OPEN, NOT_MET], State.NOT_MET),
        (MetRule.ALL, None, [MET, NA], State.MET),
        (MetRule.ALL, None, [NA, NA], State.MET),
        (MetRule.ALL, None, [OPEN], State.UNKNOWN),
        (MetRule.ALL, None, [], State.UNKNOWN),
        (MetRule.ANY, None, [MET, NOT_MET], State.MET),
        (MetRule.ANY, None, [NOT_MET, NOT_MET], State.NOT_MET),
        (MetRule.ANY, None, [NOT_MET, OPEN], State.UNKNOWN),
        (MetRule.K_OF_N, 2, [MET, MET, NOT_MET], State.MET),
        (MetRule.K_OF_N, 2, [MET, OPEN, NOT_MET], State.UNKNOWN),
        (MetRule.K_OF_N, 2, [MET, NOT_MET, NOT_MET], State.NOT_MET),
        (MetRule.K_OF_N, 2, [MET, NA, NA], State.MET),
    ],
)
def test_truth_table(rule: str, needed: int | None, claims: list[str], state: State) -> None:
    assert score(claims, rule=rule, needed=needed).state == state


def test_the_baseline_speaks_only_while_claims_decide_nothing() -> None:
    open_ = score([OPEN, OPEN], rule="all", baseline=State.MET, baseline_is_inferred=True)
    decided = score([MET, NOT_MET], rule="all", baseline=State.MET)
    unknown = score([OPEN], rule="all", baseline=State.UNKNOWN)
    assert (open_.state, open_.source, open_.is_inferred) == ("met", "baseline", True)
    assert (decided.state, decided.source) == (State.NOT_MET, StandingSource.RESULTS)
    assert (unknown.state, unknown.source) == (State.UNKNOWN, StandingSource.NONE)


@given(claims=st.lists(st.sampled_from(list(Claim)), max_size=12), needed=st.integers(1, 12))
def test_counts_add_up_and_open_claims_can_only_settle(claims: list[Claim], needed: int) -> None:
    for rule in MetRule:
        now = score(claims, rule=rule, needed=needed)
        assert now.met + now.not_met + now.not_yet + now.not_applicable == len(claims)
        if now.state == State.UNKNOWN or OPEN not in claims:
            continue
        for settled in (MET, NOT_MET):
            later = [settled if c == OPEN else c for c in claims]
            assert score(later, rule=rule, needed=needed).state == now.state
