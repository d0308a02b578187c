"""The audit trail as people read it: whose words, which field, from what to what."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F, Max, Min, Q, QuerySet, Value
from django.urls import reverse
from django.utils.text import capfirst

from ntm_project.common.answers import key_of
from ntm_project.common.blanks import EMPTY
from ntm_project.common.clock import end_of, start_of
from ntm_project.common.models import VersionedModel
from ntm_project.common.text import fold
from villages.access import Access
from villages.enums import Ability
from villages.models import EVERYBODY, AuditEvent, Official, in_scope
from villages.models.audit import ACT, part_key
from villages.words import field_label, field_named, model_named, value_words

PER_PAGE = 50
MOST_SINCE = 500  # events looked through for what was done to the rows of an open page
NEAR = 10_000  # events of the whole trail among which a page is looked for first
# Shown by itself: coming and going would else bury what was done.
SIGN_INS = "sign_ins"

# Page of an object by its label; names are strings, so that no higher floor is imported.
PAGES = {
    "villages.unit": "villages:unit",
    "villages.official": "villages:official",
    "criteria.criteriaset": "criteria:set",
    "criteria.assessment": "reports:assessment",
    "criteria.result": "criteria:result_history",
    "criteria.recognition": "evidence:recognition",
    "criteria.setmapping": "criteria:mapping",
    "tasks.task": "tasks:task",
    "tasks.plan": "tasks:plan",
    "tasks.meeting": "tasks:meeting",
    "tasks.progressreport": "reports:progress_report",
    "evidence.evidence": "evidence:paper",
    "evidence.submission": "evidence:round",
    "evidence.intake": "evidence:intake",
}

# Rows that are edited, and of which the trail holds nothing: its readers may not know of a draft.
UNRECORDED = frozenset({"evidence.draftverdict", "evidence.textdraft"})
# Rows that are no edit's own, and have events nevertheless.
BESIDE = ("criteria.baseline",)


def recorded_kinds() -> list[tuple[str, str]]:
    """(label of a model, what it is called) of whatever has events of its own, by name; what is a
    part of another row is found by that row."""
    edited = [
        model
        for model in apps.get_models()
        if issubclass(model, VersionedModel) and not hasattr(model, "audit_row")
    ]
    labels = {model._meta.label_lower for model in edited} - UNRECORDED | set(BESIDE)
    named = [(label, str(apps.get_model(label)._meta.verbose_name)) for label in labels]
    shown = [(label, capfirst(words)) for label, words in named]
    return sorted(shown, key=lambda kind: fold(kind[1]))


@dataclass(frozen=True)
class FieldChange:
    """One field of an event."""

    name: str
    old: str
    new: str

    @property
    def is_first(self) -> bool:
        return self.old == EMPTY


@dataclass(frozen=True)
class TrailLine:
    """One event as the page shows it."""

    event: AuditEvent
    changes: list[FieldChange]
    url: str = ""  # of the row's page, where the whole trail shows the line and the row still is


@dataclass(frozen=True)
class TrailPage:
    """One page of the trail; `next_from` is the key behind which the next page begins."""

    lines: list[TrailLine]
    next_from: int | None


def trail(
    access: Access,
    *,
    person: str = "",
    kind: str = "",
    object_id: int | None = None,
    day: date | None = None,
    behind: int | None = None,
    oldest_first: bool = False,
) -> TrailPage:
    """The events in scope that fit, newest first or oldest first; in as many queries however long
    the trail is: a page begins behind the last event of the one before."""
    events = _of_kind(access, kind)
    if person:
        # By name, or the account of one of several of that name.
        is_it = Q(search__contains=fold(person)) | Q(username=person)
        named = Official.objects.filter(is_it).values("pk")
        events = events.filter(Q(actor_id__in=named) | Q(actor_name=person))
    if object_id and kind:
        # With the acts over many rows in which this one had a part.
        of_row = Q(object_type=kind, object_id=object_id)
        act = Q(object_type=ACT, changes__has_key=f"{kind}:{object_id}")
        events = _of_kind(access, "").filter(of_row | act)
    elif object_id:
        events = events.filter(object_id=object_id)
    if day:
        events = events.filter(at__gte=start_of(day), at__lt=end_of(day))
    if behind:
        events = events.filter(**{"pk__gt" if oldest_first else "pk__lt": behind})
    rows = _first(events, access, behind, oldest_first=oldest_first)
    shown = rows[:PER_PAGE]
    is_more = len(rows) > PER_PAGE
    urls = _pages(shown)
    lines = [replace(line_of(event), url=urls.get(event.pk, "")) for event in shown]
    return TrailPage(lines, shown[-1].pk if is_more else None)


def _first(
    events: "QuerySet[AuditEvent]", access: Access, behind: int | None, *, oldest_first: bool
) -> list[AuditEvent]:
    """The first of a page and one more: their keys from the index of the scope, near the place
    where the page begins, else wherever they are, then the rows.

    Walking the trail of the whole country until a page is full would read all of it where this
    scope has been still for long; sorting the whole scope, all that it ever did.
    """
    direction = "pk" if oldest_first else "-pk"
    if access.is_system:
        return list(events.order_by(direction)[: PER_PAGE + 1])
    near = events.filter(_near(behind, oldest_first=oldest_first)).order_by(direction)
    keys = set(near.values_list("pk", flat=True)[: PER_PAGE + 1])
    if len(keys) <= PER_PAGE:
        place = F("pk") + 0  # a sum is in no index: so nothing walks along the keys
        order = place.asc() if oldest_first else place.desc()
        for where in (in_scope(access, "unit_path"), Q(unit_path=EVERYBODY)):
            found = events.filter(where).order_by(order).values_list("pk", flat=True)
            keys.update(found[: PER_PAGE + 1])
    return list(AuditEvent.objects.filter(pk__in=keys).order_by(direction)[: PER_PAGE + 1])


def _near(behind: int | None, *, oldest_first: bool) -> Q:
    """The keys of the whole trail from where a page begins, so many that a busy scope fills it."""
    if behind is None:
        place = Min("pk") if oldest_first else Max("pk")
        behind = AuditEvent.objects.aggregate(place=place)["place"] or 0
    return Q(pk__lt=behind + NEAR) if oldest_first else Q(pk__gt=behind - NEAR)


def _of_kind(access: Access, kind: str) -> "QuerySet[AuditEvent]":
    """Of the scope; who signed in, and from where, is shown to those who keep accounts alone."""
    events = AuditEvent.objects.visible_to(access)
    if kind == SIGN_INS:
        sign_ins = events.of_sign_ins()
        if access.can_anywhere(Ability.EDIT_POSTINGS) or access.official is None:
            return sign_ins
        own = {"object_type": "villages.official", "object_id": access.official.pk}
        return sign_ins.filter(**own)
    events = events.of_rows()
    return events.filter(object_type=kind) if kind else events


def history_of(
    row: models.Model, access: Access | None = None, *, parts: Sequence[models.Model] = ()
) -> list[TrailLine]:
    """The last events about a row and its parts, newest first.

    With `access` those alone that happened in its scope.
    """
    events = AuditEvent.objects.of_rows().about(row, *parts)
    if access:
        # Of an act over rows of several units, the reader sees no more than the part of this row.
        seen = AuditEvent.objects.visible_to(access).values("pk")
        events = events.filter(Q(pk__in=seen) | Q(object_type=ACT))
    keys = {part_key(one) for one in (row, *parts)}
    return [line_of(event, keys) for event in events[:PER_PAGE]]


def newest_event(keys: Collection[str], units: Collection[int]) -> int:
    """How far the trail of these rows (`part_key`) has come, with the acts of the units over them:
    what is done to a row from now on comes after it. What others do elsewhere does not move it."""
    wanted = _of_keys(keys) | Q(object_type=ACT, object_id__in=units)
    return AuditEvent.objects.filter(wanted).aggregate(newest=Max("pk"))["newest"] or 0


def _of_keys(keys: Collection[str]) -> Q:
    ids: dict[str, list[int]] = {}
    for key in keys:
        label, _, number = key.partition(":")
        ids.setdefault(label, []).append(key_of(number))
    wanted = Q(pk__in=[])
    for label, found in ids.items():
        wanted |= Q(object_type=label, object_id__in=found)
    return wanted


def lines_since(access: Access, event: int, keys: Collection[str]) -> list[tuple[str, TrailLine]]:
    """What was done to these rows (`part_key`) behind an event of the trail, newest first: which
    row, and its line; of an act over many rows one line for each of these."""
    wanted = _of_keys(keys) | Q(object_type=ACT)
    events = AuditEvent.objects.visible_to(access).of_rows().filter(wanted, pk__gt=event)
    lines = []
    for one in events.order_by("-pk")[:MOST_SINCE]:
        parts = one.changes if one.object_type == ACT else {}
        named = {key: parts[key][1].get("name") or key for key in parts.keys() & keys}
        lines += [(str(name), line_of(one, {key})) for key, name in named.items()]
        if one.object_type != ACT:
            lines.append((one.object_name, line_of(one)))
    return lines[:PER_PAGE]


def line_of(event: AuditEvent, keys: Collection[str] = ()) -> TrailLine:
    """An event as people read it; of an act over many rows the parts of these rows alone."""
    if event.object_type == ACT:
        return TrailLine(event, list(_parts(event, keys)))
    return TrailLine(event, list(_changes(event)))


def _parts(event: AuditEvent, keys: Collection[str]) -> Iterator[FieldChange]:
    """Row by row what an act did; in the history of a row its fields by themselves."""
    for key, (old, new) in event.changes.items():
        label = key.partition(":")[0]
        part = list(_changed(model_named(label), _fields(old), _fields(new)))
        if keys and key in keys:
            yield from part
        elif not keys:
            was = "; ".join(
                f"{change.name}: {change.old}" for change in part if not change.is_first
            )
            now = "; ".join(f"{change.name}: {change.new}" for change in part)
            yield FieldChange(str(new.get("name") or key), was or EMPTY, now)


def _fields(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "name"}


def _changed(
    model: type[models.Model] | None, old: dict[str, Any], new: dict[str, Any]
) -> Iterator[FieldChange]:
    for name in old | new:
        field = field_named(model, name)
        words = value_words(field, old.get(name)), value_words(field, new.get(name))
        if words[0] != words[1]:
            yield FieldChange(field_label(model, name), *words)


def _pages(events: Sequence[AuditEvent]) -> dict[int, str]:
    """Key of each event → the page of its row, where the row still is; in one query."""
    wanted: dict[str, set[int]] = {}
    for event in events:
        if event.object_type in PAGES:
            wanted.setdefault(event.object_type, set()).add(event.object_id)
    rows = [
        apps.get_model(label)
        ._base_manager.filter(pk__in=found)
        .values_list(Value(label, models.CharField()), "pk")
        for label, found in wanted.items()
    ]
    there = set(rows[0].union(*rows[1:], all=True)) if rows else set()
    return {
        event.pk: reverse(PAGES[event.object_type], args=[event.object_id])
        for event in events
        if (event.object_type, event.object_id) in there
    }


def _changes(event: AuditEvent) -> Iterator[FieldChange]:
    pairs = event.changes.items()
    old, new = {name: pair[0] for name, pair in pairs}, {name: pair[1] for name, pair in pairs}
    yield from _changed(model_named(event.object_type), old, new)
