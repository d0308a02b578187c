"""What the checks find of the faults in plans of other communes, and what they make up."""

from collections.abc import Iterator

import pytest

from reports.checks.queries import checked
from reports.lines import Line
from reports.record import load_record
from tests.reports.corpus.communes import Made, build
from tests.reports.corpus.faults import FAULTS, INNOCENTS, SPECS, Fault
from villages.access import system_access

pytestmark = [pytest.mark.django_db, pytest.mark.deep]


def lines_of(made: Made) -> Iterator[tuple[str, str, Line]]:
    """(slug, heading, line) of every finding."""
    access = system_access(made.spec.today)
    record = load_record([made.unit], access, year=made.year)
    for group in checked(record, made.unit, access, may_waive=False).groups:
        for line in group.lines:
            yield group.check.slug, group.check.heading, line


def measure(number: int) -> tuple[list[Fault], list[Fault], list[str], list[str]]:
    """Faults found, faults missed, what the sound plan is accused of, false alarms among all."""
    made = build(SPECS[number])
    INNOCENTS.get(number, lambda _: None)(made)
    sound = [f"{slug}: {line.text} | {line.note}" for slug, _, line in lines_of(made)]
    faults = [fault for fault in FAULTS if fault.commune == number]
    for fault in faults:
        fault.plant(made)
    lines = list(lines_of(made))
    found = [f for f in faults if any(f.is_found_by(head, line) for _, head, line in lines)]
    alarms = [
        f"{slug}: {line.text} | {line.note}"
        for slug, head, line in lines
        if not any(fault.is_found_by(head, line) for fault in faults)
    ]
    return found, [f for f in faults if f not in found], sound, alarms


def test_they_find_most_and_make_up_little(time_machine) -> None:
    """At least 85 % of the planted faults are found; at most one finding in ten is none."""
    found, missed, alarms, reported = 0, [], [], 0
    for number, spec in enumerate(SPECS):
        time_machine.move_to(f"{spec.today} 09:00 +0700", tick=False)
        caught, left, sound, more = measure(number)
        assert sound == []
        found, reported = found + len(caught), reported + len(caught) + len(more)
        missed += [f"{fault.kind}: {fault.about}" for fault in left]
        alarms += more
    assert found + len(missed) >= 400
    assert found >= 0.85 * (found + len(missed)), missed
    assert len(alarms) <= 0.1 * reported, alarms
