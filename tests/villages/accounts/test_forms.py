"""No page of a failure may show what was typed in a form of accounts."""

import pytest
from django.test import RequestFactory

from ntm_project.common.faults import sent_fields
from villages.accounts import forms

FORMS = [
    forms.NewPasswordForm,
    forms.ChangePasswordForm,
    forms.OwnPasswordForm,
    forms.EnrolForm,
    forms.FactorForm,
    forms.CodeForm,
]


@pytest.mark.parametrize("form", FORMS)
def test_every_field_is_known_as_a_secret(form) -> None:
    typed = dict.fromkeys(form.base_fields, "bí mật")
    assert list(sent_fields(RequestFactory().post("/", typed))) == []
