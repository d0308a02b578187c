"""Setting a result: rights, values, versions, history, standing and audit, in one transaction."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from criteria import rules
from criteria.enums import Claim, State
from criteria.models import Result, ResultChange, Standing, Tally
from criteria.queries.past import results_as_of, scores_as_of
from criteria.services import (
    discard_assessment,
    edit_assessment,
    open_assessment,
    put_in_charge,
    set_result,
    state_baseline,
    state_baselines,
)
from ntm_project.common.refusals import Refused
from tests import factories as make
from villages.access import Access
from villages.edit import Stale
from villages.enums import Role
from villages.models import AuditEvent

pytestmark = pytest.mark.django_db

MET = make.entry(claim=Claim.MET, value=Decimal(50), as_of=date(2024, 8, 1))


@pytest.fixture
def commune():
    return make.make_commune()


@pytest.fixture
def assessment(commune):
    return make.make_assessment(commune)


@pytest.fixture
def result(assessment) -> Result:
    return assessment.results.order_by("pk").first()


@pytest.fixture
def lan(commune) -> Access:
    return make.access(make.make_official(commune, Role.STANDING_OFFICER, "Nguyễn Thị Lan"))


def test_opening_gives_every_indicator_an_empty_result(assessment) -> None:
    assert assessment.results.count() == 4
    assert set(assessment.results.values_list("claim", "value", "version")) == {
        ("not_yet", None, 0)
    }
    assert set(assessment.standings.values_list("state", "not_yet")) == {("unknown", 2)}


def test_opening_costs_as_much_for_a_set_of_ten_criteria_as_for_one(
    commune, django_assert_num_queries
) -> None:
    small, large = make.make_set(criteria=1), make.make_set(criteria=10)
    with CaptureQueriesContext(connection) as captured:
        make.make_assessment(commune, small)
    with django_assert_num_queries(len(captured)):
        make.make_assessment(commune, large, year=2025)


def test_saving_keeps_history_standing_and_audit_together(lan, result) -> None:
    saved, standing = set_result(by=lan, result_id=result.pk, fields=MET, seen_version=0)
    assert (saved.claim, saved.value, saved.version) == ("met", 50, 1)
    assert (standing.state, standing.met, standing.not_yet) == (State.UNKNOWN, 1, 1)
    change = ResultChange.objects.get()
    assert (change.version, change.effective_on) == (1, date(2024, 8, 1))
    event = AuditEvent.objects.about(saved).first()
    assert event is not None
    assert event.actor_name == "Nguyễn Thị Lan"
    assert event.changes["claim"] == ["not_yet", "met"]


def test_a_claim_of_met_below_the_level_is_kept_and_marked(lan, result) -> None:
    entry = make.entry(claim=Claim.MET, value=Decimal("41.2"), as_of=make.TODAY)
    saved, standing = set_result(by=lan, result_id=result.pk, fields=entry, seen_version=0)
    assert (saved.claim, saved.value) == ("met", Decimal("41.2"))
    assert standing.contradicting == 1


def test_the_second_writer_is_stopped_and_loses_nothing(lan, commune, result) -> None:
    hien = make.access(make.make_official(commune, Role.OFFICIAL, "Đặng Thị Hiền"))
    set_result(by=lan, result_id=result.pk, fields=MET, seen_version=0)
    mine = make.entry(claim=Claim.NOT_MET, value=Decimal(30), as_of=make.TODAY)
    with pytest.raises(Stale) as stale:
        set_result(by=hien, result_id=result.pk, fields=mine, seen_version=0)
    assert stale.value.mine == mine | {"is_inferred": False}
    assert stale.value.current.claim == Claim.MET
    set_result(by=hien, result_id=result.pk, fields=mine, seen_version=1)
    assert list(ResultChange.objects.values_list("claim", flat=True)) == ["met", "not_met"]


def test_sending_the_same_again_has_one_effect(lan, result) -> None:
    set_result(by=lan, result_id=result.pk, fields=MET, seen_version=0)
    again, _ = set_result(by=lan, result_id=result.pk, fields=MET, seen_version=0)
    assert again.version == 1
    assert ResultChange.objects.count() == 1


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (make.entry(claim=Claim.MET, value=Decimal(101), as_of=make.TODAY), "value"),
        (make.entry(claim=Claim.MET, value=Decimal(-1), as_of=make.TODAY), "value"),
        (
            make.entry(Claim.MET, Decimal(9), Decimal(8), as_of=make.TODAY),
            "value",
        ),
        (make.entry(claim=Claim.MET, grade="Khá", as_of=make.TODAY), "grade"),
        (make.entry(claim=Claim.MET), "as_of"),
        (make.entry(claim=Claim.MET, as_of=date(2024, 8, 16)), "as_of"),
        (make.entry(claim=Claim.NOT_APPLICABLE, as_of=make.TODAY), "note"),
    ],
)
def test_bad_values_are_refused_at_their_field(lan, result, entry, field) -> None:
    with pytest.raises(ValidationError) as refused:
        set_result(by=lan, result_id=result.pk, fields=entry, seen_version=0)
    assert set(refused.value.message_dict) == {field}
    result.refresh_from_db()
    assert result.version == 0
    assert not ResultChange.objects.exists()


@pytest.mark.parametrize(
    "role",
    [
        r
        for r in Role
        if r
        not in {
            Role.STANDING_OFFICER,
            Role.OFFICIAL,
            Role.VILLAGE_BOARD,
        }
    ],
)
def test_other_roles_may_not_set_results(commune, result, role) -> None:
    other = make.access(make.make_official(commune, role))
    with pytest.raises(Refused, match="dành cho"):
        set_result(by=other, result_id=result.pk, fields=MET, seen_version=0)


def test_nobody_opens_corrects_or_discards_an_assessment_without_the_right(commune) -> None:
    by = make.access(make.make_official(commune, Role.CLERK))
    assessment = make.make_assessment(commune)
    first, second = assessment.criteria_set.criteria.order_by("number")
    state_baseline(by=make.system(), assessment=assessment, criterion=first, state=State.MET)
    seen = {"by": by, "assessment_id": assessment.pk, "seen_version": 0}
    baseline = {"by": by, "assessment": assessment, "state": State.NOT_MET}
    calls = [
        lambda: open_assessment(
            by=by, unit=commune, criteria_set=assessment.criteria_set, year=2025
        ),
        lambda: edit_assessment(fields={"note": "x"}, **seen),
        lambda: state_baseline(criterion=first, **baseline),
        lambda: state_baseline(criterion=second, **baseline),
        lambda: state_baselines(states={second.pk: State.MET}, **seen),
        lambda: discard_assessment(**seen),
    ]
    for call in calls:
        with pytest.raises(Refused, match="dành cho"):
            call()
    assert assessment.baselines.get().state == State.MET


def test_an_official_leaves_alone_what_another_is_in_charge_of(commune, lan, result) -> None:
    hien = make.make_official(commune, Role.OFFICIAL, "Đặng Thị Hiền")
    quyen = make.make_official(commune, Role.OFFICIAL, "Đặng Văn Quyên")
    put_in_charge(by=lan, result_id=result.pk, official=hien)
    with pytest.raises(Refused, match="Đặng Thị Hiền"):
        set_result(by=make.access(quyen), result_id=result.pk, fields=MET, seen_version=0)
    set_result(by=make.access(hien), result_id=result.pk, fields=MET, seen_version=0)


def test_a_failure_leaves_result_history_standing_and_audit_untouched(
    lan, result, monkeypatch
) -> None:
    before = (ResultChange.objects.count(), AuditEvent.objects.count())

    def broken(*args: object, **kwargs: object) -> None:
        raise DatabaseError("cut off")

    monkeypatch.setattr("villages.edit.record", broken)
    with pytest.raises(DatabaseError):
        set_result(by=lan, result_id=result.pk, fields=MET, seen_version=0)
    result.refresh_from_db()
    assert (result.version, result.claim) == (0, "not_yet")
    assert (ResultChange.objects.count(), AuditEvent.objects.count()) == before
    assert not Standing.objects.filter(met__gt=0).exists()


def test_changes_of_results_can_only_grow(lan, result) -> None:
    set_result(by=lan, result_id=result.pk, fields=MET, seen_version=0)
    for attempt in (
        lambda: ResultChange.objects.update(claim="not_met"),
        lambda: ResultChange.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            attempt()


def test_a_baseline_stands_until_the_results_decide(lan, assessment) -> None:
    criterion = assessment.criteria_set.criteria.get(number=1)
    state_baseline(
        by=make.system(),
        assessment=assessment,
        criterion=criterion,
        state=State.NOT_MET,
        as_of=date(2023, 12, 30),
    )
    standing = assessment.standings.get(criterion=criterion)
    assert (standing.state, standing.source) == ("not_met", "baseline")
    for result in assessment.results.filter(indicator__criterion=criterion):
        _, standing = set_result(by=lan, result_id=result.pk, fields=MET, seen_version=0)
    assert (standing.state, standing.source) == ("met", "results")


def test_who_lost_the_right_neither_undoes_nor_gives_a_reason(commune, lan, result) -> None:
    result, _ = set_result(by=lan, result_id=result.pk, fields=MET, seen_version=0)
    put_in_charge(by=lan, result_id=result.pk, official=make.make_official(commune, Role.OFFICIAL))
    result.refresh_from_db()
    lan.official.postings.update(role=Role.CLERK)
    clerk = make.access(lan.official)
    assert rules.deny_undo(lan, result, result.changes.get()) == ""
    assert "dành cho" in rules.deny_undo(clerk, result, result.changes.get())
    assert not rules.needs_reason(clerk, result)


def test_tallies_above_follow_a_flip(lan, commune, assessment) -> None:
    criterion = assessment.criteria_set.criteria.get(number=1)
    elsewhere = make.make_commune("Nghi Hoa", make.make_province("Nghệ An"))
    make.make_assessment(elsewhere, assessment.criteria_set)
    for result in assessment.results.filter(indicator__criterion=criterion):
        set_result(by=lan, result_id=result.pk, fields=MET, seen_version=0)
    rows = Tally.objects.filter(criterion=criterion, unit__in=commune.ancestor_ids)
    assert set(rows.values_list("unit_id", "met", "unknown")) == {
        (pk, 1, 0) for pk in commune.ancestor_ids
    }


def test_as_of_a_date_answers_what_was_claimed_by_then(lan, assessment, result) -> None:
    july = make.entry(claim=Claim.NOT_MET, value=Decimal(30), as_of=date(2024, 7, 1))
    set_result(by=lan, result_id=result.pk, fields=july, seen_version=0)
    set_result(by=lan, result_id=result.pk, fields=MET, seen_version=1)

    def claim_on(day: date) -> str:
        return next(r.claim for r in results_as_of(assessment, day) if r.pk == result.pk)

    assert claim_on(date(2024, 6, 30)) == "not_yet"
    assert claim_on(date(2024, 7, 31)) == "not_met"
    assert claim_on(date(2024, 8, 1)) == "met"
    criterion = result.indicator.criterion
    assert scores_as_of(assessment, date(2024, 7, 15))[criterion].state == State.NOT_MET
    assert scores_as_of(assessment, make.TODAY)[criterion].met == 1


def test_as_of_today_equals_the_present(lan, assessment) -> None:
    for number, result in enumerate(assessment.results.order_by("pk")):
        entry = make.entry(
            claim=[Claim.MET, Claim.NOT_MET][number % 2],
            value=Decimal(number),
            as_of=date(2024, 1 + number, 1),
        )
        set_result(by=lan, result_id=result.pk, fields=entry, seen_version=0)
    stored = {s.criterion: s.state for s in assessment.standings.select_related("criterion")}
    assert {c: s.state for c, s in scores_as_of(assessment, make.TODAY).items()} == stored
