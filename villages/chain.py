"""Chains the audit trail: one a commune, one for each unit above, one of everybody.

A hash covers the event, its place and the hash before it, so that whoever changes, removes, inserts
or moves a row must rewrite all that follows and the head; a head kept elsewhere (in a printed PDF,
in a backup) shows that. Events are linked as the last step of their transaction (ADR 13).
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from itertools import groupby
from typing import Any, NamedTuple

from django.apps import apps as live_apps
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from villages.models import AuditHead, Unit, keys_of_path

EVERYBODYS_CHAIN = 0
# What a hash covers, in this order and for ever: a field that comes later is not of it.
CONTENT = (
    "id", "at", "request_id", "actor_id", "actor_name", "actor_title", "posting_id", "unit_path",
    "action", "object_type", "object_id", "object_name", "changes", "reason",
)  # fmt: skip
BATCH = 1_000


class Head(NamedTuple):
    """Where a chain stood: its last place and hash."""

    chain: int
    sequence: int
    hash: str

    def __str__(self) -> str:
        return f"{self.chain}:{self.sequence}:{self.hash}"


def chain_of(path: str, *, is_village: bool) -> int:
    """The chain of an event kept under a unit's path: a village's events are in its commune's."""
    ids = keys_of_path(path)
    if not ids:
        return EVERYBODYS_CHAIN
    return ids[-2] if is_village and len(ids) > 1 else ids[-1]


def chain_of_unit(unit: Unit | None) -> int:
    if unit is None:
        return EVERYBODYS_CHAIN
    return chain_of(unit.path, is_village=unit.is_village)


class Unlinked(NamedTuple):
    """An event that waits for its place: its key, and the content that its hash covers. Thousands
    wait in one transaction, so the event itself is let go."""

    pk: int
    content: bytes


def unlinked(event: Any) -> Unlinked:
    """The event as the database gives it back (`villages.audit`)."""
    values = [_plain(getattr(event, name)) for name in CONTENT]
    return Unlinked(event.pk, _json(values).encode())


def hash_of(previous: str, chain: int, sequence: int, linked_at: datetime, event: Any) -> str:
    """The hash of an event at its place: of a list of five, the event's content as the last."""
    one = event if isinstance(event, Unlinked) else unlinked(event)
    place = _json([previous, chain, sequence, _plain(linked_at)])
    return sha256(b"%s,%s]" % (place[:-1].encode(), one.content)).hexdigest()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value if isinstance(value, int | str | dict | list | None) else str(value)


def link_events(alias: str, pending: Sequence[tuple[Unlinked, int]]) -> None:
    """Link new events, each with its chain, at the end of those: the last step of a transaction.

    The heads are held in one order by everybody, and nothing is locked after them.
    """
    placed = sorted(pending, key=lambda pair: (pair[1], pair[0].pk))
    for chain, pairs in groupby(placed, key=lambda pair: pair[1]):
        append_links(alias, chain, (event for event, _ in pairs))


def append_links(alias: str, chain: int, events: Iterable[Any], apps: Any = live_apps) -> None:
    """Link events, in this order, at the end of one chain."""
    rows = apps.get_model("villages", "AuditHead").objects.using(alias).filter(chain=chain)
    head = _held_head(rows, chain)
    link = apps.get_model("villages", "AuditLink")
    now, links = timezone.now(), []
    for event in events:
        head.sequence += 1
        head.hash = hash_of(head.hash, chain, head.sequence, now, event)
        links.append(
            link(
                chain=chain,
                sequence=head.sequence,
                event_id=event.pk,
                linked_at=now,
                hash=head.hash,
            )
        )
    if len(links) == 1:  # as most are; by the bulk it costs half as much again
        links[0].save(using=alias, force_insert=True)
    else:
        link.objects.using(alias).bulk_create(links)
    rows.update(sequence=head.sequence, hash=head.hash)


def _held_head(rows: Any, chain: int) -> Any:
    """The head of a chain, held; the first of two that begin a chain makes it for both."""
    held = rows.select_for_update(no_key=True)
    for head in held:
        return head
    rows.bulk_create([rows.model(chain=chain)], ignore_conflicts=True)
    return held.get()


def link_old(alias: str, apps: Any) -> int:
    """Link the events that stood before there were chains, in batches; how many.

    `linked_at` records on which day that was: they prove nothing of the time before it.
    """
    events = apps.get_model("villages", "AuditEvent").objects.using(alias).order_by("pk")
    units = apps.get_model("villages", "Unit").objects.using(alias)
    villages = set(units.filter(level="village").values_list("pk", flat=True))
    linked = apps.get_model("villages", "AuditLink").objects.using(alias)
    last, count = 0, 0
    while batch := list(events.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        with transaction.atomic(using=alias):
            known = set(
                linked.filter(event_id__in=[e.pk for e in batch]).values_list("event_id", flat=True)
            )
            fresh = [
                (_old_chain(event, villages), event) for event in batch if event.pk not in known
            ]
            fresh.sort(key=lambda pair: (pair[0], pair[1].pk))
            for chain, pairs in groupby(fresh, key=lambda pair: pair[0]):
                append_links(alias, chain, [event for _, event in pairs], apps)
            count += len(fresh)
    return count


def _old_chain(event: Any, villages: set[int]) -> int:
    is_village = any(key in villages for key in keys_of_path(event.unit_path)[-1:])
    return chain_of(event.unit_path, is_village=is_village)


def heads_of_chains(alias: str = "default") -> Iterator[Head]:
    """How far every chain has come: for the manifest of a backup."""
    rows = AuditHead.objects.using(alias).order_by("chain")
    yield from (Head(*row) for row in rows.values_list("chain", "sequence", "hash"))


def length_of_trail() -> int:
    """How many events are in all chains together; it only grows."""
    return AuditHead.objects.aggregate(length=Sum("sequence"))["length"] or 0


def head_of(unit: Unit | None) -> str:
    """How far the chain of a unit has come, as words for the metadata of a paper; "" before any."""
    row = AuditHead.objects.filter(chain=chain_of_unit(unit)).first()
    return str(Head(row.chain, row.sequence, row.hash)) if row else ""


def read_heads(words: Iterable[str]) -> Mapping[int, list[Head]]:
    """Heads kept elsewhere (`chain:sequence:hash`), by chain; `ValueError` on other words."""
    found: dict[int, list[Head]] = {}
    for word in words:
        chain, sequence, digest = word.strip().split(":")
        head = Head(int(chain), int(sequence), digest.lower())
        found.setdefault(head.chain, []).append(head)
    return found
