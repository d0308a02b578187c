"""The page and the papers of a closed meeting name whom and what they named when it ended."""

import pytest
from django.urls import reverse

from reports.documents.kinds import kind_of
from reports.documents.plain_text import render_text
from reports.drawn import drawn
from tasks.models import Attendance, Meeting
from tasks.services import add_conclusion, close_meeting, hold_meeting, record_attendance
from tests import factories as make
from tests.shared import text_of
from tests.world import World
from villages.edit import edit_row
from villages.models import Body, Official, Posting, Unit

pytestmark = pytest.mark.both


@pytest.fixture
def closed(world: World) -> Meeting:
    """Chaired by Tám, written down by Lan, with Hiền absent; of the commune's committee."""
    tam, lan, hien = (world.official(who) for who in ("tam", "lan", "hien"))
    body = world.commune.bodies.create(name="Ban Chỉ đạo xây dựng nông thôn mới xã")
    for person in (tam, lan, hien):
        Posting.objects.filter(official=person).update(body=body)
    meeting = hold_meeting(
        by=world.lan, unit=world.commune, held_on=make.TODAY, name="Giao ban tháng 8",
        body=body, chaired_by=tam, secretary=lan,
    )  # fmt: skip
    came = [Attendance(official=person, is_present=person != hien) for person in (tam, lan, hien)]
    record_attendance(by=world.lan, meeting_id=meeting.pk, attendances=came, seen_version=0)
    add_conclusion(by=world.lan, meeting=meeting, text="Rà soát tiêu chí 1")
    meeting.refresh_from_db()
    close_meeting(by=world.lan, meeting_id=meeting.pk, seen_version=meeting.version)
    return meeting


def _rename(model, pk: int, **fields: str) -> None:
    edit_row(by=make.system(), rows=model.objects.all(), pk=pk, action="sửa", fields=fields)


def test_names_titles_and_units_stay_as_they_were(world: World, closed: Meeting) -> None:
    client, url = world.client("lan"), reverse("tasks:meeting", args=[closed.pk])
    before = text_of(client.get(url))
    for words in (
        "Đinh Văn Tám, Phó Chủ tịch", "Xã Mai Đình", "Ban Chỉ đạo xây dựng nông thôn mới xã",
        "Đặng Thị Hiền", "người kết thúc: Nguyễn Thị Lan",
    ):  # fmt: skip
        assert words in before, words
    papers = [kind_of(slug) for slug in ("conclusions_notice", "meeting_minutes")]

    def printed() -> list[str]:
        rows = [Meeting.objects.select_related(*k.related).get(pk=closed.pk) for k in papers]
        return [render_text(drawn(k, row).document) for k, row in zip(papers, rows, strict=True)]

    kept = printed()
    _rename(Body, closed.body_id, name="Ban Chỉ đạo các chương trình mục tiêu quốc gia xã")
    _rename(Unit, world.commune.pk, name="Mai Đinh")
    for who in ("tam", "lan", "hien"):
        person = world.official(who)
        _rename(Official, person.pk, full_name=f"{person.full_name} Mới")
        Posting.objects.filter(official=person).update(title="Chức vụ khác")
    after = text_of(client.get(url))
    for words in (
        "Tám Mới",
        "Thư ký: Nguyễn Thị Lan Mới",
        "Hiền Mới",
        "Tám, Chức vụ khác",
        "mục tiêu",
    ):
        assert words not in after, words
    assert "Đinh Văn Tám, Phó Chủ tịch" in after
    for old, new in zip(kept, printed(), strict=True):
        assert "Ban Chỉ đạo các chương trình" not in new
        assert ("BAN CHỈ ĐẠO XÂY DỰNG NÔNG THÔN MỚI XÃ" in new) is (
            "BAN CHỈ ĐẠO XÂY DỰNG NÔNG THÔN MỚI XÃ" in old
        )


def test_an_open_meeting_names_them_as_they_are_called_today(world: World) -> None:
    meeting = hold_meeting(
        by=world.lan, unit=world.commune, held_on=make.TODAY, name="Giao ban tháng 8",
        chaired_by=world.official("tam"), secretary=world.official("lan"),
    )  # fmt: skip
    _rename(Official, world.official("tam").pk, full_name="Đinh Văn Tâm")
    page = world.client("lan").get(reverse("tasks:meeting", args=[meeting.pk]))
    assert "Chủ trì: Đinh Văn Tâm." in text_of(page)


def test_who_may_chair_is_offered_with_a_title(world: World) -> None:
    title = world.official("tam").postings.get().title
    page = world.client("lan").get(reverse("tasks:hold_meeting"))
    field = page.context["form"].fields["chaired_by"]
    offered = {field.label_from_instance(person) for person in field.queryset}
    assert f"Đinh Văn Tám – {title}" in offered
