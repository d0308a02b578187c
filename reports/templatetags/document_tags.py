"""The buttons that lead from a row's page to its papers."""

from typing import Any

from django import template
from django.db.models import Model

from reports.documents.kind import Kind
from reports.documents.kinds import KINDS, kind_of
from reports.pdf import pdf_available

register = template.Library()


@register.inclusion_tag("reports/_print_buttons.html", takes_context=True)
def print_buttons(context: Any, row: Model, part: int | None = None) -> dict[str, Any]:
    """A button to the preview of each paper that the row has.

    A button is off, with the reason, for who may not print; `part` narrows a kind that has
    numbered parts to one of them.
    """
    kinds = [kind for kind in KINDS if isinstance(row, kind.model) and kind.exists(row)]
    return {"buttons": [_button(context, kind, row, part) for kind in kinds]}


def _button(context: Any, kind: Kind, row: Model, part: int | None) -> dict[str, str]:
    return {
        "id": f"{kind.slug}-preview",
        "label": kind.button,
        "href": kind.url("preview", row, part),
        "reason": kind.deny(context["request"].access, row),
    }


@register.inclusion_tag("components/button.html", takes_context=True)
def pdf_button(context: Any, slug: str, row: Model, part: int | None = None) -> dict[str, Any]:
    """The button to the PDF; off also where this machine can make none."""
    kind = kind_of(slug)
    return {
        "id": f"{slug}-pdf",
        "label": "Tải PDF",
        "href": kind.url("pdf", row, part),
        "icon": "download",
        "tone": "primary",
        "reason": kind.deny(context["request"].access, row) or pdf_available(),
    }


@register.inclusion_tag("components/button.html")
def word_button(slug: str, row: Model, part: int | None = None) -> dict[str, Any]:
    """The button to the Word file, beside the preview: who sees that may have it."""
    kind = kind_of(slug)
    return {
        "id": f"{slug}-word",
        "label": "Tải bản Word",
        "href": kind.url("word", row, part),
        "icon": "download",
    }
