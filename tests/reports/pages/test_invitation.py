"""Whom an invitation names: people with their offices, or a committee as such."""

import pytest
from django.utils.text import capfirst

from reports.documents.kinds import kind_of, meeting_invitation
from reports.documents.plain_text import render_text
from reports.drawn import drawn
from tasks.enums import AgendaKind
from tasks.models import Meeting
from tests.shared import made_once
from tests.world import World, open_world

rows = made_once(lambda: open_world("lan", "tam", "hien"))


@pytest.fixture
def meeting(world: World) -> Meeting:
    return world.hold_august_meeting(guests="Văn phòng điều phối")


def invited(meeting: Meeting) -> str:
    words = render_text(drawn(kind_of("meeting_invitation"), meeting).document)
    return words.partition("kính mời:\n")[2].partition("\nTới ")[0]


def test_who_is_called_is_named_with_an_office_and_the_chair_is_not_invited(meeting) -> None:
    words = invited(meeting)
    assert words.startswith("- Các đồng chí: ")
    assert "Nguyễn Thị Lan, " in words
    assert "; " in words
    assert "Đinh Văn Tám" not in words
    assert words.endswith(";\n- Văn phòng điều phối.")


def test_more_than_fill_the_page_are_invited_as_members(meeting, monkeypatch) -> None:
    monkeypatch.setattr(meeting_invitation, "MOST_NAMED", 1)
    assert invited(meeting).startswith("- Thành viên dự họp;")


def test_a_committee_is_invited_as_such(world, meeting) -> None:
    meeting.body = world.commune.bodies.create(name="Ban Chỉ đạo xây dựng NTM xã")
    meeting.save()
    assert invited(meeting).startswith("- Thành viên Ban Chỉ đạo xây dựng NTM xã;")


def test_points_of_the_record_bear_the_words_of_an_office_unless_somebody_named_them(
    world, meeting
) -> None:
    point = meeting.agenda.get(kind=AgendaKind.OVERDUE)
    point.title = "Việc chậm của thôn"
    point.save()
    words = render_text(drawn(kind_of("meeting_invitation"), meeting).document)
    for title in ("Tình hình thực hiện các tiêu chí, nhiệm vụ", "Việc chậm của thôn"):
        assert f"- {title};\n" in words
    kinds = [one for one in AgendaKind if one != AgendaKind.OWN]
    assert not [one for one in kinds if f"- {one.label};" in words]


@pytest.mark.parametrize(
    ("name", "gathering"),
    [
        ("Giao ban tháng 8.", "cuộc họp giao ban tháng 8"),
        ("Họp giao ban", "cuộc họp giao ban"),
        ("Hội nghị sơ kết", "hội nghị sơ kết"),
        ("Ban Chỉ đạo họp tháng 8", "cuộc họp Ban Chỉ đạo họp tháng 8"),
        ("BCĐ tháng 8", "cuộc họp BCĐ tháng 8"),
    ],
)
def test_a_notice_names_the_meeting_as_a_sentence_does(meeting, name, gathering) -> None:
    meeting.name = name
    meeting.save()
    words = render_text(drawn(kind_of("conclusions_notice"), meeting).document)
    assert f"\ntại {gathering}\n" in words
    assert f"{gathering}." in words
    assert "“" not in words
    minutes = render_text(drawn(kind_of("meeting_minutes"), meeting).document)
    assert f"\n{capfirst(gathering.removeprefix('cuộc '))}\nngày" in minutes
