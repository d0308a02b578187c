"""The score that Mozilla's Observatory would give to our answers, with the settings of production.

Rules: "HTTP Observatory Scoring Methodology" (MDN), read 2026-11-26: 100, less penalties; bonuses
where 90 are left. What needs their server (preload list, certificate) counts nothing here, nor does
the bonus for CORP, of which the pages that give the rules disagree.
"""

import json
import re
from http.cookies import Morsel
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.access.matrix import Matrix
from tests.access.pages import read
from tests.test_settings import start
from tests.world import client_of
from villages.enums import Role
from villages.models import Posting

WANTED = 120
OF_HEADERS = ("SECURE_", "SESSION_COOKIE_", "CSRF_COOKIE_", "X_FRAME", "CONTENT_SECURITY")
HALF_A_YEAR = 15_768_000
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}


def of_policy(header: str) -> tuple[int, int]:
    """Penalty and bonus of a Content-Security-Policy, that of framing included."""
    parts = [part.split() for part in header.split(";") if part.strip()]
    rules = {part[0]: part[1:] for part in parts}
    scripts = rules.get("script-src", rules.get("default-src", ["*"]))
    objects = rules.get("object-src", rules.get("default-src", ["*"]))
    if not header:
        return -45, 0  # nor are frames kept away
    penalty = 0
    if {"'unsafe-inline'", "data:", "https:", "*"} & {*scripts, *objects}:
        penalty -= 20
    if "'unsafe-eval'" in scripts or any(word.startswith("http:") for word in header.split()):
        penalty -= 20
    is_clean = "unsafe" not in header
    bonus = (10 if rules.get("default-src") == ["'none'"] else 5) if is_clean else 0
    frames = set(rules.get("frame-ancestors", ["*"]))
    is_framed = not frames <= {"'none'", "'self'"}
    return penalty - (20 if is_framed else 0), bonus + (0 if is_framed else 5)


def of_cookie(cookie: "Morsel[str]") -> int:
    """0 for one that is kept as it should be; below the worst that it could be."""
    is_session = bool(re.search(r"sess|sid|login|device", cookie.key.lower()))
    if not cookie["secure"]:
        return -40
    if is_session and not cookie["httponly"]:
        return -30
    return 0 if cookie["samesite"] in ("Lax", "Strict") else -20


def score(answer: HttpResponse, body: str) -> int:
    """The points of one answer over TLS."""
    header = answer.headers.get
    penalty, bonus = of_policy(header("Content-Security-Policy", ""))
    age = re.match(r"max-age=(\d+)", header("Strict-Transport-Security", ""))
    penalty -= (0 if int(age[1]) >= HALF_A_YEAR else 10) if age else 20
    penalty -= 0 if header("X-Content-Type-Options") == "nosniff" else 5
    penalty -= 50 if header("Access-Control-Allow-Origin") == "*" else 0
    if referrer := header("Referrer-Policy"):
        bonus += 5 if referrer in PRIVATE else -5
    found = [of_cookie(cookie) for cookie in answer.cookies.values()]
    penalty += min(found, default=0)
    bonus += 5 if found and not any(found) else 0
    penalty -= 50 if re.search(r"<script[^>]+src=.?(?:https?:)?//", body) else 0
    return 100 + penalty + (bonus if penalty >= -10 else 0)


@pytest.fixture(scope="module")
def production() -> dict[str, Any]:
    """What the settings of a real site state of headers and cookies."""
    script = (
        "import json, ntm_project.settings as s;"
        f"print(json.dumps({{n: getattr(s, n) for n in dir(s) if n.startswith({OF_HEADERS})}}))"
    )
    done = start("-c", script)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _broken(*args: Any, **kwargs: Any) -> None:
    raise RuntimeError("a fault of the program")


@pytest.mark.once
def test_every_kind_of_answer_scores_as_it_should(
    world: Matrix, production, settings, monkeypatch
) -> None:
    for name, value in production.items():
        setattr(settings, name, value)
    commune, paper = world.rows["commune"], world.rows["revision"]
    officer = Posting.objects.get(unit=commune, role=Role.STANDING_OFFICER).official
    client, nobody = client_of(officer), Client(raise_request_exception=False)
    client.raise_request_exception = False
    meeting = {"held_on": "09/8/2024", "name": "Giao ban tháng 8", "unit": commune.pk}
    meeting |= {"rhythm": "monthly", "authority": "TM. BAN CHỈ ĐẠO", "recipients": "Lưu: VT"}
    monkeypatch.setattr("villages.queries.own_trees", _broken)
    answers = {
        200: [
            nobody.get("/dang-nhap/", secure=True),
            nobody.get("/static/css/tokens.css", secure=True),
            client.get(f"/bang/{commune.pk}/", secure=True),
            client.get(f"/can-bo/{officer.pk}/", secure=True),
            client.get(f"/minh-chung/tep/{paper.pk}/", secure=True),
            client.get(f"/minh-chung/tep/{paper.pk}/xem/", secure=True),
        ],
        302: [nobody.get("/", secure=True)],
        303: [client.post("/giao-ban/ghi/", meeting, secure=True)],
        403: [client.get("/can-bo/them/", secure=True)],
        404: [client.get("/bang/999999/", secure=True)],
        405: [client.put(f"/bang/{commune.pk}/", secure=True)],
        500: [client.get("/don-vi/", secure=True)],
    }
    for status, found in answers.items():
        for answer in found:
            assert answer.status_code == status, answer.request
            assert score(answer, read(answer)) >= WANTED, answer.request
            assert answer["Cross-Origin-Resource-Policy"] == "same-origin", answer.request
            assert all(name.startswith("__Host-") for name in answer.cookies), answer.request
    assert "__Host-messages" in answers[303][0].cookies
    plain = nobody.get("/dang-nhap/")
    assert (plain.status_code, plain["Location"]) == (301, "https://testserver/dang-nhap/")
