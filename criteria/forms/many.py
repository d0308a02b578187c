"""What an act over many indicators requires."""

from django import forms

from ntm_project.common.choices import OfficialChoice
from ntm_project.common.forms import CrispyForm, ProseInput


class ManyInChargeForm(CrispyForm, forms.Form):
    """Who is in charge of the indicators from now on."""

    in_charge = OfficialChoice(label="Người phụ trách", required=False, empty_label="Không giao ai")


class ClaimReasonForm(CrispyForm, forms.Form):
    """Why the indicators are not met, or do not apply."""

    reason = ProseInput(label="Lý do", max_length=2_000, rows=2)
