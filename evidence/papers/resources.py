"""The data of a unit's papers: number, day, issuer, validity, and which indicators they prove."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.urls import reverse

from criteria.models import Result
from criteria.resources.criterion_cells import indicator_code
from evidence.papers import rules
from evidence.papers.enums import PaperKind
from evidence.papers.forms.filters import LibraryForm
from evidence.papers.forms.papers import PaperForm
from evidence.papers.models import Evidence, Proof
from evidence.papers.services import edit_paper, link, unlink
from ntm_project.common.lists import in_order
from ntm_project.common.models import NO_VERSION
from ntm_project.common.text import clean_line, fold
from villages.access import Access
from villages.imports.codes import CODE, CodedResource
from villages.imports.columns import Column, Holds, is_same_day, shown
from villages.imports.faults import CellError
from villages.imports.kinds import ListKind, register
from villages.imports.names import coded
from villages.models import in_scope
from villages.resources.shared import OfUnit

_FIELDS = tuple(PaperForm.Meta.fields)
_AT_ONCE = 500  # papers that are read together for a file


class PaperResource(CodedResource, OfUnit):
    """Known by its code, else by number and day, else by title and day; none is added, since each
    paper has a file."""

    columns = (
        Column("number", "Số, ký hiệu", width=16,
               also=("Số hiệu", "Số ký hiệu", "Số, ký hiệu văn bản", "Số văn bản", "Số"),
               example=("45/BB-UBND", "")),
        Column("dated_on", "Ngày văn bản", Holds.DAY, width=13,
               also=("Ngày ban hành", "Ngày", "Ngày tháng", "Ngày tháng văn bản", "Ngày chụp",
                     "Ngày, tháng, năm"), example=("05/3/2024", "12/8/2024")),
        Column("issuer", "Cơ quan ban hành", width=24,
               also=("Nơi ban hành", "Tác giả", "Cơ quan, tổ chức ban hành", "Tác giả văn bản"),
               example=("UBND xã", "")),
        Column("title", "Trích yếu", is_needed=True, width=48,
               also=("Trích yếu nội dung", "Tên loại và trích yếu nội dung văn bản", "Tên văn bản",
                     "Nội dung", "Tên minh chứng", "Chú thích ảnh", "Tên loại và trích yếu",
                     "Tên tài liệu", "Tài liệu", "Tên hồ sơ"),
               example=("Biên bản nghiệm thu đường trục thôn", "Ảnh nhà văn hóa thôn")),
        Column("kind", "Loại minh chứng", width=18, also=("Loại", "Loại văn bản", "Hình thức"),
               choices=tuple(PaperKind.labels), example=("Biên bản", "Hình ảnh")),
        Column("expires_on", "Hết hiệu lực ngày", Holds.DAY, width=13,
               also=("Ngày hết hiệu lực", "Hiệu lực đến", "Hết hạn ngày", "Thời hạn hiệu lực")),
        Column("period_from", "Số liệu từ ngày", Holds.DAY, width=13, also=("Kỳ số liệu từ",)),
        Column("period_to", "Số liệu đến ngày", Holds.DAY, width=13, also=("Kỳ số liệu đến",)),
        Column("sheets", "Số tờ", Holds.NUMBER, width=8, looks="count", example=(3, "")),
        Column("place", "Nơi chụp, nơi lập", width=20, also=("Nơi lập", "Nơi chụp")),
        Column("results", "Chứng minh chỉ tiêu", width=34,
               also=("Chỉ tiêu", "Mã chỉ tiêu", "Minh chứng cho chỉ tiêu", "Chỉ tiêu chứng minh"),
               note="Mã chỉ tiêu, cách nhau bằng dấu chấm phẩy. Nhiều đánh giá có mã ấy thì ghi "
               "tên đánh giá trong ngoặc, như tệp xuất ra.", example=("2.1; 2.2", "6.1")),
        Column("note", "Ghi chú", width=26),
        CODE,
        Column("unit", "Đơn vị", width=20, is_only_out=True),
    )  # fmt: skip
    adds = False

    @classmethod
    def deny(cls, access: Access, place: Any) -> str:
        return rules.deny_add(access, place)

    def back(self) -> str:
        return reverse("evidence:library")

    def title(self) -> str:
        return f"DANH SÁCH MINH CHỨNG CỦA {self.place.full_name.upper()}"

    def _papers(self, rows: Any) -> Any:
        """The papers with what they prove in scope."""
        proofs = Proof.objects.filter(in_scope(self.access, "result__assessment__unit__path"))
        proofs = proofs.select_related(
            "result__indicator__criterion", "result__assessment__unit",
            "result__assessment__criteria_set",
        ).order_by("result__assessment", "result__indicator__order", "pk")  # fmt: skip
        return rows.select_related("unit__parent").prefetch_related(Prefetch("proofs", proofs))

    def prepare(self) -> None:
        self.by_number: dict[str, list[Evidence]] = {}
        self.by_title: dict[str, list[Evidence]] = {}
        self._results: dict[str, list[Result]] = {}
        self.papers = [] if self.is_out else list(self._papers(self._mine()).order_by("pk"))
        for paper in self.papers:
            self.by_number.setdefault(fold(paper.number), []).append(paper)
            self.by_title.setdefault(fold(paper.title), []).append(paper)

    def _mine(self) -> Any:
        rows = Evidence.objects.visible_to(self.access)
        return rows.filter(unit__path__below=self.place.path)

    def rows(self, query: Mapping[str, str]) -> Iterator[Evidence]:
        form = LibraryForm(query, access=self.access)
        filters = form.filters
        rows = filters.on(self.access) if filters else Evidence.objects.none()
        rows = in_order(rows, query, form.SORTS)
        found = self._papers(rows.filter(unit__path__below=self.place.path))
        return iter(found.iterator(chunk_size=_AT_ONCE))

    def stored(self) -> Iterable[Evidence]:
        return self.papers

    def identity(self, row: Evidence) -> tuple[Any, ...]:
        return row.pk, row.created_at

    def facts(self, row: Evidence) -> tuple[Any, ...]:
        return row.version, *(proof.result_id for proof in row.proofs.all())

    # --- In ---------------------------------------------------------------------------------------

    def label(self, cells: Mapping[str, str]) -> str:
        return f"{cells.get('number', '')} {cells['title']}".strip()

    def key(self, cells: Mapping[str, str]) -> Any:
        names = ("number", "dated_on", "title")
        return cells.get(CODE.name) or tuple(fold(cells.get(name, "")) for name in names)

    def find(self, cells: Mapping[str, str]) -> Evidence:
        if (paper := self.coded(cells)) is not None:
            return paper
        found = self._alike(cells)
        if len(found) > 1:
            raise CellError("title", f"Có {len(found)} minh chứng như vậy trong kho.",
                            "Xuất danh sách ra, rồi sửa trên tệp ấy (có cột Mã dòng).")  # fmt: skip
        if not found:
            raise CellError("title", "Chưa có minh chứng này trong kho; mỗi minh chứng cần tệp.",
                            "Gửi tệp ở trang Thêm minh chứng trước, rồi nhập lại.")  # fmt: skip
        return found[0]

    def _alike(self, cells: Mapping[str, str]) -> list[Evidence]:
        """The papers that number, title and day may mean."""
        number, title = fold(cells.get("number", "")), fold(cells["title"])
        day = cells.get("dated_on", "")
        titled = self.by_title.get(title, [])
        if number:
            # One that has no number yet is given it.
            found = self.by_number.get(number) or [one for one in titled if not one.number]
        else:
            found = titled
        if len(found) > 1 and day:
            found = [one for one in found if is_same_day(day, one.dated_on)]
        if len(found) > 1:
            found = [one for one in found if fold(one.title) == title] or found
        return found

    def state(self, row: Evidence) -> dict[str, Any]:
        values = {name: getattr(row, name) for name in _FIELDS}
        return values | {
            "kind": row.get_kind_display(),
            "results": tuple(result_words(proof.result) for proof in row.proofs.all()),
            "unit": row.unit.full_name,
        }

    def read(self, cells: Mapping[str, str], row: Evidence | None) -> dict[str, Any]:
        assert row is not None
        typed = {name: shown(getattr(row, name)) for name in _FIELDS}
        typed |= {name: cells[name] for name in _FIELDS if name in cells}
        with self.faults:
            if "kind" in cells:
                typed["kind"] = coded(PaperKind, cells["kind"], "kind") or PaperKind.OTHER
        form = PaperForm(typed)
        if errors := form.all_errors(self.access.on):
            self.faults.append(ValidationError(errors))
        self._proved = list(self._read_results(cells.get("results", ""), row))
        self.faults.settle()
        self._fields = form.values()
        values = {name: self._fields[name] for name in _FIELDS if name in cells}
        if "kind" in cells:
            values["kind"] = PaperKind(self._fields["kind"]).label
        if "results" in cells:
            values["results"] = self._words(row)
        return values

    def _words(self, row: Evidence) -> tuple[str, ...]:
        """What the paper is to prove: first what it proves already, in the order of `state`."""
        order = {proof.result_id: at for at, proof in enumerate(row.proofs.all())}
        self._proved.sort(key=lambda one: order.get(one.pk, len(order)))
        return tuple(map(result_words, self._proved))

    def _read_results(self, words: str, row: Evidence) -> Iterator[Result]:
        seen = set()
        for part in filter(None, map(clean_line, _parts(words))):
            code, _, assessment = part.partition("(")
            found = None
            with self.faults:
                found = self._one_result(indicator_code(code), assessment, row)
            if found and found.pk not in seen:
                seen.add(found.pk)
                yield found

    def _one_result(self, code: str, assessment: str, row: Evidence) -> Result:
        named = fold(assessment.strip().removesuffix(")"))
        found = [
            one for one in self._of_code(code) if named in ("", fold(str(one.assessment)))
        ]  # fmt: skip
        if len(found) > 1:
            proved = {proof.result_id for proof in row.proofs.all()}
            found = [one for one in found if one.pk in proved] or found
        if not found:
            raise CellError("results", f"Không có chỉ tiêu “{code}” trong đánh giá nào của đơn vị.",
                            "Sửa mã chỉ tiêu, hoặc mở đánh giá trước.")  # fmt: skip
        if len(found) > 1:
            raise CellError("results", f"Có {len(found)} đánh giá có chỉ tiêu {code}.",
                            f"Ghi rõ, ví dụ: {result_words(found[0])}.")  # fmt: skip
        return found[0]

    def _of_code(self, code: str) -> list[Result]:
        """The results of this code in the place's commune and its villages."""
        if code not in self._results:
            path = rules.commune_path(self.place)
            rows = Result.objects.visible_to(self.access).with_names()
            rows = rows.filter(assessment__unit__path__below=path, indicator__code=code)
            self._results[code] = list(rows.order_by("-assessment__year", "pk"))
        return self._results[code]

    def change(self, row: Evidence, values: Mapping[str, Any]) -> None:
        if fields := {name: self._fields[name] for name in _FIELDS if name in values}:
            edit_paper(by=self.access, evidence_id=row.pk, data=fields, seen_version=row.version)
        if "results" in values:
            self._prove(row, {one.pk: one for one in self._proved})

    def _prove(self, row: Evidence, wanted: Mapping[int, Result]) -> None:
        """Link what was added and unlink what was left out; what stays keeps its place."""
        stood = {proof.result_id: proof for proof in row.proofs.all()}
        for pk, result in wanted.items():
            if pk not in stood:
                link(by=self.access, evidence=row, result=result, seen_version=NO_VERSION)
        for pk, proof in stood.items():
            if pk not in wanted:
                unlink(by=self.access, evidence=row, result=proof.result,
                       seen_version=proof.version)  # fmt: skip


def _parts(words: str) -> Iterable[str]:
    """The indicators of a cell; a comma parts them where no assessment is named."""
    for part in re.split(r"[;\n]", words):
        yield from [part] if "(" in part else re.split(r",\s", part)


def result_words(result: Result) -> str:
    """An indicator with its assessment, as a cell names it."""
    return f"{result.indicator.code} ({result.assessment})"


KIND = register(
    ListKind(
        "minh-chung",
        "Minh chứng",
        "dữ liệu minh chứng",
        PaperResource,
        notes=(
            "Chỉ ghi dữ liệu của minh chứng đã có tệp trong kho; tệp gửi ở trang Thêm minh chứng.",
            "Văn bản phát hành từ sổ và minh chứng đã thôi dùng không sửa được bằng tệp.",
        ),
    )
)
