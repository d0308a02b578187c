"""Notifying people of what concerns them: one service, in the transaction of the act itself.

A notice is no row of the record but word of one, so that reading it leaves no event; the act has
its own.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from villages.access import Access
from villages.edit import create_row, edit_row
from villages.enums import NoticeKind
from villages.models import Delegation, Notice, NoticeChoice, Official, Unit
from villages.models.notices import NoticeQuerySet
from villages.queries import notice_choice_of, stand_ins_for

RENEWED = ("kind", "text", "url", "at", "read_at", "mailed_at")
MOST_TEXT = 300


@dataclass(frozen=True)
class Message:
    """One notice, and the officials (by key) whom it concerns."""

    to: frozenset[int]
    kind: NoticeKind
    unit: Unit
    key: str
    text: str
    url: str


def notify(*, by: Access, to: Iterable[int | None], **what: Any) -> None:
    """Notify officials (by key) of what somebody has done; whoever did it gets no notice.

    What the program itself does (loading, reconciling) notifies nobody.
    """
    notify_each(by, [Message(frozenset(filter(None, to)), **what)])


def notify_each(by: Access, messages: Sequence[Message]) -> None:
    """The same for many acts at once."""
    if by.official is not None:
        _send(messages, on=by.on, but=by.official.pk)


def send_notices(*, to: Iterable[int], on: date, is_once: bool = False, **what: Any) -> int:
    """What the program itself notifies of; how many were meant to have it.

    Known under the key already it is renewed and unread again, or with `is_once` stays as it is.
    """
    return _send([Message(frozenset(to), **what)], on=on, is_once=is_once)


def _send(
    messages: Sequence[Message], *, on: date, is_once: bool = False, but: int | None = None
) -> int:
    """Write one notice to each person who has an account and has not muted its kind, and to whoever
    does the work of one of them on the day; none to `but`. Must run inside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A notice must be written in the transaction of its act.")
    concerned = {pk for message in messages for pk in message.to}
    lent = stand_ins_for(concerned, on) if concerned else []
    muted = _muted((concerned | {row.official_id for row in lent}) - {but})
    rows = [
        Notice(
            recipient_id=pk,
            kind=message.kind,
            unit=message.unit,
            key=message.key,
            text=_line(instead_of, message.text),
            url=message.url,
        )
        for message in messages
        for pk, instead_of in sorted(_heads(message, lent).items())
        if pk in muted and message.kind not in muted[pk]
    ]
    if is_once:
        Notice.objects.bulk_create(rows, ignore_conflicts=True)
    else:
        Notice.objects.bulk_create(
            rows,
            batch_size=1_000,
            update_conflicts=True,
            unique_fields=["recipient", "key"],
            update_fields=RENEWED,
        )
    return len(rows)


def _heads(message: Message, lent: Iterable[Delegation]) -> dict[int, str]:
    """Who gets it, each with the name of whom instead, "" for one's own."""
    found = {
        row.official_id: row.posting.official.full_name
        for row in lent
        if row.posting.official_id in message.to
        and message.unit.path.startswith((row.posting.unit.path, *row.posting.unit.former_paths))
    }
    return found | dict.fromkeys(message.to, "")


def _line(instead_of: str, text: str) -> str:
    """The text; before it of whom, where the work is not one's own."""
    words = f"Thay {instead_of}: {text}" if instead_of else text
    return words if len(words) <= MOST_TEXT else f"{words[: MOST_TEXT - 1].rstrip()}…"


def _muted(to: Collection[int]) -> dict[int, list[str]]:
    """Those of the officials who have an account, each with the kinds not wanted."""
    known = Official.objects.filter(pk__in=to, is_active=True) if to else Official.objects.none()
    rows = known.values_list("pk", "notice_choice__muted")
    return {pk: muted or [] for pk, muted in rows}


def mark_read(*, by: Access, notice: Notice) -> None:
    """The notice was opened."""
    _read(Notice.objects.visible_to(by).filter(pk=notice.pk))


def mark_all_read(*, by: Access) -> None:
    """All one's notices are read."""
    _read(Notice.objects.visible_to(by))


def _read(notices: NoticeQuerySet) -> None:
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
