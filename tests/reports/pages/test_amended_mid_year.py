"""A set amended in the middle of a year in which meetings were closed by the old one."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from criteria.enums import Comparator, Confidence, IndicatorKind, MappingKind
from criteria.mapping.services import MappingChoice, begin_mapping, map_indicator, publish_mapping
from criteria.models import CriteriaSet, Indicator
from criteria.services import draft_set, open_assessment, publish_set
from criteria.services.drafts import add_criterion, add_indicator
from evidence.carrying.services import take_over
from tasks.models import Meeting
from tasks.services import add_conclusion, close_meeting, hold_meeting
from tests import factories as make
from tests.reports.pages.test_board_figures import figures_of, number_in, rows_behind
from tests.shared import text_of
from tests.world import World, open_world
from villages.access import system_access
from villages.enums import Role

pytestmark = pytest.mark.both

FIRST, SECOND = date(2024, 7, 15), date(2024, 8, 15)


def _amend(old: CriteriaSet) -> CriteriaSet:
    """The same set but for its first indicator, of which more is required from now on."""
    by = make.system()
    fields = make.set_fields(old.criteria.count()) | {"amends": old, "code": f"{old.code}-1"}
    fields |= {"indicators_known": 4, "year_from": old.year_from, "short_name": old.short_name}
    new = draft_set(by=by, fields=fields)
    first = add_criterion(by=by, criteria_set=new, fields={"number": 1, "name": "Tiêu chí thử 1"})
    add_indicator(
        by=by,
        criterion=first,
        fields={"code": "1.1", "wording": "Tỷ lệ thử của chỉ tiêu 1.1", "unit_words": "%",
                "kind": IndicatorKind.PERCENT, "confidence": Confidence.VERIFIED},
        level={"comparator": Comparator.GTE, "value": Decimal(60),
               "confidence": Confidence.VERIFIED, "legal_source": "QĐ 900/QĐ-UBND"},
    )  # fmt: skip
    publish_set(by=by, set_id=new.pk, accepts_doubts=True)
    return CriteriaSet.objects.get(pk=new.pk)


def _map(old: CriteriaSet, new: CriteriaSet) -> None:
    mapping = begin_mapping(by=make.system(), old_set=old, new_set=new)
    after = {row.code: row for row in Indicator.objects.filter(criterion__criteria_set=new)}
    for row in Indicator.objects.filter(criterion__criteria_set=old).order_by("pk"):
        kind = MappingKind.LEVEL if row.code == "1.1" else MappingKind.SAME
        choice = MappingChoice(kind, [after[row.code]])
        map_indicator(by=make.system(), mapping_id=mapping.pk, old=row, choice=choice)
    publish_mapping(by=make.system(), mapping_id=mapping.pk)


def _meet(world: World, on: date, *, closes: bool = True) -> Meeting:
    by = system_access(on)
    meeting = hold_meeting(
        by=by, unit=world.commune, held_on=on, name="Giao ban Ban Chỉ đạo",
        chaired_by=world.official("chair"), secretary=world.official("lan"),
    )  # fmt: skip
    if closes:
        add_conclusion(by=by, meeting=meeting, text="Rà soát tiêu chí 1")
        meeting.refresh_from_db()
        close_meeting(by=by, meeting_id=meeting.pk, seen_version=meeting.version)
    return Meeting.objects.select_related("unit__parent", "body").get(pk=meeting.pk)


@pytest.fixture
def amended(db: None, time_machine) -> dict[str, Any]:
    time_machine.move_to("2024-07-15 09:00 +0700", tick=False)
    world = open_world("plan", "lan")
    old = world.assessment
    set_ = old.criteria_set
    CriteriaSet.objects.filter(pk=set_.pk).update(
        indicators_known=4, published_at="2024-01-01T00:00Z"
    )
    set_.refresh_from_db()
    for result in world.results():
        world.claim(result, on=date(2024, 7, 1))
    first = _meet(world, FIRST)
    kept = text_of(world.client("lan").get(reverse("reports:agenda", args=[first.pk])))
    time_machine.move_to("2024-08-15 09:00 +0700", tick=False)
    new_set = _amend(set_)
    _map(set_, new_set)
    by = system_access(SECOND)
    new = open_assessment(by=by, unit=world.commune, criteria_set=new_set, year=2024)
    take_over(by=by, assessment_id=new.pk, source=old)
    return {"world": world, "old": old, "new": new, "first": first, "kept": kept}


def test_a_closed_meeting_keeps_what_it_showed_by_the_old_set(amended) -> None:
    world, first = amended["world"], amended["first"]
    page = world.client("lan").get(reverse("reports:agenda", args=[first.pk]))
    assert text_of(page) == amended["kept"]


def test_the_next_meeting_compares_by_the_amended_set_and_names_it(amended) -> None:
    world, new = amended["world"], amended["new"]
    second = _meet(world, SECOND, closes=False)
    page = world.client("lan").get(reverse("reports:agenda", args=[second.pk]))
    standing, changes = page.context["sheet"].points[:2]
    assert [(s.text, s.moved) for s in standing.stats[:2]] == [("1/2", "−1"), ("3/4", "−1")]
    assert [(s.label, s.text) for s in changes.stats[:2]] == [
        ("Mới đạt", "0"), ("Không còn đạt", "1")
    ]  # fmt: skip
    badges = {line.badge: line.text for line in changes.lines}
    code = new.criteria_set.code
    assert badges["Đổi bộ tiêu chí"] == f"Xã Mai Đình theo bộ {code} từ ngày 15/8/2024"
    assert "Tiêu chí thử 1" in badges["Không còn đạt"]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", [("1/2", False), ("2/2", True)]),
        ("?so_voi=15/7/2024", [("1/2", False), ("2/2", True)]),
        ("?ngay=15/7/2024", [("2/2", False)]),  # nobody knew of the amendment
    ],
)
def test_a_board_shows_the_new_set_first_from_its_day_on(amended, query, shown) -> None:
    world = amended["world"]
    url = reverse("reports:board", args=[world.commune.pk]) + query
    page = world.client("lan").get(url)
    rows = page.context["matrix"]["rows"]
    assert [(row.ends[0].text, "bộ cũ" in row.note) for row in rows] == shown
    assert page.context["page"].heads[0].n == int(shown[0][0][0])
    is_named = "Đổi bộ tiêu chí: Xã Mai Đình theo bộ" in text_of(page)
    assert is_named is ("ngay" not in query)
    client = world.client("lan")
    for address, number in figures_of(page.content.decode()):
        assert abs(number_in(number)) == abs(rows_behind(client, address)), address


def test_a_province_counts_a_commune_by_the_set_that_holds(amended) -> None:
    world = amended["world"]
    client = world.client(make.make_official(world.province, Role.REVIEWER))
    board = reverse("reports:board", args=[world.province.pk])
    for query, met, lost in (("", 1, 0), ("?ngay=15/7/2024", 2, 0), ("?so_voi=15/7/2024", 1, 1)):
        page = client.get(board + query).context["page"]
        assert (page.figures["dat"].n, len(page.record.communes)) == (met, 1), query
        assert page.figures["khong-con-dat"].n == lost, query


def test_the_country_counts_it_by_each_set_while_that_held(amended) -> None:
    world, old, new = (amended[name] for name in ("world", "old", "new"))
    client = world.client(make.make_official(world.province, Role.REVIEWER))
    for judged, query, total, met in (
        (old, "", 0, 0), (new, "", 2, 1),
        (old, "&ngay=15/7/2024", 2, 2), (new, "&ngay=15/7/2024", 0, 0),
    ):  # fmt: skip
        url = f"{reverse('reports:country')}?bo={judged.criteria_set_id}{query}"
        page = client.get(url).context["page"]
        figure = page.figures["dat"]
        assert (figure.total, figure.n) == (total, met), (judged.pk, query)
