"""What was saved is shown in its row, can be taken back, and needs a reason in another's place."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from criteria.enums import Claim
from criteria.models import ResultChange, Standing
from criteria.services import put_in_charge
from evidence.review.services import submit
from tests import factories as make
from tests.common.test_faults import breaking_at
from tests.swaps import element, settled, swapped
from tests.world import HTMX
from villages.models import AuditEvent, OnlineSession


def _undo(world) -> str:
    return reverse("evidence:undo_result", args=[world.result.pk])


@pytest.fixture
def url(world) -> str:
    return reverse("criteria:edit_result", args=[world.result.pk])


def test_a_save_is_shown_in_its_row_and_is_taken_back(world, url, typed) -> None:
    client = world.standing
    world.claim(world.result, Claim.NOT_MET, "30")
    page_url = reverse("reports:assessment", args=[world.assessment.pk]) + "?mo=1"
    answer = client.post(url, typed | {"seen_version": "1"}, headers=HTMX).content.decode()
    row = element(answer, f"result-{world.result.pk}")
    assert "Đã lưu" in row
    assert _undo(world) in row
    before = settled(client.get(page_url).content.decode())
    assert "Đã lưu" in before  # also on the page read anew, without a script
    undone = client.post(_undo(world), {"seen_version": "2"}, headers=HTMX).content.decode()
    assert "Đã hoàn tác" in undone
    after = settled(client.get(page_url).content.decode())
    assert swapped(before, undone, f"result-{world.result.pk}") == after
    world.result.refresh_from_db()
    assert (world.result.claim, world.result.value) == (Claim.NOT_MET, 30)
    assert [c.claim for c in ResultChange.objects.order_by("pk")] == [
        Claim.NOT_MET, Claim.MET, Claim.NOT_MET
    ]  # fmt: skip
    event = AuditEvent.objects.about(world.result).filter(action="hoàn tác kết quả").get()
    assert event.changes["claim"] == [Claim.MET, Claim.NOT_MET]
    standing = Standing.objects.get(
        assessment=world.assessment, criterion=world.result.indicator.criterion
    )
    assert standing.not_met == 1


def test_what_was_written_is_shown_though_the_session_cannot_be(world, url, typed) -> None:
    with breaking_at(f'UPDATE "{OnlineSession._meta.db_table}"'):
        answer = world.standing.post(url, typed, headers=HTMX)
    assert answer.status_code == 200
    assert "Đã lưu" in element(answer.content.decode(), f"result-{world.result.pk}")
    world.result.refresh_from_db()
    assert world.result.claim == Claim.MET


def test_who_signs_in_next_at_the_browser_has_saved_nothing(world, url, typed) -> None:
    client, mark = world.standing, "data-saved"
    page_url = reverse("reports:assessment", args=[world.assessment.pk]) + "?mo=1"
    client.post(url, typed)
    assert mark in client.get(page_url).content.decode()
    client.cookies["sessionid"] = world.client("quyen").cookies["sessionid"].value
    assert mark not in client.get(page_url).content.decode()


@pytest.mark.parametrize("kept", ["1:2", "WzEsMSwiODozMCIsZmFsc2Vd:1u:x"])
def test_what_nobody_signed_is_no_save(world, kept) -> None:
    page_url = reverse("reports:assessment", args=[world.assessment.pk])
    world.standing.cookies["saved"] = kept
    answer = world.standing.get(page_url)
    assert answer.status_code == 200
    assert "data-saved" not in answer.content.decode()


def test_a_save_writes_no_session(world, url, typed) -> None:
    client = world.standing
    client.get(url)  # notes that the session is in use
    with CaptureQueriesContext(connection) as queries:
        client.post(url, typed, headers=HTMX)
    table = OnlineSession._meta.db_table
    assert not [q for q in queries if q["sql"].startswith(f'UPDATE "{table}"')]


def test_the_first_save_goes_back_to_nothing_claimed(world, url, typed) -> None:
    client = world.standing
    client.post(url, typed)
    assert client.post(_undo(world), {"seen_version": "1"}).status_code == 303
    world.result.refresh_from_db()
    assert (world.result.claim, world.result.value, world.result.as_of) == (
        Claim.NOT_YET, None, None
    )  # fmt: skip


def test_nothing_is_undone_once_something_was_built_on_it(world, url, typed) -> None:
    client = world.standing
    client.post(url, typed)
    assert client.post(_undo(world), {"seen_version": "0"}).status_code == 409
    # Somebody else's save, and one that a round has taken.
    assert world.client("tam").post(_undo(world), {"seen_version": "1"}).status_code == 403
    other = world.member()
    assert other.post(_undo(world), {"seen_version": "1"}).status_code == 403
    world.result.refresh_from_db()
    round_of(world)
    refused = client.post(_undo(world), {"seen_version": "1"})
    assert refused.status_code == 403
    assert "đã gửi thẩm tra" in refused.content.decode()


def round_of(world) -> None:
    for result in world.results()[1:]:
        world.claim(result)
    submit(by=world.lan, assessment=world.assessment, step=world.steps[0])


def test_who_is_not_in_charge_gives_a_reason_that_is_kept(world, url, typed) -> None:
    put_in_charge(by=make.system(), result_id=world.result.pk, official=world.official("hien"))
    quyen = world.client("quyen")
    assert "reason" in quyen.get(url).context["form"].fields
    refused = quyen.post(url, typed)
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["reason"]
    assert quyen.post(url, typed | {"reason": "Đồng chí Hiền nghỉ phép"}).status_code == 303
    assert ResultChange.objects.get().reason == "Đồng chí Hiền nghỉ phép"
    assert AuditEvent.objects.about(world.result).first().reason == "Đồng chí Hiền nghỉ phép"
    # In charge, or responsible for all: no reason is required.
    for client in (world.client("hien"), world.standing):
        assert "reason" not in client.get(url).context["form"].fields
