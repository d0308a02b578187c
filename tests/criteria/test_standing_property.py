"""Random histories against a plain recomputation: standings and tallies never drift."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from criteria.enums import Claim, MetRule, State
from criteria.models import Standing, Tally
from criteria.queries.past import scores_as_of
from criteria.services import set_result, state_baseline
from criteria.services.standings import repair, standing_drifts, step_drifts, tally_drifts
from criteria.services.steps import scores_by_day
from tests import factories as make

STEP = st.tuples(
    st.integers(0, 5),
    st.sampled_from(list(Claim)),
    st.one_of(st.none(), st.integers(0, 100)),
    st.integers(1, 12),
)
BASELINE = st.tuples(st.integers(0, 2), st.sampled_from(list(State)))


def plain_state(criterion, rows, baseline) -> str:
    """The rule in its plainest words, written apart from the program's own."""
    applicable = [r.claim for r in rows if r.claim != Claim.NOT_APPLICABLE]
    met, open_ = applicable.count(Claim.MET), applicable.count(Claim.NOT_YET)
    need = {"all": len(applicable), "any": min(1, len(applicable))}.get(
        criterion.rule, min(criterion.needed or 0, len(applicable))
    )
    if met >= need:
        return "met"
    if met + open_ < need:
        return "not_met"
    return baseline if baseline else "unknown"


class StandingNeverDrifts(HypothesisTestCase):
    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(steps=st.lists(STEP, max_size=12), baselines=st.lists(BASELINE, max_size=3))
    def test_random_histories(self, steps, baselines) -> None:
        commune = make.make_commune()
        criteria_set = make.make_set(criteria=3, indicators=2)
        rules = [(MetRule.ALL, None), (MetRule.ANY, None), (MetRule.K_OF_N, 1)]
        criteria = list(criteria_set.criteria.order_by("number"))
        for criterion, (rule, needed) in zip(criteria, rules, strict=True):
            criterion.rule, criterion.needed = rule, needed
            criterion.save()
        assessment = make.make_assessment(commune, criteria_set)
        stated: dict[int, str] = {}
        for index, state in baselines:
            state_baseline(
                by=make.system(), assessment=assessment, criterion=criteria[index], state=state
            )
            stated[criteria[index].pk] = state
        results = list(assessment.results.order_by("pk"))
        for index, claim, value, month in steps:
            row = results[index]
            entry = make.entry(
                claim=claim,
                value=None if value is None else Decimal(value),
                as_of=date(2024, month, 1),
                note="không có trên địa bàn",
            )
            saved, _ = set_result(
                by=make.system(), result_id=row.pk, fields=entry, seen_version=row.version
            )
            results[index] = saved
        self.check(assessment, criteria, stated)

    def check(self, assessment, criteria, stated) -> None:
        assert list(standing_drifts()) == []
        assert list(step_drifts()) == []
        assert list(tally_drifts()) == []
        for day in (date(2024, 1, 1), date(2024, 6, 15), date(2024, 12, 31)):
            for criterion, plain in scores_as_of(assessment, day).items():
                steps = assessment.steps.filter(criterion=criterion, on__lte=day).order_by("-on")
                if (step := steps.first()) is not None:
                    assert scores_by_day([step])[step.on] == plain
                else:
                    assert (plain.met, plain.not_met, plain.not_applicable) == (0, 0, 0)
        for criterion in criteria:
            rows = list(assessment.results.filter(indicator__criterion=criterion))
            stored = Standing.objects.get(assessment=assessment, criterion=criterion)
            assert stored.state == plain_state(criterion, rows, stated.get(criterion.pk))
            tally = Tally.objects.filter(criterion=criterion).first()
            assert tally is not None
            assert getattr(tally, stored.state) == 1


@pytest.mark.django_db
def test_drift_is_found_and_mended() -> None:
    assessment = make.make_assessment(make.make_commune())
    Standing.objects.filter(criterion__number=1).update(state=State.MET, met=2)
    Tally.objects.filter(criterion__number=2).update(not_met=7)
    assert len(list(standing_drifts())) == 1
    assert len(list(tally_drifts())) == 4
    assert repair() == 3
    assert not list(standing_drifts())
    assert not list(tally_drifts())
    assert assessment.standings.filter(state=State.MET).count() == 0
