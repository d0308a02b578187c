"""The form by which a clerk issues a document, and the search of the register."""

from typing import Any

from django import forms

from evidence.issued.models import IssuedDocument, IssuedDocumentQuerySet
from ntm_project.common.choices import RowChoice
from ntm_project.common.forms import CrispyForm, CrispyModelForm, VietnameseMeta


class IssueForm(CrispyModelForm):
    """Number and day of a document, and which earlier one it replaces."""

    replaces = RowChoice(
        label="Thay thế văn bản",
        queryset=IssuedDocument.objects.none(),
        required=False,
        empty_label="Không thay thế văn bản nào",
    )
    skips = forms.BooleanField(
        label="Các số ở giữa đã cấp cho văn bản ngoài chương trình", required=False
    )

    class Meta(VietnameseMeta):
        model = IssuedDocument
        fields = ["number", "issued_on", "replaces"]

    def __init__(self, *args: Any, earlier: IssuedDocumentQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["replaces"].queryset = earlier
        if not earlier:
            del self.fields["replaces"]


class RegisterForm(CrispyForm, forms.Form):
    """What the register is searched by."""

    q = forms.CharField(label="Tìm trong sổ", required=False, max_length=200)
    nam = forms.IntegerField(label="Năm", required=False, min_value=2000, max_value=2100)
