"""Boards, the assessment and the checks answer 304 while nothing changed, and anew when it did."""

from datetime import date
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from criteria.enums import Claim
from tests import factories as make
from tests.queries import queries_within
from tests.world import client_of
from villages.enums import Role
from villages.models import Posting
from villages.services import send_notices

pytestmark = pytest.mark.both


def seen(client: Client, url: str) -> dict[str, str]:
    """The headers with which a browser requests again what it holds."""
    response = client.get(url)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-cache"
    return {"If-None-Match": response["ETag"]}


@pytest.fixture
def urls(world) -> list[str]:
    """The boards from the village up, the country's, an assessment, and the commune's checks."""
    district = world.commune.parent
    units = (world.village, world.commune, district, district.parent)
    boards = [reverse("reports:board", args=[unit.pk]) for unit in units]
    checks = reverse("reports:checks", args=[world.commune.pk])
    return [*boards, reverse("reports:country"), _assessment(world), checks]


def _assessment(world) -> str:
    return reverse("reports:assessment", args=[world.assessment.pk])


def test_unchanged_is_a_304_for_little(world, urls) -> None:
    client = client_of(make.make_official(world.commune.parent.parent, Role.REVIEWER))
    other = client_of(make.make_official(world.commune.parent.parent, Role.REVIEWER))
    notice = {"to": [world.lan.official.pk], "unit": world.commune, "text": "x", "url": "/"}
    send = partial(send_notices, kind="meeting", on=make.TODAY, **notice)
    for url in urls:
        held = seen(client, url)
        assert client.get(url, headers=held).status_code == 304, url
        assert queries_within(lambda url=url, held=held: client.get(url, headers=held)) <= 7
        # A notice to somebody else changes nothing here.
        send(key=url)
        assert client.get(url, headers=held).status_code == 304, url
        # Another reader, another day requested, another page: never the same answer.
        assert other.get(url, headers=held).status_code == 200
        assert client.get(f"{url}?nam=2023", headers=held).status_code != 304


def test_a_page_is_compressed_and_still_known_again(world, urls) -> None:
    client = client_of(make.make_official(world.commune, Role.STANDING_OFFICER))
    url, headers = urls[1], {"Accept-Encoding": "gzip, br"}
    plain, packed = client.get(url), client.get(url, headers=headers)
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 2
    assert "Accept-Encoding" in packed["Vary"]
    held = {"If-None-Match": packed["ETag"], **headers}
    assert client.get(url, headers=held).status_code == 304
    paper = client.get(reverse("reports:plan_preview", args=[world.plan.pk]), headers=headers)
    assert paper["Content-Encoding"] == "gzip"
    fragment = client.get(reverse("villages:session_state"), headers=headers)
    assert "Content-Encoding" not in fragment  # too short to gain anything


def test_whatever_changes_is_shown_at_once(world, urls) -> None:
    client = client_of(make.make_official(world.commune.parent.parent, Role.REVIEWER))
    village, *above, country, assessment, checks = urls
    held = {url: seen(client, url) for url in urls}
    world.claim(world.results()[0], on=date(2024, 8, 1))
    for url in (*above, country, assessment, checks):
        assert client.get(url, headers=held[url]).status_code == 200, url
    held = {url: seen(client, url) for url in urls}
    make.make_task(world.plan, unit=world.village)
    for url in (village, *above):
        assert client.get(url, headers=held[url]).status_code == 200, url


def test_the_reader_is_part_of_what_is_held(world, urls) -> None:
    official = make.make_official(world.commune, Role.STANDING_OFFICER)
    client = client_of(official)
    url = urls[1]
    held = seen(client, url)
    Posting.objects.filter(official=official).update(title="Chức khác")
    assert client.get(url, headers=held).status_code == 200


def test_who_loses_the_right_gets_no_304(world, urls) -> None:
    official = make.make_official(world.commune, Role.STANDING_OFFICER)
    client = client_of(official)
    held = seen(client, urls[1])
    Posting.objects.filter(official=official).update(ends_on=date(2024, 8, 1))
    assert client.get(urls[1], headers=held).status_code == 404


def test_what_was_just_saved_is_told_once_more(world, urls) -> None:
    client = world.standing
    held = seen(client, _assessment(world))
    result = world.results()[0]
    form = {"seen_version": 0, "claim": Claim.NOT_MET, "as_of": "15/8/2024", "note": "Chưa xong"}
    assert client.post(reverse("criteria:edit_result", args=[result.pk]), form).status_code == 303
    assert client.get(_assessment(world), headers=held).status_code == 200


def test_whoever_signs_out_leaves_no_page_behind(world, urls) -> None:
    client = client_of(make.make_official(world.commune, Role.STANDING_OFFICER))
    assert client.post(reverse("logout"))["Clear-Site-Data"] == '"cache"'
