"""The forms of a progress report: its period, its head, the remarks of one section."""

from typing import Any

from django import forms

from ntm_project.common.choices import UnitChoice
from ntm_project.common.forms import CrispyModelForm, DayInput, VietnameseMeta
from tasks.enums import PeriodKind
from tasks.forms.fields import SignerInput, SymbolInput
from tasks.models import ProgressReport, ReportRemark
from villages.models import Unit

BY_RULE = (
    "Bỏ trống thì tính theo Nghị định 09/2019/NĐ-CP: từ ngày 15 đến hết ngày 14 của tháng cuối kỳ; "
    "tuần tính đến hết thứ Sáu."
)


class WriteReportForm(CrispyModelForm):
    """Which unit reports of which period."""

    unit = UnitChoice(label="Đơn vị", queryset=Unit.objects.none(), empty_label="Chọn đơn vị")
    kind = forms.ChoiceField(label="Kỳ báo cáo", choices=PeriodKind.choices)
    starts_on = DayInput(label="Số liệu từ ngày", required=False)
    ends_on = DayInput(label="Đến hết ngày", required=False, help_text=BY_RULE)

    class Meta(VietnameseMeta):
        model = ProgressReport
        fields = ("unit", "kind", "starts_on", "ends_on")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        days = {name: cleaned.get(name) for name in ("starts_on", "ends_on")}
        missing = [name for name, day in days.items() if not day and name not in self.errors]
        if len(missing) == 1 and not self.errors:
            self.add_error(missing[0], "Ghi cả hai ngày, hoặc bỏ trống cả hai.")
        return cleaned


class PeriodReportForm(CrispyModelForm):
    """The days that count, to whom it goes and who signs."""

    class Meta(VietnameseMeta):
        model = ProgressReport
        fields = [
            "starts_on",
            "ends_on",
            "symbol",
            "sent_to",
            "recipients",
            "authority",
            "signatory_name",
        ]
        field_classes = {"symbol": SymbolInput, "signatory_name": SignerInput}
        widgets = {
            "sent_to": forms.Textarea(attrs={"rows": 2}),
            "recipients": forms.Textarea(attrs={"rows": 5}),
            "authority": forms.Textarea(attrs={"rows": 3}),
        }


class RemarkForm(CrispyModelForm):
    """The remarks of one section, in plain text."""

    class Meta(VietnameseMeta):
        model = ReportRemark
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 10})}
