"""Notifying people of what concerns them: one service, in the transaction of the act itself.

A notice is no row of the record but word of one, so that reading it leaves no event; the act has
its own.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from villages.access import Access
from villages.edit import create_row, edit_row
from villages.enums import NoticeKind
from villages.models import Notice, NoticeChoice, Official, Unit
from villages.queries import notice_choice_of, stand_ins_for

RENEWED = ("kind", "text", "url", "at", "read_at", "mailed_at")
MOST_TEXT = 300


def notify(*, by: Access, to: Iterable[int | None], **what: Any) -> None:
    """Notify officials (by key) of what somebody has done; whoever did it gets no notice.

    What the program itself does (loading, reconciling) notifies nobody.
    """
    if by.official is not None:
        send_notices(to=filter(None, to), on=by.on, but=by.official.pk, **what)


def send_notices(
    *,
    to: Iterable[int],
    on: date,
    kind: NoticeKind,
    unit: Unit,
    key: str,
    text: str,
    url: str,
    is_once: bool = False,
    but: int | None = None,
) -> int:
    """Write one notice to each person who has an account and has not muted its kind, and to whoever
    does the work of one of them on the day; none to `but`.

    Known under the key already it is renewed and unread again, or with `is_once` stays as it is.
    Gives how many were meant to have it. Must run inside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A notice must be written in the transaction of its act.")
    own = set(to)
    found = stand_ins_for(own, unit, on) | dict.fromkeys(own, "")
    heads = {pk: name for pk, name in found.items() if pk != but}
    rows = [
        Notice(recipient_id=pk, kind=kind, unit=unit, key=key, text=_line(heads[pk], text), url=url)
        for pk in _willing(heads, kind)
    ]
    if is_once:
        Notice.objects.bulk_create(rows, ignore_conflicts=True)
    else:
        Notice.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["recipient", "key"],
            update_fields=RENEWED,
        )
    return len(rows)


def _line(instead_of: str, text: str) -> str:
    """The text; before it of whom, where the work is not one's own."""
    words = f"Thay {instead_of}: {text}" if instead_of else text
    return words if len(words) <= MOST_TEXT else f"{words[: MOST_TEXT - 1].rstrip()}…"


def _willing(to: Iterable[int], kind: NoticeKind) -> list[int]:
    """Those of the officials who have an account and want to know, in a fixed order."""
    if not (keys := set(to)):
        return []
    known = Official.objects.filter(pk__in=keys, is_active=True).order_by("pk")
    rows = known.values_list("pk", "notice_choice__muted")
    return [pk for pk, muted in rows if kind not in (muted or ())]


def mark_read(*, by: Access, notice: Notice) -> None:
    """The notice was opened."""
    _read(Notice.objects.visible_to(by).filter(pk=notice.pk))


def mark_all_read(*, by: Access) -> None:
    """All one's notices are read."""
    _read(Notice.objects.visible_to(by))


def _read(notices: Any) -> None:
    notices.unread().update(read_at=timezone.now())


def choose_notices(
    *, by: Access, muted: Iterable[str], wants_digest: bool, seen_version: int
) -> NoticeChoice:
    """Record which kinds one does not want to get, and whether by e-mail too."""
    assert by.official is not None
    fields = {
        "muted": [kind for kind in NoticeKind.values if kind in set(muted)],
        "wants_digest": wants_digest,
    }
    known = notice_choice_of(by.official)
    if known is None:
        row = NoticeChoice(official=by.official, **fields)
        return create_row(by=by, row=row, action="chọn thông báo")
    return edit_row(
        by=by,
        rows=NoticeChoice.objects.select_related("official"),
        pk=known.pk,
        fields=fields,
        seen=seen_version,
        action="chọn thông báo",
    )
