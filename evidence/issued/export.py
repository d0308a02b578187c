"""The register as an Excel file: the columns of decree 30/2020/NĐ-CP, annex IV, to be printed."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst

from evidence.issued.models import IssuedDocument, relation_words
from ntm_project.common.dates import format_date_line, format_day
from ntm_project.common.numbers import format_count
from ntm_project.common.tables.write import XLSX, Page, SheetColumn, SheetFile, Signing
from villages.access import Access
from villages.models import Unit

__all__ = ["XLSX", "left_out", "register_file"]
MOST_EXPORTED = 50_000  # half a minute of a slow machine, in the memory of a portion
AT_ONCE = 500
TITLE = "SỔ ĐĂNG KÝ VĂN BẢN ĐI"
COLUMNS = (
    SheetColumn("Số, ký hiệu văn bản", 15),
    SheetColumn("Ngày tháng văn bản", 12),
    SheetColumn("Tên loại và trích yếu nội dung văn bản", 46),
    SheetColumn("Người ký", 18),
    SheetColumn("Nơi nhận văn bản", 28),
    SheetColumn("Đơn vị, người nhận bản lưu", 14),
    SheetColumn("Số lượng bản", 8),  # written by hand: the program counts no copies
    SheetColumn("Ghi chú", 28),
)


def left_out(count: int) -> str:
    """A sentence where the Excel file leaves some of so many documents out, else ""."""
    if count <= MOST_EXPORTED:
        return ""
    most, all_of_them = format_count(MOST_EXPORTED), format_count(count)
    return f"tệp Excel chỉ gồm {most} văn bản đầu trong {all_of_them} văn bản, hãy lọc theo năm"


def register_file(rows: "QuerySet[IssuedDocument]", access: Access, about: str) -> bytes:
    """The rows as they are searched for; `about` names by what."""
    about = "; ".join(filter(None, [about, left_out(rows.count())]))
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
    found = rows[:MOST_EXPORTED].iterator(AT_ONCE)
    with SheetFile(is_long=True) as file:
        file.add(page, COLUMNS, _rows(found, posting.unit if posting else None))
    return file.content


def _rows(rows: Iterable[IssuedDocument], own: Unit | None) -> Iterator[list[Any]]:
    for row in rows:
        words = f"{row.type_name}: {row.title}"
        copies, notes = "", "\n".join(_notes(row, own))
        yield [
            row.full_number, row.issued_on, words, row.signatory, row.sent_to, row.kept_by, copies,
            notes,
        ]  # fmt: skip


def _notes(row: IssuedDocument, own: Unit | None) -> Iterator[str]:
    """Which agency issued it where that is not the person's `own`, what it did to an earlier
    document, what later ones did to it, and that it was recalled."""
    if row.unit != own:
        yield f"Đơn vị ban hành: {row.unit.title_name}"
    if row.replaces:
        yield f"{capfirst(row.relation)}: {_named(row.replaces)}"
    if row.recalled_on:
        yield f"Đã thu hồi, ghi ngày {format_day(row.recalled_on)}"
    yield from _later(row)


def _later(row: IssuedDocument) -> Iterator[str]:
    for is_amendment, later in ((False, row.replacements), (True, row.amendments)):
        words = f"Được {relation_words(is_amendment)} bởi"
        yield from (f"{words}: {_named(one)}" for one in later)


def _named(document: IssuedDocument) -> str:
    return f"{document.full_number} ngày {format_day(document.issued_on)}"
