"""The results of an assessment, each row one indicator as its own form reads it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from criteria import rules
from criteria.enums import Claim, IndicatorKind, State
from criteria.forms.results import ResultForm, ShownForm, number_typed
from criteria.judging import row_of
from criteria.measures import weigh
from criteria.models import Assessment, Level, Result
from criteria.nouns import of_set
from criteria.queries.past import results_as_of, scores_as_of
from criteria.queries.results import assessment_results
from criteria.resources.criterion_cells import code_before, code_named
from criteria.resources.level_cells import fraction_doubt
from criteria.services import set_result
from ntm_project.common.dates import format_day
from ntm_project.common.numbers import without_unit
from ntm_project.common.refusals import Refused
from ntm_project.common.tables.values import mark_of
from ntm_project.common.text import fold
from villages.access import Access
from villages.edit import set_fields
from villages.enums import Ability
from villages.imports.codes import CODE, CodedResource
from villages.imports.columns import (
    FIGURE_WORDS,
    Column,
    Holds,
    has_figure,
    is_same_day,
    no_figure,
    older_words,
    shown,
)
from villages.imports.faults import CellError, Question
from villages.imports.kinds import ListKind, register
from villages.imports.names import coded, errors_of
from villages.imports.run_table import with_measure

# As offices write a claim beside its label.
_CLAIM_WORDS: dict[str, str] = {
    "dat chuan": Claim.MET, "da dat": Claim.MET, "khong dat": Claim.NOT_MET,
    "chua dat chuan": Claim.NOT_MET, "khong dat chuan": Claim.NOT_MET,
}  # fmt: skip
_CLAIMS = {*_CLAIM_WORDS, *(fold(str(label)) for label in Claim.labels)}
_SURE = (
    "Sửa số; nếu đúng là số này thì đánh dấu ở trang xem trước, hoặc thêm vào tệp cột “Xác nhận”, "
    "đánh dấu x ở dòng ấy."
)
_BY_PARTS = "Ghi ở các dòng điều kiện bên dưới; ô của dòng này để trống hoặc giữ như trong sổ."
_NO_CODE = "Là dòng của tiêu chí hay dòng cộng thì để bỏ qua; là chỉ tiêu thì ghi mã."
_WORDS = ("value", "source", "note")
_MARKS = {"is_met": Claim.MET, "is_not_met": Claim.NOT_MET}


class ResultResource(CodedResource):
    """A result is known by the code of its indicator; nothing is added or removed."""

    columns = (
        Column("indicator", "Mã chỉ tiêu", is_needed=True, width=10,
               also=("Chỉ tiêu", "Chỉ tiêu số", "Số chỉ tiêu", "Mã", "Số hiệu chỉ tiêu",
                     "Mã nội dung", "Số nội dung"),
               note="Mã chỉ tiêu trong bộ, ví dụ 6.1.", example=("6.1", "15.1", "18.2")),
        Column("wording", "Nội dung", width=48, is_only_out=True),
        Column("level", "Mức yêu cầu", width=16, is_only_out=True),
        Column("value", "Kết quả", states_measure=True, dash_is_none=True, width=14,
               also=("Kết quả thực hiện", "Kết quả đạt được", "Giá trị", "Số liệu", "Tỷ lệ",
                     "Thực hiện", "Hiện trạng"), like=has_figure,
               note="Số, hoặc phân số như 12/13. Xếp loại thì ghi lời.",
               example=("100", "95,1", "7/8")),
        Column("claim", "Tự đánh giá", dash_is_none=True, width=16, choices=tuple(Claim.labels),
               also=("Đánh giá", "Tự đánh giá kết quả", "Mức đạt", "Kết luận", "Kết quả"),
               like=lambda words: fold(words) in _CLAIMS,
               example=("Đạt", "Chưa đạt", "")),
        Column("is_met", "Đạt", Holds.MARK, width=8, note="Thay cho cột Tự đánh giá: đánh dấu x.",
               also=("Đạt chuẩn",)),
        Column("is_not_met", "Chưa đạt", Holds.MARK, width=10, also=("Không đạt",)),
        Column("as_of", "Đến ngày", Holds.DAY, width=13,
               also=("Tính đến ngày", "Ngày số liệu", "Thời điểm"), example=("15/8/2024", "", "")),
        Column("source", "Nguồn số liệu", width=24, also=("Nguồn",)),
        Column("note", "Ghi chú", width=26, also=("Lý do", "Ghi chú, lý do")),
        CODE,
        Column("is_sure", "Xác nhận", Holds.MARK, is_only_in=True, also=("Xác nhận số",),
               note="Đánh dấu x ở dòng có số khác hẳn mức yêu cầu hoặc số lần trước mà vẫn đúng."),
    )  # fmt: skip
    place: Assessment
    adds = False
    blanks = frozenset({str(Claim.NOT_YET.label)})

    @classmethod
    def places(cls, access: Access) -> Any:
        return Assessment.objects.visible_to(access).for_page()

    @classmethod
    def deny(cls, access: Access, place: Assessment) -> str:
        return access.deny(Ability.SET_RESULT, place.unit)

    @classmethod
    def in_words(cls, place: Assessment, text: str) -> str:
        return of_set(text, place)

    def back(self) -> str:
        return self.place.get_absolute_url()

    def title(self) -> str:
        name = self.place.criteria_set.short_name.upper()
        return f"KẾT QUẢ {name} NĂM {self.place.year} CỦA {self.place.unit.full_name.upper()}"

    def prepare(self) -> None:
        self._last = ""  # the code of the row before
        self.results = {one.indicator.code.lower(): one for one in assessment_results(self.place)}

    def offers(self) -> dict[str, list[str]]:
        return {"indicator": [one.indicator.code for one in self.results.values()]}

    def title_of(self, query: Mapping[str, str]) -> str:
        day, remaining_only = self._shown(query)
        only = ", PHẦN CÒN PHẢI LÀM" if remaining_only else ""
        return f"{self.title()}{only}{f', TÍNH ĐẾN NGÀY {format_day(day)}' if day else ''}"

    def rows(self, query: Mapping[str, str]) -> Iterable[Result]:
        """The results on the page of the assessment: as of a day, or only those left to do."""
        day, remaining_only = self._shown(query)
        results = results_as_of(self.place, day) if day else assessment_results(self.place)
        if not remaining_only:
            return results
        scores = scores_as_of(self.place, day or self.access.as_of, results)
        met = {
            criterion.pk
            for criterion, score in scores.items()
            if score.state == State.MET and not score.contradicting
        }
        left = (row for row in results if row.indicator.criterion_id not in met)
        return [row for row in left if not row_of(self.place, row).is_settled]

    def _shown(self, query: Mapping[str, str]) -> tuple[date | None, bool]:
        form = ShownForm(query)
        form.is_valid()
        day = form.cleaned_data.get("ngay")
        is_past = day is not None and day <= self.access.as_of
        past = self.access.past(day) if is_past else None
        return past, form.cleaned_data.get("con_lai", False)

    def stored(self) -> Iterable[Result]:
        return self.results.values()

    def label(self, cells: Mapping[str, str]) -> str:
        found = self.results.get(_code(cells).lower())
        return f"{_code(cells)} {found.indicator.wording}" if found else _code(cells)

    def key(self, cells: Mapping[str, str]) -> Any:
        return _code(cells).lower() or None

    def find(self, cells: Mapping[str, str]) -> Result:
        code, last = _code(cells), self._last
        self._last = code.lower()
        if not code:
            raise CellError("indicator", "Dòng này không ghi mã chỉ tiêu.", _NO_CODE)
        if self._is_cut(cells) and last == self._before(f"{code}0".lower()):
            raise CellError(
                "indicator",
                f"Excel đã đổi {code}0 thành {code.replace('.', ',')}.",
                f"Định dạng cột này là văn bản (Text) rồi ghi lại {code}0.",
            )
        if code.lower() not in self.results:
            codes, head = [*self.results], code.partition(".")[0]
            own = ", ".join(one for one in codes if one.partition(".")[0] == head)
            known = f"tiêu chí {head} có {own}" if own else f"bộ có đến {''.join(codes[-1:])}"
            raise CellError("indicator", f"Bộ tiêu chí này không có chỉ tiêu “{code}”.",
                            f"Sửa số chỉ tiêu ({known}).")  # fmt: skip
        found: Result = self.sure(cells, self.results[code.lower()])
        return found

    def _is_cut(self, cells: Mapping[str, str]) -> bool:
        """Whether the code is a number that Excel may have cut short: 1,1 for 1.10."""
        words = cells["indicator"]
        is_number = "," in words and not code_before(words)[0]
        return is_number and f"{_code(cells)}0".lower() in self.results

    def _before(self, code: str) -> str:
        """The code that comes before this one in the set."""
        codes = list(self.results)
        return codes[codes.index(code) - 1]

    def state(self, row: Result) -> dict[str, Any]:
        level = row_of(self.place, row).level
        of_whole = number_typed(row.value, row.denominator)
        number = row.value if row.denominator is None else of_whole
        claim = Claim(row.claim)
        return {
            "indicator": row.indicator.code,
            "wording": row.indicator.wording,
            "level": level.display if level else "",
            "value": row.grade or number,
            "claim": claim.label,
            "is_met": None,
            "is_not_met": None,
            "as_of": row.as_of,
            "source": row.source,
            "note": row.note,
        }

    def read(self, cells: Mapping[str, str], row: Result | None) -> dict[str, Any]:
        assert row is not None
        if reason := rules.deny_set_result(self.access, row):
            if self._is_as_it_stands(cells, row):
                return {}
            if row.indicator.kind == IndicatorKind.PARTS:
                raise ValidationError(of_set(reason, row), code=_BY_PARTS)
            raise Refused(reason)
        claim, self._is_claim = row.claim, False
        with self.faults:
            claim = self._claim(cells, row)
        if not row.indicator.is_measured and (words := _claim_in(cells.get("value", ""))):
            self._is_claim = True
            with self.faults:
                claim = self._agreed(words, claim, cells)
        # What the file has no column for stays as it is.
        typed = {name: shown(getattr(row, name)) for name in ResultForm.Meta.fields}
        typed["as_of"] = shown(self.access.on)  # as the form begins, where the file has no day
        typed["value"] = number_typed(row.value, row.denominator)
        typed |= {name: cells[name] for name in ResultForm.Meta.fields if name in cells}
        level = row_of(self.place, row).level
        form = ResultForm(result=row, level=level, today=self.access.on)
        self._put_value(typed, cells, form)
        form = self._form(cells, typed | {"claim": claim, "denominator": ""}, row, level)
        with self.faults:
            self._read_number(form)
        self.faults.settle()
        self._fields = form.values()
        self._read_back = f"“{typed['value']}”: {form.read_back}" if form.is_converted else ""
        if self._is_cut(cells):
            code = row.indicator.code
            self._read_back += f" Ô là số: đọc là chỉ tiêu {code}, không phải {code}0."
        self._read_back += f" {form.question} Đã xác nhận." if form.question else ""
        return self._values(cells, claim)

    def _put_value(self, typed: dict[str, str], cells: Mapping[str, str], form: ResultForm) -> None:
        """The cell of the result as the field that the indicator has for it takes it."""
        name = "grade" if "grade" in form.fields else "value"
        if "value" in cells and name == "grade":
            typed["grade"] = self._grade(form, cells["value"])
        elif self._is_claim:
            del typed["value"]
        elif cells.get("value") and name not in form.fields:
            self.faults.append(
                CellError("value", "Chỉ tiêu này chỉ đánh giá đạt hay chưa đạt, không ghi số.",
                          "Để trống ô này.")
            )  # fmt: skip
        elif "value" in cells and name in form.fields:
            typed["value"] = self._figure(cells["value"], form.fields["value"].unit)

    def _is_as_it_stands(self, cells: Mapping[str, str], row: Result) -> bool:
        """Whether the row of the file states what the record does, so that nothing is set; of one
        that its conditions judge an empty cell states nothing."""
        state, by_parts = self.state(row), row.indicator.kind == IndicatorKind.PARTS
        typed = {name: words for name, words in cells.items() if words or not by_parts}
        claims = typed.keys() & {"claim", *_MARKS}
        if claims and self._claim(typed, row) != row.claim:
            return False
        if "as_of" in typed and not is_same_day(typed["as_of"], row.as_of):
            return False
        return all(
            typed.get(name, words) == words
            for name, words in ((name, shown(state[name])) for name in _WORDS)
        )

    def _form(
        self, cells: Mapping[str, str], typed: dict[str, str], row: Result, level: Level | None
    ) -> ResultForm:
        """The form as it is sent: the tick in the file, or in the preview, confirms the figure
        beside it alone."""
        form = ResultForm(typed, result=row, level=level, today=self.access.on)
        # The numerator box takes 7/8, as it is pasted.
        form.fields.pop("denominator", None)
        form.is_valid()
        is_sure = mark_of(cells.get("is_sure", "")) or self.answered == form.question
        if form.question and is_sure and form.sure_name not in typed:
            return self._form(cells, typed | {form.sure_name: form.answer}, row, level)
        return form

    def _figure(self, words: str, unit: str) -> str:
        """The cell, with the measure of the line above the table where it counts in money."""
        if reason := no_figure(words):
            self.faults.append(CellError("value", reason, FIGURE_WORDS))
            return ""
        measured = with_measure(words, self.stated) if self.stated else words
        if without_unit(measured, unit) == measured:
            return words
        self.measured += measured != words
        return str(measured)

    def _read_number(self, form: ResultForm) -> None:
        try:
            errors_of(form)
        except ValidationError as error:
            found = dict(error.error_dict)
            if [one.message for one in found.get("value", ())] == [form.question]:
                self.faults.append(Question("value", form.question, _SURE))
                del found["value"]
            if "grade" in found:
                found["value"] = found.pop("grade")
            if found:
                raise ValidationError(found) from error

    def _claim(self, cells: Mapping[str, str], row: Result) -> str:
        """The claim typed in its own column, else the one marked in one of two columns."""
        marked = [claim for name, claim in _MARKS.items() if mark_of(cells.get(name, ""))]
        if len(marked) > 1:
            raise CellError("is_met", "Đánh dấu cả Đạt và Chưa đạt.", "Chỉ đánh dấu một cột.")
        if cells.get("claim"):
            words = _CLAIM_WORDS.get(fold(cells["claim"]), cells["claim"])
            claim = coded(Claim, words, "claim")
            if marked and marked[0] != claim:
                raise CellError("claim", "Ô này ghi khác dấu ở cột Đạt, Chưa đạt.",
                                "Để lại một trong hai.")  # fmt: skip
            return claim
        if marked:
            return marked[0]
        return Claim.NOT_YET if "claim" in cells else row.claim

    def _agreed(self, words: str, claim: str, cells: Mapping[str, str]) -> str:
        """“Đạt” in the column of results, of what is met or not: no other than its claim."""
        has_claim = cells.get("claim") or any(mark_of(cells.get(name, "")) for name in _MARKS)
        if has_claim and words != claim:
            raise CellError("value", "Ô này ghi khác tự đánh giá.", "Để lại một trong hai.")
        return words

    def _grade(self, form: ResultForm, words: str) -> str:
        """The step of the scale, in whatever letters it is written."""
        choices = getattr(form.fields["grade"], "choices", [])
        return next((value for value, _ in choices if fold(value) == fold(words)), words)

    def _values(self, cells: Mapping[str, str], claim: str) -> dict[str, Any]:
        """What was read as `state` gives it."""
        fields = self._fields
        value, denominator = fields.get("value"), fields.get("denominator")
        number = value if denominator is None else number_typed(value, denominator)
        read = fields | {"value": fields.get("grade") or number, "claim": Claim(claim).label}
        values = {name: found for name, found in read.items() if name in cells}
        has_claim = bool(cells.keys() & _MARKS.keys()) or self._is_claim
        values |= {"claim": Claim(claim).label} if has_claim else {}
        return values

    def also_changed(self, values: Mapping[str, Any]) -> Iterable[Column]:
        """A mark changes the claim, which may have no column of its own."""
        given = {column.name for column in self.given}
        if "claim" in values and "claim" not in given:
            yield next(column for column in self.columns if column.name == "claim")

    def warning(self, row: Result, values: Mapping[str, Any]) -> str:
        after = Result(assessment=self.place, indicator=row.indicator)
        set_fields(after, {n: v for n, v in self._fields.items() if n != "in_charge"})
        level = row_of(self.place, row).level
        doubt = weigh(row.indicator, after.claim, after, level)
        kind, value = row.indicator.get_kind_display(), after.value
        is_alone = not after.denominator and row.value is None and not (level and level.is_stated)
        fraction = fraction_doubt(kind, "", value) if is_alone else ""
        older = older_words(after.as_of, row.as_of)
        return " ".join(filter(None, [self._read_back.strip(), fraction, doubt, older]))

    def change(self, row: Result, values: Mapping[str, Any]) -> None:
        set_result(
            by=self.access,
            result_id=row.pk,
            fields=self._fields,
            seen_version=row.version,
            indicator=row.indicator,
        )


def _claim_in(words: str) -> str:
    """The claim that a cell of results states in words; "" for none."""
    named = {fold(str(one.label)): str(one.value) for one in (Claim.MET, Claim.NOT_MET)}
    return named.get(fold(words)) or _CLAIM_WORDS.get(fold(words), "")


def _code(cells: Mapping[str, str]) -> str:
    return code_named(cells["indicator"])


KIND = register(
    ListKind(
        "ket-qua",
        "Kết quả chỉ tiêu",
        "kết quả",
        ResultResource,
        notes=(
            "Chỉ ghi những cột có trong tệp; chỉ tiêu không có dòng giữ nguyên.",
            "Số khác hẳn mức yêu cầu hoặc số lần trước mà vẫn đúng: thêm cột “Xác nhận”, đánh dấu "
            "x ở dòng ấy.",
        ),
    )
)
