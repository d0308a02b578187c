"""`manage.py reconcile` finds every drift, reports it, and mends only on request."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from criteria.models import Standing, StandingStep, Tally
from criteria.services import state_baseline
from tests import factories as make


def _run(*args):
    out, err = StringIO(), StringIO()
    code = 0
    try:
        call_command("reconcile", *args, stdout=out, stderr=err)
    except SystemExit as leaving:
        code = leaving.code
    return code, out.getvalue(), err.getvalue()


@pytest.fixture
def assessment(db):
    assessment = make.make_assessment(make.make_commune())
    criterion = assessment.criteria_set.criteria.get(number=1)
    state_baseline(
        by=make.system(), assessment=assessment, criterion=criterion, state="met",
        as_of=date(2023, 12, 30),
    )  # fmt: skip
    return assessment


def test_a_true_record_has_no_drift(assessment):
    assert _run() == (0, "Không có sai lệch.\n", "")


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda: Standing.objects.update(state="not_met", met=2), "tình trạng ghi Chưa đạt"),
        (lambda: Standing.objects.order_by("pk").first().delete(), "thiếu dòng tổng hợp"),
        (lambda: StandingStep.objects.update(state="not_met"), "diễn biến ghi"),
        (lambda: StandingStep.objects.all().delete(), "diễn biến ghi"),
        (lambda: Tally.objects.update(met=7), "đạt ghi 7, tính lại 1"),
        (lambda: Tally.objects.all().delete(), "thiếu dòng tổng hợp"),
    ],
)
def test_each_kind_of_drift_is_reported_and_mended_on_request(assessment, spoil, sentence):
    before = _rows()
    spoil()
    spoiled = _rows()
    code, out, err = _run()
    assert code == 1
    assert sentence in out
    assert "--repair" in err
    assert _rows() == spoiled
    code, out, _ = _run("--repair")
    assert code == 0
    assert "đã sửa" in out
    assert _rows() == before
    assert _run()[0] == 0


def _rows():
    fields = ["state", "source", "met", "not_met", "not_yet", "contradicting"]
    standings = Standing.objects.order_by("assessment", "criterion").values_list(*fields)
    tallies = Tally.objects.order_by("unit", "criterion", "year").values_list(
        "unit", "criterion", "year", "met", "not_met", "unknown"
    )
    steps = StandingStep.objects.order_by("assessment", "criterion", "on").values_list(
        "on", *fields
    )
    return list(standings), list(steps), list(tallies)
