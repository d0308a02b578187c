"""The search box of the page of results."""

from django import forms

from ntm_project.common.forms import CrispyForm, LineInput


class SearchForm(CrispyForm, forms.Form):
    """What is looked for."""

    q = LineInput(label="Tìm", max_length=200, required=False)
