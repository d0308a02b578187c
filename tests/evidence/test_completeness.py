"""Which expected papers an indicator has, found for a whole assessment at once."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from criteria.enums import Claim, Confidence
from criteria.services import set_result
from evidence.papers.queries.completeness import completeness_of, paper_needs
from evidence.papers.services import add_requirement, withdraw_paper
from evidence.papers.services.proving import new_proof
from tests import factories as make
from tests.evidence import factories as ev
from tests.factories import TODAY
from villages.enums import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment():
    return make.make_assessment(make.make_commune(), make.make_set(criteria=2, indicators=3))


def test_complete_missing_and_not_set_are_three_answers(assessment):
    system = make.system()
    full, part, unset, *_ = assessment.results.select_related("indicator").order_by("pk")
    needed = ev.requirement(full.indicator, text="Quyết định phê duyệt")
    extra = ev.requirement(full.indicator, text="Ảnh", is_mandatory=False)
    first = ev.requirement(part.indicator, text="Biên bản nghiệm thu")
    second = ev.requirement(part.indicator, text="Danh sách hộ")
    new_proof(system, ev.paper(assessment.unit), full, needed)
    new_proof(system, ev.paper(assessment.unit), part, first)
    new_proof(system, ev.paper(assessment.unit), part)
    new_proof(system, ev.paper(assessment.unit), unset)

    found = completeness_of(assessment)
    assert len(found) == 6
    assert (found[full.pk].is_complete, found[full.pk].missing) == (True, (extra,))
    assert found[full.pk].words == "đủ"
    assert (found[part.pk].is_complete, found[part.pk].missing) == (False, (second,))
    assert (found[part.pk].papers, found[part.pk].words) == (2, "thiếu: Danh sách hộ")
    assert (found[unset.pk].is_set, found[unset.pk].is_complete) == (False, False)
    assert (found[unset.pk].papers, found[unset.pk].words) == (1, "chưa đặt yêu cầu")


def test_a_withdrawn_or_expired_paper_does_not_count(assessment):
    system = make.system()
    result = assessment.results.select_related("indicator").first()
    needed = ev.requirement(result.indicator)
    evidence = ev.paper(assessment.unit, expires_on=date(2024, 8, 31))
    new_proof(system, evidence, result, needed)
    assert completeness_of(assessment, on=date(2024, 8, 31))[result.pk].is_complete
    assert not completeness_of(assessment, on=date(2024, 9, 1))[result.pk].is_complete
    assert completeness_of(assessment)[result.pk].is_complete
    withdraw_paper(by=system, evidence_id=evidence.pk, reason="Bản cũ")
    found = completeness_of(assessment)[result.pk]
    assert (found.is_complete, found.papers) == (False, 0)


def test_a_paper_asked_for_later_is_not_asked_of_an_earlier_moment(assessment):
    result = assessment.results.select_related("indicator").first()
    proven = ev.requirement(result.indicator)
    new_proof(make.system(), ev.paper(assessment.unit), result, proven)
    before = timezone.now()

    def is_lacking(until: datetime | None = None) -> list[bool]:
        return [one.is_lacking for one in paper_needs([assessment], on=TODAY, until=until)]

    assert is_lacking() == [False]
    steward = make.make_official(make.make_province("Nghệ An"), Role.DATA_STEWARD)
    words = {"text": "Biên bản", "source": "TT 52/2026", "confidence": Confidence.SOURCED}
    with time_machine.travel(before + timedelta(days=1), tick=False):
        added = add_requirement(by=make.access(steward), indicator=result.indicator, fields=words)
        assert is_lacking() == [True]
    assert added.added_at > before
    assert is_lacking(before) == [False]
    # An indicator of which nothing was required yet is not among those of then.
    other = assessment.results.select_related("indicator").last()
    with time_machine.travel(before + timedelta(days=1), tick=False):
        add_requirement(by=make.access(steward), indicator=other.indicator, fields=words)
    assert len(is_lacking(before)) == 1
    assert len(is_lacking()) == 2


def test_what_does_not_apply_needs_no_paper_from_its_day_on(assessment):
    result = assessment.results.select_related("indicator").first()
    ev.requirement(result.indicator)
    fields = make.entry(Claim.NOT_APPLICABLE, value=None, as_of=TODAY) | {"note": "Xã không có."}
    set_result(by=make.system(), result_id=result.pk, fields=fields, seen_version=0)
    now, eve = timezone.now(), TODAY - timedelta(days=1)
    found = completeness_of(assessment)[result.pk]
    assert (found.is_set, found.missing_mandatory) == (False, ())
    assert paper_needs([assessment], on=TODAY) == []
    assert paper_needs([assessment], on=TODAY, until=now) == []
    assert [need.result_id for need in paper_needs([assessment], on=eve, until=now)] == [result.pk]


def test_papers_of_another_assessment_do_not_count(assessment):
    last_year = make.make_assessment(assessment.unit, assessment.criteria_set, year=2023)
    old = last_year.results.select_related("indicator").order_by("pk").first()
    needed = ev.requirement(old.indicator)
    new_proof(make.system(), ev.paper(assessment.unit), old, needed)
    now = assessment.results.get(indicator=old.indicator)
    assert completeness_of(last_year)[old.pk].is_complete
    assert not completeness_of(assessment)[now.pk].is_complete


def test_an_assessment_costs_three_queries_whatever_it_holds(assessment):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            completeness_of(assessment)
        return len(captured)

    before = queries()
    for result in assessment.results.select_related("indicator"):
        needed = ev.requirement(result.indicator)
        for _ in range(3):
            new_proof(make.system(), ev.paper(assessment.unit), result, needed)
    assert (before, queries()) == (3, 3)
