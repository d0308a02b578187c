"""Setting a result in its row: saved, refused, wrong, twice, and by two people at once."""

from decimal import Decimal

import pytest
from django.urls import reverse

from criteria.enums import Claim, IndicatorKind, State
from criteria.models import ResultChange, Standing
from criteria.services import put_in_charge
from tests import factories as make
from tests.swaps import element, settled, swapped
from villages.enums import Role
from villages.models import AuditEvent

HTMX = {"HX-Request": "true"}


@pytest.fixture
def url(world):
    return reverse("criteria:edit_result", args=[world.result.pk])


def test_the_form_opens_with_today_and_what_stands(world, url):
    page = world.standing.get(url).content.decode()
    assert 'value="15/8/2024"' in page
    assert 'inputmode="decimal"' in page
    fragment = world.standing.get(url, headers=HTMX).content.decode()
    assert fragment.lstrip().startswith(f'<form id="result-{world.result.pk}"')
    assert "<html" not in fragment


def test_without_a_script_a_save_leads_back_to_the_row(world, url, typed):
    response = world.standing.post(url, typed)
    assert response.status_code == 303
    assert response.url == (
        reverse("reports:criterion", args=[world.assessment.pk, 1]) + f"#result-{world.result.pk}"
    )
    world.result.refresh_from_db()
    assert (world.result.claim, world.result.value) == (Claim.MET, Decimal("41.2"))
    assert AuditEvent.objects.about(world.result).count() == 1


def test_a_claim_against_its_figure_is_saved_and_marked(world, url, typed):
    answer = world.standing.post(url, typed, headers=HTMX).content.decode()
    row = element(answer, f"result-{world.result.pk}")
    assert "41,2% thấp hơn mức 45%" in row
    assert "warning-line" in row
    standing = Standing.objects.get(
        assessment=world.assessment, criterion=world.result.indicator.criterion
    )
    assert standing.contradicting == 1


@pytest.mark.parametrize("value", ["41,2", "60", "7/8", ""])
def test_the_old_page_with_the_answer_equals_the_reloaded_page(world, url, typed, value):
    client = world.standing
    page_url = reverse("reports:assessment", args=[world.assessment.pk]) + "?mo=1"
    before = settled(client.get(page_url).content.decode())
    answer = client.post(url, typed | {"value": value}, headers=HTMX).content.decode()
    after = settled(client.get(page_url).content.decode())
    assert before != after
    assert swapped(before, answer, f"result-{world.result.pk}") == after


def test_a_double_tap_has_one_effect(world, url, typed):
    client = world.standing
    assert client.post(url, typed).status_code == 303
    assert client.post(url, typed).status_code == 303
    assert ResultChange.objects.filter(result=world.result).count() == 1
    world.result.refresh_from_db()
    assert world.result.version == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("value", "1,234.5"),
        ("value", "bốn mốt"),
        ("value", "120"),
        ("value", "-3"),
        ("value", "7/0"),
        ("value", "9/8"),
        ("value", "0,12345"),
        ("value", "1" * 30),
        ("as_of", "31/02/2024"),
        ("as_of", "08/15/2024"),
        ("as_of", "16/08/2024"),
        ("as_of", ""),
        ("claim", ""),
        ("claim", "sure"),
        ("source", "x" * 301),
        ("note", "x" * 1_000_000),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_does_not_read_is_refused_and_kept(world, url, typed, field, value, headers):
    response = world.standing.post(url, typed | {field: value}, headers=headers)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    page = response.content.decode()
    assert f'id="r{world.result.pk}-{field}_error"' in page
    if field != "claim":
        assert value[:300] in page
    assert "Trạm cấp nước" in page or field == "source"
    world.result.refresh_from_db()
    assert world.result.version == 0


def test_not_applicable_needs_a_reason_where_it_is_required(world, url, typed):
    typed |= {"claim": "not_applicable", "value": ""}
    response = world.standing.post(url, typed, headers=HTMX)
    assert response.status_code == 422
    assert "note" in response.context["form"].errors
    assert '<details class="result-notes" open>' in response.content.decode()
    assert world.standing.post(url, typed | {"note": "Xã không có rừng"}).status_code == 303


def test_text_from_word_is_stored_clean(world, url, typed):
    typed["note"] = "Nươ\u0301c sa\u0323ch\u200b"
    world.standing.post(url, typed)
    world.result.refresh_from_db()
    assert world.result.note == "Nước sạch"


@pytest.mark.parametrize(
    ("kind", "has"),
    [
        (IndicatorKind.GRADE, {"claim", "grade"}),
        (IndicatorKind.BOOLEAN, {"claim"}),
        (IndicatorKind.COUNT, {"claim", "value"}),
    ],
)
def test_the_form_has_only_what_the_kind_takes(world, kind, has):
    level = "3" if kind == IndicatorKind.COUNT else None
    made = make.make_set(criteria=1, indicators=0)
    indicator = make.make_indicator(made.criteria.get(), "1.9", kind=kind, level=level)
    result = make.make_assessment(world.commune, made).results.get(indicator=indicator)
    url = reverse("criteria:edit_result", args=[result.pk])
    fields = set(world.standing.get(url).context["form"].fields)
    assert fields == has | {"as_of", "source", "note"}


def test_a_grade_is_chosen_from_its_scale(world):
    made = make.make_set(criteria=1, indicators=0)
    indicator = make.make_indicator(
        made.criteria.get(), "1.1", kind=IndicatorKind.GRADE, level=None
    )
    indicator.grade_scale = "Trung bình\nKhá\nTốt"
    indicator.save()
    indicator.levels.create(grade="Khá", confidence="verified")
    result = make.make_assessment(world.commune, made).results.get()
    url = reverse("criteria:edit_result", args=[result.pk])
    typed = {"claim": "met", "as_of": "15/08/2024", "seen_version": "0"}
    assert world.standing.post(url, typed | {"grade": "Giỏi"}).status_code == 422
    answer = world.standing.post(url, typed | {"grade": "Trung bình"}, headers=HTMX)
    assert "Trung bình thấp hơn mức Khá" in answer.content.decode()


def test_the_sentence_while_typing_is_the_one_after_saving(world, typed):
    url = reverse("criteria:weigh_result", args=[world.result.pk])
    query = {"claim": "met", "value": "41,2", "as_of": "15/08/2024"}
    page = world.standing.get(url, query, headers=HTMX).content.decode()
    assert "41,2% thấp hơn mức 45%" in page
    assert "warning-line" in page
    assert "thấp hơn" not in world.standing.get(url, query | {"value": "45"}).content.decode()
    assert "Chưa đọc được" in world.standing.get(url, query | {"value": "x"}).content.decode()
    assert world.stranger().get(url).status_code == 404
    assert world.member(Role.CLERK).get(url).status_code == 403


def test_two_people_see_both_versions_and_lose_nothing(world, url, typed):
    world.standing.post(url, typed)
    second = world.standing
    mine = typed | {"claim": "not_met", "value": "39,9", "note": "Đo lại tại trạm"}
    response = second.post(url, mine)
    assert response.status_code == 409
    page = response.content.decode()
    for shown in ("41,2%", "39,9%", "Nguyễn Thị Lan", "09:00", "15/8/2024", "Đo lại tại trạm"):
        assert shown in page
    world.result.refresh_from_db()
    assert world.result.value == Decimal("41.2")
    assert second.post(url, mine | {"seen_version": "1"}).status_code == 303
    world.result.refresh_from_db()
    assert (world.result.value, world.result.note) == (Decimal("39.9"), "Đo lại tại trạm")


def test_the_fragment_of_a_conflict_carries_all_that_was_typed(world, url, typed):
    world.standing.post(url, typed)
    mine = typed | {"value": "2/3", "note": "Dòng một\nDòng hai"}
    response = world.standing.post(url, mine, headers=HTMX)
    assert response.status_code == 409
    fragment = element(response.content.decode(), "conflict")
    for name, value in (mine | {"seen_version": "1"}).items():
        assert f'<textarea name="{name}" hidden>\n{value}</textarea>' in fragment
    assert "<html" not in response.content.decode()
    assert response.headers["HX-Retarget"] == f"#result-{world.result.pk}"


def test_keeping_what_stands_gives_the_row_back(world, typed):
    url = reverse("criteria:result_row", args=[world.result.pk])
    page = world.standing.get(reverse("reports:criterion", args=[world.assessment.pk, 1]))
    row = world.standing.get(url, headers=HTMX).content.decode()
    assert element(page.content.decode(), f"result-{world.result.pk}") == row.strip()
    assert world.standing.get(url).status_code == 303


@pytest.mark.parametrize("role", [Role.VICE_CHAIR, Role.CLERK, Role.COMMITTEE, Role.REVIEWER])
def test_who_may_not_set_is_shown_who_may(world, url, typed, role):
    client = world.member(role)
    for response in (client.get(url), client.post(url, typed), client.post(url, {}, headers=HTMX)):
        assert response.status_code == 403
        assert "Thường trực NTM" in response.content.decode()
    world.result.refresh_from_db()
    assert world.result.version == 0


def test_an_official_leaves_what_another_is_in_charge_of(world, url, typed):
    hien = make.make_official(world.commune, Role.OFFICIAL, "Đặng Thị Hiền")
    put_in_charge(by=make.system(), result_id=world.result.pk, official=hien)
    response = world.member(Role.OFFICIAL).post(url, typed)
    assert response.status_code == 422  # a reason is required (`test_saved`)
    assert "Đặng Thị Hiền" in response.content.decode()
    assert world.client(hien).post(url, typed).status_code == 303


def test_the_row_of_another_offers_the_reason_and_repeats_no_refusal(world, url):
    hien = make.make_official(world.commune, Role.OFFICIAL, "Đặng Thị Hiền")
    put_in_charge(by=make.system(), result_id=world.result.pk, official=hien)
    row = reverse("criteria:result_row", args=[world.result.pk])
    shown = world.member(Role.OFFICIAL).get(row, headers=HTMX).content.decode()
    assert "Ghi thay, có lý do" in shown
    assert "công chức chỉ cập nhật" not in shown


def test_strangers_and_wrong_methods(world, url, typed):
    stranger = world.stranger()
    assert stranger.get(url).status_code == 404
    assert stranger.post(url, typed).status_code == 404
    assert world.standing.put(url).status_code == 405


def test_a_criterion_flips_and_the_totals_follow(world, typed):
    client = world.standing
    criterion = world.result.indicator.criterion
    for result in world.assessment.results.filter(indicator__criterion=criterion):
        url = reverse("criteria:edit_result", args=[result.pk])
        answer = client.post(url, typed | {"value": "50"}, headers=HTMX).content.decode()
    assert Standing.objects.get(assessment=world.assessment, criterion=criterion).state == State.MET
    assert ">1<" in element(answer, f"totals-{world.assessment.pk}")
    assert "tile-met" in element(answer, f"standing-{criterion.pk}")


def test_save_and_next_opens_the_next_indicator_that_one_may_set(world, url, typed):
    second, third = world.results()[1:3]
    sent = typed | {"next": "1"}
    # Another's indicator is passed over: an official may not set it.
    put_in_charge(by=world.lan, result_id=second.pk, official=world.official("quyen"))
    hien = world.client("hien")
    redirect = hien.post(url, sent, headers=HTMX)
    assert redirect["HX-Redirect"] == reverse("criteria:edit_result", args=[third.pk])
    answer = world.standing.post(url, sent, headers=HTMX).content.decode()
    assert element(answer, f"result-{world.result.pk}").startswith("<div")
    opened = element(answer, f"result-{second.pk}")
    assert "hx-swap-oob" in opened
    assert f"sang {third.indicator.code}" in opened
    # Without a script the next form's page; after the last one the row.
    plain = world.standing.post(url, typed | {"next": "1", "seen_version": "1"})
    assert plain.url == reverse("criteria:edit_result", args=[second.pk])
    last = world.results()[-1]
    end = reverse("criteria:edit_result", args=[last.pk])
    assert b'name="next"' not in world.standing.get(end).content
    assert world.standing.post(end, sent).url.endswith(f"#result-{last.pk}")


def test_a_fraction_has_two_boxes(world, url, typed):
    page = world.standing.get(url).content.decode()
    assert 'name="denominator"' in page
    sent = typed | {"value": "7", "denominator": "8"}
    assert world.standing.post(url, sent).status_code == 303
    world.result.refresh_from_db()
    assert (world.result.value, world.result.denominator) == (7, 8)
    page = world.standing.get(url).content.decode()
    assert 'name="value" value="7"' in page
    assert 'name="denominator" value="8"' in page
    unclear = typed | {"value": "7/9", "denominator": "8"}
    assert world.standing.post(url, unclear).status_code == 422
    assert world.standing.post(url, typed | {"value": "", "denominator": "8"}).status_code == 422


def test_a_dot_that_parts_no_thousands_is_the_comma_and_shown_back(world, url, typed):
    weighing = reverse("criteria:weigh_result", args=[world.result.pk])
    shown = world.standing.get(weighing, typed | {"value": "88.9"}).content.decode()
    assert "Đọc là 88,9." in shown
    assert world.standing.post(url, typed | {"value": "88.9"}).status_code == 303
    world.result.refresh_from_db()
    assert world.result.value == Decimal("88.9")


@pytest.mark.parametrize(
    ("level", "stood", "value"),
    [
        ("1.635", None, "1.635"),
        (None, "1.7", "1.635"),
        ("51000000", None, "51"),
        (None, "0.4", "900"),
    ],
)
def test_a_figure_of_another_size_must_be_confirmed(world, url, typed, level, stood, value):
    indicator = world.result.indicator
    indicator.kind, indicator.unit_words = IndicatorKind.NUMBER, "km"
    indicator.save()
    indicator.levels.update(value=level and Decimal(level))
    world.result.value = stood and Decimal(stood)
    world.result.save()
    answer = world.standing.post(url, typed | {"value": value})
    assert answer.status_code == 422
    tick = answer.context["form"].answer
    assert f'name="is_sure" value="{tick}"' in answer.content.decode()
    # The tick confirms this figure and no other.
    other = world.standing.post(url, typed | {"value": "9" + value, "is_sure": tick})
    assert other.status_code == 422
    assert ResultChange.objects.count() == 0
    assert world.standing.post(url, typed | {"value": value, "is_sure": tick}).status_code == 303
