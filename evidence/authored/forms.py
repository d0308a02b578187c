"""The forms of a document's texts."""

from django import forms

from evidence.authored.models import AuthoredText, DefaultText
from ntm_project.common.forms import CrispyModelForm, VietnameseMeta


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
