"""Two copies begun at the same moment: one is made, nobody's is spoilt."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.backup.test_drill import command, environment
from tests.evidence import drill

REFUSED = ("Đang có một lần sao lưu", "trong cùng giây này")


@pytest.mark.stress
def test_of_two_copies_begun_at_once_one_is_made_and_whole(
    tmp_path: Path, database_urls: list[str]
) -> None:
    here, shelf = environment(tmp_path / "here", database_urls[0]), tmp_path / "copies"
    drill.prepare(here)
    # To one place and, of the same record, to another one.
    places = [shelf, shelf, tmp_path / "elsewhere"]
    begun = [
        subprocess.Popen(
            [sys.executable, "manage.py", "backup", str(place), "--keep", "all"],
            cwd=drill.ROOT, env=here, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for place in places
    ]  # fmt: skip
    ended = [(one.communicate()[1], one.returncode) for one in begun]
    made = sum(code == 0 for _, code in ended)
    assert made >= 1, ended
    assert [words for words, code in ended if code and not any(w in words for w in REFUSED)] == []
    copies = [path for place in set(places) for path in place.glob("*Z")]
    assert len(copies) == made
    for path in copies:
        done = command(here, "restore", str(path.parent), "--check-only", "--copy", path.name)
        assert done.returncode == 0, done.stderr
