"""What is typed of a recognition: the decision, each of its grounds, and the answer from above."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.text import capfirst

from criteria.models import Recognition
from evidence.papers.models import Evidence
from evidence.review.enums import Answer, GroundKind
from evidence.review.models import Ground
from evidence.review.models.recognition import ANSWERS
from evidence.review.rules.recognition import ISSUER_MISSING, NUMBER_MISSING
from ntm_project.common.choices import RowChoice
from ntm_project.common.forms import (
    CrispyForm,
    CrispyModelForm,
    ProseInput,
    VietnameseMeta,
    put_errors,
)

# What each ground needs beside its paper, with the words of its fields. Only what the law names.
FIELDS: dict[GroundKind, dict[str, str]] = {
    GroundKind.DECISION: {},
    GroundKind.SATISFACTION: {"figure": "Tỷ lệ hài lòng (%)", "day": "Ngày có kết quả"},
    GroundKind.DEBT: {"figure": "Số còn nợ (triệu đồng)", "day": "Tính đến ngày"},
    GroundKind.SECURITY: {"answer": "Kết luận", "day": "Ngày xác nhận"},
    GroundKind.NOTICE: {
        "day": "Thông báo từ ngày",
        "until": "Đến ngày",
        "times": "Số lần phát thanh",
    },
    GroundKind.FRONT: {"answer": "Ý kiến", "day": "Ngày có ý kiến"},
}
# Where each comes from; how far it was checked stands above the whole (`procedure_words`).
HELPS: dict[GroundKind, str] = {
    GroundKind.DECISION: "Bản quét của chính quyết định. Đơn vị tự ghi thì bắt buộc có.",
    GroundKind.SATISFACTION: "QĐ 18/2022/QĐ-TTg yêu cầu kết quả lấy ý kiến hài lòng của người dân; "
    "tỷ lệ phải đạt chưa rõ nên không so.",
    GroundKind.DEBT: "QĐ 18/2022/QĐ-TTg: không có nợ đọng xây dựng cơ bản của Chương trình; không "
    "còn nợ thì ghi 0.",
    GroundKind.SECURITY: "QĐ 18/2022/QĐ-TTg: không phức tạp về an ninh, trật tự.",
    GroundKind.NOTICE: "QĐ 18/2022/QĐ-TTg, Điều 5: niêm yết tại trụ sở UBND và nhà văn hóa thôn, "
    "phát thanh ít nhất năm lần trong 15 ngày.",
    GroundKind.FRONT: "QĐ 18/2022/QĐ-TTg, Điều 5: gửi lấy ý kiến Mặt trận Tổ quốc và các đoàn thể.",
}


class PaperChoice(RowChoice):
    """The papers that may be a ground, newest first; none is an answer too."""

    default_error_messages = {"invalid_choice": "Giấy tờ này không phải minh chứng của đơn vị."}


class RecognitionForm(CrispyModelForm):
    """The decision that recognises a unit."""

    class Meta(VietnameseMeta):
        model = Recognition
        fields = ("decision_number", "decided_on", "issuer", "title", "note")
        widgets: ClassVar = {"note": forms.Textarea(attrs={"rows": 2})}
        help_texts: ClassVar = {"title": "Để trống thì ghi theo tên ngắn của bộ tiêu chí."}
        error_messages: ClassVar = {
            "decision_number": {"required": NUMBER_MISSING},
            "decided_on": {"required": "Hãy ghi ngày quyết định."},
            "issuer": {"required": ISSUER_MISSING},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Old recognitions may lack the number, a new one may not; the title has a default.
        self.fields["decision_number"].required = True
        self.fields["title"].required = False


class GroundForm(CrispyModelForm):
    """One ground: its paper or none, and what the law names of it."""

    paper = PaperChoice(label="Giấy tờ", required=False, empty_label="Chưa có")

    class Meta(VietnameseMeta):
        model = Ground
        fields = ("answer", "figure", "day", "until", "times")

    field_order = ("answer", "figure", "day", "until", "times", "paper")

    def __init__(
        self,
        data: Any = None,
        *,
        kind: GroundKind,
        papers: "QuerySet[Evidence]",
        known: Ground | None = None,
    ) -> None:
        """A form for a ground; of one known in part it asks only for what is missing."""
        super().__init__(data, prefix=kind.value)
        self.kind = kind
        self.known = known
        self.fields["paper"].queryset = papers
        if known is not None and known.revision_id:
            del self.fields["paper"]
        for name in self.Meta.fields:
            if name not in FIELDS[kind] or getattr(known, name, None) not in (None, ""):
                del self.fields[name]
            else:
                self.fields[name].label = FIELDS[kind][name]
        if "answer" in self.fields:
            words = [(a.value, ANSWERS[kind, a]) for a in Answer]
            self.fields["answer"].choices = [
                ("", "Chưa có"),
                *((value, capfirst(text)) for value, text in words),
            ]

    @property
    def heading(self) -> str:
        return str(self.kind.label)

    @property
    def help(self) -> str:
        return HELPS[self.kind]

    def values(self) -> dict[str, Any]:
        return super().values() | {"paper": self.cleaned_data.get("paper")}


def ground_forms(
    data: Any, papers: "QuerySet[Evidence]", known: "Mapping[str, Ground] | None" = None
) -> list[GroundForm]:
    """A form for each ground of which something is not known, in the order of the law."""
    held = known or {}
    forms_ = [GroundForm(data, kind=k, papers=papers, known=held.get(k)) for k in GroundKind]
    return [form for form in forms_ if form.fields]


class RevocationForm(CrispyModelForm):
    """The decision that takes a recognition back."""

    class Meta(VietnameseMeta):
        model = Recognition
        fields = ("revoked_by", "revoked_on", "revoked_for")
        labels: ClassVar = {"revoked_by": "Số quyết định thu hồi"}
        widgets: ClassVar = {"revoked_for": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = True


def put_all_errors(
    form: forms.BaseForm, grounds: "list[GroundForm]", error: ValidationError
) -> None:
    """The sentences of the service at the fields of the decision and of its grounds."""
    known = {
        ground.add_prefix(name): (ground, name) for ground in grounds for name in ground.fields
    }
    rest: dict[str, Any] = {}
    by_place: Mapping[str, Any] = getattr(error, "error_dict", None) or {
        "__all__": error.error_list
    }
    for place, errors in by_place.items():
        if place in known:
            ground, name = known[place]
            ground.add_error(name, errors)
        else:
            rest[place] = errors
    if rest:
        put_errors(form, ValidationError(rest))


class AnswerForm(CrispyForm, forms.Form):
    """The answer of the unit above."""

    answer = forms.ChoiceField(
        label="Trả lời",
        choices=[("confirm", "Xác nhận"), ("refuse", "Không xác nhận")],
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn xác nhận hoặc không xác nhận."},
    )
    refusal = ProseInput(label="Lý do không xác nhận", required=False, max_length=5_000)
