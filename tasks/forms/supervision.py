"""The form of who directs which criterion."""

from django import forms

from ntm_project.common.forms import CrispyForm
from villages.models import Official


class SupervisionForm(CrispyForm, forms.Form):
    """The leaders of one criterion."""

    officials = forms.ModelMultipleChoiceField(
        label="Lãnh đạo phụ trách",
        queryset=Official.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Cán bộ này không thuộc danh sách lãnh đạo."},
    )
