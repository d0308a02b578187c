"""What is open of an official goes to others in one step; no kind of it can be forgotten."""

from datetime import date
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from criteria.services import put_in_charge
from ntm_project.common.choosing import PER_PAGE
from tasks.enums import AssignmentKind
from tasks.models import Assignment, Task
from tasks.services import set_supervision
from tests import factories as make
from tests.queries import assert_constant_queries, queries_within
from tests.shared import text_of
from tests.villages.imports.test_people import cautions
from tests.villages.imports.test_units_and_people import confirm, upload
from tests.villages.pages.test_rows_changed import form_with
from tests.world import World, client_of, open_world
from villages.enums import Role
from villages.handover.queries import open_words
from villages.handover.services import hand_over
from villages.handover.takers import KindTakers
from villages.handover.work import work_kinds
from villages.models import AuditEvent, Official, Unit
from villages.rules import ending_doubt

pytestmark = pytest.mark.django_db

# Who did something, signed in, or keeps something for oneself: it stays with the person.
HISTORY = frozenset(
    {
        "villages.Posting.official",
        # Of some days: it ends by itself, and the work stays with whoever is away.
        "villages.Delegation.official",
        "villages.PasswordLink.official",
        "villages.PasswordLink.made_by",
        "villages.RecoveryCode.official",
        "villages.Notice.recipient",
        "villages.NoticeChoice.official",
        "villages.OnlineSession.official",
        "villages.SignInCount.official",
        "villages.SavedView.owner",
        "villages.ImportRun.official",
        "admin.LogEntry.user",
        "otp_totp.TOTPDevice.user",
        "criteria.Recognition.entered_by",
        "criteria.Recognition.answered_by",
        "tasks.Task.reported_by",
        "tasks.TaskReport.by",
        # Of one day, changed on the meeting's own page until it is closed.
        "tasks.Meeting.chaired_by",
        "tasks.Meeting.secretary",
        "tasks.Meeting.closed_by",
        "tasks.Attendance.official",
        "tasks.Waiver.waived_by",
        "evidence.TextDraft.official",
        "evidence.Evidence.created_by",
        "evidence.Revision.uploaded_by",
        "evidence.Proof.created_by",
        "evidence.IssuedDocument.issued_by",
        "evidence.Preparation.checked_by",
        "evidence.Preparation.signatory",
        "evidence.Preparation.signed_by",
        "evidence.Submission.submitted_by",
        "evidence.Submission.decided_by",
        "evidence.Doubt.by",
        "evidence.Intake.by",
        # A round waits at a step for whoever holds its post: the next one reads these too.
        "evidence.DraftVerdict.by",
        "evidence.Verdict.by",
    }
)


def test_each_key_to_an_official_is_open_work_or_history() -> None:
    found = {
        f"{relation.field.model._meta.label}.{relation.field.name}"
        for relation in Official._meta.get_fields(include_hidden=True)
        if relation.is_relation and relation.auto_created and not relation.concrete
    }
    work = {kind.key for kind in work_kinds()}
    assert found == work | HISTORY
    assert not work & HISTORY


@pytest.fixture
def world() -> World:
    world = open_world("lan", "tam", "dong", "hien", "quyen", "stranger", "plan", "task")
    hien = world.official("hien")
    put_in_charge(by=world.lan, result_id=world.result.pk, official=hien)
    for number in (1, 2):
        criterion = world.assessment.criteria_set.criteria.get(number=number)
        fields = {"assessment": world.assessment, "criterion": criterion}
        set_supervision(by=world.lan, officials=[hien, world.official("dong")], **fields)
    return world


def test_all_goes_to_several_in_one_step(world: World) -> None:
    hien, quyen, dong = (world.official(who) for who in ("hien", "quyen", "dong"))
    second = make.make_task(world.plan, lead=hien, text="Việc thứ hai")
    url = reverse("villages:hand_over", args=[hien.pk])
    page = world.standing.get(url)
    assert {kind.slug: len(kind.one.rows) for kind, _ in page.context["kinds"]} == {
        "tasks": 2,
        "indicators": 1,
        "criteria": 2,
    }
    row = second.assignments.get()
    typed = {
        "seen_version": page.context["seen"].versions["seen_version"],
        "ktasks": quyen.pk,
        f"rtasks-{row.pk}": "post",
        "kindicators": quyen.pk,
        "kcriteria": dong.pk,
    }
    assert world.standing.post(url, {**typed, "seen_version": 1}).status_code == 409
    assert world.standing.post(url, {"seen_version": typed["seen_version"]}).status_code == 422
    stranger = {**typed, "ktasks": world.official("stranger").pk, f"rtasks-{row.pk}": ""}
    del stranger["kindicators"], stranger["kcriteria"]
    assert world.standing.post(url, stranger).status_code == 422
    # One of two successors who has no post here is named, not passed over in silence.
    beside = {**typed, "kcriteria": world.official("stranger").pk}
    refused = world.standing.post(url, beside)
    assert refused.status_code == 422
    assert f'value="{quyen.pk}" selected' in refused.content.decode()
    assert world.task.assignments.get().official == hien
    assert world.standing.post(url, typed).status_code == 303
    assert world.task.assignments.get().official == quyen
    (kept,) = second.assignments.all()
    assert (kept.official, kept.role_words) == (None, hien.postings.get().title)
    world.result.refresh_from_db()
    assert world.result.in_charge == quyen
    named = world.assessment.supervisions.values_list("official", flat=True)
    assert list(named) == [dong.pk, dong.pk]
    event = AuditEvent.objects.about(hien).first()
    assert event.action == "bàn giao việc"
    assert not world.standing.get(url).context["kinds"]


def test_what_somebody_else_has_to_hand_over_is_named(world: World) -> None:
    url = reverse("villages:hand_over", args=[world.official("hien").pk])
    assert world.standing.get(url).context["beyond"] == []
    page = client_of(world.official("tam")).get(url)
    assert [kind.slug for kind, _ in page.context["kinds"]] == ["indicators", "tasks"]
    ((label, count),) = page.context["beyond"]
    assert count == 2
    assert f"không có quyền bàn giao: 2 {label}." in text_of(page)


def test_who_handed_over_to_whom_stands_on_the_page_and_in_the_history(world: World) -> None:
    hien, quyen = world.official("hien"), world.official("quyen")
    url = reverse("villages:hand_over", args=[hien.pk])
    page = world.standing.get(url)
    seen = page.context["seen"].versions["seen_version"]
    typed = {"seen_version": seen, "ktasks": quyen.pk, "kindicators": quyen.pk}
    done = world.standing.post(url, typed, follow=True)
    words = f"{world.official('lan')} đã bàn giao 2 việc của {hien}: {quyen} nhận 2 việc."
    assert words in unescape(done.content.decode())
    event = AuditEvent.objects.about(hien).first()
    assert event is not None
    assert all(f"của {hien} giao cho {quyen}" in name for name in event.changes)


def many_tasks(world: World, units: int, each: int) -> None:
    """Open tasks of hien in so many villages, made in one go."""
    hien = world.official("hien")
    villages = [make.make_village(world.commune, f"Thôn số {n}") for n in range(units)]
    rows = [
        Task(plan=world.plan, unit=unit, text=f"Việc {n:03} của {unit}", order=n, search="x")
        for unit in villages
        for n in range(each)
    ]
    made = Task.objects.bulk_create(rows)
    Assignment.objects.bulk_create(
        Assignment(task=task, kind=AssignmentKind.LEAD, official=hien) for task in made
    )


def tasks_of(page: Any) -> KindTakers:
    return next(kind for kind, _ in page.context["kinds"] if kind.slug == "tasks")


def test_a_kind_goes_by_unit_with_single_exceptions_from_any_page(world: World) -> None:
    many_tasks(world, units=2, each=30)
    hien, quyen, dong = (world.official(who) for who in ("hien", "quyen", "dong"))
    url = reverse("villages:hand_over", args=[hien.pk])
    first, second = Unit.objects.filter(parent=world.commune, name__startswith="Thôn số")
    of_second = list(Assignment.objects.filter(official=hien, task__unit=second).order_by("pk"))
    alone, stays = of_second[0], of_second[-1]
    page = world.standing.get(url)
    kind = tasks_of(page)
    assert (len(kind.singles.page), len(kind.units)) == (PER_PAGE, 3)
    # A search, then another page: what is chosen stays, and nothing is written.
    typed = form_with(page, "seen_rows")
    typed |= {"ktasks": str(quyen.pk), f"utasks-{second.pk}": str(dong.pk)}
    found = world.standing.post(url, typed | {"qtasks": f"việc 000 {second}", "look": "tasks:1"})
    assert [row.name for row in tasks_of(found).shown] == [f"rtasks-{alone.pk}"]
    typed = form_with(found, "seen_rows") | {f"rtasks-{alone.pk}": str(quyen.pk), "qtasks": ""}
    last = world.standing.post(url, typed | {"look": "tasks:99"})
    typed = form_with(last, "seen_rows")
    assert typed[f"rtasks-{alone.pk}"] == [str(quyen.pk)]
    assert typed[f"utasks-{second.pk}"] == [str(dong.pk)]
    assert f"rtasks-{stays.pk}" in typed
    assert Assignment.objects.filter(official=hien).count() == 61
    assert world.standing.post(url, typed | {f"rtasks-{stays.pk}": "-"}).status_code == 303
    taken = Assignment.objects.filter(task__unit=second, kind=AssignmentKind.LEAD)
    assert taken.filter(official=dong).count() == 28
    assert taken.get(official=quyen).task_id == alone.task_id
    assert list(taken.filter(official=hien)) == [stays]
    assert Assignment.objects.filter(task__unit=first, official=quyen).count() == 30


@pytest.mark.once
def test_the_page_does_not_grow_with_the_tasks(world: World) -> None:
    many_tasks(world, units=3, each=20)
    url = reverse("villages:hand_over", args=[world.official("hien").pk])
    small = len(world.standing.get(url).content)

    def grow() -> None:
        tasks = Task.objects.filter(text__startswith="Việc")
        made = Task.objects.bulk_create(
            Task(plan=world.plan, unit=task.unit, text=task.text, order=n, search="x")
            for task in tasks.select_related("unit")
            for n in range(20)
        )
        hien = world.official("hien")
        Assignment.objects.bulk_create(
            Assignment(task=task, kind=AssignmentKind.LEAD, official=hien) for task in made
        )

    assert_constant_queries(world.standing, url, grow)
    # The keys of what was shown alone, packed: a few bytes a row.
    assert len(world.standing.get(url).content) - small < 1200 * 5


def test_thousands_go_in_batches_each_task_with_its_event_and_notice(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("villages.bulk.BATCH", 10)
    many_tasks(world, units=2, each=30)
    hien, quyen, dong = (world.official(who) for who in ("hien", "quyen", "dong"))

    def give(count: int) -> tuple[int, list[Assignment]]:
        mine = Assignment.objects.filter(official=hien, task__text__startswith="Việc")
        rows = list(mine.select_related("task").order_by("pk")[:count])
        takers = {("tasks", row.pk): str((quyen, dong)[n % 2].pk) for n, row in enumerate(rows)}
        how = {"by": world.lan, "official": hien, "chosen": takers, "seen_version": None}
        return queries_within(lambda: hand_over(**how)), rows

    # So many queries a batch, however many rows it has.
    give(1)
    half, one, two, three = (give(count)[0] for count in (5, 10, 20, 20))
    assert half == one
    assert two == three
    few, rows = give(4)
    assert few == half
    for row, taker in zip(rows, (quyen, dong, quyen, dong), strict=True):
        event = AuditEvent.objects.about(row.task).get()
        assert event.changes["assignees"] == [[f"Chủ trì: {hien}"], [f"Chủ trì: {taker}"]]
        assert str(hien) in event.reason
        assert taker.notices.filter(key=f"task-{row.task_id}-new").exists()
        assert row.task.version + 1 == Task.objects.get(pk=row.task_id).version


def test_a_task_led_and_supported_goes_to_two_in_one_event(world: World) -> None:
    hien, quyen, dong = (world.official(who) for who in ("hien", "quyen", "dong"))
    support = Assignment(task=world.task, kind=AssignmentKind.SUPPORT, official=hien, order=1)
    support.save()
    lead = world.task.assignments.get(kind=AssignmentKind.LEAD)
    chosen = {("tasks", lead.pk): str(quyen.pk), ("tasks", support.pk): str(dong.pk)}
    hand_over(by=world.lan, official=hien, chosen=chosen, seen_version=None)
    rows = world.task.assignments.order_by("order").values_list("kind", "official")
    assert list(rows) == [("lead", quyen.pk), ("support", dong.pk)]
    assert AuditEvent.objects.about(world.task).filter(reason__contains=str(hien)).count() == 1


def test_an_ending_post_warns_of_open_work(world: World) -> None:
    posting = world.official("hien").postings.get()
    admin = world.member("administrator")
    page = admin.get(reverse("villages:end_posting", args=[posting.pk]))
    assert "còn 4 việc đang mở" in page.context["open_words"]
    assert (
        world.client("hien")
        .get(reverse("villages:hand_over", args=[world.official("hien").pk]))
        .status_code
        == 403
    )


@pytest.mark.once
def test_a_post_that_ends_by_a_file_warns_as_the_form_does(world: World) -> None:
    hien = world.official("hien")
    client = world.member("administrator")
    text = "Tên đăng nhập;Họ và tên;Chức vụ;Đến ngày\n"
    text += f"{hien.username};{hien.full_name};{hien.postings.get().title};"
    ended = upload(client, "can-bo", world.commune, f"{text}1/7/2024\n")
    assert cautions(ended) == [open_words(hien)]
    assert "còn 4 việc đang mở" in open_words(hien)
    slip = upload(client, "can-bo", world.commune, f"{text}1/7/2040\n")
    assert cautions(slip) == [f"{open_words(hien)} {ending_doubt(date(2040, 7, 1), make.TODAY)}"]
    confirm(client, slip)
    again = upload(client, "can-bo", world.commune, f"{text}1/7/2040\n")
    assert again.outcome["counts"] == {"same": 1, "cells": 0}


def test_a_refusal_names_who_gives_the_work_and_no_unit_of_the_one_who_looks() -> None:
    world = open_world("hien")
    keeper = make.make_official(world.province, Role.ADMINISTRATOR, "Bà Quản Trị")
    page = client_of(keeper).get(reverse("villages:hand_over", args=[world.official("hien").pk]))
    assert page.status_code == 403
    words = text_of(page)
    assert "ở đơn vị có việc ấy hoặc cấp trên: Thường trực NTM" in words
    assert world.province.full_name not in words
