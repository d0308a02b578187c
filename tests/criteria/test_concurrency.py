"""Real writers at the same time, on the database under test: nothing lost, nothing drifts."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from criteria.enums import Claim
from criteria.models import Assessment, Result, ResultChange, Tally
from criteria.services import discard_assessment, set_result
from criteria.services.standings import standing_drifts, tally_drifts
from ntm_project.common.refusals import Refused
from tests import factories as make
from tests.shared import at_once
from villages.edit import Stale
from villages.enums import Role
from villages.models import AuditEvent

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.concurrency]


def entry(claim: str, value: int) -> dict[str, object]:
    return make.entry(claim=claim, value=Decimal(value), as_of=date(2024, 8, 1))


def test_of_two_writers_on_one_indicator_one_is_refused() -> None:
    commune = make.make_commune()
    result = make.make_assessment(commune).results.first()
    people = [make.access(make.make_official(commune, Role.STANDING_OFFICER)) for _ in range(2)]
    raised = at_once(
        lambda: set_result(
            by=people[0], result_id=result.pk, fields=entry(Claim.MET, 60), seen_version=0
        ),
        lambda: set_result(
            by=people[1], result_id=result.pk, fields=entry(Claim.NOT_MET, 30), seen_version=0
        ),
    )
    assert [type(error) for error in raised] == [Stale]
    current = Result.objects.get(pk=result.pk)
    assert current.version == 1
    assert raised[0].current.claim == current.claim
    assert raised[0].mine["claim"] != current.claim


def test_writers_on_different_indicators_of_one_criterion_both_count() -> None:
    commune = make.make_commune()
    criteria_set = make.make_set(criteria=1, indicators=6)
    assessment = make.make_assessment(commune, criteria_set)
    lan = make.access(make.make_official(commune, Role.STANDING_OFFICER))
    jobs = [
        lambda pk=pk: set_result(by=lan, result_id=pk, fields=entry(Claim.MET, 60), seen_version=0)
        for pk in assessment.results.values_list("pk", flat=True)
    ]
    assert at_once(*jobs) == []
    standing = assessment.standings.get()
    assert (standing.state, standing.met) == ("met", 6)
    assert list(standing_drifts()) == []
    assert list(tally_drifts()) == []


def test_assessments_opened_at_once_below_one_commune_are_all_counted() -> None:
    commune = make.make_commune()
    criteria_set = make.make_set(criteria=3, indicators=1, level="village")
    names = ("Thắng Lợi", "Mai Hạ", "Đông Lỗ", "Nguyễn")
    first, *villages = (make.make_village(commune, name) for name in names)
    result = make.make_assessment(first, criteria_set).results.latest("pk")
    lan = make.access(make.make_official(commune, Role.STANDING_OFFICER))
    jobs = [lambda unit=unit: make.make_assessment(unit, criteria_set) for unit in villages]
    jobs.append(
        lambda: set_result(by=lan, result_id=result.pk, fields=entry(Claim.MET, 60), seen_version=0)
    )
    assert at_once(*jobs) == []
    tallies = Tally.objects.filter(unit=commune).order_by("criterion")
    assert list(tallies.values_list("met", "unknown")) == [(0, 4), (0, 4), (1, 3)]
    assert list(standing_drifts()) == []
    assert list(tally_drifts()) == []


def test_of_two_who_open_the_same_assessment_one_is_refused() -> None:
    commune, criteria_set = make.make_commune(), make.make_set()
    raised = at_once(*[lambda: make.make_assessment(commune, criteria_set)] * 2)
    assert [type(error) for error in raised] == [ValidationError]
    assert "đã có đánh giá" in str(raised[0])
    assert Assessment.objects.count() == 1


def test_a_result_set_while_its_assessment_is_discarded_is_not_lost() -> None:
    commune = make.make_commune()
    assessment = make.make_assessment(commune)
    result = assessment.results.first()
    lan = make.access(make.make_official(commune, Role.STANDING_OFFICER))
    raised = at_once(
        lambda: set_result(
            by=lan, result_id=result.pk, fields=entry(Claim.MET, 60), seen_version=0
        ),
        lambda: discard_assessment(by=lan, assessment_id=assessment.pk, seen_version=0),
    )
    # Whoever came second was refused; the record knows only one of the two.
    assert [type(error) for error in raised] in ([Refused], [Stale])
    kept = Result.objects.filter(pk=result.pk, version=1).exists()
    assert kept is isinstance(raised[0], Refused)
    assert ResultChange.objects.filter(result=result.pk).exists() is kept
    assert list(standing_drifts()) == []
    assert list(tally_drifts()) == []


def test_a_storm_of_edits_leaves_one_event_for_each_accepted_edit() -> None:
    commune = make.make_commune()
    assessment = make.make_assessment(commune, make.make_set(criteria=1, indicators=2))
    rows = list(assessment.results.values_list("pk", flat=True))
    accepted: list[int] = []

    def edits(number: int, person: object) -> None:
        for step in range(8):
            pk = rows[(number + step) % len(rows)]
            seen = Result.objects.get(pk=pk).version
            try:
                set_result(
                    by=person,
                    result_id=pk,
                    fields=entry(Claim.MET, number * 10 + step),
                    seen_version=seen,
                )
            except Stale:
                continue
            accepted.append(pk)

    people = [make.access(make.make_official(commune, Role.STANDING_OFFICER)) for _ in range(4)]
    before = AuditEvent.objects.count()
    raised = at_once(*[lambda n=n, p=p: edits(n, p) for n, p in enumerate(people)])
    assert raised == []
    assert AuditEvent.objects.count() - before == len(accepted)
    assert ResultChange.objects.count() == len(accepted)
    for pk in rows:
        last = ResultChange.objects.filter(result=pk).order_by("-version").first()
        current = Result.objects.get(pk=pk)
        assert (last.version, last.value) == (current.version, current.value)
    assert list(standing_drifts()) == []
