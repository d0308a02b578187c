"""What the keeper of the sets types: a level that was missing, and that something was checked."""

from typing import Any

from django import forms

from criteria.enums import IndicatorKind
from criteria.models import Indicator, Level
from ntm_project.common.forms import CrispyForm, CrispyModelForm, LineInput, VietnameseMeta


class LevelForm(CrispyModelForm):
    """A level of an indicator: sign and number, or a grade, for whom and when, by which source."""

    places = {
        "level_years_in_order": "year_to",
        "level_value_with_comparator": "comparator",
        "level_denominator_positive_with_value": "denominator",
        "level_value_or_grade": "grade",
    }

    class Meta(VietnameseMeta):
        model = Level
        fields = [
            "comparator",
            "value",
            "denominator",
            "grade",
            "words",
            "region",
            "commune_group",
            "year_from",
            "year_to",
            "legal_source",
            "confidence",
        ]
        widgets = {"legal_source": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "words": "Ghi khi văn bản không nêu bằng một con số; hiện thay cho dấu và số.",
            "year_from": "Để trống nếu áp dụng cho cả giai đoạn.",
        }

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["legal_source"].required = True
        if indicator.kind == IndicatorKind.GRADE:
            for name in ("comparator", "value", "denominator"):
                del self.fields[name]
        else:
            del self.fields["grade"]
            unit = "%" if indicator.kind == IndicatorKind.GROWTH else indicator.unit_words
            if unit:
                self.fields["value"].label = f"Mức ({unit})"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.get(name) for name in ("grade", "words")) and not (
            cleaned.get("value") is not None or "value" in self.errors
        ):
            first = "value" if "value" in self.fields else "grade"
            self.add_error(first, "Hãy ghi mức, hoặc chép lời của văn bản vào ô bên dưới.")
        return cleaned


class CheckedForm(CrispyForm, forms.Form):
    """The official text that was at hand."""

    against = LineInput(
        label="Đã đối chiếu với",
        max_length=300,
        help_text="Số, ngày của văn bản và nơi xem bản gốc, ví dụ: Quyết định số 318/QĐ-TTg "
        "ngày 08/3/2022, Phụ lục II, Công báo số 271.",
    )
