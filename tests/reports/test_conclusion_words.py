"""A conclusion on the papers of its meeting: what, who and by when, each of them once."""

import pytest

from reports.documents.kinds.meeting_paper import conclusion_words
from reports.meetings.points import Member, SheetConclusion


def test_a_deadline_stands_on_paper_in_the_meeting_s_words_alone() -> None:
    row = SheetConclusion(1, "Làm đường", "", "trước ngày 20/7/2024", "đến hết 19/7/2024")
    assert conclusion_words(row, []) == "Làm đường. Thời hạn: trước ngày 20/7/2024."
    assert conclusion_words(SheetConclusion(1, "Làm đường, trồng cây…", "", "", ""), []) == (
        "Làm đường, trồng cây…"
    )


def test_a_deadline_that_the_conclusion_names_is_stated_once() -> None:
    text, until = "Gửi hồ sơ trước ngày 31/5/2024 lên huyện", "Trước ngày 31/5/2024"
    row = SheetConclusion(1, text, "Nguyễn Thị Lan", until, "")
    lan = Member("Nguyễn Thị Lan", "", is_present=True)
    assert conclusion_words(row, [lan]) == f"{text}. Chủ trì: đồng chí Nguyễn Thị Lan."


@pytest.mark.parametrize(
    ("text", "led_by", "printed"),
    [
        ("Giao đồng chí Nguyễn Thị Lan rà soát hồ sơ.", "Nguyễn Thị Lan", ""),
        ("Hội Nông dân xã mở hai lớp nghề.", "Hội Nông dân xã", ""),
        ("Rà soát hồ sơ.", "Hội Nông dân xã", " Chủ trì: Hội Nông dân xã."),
        ("Họp với Nguyễn Thị Lan.", "Nguyễn Thị Lan", " Chủ trì: đồng chí Nguyễn Thị Lan."),
        ("Thôn Đông rà soát.", "Thôn Đôn", " Chủ trì: Thôn Đôn."),
    ],
)  # fmt: skip
def test_whom_a_conclusion_names_first_is_not_named_again(text, led_by, printed) -> None:
    row = SheetConclusion(1, text, led_by, "", "")
    lan = Member("Nguyễn Thị Lan", "", is_present=True)
    assert conclusion_words(row, [lan]) == f"{text}{printed}"
