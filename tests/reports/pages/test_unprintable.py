"""A text that cannot be issued as it stands goes no step further, for the same reason at each."""

import pytest
from django.urls import reverse

from evidence.authored.rules import unknown_placeholders
from evidence.issued.models import Preparation
from ntm_project.common.refusals import Refused
from reports import drawn as drawing
from reports.documents.kinds import KINDS, kind_of
from reports.drawn import drawn
from reports.pdf import character_fault
from tests.issuing import check_paper, sign_paper

pytestmark = pytest.mark.django_db
PLAN = kind_of("plan")


def _urls(plan) -> dict[str, str]:
    steps = ("preview", "check", "sign", "issue")
    return {step: reverse(f"reports:plan_{step}", args=[plan.pk]) for step in steps}


def test_a_text_with_a_sign_of_no_font_is_not_checked(world) -> None:
    plan, urls = world.plan, _urls(world.plan)
    plan.title = "Trích yếu 🎉"
    plan.save()
    reason = character_fault(drawn(PLAN, plan).document)
    assert "🎉" in reason
    page = world.standing.get(urls["preview"]).content.decode()
    assert f'action="{urls["check"]}"' not in page
    assert reason in page
    refused = world.standing.post(urls["check"])
    assert refused.status_code == 403
    assert reason in refused.content.decode()
    with pytest.raises(Refused) as caught:
        check_paper(PLAN, plan)
    assert str(caught.value) == reason
    assert not Preparation.objects.exists()


def test_what_was_checked_before_it_had_a_fault_is_neither_signed_nor_issued(
    world, monkeypatch
) -> None:
    plan, urls, clerk = world.plan, _urls(world.plan), world.client("vanthu")
    sign_paper(PLAN, plan, world.official("chair"))
    assert clerk.get(urls["issue"]).status_code == 200
    monkeypatch.setattr(drawing, "missing_in", lambda _document: ("đ",))
    issuing = {"number": "1", "issued_on": "15/8/2024"}
    for answer in (
        clerk.get(urls["sign"]), clerk.get(urls["issue"]), clerk.post(urls["issue"], issuing)
    ):  # fmt: skip
        assert answer.status_code == 403
        assert "không có ký tự đ" in answer.content.decode()


def test_a_default_with_a_placeholder_that_nothing_fills_is_refused(world) -> None:
    url = reverse("reports:default", args=[world.commune.pk, "plan", "closing"])
    refused = world.standing.post(url, {"text": "Gửi {tên thôn}, {năm}.", "seen_version": 0})
    assert refused.status_code == 422
    fault = str(refused.context["form"].errors["text"])
    assert "{tên thôn}" in fault
    assert all(f"{{{name}}}" in fault for name in PLAN.placeholders)
    filled = "Gửi {đơn vị}, {năm}, {mục tiêu}, {viện dẫn: mở đầu}."
    assert world.standing.post(url, {"text": filled, "seen_version": 0}).status_code == 303


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.blocks], ids=lambda k: k.slug)
def test_every_default_of_the_program_is_filled(kind) -> None:
    for block in kind.blocks:
        assert unknown_placeholders(block.default, kind.placeholders) == []


def test_a_placeholder_that_was_stored_stands_beside_the_paper_and_stops_its_way(world) -> None:
    urls = _urls(world.plan)
    world.commune.default_texts.create(kind="plan", block="closing", text="Gửi {tên thôn}.")
    page = world.standing.get(urls["preview"])
    assert any("{tên thôn}" in doubt for doubt in page.context["doubts"])
    refused = world.standing.post(urls["check"])
    assert refused.status_code == 403
    assert "{tên thôn}" in refused.content.decode()
    assert not Preparation.objects.exists()
