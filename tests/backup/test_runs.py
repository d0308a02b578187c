"""The age of the last backup counts from the last one that ended well."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ntm_project.backup.models import Work
from ntm_project.backup.runs import last_run, record_run

pytestmark = pytest.mark.django_db


def test_age_counts_from_the_last_run_that_ended_well(time_machine) -> None:
    assert (last_run(Work.BACKUP).is_well, last_run(Work.BACKUP).age) == (False, None)
    begun = timezone.now()
    time_machine.move_to(begun, tick=False)
    record_run(Work.BACKUP, is_well=True, words="Đã sao lưu.")
    time_machine.move_to(begun + timedelta(hours=5), tick=False)
    assert (last_run(Work.BACKUP).is_well, last_run(Work.BACKUP).age) == (True, timedelta(hours=5))
    record_run(Work.BACKUP, is_well=False, words="Hết chỗ.")
    known = last_run(Work.BACKUP)
    assert (known.is_well, known.age, known.words) == (False, timedelta(hours=5), "Hết chỗ.")
    assert last_run(Work.VERIFY).age is None
