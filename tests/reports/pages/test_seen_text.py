"""What is checked and signed is the text that was on the page, not one that was saved meanwhile."""

import re

import pytest
from django.urls import reverse

from evidence.issued.enums import DocumentState
from evidence.issued.queries import preparation_of
from evidence.issued.rules import CHANGED_SINCE

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def _seen(page) -> str:
    found = re.search(r'name="seen" value="(\w+)"', page.content.decode())
    assert found
    return found[1]


def _changed(world, title: str) -> None:
    world.plan.title = title
    world.plan.save()


def test_a_text_that_changed_since_the_page_was_opened_is_not_checked(world) -> None:
    plan, standing = world.plan, world.standing
    preview, check = (
        reverse(f"reports:plan_{name}", args=[plan.pk]) for name in ("preview", "check")
    )
    seen = _seen(standing.get(preview))
    _changed(world, "Trích yếu sửa sau")
    page = standing.post(check, {"seen": seen}, follow=True)
    assert CHANGED_SINCE in page.content.decode()
    assert preparation_of("plan", plan.pk) is None
    standing.post(check, {"seen": _seen(page)})
    assert preparation_of("plan", plan.pk).state == DocumentState.CHECKED


def test_no_signature_is_recorded_under_a_text_that_was_checked_meanwhile(world) -> None:
    plan, clerk = world.plan, world.client("vanthu")
    check, sign = (reverse(f"reports:plan_{name}", args=[plan.pk]) for name in ("check", "sign"))
    world.standing.post(check)
    typed = {"posting": world.official("chair").postings.get().pk, "authority": "TM"}
    typed |= {"signed_on": "15/8/2024", "seen": _seen(clerk.get(sign))}
    _changed(world, "Trích yếu sửa sau")
    world.standing.post(check)
    page = clerk.post(sign, typed)
    assert page.status_code == 422
    assert CHANGED_SINCE in page.content.decode()
    assert preparation_of("plan", plan.pk).state == DocumentState.CHECKED
    assert clerk.post(sign, typed | {"seen": _seen(page)}).status_code == 303
