"""Sixteen people write at once on one SQLite file: everybody is answered, nothing is missing."""

from pathlib import Path

import pytest

from tests.benchmarks.writers import Writers


@pytest.mark.stress
@pytest.mark.sqlite
def test_sixteen_writers_meet_no_error(tmp_path: Path, django_db_setup: None) -> None:
    writers = Writers(tmp_path)
    writers.write(seconds=3)
    assert writers.errors == []
    assert len(writers.written) >= 16
    assert sorted(writers.recorded()) == sorted(writers.written)
