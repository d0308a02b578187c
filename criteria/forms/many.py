"""What an act over many indicators requires."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from ntm_project.common.choices import OfficialChoice
from ntm_project.common.forms import CrispyForm, ProseInput
from villages.models import Official


class ManyInChargeForm(CrispyForm, forms.Form):
    """Who is in charge of the indicators from now on."""

    in_charge = OfficialChoice(label="Người phụ trách", required=False, empty_label="Không giao ai")

    def __init__(self, data: Any = None, *, people: "QuerySet[Official]") -> None:
        super().__init__(data)
        self.fields["in_charge"].queryset = people


class ClaimReasonForm(CrispyForm, forms.Form):
    """Why the indicators are not met, or do not apply."""

    reason = ProseInput(label="Lý do", max_length=2_000, rows=2)
