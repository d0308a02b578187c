"""One criterion a screen: every tile above, the neighbours below; and a wrong address."""

from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse

from ntm_project.errors import PlainNotFoundMiddleware


def test_all_criteria_stand_above_and_the_neighbours_below(world) -> None:
    page = world.standing.get(reverse("reports:criterion", args=[world.assessment.pk, 1]))
    shown = page.context["page"]
    assert [tile.number for tile in shown.strip] == [1, 2]
    assert shown.strip[1].href == shown.after.url
    html = page.content.decode()
    assert f'href="{shown.after.url}" rel="next"' in html
    assert 'rel="prev"' not in html


def test_a_wrong_address_keeps_the_menu_for_whoever_is_signed_in(world) -> None:
    for client, has_menu in ((world.standing, True), (Client(), False)):
        answer = client.get("/khong-co-trang-nay/")
        assert answer.status_code == 404
        assert ("site-nav" in answer.content.decode()) is has_menu


def test_no_list_of_addresses_is_shown_in_debug() -> None:
    def technical(request: object) -> HttpResponse:
        because = "because you have <code>DEBUG = True</code>"
        return HttpResponse(f"<h1>Page not found</h1> ^urlpatterns {because}", status=404)

    request = RequestFactory().get("/khong-co/")
    with override_settings(DEBUG=True):
        answer = PlainNotFoundMiddleware(technical)(request)
    assert "Không tìm thấy trang" in answer.content.decode()
    assert PlainNotFoundMiddleware(technical)(request).content.startswith(b"<h1>Page")


def test_a_page_of_ours_that_is_a_404_stays_in_debug(client: Client, db: None) -> None:
    address = reverse("evidence:verify", args=["a" * 22])
    with override_settings(DEBUG=True):
        answer = PlainNotFoundMiddleware(lambda _request: client.get(address))(
            RequestFactory().get(address)
        )
    assert answer.status_code == 404
    assert "Không có văn bản nào mang mã này" in answer.content.decode()
