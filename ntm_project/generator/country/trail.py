"""The audit trail of one unit, gathered and then linked in the order in which things happened."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models

from ntm_project.generator.country.writer import Writer
from villages.access import SYSTEM_NAME
from villages.audit import plain_value
from villages.chain import hash_of
from villages.models import AuditEvent, AuditHead, AuditLink, Official, Posting, Unit


@dataclass
class Trail:
    """The chain of a commune (its villages' events stand in it), or of a unit above."""

    unit: Unit
    events: list[AuditEvent] = field(default_factory=list)

    def record(
        self,
        at: datetime,
        request: UUID,
        by: Posting | None,
        action: str,
        row: models.Model,
        *,
        old: Mapping[str, Any] | None = None,
        new: Mapping[str, Any] | None = None,
        unit: Unit | None = None,
        reason: str = "",
    ) -> None:
        """One event, as `villages.audit.record` would have kept it."""
        old, new = old or {}, new or {}
        who: Official | None = by.official if by else None
        changes = {
            name: [plain_value(old.get(name)), plain_value(new.get(name))]
            for name in {**old, **new}
            if old.get(name) != new.get(name)
        }
        self.events.append(
            AuditEvent(
                at=at,
                request_id=request,
                actor_id=who.pk if who else None,
                actor_name=who.full_name if who else SYSTEM_NAME,
                actor_title=by.title if by else "",
                posting_id=by.pk if by else None,
                unit_path=(unit or self.unit).path,
                action=action,
                object_type=row._meta.label_lower,
                object_id=row.pk,
                object_name=str(row)[:300],
                changes=changes,
                reason=reason,
            )
        )

    def link(self, writer: Writer) -> None:
        """Hand all events over in the order of time, each linked to the one before."""
        sequence, digest = 0, ""
        for event in sorted(self.events, key=lambda event: event.at):
            writer.add(event)
            sequence += 1
            digest = hash_of(digest, self.unit.pk, sequence, event.at, event)
            writer.add(
                AuditLink(
                    chain=self.unit.pk,
                    sequence=sequence,
                    event_id=event.pk,
                    linked_at=event.at,
                    hash=digest,
                )
            )
        if sequence:
            writer.add(AuditHead(chain=self.unit.pk, sequence=sequence, hash=digest))
        self.events.clear()
