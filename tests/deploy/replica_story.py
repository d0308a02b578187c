"""What somebody sees while a real replica follows, is held back and dies; run by its test.

`python -m tests.deploy.replica_story` walks it in a process of its own, whose settings name both
databases, and prints a line for each step: what was looked at, the status, who drew it.
"""

import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

import django
from django.db import connections
from django.test import Client

from tests.evidence import drill
from tests.waiting import until


def counting() -> tuple[Counter[str], Any]:
    """How many statements each database gets, from now on."""
    sent: Counter[str] = Counter()

    @contextmanager
    def count() -> Iterator[None]:
        def note(alias: str) -> Any:
            def one(execute: Any, *arguments: Any) -> Any:
                sent[alias] += 1
                return execute(*arguments)

            return one

        with (
            connections["default"].execute_wrapper(note("default")),
            connections["replica"].execute_wrapper(note("replica")),
        ):
            yield

    return sent, count


class Story:
    """One official, the commune's only result, and the pages that show it."""

    def __init__(self) -> None:
        from tests import factories as make
        from villages.enums import Role

        self.commune = make.make_commune("Mai Đình")
        criteria = make.make_set(criteria=1, indicators=1)
        self.assessment = make.make_assessment(self.commune, criteria)
        self.official = make.make_official(self.commune, Role.STANDING_OFFICER)
        self.client = Client(raise_request_exception=False)
        backend = "django.contrib.auth.backends.ModelBackend"
        self.client.force_login(self.official, backend=backend)

    def write(self, value: int) -> None:
        from criteria.services import set_result
        from tests import factories as make

        row = self.assessment.results.get()
        fields = make.entry(claim="met", value=Decimal(value), as_of=date(2024, 8, 1))
        by = make.access(self.official)
        set_result(by=by, result_id=row.pk, fields=fields, seen_version=row.version)

    def look(self, name: str, path: str) -> str:
        """The words of a page; prints who drew it: where more was read than how far it has come."""
        sent, count = counting()
        with count():
            answer = self.client.get(path)
        drew = "replica" if sent["replica"] > 1 else "default"
        drill.show(name, answer.status_code, drew)
        return re.sub(r"<[^>]*>", "", answer.content.decode(errors="replace"))


def steer(statement: str) -> None:
    """Tells the replica something by a connection of its own."""
    from tests.deploy.standby import connect

    # Holding a replica back is a word to the server, not to a table.
    with connect(os.environ["REPLICA_DATABASE_URL"]).cursor() as cursor:
        cursor.execute(statement)


def wait_for_replica() -> None:
    from ntm_project.common import replica
    from villages.chain import length_of_trail

    wanted = length_of_trail()

    def follows() -> bool:
        with replica.reading():
            return length_of_trail() >= wanted

    until(follows, "the replica follows")


def tell() -> None:
    from ntm_project.watch.checks import ReplicaCheck

    story = Story()
    board = f"/bang/{story.commune.pk}/"
    assessment = f"/danh-gia/{story.assessment.pk}/"
    wait_for_replica()
    before = story.look("board", board)
    story.look("assessment", assessment)
    story.look("register", "/van-ban-di/excel/")
    story.look("my-work", "/")

    steer("SELECT pg_wal_replay_pause()")
    story.write(71)
    written = story.look("behind", board)
    assert written != before
    assert ReplicaCheck().look() != ""
    steer("SELECT pg_wal_replay_resume()")
    wait_for_replica()
    assert ReplicaCheck().look() == ""
    assert story.look("caught-up", board) == written

    drill.show("kill")  # the test does so now, and answers
    sys.stdin.readline()
    assert story.look("dead", board) == written
    story.look("resting", assessment)


if __name__ == "__main__":
    django.setup()
    tell()
