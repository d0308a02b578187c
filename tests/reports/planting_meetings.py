"""Meetings with one fault each, in a plan in which nothing is wrong."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from evidence.issued.models import IssuedDocument
from evidence.papers.models import Evidence
from tasks.models import Attendance, Conclusion, Meeting
from tasks.services import edit_meeting
from tests import factories as make
from tests.world import World
from villages.enums import Role

DAY = date(2024, 7, 15)
HELD = datetime(2024, 7, 15, 11, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def meeting(
    world: World, text: str = "", *, came: str = "lan", summary: str = "", **conclusion: Any
) -> Meeting:
    """A meeting of July, with one conclusion in words alone."""
    held = Meeting.objects.create(
        unit=world.commune, held_on=DAY, name="Giao ban tháng 7", summary=summary
    )
    if came:
        Attendance.objects.create(meeting=held, official=world.official(came), is_present=True)
    if text:
        Conclusion.objects.create(meeting=held, order=1, text=text, **conclusion)
    return held


def closed(world: World, text: str = "Thống nhất với báo cáo", **fields: Any) -> None:
    held = meeting(world, text, **fields)
    Meeting.objects.filter(pk=held.pk).update(closed_at=HELD)


def led_while_absent(world: World) -> None:
    held = meeting(world, came="")
    chair = world.official("hien")
    Attendance.objects.create(meeting=held, official=chair, is_present=False, reason="Đi học")
    Meeting.objects.filter(pk=held.pk).update(chaired_by=chair)


def moved_after_its_invitation(world: World) -> None:
    held = Meeting.objects.create(unit=world.commune, held_on=date(2024, 8, 20), name="Giao ban")
    paper = Evidence.objects.create(unit=world.commune, title="Giấy mời", is_issued=True)
    IssuedDocument.objects.create(
        unit=world.commune, kind="meeting_invitation", row_key=held.pk, series="GM-UBND", year=2024,
        number=3, issued_on=date(2024, 8, 12), type_name="Giấy mời", title="Giấy mời", paper=paper,
        issued_at=HELD,
    )  # fmt: skip
    fields = {"held_on": date(2024, 8, 22), "start_time": time(14), "place": "Nhà văn hóa"}
    edit_meeting(by=make.system(), meeting_id=held.pk, fields=fields, seen_version=0)


def month_left_out(world: World) -> None:
    for month in (3, 4, 7):
        day, name = date(2024, month, 5), f"Giao ban tháng {month}"
        Meeting.objects.create(unit=world.commune, held_on=day, name=name, rhythm="monthly")


def came_before_office(world: World) -> None:
    world.official("hien").postings.update(starts_on=date(2024, 8, 1))
    meeting(world, came="hien")


def concluded_for_one_who_left(world: World) -> None:
    gone = make.make_official(world.commune, Role.OFFICIAL, "Lê Văn Cũ")
    gone.postings.update(ends_on=date(2024, 5, 31))
    meeting(world, "Giao đồng chí Lê Văn Cũ sửa mương")
