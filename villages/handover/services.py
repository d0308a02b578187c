"""Handing over: every row by the service that gives such work, all of them or none."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from ntm_project.common.views import Refused
from villages.access import Access
from villages.audit import record
from villages.edit import check_seen
from villages.enums import Ability
from villages.handover import rules
from villages.handover.queries import post_of, seen_of, takers, waiting_for
from villages.models import Official

TO_POST = "post"


def hand_over(
    *,
    by: Access,
    official: Official,
    chosen: Mapping[tuple[str, int], str],
    seen_version: int | None,
) -> int:
    """Give the rows (kind, key) to whom was chosen: an official's key, or `TO_POST`; how many.

    Each row records its own event; the official's history names who took how much.
    """
    if reason := rules.deny_hand_over(by):
        raise Refused(reason)
    people = {str(person.pk): person for person in takers(by, official)}
    with transaction.atomic():
        Official.objects.get_queryset().select_for_update(no_key=True).get(pk=official.pk)
        found = waiting_for(by, official)
        check_seen(official, seen_version, version=seen_of(found))
        post, counts = post_of(official), dict[str, int]()
        for waiting in found:
            given = []
            for row in waiting.rows:
                choice = chosen.get((waiting.kind.slug, row.pk), "")
                to: Official | str | None = people.get(choice)
                if choice == TO_POST and waiting.kind.takes_post and post:
                    to = post
                if to is None and choice not in ("", rules.STAYS):
                    raise ValidationError(rules.NO_TAKER)
                if to is None:
                    continue
                given.append((row, to))
                name = f"{waiting.kind.label}: {to}"
                counts[name] = counts.get(name, 0) + 1
            waiting.kind.give(by, official, given)
        if not counts:
            raise ValidationError(rules.NOBODY)
        unit = official.audit_unit
        new = dict(counts)
        record(by, "bàn giao việc", official, unit=unit, ability=Ability.MANAGE_TASK, new=new)
    return sum(counts.values())
