"""What an organisation or a post is called once its unit has become another."""

import pytest

from villages.models import Unit
from villages.titles import behind_a_name, renamed


@pytest.mark.parametrize(
    ("words", "old", "new", "expected"),
    [
        ("UBND xã Mai Đình", "xã Mai Đình", "xã Xuân Cẩm", "UBND xã Xuân Cẩm"),
        ("Hội Nông dân Mai Đình", "xã Mai Đình", "xã Xuân Cẩm", "Hội Nông dân Xuân Cẩm"),
        # The new name holds the old one.
        ("Trưởng thôn Bến Sông", "thôn Bến Sông", "thôn Bến Sông Mới", "Trưởng thôn Bến Sông Mới"),
        ("Ban phát triển thôn Cầu", "thôn Cầu", "thôn Cầu 1", "Ban phát triển thôn Cầu 1"),
        # A part of a word is no name.
        ("Tổ Tiến Tiếng", "thôn Tiến", "thôn Tân", "Tổ Tân Tiếng"),
        ("Tổ 1 thôn 1", "thôn 1", "thôn Tân Tiến", "Tổ 1 thôn Tân Tiến"),
        ("Thôn Cầu tự quản", "thôn Cầu", "tổ dân phố Cầu", "Tổ dân phố Cầu tự quản"),
        ("UBND phường 1", "phường 1", "phường Bình Lợi", "UBND phường Bình Lợi"),
    ],
)
def test_a_title_has_each_name_of_the_old_unit_once(
    words: str, old: str, new: str, expected: str
) -> None:
    assert renamed(words, _unit(old), _unit(new)) == expected


def _unit(full_name: str) -> Unit:
    noun = "tổ dân phố" if full_name.startswith("tổ dân phố") else full_name.partition(" ")[0]
    return Unit(noun=noun, name=full_name.removeprefix(noun).strip())


@pytest.mark.parametrize(
    ("title", "behind"),
    [
        ("Công chức Địa chính - Xây dựng", "công chức Địa chính - Xây dựng"),
        ("Cán bộ khuyến nông", "cán bộ khuyến nông"),
        ("Chủ tịch UBND xã", "Chủ tịch UBND xã"),
        ("Trưởng Công an xã", "Trưởng Công an xã"),
        ("", ""),
    ],
)
def test_a_rank_behind_a_name_has_no_capital(title: str, behind: str) -> None:
    assert behind_a_name(title) == behind
