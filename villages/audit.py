"""Writing the audit trail: always inside the transaction of what it records."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import connection, models, transaction

from ntm_project.common.before_commit import before_commit
from villages.access import Access
from villages.chain import chain_of_unit, link_events, unlinked
from villages.enums import Ability
from villages.models import EVERYBODY, AuditEvent, Posting, Unit


def plain_value(value: Any) -> Any:
    """A value as JSON keeps it; a row by key and name."""
    if isinstance(value, models.Model):
        return {"pk": value.pk, "name": str(value)}
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return value


def snapshot(obj: models.Model, fields: list[str]) -> dict[str, Any]:
    """The named fields of a row as plain values; foreign keys by key and name where loaded."""
    return {name: plain_value(getattr(obj, name)) for name in fields}


def record(
    by: Access,
    action: str,
    obj: models.Model,
    *,
    unit: Unit | None,
    ability: Ability | None = None,
    old: dict[str, Any] | None = None,
    new: dict[str, Any] | None = None,
    reason: str = "",
    actor_name: str = "",
) -> AuditEvent:
    """Append one event; only fields that differ are kept. Must run inside a transaction.

    `ability` names the right that was used, so that the event names the posting that gave it.
    Without a unit it concerns everybody. `actor_name` is for what nobody signed in has done.
    """
    event = event_of(action, obj, old or {}, new or {})
    event.reason, event.actor_name = reason, actor_name
    return append(by, event, unit, ability)


def event_of(
    action: str, obj: models.Model, old: Mapping[str, Any], new: Mapping[str, Any]
) -> AuditEvent:
    """An event of a row, of which only the fields that differ are kept; not yet written."""
    was = {name: plain_value(value) for name, value in old.items()}
    now = {name: plain_value(value) for name, value in new.items()}
    return AuditEvent(
        action=action,
        object_type=obj._meta.label_lower,
        object_id=obj.pk,
        object_name=str(obj)[:300],
        changes={k: [was.get(k), now.get(k)] for k in was | now if was.get(k) != now.get(k)},
    )


def append(by: Access, event: AuditEvent, unit: Unit | None, ability: Ability | None) -> AuditEvent:
    """Put who, in which posting, where, on an event, and append it to the chain of the unit."""
    _sign(by, event, unit, _used(by, ability, unit))
    event.save()
    before_commit(link_events, (unlinked(event), chain_of_unit(unit)))
    return event


_taken_back: ContextVar[bool] = ContextVar("_taken_back", default=False)


@contextmanager
def taken_back() -> Iterator[None]:
    """A transaction that is taken back however it ends, a trial: of many rows that are written in
    it at once no events are made, which would go with it."""
    with transaction.atomic():
        token = _taken_back.set(True)
        try:
            yield
        finally:
            _taken_back.reset(token)
            transaction.set_rollback(True)


def is_trial() -> bool:
    """Whether what is written now is taken back (`taken_back`)."""
    return _taken_back.get()


def append_many(
    by: Access, made: Iterable[tuple[AuditEvent, Unit | None]], ability: Ability
) -> None:
    """The same for many events at once, each with its unit."""
    if is_trial():
        return
    events = list(made)
    used = {unit: _used(by, ability, unit) for unit in {unit for _, unit in events}}
    for event, unit in events:
        _sign(by, event, unit, used[unit])
    AuditEvent.objects.bulk_create([event for event, _ in events], batch_size=1_000)
    for event, unit in events:
        before_commit(link_events, (unlinked(event), chain_of_unit(unit)))


def _sign(by: Access, event: AuditEvent, unit: Unit | None, used: Posting | None) -> None:
    """Who does it, where, and in which posting: the one whose right was used, else the main one."""
    if not connection.in_atomic_block:
        raise RuntimeError("An audit event must be written in the transaction of what it records.")
    posting = used or by.main_posting
    event.request_id = by.request_id
    event.actor_id = by.official.pk if by.official else None
    event.actor_name = event.actor_name or by.name
    event.actor_title = by.title_in(posting) if posting else ""
    event.posting_id = posting.pk if posting else None
    event.unit_path = unit.path if unit else EVERYBODY
    # As the database gives it back: the chain's hash need not read it again.
    event.changes = json.loads(json.dumps(event.changes))


def _used(by: Access, ability: Ability | None, unit: Unit | None) -> Posting | None:
    """The posting whose right was used; for what is everybody's, any that gives it."""
    if ability is None:
        return None
    return by.posting_for(ability, unit) if unit else by.holding(ability).main_posting
