"""Lists as an office types them, with marks and labels that the paper makes itself."""

from dataclasses import replace

import pytest

from reports.documents.kinds import kind_of
from reports.documents.numbering import addressee_lines, recipient_lines, with_archive
from reports.documents.plain_text import render_text
from reports.drawn import drawn
from tasks.services import hold_meeting
from tests import factories as make
from tests.reports import sample


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        (
            ["- Như trên;", "TT Đảng ủy (b/c);", "- Lưu VT."],
            ["Như trên", "TT Đảng ủy (b/c)", "Lưu: VT"],
        ),
        (["Nơi nhận:", "+ Các thôn./.", "lưu : VT, NTM (05b)"], ["Các thôn", "Lưu: VT, NTM (05b)"]),
        (["Lưu: VT", "Các thôn"], ["Các thôn", "Lưu: VT"]),
        (["Lưu", ""], ["Lưu", "Lưu: VT"]),
        ([], ["Lưu: VT"]),
    ],
)
def test_the_archive_stands_last_and_once(typed: list[str], printed: list[str]) -> None:
    lines = with_archive(typed)
    assert list(lines) == printed
    document = replace(sample.plan(0), recipients=replace(sample.plan(0).recipients, lines=lines))
    assert recipient_lines(document)[-1] == f"- {printed[-1]}."


def test_whom_it_addresses_is_labelled_once() -> None:
    for typed, printed in (
        (("Kính gửi: UBND huyện.",), ("UBND huyện",)),
        (("Kính gửi:", "- UBND huyện;", "• Huyện ủy"), ("- UBND huyện;", "- Huyện ủy.")),
    ):
        assert addressee_lines(replace(sample.plan(0), addressees=typed)) == printed


@pytest.mark.django_db
def test_guests_and_place_of_a_meeting_bear_no_mark_of_their_typist(world) -> None:
    meeting = hold_meeting(
        by=make.system(), unit=world.commune, held_on=make.TODAY, name="Giao ban",
        place="Tại hội trường UBND xã.", guests="- Bí thư Đảng ủy xã;\n- Trưởng 6 thôn./.",
    )  # fmt: skip
    words = {
        "meeting_invitation": (
            "- Bí thư Đảng ủy xã;\n- Trưởng 6 thôn.\n", "Địa điểm: Hội trường UBND xã."
        ),
        "meeting_minutes": (
            "Khách mời: Bí thư Đảng ủy xã; Trưởng 6 thôn.", "Địa điểm: Hội trường UBND xã."
        ),
        "conclusions_notice": (", tại hội trường UBND xã, ",),
    }  # fmt: skip
    for slug, found in words.items():
        text = render_text(drawn(kind_of(slug), meeting).document)
        assert all(one in text for one in found), text
