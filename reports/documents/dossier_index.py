"""Danh mục hồ sơ as blocks: a table for each criterion in the columns of decree 30, annex V."""

from collections.abc import Iterator, Sequence

from criteria.models import Assessment
from evidence.papers.queries.dossier import Folder, IndexRow
from reports.documents.blocks import (
    Appendix,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    NationalHeader,
    Paragraph,
    Recipients,
    Row,
    Signature,
    Table,
    Title,
)
from villages.enums import UnitLevel
from villages.models import Unit

COLUMNS = (
    Column(5, "center"),
    Column(13),
    Column(11, "center"),
    Column(33),
    Column(16),
    Column(8, "center"),
    Column(14),
)
HEADINGS = (
    "STT",
    "Số, ký hiệu văn bản",
    "Ngày tháng năm",
    "Tên loại và trích yếu nội dung văn bản",
    "Tác giả văn bản",
    "Tờ số/ Trang số",
    "Ghi chú",
)


def issuer_lines(unit: Unit) -> tuple[tuple[str, bool], ...]:
    """Who draws the list up: the commune's committee, or the village's development board."""
    body = "BAN PHÁT TRIỂN" if unit.level == UnitLevel.VILLAGE else "ỦY BAN NHÂN DÂN"
    return ((body, True), (unit.full_name.upper(), True))


def index_document(assessment: Assessment, folders: Sequence[Folder]) -> Document:
    """The list as a document with its tables on landscape pages; date and names stay blank."""
    unit = assessment.unit
    return Document(
        header=NationalHeader(
            issuer_lines=issuer_lines(unit), symbol="DM", place=unit.name, year=assessment.year
        ),
        title=Title(
            "DANH MỤC HỒ SƠ",
            (
                f"{assessment.criteria_set.short_name} của {unit.full_name}",
                f"năm {assessment.year}",
            ),
        ),
        blocks=tuple(_summary(folders)),
        signature=Signature(("NGƯỜI LẬP DANH MỤC",)),
        recipients=Recipients(("Lưu: VT",)),
        appendices=(
            Appendix("Danh mục văn bản trong hồ sơ", tuple(_tables(folders)), landscape=True),
        ),
    )


def _summary(folders: Sequence[Folder]) -> Iterator[Block]:
    total = sum(len(folder.rows) for folder in folders)
    empty = [str(folder.criterion.number) for folder in folders if not folder.rows]
    yield Paragraph(f"Hồ sơ gồm {total} văn bản của {len(folders)} tiêu chí, có phụ lục kèm theo.")
    if empty:
        yield Paragraph(f"Tiêu chí chưa có văn bản: {', '.join(empty)}.")


def _tables(folders: Sequence[Folder]) -> Iterator[Block]:
    for folder in folders:
        if folder.rows:
            yield Heading(1, f"Tiêu chí số {folder.criterion.number} ({folder.criterion.name})")
            yield Table(
                columns=COLUMNS,
                header=(tuple(Cell(words, bold=True) for words in HEADINGS),),
                rows=tuple(_row(row) for row in folder.rows),
            )


def _row(row: IndexRow) -> Row:
    return Row((str(row.order), row.number, row.day, row.title, row.author, row.sheets, row.note))
