"""Lists of money as offices keep them: the stage in a heading, one source a row.

Each row is brought to the shape of the list itself: a stage, a total, a column for each source.
"""

from collections.abc import Mapping
from typing import NamedTuple

from ntm_project.common.text import fold
from tasks.enums import FundingSource, FundingStage
from tasks.models import Funding
from villages.imports.columns import Column, Holds
from villages.imports.faults import CellError

MONEY_NOTE = "Số đồng, hoặc số kèm đơn vị: 2,32 tỷ đồng, 850 triệu đồng."
PARTS = {f"from_{source.value}": source for source in FundingSource}
WORK = ("text", "unit", "stage", "as_of", "criterion", "assessment", "task")  # all but the amounts
_ALSO = {
    FundingSource.CENTRAL: ("NSTW", "Vốn trung ương", "Trung ương", "NS trung ương"),
    FundingSource.PROVINCE: ("NS tỉnh", "Vốn tỉnh", "Tỉnh"),
    FundingSource.DISTRICT: ("NS huyện", "Vốn huyện", "Huyện"),
    FundingSource.COMMUNE: ("NS xã", "Vốn xã", "Xã"),
    FundingSource.STATE: ("Ngân sách nhà nước", "NSNN", "Ngân sách"),
    FundingSource.PEOPLE: ("Dân góp", "Dân đóng góp", "Vốn dân góp", "Nhân dân"),
    FundingSource.ENTERPRISE: ("Vốn doanh nghiệp",),
    FundingSource.CREDIT: ("Vốn tín dụng", "Vốn vay"),
    FundingSource.OTHER: ("Vốn khác", "Khác", "Xã hội hóa"),
}
_HEADS = {
    FundingStage.PLANNED: ("Kinh phí dự kiến", "Vốn dự kiến", "Dự kiến kinh phí", "Dự kiến"),
    FundingStage.MOBILISED: ("Đã huy động", "Vốn đã huy động", "Kinh phí đã huy động"),
    FundingStage.PAID: ("Đã giải ngân", "Vốn đã giải ngân", "Kinh phí đã giải ngân", "Giải ngân"),
    FundingStage.OWED: ("Còn nợ", "Số tiền còn nợ", "Nợ đọng", "Vốn còn nợ", "Kinh phí còn nợ"),
}
STAGES = {f"sum_{stage.value}": stage for stage in FundingStage}
_SOURCES = {
    fold(words): name
    for name, source in PARTS.items()
    for words in (str(source.label), source.on_paper, source.value, *_ALSO[source])
}
_ONE_SUM = (
    "Mỗi dòng là một khoản ở một giai đoạn: ghép một cột tiền, các cột kia chọn “Không nhập cột "
    "này”, rồi nhập tệp lần nữa với cột khác."
)


def part_columns() -> list[Column]:
    """A column for each source."""
    return [
        Column(name, str(source.label), Holds.MONEY, width=18, looks="whole", also=_ALSO[source],
               note=MONEY_NOTE,
               example={"commune": ("500 triệu đồng",), "people": ("350 triệu đồng",)}.get(
                   source.value, ()))
        for name, source in PARTS.items()
    ]  # fmt: skip


def cell_columns() -> list[Column]:
    """What a file may have in the place of the stage, and of a column for each source."""
    return [
        *(Column(name, f"Số tiền, giai đoạn {str(stage.label).lower()}", Holds.MONEY,
                 is_only_in=True, also=_HEADS[stage], note=MONEY_NOTE)
          for name, stage in STAGES.items()),
        Column("source", "Nguồn vốn", is_only_in=True, dash_is_none=True,
               like=lambda words: fold(words) in _SOURCES,
               also=("Nguồn", "Nguồn kinh phí", "Nguồn lực", "Loại nguồn vốn", "Nguồn vốn đầu tư"),
               note="Mỗi dòng một nguồn; số tiền của dòng là của nguồn ấy."),
    ]  # fmt: skip


class Shaped(NamedTuple):
    """A row in the shape of the list; `given` maps a column of the list to the column of
    the file that its value came from, `source` is the column of its one source, "" for none."""

    cells: dict[str, str]
    given: Mapping[str, str]
    source: str


def shaped(cells: Mapping[str, str]) -> Shaped:
    """The row with its stage, and its amount at its source; `ValidationError`."""
    own = {name: words for name, words in cells.items() if name not in (*STAGES, "source")}
    given: dict[str, str] = {}
    if STAGES.keys() & cells.keys():
        at = _sum_of(cells)
        stage = str(STAGES[at].label)
        if fold(own.get("stage", "")) not in ("", fold(stage), STAGES[at].value):
            raise CellError("stage", f"Số tiền đứng ở cột “{stage}”.", "Sửa giai đoạn của dòng.")
        own |= {"total": cells[at], "stage": stage}
        given |= {"total": at, "stage": at}
    if not (words := cells.get("source", "")):
        return Shaped(own, given, "")
    name = _source(words)
    if own.get(name):
        raise CellError("source", f"Dòng này còn ghi tiền ở cột “{PARTS[name].label}”.",
                        "Xóa nguồn của dòng, hoặc xóa số tiền ở cột ấy.")  # fmt: skip
    at = given.get("total", "total")
    if not (amount := own.pop("total", "")):
        raise CellError(at, "Chưa có số tiền của nguồn này.", "Ghi số tiền, hoặc xóa dòng.")
    return Shaped(own | {name: amount}, given | {name: at}, name)


def _sum_of(cells: Mapping[str, str]) -> str:
    """The one column of a stage that holds the amount; `CellError` where that is unclear."""
    columns = [name for name in STAGES if name in cells]
    filled = [name for name in columns if cells[name]]
    if len(filled) == 1 and not cells.get("total"):
        return filled[0]
    if filled:
        raise CellError(filled[-1], "Dòng này ghi tiền ở hai cột.", _ONE_SUM)
    if cells.get("total"):
        raise CellError("total", "Chưa rõ giai đoạn của số tiền này.", _ONE_SUM)
    if len(columns) > 1:
        raise CellError(columns[0], "Không cột nào có số tiền, nên chưa rõ giai đoạn.",
                        "Ghi số tiền vào cột của giai đoạn.")  # fmt: skip
    return columns[0]


def _source(words: str) -> str:
    if found := _SOURCES.get(fold(words)):
        return found
    allowed = "; ".join(str(source.label) for source in FundingSource)
    raise CellError("source", f"“{words[:80]}” không có trong danh sách nguồn.",
                    f"Mỗi dòng một nguồn, ghi một trong: {allowed}.")  # fmt: skip


class OpenSum(NamedTuple):
    """A sum that the rows of a file are filling, a source each."""

    work: Mapping[str, str]
    row: Funding
    is_new: bool
    sources: frozenset[str]

    def takes(self, work: Mapping[str, str], source: str) -> bool:
        """Whether the next row is a further part of it."""
        return bool(source) and source not in self.sources and work == self.work


def work_of(cells: Mapping[str, str]) -> dict[str, str]:
    """What a row states of its work, without the amounts: the same in the parts of one sum."""
    return {name: fold(cells[name]) for name in WORK if name in cells}
