"""An issued document is recalled: number and files stay, nothing takes it for one that holds."""

import hashlib
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from evidence.issued.queries import holding_of
from evidence.models import IssuedDocument
from reports.documents.kinds import kind_of
from reports.documents.kinds.plan.rows import number_of_plan
from reports.drawn import drawn
from reports.pdf import pdf_available
from tests.conftest import require
from tests.evidence.test_issued import register_row
from tests.reports.pages.test_issuing import _issue, _sign
from tests.reports.pages.test_register_columns import _lines
from tests.shared import text_of
from villages.enums import Role
from villages.models import AuditEvent

pytestmark = [pytest.mark.both, pytest.mark.django_db, pytest.mark.pdf]
REASON = {"reason": "Ban hành nhầm thẩm quyền", "seen_version": "0"}


@pytest.fixture
def issued(world, settings, tmp_path) -> IssuedDocument:
    require(not pdf_available(), pdf_available())
    settings.EVIDENCE_FOLDER = tmp_path / "files"
    _sign(world)
    assert _issue(world.client("vanthu"), world.plan).status_code == 303
    return IssuedDocument.objects.get()


def _recall(client, document, **typed):
    return client.post(reverse("evidence:withdraw", args=[document.paper_id]), REASON | typed)


def test_only_the_clerk_records_that_a_document_was_recalled(world, issued) -> None:
    for role in (Role.STANDING_OFFICER, Role.CHAIR, Role.REVIEWER):
        assert _recall(world.member(role), issued).status_code == 403
    assert _recall(world.stranger(Role.CLERK), issued).status_code == 404
    clerk = world.client("vanthu")
    assert _recall(clerk, issued, reason=" ").status_code == 422
    page = clerk.get(reverse("evidence:withdraw", args=[issued.paper_id])).content.decode()
    assert "Ghi thu hồi văn bản" in page
    assert _recall(clerk, issued).status_code == 303
    event = AuditEvent.objects.about(issued.paper).latest("pk")
    held = (event.action, event.actor_title, event.reason)
    assert held == ("ghi thu hồi văn bản", "Văn thư", REASON["reason"])
    assert _recall(clerk, issued).status_code == 403


def test_a_recalled_document_keeps_number_and_files_and_is_named_as_recalled(world, issued) -> None:
    clerk = world.client("vanthu")
    assert _recall(clerk, issued).status_code == 303
    pdf = issued.paper.revisions.order_by("number").first()
    kept = b"".join(clerk.get(reverse("evidence:file", args=[pdf.pk])).streaming_content)
    assert hashlib.sha256(kept).hexdigest() == pdf.sha256
    register = text_of(clerk.get(reverse("evidence:register")))
    assert "đã thu hồi, ghi ngày 15/8/2024" in register
    (line,) = _lines(clerk)
    assert line["Ghi chú"] == "Đã thu hồi, ghi ngày 15/8/2024"
    page = Client().get(reverse("evidence:verify", args=[issued.token])).content.decode()
    assert "Văn bản đã thu hồi" in page
    assert REASON["reason"] not in page
    assert not IssuedDocument.objects.in_force().exists()
    assert holding_of(["plan"], world.plan.pk) == {}


def test_the_same_text_is_issued_anew_with_a_number_of_its_own(world, issued) -> None:
    clerk, kind = world.client("vanthu"), kind_of("plan")
    assert _recall(clerk, issued).status_code == 303
    one = drawn(kind, world.plan)
    assert one.document.header.number is None
    assert one.earlier.document is None
    _sign(world, date(2024, 8, 15))
    taken = _issue(clerk, world.plan, number="5", issued_on="15/8/2024")
    assert taken.status_code == 422
    assert _issue(clerk, world.plan, number="6", issued_on="15/8/2024").status_code == 303
    second = IssuedDocument.objects.order_by("number").last()
    assert (second.number, second.replaces) == (6, None)
    assert holding_of(["plan"], world.plan.pk) == {"plan": second}


def test_nothing_cites_a_recalled_plan_by_its_number(world, issued) -> None:
    assert number_of_plan(world.plan.pk) == " số 05/KH-UBND ngày 14/8/2024"
    assert _recall(world.client("vanthu"), issued).status_code == 303
    assert number_of_plan(world.plan.pk) == ""


def test_an_amended_plan_is_cited_with_what_amended_it(world, issued) -> None:
    amending = register_row(world.commune, 6)
    amending.kind, amending.row_key = "plan", world.plan.pk
    amending.replaces, amending.is_amendment = issued, True
    amending.save()
    cited = number_of_plan(world.plan.pk)
    assert cited.startswith(" số 05/KH-UBND ngày 14/8/2024, được sửa đổi, bổ sung bởi Kế hoạch ")
    assert " số 06/" in cited
    assert holding_of(["plan"], world.plan.pk) == {"plan": amending}
    assert _recall(world.client("vanthu"), issued).status_code == 303
    assert not holding_of(["plan"], world.plan.pk)  # nothing is left that it amends
