"""Where the machine cannot print, every button to a PDF shows why, and so does its address."""

import pytest
from django.urls import reverse

from reports.templatetags import document_tags
from reports.views import documents

REASON = "Chưa in được PDF vì máy chủ thiếu thư viện Pango."


@pytest.fixture(autouse=True)
def _no_engine(monkeypatch) -> None:
    for module in (document_tags, documents):
        monkeypatch.setattr(module, "pdf_available", lambda: REASON)


def pages(world) -> dict[str, str]:
    return {
        reverse("tasks:plan", args=[world.plan.pk]): "plan",
        reverse("reports:plan_preview", args=[world.plan.pk]): "plan",
        reverse("evidence:index", args=[world.assessment.pk]): "dossier_index",
    }


def test_the_button_is_off_and_says_why(world) -> None:
    member = world.member()
    for address, slug in pages(world).items():
        page = member.get(address).content.decode()
        assert REASON in page, address
        assert f'href="{reverse("reports:plan_pdf", args=[world.plan.pk])}"' not in page
        assert f'aria-describedby="{slug}-pdf-reason"' in page, address


def test_the_address_answers_with_the_reason_and_what_can_be_seen_instead(world) -> None:
    for slug, row in (("plan", world.plan), ("dossier_index", world.assessment)):
        response = world.member().get(reverse(f"reports:{slug}_pdf", args=[row.pk]))
        assert response.status_code == 503
        page = response.content.decode()
        assert REASON in page
        assert f'href="{reverse(f"reports:{slug}_preview", args=[row.pk])}"' in page
