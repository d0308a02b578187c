"""The blocks of an administrative document (decree 30/2020/NĐ-CP): plain data, no layout.

How one is built (`kinds/plan/document.py` does)::

    Document(
        header=NationalHeader(
            issuer_lines=(("ỦY BAN NHÂN DÂN", True), ("XÃ MAI ĐÌNH", True)),
            symbol="KH-UBND", place="Mai Đình", year=2024,        # number, date: None until issued
        ),
        title=Title("KẾ HOẠCH", ("Thực hiện xã Mai Đình đạt chuẩn NTM nâng cao", "năm 2024")),
        blocks=(
            Heading(1, "Mục đích, yêu cầu"),                      # I. (printed in capitals)
            Heading(2, "Mục đích"),                               # 1.
            *blocks_from_text(rows.texts["purpose"]),             # what an officer typed
            Heading(3, "Tiêu chí số 2 (Giao thông)"),             # 1.1.
            Bullet(("Giao ", TextRun("đồng chí Lan", bold=True), " rà soát.")),
        ),
        signature=Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), name="Nguyễn Văn A"),
        recipients=Recipients(("Đảng ủy, HĐND xã", "Lưu: VT")),
        appendices=(Appendix("Bảng tiêu chí", blocks=(Table(…),), landscape=True),),
    )

Texts are plain: no HTML, no number of a heading, no dash of a bullet, no `./.`, no `;` after a
recipient or a legal basis. `source` names the passage that somebody wrote, so that the preview
leads to where it is edited; nothing of it is printed. The program makes all of these, so that they
are always right. Where one word must be bold, a text is a tuple of strings and `TextRun`s. Faults
of the builder (a row with the wrong number of cells, a skipped heading level) raise `ValueError`
when the block is made.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True, slots=True)
class TextRun:
    """A stretch of text that differs from its surroundings."""

    text: str
    bold: bool = False
    italic: bool = False


Text = str | tuple[str | TextRun, ...]


def plain(text: Text) -> str:
    """The text without its runs' weight and slope."""
    if isinstance(text, str):
        return text
    return "".join(part if isinstance(part, str) else part.text for part in text)


@dataclass(frozen=True, slots=True)
class NationalHeader:
    """Boxes 1 to 4: issuer, symbol, number, place and date; number and date stay blank if None.

    A list that is no numbered paper has no symbol, and no line for a number.
    Minutes have no line of place and date (decree 30, form 1.9): their `place` is empty.
    """

    issuer_lines: tuple[tuple[str, bool], ...]
    symbol: str
    place: str
    year: int
    number: int | None = None
    issued_on: date | None = None
    superior: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """Box 5a: the kind of the document and its abstract, one string a line.

    A letter (công văn) has no kind: its abstract (`V/v …`) stands below the number (box 5b).
    """

    kind: str
    abstract: tuple[str, ...] = ()
    source: str = field(default="", compare=False)

    @property
    def name(self) -> str:
        """The type of the document within a sentence: `Kế hoạch`, `Công văn`."""
        return " ".join(self.kind.split()).capitalize() or "Công văn"


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading: level 1 `I.`, 2 `1.`, 3 `1.1.`, 4 `a)`; the program makes the number.

    With `is_title=False` it is a numbered paragraph (khoản), printed like the body.
    """

    level: Literal[1, 2, 3, 4]
    text: Text
    is_title: bool = True
    source: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3, 4):
            raise ValueError(f"Heading levels run from 1 to 4, not {self.level}.")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A body paragraph; `italic` for remarks, `center` for the pointer to an appendix."""

    text: Text
    style: Literal["normal", "italic", "center"] = "normal"
    source: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """Box 6, `Căn cứ …`: one italic line each; the program ends them with `;` and the last `.`."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bullet:
    """A body paragraph that opens with a dash, or a plus one step below it."""

    text: Text
    mark: Literal["-", "+"] = "-"
    source: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Note:
    """A free heading with its text: `* Lưu ý: …`."""

    text: Text
    label: str = "Lưu ý"
    source: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column: its share of the width (any positive number) and how its cells align."""

    share: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; a line end in its text is a line end on paper. `align` None follows the column."""

    text: Text
    colspan: int = 1
    rowspan: int = 1
    bold: bool = False
    align: Align | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `group` rows are bold and stay with the row below, `total` rows are bold, the
    program's own `index` of the columns is not."""

    cells: tuple[Cell | str, ...]
    kind: Literal["normal", "group", "total", "index"] = "normal"


AnyRow = Row | tuple[Cell | str, ...]


def as_row(row: AnyRow) -> Row:
    """The row, also when the builder wrote just a tuple of cells."""
    return row if isinstance(row, Row) else Row(row)


def as_cell(cell: Cell | str) -> Cell:
    """The cell, also when the builder wrote just its text."""
    return cell if isinstance(cell, Cell) else Cell(cell)


def in_columns(row: Row, kept: Sequence[int]) -> Row:
    """The row in these columns alone; one cell over the whole table goes over all of them."""
    if len(row.cells) == 1:
        return replace(row, cells=(replace(as_cell(row.cells[0]), colspan=len(kept)),))
    return replace(row, cells=tuple(row.cells[at] for at in kept))


@dataclass(frozen=True, slots=True)
class Table:
    """A table that spans the text block; its header repeats on each page, its rows never split."""

    columns: tuple[TableColumn, ...]
    header: tuple[AnyRow, ...]
    rows: tuple[AnyRow, ...]
    caption: str = ""
    unit: str = ""  # of all its figures, stated above it
    font_size: Literal[11, 12, 13] = 12
    has_index_row: bool = False
    empty_text: str = "Chưa có dòng nào."

    @property
    def unit_line(self) -> str:
        """`Đơn vị tính: triệu đồng`."""
        return f"Đơn vị tính: {self.unit}" if self.unit else ""

    def __post_init__(self) -> None:
        if not self.columns or any(column.share <= 0 for column in self.columns):
            raise ValueError("A table needs columns, each with a positive share.")
        _check_grid("header", self.header, len(self.columns))
        _check_grid("rows", self.rows, len(self.columns))


def _check_grid(part: str, rows: Iterable[AnyRow], width: int) -> None:
    """Raise `ValueError` unless each row, with the spans above it, fills all columns exactly."""
    open_spans: list[tuple[int, int]] = []  # (rows still covered, columns)
    for index, row in enumerate(rows, start=1):
        cells = [as_cell(cell) for cell in as_row(row).cells]
        if any(cell.colspan < 1 or cell.rowspan < 1 for cell in cells):
            raise ValueError(f"{part} {index}: a span below 1.")
        filled = sum(columns for _, columns in open_spans) + sum(cell.colspan for cell in cells)
        if filled != width:
            raise ValueError(f"{part} {index}: {filled} cells in a table of {width} columns.")
        open_spans += [(cell.rowspan, cell.colspan) for cell in cells]
        open_spans = [(left - 1, columns) for left, columns in open_spans if left > 1]
    if open_spans:
        raise ValueError(f"{part}: a cell spans below the last row.")


# The cells of a row, each at its column (from 0); None where a cell above reaches into one.
Placed = list[tuple[int, Cell | None]]


def placed(rows: Iterable[AnyRow], width: int) -> Iterator[tuple[Row, Placed]]:
    """Each row with its cells at their columns."""
    covered = [0] * width
    for row in map(as_row, rows):
        cells, at = iter(map(as_cell, row.cells)), 0
        found: Placed = []
        while at < width:
            if covered[at]:
                covered[at] -= 1
                found.append((at, None))
                at += 1
                continue
            cell = next(cells)
            found.append((at, cell))
            covered[at : at + cell.colspan] = [cell.rowspan - 1] * cell.colspan
            at += cell.colspan
        yield row, found


Block = Heading | Paragraph | LegalBasis | Bullet | Note | Table


@dataclass(frozen=True, slots=True)
class Signature:
    """Boxes 7a to 7c: authority and office lines, room to sign, second office, name."""

    authority_lines: tuple[str, ...]
    name: str = ""
    office_below: str = ""


@dataclass(frozen=True, slots=True)
class Recipients:
    """Box 9b: who receives it, in order, the last one `Lưu: VT…`; the program adds `-` and `;`.

    A list that goes to nobody names none.
    """

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Appendix:
    """An appendix; its number is made by the program and printed only when there are several.

    `note` empty means `(Kèm theo …)` made from the document's own kind, number, date and issuer.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    note: str = ""
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One administrative document, complete; `issuer_name` is the issuer within a sentence.

    `addressees` stand after `Kính gửi:` (box 9a) on letters, submissions and reports that go up.

    Minutes are signed twice: `written_by` stands at the left, above the recipients.
    """

    header: NationalHeader
    title: Title
    blocks: tuple[Block, ...]
    signature: Signature
    recipients: Recipients
    appendices: tuple[Appendix, ...] = field(default=())
    issuer_name: str = ""
    written_by: Signature | None = None
    addressees: tuple[str, ...] = ()
    # An address that each page bears as a QR code at its foot; "" for none.
    code: str = ""
    # The smallest letters and gaps that the decree knows: a working paper of one page.
    is_dense: bool = False
