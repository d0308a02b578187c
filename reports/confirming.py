"""Each paper on its way is read again from time to time: does the record still hold it?

What one program found so the next goes on from (`reports.kept`), so a paper that was signed stays
so when a new release words it otherwise. Papers that an earlier release checked get their words
kept here.
"""

import logging
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError
from django.utils import timezone

from evidence.issued.checked import Words, confirm_text, fill_text, text_of
from evidence.issued.enums import DocumentState
from evidence.issued.models import CheckedText, Preparation
from evidence.issued.queries import papers_to_confirm
from reports.documents.data import text_to_keep
from reports.documents.kinds import kind_of
from reports.drawn import Drawn, drawn
from reports.kept import unit_read
from villages.since import events_since, mark_of
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
            _noted(preparation, text_of(preparation))
    return len(papers)


def confirm(preparation: Preparation) -> None:
    """Note whether the record still reads as the paper was checked."""
    kind, kept = kind_of(preparation.kind), text_of(preparation)
    row = kind.model._default_manager.select_related(*kind.related).filter(pk=preparation.row_key)
    found = row.first()
    if found is None or not kind.exists(found):
        return _noted(preparation, kept)
    unit = unit_read(found)
    mark = mark_of(unit)
    if kept and kept.program == code_version() and not events_since(unit, kept.mark).exists():
        return confirm_text(kept)
    one = drawn(kind, found)
    is_this = one.preparation is not None and one.preparation.pk == preparation.pk
    if not is_this or one.now.state == DocumentState.DRAFT:
        return _noted(preparation, kept)
    if kept is None:
        return fill_text(preparation, _words(one, mark))
    return confirm_text(kept, reads=one.reads, program=code_version(), mark=mark)


def _words(one: Drawn, mark: Mapping[str, Any]) -> Words:
    """Those of a paper that reads as it was checked, by a release that kept none."""
    return Words(
        digest=one.paper.digest,
        text=text_to_keep(one.document),
        program=code_version(),
        mark=mark,
    )


def _noted(preparation: Preparation, kept: CheckedText | None) -> None:
    """It was looked at, and comes last again."""
    if kept is not None:
        return confirm_text(kept)
    return fill_text(preparation, None)
