"""A page asks the database as often for ten rows as for one, and never too often."""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

MOST = 15  # including session, user and postings


def count_queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200
    return len(queries)


def assert_constant_queries(client: Client, url: str, grow: Callable[[], object]) -> None:
    """`grow` makes the page's one row into ten or more."""
    client.get(url)
    before = count_queries(client, url)
    grow()
    after = count_queries(client, url)
    assert after == before, f"{url}: {before} queries became {after}"
    assert after <= MOST, f"{url}: {after} queries"
