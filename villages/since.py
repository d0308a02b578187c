"""What was recorded since a marked moment, of all that a paper of a unit may depend on.

Marked by how far each chain has come (ADR 13), not by the key of the last event: what another
transaction writes may get its key before the mark is read and be seen only after it.
"""

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from villages.models import AuditEvent, AuditLink, Unit
from villages.models.audit import AuditEventQuerySet
from villages.unchanged import lengths_of_chains


def trail_mark(unit: Unit | None) -> dict[str, Any]:
    """How far the trail of all that a paper of the unit depends on is; read before its rows."""
    newest = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first()
    return {
        "chains": {str(chain): length for chain, length in lengths_of_chains(unit)},
        "event": newest or 0,
    }


def events_since(unit: Unit | None, mark: Mapping[str, Any]) -> AuditEventQuerySet:
    """What was done to rows of the unit, or above it, since the mark."""
    known, newer = mark.get("chains", {}), Q(pk__in=[])
    for chain, length in lengths_of_chains(unit):
        if length > (seen := known.get(str(chain), 0)):
            newer |= Q(chain=chain, sequence__gt=seen)
    found = Q(pk__in=AuditLink.objects.filter(newer).values("event_id"))
    if connection.in_atomic_block:
        # Those of a transaction that is still open are linked as its last step.
        links = AuditLink.objects.filter(event_id=OuterRef("pk"))
        found |= ~Q(Exists(links)) & Q(pk__gt=mark.get("event", 0))
    return AuditEvent.objects.of_rows().filter(found)
