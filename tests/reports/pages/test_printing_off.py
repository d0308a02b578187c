"""Where the machine cannot print, every button to a PDF says why, and so does its address."""

import pytest
from django.urls import reverse

from reports import context
from reports.views import printing

REASON = "Chưa in được PDF vì máy chủ thiếu thư viện Pango."


@pytest.fixture(autouse=True)
def _no_engine(monkeypatch) -> None:
    for module in (context, printing):
        monkeypatch.setattr(module, "pdf_available", lambda: REASON)


def pages(office) -> list[str]:
    kept = office.plan.pk
    return [
        reverse("tasks:plan", args=[kept]),
        reverse("reports:plan_preview", args=[kept]),
        reverse("evidence:index", args=[office.assessment.pk]),
    ]


def test_the_button_is_off_and_says_why(office) -> None:
    member = office.member()
    for address in pages(office):
        page = member.get(address).content.decode()
        assert REASON in page, address
        assert f'href="{reverse("reports:plan_pdf", args=[office.plan.pk])}"' not in page
        assert 'aria-describedby="pdf-reason"' in page, address


def test_the_address_answers_with_the_reason_and_what_can_be_seen_instead(office) -> None:
    for name, row, instead in (
        ("reports:plan_pdf", office.plan, "reports:plan_preview"),
        ("reports:index_pdf", office.assessment, "evidence:index"),
    ):
        response = office.member().get(reverse(name, args=[row.pk]))
        assert response.status_code == 503
        page = response.content.decode()
        assert REASON in page
        assert f'href="{reverse(instead, args=[row.pk])}"' in page
