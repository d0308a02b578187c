"""The hand-written reads give what the ORM gives."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import Exists, F, OuterRef, Sum
from django.test.utils import CaptureQueriesContext

from criteria.models import Assessment, Baseline, Indicator, Result, ResultChange, Standing
from criteria.reading import locked_result, results_of, seen_result
from criteria.services import state_baseline
from ntm_project.common.sql import any_path, as_decimal, marks
from reports.queries import record as lean
from reports.queries.history import History
from tasks.models import Assignment, Funding, PlanWindow, Supervision, Task
from tasks.services import set_supervision
from tests import factories as make
from tests.office import Office, open_office
from villages.access import access_of
from villages.enums import Role
from villages.models import Posting, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    office = open_office()
    lan = make.make_official(office.commune)
    first, second = office.results()[:2]
    office.claim(first, value="41.2")
    office.claim(first, value="50.1234", on=date(2024, 8, 1))
    office.claim(second, value=None, on=date(2024, 5, 1))
    criterion = first.indicator.criterion
    where = {"assessment": office.assessment, "criterion": criterion}
    make.make_task(office.plan, lead=lan, **where, deadline_words="xong trong tháng 7/2024")
    make.make_task(office.plan, **where)
    roles_only = make.make_task(office.plan, unit=office.village)
    Assignment.objects.create(task=roles_only, kind="lead", role_words="Trưởng thôn", order=0)
    state_baseline(
        by=make.system(), assessment=office.assessment, criterion=criterion, state="met",
        as_of=date(2023, 12, 30), is_inferred=True,
    )  # fmt: skip
    set_supervision(
        by=make.system(), assessment=office.assessment, criterion=criterion, officials=[lan]
    )
    return office


def record_of(office: Office) -> lean.Record:
    return lean.load_record([office.commune], make.system())


def test_postings_and_units(office) -> None:
    person = make.make_official(office.village)
    over = {"role": Role.CLERK, "title": "Văn thư", "ends_on": date(2024, 1, 1)}
    Posting.objects.create(official=person, unit=office.commune, **over)
    Posting.objects.create(
        official=person, unit=office.village, role=Role.CLERK, title="Văn thư",
        starts_on=date(2024, 2, 1), ends_on=date(2024, 12, 31),
    )  # fmt: skip
    on = date(2024, 8, 15)
    plain = Posting.objects.filter(official=person).open_on(on).order_by("-is_main", "pk")
    access = access_of(person, on)
    assert list(access.postings) == list(plain)
    for mine, theirs in zip(access.postings, plain, strict=True):
        assert (mine.role, mine.title, mine.is_main) == (theirs.role, theirs.title, theirs.is_main)
        assert (mine.starts_on, mine.ends_on) == (theirs.starts_on, theirs.ends_on)
        assert (mine.unit.path, mine.unit.valid_to) == (theirs.unit.path, theirs.unit.valid_to)
    for unit in Unit.objects.all():
        is_seen = Unit.objects.visible_to(access).filter(pk=unit.pk).exists()
        assert access.sees(unit) == is_seen


def test_assessments_and_standings(office) -> None:
    record = record_of(office)
    for mine in record.assessments:
        theirs = Assessment.objects.select_related("unit", "criteria_set").get(pk=mine.pk)
        assert str(mine) == str(theirs)
        assert mine.has_body == theirs.unit.bodies.exists()
        assert (mine.baseline_on, mine.target_on) == (theirs.baseline_on, theirs.target_on)
        assert mine.criteria_set.is_verified is theirs.criteria_set.is_verified
    rows = Standing.objects.select_related("criterion")
    plain = rows.order_by("assessment_id", "criterion__number", "pk")
    for mine, theirs in zip(record.standings, plain, strict=True):
        for name in ("state", "is_inferred", "met", "not_met", "not_yet", "total", "contradicting"):
            assert getattr(mine, name) == getattr(theirs, name), name
        assert str(mine.criterion) == str(theirs.criterion)
        stated = Baseline.objects.filter(
            assessment=theirs.assessment_id, criterion=theirs.criterion_id
        ).first()
        told = (mine.baseline_state, mine.baseline_as_of, mine.baseline_is_inferred)
        assert told == (
            (stated.state, stated.as_of, stated.is_inferred) if stated else (None, None, None)
        )


def test_tasks_windows_leaders_and_money(office) -> None:
    PlanWindow.objects.create(
        plan=office.plan, order=9, text="Đợt", starts_on=date(2024, 3, 1), ends_on=date(2024, 9, 1)
    )
    record = record_of(office)
    given = Assignment.objects.filter(task=OuterRef("pk"))
    plain = Task.objects.open().annotate(
        is_given=Exists(given), is_named=Exists(given.filter(role_words=""))
    )
    ordered = plain.order_by(F("ends_on").asc(nulls_last=True), "unit__path", "order", "pk")
    assert [(t.is_given, t.is_named) for t in record.tasks].count((True, False)) == 1
    for mine, theirs in zip(record.tasks, ordered.select_related("unit"), strict=True):
        assert mine.unit_words == theirs.unit.full_name
        for name in (
            "pk", "text", "assessment_id", "criterion_id", "indicator_id", "plan_id", "state",
            "obstacle", "deadline_words", "rhythm", "ends_on", "is_given", "is_named",
        ):  # fmt: skip
            assert getattr(mine, name) == getattr(theirs, name), name
    windows = PlanWindow.objects.filter(ends_on__isnull=False).order_by("plan_id", "order", "pk")
    told = [(w.starts_on, w.ends_on) for windows in record.windows.values() for w in windows]
    assert told == list(windows.values_list("starts_on", "ends_on"))
    leaders = Supervision.objects.order_by("pk").values_list(
        "assessment_id", "criterion_id", "official__full_name"
    )
    assert record.leaders == {(a, c): [name] for a, c, name in leaders}
    sums = Funding.objects.annotate(s=Sum("parts__amount")).order_by("pk")
    assert record.fundings == [(f.plan_id, f.text, f.total, f.s) for f in sums]


def test_the_scope_cuts_what_lies_outside(office) -> None:
    own = make.access(make.make_official(office.village))
    assert lean.paths_below([office.commune], own) == [office.village.path]
    assert lean.paths_below([office.village], own) == [office.village.path]
    stranger = make.access(make.make_official(make.make_commune("Khác")))
    assert lean.paths_below([office.commune], stranger) == []
    assert lean.load_record([office.commune], stranger).assessments == []


def test_the_last_word_of_each_day(office) -> None:
    history = History.of([office.assessment, office.village_assessment])
    for day in (date(2024, 4, 1), date(2024, 6, 1), date(2024, 9, 1)):
        plain = {c.result_id: c for c in ResultChange.objects.as_of(day)}
        mine = history.on(day)
        assert mine.keys() == plain.keys()
        for key, said in mine.items():
            for name in ("claim", "value", "denominator", "grade", "effective_on"):
                assert getattr(said, name) == getattr(plain[key], name), name


def test_a_result_as_seen_and_as_locked(office) -> None:
    access = make.access(make.make_official(office.commune))
    stranger = make.access(make.make_official(make.make_commune("Khác")))
    for plain in Result.objects.select_related("assessment__unit", "indicator__criterion"):
        seen = seen_result(access, plain.pk)
        assert seen_result(stranger, plain.pk) is None
        for row in (seen, locked_result(seen)):
            for field in Result._meta.concrete_fields:
                assert getattr(row, field.attname) == getattr(plain, field.attname), field.attname
            assert str(row.assessment) == str(plain.assessment)
            assert row.indicator == plain.indicator
            assert row.indicator.criterion == plain.indicator.criterion
        assert list(seen.indicator.levels.all()) == list(plain.indicator.levels.all())
    assert seen_result(access, 10**6) is None


def test_all_results_of_an_assessment(office) -> None:
    lan = make.make_official(office.commune)
    Result.objects.filter(pk=office.results()[0].pk).update(in_charge=lan)
    plain = Result.objects.filter(assessment=office.assessment).for_table()
    for mine, theirs in zip(results_of(office.assessment), plain, strict=True):
        for field in Result._meta.concrete_fields:
            assert getattr(mine, field.attname) == getattr(theirs, field.attname), field.attname
        for field in Indicator._meta.concrete_fields:
            name = field.attname
            assert getattr(mine.indicator, name) == getattr(theirs.indicator, name), name
        assert mine.assessment is office.assessment
        assert (mine.in_charge, str(mine.in_charge)) == (theirs.in_charge, str(theirs.in_charge))


@pytest.mark.sqlite
def test_a_board_reads_only_the_branch_of_its_unit(office) -> None:
    branch = [office.commune.path]
    with CaptureQueriesContext(connection) as asked:
        lean.assessments_below(branch)
        lean.open_tasks(branch, 2024)
        lean.fundings_below(branch, 2024)
    with connection.cursor() as cursor:
        for query in asked.captured_queries:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            steps = [row[3] for row in cursor.fetchall()]
            assert any("INDEX villages_unit_path" in step for step in steps), steps
            assert not any(step.startswith(("SCAN t", "SCAN a")) for step in steps), steps


def test_what_is_no_sql_is_refused() -> None:
    with pytest.raises(ValueError, match="IN"):
        marks([])
    assert any_path("u.path", []) == ("1 = 0", [])
    assert as_decimal(None, 4) is None
    assert str(as_decimal(41.2, 4)) == "41.2000"
    assert str(as_decimal(7, 4)) == "7.0000"
