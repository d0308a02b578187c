"""Danh mục hồ sơ as an Excel file: the columns of decree 30, annex V, and where each file lies."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from evidence.papers.queries.dossier import HEADINGS, INDEX, Folder
from ntm_project.common.tables.write import Page, SheetColumn, SheetFile

COLUMNS = (
    SheetColumn("Tiêu chí", 24),
    SheetColumn(HEADINGS.order, 6, "count"),
    SheetColumn(HEADINGS.number, 18),
    SheetColumn(HEADINGS.day, 12),
    SheetColumn(HEADINGS.title, 52),
    SheetColumn(HEADINGS.author, 24),
    SheetColumn(HEADINGS.sheets, 10),
    SheetColumn(HEADINGS.note, 30),
    SheetColumn("Tệp trong hồ sơ", 60),
)
NOT_THERE = "Không có trong hồ sơ; lý do ở bảng kê."


def index_xlsx(
    title: str, folders: Iterable[Folder], paths: Mapping[tuple[int, int], Sequence[str]]
) -> bytes:
    """The list; `paths` names the files of a paper by the keys of criterion and paper."""
    with SheetFile() as file:
        file.add(Page(tab=INDEX, title=title), COLUMNS, _rows(folders, paths))
    return file.content


def _rows(
    folders: Iterable[Folder], paths: Mapping[tuple[int, int], Sequence[str]]
) -> Iterator[list[Any]]:
    for folder in folders:
        criterion = folder.criterion
        for row in folder.rows:
            files = "\n".join(paths.get((criterion.pk, row.paper.pk), ())) or NOT_THERE
            yield [
                f"{criterion.number}. {criterion.name}",
                row.order,
                row.number,
                row.paper.dated_on,
                row.title,
                row.author,
                row.sheets,
                row.note,
                files,
            ]
