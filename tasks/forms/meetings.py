"""The forms of meetings: the meeting itself, who came, and its lists."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from ntm_project.common.choices import BodyChoice, OfficialChoice, UnitChoice
from ntm_project.common.forms import (
    CrispyForm,
    CrispyModelForm,
    ProseInput,
    VietnameseMeta,
    vietnamese_field,
)
from tasks.forms.parts import PartForm, PartKind, by_slug
from tasks.models import AgendaItem, Attendance, Commendation, Meeting
from tasks.models.meetings import REASON_OF_PRESENT
from tasks.periods import FIRST_YEAR
from villages.models import Official
from villages.rules import body_error

REASON_HELP = "Phải ghi khi đã có nhiệm vụ giao từ nội dung này; lý do được giữ trong lịch sử."
AHEAD = timedelta(days=366)


class MeetingForm(CrispyModelForm):
    """What is recorded of a meeting, called or held."""

    places: ClassVar = {
        "meeting_times_in_order": "end_time",
        "meeting_chair_is_not_secretary": "secretary",
    }

    class Meta(VietnameseMeta):
        model = Meeting
        fields = [
            "name",
            "rhythm",
            "held_on",
            "start_time",
            "end_time",
            "place",
            "body",
            "chaired_by",
            "secretary",
            "guests",
            "summary",
            "authority",
            "recipients",
        ]
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 4}),
            "guests": forms.Textarea(attrs={"rows": 2}),
            "authority": forms.Textarea(attrs={"rows": 3}),
        }
        field_classes: ClassVar[dict[str, Any]] = {
            "chaired_by": OfficialChoice,
            "secretary": OfficialChoice,
            "body": BodyChoice,
        }
        empty_labels = {
            "chaired_by": "Chưa ghi người chủ trì",
            "secretary": "Chưa ghi thư ký",
            "body": "Mọi người giữ chức vụ tại đơn vị",
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_held_on(self) -> Any:
        day = self.cleaned_data["held_on"]
        if day and day > self.today + AHEAD:
            raise ValidationError("Ngày họp không được sau hôm nay quá một năm.")
        if day and day.year < FIRST_YEAR:
            raise ValidationError(f"Ngày họp không được trước năm {FIRST_YEAR}.")
        return day


class HoldMeetingForm(MeetingForm):
    """The same for a new meeting, with its unit."""

    class Meta(MeetingForm.Meta):
        fields = ["unit", *MeetingForm.Meta.fields]
        field_classes = {**MeetingForm.Meta.field_classes, "unit": UnitChoice}
        empty_labels = {**MeetingForm.Meta.empty_labels, "unit": "Chọn đơn vị"}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if error := body_error(data.get("body"), data.get("unit")):
            self.add_error("body", error)
        return data


class EditMeetingForm(MeetingForm):
    """The same for a correction, with its reason."""

    reason = ProseInput(
        label="Lý do sửa", required=False, rows=2, max_length=1000, help_text=REASON_HELP
    )


@dataclass(frozen=True)
class MemberRow:
    """One member on the page: the person, the tick, the reason."""

    person: Official
    presence: forms.BoundField
    reason: forms.BoundField


class AttendanceForm(CrispyForm, forms.Form):
    """A tick for each member, and the reason of who did not come."""

    def __init__(
        self, *args: Any, members: list[Official], marked: dict[int, Attendance], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        for person in members:
            row = marked.get(person.pk)
            self.fields[f"co-{person.pk}"] = forms.BooleanField(
                label=f"{person.words_to_choose_by} có mặt",
                required=False,
                initial=row is None or row.is_present,
            )
            self.fields[f"ly-do-{person.pk}"] = vietnamese_field(
                Attendance._meta.get_field("reason"),
                label=f"Lý do vắng của {person.words_to_choose_by}",
                initial=row.reason if row else "",
            )

    def rows(self) -> Iterator[MemberRow]:
        for person in self.members:
            yield MemberRow(person, self[f"co-{person.pk}"], self[f"ly-do-{person.pk}"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for person in self.members:
            if data.get(f"co-{person.pk}") and data.get(f"ly-do-{person.pk}"):
                self.add_error(f"ly-do-{person.pk}", REASON_OF_PRESENT)
        return data

    def attendances(self) -> list[Attendance]:
        """A row for each member, not saved."""
        data = self.cleaned_data
        return [
            Attendance(
                official=person,
                is_present=data[f"co-{person.pk}"],
                reason=data[f"ly-do-{person.pk}"],
            )
            for person in self.members
        ]


class AgendaItemForm(PartForm):
    """One point of the agenda."""

    class Meta(VietnameseMeta):
        model = AgendaItem
        fields = ["title", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}


class CommendationForm(PartForm):
    """One proposal for commendation."""

    class Meta(VietnameseMeta):
        model = Commendation
        fields = ["honoured", "name", "award", "reason"]


MEETING_PARTS = by_slug(
    PartKind("chuong-trinh", AgendaItemForm),
    PartKind("khen-thuong", CommendationForm),
)
