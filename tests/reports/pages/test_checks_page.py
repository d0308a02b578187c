"""The page of checks: gravest first, many of a kind folded, and what is known put away."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.urls import reverse

from evidence.papers.models import FileFault
from ntm_project.common.dates import format_day
from reports.lines import Line
from tasks.models import Plan, Waiver
from tests import factories as make
from tests.evidence import factories as ev
from tests.queries import assert_constant_queries
from tests.world import HTMX, World, client_of, opened
from villages.enums import Role
from villages.models import AuditEvent

pytestmark = pytest.mark.django_db


world = opened("assessment", "plan", "lan")


@pytest.fixture
def url(world) -> str:
    return reverse("reports:checks", args=[world.commune.pk])


def page_of(world: World, url: str):
    return world.standing.get(url).context["page"]


def finding_of(world: World, url: str, slug: str):
    groups = {group.check.slug: group for group in page_of(world, url).groups}
    return groups[slug].open[0] if slug in groups else None


def waive(world: World, waive_url: str, **changed: str):
    return world.standing.post(waive_url, {"reason": "Người ký được giao sau."} | changed)


def test_the_gravest_stand_first_and_their_counts_add_up(world, url) -> None:
    page = page_of(world, url)
    tones = [group.check.severity.tone for group in page.groups]
    assert tones == sorted(tones, key=["red", "amber", "grey"].index)
    assert sum(count for _, count in page.counts) == sum(len(g.open) for g in page.groups)


def test_many_of_a_kind_are_one_counted_line_until_it_is_opened(world, url) -> None:
    tasks = [make.make_task(world.plan) for _ in range(12)]
    response = world.standing.get(url)
    (group,) = (g for g in response.context["page"].groups if g.check.slug == "no-lead")
    assert group.is_folded
    shown = response.content.decode()
    assert "Xem 12 dòng" in shown
    assert str(tasks[-1]) not in shown
    opened = world.standing.get(url, {"mo": "no-lead"})
    (group,) = (g for g in opened.context["page"].groups if g.check.slug == "no-lead")
    assert not group.is_folded
    assert len(group.open) == 12
    assert all(found.waive_url for found in group.open)


def test_what_is_known_is_put_away_until_its_facts_change(world, url) -> None:
    finding = finding_of(world, url, "no-signer")
    assert waive(world, finding.waive_url).status_code == 303
    assert finding_of(world, url, "no-signer") is None
    shown = unescape(world.standing.get(url).content.decode())
    assert "Người ký được giao sau." in shown
    assert AuditEvent.objects.about(Waiver.objects.get()).count() == 1
    # The same plan by another name is another finding.
    plan = Plan.objects.get()
    plan.kind = "Phương án"
    plan.save()
    assert finding_of(world, url, "no-signer")


def test_it_can_be_listed_again(world, url) -> None:
    waive(world, finding_of(world, url, "no-signer").waive_url)
    (known,) = page_of(world, url).known
    back = reverse("tasks:take_back_waiver", args=[known.waiver.pk])
    assert world.standing.post(back, {"seen_version": 7}).status_code == 409
    assert world.standing.post(back, {"seen_version": 0}).status_code == 303
    assert finding_of(world, url, "no-signer")


def test_a_board_of_a_day_before_still_lists_what_was_put_away_later(world, url) -> None:
    board = reverse("reports:board", args=[world.commune.pk])
    before = f"{board}?ngay={format_day(make.TODAY - timedelta(days=1))}"
    now, then = found_on(world, board), found_on(world, before)
    assert now == then != []
    waive(world, finding_of(world, url, "leaders").waive_url)
    assert found_on(world, board) != now
    assert found_on(world, before) == then


def found_on(world: World, board: str) -> list[Line]:
    return world.standing.get(board).context["found"]


@pytest.mark.parametrize("is_total", [True, False], ids=["total", "list"])
def test_a_file_that_was_found_spoilt_since_is_shown_at_once(
    world, url, tmp_path, settings, is_total
) -> None:
    settings.EVIDENCE_FOLDER = tmp_path
    paper, client = ev.paper(world.commune), world.standing
    query, headers = ({"tong": "1"}, HTMX) if is_total else ({}, {})

    def answer(tag: str = "") -> HttpResponse:
        return client.get(url, query, headers=headers | {"If-None-Match": tag})

    held = answer()
    assert answer(held["ETag"]).status_code == 304
    FileFault.objects.create(revision=paper.revisions.get(), detail="SHA-256")
    assert answer(held["ETag"]).status_code == 200


def test_without_reason_nothing_is_put_away(world, url) -> None:
    answer = waive(world, finding_of(world, url, "no-signer").waive_url, reason="")
    assert answer.status_code == 422
    assert not Waiver.objects.exists()


def test_nobody_is_led_to_put_one_finding_away_under_the_words_of_another(world, url) -> None:
    waive_url = finding_of(world, url, "no-signer").waive_url
    typed = {"check_slug": "other", "fingerprint": "0" * 64, "text": "Không có gì."}
    form_url, _, sealed = waive_url.rpartition("=")
    for forged in (form_url, f"{form_url}={sealed[:-1]}x", f"{form_url}={sealed[1:]}"):
        assert waive(world, f"{forged}&{urlencode(typed)}", **typed).url == f"{url}?nam=2024"
    other = world.commune.parent.children.create(name="Khác", noun="xã", level="commune")
    unsealed_elsewhere = waive_url.replace(f"/{world.commune.pk}/", f"/{other.pk}/")
    above = client_of(make.make_official(world.district, Role.STANDING_OFFICER))
    assert above.post(unsealed_elsewhere, {"reason": "Rồi."}).status_code == 302
    assert not Waiver.objects.exists()
    assert waive(world, waive_url, **typed).status_code == 303
    assert (Waiver.objects.get().check_slug, typed["text"] in str(Waiver.objects.get())) == (
        "no-signer",
        False,
    )


def test_a_year_without_assessment_is_not_called_faultless(world, url) -> None:
    page = world.standing.get(url, {"nam": 1999}).content.decode()
    assert "Chưa lập đánh giá" in page
    assert "Không thấy điểm nào" not in page


def test_twice_is_told(world, url) -> None:
    waive_url = finding_of(world, url, "no-signer").waive_url
    waive(world, waive_url)
    answer = waive(world, waive_url)
    assert answer.status_code == 422
    assert "đã được ghi là đã biết" in answer.content.decode()


def test_whoever_cannot_edit_the_plan_only_reads(world, url) -> None:
    client = world.member(Role.OFFICIAL)
    page = client.get(url).context["page"]
    assert page.groups
    assert not any(found.waive_url for group in page.groups for found in group.open)


def test_the_queries_do_not_grow(world, url) -> None:
    first = world.assessment.criteria_set.criteria.get(number=1)

    def one_more() -> None:
        make.make_task(world.plan, lead=world.official("hien"))
        for criterion in (None, first):
            world.plan.targets.create(
                order=9, assessment=world.assessment, criterion=criterion, text="Tiêu chí số 2"
            )

    def grow() -> None:
        for _ in range(10):
            one_more()

    finding_of(world, url, "no-signer")
    one_more()
    assert_constant_queries(world.standing, url, grow, most=32)


def test_who_puts_one_of_many_away_comes_back_to_the_list_where_it_stood(world, url) -> None:
    for _ in range(12):
        make.make_task(world.plan)
    opened = {"nam": world.plan.year, "mo": "no-lead"}
    (group,) = (g for g in page_of(world, f"{url}?{urlencode(opened)}").groups if len(g.open) == 12)
    answer = waive(world, group.open[3].waive_url)
    assert answer.url == f"{url}?{urlencode(opened)}#no-lead"
    page = world.standing.get(answer.url)
    (left,) = (g for g in page.context["page"].groups if g.check.slug == "no-lead")
    assert (len(left.open), left.is_folded) == (11, False)
    (back,) = re.findall(r'action="(/ra-soat/biet-roi/[^"]*)"', page.content.decode())
    assert world.standing.post(back, {"seen_version": 0}).url == answer.url


def test_the_card_of_a_board_gives_the_total_of_the_list(world, url) -> None:
    """Fetched once the board stands, so that the board does not wait for it."""
    board, client = reverse("reports:board", args=[world.commune.pk]), world.standing
    shown = client.get(board).content.decode()
    (total_url,) = re.findall(r'hx-get="(/ra-soat/[^"]*)"', shown)
    answer = client.get(unescape(total_url), headers={"HX-Request": "true"})
    listed = world.standing.get(url).context["page"]
    card = answer.content.decode()
    assert f"Xem cả {listed.total} điểm" in card
    assert "<html" not in card
    for severity, count in listed.counts:
        assert (f"{severity.label}: {count}" in card) == bool(count)
    unchanged = {"HX-Request": "true", "If-None-Match": answer["ETag"]}
    assert client.get(unescape(total_url), headers=unchanged).status_code == 304
    # Of a day that is over the list of today is no figure.
    before = world.standing.get(f"{board}?ngay={format_day(make.TODAY - timedelta(days=1))}")
    assert 'hx-get="/ra-soat/' not in before.content.decode()
