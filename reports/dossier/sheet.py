"""Danh mục hồ sơ as an Excel file: the columns of decree 30, annex V, and where each file lies."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from evidence.papers.queries.dossier import Folder
from ntm_project.common.tables.write import Page, SheetColumn, SheetFile

COLUMNS = (
    SheetColumn("Tiêu chí", 24),
    SheetColumn("STT", 6, "count"),
    SheetColumn("Số, ký hiệu văn bản", 18),
    SheetColumn("Ngày tháng năm", 12),
    SheetColumn("Tên loại và trích yếu nội dung văn bản", 52),
    SheetColumn("Tác giả văn bản", 24),
    SheetColumn("Tờ số/ Trang số", 10),
    SheetColumn("Ghi chú", 30),
    SheetColumn("Tệp trong hồ sơ", 60),
)


def index_xlsx(
    title: str, folders: Iterable[Folder], paths: Mapping[tuple[int, int], Sequence[str]]
) -> bytes:
    """The list; `paths` names the files of a paper by the keys of criterion and paper."""
    with SheetFile() as file:
        file.add(Page(tab="Danh mục hồ sơ", title=title), COLUMNS, _rows(folders, paths))
    return file.content


def _rows(
    folders: Iterable[Folder], paths: Mapping[tuple[int, int], Sequence[str]]
) -> Iterator[list[Any]]:
    for folder in folders:
        criterion = folder.criterion
        for row in folder.rows:
            files = "\n".join(paths.get((criterion.pk, row.paper.pk), ()))
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
