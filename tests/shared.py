"""What tests share: rows made once for a file, text of pages, jobs at once, commands, ZIP files."""

import io
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from io import StringIO
from typing import Any

import lxml.html
import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import TestCase

MORNING = "2024-08-15 09:00 +0700"


def text_of(page: HttpResponse) -> str:
    """What a reader reads of a page, without its markup, on one line."""
    return " ".join(lxml.html.document_fromstring(page.content).text_content().split())


def one_line(page: HttpResponse | str) -> str:
    """The markup of a page with one blank wherever it has blanks or breaks a line."""
    return " ".join((page if isinstance(page, str) else page.content.decode()).split())


class _Undo(Exception):
    pass


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is taken back."""
    block = transaction.atomic()
    block._from_testcase = True  # uploads may use "durable" inside
    try:
        with block:
            yield
            raise _Undo
    except _Undo:
        pass


def made_once(build: Callable[[], Any]) -> Any:
    """A fixture of a whole file: what `build` made on 15/8/2024, in a transaction of its own.

    Each test runs in a savepoint of it, and takes a `deepcopy`: no test sees another's changes.
    Not for tests that commit.
    """

    @pytest.fixture(scope="module")
    def rows(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
        with django_db_blocker.unblock():
            # Django's own transaction around a class of tests, in which uploads may say "durable".
            case = type("Rows", (TestCase,), {})
            case.setUpClass()
            try:
                with time_machine.travel(MORNING, tick=False):
                    made = build()
                yield made
            finally:
                case.tearDownClass()
                case.doClassCleanups()

    return rows


@pytest.fixture
def copied(rows: Any, db: None) -> Any:
    """What was `made_once`, for one test: `world = copied`."""
    return deepcopy(rows)


@pytest.fixture
def copied_that_morning(rows: Any, db: None, time_machine: Any) -> Any:
    """The same, on the morning on which it was made."""
    time_machine.move_to(MORNING, tick=False)
    return deepcopy(rows)


def at_once(*jobs: Callable[[], object]) -> list[BaseException]:
    """Run the jobs in threads started together; returns what they raised."""
    gate, raised = threading.Barrier(len(jobs)), []

    def run(job: Callable[[], object]) -> None:
        try:
            gate.wait()
            job()
        except BaseException as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def command(name: str, *options: str) -> tuple[int, str]:
    """Run a management command; its exit status, and what it printed."""
    out = StringIO()
    try:
        call_command(name, *options, stdout=out)
    except SystemExit as stop:
        return int(str(stop.code)), out.getvalue()
    return 0, out.getvalue()


def whole_zip(content: bytes) -> zipfile.ZipFile:
    """The ZIP, of which every file is as it was put in."""
    found = zipfile.ZipFile(io.BytesIO(content))
    assert found.testzip() is None
    return found
