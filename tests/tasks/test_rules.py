"""Truth tables of the rules: role × state × path gives a kind of reason."""

import pytest

from tasks import rules
from tasks.enums import TRANSITIONS, TaskState
from tasks.models import Task
from tasks.services import add_conclusion, hold_meeting
from tests import factories as make
from villages.enums import Role
from villages.models import Posting

pytestmark = pytest.mark.once

# Kinds of reason: "" open, r role, o other's task, s state, own who reported may not confirm.
KINDS = {
    "r": "dành cho",
    "o": "giao cho người khác",
    "s": "Nhiệm vụ đang ở tình trạng",
    "own": "không tự xác nhận",
}

# Role (or "assignee": an official to whom the task is given) → path → kind, in a state that the
# path leads out of. Who reported the work done is another person.
TABLE = """
role             start report_done confirm send_back cancel reopen
administrator    r     r           r       r         r      r
standing_officer .     .           .       .         .      .
chair            .     .           .       .         .      .
vice_chair       .     .           .       .         .      .
official         o     o           r       r         r      r
assignee         .     .           r       r         r      r
village_board    .     .           r       r         r      r
clerk            r     r           r       r         r      r
committee        r     r           r       r         r      r
reviewer         r     r           r       r         r      r
data_steward     r     r           r       r         r      r
"""
HEAD, *LINES = [line.split() for line in TABLE.strip().splitlines()]
CELLS = [
    (role, name, "" if kind == "." else kind)
    for role, *kinds in LINES
    for name, kind in zip(HEAD[1:], kinds, strict=True)
]


def kind_of(reason: str) -> str:
    if not reason:
        return ""
    (kind,) = (kind for kind, words in KINDS.items() if words in reason)
    return kind


def task_in(state: str, unit=None, lead=None) -> Task:
    """A task brought to a state behind the services' back: rules read nothing else."""
    task = make.make_task(make.make_plan(unit or make.make_commune()), lead=lead)
    task.state, task.result = state, "Đã xong"
    task.done_on = make.TODAY if state == TaskState.DONE else None
    return task


def test_the_table_names_every_role_and_path():
    assert {row[0] for row in LINES} == {*Role.values, "assignee"}
    assert HEAD[1:] == list(TRANSITIONS)


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "name", "kind"), CELLS)
def test_who_may_take_which_path(role, name, kind):
    unit = make.make_commune()
    person = make.make_official(unit, Role.OFFICIAL if role == "assignee" else role)
    transition = TRANSITIONS[name]
    task = task_in(transition.sources[0], unit, person if role == "assignee" else None)
    assert kind_of(rules.deny_transition(make.access(person), task, transition)) == kind


@pytest.mark.django_db
def test_a_village_s_board_reports_for_its_village_alone():
    """Whatever else its people are in the commune."""
    commune = make.make_commune()
    village = make.make_village(commune)
    person = make.make_official(commune, Role.OFFICIAL)
    Posting.objects.create(official=person, unit=village, role=Role.VILLAGE_BOARD, title="x")
    access = make.access(person)
    assert rules.deny_report(access, task_in(TaskState.IN_PROGRESS, village)) == ""
    assert kind_of(rules.deny_report(access, task_in(TaskState.IN_PROGRESS, commune))) == "o"


@pytest.mark.django_db
def test_a_conclusion_goes_by_the_hand_of_who_holds_meetings_until_its_work_has_begun():
    unit = make.make_commune()
    plan, system = make.make_plan(unit), make.system()
    meeting = hold_meeting(by=system, unit=unit, held_on=make.TODAY, name="Giao ban")
    conclusion = add_conclusion(by=system, meeting=meeting, text="a")
    officer, clerk = (
        make.access(make.make_official(unit, role)) for role in (Role.STANDING_OFFICER, Role.CLERK)
    )
    assert rules.deny_remove_conclusion(officer, conclusion) == ""
    assert "dành cho" in rules.deny_remove_conclusion(clerk, conclusion)
    conclusion.task = make.make_task(plan)
    assert rules.deny_remove_conclusion(officer, conclusion) == ""
    conclusion.task.state = TaskState.IN_PROGRESS
    assert "không rút được" in rules.deny_remove_conclusion(officer, conclusion)


@pytest.mark.django_db
@pytest.mark.parametrize("name", TRANSITIONS)
@pytest.mark.parametrize("state", TaskState.values)
def test_a_path_is_open_only_out_of_its_states(name, state):
    task, transition = task_in(state), TRANSITIONS[name]
    reason = rules.deny_transition(make.system(), task, transition)
    assert kind_of(reason) == ("" if state in transition.sources else "s")
    names = [offer.transition.name for offer in rules.paths_offered(make.system(), task)]
    assert (name in names) == (state in transition.sources)


@pytest.mark.django_db
def test_who_reported_does_not_confirm():
    unit = make.make_commune()
    person = make.make_official(unit)
    task = task_in(TaskState.REPORTED, unit)
    task.reported_by = person
    reason = rules.deny_transition(make.access(person), task, TRANSITIONS["confirm"])
    assert kind_of(reason) == "own"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "kind"),
    [("not_started", ""), ("in_progress", ""), ("reported", ""), ("done", "s"), ("cancelled", "s")],
)
def test_only_open_tasks_are_reported_on(state, kind):
    assert kind_of(rules.deny_report(make.system(), task_in(state))) == kind


@pytest.mark.django_db
def test_a_member_of_the_assigned_body_may_report():
    unit = make.make_commune()
    body = unit.bodies.create(name="Hội Nông dân")
    person = make.make_official(unit, Role.OFFICIAL, body=body)
    task = task_in(TaskState.NOT_STARTED, unit)
    assert kind_of(rules.deny_report(make.access(person), task)) == "o"
    task.assignments.create(kind="lead", body=body)
    assert rules.deny_report(make.access(person), task) == ""


@pytest.mark.parametrize("name", TRANSITIONS)
def test_what_a_path_needs_is_required(name):
    transition = TRANSITIONS[name]
    refused = set(rules.transition_errors(transition, result="", reason=""))
    expected = {"result"} if transition.needs_result else set()
    expected |= {"reason"} if transition.needs_reason else set()
    assert refused == expected
    assert rules.transition_errors(transition, result="Đã xong", reason="Trùng") == {}


@pytest.mark.parametrize(
    ("total", "parts", "sentence"),
    [
        (None, [1, 2], ""),
        (100, [], ""),
        (100, [40, 60], ""),
        (2_320_000_000, [2_000_000_000, 250_000_000], "Chênh lệch 70 triệu đồng chưa rõ nguồn."),
        (5_000_000, [4_500_000], "Chênh lệch 500.000 đồng chưa rõ nguồn."),
        (100, [150], "Các nguồn vượt tổng số 50 đồng."),
    ],
)
def test_money_that_does_not_add_up(total, parts, sentence):
    assert rules.funding_gap(total, parts) == sentence


@pytest.mark.parametrize(
    ("leaders", "sentence"),
    [
        ([], "Chưa có lãnh đạo phụ trách."),
        (["A"], ""),
        (["A", "B"], "Có 2 lãnh đạo cùng phụ trách (A, B); cần một người phụ trách chính."),
    ],
)
def test_one_main_leader_is_the_rule(leaders, sentence):
    assert rules.leaders_warning(leaders) == sentence


def test_a_criterion_that_needs_no_leader_may_still_not_have_two():
    assert rules.leaders_warning([], is_needed=False) == ""
    assert "2 lãnh đạo" in rules.leaders_warning(["A", "B"], is_needed=False)


@pytest.mark.django_db
def test_unit_assessment_criterion_and_indicator_must_fit():
    unit = make.make_commune()
    assessment, other = make.make_assessment(unit), make.make_assessment(make.make_commune())
    task = Task(plan=make.make_plan(unit), unit=other.unit, assessment=other)
    assert set(rules.task_errors(task)) == {"unit", "assessment"}
    mine = assessment.criteria_set.criteria.get(number=1)
    foreign = other.criteria_set.criteria.get(number=1)
    assert set(rules.fitting_errors(assessment, foreign, None)) == {"criterion"}
    indicator = assessment.criteria_set.criteria.get(number=2).indicators.first()
    assert set(rules.fitting_errors(assessment, mine, indicator)) == {"indicator"}
    assert rules.fitting_errors(assessment, mine, mine.indicators.first()) == {}
