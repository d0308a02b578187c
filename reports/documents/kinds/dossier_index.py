"""Danh mục hồ sơ as blocks: one table, the name of each criterion above its papers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import Http404

from criteria.models import Assessment, Criterion
from evidence.papers.queries.dossier import HEADINGS, INDEX, Folder, IndexRow, folders_of
from ntm_project.common.numbers import format_count
from reports.documents.blocks import (
    Appendix,
    Block,
    Cell,
    Document,
    NationalHeader,
    Paragraph,
    Recipients,
    Row,
    Signature,
    Table,
    TableColumn,
    Title,
)
from reports.documents.kind import DocumentKind
from reports.documents.office import issuer_lines_of, programme_in_full

COLUMNS = (
    TableColumn(5, "center"),
    TableColumn(13),
    TableColumn(11, "center"),
    TableColumn(33),
    TableColumn(16),
    TableColumn(8, "center"),
    TableColumn(14),
)


@dataclass(frozen=True)
class IndexRows:
    """An assessment with the folders of its criteria, or of one of them."""

    assessment: Assessment
    folders: Sequence[Folder]


def index_rows(assessment: Assessment, number: int | None = None) -> IndexRows:
    """The folders of every criterion, or of one; 404 for a criterion that the set has not."""
    folders = folders_of(assessment, number)
    if number is not None and not folders:
        raise Http404
    return IndexRows(assessment, folders)


def index_document(rows: IndexRows) -> Document:
    """The list as a document with its table on landscape pages; date and names stay blank."""
    assessment, folders = rows.assessment, rows.folders
    unit = assessment.unit
    return Document(
        header=NationalHeader(
            issuer_lines=issuer_lines_of(unit),
            symbol="",
            place=unit.seat,
            year=assessment.year,
        ),
        title=Title(
            "DANH MỤC HỒ SƠ",
            ("Minh chứng kết quả thực hiện các tiêu chí", _about(assessment)),
        ),
        blocks=tuple(_summary(folders)),
        signature=Signature(("NGƯỜI LẬP DANH MỤC",)),
        recipients=Recipients(()),
        appendices=(
            Appendix(
                "Danh mục văn bản trong hồ sơ",
                (_table(folders),),
                note=f"(Kèm theo Danh mục hồ sơ minh chứng các tiêu chí {_about(assessment)})",
                landscape=True,
            ),
        )
        if any(folder.rows for folder in folders)
        else (),
    )


def _about(assessment: Assessment) -> str:
    name = (
        f"{programme_in_full(assessment.criteria_set.short_name)} của {assessment.unit.full_name}"
    )
    return f"{name} năm {assessment.year}"


def _summary(folders: Sequence[Folder]) -> Iterator[Block]:
    lines = [row.paper.pk for folder in folders for row in folder.rows]
    papers = set(lines)
    empty = [criterion_words(folder.criterion) for folder in folders if not folder.rows]
    held = len(folders) - len(empty)
    if not papers:
        yield Paragraph("Hồ sơ chưa có văn bản nào.")
        return
    is_shared = len(papers) < len(lines)
    again = "; văn bản dùng cho nhiều tiêu chí ghi ở từng tiêu chí" if is_shared else ""
    yield Paragraph(
        f"Hồ sơ gồm {format_count(len(papers))} văn bản của {format_count(held)} tiêu chí, "
        f"có phụ lục kèm theo{again}."
    )
    if empty:
        yield Paragraph(f"Tiêu chí chưa có văn bản: {'; '.join(empty)}.")


def criterion_words(criterion: Criterion) -> str:
    """A criterion within a sentence, where its number alone would read as how many there are."""
    return f"số {criterion.number} ({criterion.name})"


def _table(folders: Sequence[Folder]) -> Table:
    return Table(
        columns=COLUMNS,
        header=(tuple(Cell(words, bold=True) for words in HEADINGS),),
        rows=tuple(_rows(folders)),
    )


def _rows(folders: Sequence[Folder]) -> Iterator[Row]:
    for folder in folders:
        if folder.rows:
            name = f"Tiêu chí {criterion_words(folder.criterion)}"
            yield Row((Cell(name, colspan=len(COLUMNS)),), kind="group")
            yield from map(_row, folder.rows)


def _row(row: IndexRow) -> Row:
    return Row((str(row.order), row.number, row.day, row.title, row.author, row.sheets, row.note))


KIND: DocumentKind[Assessment, IndexRows] = DocumentKind(
    slug="dossier_index",
    title=INDEX,
    preview_path="danh-gia/<key:pk>/danh-muc/",
    pdf_path="danh-gia/<key:pk>/danh-muc-pdf/",
    page="evidence:index",
    button=INDEX,
    back="Về danh mục hồ sơ",
    model=Assessment,
    related=("unit__parent", "criteria_set"),
    rows=index_rows,
    document=index_document,
    file_name=lambda assessment: f"Danh muc ho so {assessment.unit.name} {assessment.year}",
    part="tieu_chi",
)
