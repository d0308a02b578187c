"""What a person types of a result: claim, value or grade, day, source and note."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from criteria import rules
from criteria.comparison import Measure
from criteria.enums import NOBODY, Claim, IndicatorKind
from criteria.models import Indicator, Level, Result
from criteria.nouns import of_set
from criteria.rules import TOO_LARGE
from ntm_project.common.choices import OfficialChoice
from ntm_project.common.dates import format_day
from ntm_project.common.forms import (
    CrispyModelForm,
    DayInput,
    DecimalInput,
    LineInput,
    TypedInput,
    VietnameseMeta,
    use_year,
)
from ntm_project.common.numbers import (
    format_decimal,
    parse_decimal,
    parse_ratio,
    without_unit,
)
from ntm_project.common.tables.values import is_day
from ntm_project.common.text import clean_line
from villages.models import Official, Posting, Unit

DECIMALS = 4  # what the record keeps; finer would be rounded silently
LIMIT = Decimal(10) ** 14
Number = tuple[Decimal | None, Decimal | None]

# In the order of the thumb: what is set most often first.
_CLAIMS = [Claim.MET, Claim.NOT_MET, Claim.NOT_APPLICABLE, Claim.NOT_YET]


class ValueInput(TypedInput):
    """A number typed the Vietnamese way, or a fraction such as 7/8: value and denominator; the
    unit in which the indicator is counted may stand behind it."""

    attrs: ClassVar[Mapping[str, str]] = {"inputmode": "decimal"}
    empty = (None, None)
    unit = ""

    def read(self, text: str) -> Number:
        text = without_unit(text, self.unit)
        numbers = _fraction(text) if "/" in text else (parse_decimal(text), None)
        for number in numbers:
            _check_size(number)
        return numbers

    def validate(self, value: Any) -> None:
        super().validate(value[0])

    def prepare_value(self, value: Any) -> Any:
        return number_typed(*value) if isinstance(value, tuple) else value


def _fraction(text: str) -> Number:
    ratio = parse_ratio(text)
    if ratio is None and is_day(text):
        raise ValidationError(
            f"“{text[:40]}” là một ngày, không phải kết quả. Excel tự đổi 5/9 thành ngày: "
            "định dạng ô là văn bản (Text) rồi ghi lại, hoặc ghi số phần trăm."
        )
    if ratio is None:
        raise ValidationError(
            f"Chưa đọc được phân số “{text[:40]}”. Ghi tử số, dấu gạch chéo, mẫu số lớn hơn 0, "
            "ví dụ 7/8."
        )
    return ratio


def _check_size(number: Decimal | None) -> None:
    if number is None:
        return
    if abs(number) >= LIMIT:
        raise ValidationError(TOO_LARGE)
    if number != number.quantize(Decimal(1).scaleb(-DECIMALS)):
        raise ValidationError(f"Chỉ nhận tối đa {DECIMALS} chữ số sau dấu phẩy.")


def number_typed(value: Decimal | None, denominator: Decimal | None) -> str:
    """The number as a person would have typed it: `41,2` or `7/8`."""
    if value is None:
        return ""
    number = format_decimal(value)
    return f"{number}/{format_decimal(denominator)}" if denominator else number


class ResultForm(CrispyModelForm):
    """One indicator's result; only the fields that its kind takes."""

    value = ValueInput(label="Kết quả", required=False)
    denominator = DecimalInput(label="trên tổng số", required=False)

    places = {"result_not_applicable_has_reason": "note"}

    class Meta(VietnameseMeta):
        model = Result
        fields = ["claim", "value", "denominator", "grade", "as_of", "source", "note"]
        widgets = {"claim": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 2})}
        error_messages = {"claim": {"required": "Hãy chọn một mức tự đánh giá."}}

    def __init__(
        self, *args: Any, result: Result, level: Level | None, today: date, **kwargs: Any
    ) -> None:
        # What is measured now is of today; the day of the last time stands beside.
        initial = {"value": (result.value, None), "denominator": result.denominator, "as_of": today}
        kwargs.setdefault("auto_id", f"r{result.pk}-%s")
        super().__init__(*args, instance=result, initial=initial, **kwargs)
        self.result, self.level = result, level
        self.number: Number = (None, None)
        self.stood = None if result.denominator is not None else result.value
        self.fields["claim"].choices = [(claim.value, claim.label) for claim in _CLAIMS]
        _fit_to_kind(self, result.indicator, level)
        use_year(self, result.assessment.year)
        # The hand goes straight to the keyboard: one tap less on a phone.
        first = next(name for name in ("value", "grade", "claim") if name in self.fields)
        self.fields[first].widget.attrs["data-focus"] = ""
        if result.as_of and result.as_of != today:
            self.fields["as_of"].help_text = f"Lần trước: {format_day(result.as_of)}"

    def offer_reason(self, *, is_needed: bool) -> None:
        """Where somebody else is in charge, why one sets it in their place."""
        if is_needed:
            self.fields["reason"] = LineInput(
                label=f"Lý do ghi thay đồng chí {self.result.in_charge}",
                max_length=500,
                error_messages={
                    "required": of_set(
                        "Chỉ tiêu do người khác phụ trách: hãy ghi lý do.", self.result
                    )
                },
            )

    def values(self) -> dict[str, Any]:
        """The typed value of each field, numerator and denominator apart."""
        values = super().values()
        if "value" in values:
            values["value"], values["denominator"] = self.number
        return values

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        value, denominator = data.get("value") or (None, None)
        apart = data.get("denominator")
        if apart is not None and denominator not in (None, apart):
            self.add_error("denominator", "Tổng số ở hai ô khác nhau; chỉ ghi ở một ô.")
        self.number = value, apart if denominator is None else denominator
        if not {"value", "denominator"} & self.errors.keys():
            self._check_number()
        return data

    def _check_number(self) -> None:
        value, denominator = self.number
        try:
            _check_size(denominator)
        except ValidationError as error:
            self.add_error("denominator", error)
        if value is None and denominator is not None:
            self.add_error("value", "Ghi cả số đạt được, trước tổng số.")
        elif self.question and self.data.get(self.sure_name) != self.answer:
            self.add_error("value", self.question)

    @property
    def question(self) -> str:
        """What to confirm of a figure of another size than its level or the last one, else ""."""
        value, denominator = self.number
        entry = Result(
            assessment=self.result.assessment,
            indicator=self.result.indicator,
            value=value,
            denominator=denominator,
        )
        return rules.size_question(entry, self.level, self.stood)

    @property
    def sure_name(self) -> str:
        return self.add_prefix("is_sure")

    @property
    def answer(self) -> str:
        """What the tick sends that confirms the figure, and no other."""
        return number_typed(*self.number)

    @property
    def is_converted(self) -> bool:
        """Whether the amount was typed in another scale than the indicator's: `1,5 tỷ` of triệu."""
        text = clean_line(str(self.data.get(self.add_prefix("value"), "")))
        unit = self.fields["value"].unit if "value" in self.fields else ""
        number = without_unit(text, unit)
        rest = text.removeprefix(number)  # of its own unit the words alone
        return number != text and (rest == text or rest[0] in "0123456789.,")

    @property
    def read_back(self) -> str:
        """What was read of a figure typed with a dot, or in another scale, which may have been
        meant otherwise."""
        is_doubtful = "." in str(self.data.get(self.add_prefix("value"), "")) or self.is_converted
        unit = f" {self.result.indicator.unit_words}" if self.is_converted else ""
        return f"Đọc là {self.answer}{unit}." if self.answer and is_doubtful else ""

    @property
    def typed_measure(self) -> tuple[str, Measure]:
        """Claim and measure as far as they can be read, for the sentence shown while typing."""
        self.is_valid()
        data = self.cleaned_data
        return data.get("claim", ""), Measure(*self.number, data.get("grade", ""))


def _fit_to_kind(form: ResultForm, indicator: Indicator, level: Level | None) -> None:
    if indicator.kind == IndicatorKind.GRADE:
        del form.fields["value"], form.fields["denominator"]
        if indicator.grades:
            form.fields["grade"] = _grade_choice(indicator.grades, form.result.grade)
        return
    del form.fields["grade"]
    has_number = form.result.value is not None or (level is not None and level.value is not None)
    if indicator.kind == IndicatorKind.BOOLEAN and not has_number:
        del form.fields["value"], form.fields["denominator"]
        return
    takes_share = indicator.kind in {IndicatorKind.BOOLEAN, IndicatorKind.PERCENT}
    is_of_amounts = indicator.kind == IndicatorKind.GROWTH and bool(indicator.unit_words)
    if not (takes_share or is_of_amounts) and form.result.denominator is None:
        del form.fields["denominator"]
    field = form.fields["value"]
    unit = "%" if indicator.kind == IndicatorKind.PERCENT else indicator.unit_words
    field.unit, field.label = unit, f"Kết quả ({unit})" if unit else "Kết quả"
    if indicator.kind == IndicatorKind.BOOLEAN:
        field.help_text = "Ví dụ 7 trên tổng số 8."
    elif indicator.kind == IndicatorKind.GROWTH:
        _offer_growth(form, indicator)
    elif indicator.kind == IndicatorKind.PERCENT:
        field.help_text = "Ví dụ 41,2, hoặc 7 trên tổng số 8."


def _offer_growth(form: ResultForm, indicator: Indicator) -> None:
    """This year's amount and the year before's, or the rate in the first box alone."""
    field = form.fields["value"]
    field.unit, field.label, field.help_text = "", "Tốc độ tăng (%)", "Ví dụ 10,7."
    if indicator.unit_words:
        field.label = f"Năm nay ({indicator.unit_words}), hoặc tốc độ tăng (%)"
        field.help_text = "Ví dụ 63,2 với năm trước 57,1; hoặc chỉ ghi 10,7."
        form.fields["denominator"].label = "Năm trước"


def _grade_choice(scale: Iterable[str], current: str) -> forms.ChoiceField:
    """The steps of the scale; a grade written before the scale was known stays choosable."""
    steps = list(scale)
    if current and current not in steps:
        steps.append(current)
    return forms.ChoiceField(
        label="Xếp loại",
        required=False,
        choices=[("", "Chưa xếp loại"), *((step, step) for step in steps)],
    )


class InChargeForm(CrispyModelForm):
    """Who is in charge of an indicator: a holder of a post in the unit's scope, or nobody."""

    in_charge = OfficialChoice(
        label="Người phụ trách",
        required=False,
        empty_label=NOBODY.capitalize(),
        error_messages={
            "invalid_choice": "Người này không giữ chức vụ tại đơn vị; hãy chọn trong danh sách."
        },
    )

    class Meta(VietnameseMeta):
        model = Result
        fields = ["in_charge"]

    def __init__(self, *args: Any, result: Result, today: date, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"c{result.pk}-%s")
        super().__init__(*args, instance=result, **kwargs)
        self.result = result
        self.fields["in_charge"].queryset = postholders(result.assessment.unit, today)


def postholders(unit: Unit, today: date) -> "QuerySet[Official]":
    """Officials with an open post in the unit, below it, or in the unit right above a village."""
    path = unit.parent.path if unit.is_village and unit.parent else unit.path
    open_posts = Posting.objects.open_on(today).filter(unit__path__below=path)
    return Official.objects.filter(is_active=True, pk__in=open_posts.values("official")).order_by(
        "name_key", "pk"
    )


class ShownForm(forms.Form):
    """Which results of an assessment its page shows, by its address."""

    ngay = DayInput(required=False)
    con_lai = forms.BooleanField(required=False)
