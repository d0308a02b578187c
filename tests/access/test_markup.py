"""Markup that somebody wrote is text on every page: it stands in every column, and nowhere as an
element.
"""

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import DatabaseError, models, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.utils.html import escape

from ntm_project.common.models import LineField, ProseField
from tests.access.matrix import Matrix
from tests.access.pages import read, walk
from villages.enums import Role

pytestmark = [pytest.mark.once, pytest.mark.long]

APPS = ("villages", "criteria", "tasks", "evidence")
HEAD = "<xss onload='\"'>"
MARKUP = HEAD + "{{ 7|add:7 }}"


def _texts() -> list[tuple[type[models.Model], str]]:
    """Every column that holds words of people."""
    return [
        (model, field.name)
        for model in apps.get_models()
        if model._meta.app_label in APPS
        for field in model._meta.concrete_fields
        if isinstance(field, LineField | ProseField) and not field.unique
    ]


def write_everywhere() -> set[str]:
    """The columns that took the markup; what is kept for ever or has its own shape did not."""
    taken = set()
    for model, name in _texts():
        field = model._meta.get_field(name)
        words = Concat(Value(MARKUP), F(name), output_field=models.TextField())
        try:
            with transaction.atomic():
                if models.QuerySet(model).update(**{name: words}):
                    taken.add(f"{model._meta.label}.{field.name}")
        except DatabaseError:
            continue
    return taken


def shown_of(pages: list[tuple[str, str]]) -> tuple[int, list[str]]:
    """How many of the pages show the markup as text, and which hold it as an element."""
    shown = sum(escape("<xss") in html for _, html in pages)
    return shown, [url for url, html in pages if "<xss" in html or f"{escape(HEAD)}14" in html]


def test_what_was_written_as_markup_is_shown_to_the_administrator_as_text(world: Matrix) -> None:
    """To those of a commune and a district above: `test_elsewhere.py`, on its way."""
    taken = write_everywhere()
    assert len(taken) > 40, taken
    pages = [(page.url, page.html) for page in walk(world, Role.ADMINISTRATOR)]
    client = world.clients[Role.ADMINISTRATOR]
    for model in admin.site._registry:
        base = f"/quan-tri/{model._meta.app_label}/{model._meta.model_name}/"
        row = model._default_manager.order_by("pk").first()
        urls = [base, *([f"{base}{row.pk}/change/", f"{base}{row.pk}/history/"] if row else [])]
        pages += [(url, read(client.get(url))) for url in urls]
    shown, found = shown_of(pages)
    assert found == []
    assert shown > 10
