"""The forms of meetings, and of who directs which criterion."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ntm_project.common.forms import CrispyForm, DayInput, LineInput, ProseInput
from tasks.forms.fields import UnitChoice
from tasks.models import Meeting
from villages.models import Official, Unit


class MeetingForm(CrispyForm, forms.Form):
    """A meeting that was held."""

    unit = UnitChoice(label="Đơn vị", queryset=Unit.objects.none(), empty_label="Chọn đơn vị")
    name = LineInput(label="Tên cuộc họp", max_length=200, initial="Giao ban tháng")
    held_on = DayInput(label="Ngày họp")
    place = LineInput(label="Địa điểm", max_length=200, required=False)
    chaired_by = forms.ModelChoiceField(
        label="Chủ trì",
        queryset=Official.objects.none(),
        required=False,
        empty_label="Chưa ghi người chủ trì",
    )
    summary = ProseInput(label="Đánh giá chung", required=False, rows=4)

    def __init__(self, *args: Any, units: Any, chairs: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["unit"].queryset = units
        self.fields["chaired_by"].queryset = chairs
        for name in ("unit", "chaired_by"):
            self.fields[name].error_messages["invalid_choice"] = (
                "Lựa chọn này nằm ngoài phạm vi được giao."
            )

    def clean_held_on(self) -> Any:
        day = self.cleaned_data["held_on"]
        if day and day > self.today:
            raise ValidationError("Chỉ ghi cuộc họp đã diễn ra; ngày họp không được sau hôm nay.")
        return day


REASON_HELP = "Phải ghi khi đã có nhiệm vụ giao từ nội dung này; lý do được giữ trong lịch sử."


class EditMeetingForm(MeetingForm):
    """The same for a correction, with its reason; the unit stays what it was."""

    reason = ProseInput(
        label="Lý do sửa", required=False, rows=2, max_length=1000, help_text=REASON_HELP
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, units=Unit.objects.none(), **kwargs)
        del self.fields["unit"]

    @staticmethod
    def initial_of(meeting: Meeting) -> dict[str, Any]:
        """What the form shows of a meeting."""
        names = ("name", "held_on", "place", "summary")
        shown = {name: getattr(meeting, name) for name in names}
        return shown | {"chaired_by": meeting.chaired_by_id}


class ConclusionForm(CrispyForm, forms.Form):
    """One conclusion."""

    text = ProseInput(label="Kết luận", max_length=5000, rows=3)


class EditConclusionForm(ConclusionForm):
    """The same for a correction, with its reason."""

    text = ProseInput(label="Kết luận", max_length=5000, rows=6)
    reason = ProseInput(
        label="Lý do sửa", required=False, rows=2, max_length=1000, help_text=REASON_HELP
    )


class SupervisionForm(CrispyForm, forms.Form):
    """The leaders of one criterion."""

    officials = forms.ModelMultipleChoiceField(
        label="Lãnh đạo phụ trách",
        queryset=Official.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Cán bộ này không thuộc danh sách lãnh đạo."},
    )
    seen = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, leaders: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officials"].queryset = leaders

    def clean_seen(self) -> list[int]:
        return [int(key) for key in self.cleaned_data["seen"].split(",") if key.isdecimal()]
