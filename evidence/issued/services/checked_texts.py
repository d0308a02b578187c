"""The words in which documents were checked, and whether the record still reads so.

The program's own notes: what was checked has its event, and these have none.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from evidence.issued.checked import PrintedWords
from evidence.issued.models import CheckedText, Preparation


def keep_text(preparation: Preparation, words: PrintedWords | None) -> None:
    """Keep the words in which a document was checked, in the place of those of an earlier check;
    None leaves a row without any, by which it is known that they were looked for."""
    facts: dict[str, Any] = {"digest": "", "text": "", "reads": "", "program": "", "mark": {}}
    if words is not None:
        facts = {
            "digest": words.digest,
            "text": words.text,
            "reads": words.digest,
            "program": words.program,
            "mark": dict(words.mark),
        }
    CheckedText.objects.update_or_create(
        preparation=preparation, defaults=facts | {"confirmed_at": timezone.now()}
    )


def fill_text(preparation: Preparation, words: PrintedWords | None) -> None:
    """Keep the words some time after the check, unless the document was checked anew meanwhile."""
    with transaction.atomic():
        rows = Preparation.objects.select_for_update(no_key=True)
        if rows.filter(pk=preparation.pk, digest=preparation.digest).exists():
            keep_text(preparation, words)


def confirm_text(kept: CheckedText, **found: Any) -> None:
    """Note how far the record reads as it was checked, unless it was checked anew meanwhile."""
    rows = CheckedText.objects.filter(preparation=kept.preparation_id, digest=kept.digest)
    rows.update(confirmed_at=timezone.now(), **found)
