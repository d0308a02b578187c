"""The forms by which papers are sent, described, linked, withdrawn and found."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict

from criteria.models import Assessment, Criterion, Result
from criteria.nouns import of_set
from evidence.papers.enums import PaperKind
from evidence.papers.models import Evidence, Proof, Requirement
from evidence.papers.queries.library import TYPE_GROUPS, LibraryFilters
from evidence.papers.rules import (
    SHEETS_WRONG,
    TITLE_MISSING,
    WITHDRAWAL_REASON_MISSING,
    commune_path,
    paper_errors,
)
from ntm_project.common.answers import key_of
from ntm_project.common.choices import BodyChoice, RowChoice, UnitChoice
from ntm_project.common.filters import ListFilter
from ntm_project.common.forms import (
    OUT_OF_SCOPE,
    CrispyForm,
    CrispyModelForm,
    DayInput,
    LineInput,
    ProseInput,
    VietnameseMeta,
    vietnamese_field,
)
from ntm_project.common.lists import SortColumn
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
        """Field → the sentences that stand at it."""
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
    """Which expected paper it is, and where in it the proof stands."""

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


class ResultSearchForm(ListFilter):
    """Words and an assessment by which an indicator is found."""

    q = LineInput(label="Tìm chỉ tiêu", max_length=200, required=False)
    danh_gia = RowChoice(label="Đánh giá", required=False, empty_label="Mọi đánh giá")

    def __init__(self, *args: Any, assessments: "QuerySet[Assessment]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.input_type = "search"
        self.fields["danh_gia"].queryset = assessments


def _hidden_result(label: str) -> Any:
    return forms.ModelChoiceField(None, label=label, required=False, widget=forms.HiddenInput)


class LibraryForm(ListFilter):
    """The filters of the library; they live in the address."""

    SORTS = (
        SortColumn("them", "Ngày thêm", ("pk",)),
        SortColumn("ten", "Tên", ("search",)),
        SortColumn("ngay", "Ngày văn bản", ("dated_on",)),
        SortColumn("het-han", "Ngày hết hiệu lực", ("expires_on",)),
    )
    q = LineInput(label="Tìm minh chứng", max_length=200, required=False)
    don_vi = UnitChoice(label="Đơn vị", required=False, empty_label="Mọi đơn vị")
    loai = forms.ChoiceField(
        label="Loại", required=False, choices=[("", "Mọi loại"), *PaperKind.choices]
    )
    tep = forms.ChoiceField(
        label="Dạng tệp",
        required=False,
        choices=[("", "Mọi dạng tệp"), *((key, words) for key, (words, _) in TYPE_GROUPS.items())],
    )
    danh_gia = RowChoice(label="Đánh giá", required=False, empty_label="Mọi đánh giá")
    tieu_chi: Any = forms.ModelChoiceField(None, label="Tiêu chí", required=False)
    sap_het = forms.BooleanField(label="Sắp hết hiệu lực", required=False)
    trung = forms.BooleanField(label="Trùng nội dung", required=False)
    chua_gan = forms.BooleanField(label="Chưa gắn với chỉ tiêu nào", required=False)
    thoi_dung = forms.BooleanField(label="Đã thôi dùng", required=False)
    ket_qua: Any = _hidden_result("Minh chứng của chỉ tiêu")
    gan: Any = _hidden_result("Chọn minh chứng cho chỉ tiêu")

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.input_type = "search"
        self.fields["don_vi"].queryset = Unit.objects.visible_to(access).order_by("path", "pk")
        for name in ("ket_qua", "gan"):
            self.fields[name].queryset = Result.objects.visible_to(access).with_names()
        assessments = Assessment.objects.visible_to(access)
        self.fields["danh_gia"].queryset = assessments.for_table()
        chosen = assessments.filter(pk=key_of(self.data.get("danh_gia"))).first()
        criteria = Criterion.objects.filter(criteria_set=chosen.criteria_set_id if chosen else None)
        self.fields["tieu_chi"].queryset = criteria.order_by("number")
        self.fields["tieu_chi"].empty_label = "Mọi tiêu chí" if chosen else "Chọn đánh giá trước"

    @property
    def filters(self) -> LibraryFilters | None:
        """The filters chosen; None when a value cannot be used, so that nothing is found."""
        if not self.is_valid():
            return None
        typed = self.cleaned_data
        return LibraryFilters(
            words=typed["q"],
            unit_path=typed["don_vi"].path if typed["don_vi"] else "",
            kind=typed["loai"],
            type_group=typed["tep"],
            assessment=typed["danh_gia"].pk if typed["danh_gia"] else 0,
            criterion=typed["tieu_chi"].pk if typed["tieu_chi"] else 0,
            result=typed["ket_qua"].pk if typed["ket_qua"] else 0,
            is_expiring=typed["sap_het"],
            is_double=typed["trung"],
            is_loose=typed["chua_gan"],
            is_withdrawn=typed["thoi_dung"],
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter behind "Lọc thêm" is in use, so that it must be seen."""
        names = ("don_vi", "loai", "tep", "danh_gia", "tieu_chi", "sap_het", "trung", "thoi_dung")
        return bool(self.errors) or any(self.data.get(name) for name in names)


class KindForm(CrispyForm, forms.Form):
    """One kind for all."""

    kind = vietnamese_field(Evidence._meta.get_field("kind"))


class ExpiryForm(CrispyForm, forms.Form):
    """One day on which all expire."""

    expires_on = DayInput(label="Hết hiệu lực ngày")


class LinkManyForm(CrispyForm, forms.Form):
    """The indicator that all prove."""

    assessment = RowChoice(label="Đánh giá", empty_label="Chọn đánh giá")
    code = LineInput(label="Số chỉ tiêu", max_length=20, help_text="Ví dụ: 17.5.")

    def __init__(self, data: Any = None, *, access: Access) -> None:
        super().__init__(data)
        self.fields["assessment"].queryset = Assessment.objects.visible_to(access).for_table()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("assessment") and data.get("code"):
            rows = Result.objects.filter(assessment=data["assessment"]).with_names()
            data["result"] = rows.filter(indicator__code=data["code"]).first()
            if data["result"] is None:
                words = "Bộ tiêu chí của đánh giá này không có chỉ tiêu số đó."
                self.add_error("code", of_set(words, data["assessment"]))
        return data
