"""A figure that a report gives of a criterion, as a person corrects it."""

from django import forms

from criteria.models import Figure
from ntm_project.common.forms import CrispyModelForm, VietnameseMeta


class FigureForm(CrispyModelForm):
    """Its words, how much of how many, of which day, and its source."""

    class Meta(VietnameseMeta):
        model = Figure
        fields = ["text", "comparator", "value", "out_of", "unit_words", "as_of", "source"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}
        empty_labels = {"comparator": "Không ghi"}
