"""A database that is down, hangs, is locked or full: 503 soon, what was typed on the page."""

import sqlite3
from contextlib import contextmanager

import psycopg2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import (
    DatabaseError,
    InterfaceError,
    OperationalError,
    ProgrammingError,
    connection,
    transaction,
)
from django.urls import reverse

from ntm_project.common import faults
from ntm_project.common.databases import database_options
from ntm_project.common.postgresql import base as postgresql
from tests import factories as make
from tests.common.proxy import Proxy
from tests.villages.sign_in.conftest import PASSWORD, Browser, account
from tests.world import HTMX
from villages.enums import Role
from villages.models import Official

NOTE = "Đường trục thôn\ncòn 200 m chưa đổ bê tông"


@pytest.fixture
def commune(db):
    return make.make_commune("Mai Đình")


@pytest.fixture
def browser(commune) -> Browser:
    account(commune, "quantri", Role.ADMINISTRATOR)
    browser = Browser()
    assert browser.sign_in("quantri").status_code == 302
    browser.client.raise_request_exception = False
    return browser


@pytest.fixture
def lan(commune) -> Official:
    return make.make_official(commune, name="Nguyễn Thị Lan")


@contextmanager
def broken(error: Exception | None = None):
    """Every statement of this thread meets the error."""

    def refuse(*args):
        raise error or OperationalError("connection to server failed: Connection refused")

    with connection.execute_wrapper(refuse):
        yield


@contextmanager
def breaking_at(word: str):
    """Only statements that hold the word meet the error: the session still works."""

    def refuse(execute, sql, *args):
        if word in sql:
            raise OperationalError("connection to server failed: Connection refused")
        return execute(sql, *args)

    with connection.execute_wrapper(refuse):
        yield


HERE = {"Sec-Fetch-Site": "same-origin"}


def edit_url(official: Official) -> str:
    return reverse("villages:edit_official", args=[official.pk])


@pytest.mark.parametrize("where", ["session", "view"])
def test_what_was_typed_stays_on_the_page_and_can_be_sent_again(browser, lan, where) -> None:
    form = {"full_name": "Nguyễn Thị Lan <b>", "aliases": NOTE, "seen_version": "3"}
    with broken() if where == "session" else breaking_at("villages_posting"):
        page = browser.client.post(edit_url(lan), form, headers=HERE)
    text = page.content.decode()
    assert (page.status_code, page["Retry-After"]) == (503, "10")
    assert page["X-Request-Id"] in text
    assert f">\n{NOTE}</textarea>" in text
    assert "Nguyễn Thị Lan &lt;b&gt;" in text
    assert "Họ và tên" in text
    assert 'name="seen_version" value="3"' in text
    assert f'action="{edit_url(lan)}"' in text
    assert 'name="csrfmiddlewaretoken"' in text
    lan.refresh_from_db()
    assert lan.full_name == "Nguyễn Thị Lan"


def test_what_another_site_sent_goes_out_with_no_token_of_ours(browser, lan) -> None:
    browser.client.handler.enforce_csrf_checks = True  # as outside tests
    form = {"full_name": "Nguyễn Thị Lan", "aliases": NOTE}
    for sent_by in ({}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        with broken():
            page = browser.client.post(edit_url(lan), form, headers=sent_by)
        assert page.status_code == 503
        assert NOTE not in page.content.decode()
        assert "csrfmiddlewaretoken" not in page.content.decode()


def test_no_password_and_no_token_comes_back(browser, commune) -> None:
    form = {"username": "lan", "password": PASSWORD, "otp_token": "123456", "full_name": "Lan"}
    for url in (reverse("login"), reverse("villages:add_official")):
        with broken():
            page = browser.client.post(url, form, headers=HERE)
        assert page.status_code == 503
        assert PASSWORD not in page.content.decode()
        assert "123456" not in page.content.decode()
        assert ">\nlan</textarea>" in page.content.decode()


def test_files_are_named_to_be_chosen_again(browser) -> None:
    form = {
        "note": NOTE,
        "files": SimpleUploadedFile("bien-ban.pdf", b"%PDF-1.4 " + b"x" * 300_000),
    }
    with broken():
        page = browser.client.post(reverse("evidence:upload"), form, headers=HERE)
    text = page.content.decode()
    assert page.status_code == 503
    assert f">\n{NOTE}</textarea>" in text
    assert "Chọn lại tệp “bien-ban.pdf”" in text


def test_files_that_met_a_fault_are_named_though_the_database_is_back(browser) -> None:
    """The files were passed over while it was away: the form must not claim that none was sent."""
    faults_left = [OperationalError("connection to server failed: Connection refused")]

    def refuse_once(execute, *args):
        if faults_left:
            raise faults_left.pop()
        return execute(*args)

    form = {"note": NOTE, "files": SimpleUploadedFile("bien-ban.pdf", b"%PDF-1.4 x")}
    with connection.execute_wrapper(refuse_once):
        page = browser.client.post(reverse("evidence:upload"), form, headers=HERE)
    assert page.status_code == 503
    assert "Chọn lại tệp “bien-ban.pdf”" in page.content.decode()


def test_htmx_gets_a_sentence_above_the_form_that_stays(browser, lan) -> None:
    with broken():
        page = browser.client.post(edit_url(lan), {"aliases": NOTE}, headers=HTMX)
    assert (page.status_code, page["HX-Retarget"]) == (503, "#messages")
    assert page["Retry-After"]
    assert page["X-Request-Id"] in page.content.decode()
    assert "<html" not in page.content.decode()


def test_a_script_gets_json(browser, lan) -> None:
    with broken():
        answer = browser.client.post(edit_url(lan), headers={"Accept": "application/json"})
    assert answer.status_code == 503
    assert answer.json()["error"].startswith(faults.DOWN)


def test_a_page_that_is_only_read_can_be_requested_again(browser) -> None:
    with broken():
        page = browser.client.get("/can-bo/?q=lan")
    assert page.status_code == 503
    assert 'href="/can-bo/?q=lan"' in page.content.decode()
    assert "<form" not in page.content.decode()


def test_static_files_and_the_sign_in_page_need_no_database(browser) -> None:
    with broken():
        for url in (reverse("login"), "/dang-nhap/?next=/can-bo/"):
            assert browser.client.get(url).status_code == 200, url
        static = browser.client.get("/static/css/tokens.css")
        static.close()
        assert static.status_code == 200


def test_a_session_that_cannot_be_saved_is_no_bad_request(browser, lan) -> None:
    with breaking_at("UPDATE"):
        page = browser.client.post(reverse("logout"))
    assert page.status_code in (302, 503)


@pytest.mark.parametrize(
    "error", [ProgrammingError("no such column"), KeyError("x"), DatabaseError("odd")]
)
def test_an_error_of_ours_stays_one(browser, monkeypatch, error) -> None:
    def wrong(*args, **kwargs):
        raise error

    monkeypatch.setattr("villages.queries.own_trees", wrong)
    assert browser.client.get(reverse("villages:units")).status_code == 500


@pytest.mark.sqlite
@pytest.mark.django_db
def test_sqlite_distinguishes_its_own_faults_from_ours() -> None:
    with pytest.raises(OperationalError) as ours, connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")
    assert faults.fault_of(ours.value) == ""
    for code, sentence in (
        (sqlite3.SQLITE_BUSY, faults.BUSY),
        (sqlite3.SQLITE_FULL, faults.FULL),
        (sqlite3.SQLITE_IOERR | (3 << 8), faults.DOWN),
        (sqlite3.SQLITE_READONLY, faults.DOWN),
        (sqlite3.SQLITE_ERROR, ""),
        (sqlite3.SQLITE_CONSTRAINT, ""),
    ):
        cause = sqlite3.OperationalError("x")
        cause.sqlite_errorcode = code
        error = OperationalError("x")
        error.__cause__ = cause
        assert faults.fault_of(error) == sentence, code


def test_postgresql_distinguishes_its_own_faults_from_ours() -> None:
    class Cause(psycopg2.OperationalError):
        pgcode = ""

    for code, sentence in (
        ("53100", faults.FULL), ("53300", faults.DOWN), ("57P01", faults.DOWN),
        ("08006", faults.DOWN),
        ("55P03", faults.BUSY), ("57014", faults.BUSY), ("40P01", faults.BUSY),
        ("42P01", ""), ("42703", ""), ("23505", ""), ("22003", ""),
    ):  # fmt: skip
        cause = Cause("x")
        cause.pgcode = code
        error = OperationalError("x")
        error.__cause__ = cause
        assert faults.fault_of(error) == sentence, code
    assert faults.fault_of(InterfaceError("connection already closed")) == faults.DOWN
    assert faults.fault_of(InterfaceError("cursor already closed")) == ""
    assert faults.fault_of(None) == faults.fault_of(ValueError()) == ""


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_locked_sqlite_file_is_busy_and_pages_still_open(browser, lan) -> None:
    name = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout=50")
    other = sqlite3.connect(name, timeout=0, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        form = {"full_name": "Lan", "username": lan.username, "aliases": NOTE, "is_active": "on"}
        form["seen_version"] = str(lan.version)
        page = browser.client.post(edit_url(lan), form)
        assert page.status_code == 503
        assert faults.BUSY in page.content.decode()
        assert NOTE in page.content.decode()
        assert browser.client.get(edit_url(lan)).status_code == 200
        other.execute("ROLLBACK")
        assert browser.client.post(edit_url(lan), form).status_code == 303
    finally:
        other.close()
        connection.close()


@pytest.fixture
def proxy(transactional_db, browser, monkeypatch):
    """The database of the test, reached through a proxy; waits are short."""
    kept = dict(connection.settings_dict)
    options = {**kept["OPTIONS"], "connect_timeout": 1}
    made = Proxy(kept)
    monkeypatch.setattr(postgresql, "QUIET_SECONDS", 0.2)
    connection.close()
    connection.settings_dict.update(
        HOST="127.0.0.1", PORT=str(made.port), OPTIONS=options, ANSWER_SECONDS=2
    )
    yield made
    connection.close()
    made.close()
    connection.settings_dict.update(kept)
    postgresql._quiet.clear()
    postgresql._patience.seconds = kept["ANSWER_SECONDS"]


@pytest.fixture
def ends(monkeypatch) -> list[float | None]:
    """Until when each wait for the server lasts at most; None is for ever."""
    found, wait = [], postgresql._wait_once

    def note(server, event, end) -> None:
        found.append(end)
        wait(server, event, end)

    monkeypatch.setattr(postgresql, "_wait_once", note)
    return found


@pytest.mark.postgresql
@pytest.mark.parametrize("state", ["closed", "silent"])
def test_a_server_that_hangs_up_or_hangs_is_not_waited_for(
    browser, lan, proxy, ends, state
) -> None:
    assert browser.client.get(reverse("villages:units")).status_code == 200
    proxy.state = state
    if state == "closed":
        proxy.hang_up()
    for _ in range(3):
        page = browser.client.post(edit_url(lan), {"aliases": NOTE})
        assert page.status_code == 503
        assert NOTE in page.content.decode()
    assert browser.client.get(reverse("login")).status_code == 200
    assert ends
    assert None not in ends
    proxy.hang_up()
    proxy.state = "open"
    connection.close()
    postgresql._quiet.clear()
    assert browser.client.get(reverse("villages:units")).status_code == 200


@pytest.mark.postgresql
def test_a_server_that_falls_silent_in_a_statement_is_given_up(proxy, browser) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        proxy.state = "silent"
        with pytest.raises(OperationalError) as met:
            cursor.execute("SELECT 2")
    assert faults.fault_of(met.value) == faults.DOWN
    connection.close()
    proxy.state = "open"
    proxy.hang_up()


@pytest.mark.postgresql
def test_while_the_server_is_silent_others_do_not_wait_for_it(proxy, browser, monkeypatch) -> None:
    monkeypatch.setattr(postgresql, "QUIET_SECONDS", 60)
    proxy.state = "silent"
    connection.close()
    with pytest.raises(OperationalError, match="in time"):
        connection.ensure_connection()
    with pytest.raises(OperationalError, match="a moment ago"):
        connection.ensure_connection()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_row_locked_elsewhere_is_busy(browser, lan) -> None:
    rival = connection.copy()
    try:
        with transaction.atomic():
            pass
        rival.set_autocommit(False)
        with rival.cursor() as cursor:
            cursor.execute("UPDATE villages_official SET note = note WHERE id = %s", [lan.pk])
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = 100")
        form = {"full_name": "Lan", "username": lan.username, "aliases": NOTE, "is_active": "on"}
        form["seen_version"] = str(lan.version)
        page = browser.client.post(edit_url(lan), form)
        assert page.status_code == 503
        assert faults.BUSY in page.content.decode()
        assert NOTE in page.content.decode()
    finally:
        rival.rollback()
        rival.close()
        connection.close()


def test_waits_are_limited_and_commands_may_take_longer() -> None:
    web = database_options({"ENGINE": "django.db.backends.postgresql"})
    command = database_options({"ENGINE": "django.db.backends.postgresql"}, 30)
    assert web["connect_timeout"] == 3
    assert (web["tcp_user_timeout"], web["keepalives"]) == (10_000, 1)
    assert "statement_timeout=300000" in command["options"]
    assert "lock_timeout=90000" in command["options"]


@pytest.mark.both
@pytest.mark.django_db
def test_postgresql_compiles_no_statement() -> None:
    """A server of Debian would: from a cost on that a province's search has."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # a setting of the server: the ORM has no word for it
            cursor.execute("SHOW jit")
            assert cursor.fetchone() == ("off",)
    assert " -c jit=off" in database_options({"ENGINE": "django.db.backends.postgresql"})["options"]


def test_a_migration_may_take_an_hour_and_waits_for_no_lock() -> None:
    options = database_options({"ENGINE": "django.db.backends.postgresql"}, 360, 3)["options"]
    assert "statement_timeout=3600000" in options
    assert "lock_timeout=3000 " in options
    assert database_options({"ENGINE": "django.db.backends.sqlite3"}, 360)["timeout"] == 300
