"""What is typed in a review: the message of a round, verdicts with marks, decisions, filters."""

import json
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.db.models import Q

from criteria.models import CriteriaSet
from criteria.nouns import of_set
from evidence.review.enums import VerdictKind
from evidence.review.models import DraftVerdict, Submission, SubmittedItem
from evidence.review.queries.items import PaperRow, VerdictRow
from evidence.review.rules import MOST_TEXT, is_mark, mark_words
from evidence.review.rules.rounds import OF_ANOTHER_ROUND, OUTCOME_MISSING, VERDICT_MISSING
from ntm_project.common.answers import read_json
from ntm_project.common.choices import RowChoice, UnitChoice
from ntm_project.common.filters import ListFilter
from ntm_project.common.forms import (
    CrispyForm,
    CrispyModelForm,
    LineInput,
    ProseInput,
    VietnameseMeta,
)
from ntm_project.common.models import NO_VERSION
from villages.access import Access
from villages.enums import UnitLevel
from villages.models import Unit

OUTCOMES = [("return", "Trả lại để bổ sung"), ("approve", "Thông qua")]
BOX = (0.16, 0.06)  # share of a page that a mark made by one tap takes


class SubmitForm(CrispyModelForm):
    """The step that was shown, and a message to the reviewer."""

    step = forms.IntegerField(widget=forms.HiddenInput)

    class Meta(VietnameseMeta):
        model = Submission
        fields = ("message",)


class ReasonForm(CrispyForm, forms.Form):
    """Why a round is withdrawn or opened again."""

    reason = ProseInput(
        label="Lý do",
        max_length=MOST_TEXT,
        error_messages={"required": "Hãy ghi lý do."},
    )


class ReopenForm(ReasonForm):
    """Why an approved round is opened again, and which of its items were found false."""

    doubted = forms.TypedMultipleChoiceField(
        label="Chỉ tiêu phải xét lại",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Chỉ tiêu được chọn trở lại “chưa xét” ở lượt sau; các chỉ tiêu khác không đổi "
        "thì giữ kết luận.",
        error_messages={"invalid_choice": OF_ANOTHER_ROUND},
    )

    def __init__(self, *args: Any, items: Iterable[SubmittedItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown, field = list(items), self.fields["doubted"]
        field.choices = [
            (item.pk, f"{item.result.indicator.code} {item.result.indicator.wording}")
            for item in shown
        ]
        for item in shown[:1]:  # all of one set
            field.label = of_set(str(field.label), item)
            field.help_text = of_set(str(field.help_text), item)


class MarksInput(forms.Field):
    """Marks as JSON, as the page carries them; what cannot be read is refused."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> list[Any]:
        try:
            marks = read_json(value or "[]")
        except ValueError:
            marks = None
        if not isinstance(marks, list) or not all(map(is_mark, marks)):
            raise forms.ValidationError("Không đọc được dấu trên tệp; hãy tải lại trang.")
        return marks

    def prepare_value(self, value: Any) -> str:
        return value if isinstance(value, str) else json.dumps(value or [], ensure_ascii=False)


def _share() -> forms.FloatField:
    return forms.FloatField(required=False, widget=forms.HiddenInput)


class VerdictForm(CrispyModelForm):
    """One item's verdict, its reason, and marks: those kept, those removed, and one more."""

    kind = forms.ChoiceField(
        label="Kết luận",
        choices=[
            (VerdictKind.MET.value, "Đạt"),
            (VerdictKind.NOT_MET.value, "Chưa đạt"),
            (VerdictKind.SUPPLEMENT.value, "Bổ sung"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": VERDICT_MISSING, "invalid_choice": VERDICT_MISSING},
    )
    marks = MarksInput(required=False)
    drop = forms.TypedMultipleChoiceField(
        label="Bỏ dấu", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    mark_revision = forms.TypedChoiceField(label="Tệp", coerce=int, required=False)
    mark_page = forms.IntegerField(label="Trang số", required=False, min_value=1, max_value=10_000)
    mark_text = LineInput(label="Ghi gì ở chỗ đó", required=False, max_length=500)
    mark_x, mark_y, mark_w, mark_h = _share(), _share(), _share(), _share()

    class Meta(VietnameseMeta):
        model = DraftVerdict
        fields = ("kind", "reason_code", "text", "marks")
        empty_labels: ClassVar = {"reason_code": "Chọn lý do"}

    def __init__(
        self, data: Any = None, *, papers: tuple[PaperRow, ...], draft: VerdictRow | None
    ) -> None:
        typed = {name: getattr(draft, name) for name in self.Meta.fields} if draft else {}
        super().__init__(data, initial=typed)
        self.papers, self.version = papers, draft.version if draft else NO_VERSION
        self._offer_papers(papers)
        self.fields["drop"].choices = [
            (number, mark_words(mark)) for number, mark in enumerate(self.marks_shown)
        ]

    def _offer_papers(self, papers: tuple[PaperRow, ...]) -> None:
        """The files on which a place can be marked; without any there is nothing to mark."""
        if not papers:
            for name in ("mark_revision", "mark_page", "mark_text"):
                del self.fields[name]
            return
        self.fields["mark_revision"].choices = [
            (p.revision_id, f"{p.title} ({p.file_name})") for p in papers
        ]

    @property
    def marks_shown(self) -> list[Any]:
        """The marks that the page carries: those posted, else those of the draft."""
        if not self.is_bound:
            return self.initial.get("marks") or []
        try:
            return list(self.fields["marks"].to_python(self.data.get("marks")) or [])
        except forms.ValidationError:
            return []

    def clean(self) -> dict[str, Any]:
        """Marks after dropping and adding; a place or words alone make a mark."""
        cleaned = super().clean() or {}
        dropped = set(cleaned.get("drop") or ())
        kept = [m for at, m in enumerate(cleaned.get("marks") or ()) if at not in dropped]
        if added := self._added(cleaned):
            kept.append(added)
        cleaned["marks"] = kept
        return cleaned

    def _added(self, cleaned: dict[str, Any]) -> dict[str, Any] | None:
        x, y = cleaned.get("mark_x"), cleaned.get("mark_y")
        has_place = x is not None and y is not None
        if not (has_place or cleaned.get("mark_text")):
            return None
        mark: dict[str, Any] = {
            "revision": cleaned.get("mark_revision") or 0,
            "page": cleaned.get("mark_page") or 1,
            "text": cleaned.get("mark_text", ""),
        }
        if has_place:
            size = cleaned.get("mark_w") or BOX[0], cleaned.get("mark_h") or BOX[1]
            mark |= {"x": x, "y": y, "w": size[0], "h": size[1]}
        return mark


class DecisionForm(CrispyModelForm):
    """The decision on a whole round."""

    outcome = forms.ChoiceField(
        label="Kết luận của lượt",
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        error_messages={"required": OUTCOME_MISSING},
    )

    class Meta(VietnameseMeta):
        model = Submission
        fields = ("decision_text", "supplement_by")
        widgets: ClassVar = {"decision_text": forms.Textarea(attrs={"rows": 4})}


class QueueFilterForm(ListFilter):
    """Which units and sets of the queue are shown; lives in the address."""

    don_vi = UnitChoice(label="Đơn vị", required=False, empty_label="Mọi đơn vị")
    bo = RowChoice(
        label="Bộ tiêu chí",
        queryset=CriteriaSet.objects.order_by("code"),
        required=False,
        empty_label="Mọi bộ tiêu chí",
    )

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.visible_to(access).order_by("path")
        if any(p.unit.level not in _LOW for p in access.postings):
            # A province has thousands of villages; its communes stand for them.
            units = units.exclude(level=UnitLevel.VILLAGE)
        self.fields["don_vi"].queryset = units

    @property
    def where(self) -> Q:
        """The condition on rounds; none meets it where a value cannot be used."""
        if not self.is_valid():
            return Q(pk__in=[])
        found = Q()
        if unit := self.cleaned_data["don_vi"]:
            found &= Q(assessment__unit__path__below=unit.path)
        if criteria_set := self.cleaned_data["bo"]:
            found &= Q(assessment__criteria_set=criteria_set)
        return found


_LOW = (UnitLevel.COMMUNE, UnitLevel.VILLAGE)
