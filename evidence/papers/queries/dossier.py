"""The list of papers of an assessment (danh mục hồ sơ), in the columns of decree 30/2020, annex V.

One reading for the page, the print from the browser and the PDF.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from criteria.models import Assessment, Criterion, Indicator
from evidence.papers.enums import PaperKind
from evidence.papers.models import Evidence, Proof
from evidence.papers.queries.holding import corrected_since
from ntm_project.common.dates import format_day

INDEX = "Danh mục hồ sơ"


class IndexHeadings(NamedTuple):
    """The columns in the words of the decree; each is a cell of `IndexRow`."""

    order: str = "STT"
    number: str = "Số, ký hiệu văn bản"
    day: str = "Ngày tháng năm"
    title: str = "Tên loại và trích yếu nội dung văn bản"
    author: str = "Tác giả văn bản"
    sheets: str = "Tờ số/ Trang số"
    note: str = "Ghi chú"


HEADINGS = IndexHeadings()
# How an abstract opens that names its kind itself, where that is not the kind's own label.
_OPENINGS = {
    PaperKind.PHOTO: ("hình ảnh", "ảnh "),
    PaperKind.CONFIRMATION: ("văn bản xác nhận", "giấy xác nhận", "xác nhận"),
    PaperKind.LIST: ("danh sách", "biểu ", "bảng "),
    PaperKind.CERTIFICATE: ("giấy chứng nhận", "bằng "),
    PaperKind.DOSSIER: ("hồ sơ",),
}


@dataclass(frozen=True)
class IndexRow:
    """One paper in the folder of a criterion; cells are words, "" where nothing is known."""

    order: int
    paper: Evidence
    sheets: str
    serves: str
    since: str = ""  # what was corrected since it was sent for review

    @property
    def number(self) -> str:
        return self.paper.number

    @property
    def day(self) -> str:
        return format_day(self.paper.dated_on) if self.paper.dated_on else ""

    @property
    def title(self) -> str:
        """Kind and abstract: `Biên bản nghiệm thu nhà văn hóa`; no stop at its end, where number
        and day may follow. The kind alone of one whose title has no letter."""
        kind, words = PaperKind(self.paper.kind), self.paper.title.rstrip(" .;,")
        if not any(map(str.isalnum, words)):
            return kind.label
        opens_with_it = words.casefold().startswith(_OPENINGS.get(kind, (kind.label.casefold(),)))
        return words if kind == PaperKind.OTHER or opens_with_it else f"{kind.label}: {words}"

    @property
    def author(self) -> str:
        return self.paper.issuer

    @property
    def note(self) -> str:
        since = self.since and f"Đã sửa sau khi gửi thẩm tra: {self.since}"
        return "; ".join(filter(None, [self.serves, self.paper.note, since]))


@dataclass(frozen=True)
class Folder:
    """The papers of one criterion in the order of their days, each once."""

    criterion: Criterion
    rows: Sequence[IndexRow]


def folders_of(assessment: Assessment, number: int | None = None) -> list[Folder]:
    """A folder for each criterion, or for one of them, in four queries. Withdrawn papers are left
    out; a paper that proves several indicators of a criterion is listed once and names them."""
    criteria = Criterion.objects.filter(criteria_set=assessment.criteria_set_id)
    if number is not None:
        criteria = criteria.filter(number=number)
    held: dict[int, dict[int, Evidence]] = defaultdict(dict)
    served: dict[tuple[int, int], list[str]] = defaultdict(list)
    places: dict[tuple[int, int], list[str]] = defaultdict(list)
    corrected = corrected_since(assessment)
    for proof in _proofs(assessment):
        indicator: Indicator = proof.result.indicator
        key = (indicator.criterion_id, proof.evidence_id)
        held[indicator.criterion_id][proof.evidence_id] = proof.evidence
        served[key].append(indicator.code)
        places[key] += [proof.place] if proof.place else []
    return [
        Folder(
            criterion,
            _rows(
                held[criterion.pk].values(),
                {
                    pk: _serves(served[criterion.pk, pk], places[criterion.pk, pk])
                    for pk in held[criterion.pk]
                },
                corrected,
            ),
        )
        for criterion in criteria.order_by("number", "pk")
    ]


def _proofs(assessment: Assessment) -> Iterable[Proof]:
    return (
        Proof.objects.in_use()
        .filter(result__assessment=assessment)
        .select_related("evidence__unit", "result__indicator")
        .order_by("result__indicator__order", "pk")
    )


def _serves(codes: list[str], places: list[str]) -> str:
    return "; ".join([f"Chỉ tiêu {', '.join(codes)}", *places])


def _rows(
    papers: Iterable[Evidence], serves: dict[int, str], corrected: dict[int, str]
) -> list[IndexRow]:
    """Oldest first, undated last. Sheets are numbered through the folder until a paper does not
    state how many it has: from there on nobody knows the numbers."""
    ordered = sorted(papers, key=lambda p: (p.dated_on is None, p.dated_on or date.max, p.pk))
    rows = []
    next_sheet: int | None = 1
    for order, paper in enumerate(ordered, 1):
        sheets = ""
        if next_sheet and paper.sheets:
            last = next_sheet + paper.sheets - 1
            sheets = str(last) if last == next_sheet else f"{next_sheet}–{last}"
            next_sheet = last + 1
        else:
            next_sheet = None
        since = corrected.get(paper.pk, "")
        rows.append(IndexRow(order, paper, sheets, serves[paper.pk], since))
    return rows
