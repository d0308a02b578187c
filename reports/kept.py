"""A document in the words in which it was checked, after the program began to word it otherwise.

Whether the record has changed since is known exactly while the same program prints it: by the
digest. Where another program does and prints something else, nothing may have been recorded of
all that the paper can depend on since the former program found last that it reads so (ADR 15).
The worker finds that of each paper on its way again and again, and goes on from it with the words
of a new program, so that little time lies between.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone

from evidence.issued.checked import PrintedWords, checked_text, own_steps
from evidence.issued.models import CheckedText, Preparation
from reports.documents.blocks import Document
from reports.documents.data import kept_document, text_to_keep
from reports.documents.way import digest_of
from villages.models import Unit
from villages.since import events_since
from villages.unchanged import code_version


def unit_read(row: Any) -> Unit:
    """The unit under which all lies that the paper of a row can depend on."""
    unit: Unit = getattr(row, "audit_unit", None) or row.unit
    return unit


def words_to_keep(document: Document, mark: Mapping[str, Any]) -> PrintedWords:
    """What is kept of a document that is checked; `mark` was read before its rows."""
    return PrintedWords(
        digest=digest_of(document),
        text=text_to_keep(document),
        program=code_version(),
        mark=mark,
    )


@dataclass(frozen=True)
class CheckedWords:
    """The words in which a document was checked, read when they are needed."""

    preparation: Preparation | None
    unit: Unit

    @cached_property
    def _row(self) -> CheckedText | None:
        return checked_text(self.preparation) if self.preparation else None

    @property
    def digest(self) -> str:
        return self._row.digest if self._row else ""

    def words(self, known: Collection[str]) -> Document | None:
        """The document as it was checked, where the record still reads so though what prints now
        has other digests, `known`; None where the record has changed, or nothing was kept.

        Whose agency has ended reads as it was checked: nobody can check it anew, and what was open
        went on to another unit.
        """
        kept = self._row
        if kept is None or not (kept.reads in known or self._has_ended or self._is_as_marked(kept)):
            return None
        try:
            return kept_document(kept.text)
        except ValueError:  # of a program that had other kinds of blocks
            return None

    @property
    def _has_ended(self) -> bool:
        known = self.preparation
        return known is not None and bool(known.unit.end_words(timezone.localdate()))

    def _is_as_marked(self, kept: CheckedText) -> bool:
        if self.preparation is None or kept.program == code_version():
            return False
        since = events_since(self.unit, kept.mark).exclude(own_steps(self.preparation))
        return not since.exists()
