"""The log: who did what, from where, in lines that nobody can forge and no secret stands in."""

import io
import json
import logging
import logging.config
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from ntm_project.common.logs import cut, log_config, note, safe_path
from tests import factories as make
from tests.villages.sign_in.conftest import HOME, PASSWORD, Browser, account
from villages.enums import Role

CANARIES = ("mat-khau-sai-bi-mat", PASSWORD, "ma-mot-lan-123456")


class Lines:
    """What production's handler has written so far."""

    def __init__(self, *, is_debug: bool = False) -> None:
        self.stream = io.StringIO()
        config = log_config(is_debug=is_debug)
        made = config["formatters"]["line"]
        formatter = made.pop("()")(**made)
        self.handler = logging.StreamHandler(self.stream)
        self.handler.setFormatter(formatter)

    def __enter__(self) -> "Lines":
        logging.getLogger().addHandler(self.handler)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger().removeHandler(self.handler)

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    def all(self, event: str = "") -> list[dict]:
        found = [json.loads(line) for line in self.text.splitlines()]
        return [line for line in found if not event or line["event"] == event]


@pytest.fixture
def lines():
    with Lines() as found:
        yield found


@pytest.fixture
def lan(db):
    return account(make.make_commune("Mai Đình"), "lan", Role.OFFICIAL)


def test_each_request_has_a_line_that_shows_who_and_from_where(lan, lines) -> None:
    browser = Browser()
    browser.sign_in("lan")
    response = browser.client.get(reverse("villages:officials"))
    line = lines.all("request")[-1]
    assert line["request_id"] == response["X-Request-Id"]
    assert (line["account"], line["address"]) == ("lan", HOME)
    assert (line["method"], line["path"], line["status"]) == ("GET", "/can-bo/", 200)
    assert line["time"].endswith("+07:00")
    assert {"level", "logger", "ms"} <= line.keys()


def test_signing_in_out_and_wrong_have_their_lines(lan, lines) -> None:
    browser = Browser()
    browser.fails("lan", 6)
    assert [line["name"] for line in lines.all("sign_in_failed")] == ["lan"] * 5
    assert lines.all("sign_in_blocked")[0]["seconds"] == 60
    assert lines.all("sign_in_refused")[0]["address"] == HOME
    other = Browser("192.0.2.9")
    other.sign_in("lan")
    other.client.post(reverse("logout"))
    assert lines.all("sign_in")[0]["account_id"] == lan.pk
    assert lines.all("sign_out")[0]["account"] == "lan"


def test_a_refusal_has_its_reason_and_its_id_on_the_page(lan, lines) -> None:
    client = Browser()
    client.sign_in("lan")
    for url in (reverse("villages:add_official"), reverse("admin:index")):
        page = client.client.get(url)
        line = lines.all("refused")[-1]
        assert "Quản trị" in line["reason"]
        assert line["request_id"] == page["X-Request-Id"]
        assert page["X-Request-Id"] in page.content.decode()
        assert (line["account"], line["path"], line["status"]) == ("lan", url, 403)


def test_a_lost_token_has_its_line(lan, lines) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(reverse("login"), {"username": "lan"}).status_code == 403
    assert lines.all("csrf_failed")[0]["method"] == "POST"


def test_a_fault_has_its_traceback_and_its_id_on_the_page(lan, lines, monkeypatch) -> None:
    def broken(*args, **kwargs):
        raise ZeroDivisionError("nghĩ sai")

    monkeypatch.setattr("villages.queries.own_trees", broken)
    browser = Browser()
    browser.client.raise_request_exception = False
    browser.sign_in("lan")
    page = browser.client.get(reverse("villages:units"))
    assert page.status_code == 500
    assert page["X-Request-Id"] in page.content.decode()
    fault = next(line for line in lines.all() if "exception" in line)
    assert fault["request_id"] == page["X-Request-Id"]
    assert "ZeroDivisionError: nghĩ sai" in fault["exception"]
    assert lines.all("request")[-1]["status"] == 500


def test_no_password_token_or_cookie_stands_in_the_log(lan, lines) -> None:
    browser = Browser()
    browser.sign_in("lan", CANARIES[0])
    browser.sign_in("lan")
    browser.client.post(reverse("login"), {"username": "lan", "otp_token": CANARIES[2]})
    browser.client.get("/can-bo/?q=ma-mot-lan-123456")
    cookies = [morsel.value for morsel in browser.client.cookies.values() if morsel.value]
    assert len(cookies) >= 2
    for secret in (*CANARIES, *cookies):
        assert secret not in lines.text


def test_a_one_time_link_opens_nothing_for_a_reader_of_the_log(lan, lines) -> None:
    token = "c9x2lk-8f14e45fceea167a5a36dedd4bea2543"
    Browser().client.get(f"/dat-mat-khau/MQ/{token}/")
    assert token not in lines.text
    assert lines.all("request")[-1]["path"] == "/dat-mat-khau/MQ/…/"
    for code in ("7KQF-2M9X-00AB-00CD-00EF", "7KQF2M9X00AB00CD00EF", "7kqf2m9x00ab00cd"):
        assert safe_path(f"/mat-khau/{code}/") == "/mat-khau/…/"
    assert safe_path("/can-bo/3/mo-chan-dang-nhap/") == "/can-bo/3/mo-chan-dang-nhap/"
    assert safe_path("/minh-chung/tep/12/noi-dung/") == "/minh-chung/tep/12/noi-dung/"


FORGED = 'lan\r\n{"event": "sign_in"}\u2028\x1b[2J\u202e\x85'


def test_nobody_forges_a_line(lan, lines) -> None:
    Browser().client.get("/a%0d%0a%7b%22event%22:%22sign_in%22%7d%e2%80%a8b/")
    Browser().sign_in(FORGED, "x")
    note("x", name=FORGED)
    assert not lines.all("sign_in")
    for bad in "\r\u2028\x1b\u202e\x85":
        assert bad not in lines.text
    with Lines(is_debug=True) as readable:
        note("x", name=FORGED)
    assert readable.text.count("\n") == 1


def test_what_was_typed_is_cut() -> None:
    assert cut("a" * 500) == "a" * 60 + "…"
    assert cut("l\u200ban\r\n") == "lan"


def test_static_files_have_no_line(lines, db) -> None:
    response = Client().get("/static/css/tokens.css")
    response.close()
    assert response.status_code == 200
    assert lines.all("request") == []


def test_gunicorn_writes_the_same_form() -> None:
    code = (
        "import logging, logging.config; from ntm_project import server; "
        "logging.config.dictConfig(server.logconfig_dict); "
        "logging.getLogger('gunicorn.error').warning('Worker timeout')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, capture_output=True, text=True,
        check=True, env={"DEBUG": "false", "PATH": "/usr/bin"},
    )  # fmt: skip
    line = json.loads(done.stderr)
    assert (line["event"], line["level"], line["logger"]) == (
        "Worker timeout", "warning", "gunicorn.error",
    )  # fmt: skip


@pytest.mark.parametrize("level", ["DEBUG", "INFO", "WARNING"])
def test_the_server_writes_no_second_line_with_the_whole_address(level) -> None:
    loggers = log_config(is_debug=True, level=level)["loggers"]
    assert loggers["gunicorn.access"]["level"] == "CRITICAL"
    assert loggers["gunicorn.error"]["level"] == level


def test_a_name_that_is_not_the_site_s_is_told_and_takes_one_line(lines: Lines) -> None:
    answer = Client().get(HOME, headers={"host": "10.0.0.7"})
    assert answer.status_code == 400
    assert "Địa chỉ không đúng" in answer.content.decode()
    named = [line for line in lines.all() if "10.0.0.7" in line["event"]]
    assert [line.get("exception") for line in named] == [None]
