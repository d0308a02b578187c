"""A set from its decision to the first assessment by it, by whoever keeps the sets."""

import pytest
from django.urls import reverse
from django.utils import timezone

from criteria.comparison import level_of
from criteria.enums import Confidence
from criteria.models import CriteriaSet, Criterion, Indicator, Level
from criteria.queries.sets import kept_indicators, ordered_criteria, seen_of_set
from evidence.models import Requirement
from tests import factories as make
from tests.world import client_of
from villages.enums import Role
from villages.models import AuditEvent

pytestmark = pytest.mark.both
TYPED = {
    "code": "BG-XA-2025", "name": "Bộ tiêu chí của tỉnh", "short_name": "NTM nâng cao",
    "indicator_noun": "chỉ tiêu", "level": "commune", "tier": "advanced", "place": "Bắc Giang",
    "year_from": "2025", "year_to": "2030", "legal_basis": "Quyết định số 1/QĐ-UBND",
    "criteria_known": "2",
}  # fmt: skip
TWO = ("refines", "amends")


def seen_now(criteria_set: CriteriaSet) -> dict[str, int]:
    return {"seen_version": seen_of_set(criteria_set, ordered_criteria(criteria_set))}


@pytest.fixture
def steward(world):
    return client_of(make.make_official(world.commune.parent.parent, Role.DATA_STEWARD))


def test_a_new_set_begins_with_its_province_and_goes_on_to_its_file(world, steward) -> None:
    province = world.commune.parent.parent
    form = steward.get(reverse("criteria:draft_set")).context["form"]
    assert (form["place"].initial, form["level"].initial) == (province.name, "commune")
    answer = steward.post(reverse("criteria:draft_set"), TYPED)
    made = CriteriaSet.objects.get(code="BG-XA-2025")
    excel = reverse("villages:import_list", args=["bo-tieu-chi", made.pk])
    assert answer.headers["Location"] == excel
    assert steward.get(excel).status_code == 200


def test_what_every_set_has_stands_open_and_what_is_typed_or_wrong_is_unfolded(steward) -> None:
    url = reverse("criteria:draft_set")
    page = steward.get(url)
    open_part, *folded = page.content.decode().partition("<main")[2].split("<details")
    required = [one.name for one in page.context["form"] if one.field.required]
    assert len(required) >= 9
    assert [name for name in required if f'name="{name}"' not in open_part] == []
    assert [part for part in folded if part.partition(">")[0].endswith(" open")] == []
    wrong = steward.post(url, TYPED | {"recognition_needed": "8"}).content.decode()
    unfolded = [part for part in wrong.split("<details")[1:] if 'name="recognition' in part]
    assert [part.partition(">")[0].endswith(" open") for part in unfolded] == [True]


def test_a_set_is_written_down_corrected_and_published(world, steward) -> None:
    assert reverse("criteria:draft_set") in steward.get(reverse("criteria:sets")).content.decode()
    answer = steward.post(reverse("criteria:draft_set"), TYPED | {"year_to": "2020"})
    assert answer.status_code == 422
    assert "Năm kết thúc phải bằng hoặc sau năm bắt đầu." in answer.content.decode()
    assert "Quyết định số 1/QĐ-UBND" in answer.content.decode()
    national = make.make_set(1, 1, published_at=timezone.now())
    steward.post(reverse("criteria:draft_set"), TYPED | dict.fromkeys(TWO, str(national.pk)))
    made = CriteriaSet.objects.get(code="BG-XA-2025")
    assert (made.refines, made.amends, made.published_at) == (national, national, None)
    home = steward.get(reverse("criteria:set", args=[made.pk])).content.decode()
    edit, publish = (
        reverse(f"criteria:{name}", args=[made.pk]) for name in ("edit_set", "publish_set")
    )
    assert edit in home
    assert publish in home
    steward.post(edit, TYPED | {"name": "Tên đã sửa", "seen_version": "0"})
    made.refresh_from_db()
    assert (made.name, made.version, made.amends) == ("Tên đã sửa", 1, None)
    stale = steward.post(edit, TYPED | {"name": "Tên khác", "seen_version": "0"})
    assert stale.status_code == 409
    # Nothing stands in it yet.
    assert "Bộ chưa có tiêu chí nào" in steward.get(publish).content.decode()
    assert steward.post(publish, seen_now(made)).status_code == 403
    made.criteria.create(number=1, name="Quy hoạch")
    seen = seen_now(made)
    made.criteria.create(number=2, name="Giao thông")
    # A colleague has brought in more meanwhile.
    assert steward.post(publish, seen).status_code == 409
    steward.post(publish, seen_now(made))
    made.refresh_from_db()
    assert made.published_at is not None
    actions = AuditEvent.objects.about(made).order_by("pk").values_list("action", flat=True)
    assert [*actions] == ["lập bộ tiêu chí", "sửa bộ tiêu chí", "công bố bộ tiêu chí"]
    for address in (edit, publish):
        refused = steward.get(address)
        assert (refused.status_code, "đã công bố" in refused.content.decode()) == (403, True)


def test_levels_below_the_floor_are_published_only_as_stated(world, steward) -> None:
    national = make.make_set(1, 1, published_at=timezone.now())
    own = make.make_set(1, 1, refines=national, place="Bắc Giang")
    parent = national.criteria.get().indicators.get()
    indicator = own.criteria.get().indicators.get()
    indicator.parent = parent
    indicator.save()
    Level.objects.filter(indicator=indicator).update(value=30)
    publish = reverse("criteria:publish_set", args=[own.pk])
    assert "nhẹ hơn" in steward.get(publish).content.decode()
    seen = seen_now(own)
    answer = steward.post(publish, seen)
    assert answer.status_code == 422
    own.refresh_from_db()
    assert own.published_at is None
    steward.post(publish, seen | {"accepts_doubts": "on"})
    own.refresh_from_db()
    assert own.published_at is not None


def test_what_should_be_looked_at_stands_before_the_button(world, steward) -> None:
    own = make.make_set(2, 2, criteria_known=3, indicators_known=4)
    Level.objects.filter(indicator__code="2.1", indicator__criterion__criteria_set=own).delete()
    publish = reverse("criteria:publish_set", args=[own.pk])
    page = steward.get(publish).content.decode()
    assert "Sổ có 2 tiêu chí, văn bản có 3." in page
    assert "Chưa rõ mức của 1 chỉ tiêu: 2.1." in page
    assert "Sổ có 4" not in page


def test_a_wrong_draft_is_taken_out_and_a_used_or_published_one_stays(world, steward) -> None:
    draft = make.make_set(1, 1)
    address = reverse("criteria:discard_set", args=[draft.pk])
    assert "1 tiêu chí, 1 chỉ tiêu" in steward.get(address).content.decode()
    seen = seen_now(draft)
    more = make.make_indicator(draft.criteria.get(), "1.2", order=2)
    # A colleague has brought in more meanwhile.
    assert steward.post(address, seen).status_code == 409
    steward.post(address, seen_now(draft))
    kept = AuditEvent.objects.get(action="bỏ bộ tiêu chí soạn dở").changes
    assert str(more) in kept["chỉ tiêu"][0]
    assert not CriteriaSet.objects.filter(pk=draft.pk).exists()
    used = world.assessment.criteria_set
    CriteriaSet.objects.filter(pk=used.pk).update(published_at=None)
    address = reverse("criteria:discard_set", args=[used.pk])
    refused = steward.post(address, seen_now(used))
    assert (refused.status_code, "có nơi dùng đến" in refused.content.decode()) == (403, True)


def _amending(national: CriteriaSet, **fields: object) -> CriteriaSet:
    """An amendment that states 2.1 alone: at least 95."""
    made = make.make_set(0, 0, amends=national, year_from=2024, **fields)
    criterion = Criterion.objects.create(criteria_set=made, number=2, name="Tiêu chí đã sửa")
    make.make_indicator(criterion, "2.1", level="95")
    return made


def test_an_amendment_keeps_what_it_does_not_state(world, steward) -> None:
    national = make.make_set(2, 2, published_at=timezone.now())
    rows = Indicator.objects.filter(criterion__criteria_set=national)
    whole, part = rows.get(code="1.1"), rows.get(code="1.2")
    rows.filter(pk=part.pk).update(part_of=whole)
    Level.objects.create(indicator=part, comparator=">=", value=60, year_from=2024, edition=7)
    Requirement.objects.create(
        indicator=part, order=1, text="Biểu 01", source="x", confidence=Confidence.KNOWN
    )
    paper = {"order": 1, "source": "x", "confidence": Confidence.KNOWN}
    Requirement.objects.create(indicator=rows.get(code="2.1"), text="Biểu 02", **paper)
    made = _amending(national)
    publish = reverse("criteria:publish_set", args=[made.pk])
    assert "1.1, 1.2, 2.2" in steward.get(publish).content.decode()
    assert steward.post(publish, seen_now(made) | {"accepts_doubts": "on"}).status_code == 303
    criteria = ordered_criteria(made)
    assert [row.name for row in criteria] == ["Tiêu chí thử 1", "Tiêu chí đã sửa"]
    found = [row for one in criteria for row in one.indicators.all()]
    assert [row.code for row in found] == ["1.1", "1.2", "2.1", "2.2"]
    assert found[1].part_of == found[0]
    assert found[1].requirements.get().text == "Biểu 01"
    assert found[2].requirements.get().text == "Biểu 02"  # of what it states only otherwise
    assert found[2].levels.get().value == 95
    assert all(national.code in row.source for row in found if row.code != "2.1")
    assessment = make.make_assessment(world.commune, made)
    bound = {row.code: level_of(assessment, row).value for row in found}
    assert bound == {"1.1": 45, "1.2": 60, "2.1": 95, "2.2": 45}
    assert assessment.results.count() == 4
    assert rows.count() == 4  # the amended set stays as it is
    assert not Level.objects.filter(indicator__in=rows, value=95).exists()


def test_an_amendment_that_is_whole_keeps_nothing(world, steward) -> None:
    national = make.make_set(2, 2, published_at=timezone.now())
    made = _amending(national, indicators_known=1)
    assert (
        steward.post(reverse("criteria:publish_set", args=[made.pk]), seen_now(made)).status_code
        == 303
    )
    assert Indicator.objects.filter(criterion__criteria_set=made).count() == 1


def test_a_row_for_a_whole_criterion_gives_way_to_its_indicators(steward) -> None:
    national = make.make_set(2, 1, published_at=timezone.now())
    row = Indicator.objects.get(criterion__criteria_set=national, code="2.1")
    row.code = "2"
    row.save()
    assert [row.code for row in kept_indicators(_amending(national))] == ["1.1"]


def test_a_set_amends_one_of_its_level_alone(world, steward) -> None:
    of_villages = make.make_set(1, 1, level="village", published_at=timezone.now())
    typed = TYPED | {"amends": str(of_villages.pk)}
    answer = steward.post(reverse("criteria:draft_set"), typed)
    assert answer.status_code == 422
    assert "phải cùng cấp áp dụng" in answer.content.decode()


def test_nobody_else_writes_sets_down(world) -> None:
    assert world.standing.get(reverse("criteria:draft_set")).status_code == 403
    page = world.standing.get(reverse("criteria:sets")).content.decode()
    assert reverse("criteria:draft_set") not in page
