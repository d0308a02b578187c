"""Counts the queries of a page, and holds that they do not grow with its rows."""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

MOST = 15


def queries_within(work: Callable[[], object]) -> int:
    """Queries of one call."""
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def queries_of(client: Client, url: str) -> int:
    """Queries of one answered page, session, user and postings included."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def assert_constant_queries(
    client: Client, url: str, grow: Callable[[], object], most: int = MOST
) -> None:
    """As many queries with the rows that `grow` adds as without, and no more than `most`."""
    client.get(url)  # warm up: content types, sessions
    before = queries_of(client, url)
    grow()
    assert queries_of(client, url) == before
    assert before <= most
