"""The forms of meetings, and of who directs which criterion."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from ntm_project.common.choices import OfficialChoice, UnitChoice
from ntm_project.common.forms import CrispyForm, CrispyModelForm, ProseInput, VietnameseMeta
from tasks.models import Conclusion, Meeting
from villages.models import Official

REASON_HELP = "Phải ghi khi đã có nhiệm vụ giao từ nội dung này; lý do được giữ trong lịch sử."


class MeetingForm(CrispyModelForm):
    """What is recorded of a meeting that was held."""

    class Meta(VietnameseMeta):
        model = Meeting
        fields = ["name", "held_on", "place", "chaired_by", "summary"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 4})}
        field_classes: ClassVar[dict[str, Any]] = {"chaired_by": OfficialChoice}
        empty_labels = {"chaired_by": "Chưa ghi người chủ trì"}

    def __init__(self, *args: Any, chairs: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["chaired_by"].queryset = chairs

    def clean_held_on(self) -> Any:
        day = self.cleaned_data["held_on"]
        if day and day > self.today:
            raise ValidationError("Chỉ ghi cuộc họp đã diễn ra; ngày họp không được sau hôm nay.")
        return day


class HoldMeetingForm(MeetingForm):
    """The same for a new meeting, with its unit."""

    class Meta(MeetingForm.Meta):
        fields = ["unit", *MeetingForm.Meta.fields]
        field_classes = {**MeetingForm.Meta.field_classes, "unit": UnitChoice}
        empty_labels = {**MeetingForm.Meta.empty_labels, "unit": "Chọn đơn vị"}

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


class EditMeetingForm(MeetingForm):
    """The same for a correction, with its reason."""

    reason = ProseInput(
        label="Lý do sửa", required=False, rows=2, max_length=1000, help_text=REASON_HELP
    )


class ConclusionForm(CrispyModelForm):
    """One conclusion."""

    class Meta(VietnameseMeta):
        model = Conclusion
        fields = ["text"]


class EditConclusionForm(ConclusionForm):
    """The same for a correction, with its reason."""

    reason = ProseInput(
        label="Lý do sửa", required=False, rows=2, max_length=1000, help_text=REASON_HELP
    )

    class Meta(ConclusionForm.Meta):
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}


class SupervisionForm(CrispyForm, forms.Form):
    """The leaders of one criterion."""

    officials = forms.ModelMultipleChoiceField(
        label="Lãnh đạo phụ trách",
        queryset=Official.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Cán bộ này không thuộc danh sách lãnh đạo."},
    )

    def __init__(self, *args: Any, leaders: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officials"].queryset = leaders
