"""Selects of people and units: a page holds the chosen line alone, the rest comes when opened.

The page's script fetches the lines from the form's own address with `?lua_chon=<name of the
field>`; without a script a link reloads the form with all of them. What is typed is checked against
the whole queryset of the field, which its form keeps within the person's scope.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ntm_project.common.answers import keys_of
from ntm_project.common.forms import OUT_OF_SCOPE

PARAMETER, ALL = "lua_chon", "tat-ca"


class OfferedRows(ModelChoiceIterator):
    """The lines of a select, all of them or only what is chosen."""

    field: "RowChoice"

    def __init__(self, field: "RowChoice") -> None:
        super().__init__(field)
        if field.related and self.queryset is not None:
            self.queryset = self.queryset.select_related(*field.related)

    def chosen(self, values: Iterable[str]) -> Iterator[tuple[Any, Any]]:
        """The empty line and the chosen one; without either, the first, as a browser would."""
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        keys = keys_of(values)
        rows = [row for row in self.field.known if row.pk in keys]
        if keys and not rows:
            rows = list(self.queryset.filter(pk__in=keys))
        if not rows and self.field.empty_label is None:
            rows = list(self.queryset[:1])
        for row in rows:
            yield self.choice(row)


class RowSelect(forms.Select):
    """A select that draws its chosen line, and the others once it has been given `shows_all`."""

    template_name = "choices/select.html"
    shows_all = False
    all_url = f"?{PARAMETER}={ALL}"

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> list[Any]:
        offered = self.choices
        if self.shows_all or not isinstance(offered, OfferedRows):
            return super().optgroups(name, value, attrs)
        return forms.Select(choices=tuple(offered.chosen(value))).optgroups(name, value, attrs)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["all_url"] = "" if self.shows_all else self.all_url
        if not self.shows_all:
            context["widget"]["attrs"]["data-choices"] = name
        return context

    def use_required_attribute(self, initial: Any) -> bool:
        # Django would fetch the first row to learn whether it is the empty line.
        offered = self.choices
        has_empty = isinstance(offered, OfferedRows) and offered.field.empty_label is not None
        return not self.is_hidden and has_empty


class RowChoice(forms.ModelChoiceField):
    """One row of a queryset that may be long."""

    widget = RowSelect
    iterator = OfferedRows
    default_error_messages = {"invalid_choice": OUT_OF_SCOPE}
    # What the words of a line need besides the row.
    related: tuple[str, ...] = ()
    # Rows read beforehand, so that drawing the chosen line of many selects reads nothing.
    known: "Sequence[Any]" = ()

    def __init__(self, queryset: "QuerySet[Any] | None" = None, **kwargs: Any) -> None:
        super().__init__(queryset, **kwargs)


class UnitChoice(RowChoice):
    """Units by their full names, each with the one above it: `thôn Mai Hạ, xã Mai Đình`."""

    related = ("parent",)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title_name}, {obj.parent}" if obj.parent else str(obj.title_name)


class BodyChoice(RowChoice):
    """Bodies by name, each with its unit: two villages have one of the same name."""

    related = ("unit",)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.unit})"


class OfficialChoice(RowChoice):
    """People by name; with their title where the queryset has it as `main_title`."""

    def label_from_instance(self, obj: Any) -> str:
        title = obj.distinction_to_choose_by or getattr(obj, "main_title", "")
        return f"{obj.full_name} – {title}" if title else str(obj)


def _fields_by_name(form: Any) -> Iterator[tuple[str, Any]]:
    """Each such field of a form, or of a formset and the row it would add, by its name in HTML."""
    if isinstance(form, forms.BaseFormSet):
        for row in (*form.forms, form.empty_form):
            yield from _fields_by_name(row)
        return
    for name, field in form.fields.items():
        if isinstance(field.widget, RowSelect):
            yield form.add_prefix(name), field


def choices_answer(request: HttpRequest, *forms_of_page: Any) -> HttpResponse | None:
    """The lines of the select that `?lua_chon=` names; None when the page itself is wanted.

    A view calls this once the person may see the form, with all forms and formsets of the page.
    """
    fields = [pair for form in forms_of_page for pair in _fields_by_name(form)]
    wanted = request.GET.get(PARAMETER, "")
    if not wanted or wanted == ALL or request.method == "POST":
        query = request.GET.copy()
        query[PARAMETER] = ALL
        for _, field in fields:
            field.widget.shows_all = wanted == ALL
            field.widget.all_url = f"?{query.urlencode()}"
        return None
    # A row that was added on the page is known by the one that the formset would add.
    for name in (wanted, re.sub(r"-\d+-", "-__prefix__-", wanted, count=1)):
        for known, field in fields:
            if known == name:
                return render(request, "components/choices.html", {"lines": _lines(field)})
    raise Http404


def _lines(field: Any) -> Iterator[tuple[str, str]]:
    for value, label in field.choices:
        yield str(value), str(label)
