"""What a plan counts as met: stated of its day, or recorded by then, nothing that came later."""

from datetime import date

import pytest

from criteria.models import Assessment
from criteria.services import set_result
from reports.documents.kinds import kind_of
from reports.documents.kinds.plan.document import plan_document
from reports.documents.kinds.plan.doubts import plan_doubts
from reports.documents.kinds.plan.rows import plan_rows
from reports.documents.plain_text import render_text
from tasks.models import Plan, Target
from tests import factories as make

pytestmark = pytest.mark.django_db


def _meet(assessment: Assessment, number: int, day: date) -> None:
    """All indicators of the criterion are met as of the day."""
    for result in assessment.results.filter(indicator__criterion__number=number):
        fields = make.entry("met", as_of=day)
        set_result(
            by=make.system(), result_id=result.pk, seen_version=result.version, fields=fields
        )


def _plan(day: date | None) -> tuple[Plan, Assessment]:
    """A plan that aims at three criteria, whose state nobody wrote down as of a day."""
    commune = make.make_commune()
    assessment = make.make_assessment(commune, make.make_set(criteria=3))
    Assessment.objects.filter(pk=assessment.pk).update(baseline_on=day)
    plan = make.make_plan(commune)
    Target.objects.create(plan=plan, order=1, assessment=assessment, text="xã đạt chuẩn")
    return plan, assessment


def _words(plan: Plan) -> str:
    return render_text(plan_document(plan_rows(plan)))


def test_what_was_recorded_later_is_not_counted_as_of_the_day_of_the_plan() -> None:
    plan, assessment = _plan(date(2023, 12, 30))
    _meet(assessment, 1, date(2023, 12, 28))
    before = _words(plan)
    assert "Tính đến ngày 30/12/2023, xã Mai Đình đã đạt 1/3 tiêu chí" in before
    _meet(assessment, 2, date(2024, 3, 5))
    assert _words(plan) == before
    assert any("chưa rõ hiện trạng các tiêu chí số 2, 3" in d for d in plan_doubts(plan_rows(plan)))


def test_a_plan_that_names_no_day_counts_what_stands() -> None:
    plan, assessment = _plan(None)
    _meet(assessment, 2, date(2024, 3, 5))
    assert "Xã Mai Đình đã đạt 1/3 tiêu chí" in _words(plan)


def test_a_count_that_is_recorded_as_a_figure_is_stated_once() -> None:
    plan, assessment = _plan(date(2023, 12, 30))
    _meet(assessment, 1, date(2023, 12, 1))
    report = kind_of("year_report")
    assert "đạt 1/3 tiêu chí" in render_text(report.document(report.rows(plan)))
    day = date(2023, 12, 30)
    assessment.figures.create(text="Số tiêu chí xã đã đạt", value=1, out_of=3, as_of=day)
    words = render_text(report.document(report.rows(plan)))
    assert "đạt 1/3 tiêu chí" not in words
    assert "Số tiêu chí xã đã đạt" in words


def test_a_note_that_begins_with_its_indicator_names_it_once() -> None:
    plan, assessment = _plan(None)
    criterion = assessment.criteria_set.criteria.get(number=2)
    first = assessment.results.filter(indicator__criterion=criterion).first().indicator
    result = assessment.results.get(indicator=first)
    note = f"{first.wording}: Chưa có."
    fields = make.entry("not_met", as_of=date(2023, 12, 1)) | {"note": note}
    set_result(by=make.system(), result_id=result.pk, seen_version=result.version, fields=fields)
    assessment.baselines.create(criterion=criterion, state="not_met", as_of="2023-12-30")
    make.make_task(plan, assessment=assessment, criterion=criterion, indicator=first)
    assert f"Chỉ tiêu {first.code}. {first.wording}: Chưa có.\n" in _words(plan)
