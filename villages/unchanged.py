"""Answers 304 for a page whose data have not changed, by the version of the data that it reads.

Whatever changes a row records an event in its transaction, so the heads of the chains of events
(ADR 13) show whether anything below a unit, or above it, has changed: alike for every process and
right at once. The version is read before the page is, so that a page drawn meanwhile is at worst
taken for older than it is.
"""

from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.contrib import messages
from django.db import InterfaceError, OperationalError, connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse, HttpResponseNotModified
from django.middleware.csrf import get_token

from ntm_project.common import replica
from ntm_project.common.figures import aggregated, count_of
from villages.chain import EVERYBODYS_CHAIN, chain_of_unit
from villages.enums import UnitLevel
from villages.http import Request
from villages.models import AuditEvent, AuditHead, AuditLink, Unit
from villages.queries import UNREAD_COUNT

Drawn = TypeVar("Drawn")
# A browser keeps the page, but checks each time whether it still holds.
KEPT = "private, no-cache"
_CODE = [
    "villages",
    "criteria",
    "tasks",
    "evidence",
    "reports",
    "ntm_project",
    "templates",
    "static",
]


@lru_cache(maxsize=1)
def code_version() -> str:
    """Other code may draw the same data otherwise: a hash of it, read once for each process, whose
    code stays as it was; the time of its start would differ from one process to the next."""
    found = sha256()
    for folder in _CODE:
        for path in sorted(Path(settings.BASE_DIR, folder).rglob("*")):
            if path.suffix in (".py", ".html", ".css", ".js"):
                found.update(path.read_bytes())
    return found.hexdigest()


_HEADS = AuditHead.objects.all()
# Made once, since every page that may be as it was asks for them.
_LENGTHS = AuditHead.objects.values_list(aggregated("SUM", "sequence"))
_UNITS = Unit.objects.values("pk")
_UNITS_OF_DISTRICTS = _UNITS.filter(parent__level=UnitLevel.DISTRICT)


def _heads(unit: Unit | None, heads: "QuerySet[AuditHead, Any]" = _HEADS) -> Any:
    """Of the chains those of all at or below a unit, and of what stands above it; None is the
    country."""
    if unit is None:
        return heads
    wanted = Q(chain__in=[EVERYBODYS_CHAIN, chain_of_unit(unit), *unit.ancestor_ids])
    if unit.level in (UnitLevel.PROVINCE, UnitLevel.DISTRICT):
        # Level by level, so that no village is read: its events stand in its commune's chain.
        wanted |= Q(chain__in=_UNITS.filter(parent=unit.pk))
    if unit.level == UnitLevel.PROVINCE:
        wanted |= Q(chain__in=_UNITS_OF_DISTRICTS.filter(parent__parent=unit.pk))
    return heads.filter(wanted)


def _version(request: Request, unit: Unit | None) -> int:
    """The data version, read with the reader's unread notices in one query.

    Chains only grow, so the sum of their lengths changes whenever one of them does.
    """
    row = _heads(unit, _LENGTHS).annotate(unread=Subquery(UNREAD_COUNT.visible_to(request.access)))
    if connection.in_atomic_block:
        # Events of a transaction that is still open, seen by itself alone: not linked yet.
        linked = AuditLink.objects.order_by("-event_id").values("event_id")[:1]
        fresh = AuditEvent.objects.filter(pk__gt=Coalesce(Subquery(linked), 0))
        row = row.annotate(fresh=count_of(fresh))
    length, request.unread_notices, *others = (n or 0 for n in next(iter(row)))
    return int(length) + sum(others)


def version_of(unit: Unit | None) -> str:
    """A name for all that a paper of the unit can depend on: the code, and the heads of the chains.

    By the heads themselves: a database that was restored may be as long and hold other things. Who
    signed in since changes no paper, so the head is the last link of what was done to rows.
    """
    of_rows = AuditEvent.objects.of_rows()
    links = AuditLink.objects.filter(
        Exists(of_rows.filter(pk=OuterRef("event_id"))), chain=OuterRef("chain")
    )
    last = Subquery(links.order_by("-sequence").values("hash")[:1])
    parts: list[Any] = [
        code_version(),
        *_heads(unit).order_by("chain").values_list("chain", last),
    ]
    if connection.in_atomic_block:
        parts.append(of_rows.order_by("-pk").values_list("pk", flat=True).first())
    return sha256(repr(parts).encode()).hexdigest()


def lengths_of_chains(unit: Unit | None) -> list[tuple[int, int]]:
    """How far each chain has come that a page or a paper of the unit can depend on."""
    return list(_heads(unit).order_by("chain").values_list("chain", "sequence"))


def from_replica(unit: Unit | None, draw: Callable[[], Drawn]) -> Drawn:
    """What `draw` reads of a unit (None: of whatever there is), from the replica if that may be.

    The rule: the replica is read where its chains of events have come exactly as far as those of
    the record, so nobody reads late, neither his own write nor another's. Where it lags, fails or
    is not set up, or where a transaction is open, the record itself is read. `draw` reads rows
    alone, all of them at once: it may be called again, and what it leaves unread is read later.
    """
    if connection.in_atomic_block or not replica.is_usable():
        return draw()
    known = lengths_of_chains(unit)
    try:
        with replica.reading():
            if lengths_of_chains(unit) == known:
                return draw()
    except (OperationalError, InterfaceError) as error:
        replica.rest(error)
    return draw()


def _of_reader(request: Request) -> list[Any]:
    """The parts of a page's frame that depend on the reader."""
    access, user = request.access, request.user
    return [
        request.get_full_path(),
        bool(getattr(request, "htmx", False)),
        user.pk,
        getattr(user, "version", 0),
        str(user),
        request.session.session_key,
        _secret_of(request),
        access.on,
        access.viewed_on,
        [(p.pk, p.unit_id, p.role, p.title) for p in access.postings],
        access.former_paths,
        request.unread_notices,
    ]


def _secret_of(request: Request) -> str:
    """What the tokens in the page are made from, without making one where none is drawn."""
    if "CSRF_COOKIE" not in request.META:
        get_token(request)
    return str(request.META["CSRF_COOKIE"])


def unless_unchanged(
    request: Request, unit: Unit | None, draw: Callable[[], HttpResponse], *also: Any
) -> HttpResponse:
    """The page, or 304 where the browser holds it as it would be drawn; `also` is what else it
    shows. A page with a message to show is drawn and not kept."""
    if len(messages.get_messages(request)):
        return draw()
    shown = [code_version(), _version(request, unit), *_of_reader(request), *also]
    tag = f'W/"{sha256(repr(shown).encode()).hexdigest()[:32]}"'
    if tag in request.headers.get("If-None-Match", ""):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = from_replica(unit, draw)
        if response.status_code != 200:
            return response
    response["ETag"], response["Cache-Control"] = tag, KEPT
    return response
