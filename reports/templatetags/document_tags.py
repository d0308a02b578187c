"""The buttons that lead from a row's page to its paper."""

from typing import Any

from django import template
from django.db.models import Model

from reports.documents.kinds import kind_of
from reports.pdf import pdf_available

register = template.Library()


@register.inclusion_tag("components/button.html", takes_context=True)
def print_button(context: Any, slug: str, row: Model, part: int | None = None) -> dict[str, Any]:
    """The button to the preview of a row's paper; off, with the reason, for who may not print it.

    `part` narrows a kind that has numbered parts to one of them.
    """
    kind = kind_of(slug)
    return {
        "id": f"{slug}-preview",
        "label": kind.button,
        "href": kind.url(kind.preview_name, row, part),
        "icon": "document",
        "reason": kind.deny(context["request"].access, row),
    }


@register.inclusion_tag("components/button.html", takes_context=True)
def pdf_button(context: Any, slug: str, row: Model, part: int | None = None) -> dict[str, Any]:
    """The button to the PDF; off also where this machine can make none."""
    kind = kind_of(slug)
    return {
        "id": f"{slug}-pdf",
        "label": "Tải PDF",
        "href": kind.url(kind.pdf_name, row, part),
        "icon": "download",
        "tone": "primary",
        "reason": kind.deny(context["request"].access, row) or pdf_available(),
    }
