"""Services of tasks, plans, supervision and meetings: rule, one transaction, audit, versions."""

import pytest
from django.core.exceptions import ValidationError

from ntm_project.common.refusals import Refused
from tasks.enums import AssignmentKind
from tasks.models import (
    Assignment,
    Conclusion,
    Plan,
    PlanText,
    PlanWindow,
    Supervision,
    Task,
    TaskReport,
)
from tasks.services import (
    add_conclusion,
    add_funding,
    add_part,
    assign,
    create_plan,
    create_task,
    edit_conclusion,
    edit_funding,
    edit_meeting,
    edit_part,
    edit_plan,
    edit_task,
    edit_text,
    hand_over_tasks,
    hold_meeting,
    make_task_of,
    move_task,
    remove_funding,
    remove_part,
    report_task,
    set_supervision,
)
from tests import factories as make
from villages.edit import Stale, version_of_set
from villages.enums import Role
from villages.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    return make.make_plan(make.make_commune())


@pytest.fixture
def lan(plan):
    return make.access(make.make_official(plan.unit, name="Nguyễn Thị Lan"))


@pytest.fixture
def clerk(plan):
    return make.access(make.make_official(plan.unit, Role.CLERK))


def last_event(obj) -> AuditEvent:
    return AuditEvent.objects.about(obj).first()


def test_a_task_reads_its_words_and_is_recorded_in_the_trail(plan, lan):
    draft = {"unit": plan.unit, "text": "  Lắp\u200b biển báo ", "deadline_words": "trước tháng 8"}
    task = create_task(by=lan, plan=plan, fields=draft)
    task.refresh_from_db()
    assert (task.text, str(task.ends_on), task.deadline_words) == (
        "Lắp biển báo",
        "2024-07-31",
        "trước tháng 8",
    )
    event = last_event(task)
    assert (event.action, event.actor_name) == ("giao nhiệm vụ", "Nguyễn Thị Lan")


def test_the_days_follow_the_words_of_an_edit(plan, lan):
    task = make.make_task(plan, deadline_words="tháng 8")
    edit_task(by=lan, task_id=task.pk, fields={"deadline_words": "quý IV"}, seen_version=0)
    task.refresh_from_db()
    assert (str(task.starts_on), str(task.ends_on)) == ("2024-10-01", "2024-12-31")
    assert last_event(task).changes == {"deadline_words": ["tháng 8", "quý IV"]}
    fields = {"deadline_words": "từ 31/12/2024 đến 01/01/2024"}
    with pytest.raises(ValidationError) as caught:
        edit_task(by=lan, task_id=task.pk, fields=fields, seen_version=1)
    assert "deadline_words" in caught.value.message_dict


def test_a_criterion_chosen_by_a_person_is_not_inferred(plan, lan):
    assessment = make.make_assessment(plan.unit)
    first, second = assessment.criteria_set.criteria.order_by("number")[:2]
    task = make.make_task(plan, assessment=assessment, criterion=first, is_inferred=True)
    seen = {"by": lan, "task_id": task.pk}
    kept = edit_task(fields={"text": "Khác", "criterion": first}, seen_version=0, **seen)
    assert kept.is_inferred
    edit_task(fields={"criterion": second}, seen_version=1, **seen)
    assert not Task.objects.get().is_inferred


def test_a_change_of_role_alone_is_an_edit(plan, lan):
    task = make.make_task(plan, lead=lan.official)
    rows = [Assignment(kind=AssignmentKind.SUPPORT, official=lan.official)]
    assert assign(by=lan, task_id=task.pk, assignees=rows, seen_version=0).version == 1
    assert last_event(task).changes["assignees"][1] == ["Phối hợp: Nguyễn Thị Lan"]


def test_nothing_is_half_written(plan, lan):
    bad = Assignment(kind=AssignmentKind.LEAD)
    before = AuditEvent.objects.count()
    with pytest.raises(ValidationError):
        create_task(by=lan, plan=plan, fields={"unit": plan.unit, "text": "Việc"}, assignees=[bad])
    assert not Task.objects.exists()
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("service", ["create", "edit"])
def test_a_task_stays_inside_its_plan(plan, service):
    elsewhere = {"unit": make.make_commune("Đồng Tâm"), "text": "Việc"}
    task = make.make_task(plan)
    given = {"plan": plan} if service == "create" else {"task_id": task.pk, "seen_version": 0}
    write = create_task if service == "create" else edit_task
    with pytest.raises(ValidationError) as caught:
        write(by=make.system(), fields=elsewhere, **given)
    assert "unit" in caught.value.message_dict


def test_every_service_refuses_without_the_right(plan, clerk):
    task = make.make_task(plan)
    assessment = make.make_assessment(plan.unit)
    criterion = assessment.criteria_set.criteria.first()
    meeting = hold_meeting(by=make.system(), unit=plan.unit, held_on=make.TODAY, name="Giao ban")
    conclusion = add_conclusion(by=make.system(), meeting=meeting, text="a")
    window = add_part(by=make.system(), owner=plan, model=PlanWindow, fields={"text": "a"})
    draft = {"unit": plan.unit, "text": "Việc"}
    money = {"fields": {"unit": plan.unit, "text": "Đường", "stage": "planned"}}
    held = add_funding(by=make.system(), plan=plan, **money)
    sum_seen = {"by": clerk, "plan": plan, "funding_id": held.pk, "seen_version": 0}
    seen = {"by": clerk, "task_id": task.pk, "seen_version": 0}
    part = {"by": clerk, "part": window, "seen_version": 0}
    calls = [
        lambda: create_task(by=clerk, plan=plan, fields=draft),
        lambda: edit_task(fields=draft, **seen),
        lambda: assign(assignees=[], **seen),
        lambda: report_task(fields={"progress": "a"}, **seen),
        lambda: move_task(transition_name="start", **seen),
        lambda: move_task(transition_name="start", **seen | {"seen_version": -1}),
        lambda: create_plan(by=clerk, unit=plan.unit, year=2030, title="a", issuer="b", place="c"),
        lambda: edit_plan(by=clerk, plan_id=plan.pk, fields={}, seen_version=0),
        lambda: edit_text(by=clerk, plan=plan, section="goals", text="a", seen_version=0),
        lambda: add_part(by=clerk, owner=plan, model=PlanWindow, fields={"text": "b"}),
        lambda: edit_part(fields={}, **part),
        lambda: remove_part(**part),
        lambda: add_funding(by=clerk, plan=plan, **money),
        lambda: edit_funding(**money, **sum_seen),
        lambda: remove_funding(**sum_seen),
        lambda: set_supervision(by=clerk, assessment=assessment, criterion=criterion, officials=[]),
        lambda: hold_meeting(by=clerk, unit=plan.unit, held_on=make.TODAY, name="Khác"),
        lambda: add_conclusion(by=clerk, meeting=meeting, text="a"),
        lambda: edit_meeting(by=clerk, meeting_id=meeting.pk, fields={}, seen_version=0),
        lambda: edit_conclusion(by=clerk, conclusion=conclusion, text="b", seen_version=0),
    ]
    events = AuditEvent.objects.count()
    for call in calls:
        with pytest.raises(Refused):
            call()
    assert AuditEvent.objects.count() == events


def test_a_task_goes_only_to_a_unit_whose_tasks_one_manages(plan):
    village = make.make_village(plan.unit)
    by = make.access(make.make_official(village, Role.STANDING_OFFICER))
    seen = {"by": by, "task_id": make.make_task(plan, unit=village).pk, "seen_version": 0}
    with pytest.raises(Refused):
        edit_task(fields={"unit": plan.unit, "text": "Việc"}, **seen)
    edit_task(fields={"unit": village, "text": "Việc"}, **seen)


def test_a_stale_version_never_overwrites(plan, lan):
    task = make.make_task(plan)
    seen = {"by": lan, "task_id": task.pk}
    report_task(fields={"progress": "Một"}, seen_version=0, **seen)
    for call in (
        lambda: report_task(fields={"progress": "Hai"}, seen_version=0, **seen),
        lambda: move_task(transition_name="start", seen_version=0, **seen),
        lambda: assign(assignees=[], seen_version=0, **seen),
        lambda: edit_task(fields={"unit": plan.unit, "text": "Khác"}, seen_version=0, **seen),
    ):
        with pytest.raises(Stale) as caught:
            call()
        assert caught.value.current.progress == "Một"
    assert Task.objects.get().version == 1


def test_the_whole_way_of_a_task(plan, lan):
    other = make.access(make.make_official(plan.unit, Role.VICE_CHAIR))
    task = make.make_task(plan)
    steps = [
        (lan, "start", {}, "in_progress"),
        (lan, "report_done", {"result": "Đã xong"}, "reported"),
        (other, "send_back", {"reason": "Thiếu ảnh"}, "in_progress"),
        (lan, "report_done", {}, "reported"),
        (other, "confirm", {}, "done"),
        (other, "reopen", {"reason": "Hỏng lại"}, "in_progress"),
        (other, "cancel", {"reason": "Hết vốn"}, "cancelled"),
    ]
    for version, (by, name, given, state) in enumerate(steps):
        task = move_task(
            by=by, task_id=task.pk, transition_name=name, seen_version=version, **given
        )
        assert (task.state, task.version) == (state, version + 1)
        assert (task.done_on == make.TODAY) == (state == "done")
    reasons = TaskReport.objects.order_by("pk").values_list("reason", flat=True)
    assert list(reasons) == ["", "", "Thiếu ảnh", "", "", "Hỏng lại", "Hết vốn"]


def test_a_reported_task_keeps_its_result(plan, lan):
    task = make.make_task(plan)
    move_task(
        by=lan, task_id=task.pk, transition_name="report_done", seen_version=0, result="Đã xong"
    )
    with pytest.raises(ValidationError) as caught:
        report_task(
            by=lan,
            task_id=task.pk,
            fields={"result": ""},
            seen_version=1,
        )
    assert "result" in caught.value.message_dict


def test_assigning_replaces_and_records_old_and_new(plan, lan):
    hien = make.make_official(plan.unit, Role.OFFICIAL, "Đặng Thị Hiền")
    task = make.make_task(plan, lead=hien)
    words = [Assignment(kind=AssignmentKind.LEAD, role_words="người phụ trách môi trường")]
    assign(by=lan, task_id=task.pk, assignees=words, seen_version=0)
    assert [row.name for row in task.assignments.all()] == ["người phụ trách môi trường"]
    assert last_event(task).changes["assignees"] == [
        ["Chủ trì: Đặng Thị Hiền"],
        ["Chủ trì: người phụ trách môi trường"],
    ]


def test_a_plan_and_its_texts_guard_their_versions(plan, lan):
    edit_plan(by=lan, plan_id=plan.pk, fields={"title": "Mới"}, seen_version=0)
    with pytest.raises(Stale):
        edit_plan(by=lan, plan_id=plan.pk, fields={"title": "Cũ"}, seen_version=0)
    assert Plan.objects.get().title == "Mới"
    edit_text(by=lan, plan=plan, section="goals", text="Một", seen_version=0)
    with pytest.raises(Stale):
        edit_text(by=lan, plan=plan, section="goals", text="Hai", seen_version=0)
    same = edit_text(by=lan, plan=plan, section="goals", text="Một", seen_version=0)
    assert (same.version, PlanText.objects.get().text) == (1, "Một")


def test_rows_of_a_plan_are_read_ordered_and_guarded(plan, lan):
    part = {"by": lan, "owner": plan, "model": PlanWindow}
    first = add_part(fields={"text": "Một", "deadline_words": "tháng 8"}, **part)
    second = add_part(fields={"text": "Hai"}, **part)
    assert (str(first.ends_on), first.order, second.order) == ("2024-08-31", 1, 2)
    edit_part(by=lan, part=first, fields={"text": "Một mới"}, seen_version=0)
    for call in (
        lambda: edit_part(by=lan, part=first, fields={"text": "Khác"}, seen_version=0),
        lambda: remove_part(by=lan, part=first, seen_version=0),
    ):
        with pytest.raises(Stale) as caught:
            call()
        assert caught.value.current.text == "Một mới"
    remove_part(by=lan, part=second, seen_version=0)
    assert AuditEvent.objects.order_by("-pk")[0].changes["text"] == ["Hai", None]


def test_a_target_must_fit_its_plan(plan, lan):
    other = make.make_assessment(make.make_commune("Đồng Tâm"))
    fields = {"text": "Mục tiêu", "assessment": other}
    model = plan.targets.model
    with pytest.raises(ValidationError) as caught:
        add_part(by=lan, owner=plan, model=model, fields=fields)
    assert "assessment" in caught.value.message_dict


def test_supervision_keeps_two_or_none_and_guards_what_was_seen(plan, lan):
    assessment = make.make_assessment(plan.unit)
    criterion = assessment.criteria_set.criteria.get(number=1)
    tam, dong = (make.make_official(plan.unit, Role.VICE_CHAIR) for _ in range(2))
    given = {"by": lan, "assessment": assessment, "criterion": criterion}
    set_supervision(officials=[tam], words="trực tiếp chỉ đạo", **given)
    with pytest.raises(Stale):
        set_supervision(officials=[dong], seen_version=version_of_set([]), **given)
    assert Supervision.objects.get().official == tam
    seen = version_of_set([tam.pk])
    set_supervision(officials=[tam, dong], seen_version=seen, **given)
    events = AuditEvent.objects.count()
    set_supervision(officials=[dong, tam], seen_version=seen, **given)
    assert AuditEvent.objects.count() == events  # they direct it already
    words = {row.official: row.words for row in Supervision.objects.all()}
    assert words == {tam: "trực tiếp chỉ đạo", dong: ""}
    set_supervision(officials=[], **given)
    assert not Supervision.objects.exists()


def test_a_criterion_of_another_set_cannot_be_directed(plan, lan):
    assessment, other = make.make_assessment(plan.unit), make.make_set()
    with pytest.raises(ValidationError):
        set_supervision(
            by=lan, assessment=assessment, criterion=other.criteria.first(), officials=[]
        )


def test_a_conclusion_becomes_a_task_only_once(plan, lan):
    meeting = hold_meeting(by=lan, unit=plan.unit, held_on=make.TODAY, name="Giao ban")
    first, second = (add_conclusion(by=lan, meeting=meeting, text=text) for text in "ab")
    assert (first.order, second.order) == (1, 2)
    given = {"by": lan, "conclusion_id": first.pk, "plan": plan}
    task = make_task_of(fields={"unit": plan.unit, "text": "Việc"}, **given)
    made = Conclusion.objects.get(pk=first.pk)
    assert made.task == task
    assert AuditEvent.objects.about(made).first().changes["task"][1]["pk"] == task.pk
    with pytest.raises(ValidationError):
        make_task_of(fields={"unit": plan.unit, "text": "Việc"}, **given)
    assert Task.objects.count() == 1


def test_nobody_stands_twice_in_a_task(plan, lan):
    """Whichever service gives it; who leads it when work is handed over supports it no more."""
    hien, quyen = (make.make_official(plan.unit, Role.OFFICIAL, name) for name in ("Hiền", "Quyên"))
    task = make.make_task(plan, lead=hien)
    both = [Assignment(kind=kind, official=hien) for kind in AssignmentKind.values]
    with pytest.raises(ValidationError):
        assign(by=lan, task_id=task.pk, assignees=both, seen_version=0)
    fields = {"unit": plan.unit, "text": "Việc"}
    with pytest.raises(ValidationError):
        create_task(by=lan, plan=plan, fields=fields, assignees=both)
    support = Assignment(task=task, kind=AssignmentKind.SUPPORT, official=quyen, order=1)
    support.save()
    hand_over_tasks(by=lan, official=hien, given=[(task.assignments.get(official=hien), quyen)])
    assert [(row.kind, row.official) for row in task.assignments.all()] == [("lead", quyen)]
