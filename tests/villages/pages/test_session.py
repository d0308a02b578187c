"""What was typed outlives the session: kept beside the form, or carried to be sent again."""

import pytest
from django.test import Client
from django.urls import reverse

from criteria.enums import Claim
from tests.world import HTMX, client_of
from villages.enums import Role

HERE = {"Sec-Fetch-Site": "same-origin"}
NOTE = "Đã họp dân ba buổi, ghi biên bản từng buổi."


@pytest.fixture
def url(world):
    return reverse("criteria:edit_result", args=[world.result.pk])


def typed(world, **fields):
    return {"claim": Claim.MET, "value": "50", "as_of": "01/08/2024", "note": NOTE} | fields


def strict(official=None):
    """A browser whose forms need their token."""
    client = Client(enforce_csrf_checks=True)
    if official is not None:
        client.force_login(official, backend="django.contrib.auth.backends.ModelBackend")
    return client


def token_of(client):
    return client.get(reverse("villages:session_state")).json()["token"]


def test_htmx_without_a_session_is_answered_and_gets_no_sign_in_page(world, url):
    for answer in (
        Client().post(url, typed(world), headers=HTMX),
        Client().get(url, headers=HTMX),
        strict().post(url, typed(world), headers=HTMX),
    ):
        page = answer.content.decode()
        assert answer.status_code == 401
        assert answer["HX-Retarget"] == "#messages"
        assert "HX-Redirect" not in answer
        assert "Phiên làm việc đã hết" in page
        assert f"{reverse('login')}?next={reverse('villages:signed_in')}" in page
        assert "<html" not in page
        assert 'name="password"' not in page


def test_a_page_of_its_own_carries_the_text_to_be_sent_again(world, url):
    lan = world.official("lan")
    posted = typed(world, _account=str(lan.pk), seen_version="0")
    answer = Client().post(url, posted, headers=HERE)
    page = answer.content.decode()
    assert answer.status_code == 401
    assert f'action="{url}"' in page
    assert f'name="note" rows="1" readonly>\n{NOTE}</textarea>' in page
    assert '<input type="hidden" name="seen_version" value="0">' in page
    # Sent again once signed in, it is saved.
    assert client_of(lan).post(url, posted, headers=HERE).status_code == 303
    world.result.refresh_from_db()
    assert world.result.note == NOTE


def test_a_page_that_is_only_opened_leads_to_the_sign_in_as_before(world, url):
    for answer in (Client().get(url), Client().post(url), Client().post(url, {}, headers=HERE)):
        assert answer["Location"].startswith(reverse("login"))


def test_where_nobody_knows_who_typed_the_text_is_there_but_no_button(world, url):
    page = Client().post(url, typed(world), headers=HERE).content.decode()
    assert NOTE in page
    assert "Gửi lại" not in page
    assert 'name="note"' not in page


def test_nobody_else_sends_what_one_person_typed(world, url):
    lan, other = world.official("lan"), world.client("chair")
    posted = typed(world, _account=str(lan.pk), seen_version="0")
    answer = other.post(url, posted, headers=HERE)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "tài khoản khác" in page
    assert NOTE in page
    assert 'name="note"' not in page
    beside = other.post(url, posted, headers=HTMX)
    assert (beside.status_code, beside["HX-Retarget"]) == (403, "#messages")
    world.result.refresh_from_db()
    assert world.result.version == 0


def test_a_token_from_before_the_last_sign_in_is_followed_by_a_new_one(world, url):
    lan = world.official("lan")
    browser = strict(lan)
    posted = typed(world, _account=str(lan.pk), seen_version="0", csrfmiddlewaretoken="a" * 64)
    old = browser.post(url, posted, headers=HERE)
    page = old.content.decode()
    assert old.status_code == 403
    assert "lần đăng nhập gần nhất" in page
    assert f'name="note" rows="1" readonly>\n{NOTE}</textarea>' in page
    assert "a" * 64 not in page
    beside = browser.post(url, posted, headers=HTMX)
    assert (beside.status_code, beside["HX-Retarget"]) == (403, "#messages")
    assert "<html" not in beside.content.decode()
    again = posted | {"csrfmiddlewaretoken": token_of(browser)}
    assert browser.post(url, again, headers=HERE).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [{}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
     {"Origin": "https://evil.example"}, {"Origin": "null"}],
)  # fmt: skip
def test_what_another_site_sent_is_never_carried_on(world, url, headers):
    """Its fields beside a token of ours would be one tap from being saved."""
    lan = world.official("lan")
    posted = typed(world, _account=str(lan.pk), seen_version="0")
    for client in (strict(lan), strict(), Client()):
        page = client.post(url, posted, headers=headers).content.decode()
        assert NOTE not in page


@pytest.mark.parametrize("name", ["password", "new_password1", "otp_token", "mat_khau_moi"])
def test_secrets_are_never_carried_on(world, url, name):
    posted = typed(world, **{name: "bi-mat-cua-toi"})
    answer = Client().post(url, posted, headers=HERE)
    assert answer["Location"].startswith(reverse("login"))
    assert "bi-mat-cua-toi" not in answer.content.decode()


def test_hostile_text_is_text(world, url):
    hostile = "</textarea><script>alert(1)</script>"
    lan = world.official("lan")
    posted = typed(world, note=hostile, _account=str(lan.pk))
    page = Client().post(url, posted, headers=HERE).content.decode()
    assert hostile not in page
    assert "&lt;script&gt;" in page


def test_a_right_withdrawn_meanwhile_leaves_the_text_to_be_copied(world, url):
    clerk, stranger = world.member(Role.CLERK), world.stranger()
    for client, status in ((clerk, 403), (stranger, 404)):
        answer = client.post(url, typed(world), headers=HERE)
        assert answer.status_code == status
        assert NOTE in answer.content.decode()
        assert "Gửi lại" not in answer.content.decode()
    beside = clerk.post(url, typed(world), headers=HTMX)
    assert (beside.status_code, beside["HX-Retarget"]) == (403, "#messages")


def test_the_state_of_the_session_shows_who_and_gives_a_token_that_works(world):
    url = reverse("villages:session_state")
    nobody = Client().get(url)
    assert nobody.json()["account"] == ""
    assert "no-store" in nobody["Cache-Control"]
    lan = world.official("lan")
    browser = strict(lan)
    assert browser.get(url).json()["account"] == str(lan.pk)
    out = browser.post(reverse("logout"), {"csrfmiddlewaretoken": token_of(browser)})
    assert out.status_code == 302
    assert Client().post(url).status_code == 405
