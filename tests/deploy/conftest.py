"""A database of its own for the tests that run real servers on the PostgreSQL under test."""

import os
from collections.abc import Iterator

import pytest

from tests import migrated
from tests.conftest import require
from tests.deploy.standby import connect


@pytest.fixture
def database_url(django_db_setup: None) -> Iterator[str]:
    """A migrated database of its own on the server under test."""
    server = os.environ["TEST_DATABASE_URL"]
    require(os.environ.get("PG_BIN"), "chưa đặt PG_BIN, không có pg_basebackup")
    name = f"ntm_replica_{os.getpid()}"
    # No model creates a database, and none lives in a transaction.
    with connect(server).cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {migrated.template()}")
        try:
            yield f"{server.rpartition('/')[0]}/{name}"
        finally:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
