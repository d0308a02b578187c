"""Saving what people write of one section of a plan or of a report."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from villages.edit import Row, edit_words


def write_section(*, rows: QuerySet[Row], place: Mapping[str, Any], **how: Any) -> Row:
    """Save the text of the row at `place`, made where it is missing; `how` as in `edit_words`."""
    with transaction.atomic():
        row, _ = rows.select_for_update(of=("self",), no_key=True).get_or_create(**place)
        return edit_words(row=row, rows=rows, **how)
