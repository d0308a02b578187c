"""A system check that warns the operator when documents cannot be printed in the right font."""

from typing import Any

from django.core.checks import CheckMessage, Warning

from reports.fonts import font_fault


def check_document_font(**_kwargs: Any) -> list[CheckMessage]:
    """One warning with what to install when the document font is missing or incomplete."""
    fault = font_fault()
    return [Warning(fault, id="reports.W001")] if fault else []
