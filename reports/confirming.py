"""Each paper on its way is read again from time to time: does the record still hold it?

What one program found so the next goes on from (`reports.kept`), so a paper that was signed stays
so when a new release words it otherwise. Papers that an earlier release checked get their words
kept here.
"""

import logging
import time
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import DatabaseError
from django.utils import timezone

from evidence.issued.checked import checked_text
from evidence.issued.enums import DocumentState
from evidence.issued.models import CheckedText, Preparation
from evidence.issued.queries import papers_to_confirm
from evidence.issued.services.checked_texts import confirm_text, fill_text
from reports.documents.kinds import kind_of
from reports.drawn import drawn
from reports.kept import unit_read, words_to_keep
from villages.since import events_since, trail_mark
from villages.unchanged import code_version

log = logging.getLogger(__name__)


_EVERY = timedelta(minutes=10)
_LAST_SECONDS = 5.0


def confirm_last() -> None:
    """Read again what is on its way before the program ends, since the next one may be another:
    for a few seconds, since whoever ends it waits."""
    now, end = timezone.now(), time.monotonic() + _LAST_SECONDS
    while time.monotonic() < end and confirm_some(before=now):
        continue


def confirm_some(before: datetime | None = None) -> int:
    """Read again those that wait longest; how many."""
    papers = papers_to_confirm(before or timezone.now() - _EVERY)
    for preparation in papers:
        try:
            confirm(preparation)
        except DatabaseError:  # whoever called waits until it is back
            raise
        except Exception:  # of this paper alone: the others are read all the same
            log.exception("confirm_failed %s", preparation.pk)
            _noted(preparation, checked_text(preparation))
    return len(papers)


def confirm(preparation: Preparation) -> None:
    """Note whether the record still reads as the paper was checked."""
    kind, kept = kind_of(preparation.kind), checked_text(preparation)
    found = kind.row(preparation.row_key)
    if found is None:
        return _noted(preparation, kept)
    unit = unit_read(found)
    mark = trail_mark(unit)
    if kept and kept.program == code_version() and not events_since(unit, kept.mark).exists():
        return confirm_text(kept)
    one = drawn(kind, found)
    is_this = one.preparation is not None and one.preparation.pk == preparation.pk
    if not is_this or one.now.state == DocumentState.DRAFT:
        return _noted(preparation, kept)
    if kept is None:
        # It reads as it was checked, by a release that kept no words.
        words = replace(words_to_keep(one.document, mark), digest=one.paper.digest)
        return fill_text(preparation, words)
    return confirm_text(kept, reads=one.reads, program=code_version(), mark=mark)


def _noted(preparation: Preparation, kept: CheckedText | None) -> None:
    """Note that the paper was read just now, so that it comes last again."""
    if kept is not None:
        return confirm_text(kept)
    return fill_text(preparation, None)
