"""A closed meeting's figures keep their rows, which add up whatever is written later."""

from datetime import date

import pytest
from django.urls import reverse

from criteria.enums import Claim
from evidence.models import Requirement
from reports.documents.kinds import kind_of
from reports.documents.plain_text import render_text
from reports.drawn import drawn
from reports.meetings.sheet import sheet
from tasks.enums import AgendaKind
from tasks.models import Funding, FundingPart, Meeting
from tasks.services import close_meeting, hold_meeting
from tests import factories as make
from tests.reports.pages.test_board_figures import number_in, rows_behind

pytestmark = pytest.mark.both


def _fund(world, total: int) -> None:
    funding = Funding.objects.create(
        unit=world.commune, plan=world.plan, text="Đường thôn", stage="mobilised", total=total,
        as_of=date(2024, 8, 1),
    )  # fmt: skip
    FundingPart.objects.create(funding=funding, source="people", amount=total)


def _change(world) -> None:
    """Later on the same day: results, work and money that the meeting did not see."""
    for result in world.results():
        world.claim(result, on=make.TODAY)
    make.make_task(world.plan, assessment=world.assessment, deadline_words="tháng 7/2024")
    _fund(world, 70_000_000)


def _closed(world, unit) -> Meeting:
    """With two tasks late, money, a paper wanted, and the meeting of a month ago."""
    first, second, *_ = world.results()
    world.claim(first, on=date(2024, 3, 1))
    world.claim(second, Claim.NOT_MET, "10", on=date(2024, 8, 1))
    Requirement.objects.create(
        indicator=first.indicator, order=1, text="Biên bản", confidence="seed", source="Kế hoạch"
    )
    for _ in range(2):
        make.make_task(world.plan, assessment=world.assessment, deadline_words="tháng 6/2024")
    _fund(world, 1_400_000_000)
    fields = {"chaired_by": world.tam.official, "secretary": world.lan.official}
    for day, name in ((date(2024, 7, 15), "Giao ban tháng 7"), (make.TODAY, "Giao ban tháng 8")):
        meeting = hold_meeting(by=make.system(), unit=unit, held_on=day, name=name, **fields)
    close_meeting(by=make.system(), meeting_id=meeting.pk, seen_version=0)
    return Meeting.objects.get(pk=meeting.pk)


@pytest.mark.parametrize("level", ["commune", "district"])
def test_each_figure_of_a_closed_meeting_is_the_rows_kept_with_it(world, level) -> None:
    unit = getattr(world, level)
    meeting = _closed(world, unit)
    standing = next(p for p in sheet(meeting).points if p.kind == AgendaKind.STANDING)
    shown = {stat.label: stat.text for stat in standing.stats}
    _change(world)
    client = world.client(make.make_official(world.district, "reviewer"))
    page = client.get(reverse("reports:agenda", args=[meeting.pk]))
    points = page.context["sheet"].points
    for stat in (stat for point in points for stat in point.stats if "#qua-han" not in stat.url):
        words = stat.text.partition("/")[0] if "đồng" not in stat.text else stat.text
        assert abs(number_in(words)) == rows_behind(client, stat.url), stat
        assert stat.url.startswith(reverse("reports:agenda", args=[meeting.pk])), stat
    (now,) = [p for p in points if p.kind == AgendaKind.STANDING]
    assert {stat.label: stat.text for stat in now.stats} == shown
    assert len(shown) > 2


def test_where_nobody_has_judged_the_figure_leads_to_what_is_unjudged(world) -> None:
    fields = {"chaired_by": world.tam.official, "secretary": world.lan.official}
    meeting = hold_meeting(
        by=make.system(), unit=world.commune, held_on=make.TODAY, name="Giao ban", **fields
    )
    for closes in (False, True):
        if closes:
            close_meeting(by=make.system(), meeting_id=meeting.pk, seen_version=0)
            _change(world)
        points = sheet(Meeting.objects.get(pk=meeting.pk), world.lan).points
        stats = [s for p in points for s in p.stats if "chưa đánh giá" in s.label]
        assert [s.text for s in stats] == ["2/2", "4/4"]
        assert [rows_behind(world.standing, stat.url) for stat in stats] == [2, 4]


def test_of_an_open_meeting_and_beyond_its_figures_nothing_is_kept(world) -> None:
    meeting = _closed(world, world.commune)
    before = Meeting.objects.get(held_on=date(2024, 7, 15))
    url = reverse("reports:agenda", args=[meeting.pk])
    for query in ("?muc=99&so=1", "?muc=1&so=99", "?muc=0&so=0", "?so=1", "?muc=1&so=x"):
        assert world.standing.get(url + query).status_code == 404, query
    opened = reverse("reports:agenda", args=[before.pk])
    assert world.standing.get(f"{opened}?muc=1&so=1").status_code == 404
    assert world.stranger().get(f"{url}?muc=1&so=1").status_code == 404


@pytest.mark.parametrize("has_names", [True, False], ids=["now", "as kept before"])
def test_who_is_called_otherwise_since_signs_as_on_the_day(world, has_names) -> None:
    """A name is mended after the meeting was closed: its papers keep the one name in all places,
    and the chair's office."""
    meeting = _closed(world, world.commune)
    papers = [kind_of(slug) for slug in ("meeting_minutes", "conclusions_notice")]
    before = [render_text(drawn(kind, meeting).document) for kind in papers]
    for official in (meeting.chaired_by, meeting.secretary):
        official.full_name = f"{official.full_name} Khác"
        official.save()
    meeting = Meeting.objects.get(pk=meeting.pk)
    if not has_names:
        for name in ("chair_name", "secretary_name"):
            del meeting.sheet.contents[name]
    after = [render_text(drawn(kind, meeting).document) for kind in papers]
    assert after == before
    assert "đồng chí Đinh Văn Tám – " in after[1]
