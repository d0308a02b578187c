"""What the checks find of the faults in plans that are pasted, and what they make up."""

import pytest

from tests.reports.pasted_plans import (
    NAMES,
    OF_A_DRAFT,
    faults_of,
    findings_in,
    is_found,
    load_all_sets,
    read_on,
    text_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.deep]


def test_they_find_most_and_make_up_little(time_machine) -> None:
    """Nine of ten planted faults are found; at most one finding in ten about the sound
    plans is none of what every draft lacks."""
    load_all_sets()
    found, missed, sound, alarms = [], [], [], []
    for name in NAMES:
        time_machine.move_to(f"{read_on(name)} 09:00 +0700", tick=False)
        for slug, words in findings_in(name, text_of(name, is_sound=True)):
            (sound if slug in OF_A_DRAFT else alarms).append(f"{name} {slug}: {words}")
        findings = [words for _, words in findings_in(name, text_of(name, is_sound=False))]
        for fault in faults_of(name):
            there = any(is_found(fault, words) for words in findings)
            (found if there else missed).append(f"{name} {fault['kind']}: {fault['new']}")
    assert len(found) + len(missed) >= 447
    assert len(found) >= 0.9 * (len(found) + len(missed)), "\n".join(missed)
    assert len(alarms) <= 0.1 * (len(found) + len(sound) + len(alarms)), "\n".join(alarms)
