"""Where a line of running text may not end."""

import pytest

from reports.documents.inline import InlineHtml

_JOINED = "/\u2060"


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("- Đảng ủy, HĐND xã (b/c);", f"(b{_JOINED}c)"),
        ("V/v đôn đốc", f"V{_JOINED}v"),
        ("xong trong quý I/2024", f"I{_JOINED}2024"),
        ("Kế hoạch số 05/KH-UBND", "05/KH-UBND"),
        ("tiêu chí/chỉ tiêu", "tiêu chí/chỉ tiêu"),
        ("ngày 05/3/2024", "05/3/2024"),
    ],
)
def test_what_belongs_together_is_not_parted_behind_a_stroke(text, held) -> None:
    assert held in InlineHtml().body(text).replace("\u00a0", " ")
