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
def url(desk):
    return reverse("criteria:edit_result", args=[desk.result.pk])


def test_the_form_opens_with_today_and_what_stands(desk, url):
    page = desk.standing.get(url).content.decode()
    assert 'value="15/8/2024"' in page
    assert 'inputmode="decimal"' in page
    fragment = desk.standing.get(url, headers=HTMX).content.decode()
    assert fragment.lstrip().startswith(f'<form id="result-{desk.result.pk}"')
    assert "<html" not in fragment


def test_without_a_script_a_save_leads_back_to_the_row(desk, url, typed):
    response = desk.standing.post(url, typed)
    assert response.status_code == 303
    assert response.url == (
        reverse("reports:criterion", args=[desk.assessment.pk, 1]) + f"#result-{desk.result.pk}"
    )
    desk.result.refresh_from_db()
    assert (desk.result.claim, desk.result.value) == (Claim.MET, Decimal("41.2"))
    assert AuditEvent.objects.about(desk.result).count() == 1


def test_a_claim_against_its_figure_is_saved_and_marked(desk, url, typed):
    answer = desk.standing.post(url, typed, headers=HTMX).content.decode()
    row = element(answer, f"result-{desk.result.pk}")
    assert "41,2% thấp hơn mức 45%" in row
    assert "warning-line" in row
    standing = Standing.objects.get(
        assessment=desk.assessment, criterion=desk.result.indicator.criterion
    )
    assert standing.contradicting == 1


@pytest.mark.parametrize("value", ["41,2", "60", "7/8", ""])
def test_the_old_page_with_the_answer_equals_the_reloaded_page(desk, url, typed, value):
    client = desk.standing
    page_url = reverse("reports:assessment", args=[desk.assessment.pk]) + "?mo=1"
    before = settled(client.get(page_url).content.decode())
    answer = client.post(url, typed | {"value": value}, headers=HTMX).content.decode()
    after = settled(client.get(page_url).content.decode())
    assert before != after
    assert swapped(before, answer, f"result-{desk.result.pk}") == after


def test_a_double_tap_has_one_effect(desk, url, typed):
    client = desk.standing
    assert client.post(url, typed).status_code == 303
    assert client.post(url, typed).status_code == 303
    assert ResultChange.objects.filter(result=desk.result).count() == 1
    desk.result.refresh_from_db()
    assert desk.result.version == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("value", "41.2"),
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
def test_what_does_not_read_is_told_at_its_field_and_kept(desk, url, typed, field, value, headers):
    response = desk.standing.post(url, typed | {field: value}, headers=headers)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    page = response.content.decode()
    assert f'id="r{desk.result.pk}-{field}_error"' in page
    if field != "claim":
        assert value[:300] in page
    assert "Trạm cấp nước" in page or field == "source"
    desk.result.refresh_from_db()
    assert desk.result.version == 0


def test_not_applicable_needs_a_reason_where_it_is_asked(desk, url, typed):
    typed |= {"claim": "not_applicable", "value": ""}
    response = desk.standing.post(url, typed, headers=HTMX)
    assert response.status_code == 422
    assert "note" in response.context["form"].errors
    assert '<details class="result-notes" open>' in response.content.decode()
    assert desk.standing.post(url, typed | {"note": "Xã không có rừng"}).status_code == 303


def test_text_from_word_is_stored_clean(desk, url, typed):
    typed["note"] = "Nươ\u0301c sa\u0323ch\u200b"
    desk.standing.post(url, typed)
    desk.result.refresh_from_db()
    assert desk.result.note == "Nước sạch"


@pytest.mark.parametrize(
    ("kind", "has"),
    [
        (IndicatorKind.GRADE, {"claim", "grade"}),
        (IndicatorKind.BOOLEAN, {"claim"}),
        (IndicatorKind.COUNT, {"claim", "value"}),
    ],
)
def test_the_form_asks_only_what_the_kind_takes(desk, kind, has):
    level = "3" if kind == IndicatorKind.COUNT else None
    made = make.make_set(criteria=1, indicators=0)
    indicator = make.make_indicator(made.criteria.get(), "1.9", kind=kind, level=level)
    result = make.make_assessment(desk.commune, made).results.get(indicator=indicator)
    url = reverse("criteria:edit_result", args=[result.pk])
    fields = set(desk.standing.get(url).context["form"].fields)
    assert fields == has | {"as_of", "source", "note"}


def test_a_grade_is_chosen_from_its_scale(desk):
    made = make.make_set(criteria=1, indicators=0)
    indicator = make.make_indicator(
        made.criteria.get(), "1.1", kind=IndicatorKind.GRADE, level=None
    )
    indicator.grade_scale = "Trung bình\nKhá\nTốt"
    indicator.save()
    indicator.levels.create(grade="Khá", confidence="verified")
    result = make.make_assessment(desk.commune, made).results.get()
    url = reverse("criteria:edit_result", args=[result.pk])
    typed = {"claim": "met", "as_of": "15/08/2024", "seen_version": "0"}
    assert desk.standing.post(url, typed | {"grade": "Giỏi"}).status_code == 422
    answer = desk.standing.post(url, typed | {"grade": "Trung bình"}, headers=HTMX)
    assert "Trung bình thấp hơn mức Khá" in answer.content.decode()


def test_the_sentence_while_typing_is_the_one_after_saving(desk, typed):
    url = reverse("criteria:weigh_result", args=[desk.result.pk])
    asked = {"claim": "met", "value": "41,2", "as_of": "15/08/2024"}
    told = desk.standing.get(url, asked, headers=HTMX).content.decode()
    assert "41,2% thấp hơn mức 45%" in told
    assert "warning-line" in told
    assert "thấp hơn" not in desk.standing.get(url, asked | {"value": "45"}).content.decode()
    assert "Chưa đọc được" in desk.standing.get(url, asked | {"value": "x"}).content.decode()
    assert desk.stranger().get(url).status_code == 404
    assert desk.member(Role.CLERK).get(url).status_code == 403


def test_two_people_see_both_versions_and_lose_nothing(desk, url, typed):
    desk.standing.post(url, typed)
    second = desk.standing
    mine = typed | {"claim": "not_met", "value": "39,9", "note": "Đo lại tại trạm"}
    response = second.post(url, mine)
    assert response.status_code == 409
    page = response.content.decode()
    for shown in ("41,2%", "39,9%", "Nguyễn Thị Lan", "09:00", "15/8/2024", "Đo lại tại trạm"):
        assert shown in page
    desk.result.refresh_from_db()
    assert desk.result.value == Decimal("41.2")
    assert second.post(url, mine | {"seen_version": "1"}).status_code == 303
    desk.result.refresh_from_db()
    assert (desk.result.value, desk.result.note) == (Decimal("39.9"), "Đo lại tại trạm")


def test_the_fragment_of_a_conflict_carries_all_that_was_typed(desk, url, typed):
    desk.standing.post(url, typed)
    mine = typed | {"value": "2/3", "note": "Dòng một\nDòng hai"}
    response = desk.standing.post(url, mine, headers=HTMX)
    assert response.status_code == 409
    fragment = element(response.content.decode(), "conflict")
    for name, value in (mine | {"seen_version": "1"}).items():
        assert f'<textarea name="{name}" hidden>\n{value}</textarea>' in fragment
    assert "<html" not in response.content.decode()
    assert response.headers["HX-Retarget"] == f"#result-{desk.result.pk}"


def test_keeping_what_stands_gives_the_row_back(desk, typed):
    url = reverse("criteria:result_row", args=[desk.result.pk])
    page = desk.standing.get(reverse("reports:criterion", args=[desk.assessment.pk, 1]))
    row = desk.standing.get(url, headers=HTMX).content.decode()
    assert element(page.content.decode(), f"result-{desk.result.pk}") == row
    assert desk.standing.get(url).status_code == 303


@pytest.mark.parametrize("role", [Role.VICE_CHAIR, Role.CLERK, Role.COMMITTEE, Role.REVIEWER])
def test_who_may_not_set_is_told_who_may(desk, url, typed, role):
    client = desk.member(role)
    for response in (client.get(url), client.post(url, typed), client.post(url, {}, headers=HTMX)):
        assert response.status_code == 403
        assert "Thường trực NTM" in response.content.decode()
    desk.result.refresh_from_db()
    assert desk.result.version == 0


def test_an_official_leaves_what_another_is_in_charge_of(desk, url, typed):
    hien = make.make_official(desk.commune, Role.OFFICIAL, "Đặng Thị Hiền")
    put_in_charge(by=make.system(), result_id=desk.result.pk, official=hien)
    response = desk.member(Role.OFFICIAL).post(url, typed)
    assert response.status_code == 403
    assert "Đặng Thị Hiền" in response.content.decode()
    assert desk.client(hien).post(url, typed).status_code == 303


def test_strangers_and_wrong_methods(desk, url, typed):
    stranger = desk.stranger()
    assert stranger.get(url).status_code == 404
    assert stranger.post(url, typed).status_code == 404
    assert desk.standing.put(url).status_code == 405


def test_a_criterion_flips_and_the_totals_follow(desk, typed):
    client = desk.standing
    criterion = desk.result.indicator.criterion
    for result in desk.assessment.results.filter(indicator__criterion=criterion):
        url = reverse("criteria:edit_result", args=[result.pk])
        answer = client.post(url, typed | {"value": "50"}, headers=HTMX).content.decode()
    assert Standing.objects.get(assessment=desk.assessment, criterion=criterion).state == State.MET
    assert ">1<" in element(answer, f"totals-{desk.assessment.pk}")
    assert "tile-met" in element(answer, f"standing-{criterion.pk}")
