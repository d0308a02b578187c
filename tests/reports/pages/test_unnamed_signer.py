"""A paper whose signer is unknown: blank on the paper, and beside it where the name is entered."""

import pytest
from django.urls import reverse

from reports.documents.kinds import kind_of
from reports.drawn import drawn
from tasks.services import hold_meeting, write_report
from tests import factories as make
from tests.world import World, open_world
from villages.enums import Role

pytestmark = pytest.mark.both
HEADING = "Chưa có tên người ký"


@pytest.fixture
def world(db, time_machine) -> World:
    time_machine.move_to("2024-08-15 09:00 +0700", tick=False)
    return open_world("village", "lan", "plan", "assessment", "village_assessment")


def shown(world: World, slug: str, pk: int, who: str = "lan") -> str:
    page = world.client(who).get(reverse(f"reports:{slug}_preview", args=[pk])).content.decode()
    return page.partition("<article")[0]


def test_a_report_leads_to_its_form_and_the_chair_s_to_the_posting_that_is_missing(world) -> None:
    report = write_report(by=world.access("lan"), unit=world.commune, kind="month")
    assert drawn(kind_of("progress_report"), report).document.signature.name == ""
    page = shown(world, "progress_report", report.pk)
    assert HEADING in page
    assert "họ tên của PHÓ CHỦ TỊCH" in page
    assert f'href="{reverse("tasks:edit_report", args=[report.pk])}"' in page
    assert "chưa có tên ai" not in page  # which of the deputies signs is open
    by_chair = type(report).objects.filter(pk=report.pk)
    by_chair.update(authority="TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH")
    page = shown(world, "progress_report", report.pk)
    assert f"chưa có tên ai giữ chức vụ Chủ tịch UBND ở {world.commune.full_name}" in page
    assert f'href="{reverse("villages:unit", args=[world.commune.pk])}"' in page
    reader = shown(world, "progress_report", report.pk, "hien")
    assert HEADING not in reader or "Ghi tên người ký" not in reader
    type(report).objects.filter(pk=report.pk).update(signatory_name="Đinh Văn Tám")
    assert HEADING not in shown(world, "progress_report", report.pk)


def test_a_dossier_names_the_posting_that_nobody_holds(world) -> None:
    for assessment, label in (
        (world.assessment, "Chủ tịch UBND"),
        (world.village_assessment, "Ban phát triển thôn"),
    ):
        page = shown(world, "recognition_submission", assessment.pk)
        assert f"chưa có tên ai giữ chức vụ {label} ở {assessment.unit.full_name}" in page
        assert f'href="{reverse("villages:unit", args=[assessment.unit.pk])}"' in page
        assert HEADING not in shown(world, "recognition_cover", assessment.pk)  # signed by hand
    make.make_official(world.commune, Role.CHAIR, "Ngô Văn Chủ")
    assert HEADING not in shown(world, "recognition_submission", world.assessment.pk)


def test_a_meeting_and_a_plan_lead_to_their_forms(world) -> None:
    meeting = hold_meeting(
        by=make.system(), unit=world.commune, held_on=make.TODAY, name="Giao ban tháng 8"
    )
    page = shown(world, "meeting_minutes", meeting.pk)
    assert "họ tên của THƯ KÝ, CHỦ TỌA" in page
    assert f'href="{reverse("tasks:edit_meeting", args=[meeting.pk])}"' in page
    world.plan.signatory_name = ""
    world.plan.save()
    page = shown(world, "plan", world.plan.pk)
    assert f'href="{reverse("tasks:edit_plan", args=[world.plan.pk])}"' in page
