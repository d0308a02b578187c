"""Form fields and choices that several forms of this floor share."""

import re
from operator import attrgetter
from typing import Any, cast

from django import forms
from django.core.validators import RegexValidator

from ntm_project.common.answers import key_of
from ntm_project.common.forms import LineInput, use_year
from tasks.forms.choices import assessments_of, criteria_of, indicators_of
from tasks.models import Plan

OUT_OF_PLAN = "Lựa chọn này không còn hoặc nằm ngoài phạm vi của kế hoạch."
EMPTY_LABELS = {
    "assessment": "Không gắn với đánh giá",
    "criterion": "Không gắn với tiêu chí",
    "indicator": "Không gắn với chỉ tiêu",
}


_IS_SYMBOL = RegexValidator(
    r"^[A-ZĐ][A-Za-zĐđ]*(-[A-ZĐ]+)+\Z",
    "Chỉ ghi chữ viết tắt của tên loại và cơ quan ban hành, nối bằng gạch ngang, không có số và "
    "dấu cách, ví dụ KH-UBND hoặc TTr-UBND.",
)
_ADDRESSED = re.compile(r"^(?:đ[/.]?c|đồng chí)[.:]?\s+", re.IGNORECASE)


class SymbolInput(LineInput):
    """The symbol of a paper (decree 30, annex I): its letters alone, since the register begins a
    series of numbers for each that is written otherwise."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validators=[_IS_SYMBOL], **kwargs)


class SignerInput(LineInput):
    """The name of who signs, as it is printed under a signature: not how they are addressed."""

    def to_python(self, value: Any) -> str:
        return _ADDRESSED.sub("", super().to_python(value))


class CriterionChoice(forms.ModelChoiceField):
    """Criteria by number and name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.numbered)


def _pick(rows: Any, key: Any) -> Any:
    return rows.filter(pk=key_of(key)).first() if key_of(key) else None


class CriterionChoices:
    """A mixin for forms with the fields assessment, criterion and perhaps indicator.

    Each is offered inside the one before, the assessments inside the unit of the plan.
    """

    fields: dict[str, Any]

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        use_year(cast(forms.BaseForm, self), plan.year)
        assessments = assessments_of(plan)
        assessment = _pick(assessments, self._value("assessment"))
        criteria = criteria_of(assessment)
        indicators = indicators_of(_pick(criteria, self._value("criterion")))
        offered = {"assessment": assessments, "criterion": criteria, "indicator": indicators}
        self.unverified = assessment.criteria_set.unverified_words if assessment else ""
        for name in offered.keys() & self.fields.keys():
            field = self.fields[name]
            field.queryset, field.empty_label = offered[name], EMPTY_LABELS[name]
            field.error_messages["invalid_choice"] = OUT_OF_PLAN
        self.fields["criterion"].label_from_instance = attrgetter("numbered")

    def _value(self, name: str) -> Any:
        return cast(forms.BaseForm, self)[name].value()
