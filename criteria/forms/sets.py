"""What the keeper of the sets types: a set, a level it lacked, that something was checked."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from criteria.enums import IndicatorKind
from criteria.forms.assessments import SetChoice
from criteria.models import CriteriaSet, Indicator, Level
from ntm_project.common.forms import (
    CrispyForm,
    CrispyModelForm,
    LineInput,
    VietnameseMeta,
    YearInput,
)


class SetForm(CrispyModelForm):
    """A set as its decision describes it; its criteria come from Excel."""

    refines = SetChoice(
        label="Cụ thể hóa bộ của cả nước",
        queryset=CriteriaSet.objects.none(),
        required=False,
        empty_label="Không",
        help_text="Bộ của tỉnh cụ thể hóa bộ nào; mức nhẹ hơn mức của bộ ấy sẽ được nhắc.",
    )
    amends = SetChoice(
        label="Sửa đổi bộ",
        queryset=CriteriaSet.objects.none(),
        required=False,
        empty_label="Không",
        help_text="Bộ này chỉ ghi phần được sửa của bộ nào; phần khác vẫn theo bộ ấy, được chép "
        "sang khi công bố. Có phần bị bãi bỏ thì ghi đủ cả bộ và số chỉ tiêu theo văn bản.",
    )
    year_from = YearInput(label="Từ năm", min_value=1990)
    year_to = YearInput(label="Đến năm", min_value=1990, required=False)
    places = {
        "set_years_in_order": "year_to",
        "set_recognition_rule_has_source": "recognition_source",
        "set_not_of_itself": "refines",
    }

    class Meta(VietnameseMeta):
        model = CriteriaSet
        fields = [
            "code",
            "name",
            "short_name",
            "indicator_noun",
            "level",
            "tier",
            "place",
            "year_from",
            "year_to",
            "legal_basis",
            "refines",
            "amends",
            "criteria_known",
            "indicators_known",
            "recognition_needed",
            "recognition_source",
            "note",
        ]
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "code": "Ngắn, không đổi về sau, ví dụ BG-XA-NC-2022.",
            "legal_basis": "Số, ngày và cơ quan, ví dụ Quyết định số 741/QĐ-UBND ngày 26/7/2022 "
            "của UBND tỉnh Bắc Giang.",
            "short_name": "Hiện trên bảng tổng hợp và văn bản, ví dụ NTM nâng cao.",
        }

    def __init__(self, *args: Any, sets: "QuerySet[CriteriaSet]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["refines"].queryset = sets.filter(place="", refines__isnull=True)
        self.fields["amends"].queryset = sets


class PublishSetForm(CrispyForm, forms.Form):
    """Confirms that the doubts about a set were looked at."""

    accepts_doubts = forms.BooleanField(
        label="Đã xem lại các điểm trên với văn bản; vẫn công bố", required=False
    )


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
        if indicator.kind == IndicatorKind.GRADE or not indicator.is_measured:
            for name in ("comparator", "value", "denominator"):
                del self.fields[name]
        if indicator.kind != IndicatorKind.GRADE:
            del self.fields["grade"]
        if "value" in self.fields:
            unit = "%" if indicator.kind == IndicatorKind.GROWTH else indicator.unit_words
            if unit:
                self.fields["value"].label = f"Mức ({unit})"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.get(name) for name in ("grade", "words")) and not (
            cleaned.get("value") is not None or "value" in self.errors
        ):
            first = next(name for name in ("value", "grade", "words") if name in self.fields)
            self.add_error(first, "Hãy ghi mức như văn bản viết.")
        return cleaned


class CheckedForm(CrispyForm, forms.Form):
    """With which official text a row was compared."""

    against = LineInput(
        label="Đã đối chiếu với",
        max_length=300,
        help_text="Số, ngày của văn bản và nơi xem bản gốc, ví dụ: Quyết định số 318/QĐ-TTg "
        "ngày 08/3/2022, Phụ lục II, Công báo số 271.",
    )
