"""The page of notices, their count in the header, the choices, and the daily letter."""

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from tests import factories as make
from tests.world import World, open_world
from villages.enums import NoticeKind
from villages.models import AuditEvent, Notice
from villages.services import mark_read, send_notices
from villages.services.digest import mail_digests

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(time_machine) -> World:
    time_machine.move_to("2024-08-15T08:00:00+07:00", tick=False)
    return open_world("lan", "hien")


def _notify(world: World, key: str, who: str = "hien", unit: str = "commune") -> Notice:
    send_notices(
        to=[world.official(who).pk],
        on=make.TODAY,
        kind=NoticeKind.MEETING,
        unit=getattr(world, unit),
        key=key,
        text=f"Giao ban {key}",
        url="/giao-ban/",
    )
    return Notice.objects.get(recipient=world.official(who), key=key)


def test_the_header_counts_what_the_page_lists_unread(world: World) -> None:
    first, client = _notify(world, "a"), world.client("hien")
    _notify(world, "b")
    _notify(world, "c", unit="neighbour")  # of a unit that is out of scope by now
    other = _notify(world, "d", who="lan")
    mark_read(by=world.access("hien"), notice=other)
    page = client.get(reverse("villages:notices"))
    assert page.context["unread"] == page.context["unread_notices"] == 2
    assert "Giao ban c" not in page.content.decode()
    opened = client.post(reverse("villages:open_notice", args=[first.pk]))
    assert (opened.status_code, opened["Location"]) == (303, "/giao-ban/")
    assert client.get("/giao-ban/").context["unread_notices"] == 1
    client.post(reverse("villages:read_all_notices"))
    assert client.get("/giao-ban/").context["unread_notices"] == 0
    assert Notice.objects.unread().filter(pk=other.pk).exists()
    assert _notify(world, "a").read_at is None  # sent again it is new again


@pytest.mark.parametrize(("headers", "counted"), [({}, 1), ({"HX-Request": "true"}, 0)])
def test_a_page_counts_once_and_a_fragment_not_at_all(world: World, headers, counted: int) -> None:
    client = world.client("hien")
    address = reverse("reports:criterion", args=[world.assessment.pk, 1])
    with CaptureQueriesContext(connection) as queries:
        client.get(address, headers=headers)
    assert sum("villages_notice" in query["sql"] for query in queries) == counted


def test_nobody_opens_the_notices_of_another(world: World) -> None:
    notice = _notify(world, "a")
    url = reverse("villages:open_notice", args=[notice.pk])
    assert world.standing.post(url).status_code == 404
    world.standing.post(reverse("villages:read_all_notices"))
    notice.refresh_from_db()
    assert notice.read_at is None


def test_choices_are_kept_and_recorded(world: World) -> None:
    client, url = world.client("hien"), reverse("villages:notice_choices")
    sent = {"wanted": [NoticeKind.RETURNED], "wants_digest": "on", "seen_version": "0"}
    assert client.post(url, sent).status_code == 303
    choice = world.official("hien").notice_choice
    assert NoticeKind.RETURNED not in choice.muted
    assert NoticeKind.MEETING in choice.muted
    assert client.get(url).context["form"].initial["wanted"] == [NoticeKind.RETURNED]
    assert AuditEvent.objects.filter(action="chọn thông báo").count() == 1
    assert client.post(url, sent | {"wanted": [], "seen_version": "7"}).status_code == 409


@override_settings(HAS_MAIL=True, SITE_URL="https://ntm.example.vn")
def test_one_letter_a_day_for_whoever_wants_it(world: World, time_machine) -> None:
    hien = world.official("hien")
    for who in ("hien", "lan"):
        _notify(world, "a", who)
    _notify(world, "z", "lan")
    type(hien).objects.filter(pk=hien.pk).update(email="hien@example.vn")
    today = world.lan.on
    assert mail_digests(today) == (0, 0)  # nobody has chosen it
    url = reverse("villages:notice_choices")
    kinds = NoticeKind.values
    world.client("hien").post(url, {"wanted": kinds, "wants_digest": "on", "seen_version": "0"})
    call_command("mail_digest")
    assert [letter.to for letter in mail.outbox] == [["hien@example.vn"]]
    assert "Giao ban a" in mail.outbox[0].body
    assert "Giao ban z" not in mail.outbox[0].body
    assert "https://ntm.example.vn/thong-bao/" in mail.outbox[0].body
    _notify(world, "b")
    assert mail_digests(today) == (0, 0)  # once a day
    time_machine.move_to("2024-08-16T08:00:00+07:00", tick=False)
    assert mail_digests(today.replace(day=16)) == (1, 0)
    assert "Giao ban a" not in mail.outbox[1].body
    assert "Giao ban b" in mail.outbox[1].body


@override_settings(HAS_MAIL=True)
def test_a_letter_that_fails_is_sent_by_the_next_run(world: World, monkeypatch) -> None:
    hien = world.official("hien")
    type(hien).objects.filter(pk=hien.pk).update(email="hien@example.vn")
    world.client("hien").post(
        reverse("villages:notice_choices"),
        {"wanted": NoticeKind.values, "wants_digest": "on", "seen_version": "0"},
    )
    _notify(world, "a")

    def broken(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.message.EmailMessage.send", broken)
        with pytest.raises(CommandError):
            call_command("mail_digest")
    assert mail_digests(world.lan.on) == (1, 0)


def test_without_mail_the_command_reports_it() -> None:
    with pytest.raises(CommandError):
        call_command("mail_digest")
    call_command("mail_digest", "--optional")  # of each morning, on a site without mail
    assert mail.outbox == []
