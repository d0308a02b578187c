"""Officials who, when units change, go on in another unit than their open work."""

from collections import Counter, defaultdict

from villages.changes.models import Change, Heir, Parted
from villages.changes.movers import movers


def parted_by(change: Change) -> list[Parted]:
    """Of those whose posting ends, who will hold none in the unit in which their work goes on."""
    people = {held.posting.official_id: held.posting.official for held in change.held}
    goes: dict[int, dict[Heir, None]] = defaultdict(dict)
    for held in change.held:
        if held.heir is not None:
            goes[held.posting.official_id][held.heir.top] = None
    work: dict[int, Counter[Heir]] = defaultdict(Counter)
    for mover in movers():
        for official, unit, row in mover.given(change):
            heir = change.heir_of(unit, mover.slug, row)
            if official in people and heir is not None and heir.top not in goes[official]:
                work[official][heir.top] += 1
    waits = {held.posting.official_id for held in change.held if held.waits}
    return [
        Parted(people[pk], tuple(goes[pk]), tuple(counts.items()), pk in waits)
        for pk, counts in work.items()
    ]
