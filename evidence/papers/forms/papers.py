"""The forms by which papers are sent, described, linked, expected and withdrawn."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict

from criteria.models import Result
from evidence.papers.enums import PaperKind
from evidence.papers.models import Evidence, Proof, Requirement
from evidence.papers.rules import (
    SHEETS_WRONG,
    TITLE_MISSING,
    WITHDRAWAL_REASON_MISSING,
    commune_path,
    paper_errors,
)
from ntm_project.common.choices import BodyChoice, UnitChoice
from ntm_project.common.forms import (
    OUT_OF_SCOPE,
    CrispyForm,
    CrispyModelForm,
    ProseInput,
    VietnameseMeta,
)
from villages.access import Access
from villages.enums import Ability, UnitLevel
from villages.models import Body, Unit
from villages.roles import ROLES_WITH

PAGE_TOO_OLD = "Trang này đã cũ. Hãy tải lại trang rồi gửi lại."

OTHER_PAPER = "Minh chứng khác, ngoài danh mục yêu cầu"
# What a browser offers to choose from; the content decides what is taken (`papers.files`).
ACCEPTED = "image/jpeg,image/png,image/webp,image/heic,.heic,.heif,.pdf,.docx,.xlsx"
ACCEPTED_SCAN = "image/jpeg,image/png,image/webp,image/heic,.heic,.heif,.pdf"
CHOOSE_AGAIN = (
    "Trình duyệt không giữ lại tệp đã chọn. Sửa xong các ô trên thì hãy chọn lại tệp rồi gửi."
)


class FilesWidget(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesInput(forms.Field):
    """The files that arrived; what is missing or refused, the service reports."""

    widget = FilesWidget


def bodies_within(unit: Unit) -> "QuerySet[Body]":
    """The bodies of the unit's commune and of its villages."""
    return Body.objects.filter(unit__path__below=commune_path(unit)).order_by(
        "unit__path", "order", "pk"
    )


def units_to_add(access: Access) -> "QuerySet[Unit]":
    """The communes and villages in which the person adds papers: none that has ended."""
    scope = Q(pk__in=[])
    for posting in access.postings:
        if posting.role in ROLES_WITH[Ability.ADD_EVIDENCE]:
            scope |= Q(path__below=posting.unit.path)
    levels = (UnitLevel.COMMUNE, UnitLevel.VILLAGE)
    going = Q(valid_to__isnull=True) | Q(valid_to__gte=access.on)
    return Unit.objects.filter(scope, going, level__in=levels).order_by("path", "pk")


class PaperForm(CrispyModelForm):
    """What is known of a paper; a photo needs its caption and day alone."""

    class Meta(VietnameseMeta):
        model = Evidence
        fields = [
            "kind",
            "title",
            "dated_on",
            "number",
            "issuer",
            "period_from",
            "period_to",
            "expires_on",
            "sheets",
            "place",
            "note",
        ]
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2}),
            "note": forms.Textarea(attrs={"rows": 2}),
            "sheets": forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        }
        error_messages = {
            "title": {"required": TITLE_MISSING},
            "sheets": {"invalid": SHEETS_WRONG, "min_value": SHEETS_WRONG},
        }

    # Shown apart from the rest, since a photo has none of it.
    DOCUMENT_FIELDS = ("number", "issuer", "period_from", "period_to", "expires_on", "sheets")
    # What each file has for itself where several are sent at once.
    OWN_FIELDS = ("title", "dated_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].initial = PaperKind.PHOTO

    @property
    def document_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.DOCUMENT_FIELDS]

    def values(self) -> dict[str, Any]:
        """What was typed of the paper itself, as the services take it."""
        return {name: self.cleaned_data[name] for name in PaperForm.Meta.fields}

    def all_errors(self, today: date) -> dict[str, list[str]]:
        """Field → sentences: what does not read, or else what a paper does not take."""
        if self.is_valid():
            for name, sentence in paper_errors(Evidence(**self.values()), today=today).items():
                self.add_error(name, sentence)
        return self.sentences()

    def sentences(self) -> dict[str, list[str]]:
        """Field → the sentences shown at it."""
        return {name: list(map(str, errors)) for name, errors in self.errors.items()}


def row_errors(
    data: QueryDict, form: "UploadForm", today: date
) -> tuple[dict[str, list[str]], list[dict[str, list[str]]]]:
    """What is wrong with the shared fields, and with each file's own caption and day.

    Several files bring those in `row_title` and `row_dated_on`, one of each for a file; the shared
    two are not checked then.
    """
    own = PaperForm.OWN_FIELDS
    rows = [
        PaperForm(data.dict() | dict(zip(own, values, strict=True))).all_errors(today)
        for values in zip(*(data.getlist(f"row_{name}") for name in own), strict=False)
    ]
    if not rows:
        return form.all_errors(today), []
    shared = {name: found for name, found in form.sentences().items() if name not in own}
    for row in rows:
        # Wrong for every file, or only beside the day of one: shown where it was typed.
        shared = {name: found for name, found in row.items() if name not in own} | shared
    return shared, [{name: row[name] for name in own if name in row} for row in rows]


class SendFields(CrispyForm, forms.Form):
    """Files, and in whose name they are sent.

    `form_key`: one for each time the form is opened; with a file's hash it makes the key by which
    a second sending is known.
    """

    on_behalf_of = BodyChoice(
        label="Gửi thay mặt",
        queryset=Body.objects.none(),
        required=False,
        empty_label="Không thay mặt tổ chức nào",
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Not declared above, since every form class has an attribute `files` of its own.
        self.fields["files"] = FilesInput(label="Tệp", required=False)

    def _offer_bodies(self, bodies: "QuerySet[Body]") -> None:
        self.fields["on_behalf_of"].queryset = bodies
        self.fields["form_key"].error_messages = {
            "required": PAGE_TOO_OLD,
            "invalid": PAGE_TOO_OLD,
        }


class UploadForm(SendFields, PaperForm):
    """Files with what they are, where they belong and what they fulfil."""

    unit = UnitChoice(label="Đơn vị", queryset=Unit.objects.none(), empty_label=None)
    requirement = forms.ModelChoiceField(
        label="Là giấy tờ nào theo yêu cầu",
        queryset=Requirement.objects.none(),
        required=False,
        empty_label=OTHER_PAPER,
    )

    def __init__(
        self, *args: Any, unit: Unit, units: "QuerySet[Unit]", result: Result | None, **kwargs: Any
    ) -> None:
        """`units` are offered where neither an indicator nor a task names the unit."""
        super().__init__(*args, **kwargs)
        self._offer_bodies(bodies_within(unit))
        self.fields["unit"].queryset = units
        self.fields["unit"].initial = unit.pk
        expected = Requirement.objects.of_indicator(result.indicator_id) if result else None
        if expected is None:
            del self.fields["requirement"]
            return
        self.fields["requirement"].queryset = expected
        self.fields["requirement"].error_messages["invalid_choice"] = OUT_OF_SCOPE


class FileForm(SendFields):
    """A further file of a paper."""

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].widget.allow_multiple_selected = False
        self.fields["files"].label = "Tệp mới"
        self._offer_bodies(bodies_within(unit))


class LinkForm(CrispyModelForm):
    """Which expected paper it is, and where in it the proof is."""

    class Meta(VietnameseMeta):
        model = Proof
        fields = ["requirement", "place"]
        empty_labels = {"requirement": OTHER_PAPER}

    def __init__(self, *args: Any, result: Result, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["requirement"].queryset = Requirement.objects.of_indicator(result.indicator_id)


class RequirementForm(CrispyModelForm):
    """A paper that an indicator expects, with the text that describes it."""

    class Meta(VietnameseMeta):
        model = Requirement
        fields = [
            "text",
            "kind",
            "is_mandatory",
            "needs_signature",
            "needs_seal",
            "period_words",
            "source",
            "confidence",
        ]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 2}),
            "source": forms.Textarea(attrs={"rows": 2}),
        }


class WithdrawForm(CrispyForm, forms.Form):
    """Why a paper is used no longer, or an issued document was recalled."""

    reason = ProseInput(label="Lý do", rows=3, max_length=2_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].error_messages["required"] = WITHDRAWAL_REASON_MISSING
