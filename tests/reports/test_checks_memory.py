"""A province is checked some communes at a time: memory is that of a few of them."""

import gc
import tracemalloc
from pathlib import Path

import pytest
from django.conf import settings

from ntm_project.generator.country.build import build
from ntm_project.generator.country.size import Size
from ntm_project.sample.loader import load_sets
from reports.checks.below import AT_ONCE, stretch_of
from villages.access import system_access
from villages.enums import UnitLevel
from villages.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.deep]

SIZE = Size(provinces=1, communes=6 * AT_ONCE, villages=6, years=1, tasks=40)


def test_memory_stays_flat_from_the_first_commune_to_the_last() -> None:
    access = system_access(SIZE.day)
    load_sets(Path(settings.BASE_DIR, "fixtures"), by=access)
    build(SIZE)
    province = Unit.objects.get(level=UnitLevel.PROVINCE)
    counts, after, kept, peaks = [0, 0, 0], 0, [], []
    tracemalloc.start()
    while after < SIZE.communes:
        tracemalloc.reset_peak()
        stretch = stretch_of(province, access, after=after, counts=counts)
        after, counts = stretch.done, [count for _, count in stretch.counts]
        peaks.append(tracemalloc.get_traced_memory()[1])
        gc.collect()
        kept.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    assert sum(counts) > len(peaks) == SIZE.communes / AT_ONCE
    # The first stretch fills what is kept for good: compiled patterns, cached words.
    assert max(peaks[1:]) <= 1.25 * min(peaks[1:]), peaks
    assert kept[-1] - kept[1] <= 0.1 * peaks[1], kept
