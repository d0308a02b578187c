"""Handing over: every row by the service that gives such work, all of them or none."""

from collections import Counter
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from ntm_project.common.refusals import Refused
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
) -> dict[str, int]:
    """Give the rows (kind, key) to whom was chosen: an official's key, or `TO_POST`; how many each
    has got.

    Each row records its own event; the official's history names who took how much.
    """
    if reason := rules.deny_hand_over(by):
        raise Refused(reason)
    people = {str(person.pk): person for person in takers(by, official)}
    with transaction.atomic():
        Official.objects.get_queryset().select_for_update(no_key=True).get(pk=official.pk)
        found = waiting_for(by, official)
        check_seen(official, seen_version, version=seen_of(found))
        post, counts, got = post_of(official), Counter[str](), Counter[str]()
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
                counts[f"{waiting.kind.label} của {official} giao cho {to}"] += 1
                got[str(to)] += 1
            waiting.kind.give(by, official, given)
        if not counts:
            raise ValidationError(rules.NOBODY)
        unit, ability, new = official.audit_unit, Ability.MANAGE_TASK, dict(counts)
        record(by, "bàn giao việc", official, unit=unit, ability=ability, new=new)
    return dict(got)
