"""The indicators of a set that is not published yet, with criteria and general levels."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from criteria import rules
from criteria.enums import Comparator, Confidence, IndicatorKind
from criteria.forms.drafts import CriterionForm, GeneralLevelForm, IndicatorForm
from criteria.mapping.proposal import MappingOffer
from criteria.models import CriteriaSet, Criterion, Indicator, Level
from criteria.nouns import of_set
from criteria.queries.sets import general_level
from criteria.resources.criterion_cells import (
    code_before,
    criterion_number,
    indicator_code,
    is_code,
)
from criteria.resources.level_cells import (
    MET,
    SIGNS,
    check_sign,
    in_unit_of_column,
    is_kind_sure,
    is_met_alone,
    is_share,
    level_stated,
)
from criteria.resources.refining import Refined
from criteria.resources.scoped_levels import (
    ScopedLevelsResource,
    cell_of,
    kind_and_unit,
    scoped_levels,
)
from criteria.services import drafts
from ntm_project.common.numbers import whole_number
from ntm_project.common.tables.values import is_day
from ntm_project.common.text import fold
from villages.access import Access
from villages.imports.codes import CODE
from villages.imports.columns import Column, Holds, Within, shown
from villages.imports.faults import CellError
from villages.imports.kinds import ListKind, register
from villages.imports.names import coded, errors_of

_FIELDS = tuple(name for name in IndicatorForm.Meta.fields if name != "code")
_CODED: dict[str, Any] = {"kind": IndicatorKind, "confidence": Confidence}
_LEVEL = GeneralLevelForm.Meta.fields
_AS_TEXT = "Excel tự đổi 1.2 thành ngày: định dạng cột này là văn bản (Text) rồi ghi lại."
_CRITERION = ("number", "name", "group")


class IndicatorResource(ScopedLevelsResource):
    """Known by the number of its criterion and its code; new criteria come with their rows."""

    columns = (
        Column("number", "Số tiêu chí", Holds.NUMBER, width=9, looks="count",
               also=("Tiêu chí số", "TC", "Tiêu chí"), example=(1, 1, 2),
               note="Để trống thì lấy từ mã chỉ tiêu: 6 của 6.1."),
        Column("name", "Tên tiêu chí", is_needed=True, width=26,
               also=("Tiêu chí", "Nội dung tiêu chí"),
               like=lambda words: not criterion_number(words).isdecimal(),
               example=("Quy hoạch", "Quy hoạch", "Giao thông")),
        Column("group", "Nhóm", width=16, also=("Nhóm tiêu chí",)),
        Column("code", "Mã chỉ tiêu", is_needed=True, width=10,
               also=("Số chỉ tiêu", "Chỉ tiêu số", "Mã số", "Mã", "Mã nội dung", "Số nội dung",
                     "Chỉ tiêu"),
               like=is_code, within=Within("wording", lambda words: code_before(words)[0]),
               example=("1.1", "1.2", "2.1")),
        Column("wording", "Nội dung", is_needed=True, width=52,
               also=("Nội dung chỉ tiêu", "Tên chỉ tiêu", "Nội dung tiêu chí", "Chỉ tiêu"),
               like=lambda words: not is_code(words),
               example=("Có quy hoạch chung xây dựng xã", "Tỷ lệ đồ án được công khai",
                        "Tỷ lệ đường xã được cứng hóa")),
        Column("kind", "Kiểu", width=14, also=("Kiểu chỉ tiêu", "Loại chỉ tiêu"),
               note="Không có cột này thì suy ra từ mức và đơn vị tính.",
               choices=tuple(IndicatorKind.labels), example=("Có/không", "Tỷ lệ (%)", "Tỷ lệ (%)")),
        Column("unit_words", "Đơn vị tính", width=10, also=("ĐVT",), example=("", "%", "%")),
        Column("grade_scale", "Thang xếp loại", width=20,
               note="Từ thấp đến cao, mỗi dòng của ô một mức."),
        Column("comparator", "So sánh", width=9, also=("Dấu so sánh", "Dấu"),
               choices=tuple(Comparator.labels), example=("", "≥", "≥")),
        Column("value", "Mức", Holds.NUMBER, width=10, takes_words=True,
               also=("Mức yêu cầu", "Mức đạt chuẩn", "Mức đạt", "Yêu cầu", "Yêu cầu đạt chuẩn",
                     "Chỉ tiêu chung", "Mức chung", "Quy định chung", "Chỉ tiêu"),
               note="Một số, hoặc như văn bản viết: ≥ 90%, 100%, Đạt.", example=("", 100, "41,5")),
        Column("denominator", "Mẫu số", Holds.NUMBER, width=9,
               note="Khi mức là phân số: 2 phần 3 thì mức 2, mẫu số 3."),
        Column("grade", "Mức xếp loại", width=16, note="Khi mức là một bậc của thang xếp loại."),
        Column("words", "Mức như văn bản viết", width=26,
               note="Khi văn bản không nêu bằng một con số."),
        Column("legal_source", "Căn cứ mức", width=26, also=("Căn cứ",)),
        Column("lead_department", "Ngành hướng dẫn", width=24,
               also=("Sở, ngành hướng dẫn", "Sở, ngành phụ trách", "Sở, ngành chủ trì")),
        Column("guidance", "Hướng dẫn", width=30),
        Column("confidence", "Độ tin cậy", width=18, choices=tuple(Confidence.labels),
               note="Không có cột này thì theo ô “Đã đối chiếu văn bản gốc” của bộ.",
               example=tuple([str(Confidence.VERIFIED.label)] * 3)),
        Column("source", "Nguồn", width=24),
        Column("parent", "Chỉ tiêu cụ thể hóa", width=14,
               also=("Mã chỉ tiêu cụ thể hóa", "Chỉ tiêu gốc", "Mã chỉ tiêu gốc"),
               note="Mã chỉ tiêu của bộ mà bộ này cụ thể hóa, để so mức. Tỉnh thêm thì để trống."),
        CODE,
    )  # fmt: skip
    place: CriteriaSet

    @classmethod
    def places(cls, access: Access) -> Any:
        """Sets are everybody's to read."""
        return CriteriaSet.objects.all()

    @classmethod
    def deny(cls, access: Access, place: CriteriaSet) -> str:
        return rules.deny_draft(access, place)

    @classmethod
    def in_words(cls, place: CriteriaSet, text: str) -> str:
        return of_set(text, place)

    def back(self) -> str:
        return reverse("criteria:set", args=[self.place.pk])

    def title(self) -> str:
        return f"{self.place.noun.upper()} CỦA BỘ {self.place.code}"

    def prepare(self) -> None:
        criteria = Criterion.objects.filter(criteria_set=self.place)
        self.criteria = {row.number: row for row in criteria.select_related("criteria_set")}
        self.refined = Refined(self.place)
        self._offer: MappingOffer | None = None
        self._above: dict[str, str] = {}  # the criterion of the row above
        self.indicators = {(row.criterion.number, row.code.lower()): row for row in self.rows({})}

    def offers(self) -> dict[str, list[str]]:
        return {"parent": self.refined.codes()}

    def rows(self, query: Mapping[str, str]) -> Iterable[Indicator]:
        rows = Indicator.objects.filter(criterion__criteria_set=self.place)
        rows = rows.select_related("criterion__criteria_set", "parent__criterion").prefetch_related(
            "levels"
        )
        return rows.order_by("criterion__number", "order", "pk")

    # --- In ---------------------------------------------------------------------------------------

    def carried(self, cells: dict[str, str]) -> dict[str, str]:
        """The cells, completed by those of the criterion that is written once over its rows, in a
        merged or in the first cell; a code written before the wording is taken from there."""
        if not cells.get("code"):
            code, wording = code_before(cells["wording"])
            cells = cells | {"code": code, "wording": wording}
        own, above = _number(cells, self._above.get("number", "")), self._above
        named = {name: cells.get(name, "") for name in ("name", "group")}
        is_other = named["name"] and fold(named["name"]) != fold(above.get("name", ""))
        if own != above.get("number") or is_other:
            known = self.criteria.get(int(own)) if own.isdecimal() else None
            named["name"] = named["name"] or (known.name if known else "")
            self._above = {"number": own, **named}
            return cells | ({"name": named["name"]} if "name" in cells else {})
        for name in {*_CRITERION} & cells.keys():
            if not cells[name] and above[name]:
                cells[name] = above[name]
                self.read_above[_HEADINGS[name]] += 1
        return cells

    def label(self, cells: Mapping[str, str]) -> str:
        return f"{_code(cells)} {cells['wording']}"

    def key(self, cells: Mapping[str, str]) -> Any:
        return (_number(cells), _code(cells).lower()) if _code(cells) else None

    def find(self, cells: Mapping[str, str]) -> Indicator | None:
        number, self._number = _number(cells), 0
        if not number:
            raise CellError("code", "Dòng này không ghi mã chỉ tiêu.",
                            "Ghi mã, ví dụ 1.1, ở cột riêng hoặc đầu ô nội dung.")  # fmt: skip
        criterion = whole_number(number, 4) or 0
        if not 1 <= criterion <= 99:
            raise CellError("number", f"“{number}” không phải số tiêu chí.",
                            "Ghi một số từ 1 đến 99.")  # fmt: skip
        self._number = criterion
        if "/" in cells["code"] and is_day(cells["code"]):
            raise CellError("code", f"“{cells['code']}” là một ngày, không phải mã.", _AS_TEXT)
        return self.sure(cells, self.indicators.get((self._number, _code(cells).lower())))

    def state(self, row: Indicator) -> dict[str, Any]:
        level = general_level(row) or Level(indicator=row)
        scoped = scoped_levels(row.levels.all())
        values = {name: getattr(row, name) for name in _FIELDS}
        values |= {name: getattr(level, name) for name in _LEVEL}
        return values | {
            "number": row.criterion.number,
            "name": row.criterion.name,
            "group": row.criterion.group,
            "code": row.code,
            "parent": row.parent.code if row.parent else "",
            "kind": row.get_kind_display(),
            "confidence": row.get_confidence_display(),
            "comparator": level.get_comparator_display(),
            **{scope.column_name: cell_of(found) for scope, found in scoped.items()},
        }

    def read(self, cells: Mapping[str, str], row: Indicator | None) -> dict[str, Any]:
        given, criterion, parent = cells, Criterion(), None
        with self.faults:
            cells = self._spelled_out(cells, row)
        self._also = cells.keys() - given.keys() | ({"code"} - {one.name for one in self.given})
        with self.faults:
            criterion = self._criterion(cells)
        stored = {name: getattr(row, name) for name in _FIELDS} if row else {}
        typed = stored | {name: cells[name] for name in _FIELDS if name in cells}
        for name in _CODED.keys() & cells.keys():
            with self.faults:
                typed[name] = coded(_CODED[name], cells[name], name)
        form = IndicatorForm({**typed, "code": _code(cells)})
        with self.faults:
            errors_of(form)
        level: dict[str, Any] = {}
        with self.faults:
            level = self._level_values(cells, row)
        with self.faults:
            parent = self.refined.named(cells.get("parent", ""), row)
        scoped = self.scoped_read(cells, row, form)
        self.faults.settle()
        self._fields = {name: form.cleaned_data[name] for name in _FIELDS if name in cells}
        self._level = {name: level[name] for name in _LEVEL if name in cells}
        values: dict[str, Any] = self._fields | self._level | scoped
        self._offer = None
        if row is None and "parent" not in cells:
            parent = self._offered(criterion, cells)
        if "parent" in cells or parent:
            self._fields["parent"] = parent
            values["parent"] = parent.code if parent else ""
        code = row.code if row else _code(cells)
        values |= {"number": criterion.number, "name": criterion.name, "code": code}
        values |= {n: found(values[n]).label for n, found in _CODED.items() if n in values}
        if "comparator" in cells:
            sign = values["comparator"]
            values["comparator"] = Comparator(sign).label if sign else ""
        return values | ({"group": criterion.group} if "group" in cells else {})

    def _offered(self, criterion: Criterion, cells: Mapping[str, str]) -> Indicator | None:
        """What a new row most likely refines, where the file has no column for it, if it is sure;
        the offer itself is kept."""
        fields = {name: self._fields[name] for name in ("wording", "kind", "unit_words")
                  if name in self._fields}  # fmt: skip
        row = Indicator(criterion=criterion, code=_code(cells), **fields)
        self._offer = self.refined.counterparts.of(row)
        number = self.outcomes[-1].number if self.outcomes else 0
        parent = self.refined.taken(self._offer, number)
        self._also |= {"parent"} if parent else set()
        return parent

    def _spelled_out(self, cells: Mapping[str, str], row: Indicator | None) -> dict[str, str]:
        """The cells, with what the cell of the level states beside its number; of a new indicator,
        with what it must have and the file has no column for."""
        stood = general_level(row) if row else None
        cells = {**cells, **({"unit_words": "%"} if is_share(cells.get("unit_words", "")) else {})}
        spelled = {**cells, **level_stated(cells, stood)}
        if (unit := cells.get("unit_words", "")) and spelled.get("unit_words", unit) != unit:
            with self.faults:
                spelled["value"] = in_unit_of_column(spelled["value"], spelled["unit_words"], unit)
        for name in ("comparator", "unit_words", "words"):
            if cells.get(name):
                spelled[name] = cells[name]
        if row is None:
            spelled |= kind_and_unit(cells, spelled)
        kind = row.kind if row else ""
        if "kind" in spelled:
            kind = coded(IndicatorKind, spelled["kind"], "kind")
        if kind == IndicatorKind.BOOLEAN and is_met_alone(cells.get("value", "")):
            spelled["words"] = spelled.get("words") or MET
        if row is None and "confidence" not in cells:
            is_checked = self.place.is_verified
            spelled["confidence"] = str(
                (Confidence.VERIFIED if is_checked else Confidence.KNOWN).label
            )
        return spelled

    def also_changed(self, values: Mapping[str, Any]) -> Iterable[Column]:
        return [column for column in self.columns if column.name in self._also]

    def warning(self, row: Indicator | None, values: Mapping[str, Any]) -> str:
        before = self.state(row) if row else {}
        stated = (values.get(n, before.get(n)) for n in ("kind", "comparator", "value"))
        doubts = [*self.fraction_doubts(*stated), *self.words_doubts(values, before)]
        if row is not None:
            if row.kind == IndicatorKind.BOOLEAN and values.get("value") and "kind" not in values:
                kept = row.get_kind_display()
                doubts.append(f"Kiểu vẫn là “{kept}” trong khi mức là số; hãy xem lại.")
            return " ".join(doubts)
        if "kind" in self._also and not is_kind_sure(values):
            doubts.append(f"Kiểu “{values['kind']}” suy ra từ mức và đơn vị tính; hãy xem lại.")
        if self._offer is not None:
            (found,) = self._offer.news
            what = f"{found.code} “{found.wording}” ({self._offer.sure_words}, {self._offer.why})"
            doubts.append(
                f"Tự nối với {what}; không phải thì thêm cột “Chỉ tiêu cụ thể hóa”, để trống ô."
                if values.get("parent")
                else f"Có thể cụ thể hóa {what}; phải thì ghi mã vào cột “Chỉ tiêu cụ thể hóa”."
            )
        return " ".join(doubts)

    def _criterion(self, cells: Mapping[str, str]) -> Criterion:
        """The set's criterion of that number, unsaved where it is new; a known one keeps its name
        and group."""
        form = CriterionForm({**cells, "number": self._number})
        errors_of(form)
        given = form.cleaned_data
        found = self.criteria.get(self._number)
        if found is None:
            return Criterion(criteria_set=self.place, **given)
        for name, noun in (("name", "tên là"), ("group", "thuộc nhóm")):
            if given[name] and fold(given[name]) != fold(getattr(found, name)):
                raise CellError(
                    name,
                    f"Tiêu chí {found.number} của bộ {noun} “{getattr(found, name)}”, "
                    f"không phải “{given[name]}”.",
                    "Sửa ô này, hoặc sửa số tiêu chí.",
                )
        return found

    def _level_values(self, cells: Mapping[str, str], row: Indicator | None) -> dict[str, Any]:
        stood = (general_level(row) if row else None) or Level()
        typed: dict[str, Any] = {name: shown(getattr(stood, name)) for name in _LEVEL}
        typed |= {name: cells[name] for name in _LEVEL if name in cells}
        if "comparator" in cells:
            typed["comparator"] = _sign(cells["comparator"])
        form = GeneralLevelForm(typed)
        errors_of(form)
        check_sign(form.cleaned_data)
        return form.cleaned_data

    def create(self, values: Mapping[str, Any]) -> None:
        criterion = self.criteria.get(self._number)
        if criterion is None:
            fields = {"number": self._number, "name": values["name"]}
            fields |= {"group": values["group"]} if "group" in values else {}
            criterion = drafts.add_criterion(by=self.access, criteria_set=self.place, fields=fields)
            self.criteria[self._number] = criterion
        drafts.add_indicator(
            by=self.access,
            criterion=criterion,
            fields=self._fields | {"code": values["code"]},
            level=self._level,
            scoped=list(self.scoped.values()),
        )

    def change(self, row: Indicator, values: Mapping[str, Any]) -> None:
        drafts.edit_indicator(
            by=self.access,
            indicator=row,
            fields={n: self._fields[n] for n in (*_FIELDS, "parent") if n in values},
            level={name: self._level[name] for name in _LEVEL if name in values},
            seen_version=row.version,
            scoped=[held for name, held in self.scoped.items() if name in values],
        )


def _number(cells: Mapping[str, str], above: str = "") -> str:
    """The number of the criterion, as its cell or the code gives it; that of the row above where
    neither does."""
    if own := criterion_number(cells.get("number", "")):
        return own
    first, dot, _ = _code(cells).partition(".")
    return first if dot or not above else above


def _code(cells: Mapping[str, str]) -> str:
    return indicator_code(cells["code"])


def _sign(words: str) -> str:
    sign = "".join(words.split())
    if sign and sign not in SIGNS and sign not in Comparator.values:
        raise CellError("comparator", f"“{words}” không đọc được.", "Ghi ≥, >, ≤, < hoặc =.")
    return str(SIGNS.get(sign, sign))


_HEADINGS = {column.name: column.heading for column in IndicatorResource.columns}

KIND = register(
    ListKind(
        "bo-tieu-chi",
        "Chỉ tiêu của bộ tiêu chí",
        "chỉ tiêu",
        IndicatorResource,
        notes=(
            "Bộ đã công bố không nhập được nữa; thay đổi thì lập bộ mới.",
            "Mỗi chỉ tiêu một dòng, kèm mức chung. Mức theo vùng, theo năm: mỗi vùng, mỗi năm một "
            "cột, tên như “Mức – Tây Nguyên”, “Mức năm 2026”, “Mức – Tây Nguyên – năm 2026”.",
            "Ô mức ghi như văn bản cũng đọc được: ≥ 90%, từ 25% trở lên, không quá 5%, 100%, Đạt; "
            "lời khác giữ nguyên là lời, và nói rõ vì sao.",
        ),
    )
)
