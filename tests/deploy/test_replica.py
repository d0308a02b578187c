"""Boards and exports on a real streaming replica: who draws them, and that nothing is late."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.standby import Standby, standby
from tests.evidence import drill

# The mark has a migrated database made, of which these take copies.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.postgresql,
    pytest.mark.stress,
    pytest.mark.concurrency,
]


@pytest.fixture
def replica(database_url: str) -> Iterator[Standby]:
    with standby(database_url) as found:
        yield found


def test_boards_and_exports_are_drawn_by_the_replica_and_never_late(
    tmp_path: Path, database_url: str, replica: Standby
) -> None:
    variables = drill.environment(tmp_path, database_url)
    variables |= {"REPLICA_DATABASE_URL": replica.url(database_url), "ALLOWED_HOSTS": "testserver"}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.deploy.replica_story"],
        cwd=drill.ROOT, env=variables, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as story:  # fmt: skip
        assert story.stdin is not None
        assert story.stdout is not None
        lines = []
        for line in story.stdout:
            if line.strip() == "kill":
                replica.kill()
                print(file=story.stdin, flush=True)
            else:
                lines.append(tuple(line.split()))
    assert story.returncode == 0
    assert lines == [
        ("board", "200", "replica"),
        ("assessment", "200", "replica"),
        ("register", "200", "replica"),
        ("my-work", "200", "default"),
        ("behind", "200", "default"),
        ("caught-up", "200", "replica"),
        ("dead", "200", "default"),
        ("resting", "200", "default"),
    ]
