"""What the pages of this floor share: the answer after a save, and refused input."""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from ntm_project.common.answers import key_of
from villages.http import Request


def wants_more(request: Request) -> bool:
    """Whether the form was sent only to get other choices or another row, not to be saved."""
    return "refresh" in request.POST or "add_row" in request.POST


def with_row(request: Request, prefix: str, **values: str) -> QueryDict:
    """What was sent; with one further row of the set of forms where that was asked for."""
    data = request.POST.copy()
    if "add_row" in data:
        total = key_of(data.get(f"{prefix}-TOTAL_FORMS"))
        data[f"{prefix}-TOTAL_FORMS"] = str(total + 1)
        for name, value in values.items():
            data[f"{prefix}-{total}-{name}"] = value
    return data


def link_to(name: str, *args: Any) -> str:
    """The address of a page of a higher floor, or "" where that page does not exist."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def apply_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """Put a service's sentences at their fields; what belongs to none stands above the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        is_known = name in form.fields and name != NON_FIELD_ERRORS
        form.add_error(name if is_known else None, ValidationError(errors))


def page(
    request: Request, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """The page, or for htmx its fragment: `tasks/move.html` has `tasks/_move.html` inside."""
    if getattr(request, "htmx", False):
        folder, _, name = template.rpartition("/")
        template = f"{folder}/_{name}"
    return render(request, template, context, status=status)
