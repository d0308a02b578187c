"""The form of a finding that is known."""

from django import forms

from ntm_project.common.forms import CrispyModelForm, VietnameseMeta
from tasks.models import Waiver


class WaiverForm(CrispyModelForm):
    """Why a finding needs no mending; the finding itself is in the address of the page."""

    class Meta(VietnameseMeta):
        model = Waiver
        fields = ["reason"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}
        error_messages = {"reason": {"required": "Hãy ghi lý do: vì sao phát hiện này để nguyên."}}
