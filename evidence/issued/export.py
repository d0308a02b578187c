"""The register as an Excel file: the columns of decree 30/2020/NĐ-CP, annex IV, to be printed."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.text import capfirst

from evidence.issued.models import IssuedDocument, relation_words
from ntm_project.common.dates import format_date_line, format_day
from ntm_project.common.tables.write import XLSX, Page, SheetColumn, SheetFile, Signing
from villages.access import Access

__all__ = ["XLSX", "register_file"]
TITLE = "SỔ ĐĂNG KÝ VĂN BẢN ĐI"
COLUMNS = (
    SheetColumn("STT", 6, "count"),
    SheetColumn("Số", 7, "padded"),
    SheetColumn("Ký hiệu", 14),
    SheetColumn("Ngày tháng", 12),
    SheetColumn("Tên loại và trích yếu nội dung văn bản", 52),
    SheetColumn("Người ký", 20),
    SheetColumn("Đơn vị ban hành", 20),
    SheetColumn("Thay thế, sửa đổi", 20),
    SheetColumn("Được thay thế, sửa đổi bởi", 20),
)


def register_file(rows: Iterable[IssuedDocument], access: Access, about: str) -> bytes:
    """The rows as they are searched for; `about` names by what."""
    posting = access.main_posting
    day = format_date_line(access.on)
    signing = Signing(
        place=f"{posting.unit.seat}, {day}" if posting else day,
        office="NGƯỜI LẬP SỔ",
        name=access.official.full_name if access.official else "",
    )
    page = Page(
        tab="Văn bản đi",
        title=TITLE,
        about=about,
        agency="\n".join(posting.unit.agency_lines) if posting else "",
        signing=signing,
        empty="Không có văn bản nào.",
    )
    with SheetFile() as file:
        file.add(page, COLUMNS, _rows(rows))
    return file.content


def _rows(rows: Iterable[IssuedDocument]) -> Iterator[list[Any]]:
    for order, row in enumerate(rows, start=1):
        words = f"{row.type_name}: {row.title}"
        old = f"{capfirst(row.relation)}: {_named(row.replaces)}" if row.replaces else ""
        new = "\n".join(_later(row))
        unit, signatory = row.unit.title_name, row.signatory
        yield [order, row.number, row.series, row.issued_on, words, signatory, unit, old, new]


def _later(row: IssuedDocument) -> Iterator[str]:
    for is_amendment, later in ((False, row.replacements), (True, row.amendments)):
        yield from (f"{capfirst(relation_words(is_amendment))}: {_named(one)}" for one in later)


def _named(document: IssuedDocument) -> str:
    return f"{document.full_number} ngày {format_day(document.issued_on)}"
