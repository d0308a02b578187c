"""A paper on its way when its commune became another: what was signed before gets its number from
the clerk of who came after, what was not is made anew there (ADR 17)."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from evidence.issued.enums import DocumentState
from evidence.models import Evidence, IssuedDocument, Preparation
from evidence.papers.rules import deny_change, deny_correct, deny_withdraw_paper
from evidence.papers.services import add_revision, withdraw_paper
from reports.documents.kinds import kind_of
from reports.drawn import drawn
from reports.pdf import pdf_available
from tasks.models import Plan, Task
from tests import factories as make
from tests.conftest import require
from tests.evidence.factories import received
from tests.evidence.test_issued import register_row
from tests.issuing import check_paper, sign_paper
from tests.villages.changes.world import ON, TYPED_MERGE, Merging, full_world
from tests.world import client_of
from villages.enums import Role
from villages.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]
PLAN = kind_of("plan")
LAST = date(2024, 7, 31)


@pytest.fixture
def world(settings, tmp_path) -> Merging:
    require(not pdf_available(), pdf_available())
    settings.EVIDENCE_FOLDER = tmp_path / "files"
    made = full_world()
    assert made.plan.pk
    made.official("chair")
    return made


def _merge(world: Merging, choices: Mapping[str, str] = MappingProxyType({})) -> Unit:
    world.merge(choices=choices)
    return Unit.objects.get(name="Xuân Cẩm", valid_to=None)


def _page(client, world: Merging, step: str) -> str:
    return client.get(reverse(f"reports:plan_{step}", args=[world.plan.pk])).content.decode()


@pytest.mark.both
def test_what_was_signed_before_the_end_gets_its_number_from_the_clerk_of_the_heir(world) -> None:
    plan = world.plan
    sign_paper(PLAN, plan, world.official("chair"), on=LAST)
    heir = _merge(world)
    clerk = client_of(make.make_official(heir, Role.CLERK))
    issue = reverse("reports:plan_issue", args=[plan.pk])
    preview = _page(clerk, world, "preview")
    assert "thôi hoạt động sau ngày 31/7/2024. Văn bản đã ký trước đó" in preview
    assert f'href="{issue}"' in preview
    assert f'href="{issue}"' in clerk.get("/").content.decode()
    page = clerk.get(issue)
    assert page.context["form"].initial["issued_on"] == LAST
    assert "ngày ban hành không sau ngày 31/7/2024" in page.content.decode()
    late = clerk.post(issue, {"number": "1", "issued_on": "1/8/2024"})
    assert "ngày ban hành không muộn hơn" in str(late.context["form"].errors["issued_on"])
    assert clerk.post(issue, {"number": "1", "issued_on": "31/7/2024"}).status_code == 303
    document = IssuedDocument.objects.get()
    assert (document.unit, document.full_number) == (world.commune, "01/KH-UBND")
    assert "MAI ĐÌNH" in document.paper.issuer


def _heirs_clerk(world: Merging) -> Client:
    """After a plan was signed on the last day of the commune."""
    sign_paper(PLAN, world.plan, world.official("chair"), on=LAST)
    return client_of(make.make_official(_merge(world), Role.CLERK))


def test_a_last_number_of_a_day_after_the_end_does_not_hold_it_back(world) -> None:
    """It was given before anybody recorded that the commune had ended."""
    document = register_row(world.commune, 7)
    document.row_key, document.issued_on = 0, LAST + timedelta(days=5)  # of another plan
    document.save()
    sign_paper(PLAN, world.plan, world.official("chair"), on=LAST - timedelta(days=1))
    heir = _merge(world, {"sure": f"{ON}/{document.issued_on}"})
    clerk = client_of(make.make_official(heir, Role.CLERK))
    issue = reverse("reports:plan_issue", args=[world.plan.pk])
    assert clerk.get(issue).context["form"].initial == {"number": 8, "issued_on": LAST}
    refused = clerk.post(issue, {"number": "8", "issued_on": "30/7/2024"})
    assert "ngày cuối của đơn vị: 31/7/2024" in str(refused.context["form"].errors["issued_on"])
    assert clerk.post(issue, {"number": "8", "issued_on": "31/7/2024"}).status_code == 303
    made = IssuedDocument.objects.get(number=8)
    assert (made.full_number, made.issued_on) == ("08/KH-UBND", LAST)


def test_the_clerk_of_the_heir_sets_how_the_ended_unit_numbers(world) -> None:
    clerk = _heirs_clerk(world)
    issue = reverse("reports:plan_issue", args=[world.plan.pk])
    settings = reverse("evidence:register_settings", args=[world.commune.pk])
    assert f'href="{settings}"' in clerk.get(issue).content.decode()
    typed = {"first_number": "12", "first_year": "2024", "seen_version": "0"}
    assert clerk.post(settings, typed).status_code == 303
    assert clerk.get(issue).context["form"].initial["number"] == 12
    reviewer = client_of(make.make_official(world.after, Role.REVIEWER))
    assert reviewer.get(settings).status_code == 403


def test_the_signature_of_a_day_before_the_end_may_be_recorded_after_it(world) -> None:
    check_paper(PLAN, world.plan)
    posting = world.official("chair").postings.get()
    heir = _merge(world)
    clerk = client_of(make.make_official(heir, Role.CLERK))
    assert "Nếu văn bản đã được ký đến hết ngày 31/7/2024" in _page(clerk, world, "preview")
    sign = reverse("reports:plan_sign", args=[world.plan.pk])
    typed = {"posting": posting.pk, "authority": "TM"}
    refused = clerk.post(sign, typed | {"signed_on": "1/8/2024"})
    assert "ngày ký không muộn hơn" in str(refused.context["form"].errors["signed_on"])
    assert clerk.post(sign, typed | {"signed_on": "31/7/2024"}).status_code == 303


def test_what_nobody_of_the_agency_can_have_signed_is_a_draft_again(world) -> None:
    """It was signed, and only then recorded that the commune had been merged."""
    plan = world.plan
    sign_paper(PLAN, plan, world.official("chair"), on=ON)
    heir = _merge(world)
    assert drawn(PLAN, Plan.objects.get(pk=plan.pk)).now.state == DocumentState.DRAFT
    clerk = client_of(make.make_official(heir, Role.CLERK))
    preview = _page(clerk, world, "preview")
    assert "trước ngày ký 01/8/2024, nên văn bản trở lại dự thảo" in preview
    assert "không còn trình ký; hãy lập văn bản ở đơn vị tiếp nhận" in preview
    issue = reverse("reports:plan_issue", args=[plan.pk])
    assert clerk.get(issue).status_code == 403
    assert f'href="{issue}"' not in clerk.get("/").content.decode()
    assert not IssuedDocument.objects.exists()


def test_nobody_but_the_clerk_of_the_heir_numbers_it(world) -> None:
    sign_paper(PLAN, world.plan, world.official("chair"), on=LAST)
    heir = _merge(world)
    for unit, role in ((heir, Role.CHAIR), (world.after, Role.REVIEWER)):
        other = client_of(make.make_official(unit, role))
        refused = other.get(reverse("reports:plan_issue", args=[world.plan.pk]))
        assert refused.status_code == 403
        assert "văn thư của đơn vị tiếp nhận cấp số" in refused.content.decode()
    assert Preparation.objects.get().state == DocumentState.SIGNED


@pytest.mark.both
def test_it_is_issued_as_it_was_signed_though_its_work_went_on_elsewhere(
    world, time_machine
) -> None:
    time_machine.move_to("2024-08-09 09:00 +0700", tick=False)
    reminder, task = kind_of("reminder"), world.task
    sign_paper(reminder, task, world.official("chair"), on=date(2024, 8, 9))
    world.merge(on=date(2024, 8, 10))
    time_machine.move_to("2024-08-12 09:00 +0700", tick=False)
    one = drawn(reminder, Task.objects.get(pk=task.pk))
    assert one.now.state == DocumentState.SIGNED
    assert "còn 01 nhiệm vụ quá hạn" in one.wording.text


def test_the_page_of_the_change_names_what_is_on_its_way_and_what_becomes_of_it(world) -> None:
    sign_paper(PLAN, world.plan, world.official("chair"), on=ON + timedelta(days=1))
    url = reverse("villages:change_units", args=[world.after.pk])
    page = client_of(world.admin).post(url, TYPED_MERGE)
    shown = {kind.mover.slug: kind.count for kind in page.context["touched"]}
    assert shown["preparations"] == 1
    assert "văn thư đơn vị mới cấp số" in page.content.decode()
    assert "ký ngày 02/8/2024" in page.content.decode()


def test_the_clerk_of_the_heir_adds_the_scan_and_records_that_it_was_recalled(world) -> None:
    document = register_row(world.commune)
    document.issued_on = LAST
    document.save()
    heir = _merge(world)
    clerk, chair = (make.access(make.make_official(heir, r)) for r in (Role.CLERK, Role.CHAIR))
    paper = Evidence.objects.get(pk=document.paper_id)
    assert deny_change(clerk, paper) == ""
    assert "đã phát hành" in deny_correct(clerk, paper)
    assert deny_change(chair, paper) != ""
    assert deny_withdraw_paper(chair, paper, "") != ""
    add_revision(
        by=clerk,
        evidence_id=paper.pk,
        received=received(),
        upload_key=uuid4(),
        seen_version=paper.version,
    )
    withdraw_paper(by=clerk, evidence_id=paper.pk, reason="Nghị quyết khác")
    document = IssuedDocument.objects.get()
    assert document.recalled_on is not None
    assert "thu hồi" in deny_change(clerk, Evidence.objects.get(pk=paper.pk))
