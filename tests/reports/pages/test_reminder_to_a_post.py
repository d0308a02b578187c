"""A task whose lead is a post that nobody holds yet: the letter is addressed to the post."""

import pytest
from django.urls import reverse

from reports.documents.kinds import kind_of
from reports.documents.plain_text import render_text
from reports.drawn import drawn
from reports.pdf import pdf_available
from tasks.services import set_supervision
from tests import factories as make
from tests.conftest import require
from tests.reports.decree30 import faults_of
from tests.world import World

pytestmark = [pytest.mark.both, pytest.mark.django_db, pytest.mark.pdf]
REMINDER = kind_of("reminder")


@pytest.mark.parametrize(
    ("post", "verb"),
    [
        ("công chức Văn hóa - Xã hội", "yêu cầu công chức Văn hóa"),
        ("Trưởng thôn Đồi Chè", "đề nghị trưởng thôn Đồi Chè"),
    ],
)
def test_the_letter_goes_to_the_post_with_all_that_waits_there(world: World, post, verb) -> None:
    require(not pdf_available(), pdf_available())
    task = world.task
    task.assignments.all().delete()
    other = make.make_task(world.plan, deadline_words="trước ngày 02/8/2024", text="Việc thứ hai")
    for one in (task, other):
        one.assignments.create(kind="lead", role_words=post)
    assert REMINDER.exists(task)
    document = drawn(REMINDER, task).document
    assert faults_of(document) == {}
    text = render_text(document)
    assert f"Kính gửi: {post[0].upper()}{post[1:]}" in text
    assert verb in text
    assert "Việc thứ hai" in text
    assert any(post in doubt for doubt in REMINDER.doubts(REMINDER.rows(task)))


def test_nobody_signs_a_letter_to_themselves(world: World) -> None:
    """A vice-chair who directs the criterion and leads the task is reminded by the chair."""
    task, deputy = world.task, world.official("tam")
    set_supervision(
        by=make.system(), assessment=task.assessment, criterion=task.criterion, officials=[deputy]
    )
    by_deputy = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert drawn(REMINDER, task).document.signature.authority_lines == by_deputy
    task.assignments.all().delete()
    task.assignments.create(kind="lead", official=deputy)
    by_head = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert drawn(REMINDER, task).document.signature.authority_lines == by_head


def test_a_body_of_a_village_is_addressed_with_the_village_s_name(world: World) -> None:
    task, unit = world.task, world.village
    body = unit.bodies.create(name=f"Cấp ủy, ban lãnh đạo {unit.noun}")
    task.assignments.all().delete()
    task.assignments.create(kind="lead", body=body)
    text = render_text(drawn(REMINDER, task).document)
    assert f"Kính gửi: Cấp ủy, ban lãnh đạo {unit.full_name}" in text
    assert text.count(f"Cấp ủy, ban lãnh đạo {unit.full_name}") == text.count("Cấp ủy")
    body.name = f"Chi bộ {unit.full_name}"
    body.save()
    assert f"Kính gửi: {body.name}\n" in render_text(drawn(REMINDER, task).document)


def test_its_page_leads_to_the_letter_and_to_where_the_post_is_given(world: World) -> None:
    task, url = world.task, reverse("tasks:task", args=[world.task.pk])
    appoint = f'<a href="{reverse("villages:unit", args=[world.commune.pk])}">ghi người giữ'
    assert appoint not in world.standing.get(url).content.decode()
    task.assignments.all().delete()
    task.assignments.create(kind="lead", role_words="công chức Văn hóa - Xã hội")
    page = world.standing.get(url).content.decode()
    assert REMINDER.url("preview", task) in page
    assert appoint in page
    named = task.assignments.create(kind="lead", official=world.official("hien"))
    assert REMINDER.rows(task).lead == named  # rather somebody with a name
    assert appoint not in world.standing.get(url).content.decode()
