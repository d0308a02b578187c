"""No board and no list of a province reads a table of the whole country: what the planner chooses.

A few communes stand for a country. SQLite is asked as it comes, and again with statistics of tables
ten thousand times as long; PostgreSQL, whose planner measures the tables themselves, with as high a
price for a page of a table that is read from its beginning to its end.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from criteria.models import Assessment
from evidence.models import Evidence, Revision
from ntm_project.generator.country.build import build
from ntm_project.generator.country.size import Size
from ntm_project.sample.loader import load_sets
from tests.world import client_of
from villages.access import system_access
from villages.models import Official, Unit

pytestmark = [pytest.mark.deep, pytest.mark.both, pytest.mark.django_db]

SIZE = Size(provinces=3, communes=12, villages=12, tasks=6)
LONGER = 10_000
GROWING = (
    r"(criteria_(standing|standingstep|result|resultchange|assessment|baseline|tally)"
    r"|tasks_(task|taskreport|assignment|funding|plan)|evidence_(proof|submission|evidence|revision)"
    r"|villages_(unit|official|posting|auditevent|auditlink))"
)
SCAN = {
    # Tables of a query within a query have aliases there, U0 and so on.
    "sqlite": re.compile(rf"SCAN ({GROWING}(?! USING INTEGER PRIMARY KEY)\b|[A-Z]\d+$)"),
    # A table without a row costs nothing.
    "postgresql": re.compile(rf"Seq Scan on {GROWING}\b(?!.*cost=(?P<none>0\.\d\d)\.\.(?P=none))"),
}
BOARDS = ("", "?ngay=1/11/2025&so_voi=1/10/2025&nam=2025")
LISTS = {
    "tasks:list": ("", "?tinh_trang=open", "?qua_han=1", "?q=duong", "?xep=han", "?ngay=1/11/2025"),
    "evidence:library": ("", "?q=bien+ban", "?chua_gan=on", "?trung=on", "?sap_het=on"),
    "reports:search": ("?q=duong", "?q=nguyen", "?q=13.2"),
    "villages:audit": ("", "?loai=tasks.task"),
    "villages:officials": ("", "?q=nguyen", "?da_thoi=on"),
    "tasks:plans": ("",),
    "evidence:queue": ("",),
}
ADMIN = ("official", "posting", "unit", "body", "auditevent")


@pytest.fixture(scope="module")
def _country(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """Three provinces of four communes, some papers in each."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_sets(Path(settings.BASE_DIR, "fixtures"), by=system_access(SIZE.day))
        build(SIZE)
        for unit in Unit.objects.filter(level="commune"):
            paper = Evidence.objects.create(unit=unit, title="Biên bản nghiệm thu")
            Revision.objects.create(
                evidence=paper,
                number=1,
                key=f"{paper.pk}",
                name="bien-ban.pdf",
                size=1,
                sha256=f"{paper.pk % 8:064}",
                file_type="pdf",
                upload_key=uuid4(),
            )
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


def _make_tables_long() -> None:
    """Let the planner take the tables for those of a country."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            cursor.execute(f"SET LOCAL seq_page_cost = {LONGER}")
            return
        cursor.execute("SELECT rowid, stat FROM sqlite_stat1 WHERE stat IS NOT NULL")
        for key, stat in cursor.fetchall():
            rows, *each = map(int, re.findall(r"\d+", stat))
            # Of one unit there are as many as before, of one state ten thousand times as many.
            each = [n if 5 * n < rows else n * LONGER for n in each]
            longer = " ".join(map(str, [rows * LONGER, *each]))
            cursor.execute("UPDATE sqlite_stat1 SET stat = %s WHERE rowid = %s", [longer, key])
        cursor.execute("ANALYZE sqlite_schema")


def _queries(client: Client, url: str) -> list[tuple[str, str]]:
    """What a page reads, each with its address."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200, url
    asked = [query["sql"] for query in captured.captured_queries]
    return [(url, sql) for sql in asked if sql.startswith("SELECT")]


def _scans(queries: list[tuple[str, str]]) -> Iterator[str]:
    """The queries that read a growing table from end to end, each with its plan."""
    word = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        for url, sql in queries:
            cursor.execute(f"{word} {sql}")
            plan = [str(row[-1]) for row in cursor.fetchall()]
            if any(map(SCAN[connection.vendor].search, plan)):
                yield "\n".join([url, sql, *plan])


def _addresses() -> Iterator[tuple[str, str]]:
    """Who opens which page."""
    province = Unit.objects.filter(level="province").order_by("pk")[0]
    commune = province.children.order_by("pk")[0]
    assessment = Assessment.objects.filter(unit=commune).order_by("pk")[0]
    boards = [reverse("reports:board", args=[unit.pk]) for unit in (province, commune)]
    shown = reverse("reports:assessment", args=[assessment.pk])
    for url in (*boards, reverse("reports:country"), shown):
        yield from (("t01.thamtra", f"{url}{query}") for query in BOARDS)
    for name, queries in LISTS.items():
        yield from (("t01.thamtra", f"{reverse(name)}{query}") for query in queries)
    for model in ADMIN:
        yield "t01.quantri", reverse(f"admin:villages_{model}_changelist")


@pytest.mark.usefixtures("_country", "db")
def test_no_page_of_a_province_scans_a_table_that_grows() -> None:
    clients = {
        name: client_of(Official.objects.get(username=name))
        for name in ("t01.thamtra", "t01.quantri")
    }
    queries = [query for name, url in _addresses() for query in _queries(clients[name], url)]
    # PostgreSQL plans by the tables as they are: of a few rows, reading all is right.
    found = list(_scans(queries)) if connection.vendor == "sqlite" else []
    _make_tables_long()
    found += _scans(queries)
    assert not found, "\n\n".join(found)
