"""Taking over an assessment by the next set: not one result or paper is lost, twice is once."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as settings_of_site
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from criteria.enums import Claim, IndicatorKind, MappingKind
from criteria.mapping.proposal import offers_for
from criteria.mapping.queries import Destination, indicators_in
from criteria.mapping.services import MappingChoice, begin_mapping, map_indicator, publish_mapping
from criteria.models import Assessment, CriteriaSet, Indicator, Level, Origin, Result
from criteria.models.assessments import measured_values
from criteria.origins import to_judge
from criteria.services import open_assessment, publish, set_result
from criteria.services.standings import standing_drifts, step_drifts, tally_drifts
from evidence.carrying.services import take_over
from evidence.models import Evidence, Proof
from ntm_project.common.refusals import Refused
from ntm_project.sample.loader import load_sets
from tasks.models import Supervision
from tasks.queries.year_end import same_assessment
from tasks.services.again import fields_again
from tests import factories as make
from tests.world import World, open_world
from villages.access import system_access
from villages.models import AuditEvent

ALONE = (MappingKind.SAME, MappingKind.LEVEL, MappingKind.REWORDED)


def published(**fields: Any) -> CriteriaSet:
    made = make.make_set(**fields)
    publish(made)
    made.save()
    return made


def indicators(of: CriteriaSet) -> list[Indicator]:
    rows = Indicator.objects.filter(criterion__criteria_set=of).select_related("criterion")
    return list(rows.order_by("criterion__number", "order"))


def other_level(indicator: Indicator, value: str = "60") -> None:
    Level.objects.filter(indicator=indicator).update(value=Decimal(value))


def settle_all(old: CriteriaSet, new: CriteriaSet, picks: list[tuple[int, int]]) -> None:
    """A mapping from what was drawn at random: how many old ones a new one takes, or how many new
    ones an old one becomes; where levels differ that is the kind."""
    mapping = begin_mapping(by=make.system(), old_set=old, new_set=new)
    olds, news = indicators(old), indicators(new)
    chosen = {
        o.pk: sorted({news[p % len(news)].pk for p in pick[: 1 + pick[0] % 3]})
        for o, pick in zip(olds, picks, strict=True)
    }
    by_pk = {row.pk: row for row in news}
    crowd: dict[int, int] = {}
    for o, pick in zip(olds, picks, strict=True):
        if pick[1] % 5 == 0:
            chosen[o.pk] = []
        for pk in chosen[o.pk]:
            crowd[pk] = crowd.get(pk, 0) + 1
    for old_one in olds:
        found = [by_pk[pk] for pk in chosen[old_one.pk]]
        kind: str = MappingKind.DROPPED
        if len(found) > 1:
            kind = MappingKind.SPLIT
        elif found and crowd[found[0].pk] > 1:
            kind = MappingKind.MERGED
        elif found:
            same_level = Level.objects.get(indicator=found[0]).value == Decimal(45)
            kind = MappingKind.SAME if same_level else MappingKind.LEVEL
        choice = MappingChoice(kind, found)
        map_indicator(by=make.system(), mapping_id=mapping.pk, old=old_one, choice=choice)
    publish_mapping(by=make.system(), mapping_id=mapping.pk)


def frozen(assessment: Assessment) -> list[Any]:
    """All that an assessment holds, to see that nothing of it changed."""
    rows = assessment.results.order_by("pk")
    return [
        [(r.pk, r.version, r.in_charge_id, measured_values(r)) for r in rows],
        list(Proof.objects.filter(result__assessment=assessment).order_by("pk").values_list()),
        list(assessment.standings.order_by("pk").values_list()),
        list(assessment.supervisions.order_by("pk").values_list()),
    ]


ENTRY = st.tuples(
    st.sampled_from(list(Claim)), st.one_of(st.none(), st.integers(0, 100)), st.integers(0, 3)
)
PICK = st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))


@pytest.mark.once
class NothingIsLost(HypothesisTestCase):
    @settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        picks=st.lists(PICK, min_size=6, max_size=6),
        entries=st.lists(ENTRY, min_size=6, max_size=6),
        levels=st.lists(st.booleans(), min_size=6, max_size=6),
    )
    def test_random_mappings_and_assessments(self, picks, entries, levels) -> None:
        commune, by = make.make_commune(), make.system()
        old_set, new_set = published(criteria=3), published(criteria=2, indicators=3)
        for indicator, is_other in zip(indicators(new_set), levels, strict=True):
            if is_other:
                other_level(indicator)
        old = make.make_assessment(commune, old_set)
        papers = [Evidence.objects.create(unit=commune, title=f"Giấy {n}") for n in range(3)]
        for result, (claim, value, number) in zip(old.results.order_by("pk"), entries, strict=True):
            number_of = None if value is None else Decimal(value)
            fields = make.entry(claim, value=number_of, as_of=date(2024, 5, 1), note="vì")
            set_result(by=by, result_id=result.pk, fields=fields, seen_version=0)
            for paper in papers[:number]:
                Proof.objects.create(evidence=paper, result=result, place="trang 2")
        settle_all(old_set, new_set, picks)
        before = frozen(old)
        new = make.make_assessment(commune, new_set, year=2025)
        take_over(by=by, assessment_id=new.pk, source=old)
        after = self.check(old, new)
        assert frozen(old) == before
        take_over(by=by, assessment_id=new.pk, source=old)
        assert self.check(old, new) == after
        assert frozen(old) == before

    def check(self, old: Assessment, new: Assessment) -> list[Any]:
        """Each old result leads on as the mapping states, with its papers."""
        mapping = new.criteria_set.mappings.get()
        expected = {
            (row.old_id, row.new_id) for row in mapping.rows.filter(old__isnull=False) if row.new_id
        }
        origins = list(
            Origin.objects.filter(result__assessment=new).select_related(
                "from_result", "result", "row"
            )
        )
        assert {(o.from_result.indicator_id, o.result.indicator_id) for o in origins} == expected
        assert len(origins) == len(expected)
        proved = set(Proof.objects.values_list("evidence", "result"))
        for origin in origins:
            source, result = origin.from_result, origin.result
            for evidence, _ in [pair for pair in proved if pair[1] == source.pk]:
                assert (evidence, result.pk) in proved
            self.check_claim(origin, source, result)
        for drifts in (standing_drifts, step_drifts, tally_drifts):
            assert list(drifts()) == []
        return [frozen(new), len(origins), AuditEvent.objects.count()]

    def check_claim(self, origin: Origin, source: Result, result: Result) -> None:
        """A claim stands only where all stayed the same; what was stated is never silently gone."""
        was_stated = source.claim != Claim.NOT_YET or source.value is not None
        if origin.row.kind in (MappingKind.SPLIT, MappingKind.MERGED):
            assert result.claim == Claim.NOT_YET
            assert result.value is None
        elif origin.row.kind == MappingKind.LEVEL:
            assert (result.claim, result.value) == (Claim.NOT_YET, source.value)
        else:
            assert (result.claim, result.value) == (source.claim, source.value)
        is_kept = origin.row.kind == MappingKind.SAME
        assert origin.needs_judgement == (was_stated and not is_kept)


@pytest.fixture
def moved(db: None) -> dict[str, Any]:
    """Four indicators in two criteria, all taken to a set of one criterion."""
    world = open_world()
    world.assessment.criteria_set.published_at = None
    publish(world.assessment.criteria_set)
    world.assessment.criteria_set.save()
    new_set = published(criteria=1, indicators=4, year_from=2024)
    olds, news = indicators(world.assessment.criteria_set), indicators(new_set)
    other_level(news[1])
    mapping = begin_mapping(
        by=make.system(), old_set=world.assessment.criteria_set, new_set=new_set
    )
    kinds = [MappingKind.SAME, MappingKind.LEVEL, MappingKind.REWORDED, MappingKind.DROPPED]
    for old, new, kind in zip(olds, news, kinds, strict=True):
        found = () if kind == MappingKind.DROPPED else (new,)
        map_indicator(
            by=make.system(), mapping_id=mapping.pk, old=old, choice=MappingChoice(kind, found)
        )
    return {"world": world, "new_set": new_set, "mapping": mapping, "news": news}


@pytest.mark.django_db
def test_a_mapping_is_used_once_it_is_published_and_then_stays(moved: dict[str, Any]) -> None:
    world: World = moved["world"]
    new = make.make_assessment(world.commune, moved["new_set"])
    with pytest.raises(Refused, match="Chưa công bố bảng chuyển"):
        take_over(by=world.lan, assessment_id=new.pk, source=world.assessment)
    mapping = publish_mapping(by=make.system(), mapping_id=moved["mapping"].pk)
    assert mapping.rows.get(kind=MappingKind.NEW).new == moved["news"][3]
    with pytest.raises(Refused, match="đã công bố"):
        map_indicator(
            by=make.system(),
            mapping_id=mapping.pk,
            old=indicators(world.assessment.criteria_set)[0],
            choice=MappingChoice(MappingKind.DROPPED),
        )
    again = begin_mapping(
        by=make.system(), old_set=world.assessment.criteria_set, new_set=moved["new_set"]
    )
    assert again.rows.count() == 4


@pytest.mark.django_db
def test_a_new_assessment_begins_with_what_the_last_one_gives(moved: dict[str, Any]) -> None:
    world: World = moved["world"]
    new = make.make_assessment(world.commune, moved["new_set"])
    first, way = reverse("criteria:baselines", args=[new.pk]), f"/danh-gia/{new.pk}/lay-ket-qua/"
    assert way not in world.standing.get(first).content.decode()
    publish_mapping(by=make.system(), mapping_id=moved["mapping"].pk)
    assert way in world.standing.get(first).content.decode()
    take_over(by=world.lan, assessment_id=new.pk, source=world.assessment)
    assert way not in world.standing.get(first).content.decode()


@pytest.mark.django_db
def test_leaders_and_open_work_go_along(moved: dict[str, Any]) -> None:
    world: World = moved["world"]
    publish_mapping(by=make.system(), mapping_id=moved["mapping"].pk)
    old, task = world.assessment, world.task
    for criterion in old.criteria_set.criteria.all():
        Supervision.objects.create(
            assessment=old, criterion=criterion, official=world.official("tam")
        )
    world.claim(world.results()[0], value="50")
    world.claim(world.results()[1], value="50")
    new = make.make_assessment(world.commune, moved["new_set"])
    criterion = moved["new_set"].criteria.get()
    done = take_over(
        by=world.lan,
        assessment_id=new.pk,
        source=old,
        tasks={task.pk: Destination(criterion, moved["news"][0])},
    )
    assert (done.tasks, done.results.results, done.results.to_judge) == (1, 3, 1)
    task.refresh_from_db()
    assert (task.assessment, task.criterion, task.indicator) == (new, criterion, moved["news"][0])
    leader = new.supervisions.get()
    assert (leader.official, leader.copied_from) == (world.official("tam"), old)
    new.refresh_from_db()
    assert to_judge([new]) == {(new.pk, criterion.pk): 1}
    event = AuditEvent.objects.latest("pk")
    assert event.action == "lấy kết quả từ đánh giá trước"
    assert any("task" in key for key in event.changes)
    # Whoever judges it anew settles it.
    result = new.results.get(indicator=moved["news"][1])
    set_result(
        by=world.lan,
        result_id=result.pk,
        fields=make.entry(Claim.NOT_MET, value=Decimal(50), as_of=date(2024, 8, 1)),
        seen_version=result.version,
    )
    assert to_judge([new]) == {}


@pytest.mark.django_db
def test_work_of_an_ended_year_goes_on_under_the_new_set(moved: dict[str, Any]) -> None:
    """Closing the year carries a task to the assessment that took over from its own."""
    world: World = moved["world"]
    publish_mapping(by=make.system(), mapping_id=moved["mapping"].pk)
    task = world.task
    new = make.make_assessment(world.commune, moved["new_set"], year=2025)
    take_over(by=world.lan, assessment_id=new.pk, source=world.assessment)
    assert same_assessment(task, 2025) == new
    fields = fields_again(task, new)
    assert (fields["assessment"], fields["criterion"]) == (new, new.criteria_set.criteria.get())


@pytest.mark.django_db
def test_the_level_of_the_new_year_can_speak_against_a_claim(moved: dict[str, Any]) -> None:
    """All stayed the same, but the set spells a higher level out for the later year."""
    world: World = moved["world"]
    first = moved["news"][0]
    Level.objects.create(
        indicator=first, comparator="gte", value=Decimal(70), year_from=2026, confidence="verified"
    )
    publish_mapping(by=make.system(), mapping_id=moved["mapping"].pk)
    world.claim(world.results()[0], value="50")
    new = make.make_assessment(world.commune, moved["new_set"], year=2026)
    take_over(by=world.lan, assessment_id=new.pk, source=world.assessment)
    result = new.results.get(indicator=first)
    assert (result.claim, result.value) == (Claim.NOT_YET, Decimal(50))
    assert result.origins.get().needs_judgement


@pytest.mark.django_db
def test_an_indicator_of_conditions_is_never_claimed_itself(moved: dict[str, Any]) -> None:
    world: World = moved["world"]
    third = moved["news"][2]
    Indicator.objects.filter(pk=third.pk).update(kind=IndicatorKind.PARTS)
    publish_mapping(by=make.system(), mapping_id=moved["mapping"].pk)
    world.claim(world.results()[2], value="50")
    new = make.make_assessment(world.commune, moved["new_set"])
    take_over(by=world.lan, assessment_id=new.pk, source=world.assessment)
    result = new.results.get(indicator=third)
    assert (result.claim, result.version) == (Claim.NOT_YET, 0)
    assert result.origins.get().needs_judgement


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("old", ["BG-XA-NC-2022", "VN-XA-NTM-2021-1"])
def test_nothing_is_offered_as_dropped_by_a_set_that_is_not_known_whole(old: str) -> None:
    load_sets(Path(settings_of_site.BASE_DIR, "fixtures"), by=make.system())
    rows = indicators_in(CriteriaSet.objects.get(code=old).pk)
    offers = offers_for(rows, indicators_in(CriteriaSet.objects.get(code="VN-XA-NTM-2026").pk))
    assert all(offer.news and not offer.is_sure for offer in offers.values())
    # Where no wording is known, the names of the criteria lead to each.
    assert len(offers) == len(rows)
    roads = next(row for row in rows if row.criterion.name == "Giao thông")
    assert offers[roads.pk].news[0].wording == "Hạ tầng kinh tế - xã hội"


@pytest.mark.once
@pytest.mark.django_db
def test_nineteen_criteria_lead_to_ten_and_nothing_is_lost() -> None:
    """The sample's own table; of the new set four contents alone are known, and it shows."""
    load_sets(Path(settings_of_site.BASE_DIR, "fixtures"), by=make.system())
    after = CriteriaSet.objects.get(code="VN-XA-NTM-2026-1")
    mapped = {
        m.old_set.code: m.rows.filter(old__isnull=False).count() for m in after.mappings.all()
    }
    assert mapped == {"BG-XA-NC-2022": 75, "VN-XA-NTM-2021-1": 57}
    commune, judged_by = make.make_commune(), CriteriaSet.objects.get(code="BG-XA-NC-2022")
    old = make.make_assessment(commune, judged_by)
    leader = make.make_official(commune)
    for criterion in judged_by.criteria.all():
        Supervision.objects.create(assessment=old, criterion=criterion, official=leader)
    results = list(old.results.order_by("pk"))
    for result in results:
        paper = Evidence.objects.create(unit=commune, title=f"Giấy {result.pk}")
        Proof.objects.create(evidence=paper, result=result)
    Proof.objects.create(evidence=paper, result=results[0])  # counted as a paper, as announced
    income = old.results.get(indicator__code="10")
    fields = make.entry(Claim.MET, value=Decimal(57), as_of=date(2024, 5, 1))
    set_result(by=make.system(), result_id=income.pk, fields=fields, seen_version=0)
    before = frozen(old)
    by = system_access(date(2026, 3, 2))
    new = open_assessment(by=by, unit=commune, criteria_set=after, year=2026)
    done = take_over(by=by, assessment_id=new.pk, source=old)
    assert frozen(old) == before
    led = Origin.objects.filter(result__assessment=new)
    assert set(led.values_list("from_result", flat=True)) == {r.pk for r in results}
    assert done.papers == led.count() == 75
    rate = new.results.get(indicator__code="3.1")
    assert (rate.claim, rate.value) == (Claim.NOT_YET, None)  # an amount is no rate of growth
    assert rate.origins.get().needs_judgement
    assert len(done.leaders.sure) == new.supervisions.count() == 10
    assert "chưa thấy" in led.filter(result__indicator__code="2").first().row.note
