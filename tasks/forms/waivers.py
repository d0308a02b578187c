"""The form of a finding that is known."""

from django import forms

from ntm_project.common.forms import CrispyModelForm, VietnameseMeta
from tasks.models import Waiver


class WaiverForm(CrispyModelForm):
    """Why a finding stands; the finding itself goes along unseen."""

    class Meta(VietnameseMeta):
        model = Waiver
        fields = ["check_slug", "fingerprint", "text", "reason"]
        widgets = {
            "check_slug": forms.HiddenInput,
            "fingerprint": forms.HiddenInput,
            "text": forms.HiddenInput,
            "reason": forms.Textarea(attrs={"rows": 3}),
        }
