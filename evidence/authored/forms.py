"""The forms of a document's texts."""

from django import forms

from evidence.authored.models import AuthoredText, DefaultText
from evidence.authored.rules import MOST_BYTES
from ntm_project.common.forms import CrispyForm, CrispyModelForm, VietnameseMeta


class AuthoredTextForm(CrispyModelForm):
    """One block of a document, in plain text."""

    class Meta(VietnameseMeta):
        model = AuthoredText
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 16})}


class DefaultTextForm(CrispyModelForm):
    """With what a block begins, in plain text."""

    class Meta(VietnameseMeta):
        model = DefaultText
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 10})}


class ReferenceForm(CrispyForm, forms.Form):
    """The unit's own Word file."""

    file = forms.FileField(
        label="Tệp Word (.docx)",
        help_text=f"Tối đa {MOST_BYTES // 1_000_000} MB, không có macro.",
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )
