"""What pages read of units and people, always within somebody's scope."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from django.db.models import Count, Exists, Model, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from ntm_project.common.figures import aggregated
from ntm_project.common.text import fold
from villages.access import Access
from villages.enums import Ability
from villages.models import (
    AuditEvent,
    Body,
    Delegation,
    Lineage,
    Notice,
    NoticeChoice,
    Official,
    Posting,
    SavedView,
    Unit,
)
from villages.models.audit import ACT
from villages.models.delegations import DelegationQuerySet
from villages.models.notices import NoticeQuerySet
from villages.models.units import UnitQuerySet
from villages.roles import ROLES_NEVER_LENT

MOST_FOUND = 200  # units found by name


def officials(
    access: Access,
    *,
    words: str = "",
    unit: Unit | None = None,
    with_former: bool = False,
    is_closed: bool = False,
) -> "QuerySet[Official]":
    """People by given name, each with `offices`: the postings by which they are in the list.

    `words` are looked for without diacritics; `with_former` takes in ended postings, `is_closed`
    shows closed accounts alone, whose postings may have ended too.
    """
    held = Posting.objects.visible_to(access)
    if not with_former and not is_closed:
        held = held.open_on(access.on)
    if unit is not None:
        held = held.filter(unit__path__below=unit.path)
    people = Official.objects.filter(pk__in=held.values("official"))
    if is_closed:
        people = people.filter(is_active=False)
    for word in fold(words).split():
        people = people.filter(search__contains=word)
    offices = held.select_related("unit", "body").order_by("-is_main", "pk")
    return people.prefetch_related(Prefetch("postings", offices, to_attr="offices")).order_by(
        "name_key", "pk"
    )


def postings_of(access: Access, official: Official) -> "QuerySet[Posting]":
    """A person's postings in scope, the main one first, then the newest."""
    return (
        Posting.objects.visible_to(access)
        .filter(official=official)
        .select_related("unit", "body")
        .order_by("-is_main", "-starts_on", "pk")
    )


def postings_in(unit: Unit) -> "QuerySet[Posting]":
    """Who holds or held a posting in the unit itself, by given name."""
    return unit.postings.select_related("official", "body").order_by("official__name_key", "pk")


def colleagues_of(official: Official, on: date) -> "QuerySet[Official]":
    """Who may stand in for an official: whoever else holds a posting of the same units, with an
    account that is open."""
    units = lendable_postings(official, on).values("unit")
    held = Posting.objects.not_ended_on(on).filter(unit__in=units).values("official")
    people = Official.objects.filter(pk__in=held, is_active=True).exclude(pk=official.pk)
    return people.order_by("name_key", "pk")


def lendable_postings(official: Official, on: date) -> "QuerySet[Posting]":
    """The postings of which a colleague may do the work while their holder is away."""
    held = Posting.objects.not_ended_on(on).filter(official=official)
    rows = held.exclude(role__in=ROLES_NEVER_LENT).select_related("unit", "official")
    return rows.order_by("-is_main", "pk")


def is_colleague(official: Official, posting: Posting, on: date) -> bool:
    """Whether the account is open and its holder has a posting of the same unit on the day."""
    held = Posting.objects.open_on(on).filter(official=official, unit=posting.unit_id)
    return official.is_active and held.exists()


def delegation_in_the_way(row: Delegation) -> Delegation | None:
    """Another of the same posting on some of the same days."""
    rows = Delegation.objects.filter(
        posting=row.posting, revoked_at=None, starts_on__lte=row.ends_on, ends_on__gte=row.starts_on
    )
    return rows.select_related("official").order_by("starts_on", "pk").first()


def delegations_by(official: Official) -> DelegationQuerySet:
    """Those by which colleagues do, did or will do the work of an official."""
    return Delegation.objects.filter(posting__official=official).for_list()


def delegations_going(access: Access, official: Official) -> list[Delegation]:
    """Those in scope, today's and to come, of which the official is either side."""
    rows = Delegation.objects.visible_to(access).for_list()
    of_official = rows.filter(Q(official=official) | Q(posting__official=official))
    return [row for row in of_official if not row.is_over(access.on)]


def stand_ins_for(officials: Collection[int], on: date) -> list[Delegation]:
    """By which delegations the work of any of the officials (by key) is done on the day, the newest
    first: as `villages.access.access_of` lends it."""
    held = Posting.objects.open_on(on)
    colleague = held.filter(official=OuterRef("official"), unit=OuterRef("posting__unit"))
    rows = Delegation.objects.in_force(on).filter(
        Exists(colleague), posting__in=held, posting__official__in=officials,
        posting__official__is_active=True,
    ).exclude(posting__role__in=ROLES_NEVER_LENT)  # fmt: skip
    return list(rows.select_related("posting__official", "posting__unit").order_by("-pk"))


def units_named(access: Access, words: str) -> "QuerySet[Unit]":
    """Units in scope whose name, noun or code holds the words, without diacritics."""
    found = Unit.objects.visible_to(access).filter(search__contains=fold(words))
    return found.select_related("parent").in_order()[:MOST_FOUND]


def bodies_of(unit: Unit) -> "QuerySet[Body]":
    """The organisations of a unit, in their order."""
    return unit.bodies.order_by("order", "name", "pk")


def children_of(unit: Unit) -> UnitQuerySet:
    """The units right below, of all days, in their order."""
    return unit.children.in_order()


def villages_of(commune: Unit) -> UnitQuerySet:
    """The villages that the commune has now, as they were written down."""
    return commune.children.filter(valid_to__isnull=True).order_by("pk")


def notices_to(access: Access) -> NoticeQuerySet:
    """One's notices, the newest first."""
    return Notice.objects.visible_to(access).order_by("-at", "-pk")


def notice_choice_of(official: Official | None) -> NoticeChoice | None:
    """What the official has chosen to be notified of; None before the first choice."""
    return NoticeChoice.objects.filter(official=official).first()


def saved_views(access: Access) -> "QuerySet[SavedView]":
    """One's own saved lists and those shared in one's units, by page and name."""
    rows = SavedView.objects.visible_to(access).select_related("owner", "unit")
    return rows.order_by("page", "name", "pk")


def own_trees(access: Access) -> list[tuple[Unit, list[Unit]]]:
    """The uppermost units of one's postings, each with those directly below it.

    Those below carry `below`, the number of units under them.
    """
    own = {posting.unit_id: posting.unit for posting in access.postings}
    tops = [u for u in own.values() if not any(_inside(u, other) for other in own.values())]
    parts = Unit.objects.filter(parent__in=tops)
    by_parent: dict[int | None, list[Unit]] = {}
    for unit in parts.annotate(below=Count("children")).in_order():
        by_parent.setdefault(unit.parent_id, []).append(unit)
    return [(top, by_parent.get(top.pk, [])) for top in tops]


def units_with(access: Access, ability: Ability) -> "QuerySet[Unit]":
    """The units of the postings in which the ability holds, each above its parts."""
    own = [unit.pk for unit in access.units_with(ability)]
    return Unit.objects.filter(pk__in=own).order_by("path", "pk")


def lineages_of(unit: Unit) -> "QuerySet[Lineage]":
    """What the unit was and what it became, in the order of days."""
    rows = Lineage.objects.filter(Q(predecessor=unit) | Q(successor=unit))
    return rows.select_related("predecessor", "successor").order_by("happened_on", "pk")


def _inside(unit: Unit, other: Unit) -> bool:
    return unit.pk != other.pk and unit.path.startswith(other.path)


Before = dict[tuple[type[Model], int], dict[str, Any]]


def values_before(rows: Mapping[type[Model], Iterable[int]], moment: datetime) -> Before:
    """(Model, key) → field → what it was at the moment, of whatever of these rows has changed
    since, in one query, none of a moment to come. What no event names did not change."""
    if moment > timezone.now():
        return {}
    models = {model._meta.label_lower: model for model in rows}
    wanted = Q(pk__in=[])
    for label, model in models.items():
        wanted |= Q(object_type=label, object_id__in=list(rows[model]))
    events = AuditEvent.objects.filter(wanted, at__gte=moment).order_by("pk")
    found: Before = {}
    for label, key, changes in events.values_list("object_type", "object_id", "changes"):
        for name, (old, _) in changes.items():
            found.setdefault((models[label], key), {}).setdefault(name, old)
    return found


def changed_since(
    rows: "QuerySet[Any]", moment: datetime, *names: str
) -> dict[int, dict[str, Any]]:
    """Key → field → what it was at the moment, of whatever of the rows has changed since in one of
    the fields, alone or with others in one act. The rows hang on units; what was made since began
    with what it was made with. One query, none of a moment to come."""
    if moment > timezone.now():
        return {}
    label, rows = rows.model._meta.label_lower, rows.order_by()
    # An act is recorded under the one unit of its rows, or under the commune of its villages.
    units = rows.values("unit").union(rows.values("unit__parent"))
    names_read = ("pk", "object_type", "object_id", "changes")
    events = AuditEvent.objects.filter(at__gte=moment).values_list(*names_read)
    own = events.filter(
        object_type=label, object_id__in=rows.values("pk"), changes__has_any_keys=names
    )
    acts = events.filter(object_type=ACT, object_id__in=units)
    found: dict[int, dict[str, Any]] = {}
    # Put in order here: a database that does it would walk the whole trail in that order.
    for _, kind, key, changes in sorted(own.union(acts, all=True), key=itemgetter(0)):
        steps = (
            _of_act(label, changes)
            if kind == ACT
            else [(key, {n: old for n, (old, _) in changes.items()})]
        )
        for pk, fields in steps:
            for name in fields.keys() & names:
                if fields[name] is not None:
                    found.setdefault(pk, {}).setdefault(name, fields[name])
    return found


def _of_act(label: str, changes: dict[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    """(Key, field → what it was) of each row of one kind that an act changed."""
    for part, (old, _) in changes.items():
        kind, _, key = part.partition(":")
        if kind == label:
            yield int(key), old


# Made once, since nearly every page asks: `count()` would make as much anew as the database counts.
UNREAD_COUNT: Any = Notice.objects.unread().values(n=aggregated("COUNT", "pk"))


def count_unread(access: Access) -> int:
    """How many of one's notices have not been opened yet."""
    # Of nobody's scope nothing is read, not even a nought.
    return next((row["n"] for row in UNREAD_COUNT.visible_to(access)), 0)


def only_unit(unit: Unit) -> "QuerySet[Unit]":
    """The unit alone, as the choices of a form in which it is given."""
    return Unit.objects.filter(pk=unit.pk).select_related("parent")
