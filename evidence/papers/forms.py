"""The forms by which papers are sent, described, linked, withdrawn and found."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import Q, QuerySet

from criteria.models import Assessment, Criterion, Result
from evidence.papers.enums import PaperKind
from evidence.papers.models import Evidence, Requirement
from evidence.papers.queries.library import TYPE_GROUPS, LibraryFilters
from evidence.papers.rules import PaperData, commune_path, paper_errors
from ntm_project.common.forms import CrispyForm, DayInput, LineInput, ProseInput
from villages.access import Access
from villages.enums import Ability, UnitLevel
from villages.models import Body, Unit
from villages.roles import ROLES_WITH

MOST_CHOICES = 500  # more than a select can be read; a commune has far fewer
OUT_OF_SCOPE = "Lựa chọn này không còn hoặc nằm ngoài phạm vi được giao."
# What a browser offers to choose from; the content decides what is taken (`papers.files`).
ACCEPTED = "image/jpeg,image/png,image/webp,image/heic,.heic,.heif,.pdf,.docx,.xlsx"
CHOOSE_AGAIN = (
    "Trình duyệt không giữ lại tệp đã chọn. Sửa xong các ô trên thì hãy chọn lại tệp rồi gửi."
)


class FilesWidget(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesInput(forms.Field):
    """The files that arrived; what is missing or refused is said by the service."""

    widget = FilesWidget


class BodyChoice(forms.ModelChoiceField):
    """Bodies by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class UnitChoice(forms.ModelChoiceField):
    """Units by their full name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.title_name)


class RequirementChoice(forms.ModelChoiceField):
    """Expected papers by their text."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj)


def bodies_of(unit: Unit) -> "QuerySet[Body]":
    """The bodies of the unit's commune and of its villages."""
    return Body.objects.filter(unit__path__below=commune_path(unit)).order_by(
        "unit__path", "order", "pk"
    )


def units_to_add(access: Access) -> "QuerySet[Unit]":
    """The communes and villages in which the person adds papers; also those merged since, whose
    record goes on until it is closed."""
    scope = Q(pk__in=[])
    for posting in access.postings:
        if posting.role in ROLES_WITH[Ability.ADD_EVIDENCE]:
            scope |= Q(path__below=posting.unit.path)
    levels = (UnitLevel.COMMUNE, UnitLevel.VILLAGE)
    return Unit.objects.filter(scope, level__in=levels).order_by("path", "pk")


class PaperForm(CrispyForm, forms.Form):
    """What a person says of a paper; a photo needs its caption and day alone."""

    kind = forms.ChoiceField(
        label="Loại minh chứng",
        # Photos first: they are what a phone sends most.
        choices=[
            (PaperKind.PHOTO.value, PaperKind.PHOTO.label),
            *(choice for choice in PaperKind.choices if choice[0] != PaperKind.PHOTO),
        ],
    )
    title = ProseInput(label="Chú thích ảnh hoặc trích yếu văn bản", rows=2, max_length=2_000)
    dated_on = DayInput(label="Ngày chụp hoặc ngày văn bản", required=False)
    number = LineInput(
        label="Số, ký hiệu", max_length=60, required=False, help_text="Ví dụ: 45/BB-UBND."
    )
    issuer = LineInput(label="Cơ quan ban hành, tác giả", max_length=200, required=False)
    period_from = DayInput(label="Số liệu từ ngày", required=False)
    period_to = DayInput(label="Số liệu đến ngày", required=False)
    expires_on = DayInput(label="Hết hiệu lực ngày", required=False)
    sheets = forms.IntegerField(
        label="Số tờ",
        required=False,
        min_value=1,
        max_value=9_999,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    place = LineInput(label="Nơi chụp, nơi lập", max_length=200, required=False)
    note = ProseInput(label="Ghi chú", required=False, rows=2, max_length=2_000)

    # Shown apart from the rest, since a photo has none of it.
    DOCUMENT_FIELDS = ("number", "issuer", "period_from", "period_to", "expires_on", "sheets")
    # What each file says for itself where several are sent at once.
    OWN_FIELDS = ("title", "dated_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in PaperData.__dataclass_fields__:
            self.fields[name].widget.attrs.pop("required", None)
        self.fields["title"].error_messages["required"] = (
            "Hãy ghi trích yếu của văn bản; với ảnh thì ghi chú thích."
        )
        for name in ("invalid", "min_value", "max_value"):
            self.fields["sheets"].error_messages[name] = "Số tờ ghi bằng số nguyên, từ 1 trở lên."

    @property
    def document_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.DOCUMENT_FIELDS]

    def data_of(self) -> PaperData:
        """What was typed, as the services take it."""
        return PaperData(**{n: self.cleaned_data[n] for n in PaperData.__dataclass_fields__})

    def all_errors(self, today: date) -> dict[str, list[str]]:
        """Field → sentences: what does not read, or else what a paper does not take."""
        if self.is_valid():
            for name, sentence in paper_errors(self.data_of(), today=today).items():
                self.add_error(name, sentence)
        return self.told()

    def told(self) -> dict[str, list[str]]:
        """Field → the sentences that stand at it."""
        return {name: [str(told) for told in self.errors[name]] for name in self.errors}

    @staticmethod
    def initial_of(paper: Evidence) -> dict[str, Any]:
        """What the form shows of a paper."""
        return {name: getattr(paper, name) for name in PaperData.__dataclass_fields__}


class EditForm(PaperForm):
    """The same with the version that was seen."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)


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
        self.fields["on_behalf_of"].error_messages["invalid_choice"] = OUT_OF_SCOPE
        self.fields["form_key"].error_messages = {
            "required": "Trang này đã cũ. Hãy tải lại trang rồi gửi lại.",
            "invalid": "Trang này đã cũ. Hãy tải lại trang rồi gửi lại.",
        }


class UploadForm(SendFields, PaperForm):
    """Files with what they are, where they belong and what they fulfil."""

    unit = UnitChoice(label="Đơn vị", queryset=Unit.objects.none(), empty_label=None)
    requirement = RequirementChoice(
        label="Là giấy tờ nào theo yêu cầu",
        queryset=Requirement.objects.none(),
        required=False,
        empty_label="Minh chứng khác, ngoài danh mục yêu cầu",
    )

    def __init__(
        self, *args: Any, unit: Unit, units: "QuerySet[Unit]", result: Result | None, **kwargs: Any
    ) -> None:
        """`units` are offered where neither an indicator nor a task says whose the papers are."""
        super().__init__(*args, **kwargs)
        self._offer_bodies(bodies_of(unit))
        self.fields["unit"].queryset = units
        self.fields["unit"].error_messages["invalid_choice"] = OUT_OF_SCOPE
        self.fields["unit"].initial = unit.pk
        expected = Requirement.objects.filter(indicator=result.indicator_id) if result else None
        if expected is None:
            del self.fields["requirement"]
            return
        self.fields["requirement"].queryset = expected.order_by("order", "pk")
        self.fields["requirement"].error_messages["invalid_choice"] = OUT_OF_SCOPE


class FileForm(SendFields):
    """A further file of a paper."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].widget.allow_multiple_selected = False
        self.fields["files"].label = "Tệp mới"
        self._offer_bodies(bodies_of(unit))


class LinkForm(CrispyForm, forms.Form):
    """Which expected paper it is, and where in it the proof stands."""

    requirement = RequirementChoice(
        label="Là giấy tờ nào theo yêu cầu",
        queryset=Requirement.objects.none(),
        required=False,
        empty_label="Minh chứng khác, ngoài danh mục yêu cầu",
    )
    place = LineInput(
        label="Vị trí trong văn bản",
        max_length=100,
        required=False,
        help_text="Ví dụ: trang 3, biểu 2. Để trống khi cả văn bản là minh chứng.",
    )

    def __init__(self, *args: Any, result: Result, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        expected = Requirement.objects.filter(indicator=result.indicator_id)
        self.fields["requirement"].queryset = expected.order_by("order", "pk")
        self.fields["requirement"].error_messages["invalid_choice"] = OUT_OF_SCOPE


class WithdrawForm(CrispyForm, forms.Form):
    """Why a paper is used no longer."""

    reason = ProseInput(label="Lý do thôi dùng", rows=3, max_length=2_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].error_messages["required"] = (
            "Thôi dùng minh chứng thì phải ghi lý do."
        )
        self.fields["reason"].widget.attrs.pop("required", None)


class ResultSearchForm(CrispyForm, forms.Form):
    """Words and an assessment by which an indicator is found."""

    q = LineInput(label="Tìm chỉ tiêu", max_length=200, required=False)
    danh_gia = forms.ChoiceField(label="Đánh giá", required=False)

    def __init__(self, *args: Any, assessments: list[Assessment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.input_type = "search"
        field: Any = self.fields["danh_gia"]
        field.choices = [("", "Mọi đánh giá")] + [(str(row.pk), str(row)) for row in assessments]


class LibraryForm(CrispyForm, forms.Form):
    """The filters of the library; they live in the address."""

    q = LineInput(label="Tìm minh chứng", max_length=200, required=False)
    don_vi = forms.ChoiceField(label="Đơn vị", required=False)
    loai = forms.ChoiceField(
        label="Loại", required=False, choices=[("", "Mọi loại"), *PaperKind.choices]
    )
    tep = forms.ChoiceField(
        label="Dạng tệp",
        required=False,
        choices=[("", "Mọi dạng tệp"), *((key, words) for key, (words, _) in TYPE_GROUPS.items())],
    )
    danh_gia = forms.ChoiceField(label="Đánh giá", required=False)
    tieu_chi = forms.ChoiceField(label="Tiêu chí", required=False)
    sap_het = forms.BooleanField(label="Sắp hết hiệu lực", required=False)
    trung = forms.BooleanField(label="Trùng nội dung", required=False)
    chua_gan = forms.BooleanField(label="Chưa gắn với chỉ tiêu nào", required=False)
    thoi_dung = forms.BooleanField(label="Đã thôi dùng", required=False)
    ket_qua = forms.IntegerField(required=False, widget=forms.HiddenInput)
    gan = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.input_type = "search"
        units = list(
            Unit.objects.visible_to(access)
            .order_by("path", "pk")
            .only("pk", "path", "name", "noun")[:MOST_CHOICES]
        )
        self.paths = {str(unit.pk): unit.path for unit in units}
        assessments = Assessment.objects.visible_to(access).for_table()[:MOST_CHOICES]
        chosen = str(self.data.get("danh_gia") or "")
        criteria = (
            Criterion.objects.filter(criteria_set__assessments=int(chosen)).order_by("number")
            if chosen.isdecimal() and len(chosen) < 19
            else Criterion.objects.none()
        )
        offered = {
            "don_vi": ("Mọi đơn vị", [(str(u.pk), u.title_name) for u in units]),
            "danh_gia": ("Mọi đánh giá", [(str(a.pk), str(a)) for a in assessments]),
            "tieu_chi": (
                "Mọi tiêu chí" if chosen else "Chọn đánh giá trước",
                [(str(c.pk), f"{c.number}. {c.name}") for c in criteria],
            ),
        }
        for name, (every, choices) in offered.items():
            self.fields[name].choices = [("", every), *choices]

    @property
    def filters(self) -> LibraryFilters | None:
        """What was asked; None when a value cannot be used, so that nothing is found."""
        if not self.is_valid():
            return None
        said = self.cleaned_data
        return LibraryFilters(
            words=said["q"],
            unit_path=self.paths.get(said["don_vi"], ""),
            kind=said["loai"],
            type_group=said["tep"],
            assessment=int(said["danh_gia"] or 0),
            criterion=int(said["tieu_chi"] or 0),
            result=said["ket_qua"] or 0,
            is_expiring=said["sap_het"],
            is_double=said["trung"],
            is_loose=said["chua_gan"],
            is_withdrawn=said["thoi_dung"],
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter behind "Lọc thêm" is in use, so that it must be seen."""
        names = ("don_vi", "loai", "tep", "danh_gia", "tieu_chi", "sap_het", "trung", "thoi_dung")
        return bool(self.errors) or any(self.data.get(name) for name in names)
