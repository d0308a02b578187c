"""What is gathered of one person: as far as the reader's scope reaches, and no farther."""

from datetime import timedelta

import pytest

from criteria.enums import Claim
from criteria.services import put_in_charge
from evidence.review.enums import ReasonCode, VerdictKind
from evidence.review.services import save_draft, send_decision, submit
from ntm_project.common.models import NO_VERSION
from reports.boards.around import around
from reports.checks.below import commune_keys_below
from reports.checks.facts.check_facts import load_facts
from reports.profiles.queries import leading_of
from reports.progress.money import works_of
from reports.record import Branch, load_record
from reports.work.first_look import first_look
from reports.work.own import directed_criteria, own_indicators
from reports.work.queries import papers_to_issue
from reports.work.review import returned_items
from tasks.models import Task
from tasks.queries.plans import supervised_assessments
from tasks.services import set_supervision
from tests import factories as make
from tests.access.foreign import build_foreign
from tests.world import World, opened
from villages.enums import Role
from villages.models import Official, Posting

pytestmark = pytest.mark.django_db


world = opened("assessment", "neighbour")


@pytest.fixture
def busy(world: World):
    """An official of the commune with the same work in the commune next door, left since."""
    person = make.make_official(world.commune, Role.VICE_CHAIR)
    held = Posting.objects.create(
        official=person, unit=world.neighbour, role=Role.VICE_CHAIR, title="x"
    )
    system = make.system()
    for unit in (world.commune, world.neighbour):
        assessment = make.make_assessment(unit, make.make_set(), year=2023)
        result = assessment.results.order_by("pk").first()
        put_in_charge(by=system, result_id=result.pk, official=person)
        set_supervision(
            by=system,
            assessment=assessment,
            criterion=result.indicator.criterion,
            officials=[person],
        )
        make.make_task(make.make_plan(unit), lead=person)
    Posting.objects.filter(pk=held.pk).update(ends_on=make.TODAY - timedelta(days=1))
    return person


def test_an_official_leads_for_the_reader_what_lies_in_the_reader_s_scope(world, busy) -> None:
    for unit, seen in ((world.commune, 1), (world.district, 2)):
        access = world.person(unit, Role.CLERK)
        assert [kind.count for kind in leading_of(busy, access)] == [seen] * 3


def test_one_s_own_work_ends_with_the_posting(world, busy) -> None:
    access = make.access(busy)
    assert [one.row.result.assessment.unit for one in own_indicators(access)] == [world.commune]
    assert len(directed_criteria(access, first_look(access)).lines) == 1


def test_what_came_back_is_told_where_one_still_works(world, busy) -> None:
    chain = make.make_chain(world.district.parent, world.district)
    assert chain.steps.count() == 2
    for assessment in (world.commune.assessments.get(year=2023), world.neighbour.assessments.get()):
        for result in assessment.results.all():
            world.claim(result, Claim.NOT_MET)
        step = chain.steps.order_by("order").first()
        sent = submit(by=make.system(), assessment=assessment, step=step)
        reviewer = world.person(assessment.unit, Role.VICE_CHAIR)
        for item in sent.items.all():
            save_draft(
                by=reviewer, item=item, kind=VerdictKind.NOT_MET, text="Thiếu",
                reason_code=ReasonCode.MISSING, seen_version=NO_VERSION,
            )  # fmt: skip
        send_decision(
            by=reviewer, submission=sent, outcome="return", decision_text="Thiếu",
            supplement_by=make.date(2024, 9, 30),
        )  # fmt: skip
    assert len(returned_items(make.access(busy), first_look(make.access(busy)))) == 1


def _read_of(world: World) -> dict[str, object]:
    """What is read of the branch for checks, boards and work, by name."""
    reader = make.access(Official.objects.get(postings__unit=world.commune))
    record = load_record([world.commune], reader, year=2024)
    facts = load_facts(record, world.commune, reader)
    lists = ("plans", "tasks", "fundings", "units", "bodies", "officials", "serving", "spoilt")
    return {name: list(getattr(facts, name)) for name in lists} | {
        "sums": around(record, Branch([world.commune], reader), None).sums,
        "supervised": supervised_assessments(world.plan),
        "works": works_of(world.commune, 2024, make.TODAY),
        "work": list(Task.objects.open_work(reader)),
    }


def test_communes_are_checked_below_the_unit_and_in_sight(world: World) -> None:
    elsewhere = make.make_commune("Nghi Hoa", make.make_province("Nghệ An"))
    own, both = {world.commune.pk}, {world.commune.pk, world.neighbour.pk}
    mine = world.person(world.commune, Role.OFFICIAL)
    assert set(commune_keys_below(world.district, mine)) == own
    assert set(commune_keys_below(world.district, make.system())) == both
    assert commune_keys_below(elsewhere.parent, mine) == []


def test_what_is_read_of_a_commune_is_read_of_no_other(world: World, tmp_path, settings) -> None:
    settings.EVIDENCE_FOLDER = tmp_path
    make.make_official(world.commune)
    make.make_task(world.plan)
    before = _read_of(world)
    build_foreign(world.assessment.criteria_set)
    assert _read_of(world) == before


def test_a_clerk_issues_the_plans_of_the_unit_whose_clerk_one_is(world) -> None:
    plans = [make.make_plan(unit) for unit in (world.commune, world.neighbour)]
    clerk = make.make_official(world.commune, Role.CLERK)
    Posting.objects.create(
        official=clerk, unit=world.neighbour, role=Role.COMMITTEE, title="Ủy viên"
    )
    assert [line.text for line in papers_to_issue(make.access(clerk))] == [str(plans[0])]
    assert papers_to_issue(world.person(world.commune, Role.COMMITTEE)) == []
