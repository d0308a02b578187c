"""Every field that a form of an edit shows survives the edit, and stands in its audit event.

The pages are found, not listed: whatever address of the matrix shows a form of a stored row is
filled in anew, field by field, sent, and read back from the database.
"""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.db import transaction
from django.db.models import Model
from django.test import Client

from criteria.forms.results import ValueInput
from ntm_project.common.dates import format_day
from ntm_project.common.forms import (
    CrispyModelForm,
    DayInput,
    DecimalInput,
    MoneyInput,
    YearInput,
)
from tests.access.test_matrix import ROWS, _address, _Undo
from tests.access.world import Matrix
from villages.edit import recorded_fields
from villages.enums import Role
from villages.models import AuditEvent

pytestmark = pytest.mark.django_db

PAGES = [row for row in ROWS if row["method"] == "GET" and "ok" in row.values()]
EDITORS = (Role.STANDING_OFFICER, Role.ADMINISTRATOR, "upper")

# Fields that cannot be another thing in this world, each with its reason.
KEPT: dict[tuple[str, str], str] = {
    ("FundingForm", "criterion"): "offered once an assessment is chosen",
    ("TaskForm", "criterion"): "offered once an assessment is chosen",
    ("TaskForm", "indicator"): "offered once a criterion is chosen",
}


TYPED = {
    DayInput: format_day(date(2024, 8, 9)),
    YearInput: "2025",
    DecimalInput: "7",
    MoneyInput: "7 triệu đồng",
    ValueInput: "7",
    forms.IntegerField: "7",
    forms.EmailField: "moi@example.vn",
}


def _other(form: forms.BaseForm, name: str) -> Any:
    """Another value for the field, as a browser would send it; None when there is none."""
    field, now = form.fields[name], form[name].value()
    if isinstance(field, forms.BooleanField):
        return "" if now else "on"
    if isinstance(field, forms.ModelChoiceField):
        rows = field.queryset.exclude(pk=getattr(now, "pk", now) or 0)
        row = rows.order_by("pk").first()
        return row and str(row.pk)
    if isinstance(field, forms.ChoiceField):
        keys = [str(key) for key, _ in field.choices if key not in ("", now)]
        return keys[0] if keys else None
    for kind, text in TYPED.items():
        if isinstance(field, kind):
            return text
    return f"Khác {name}"[: getattr(field, "max_length", None) or 60]


def _forms(context: Any) -> dict[str, CrispyModelForm]:
    """The forms of stored rows that a page shows."""
    found = {}
    for layer in context if isinstance(context, list) else [context]:
        for value in (layer.flatten() if layer else {}).values():
            if isinstance(value, CrispyModelForm) and value.instance.pk is not None:
                found[type(value).__name__] = value
    return found


def _typed(form: CrispyModelForm) -> dict[str, Any]:
    """Each field of the model typed anew; all else as the page shows it."""
    columns = {field.name for field in recorded_fields(type(form.instance))}
    data: dict[str, Any] = {}
    for name in form.fields:
        other = _other(form, name) if name in columns else None
        if other is None:
            value = form[name].value()
            other = "" if value is None else getattr(value, "pk", value)
        if other not in ("", False):
            data[form.add_prefix(name)] = other
    return data


def _rows_beside(context: Any) -> dict[str, str]:
    """The sets of rows beside the form, sent without a row."""
    found = {}
    for layer in context if isinstance(context, list) else [context]:
        for value in (layer.flatten() if layer else {}).values():
            if isinstance(value, forms.BaseFormSet):
                found |= {f"{value.prefix}-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
    return found


def _values(row: Model) -> dict[str, Any]:
    row = type(row)._base_manager.get(pk=row.pk)
    return {
        field.name: format(value.normalize(), "f") if isinstance(value, Decimal) else value
        for field in recorded_fields(type(row))
        for value in [field.value_from_object(row)]
    }


def _edit(client: Client, url: str) -> list[str]:
    """Names of forms at the address whose fields all survived their edit; nothing is kept."""
    survived: list[str] = []
    try:
        with transaction.atomic():
            survived = _edited(client, url)
            raise _Undo
    except _Undo:
        return survived


def _edited(client: Client, url: str) -> list[str]:
    page = client.get(url)
    if page.streaming:  # a file; read to its end, it is closed
        b"".join(page.streaming_content)
    if page.streaming or page.status_code != 200:
        return []
    survived = []
    for name, form in _forms(page.context).items():
        before, last = _values(form.instance), AuditEvent.objects.order_by("-pk").first()
        version = page.context.get("seen_version", getattr(form.instance, "version", 0))
        data = _typed(form) | _rows_beside(page.context) | {"seen_version": str(version)}
        answer = client.post(url, data)
        if answer.status_code == 405:  # sent to an address of its own, where it is met again
            continue
        assert answer.status_code in (200, 303), (url, name, answer.status_code, _faults(answer))
        after = _values(form.instance)
        events = AuditEvent.objects.about(form.instance).filter(pk__gt=last.pk if last else 0)
        recorded = {key for event in events for key in event.changes}
        for field in form.fields:
            if field in before and (name, field) not in KEPT:
                assert after[field] != before[field], f"{url}: {name}.{field} was thrown away"
                assert field in recorded, f"{url}: {name}.{field} is not in the audit event"
        survived.append(name)
    return survived


def _faults(answer: Any) -> list[Any]:
    return [form.errors for form in _forms(answer.context).values()]


def test_every_field_of_every_edit_survives_and_is_recorded(world: Matrix) -> None:
    edited: set[str] = set()
    for row in PAGES:
        url = _address(row, world)
        for editor in EDITORS:
            if row[editor] == "ok":
                edited.update(_edit(world.clients[editor], url))
                break
    assert edited >= {"OfficialForm", "TaskForm", "ReportForm"}
    assert edited >= {"PlanForm", "RecipientForm", "FundingForm", "EditMeetingForm"}
    assert edited >= {"EditConclusionForm"}
    assert edited >= {"ResultForm", "InChargeForm", "EditAssessmentForm"}
