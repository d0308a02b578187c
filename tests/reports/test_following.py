"""The sentence by which a further paper names the one that it replaces."""

from datetime import date

import pytest

from evidence.models import IssuedDocument
from reports.documents.blocks import (
    Document,
    Heading,
    NationalHeader,
    Paragraph,
    Recipients,
    Signature,
    Title,
    plain,
)
from reports.documents.way import Earlier, as_following

_CLOSING = Paragraph("Trên đây là Báo cáo tháng 6.")


def _texts(about: str, *, written_by: Signature | None = None) -> list[str]:
    document = Document(
        header=NationalHeader((("ỦY BAN NHÂN DÂN", True),), "BC-UBND", "Mai Đình", 2024),
        title=Title("BÁO CÁO"),
        blocks=(Heading(1, "Kiến nghị"), Paragraph("Không có."), _CLOSING),
        signature=Signature(()),
        recipients=Recipients(()),
        issuer_name="Ủy ban nhân dân xã Mai Đình",
        written_by=written_by,
    )
    issued_on = date(2024, 6, 5)
    earlier = IssuedDocument(
        type_name="Báo cáo", number=5, series="BC-UBND", issued_on=issued_on, title=about
    )
    blocks = as_following(document, Earlier(earlier)).blocks
    return [plain(block.text).replace("\u00a0", " ") for block in blocks if block.text]


@pytest.mark.parametrize(
    ("about", "named"),
    [
        ("Tiến độ tháng 6.", "về tiến độ tháng 6"),
        ("V/v đôn đốc", "v/v đôn đốc"),
        ("Về việc xét công nhận", "về việc xét công nhận"),
        ("NTM nâng cao", "về NTM nâng cao"),
        ("Dự họp giao ban", "dự họp giao ban"),
    ],
)
def test_it_names_the_earlier_one_in_full_behind_the_closing_words(about, named) -> None:
    assert _texts(about)[-2:] == [
        _CLOSING.text,
        "Báo cáo này thay thế Báo cáo số 05/BC-UBND ngày 05 tháng 6 năm 2024 của Ủy ban nhân dân "
        f"xã Mai Đình {named}.",
    ]


def test_minutes_go_on_to_end_with_when_the_meeting_did() -> None:
    assert _texts("Họp", written_by=Signature(("THƯ KÝ",)))[-1] == _CLOSING.text
