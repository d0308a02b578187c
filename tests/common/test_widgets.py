"""The quick renderer writes what Django's own templates write, whatever is in the field."""

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

from ntm_project.common.widgets import QuickRenderer

HOSTILE = "\"><script>alert('x')</script>&amp; Đặng"


class Everything(forms.Form):
    """Each kind of control that the quick renderer draws, and one that it leaves."""

    text = forms.CharField(max_length=9, widget=forms.TextInput(attrs={"data-x": HOSTILE}))
    hidden = forms.IntegerField(widget=forms.HiddenInput)
    number = forms.IntegerField(min_value=3, required=False, disabled=True)
    email = forms.EmailField(help_text="Giúp")
    password = forms.CharField(widget=forms.PasswordInput)
    prose = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}))
    choice = forms.ChoiceField(
        choices=[
            ("", "Chưa chọn"),
            (1, HOSTILE),
            ("Nhóm", [("a", mark_safe("<b>A</b>")), (1234, 1234)]),
        ]
    )
    several = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")])
    switch = forms.BooleanField()


def bare(drawn: str) -> str:
    """Without the white space between tags, which differs."""
    return re.sub(r">\s+<", "><", drawn).strip()


@pytest.mark.parametrize(
    "data",
    [
        None,
        {},
        {
            "text": HOSTILE, "hidden": "7", "number": "1", "email": "x", "prose": HOSTILE,
            "choice": "1", "several": ["a", "b"], "switch": "on",
        },
        {"text": "0", "prose": " \n dòng", "choice": "1234", "hidden": HOSTILE},
    ],
)  # fmt: skip
def test_each_control_is_the_same(data) -> None:
    quick = Everything(data, renderer=QuickRenderer())
    plain = Everything(data, renderer=DjangoTemplates())
    for name in quick.fields:
        assert bare(str(quick[name])) == bare(str(plain[name])), name
