"""What the checks read in authored texts, in the wordings of different communes."""

import pytest

from reports.checks.words import criteria_in, shares_met, totals_in, wrong_shares


@pytest.mark.parametrize(
    "text",
    [
        "Đã có 4/8 thôn đạt, còn 5 thôn.",
        "5 trên tổng số 8 thôn đã làm xong, còn lại 4 thôn",
        "3 trong số 7 ấp có nhà văn hóa, 5 ấp còn lại đang xây.",
        "Xóa 12/20 cầu tạm, còn lại 9 cầu",
    ],
)
def test_counts_that_do_not_add_up(text) -> None:
    assert list(wrong_shares(text))


@pytest.mark.parametrize(
    "text",
    [
        "Đã có 4/8 thôn đạt, còn 4 thôn.",
        "Đến 30/12/2023 đạt 11/19 tiêu chí, còn 8 tiêu chí",
        "Quyết định số 12/2023 của UBND tỉnh",
        "Ngày 5/8 xóm họp, còn 3 hộ vắng.",
    ],
)
def test_counts_that_do_and_what_is_none(text) -> None:
    assert not list(wrong_shares(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tiêu chí số 14 (Giao thông)", [(14, "Giao thông")]),
        ("tiêu chí số 3 về thủy lợi, tiêu chí số 5", [(3, "thủy lợi"), (5, "")]),
        ("tiêu chí 17: Môi trường", [(17, "Môi trường")]),
        ("tiêu chí 13.2 đạt", []),
        ("đạt 11/19 tiêu chí", []),
    ],
)
def test_criteria_by_number_and_name(text, found) -> None:
    assert list(criteria_in(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("xã đã đạt 11/19 tiêu chí", [(11, 19)]),
        ("hiện có 7/10 tiêu chí đạt", [(7, 10)]),
        ("phấn đấu đạt 19/19 tiêu chí", []),
    ],
)
def test_how_many_are_said_to_be_met(text, found) -> None:
    assert list(shares_met(text)) == found


def test_totals_of_money() -> None:
    assert list(totals_in("Tổng kinh phí dự kiến: 3,2 tỷ đồng, trong đó dân 1 tỷ.")) == [
        "3,2 tỷ đồng"
    ]
    assert list(totals_in("Dân góp 200 triệu đồng")) == []
