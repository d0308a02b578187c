"""Quick entry: read, checked while typed, saved in one go, with what is left on the page."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from criteria.enums import Claim, State
from criteria.models import Result, Standing
from criteria.services import put_in_charge, set_result
from tests import factories as make
from tests.access.pages import read_page
from villages.models import AuditEvent

pytestmark = pytest.mark.both


@pytest.fixture
def url(world):
    return reverse("criteria:quick_entry", args=[world.assessment.pk])


def sent(client, url, **typed):
    """What a browser sends of the grid, with some cells typed over."""
    form = next(
        form
        for form in read_page(url, client.get(url).content.decode())[0]
        if "chung-day" in form.fields
    )
    return {name: values[0] if values else "" for name, values in form.fields.items()} | typed


def state_of(response, result):
    return next(line for line in response.context["grid"].lines if line.result == result)


def stored(result):
    result = Result.objects.get(pk=result.pk)
    return result.claim, result.value, result.as_of, result.version


def test_what_is_typed_is_saved_and_what_is_not_stays(world, url):
    first, second, third, _ = world.results()
    world.claim(second, Claim.NOT_MET, "20")
    cells = {
        f"r{first.pk}-value": "41,2",
        f"r{first.pk}-claim": "met",
        f"r{second.pk}-value": "7/8",
        "chung-day": "10/8/2024",
        "chung-source": "Biểu 06/MT",
        f"r{second.pk}-as_of": "9/8/2024",
    }
    before = AuditEvent.objects.count()
    response = world.standing.post(url, sent(world.standing, url, **cells))
    assert (response.status_code, response.url) == (303, url)
    assert stored(first) == (Claim.MET, Decimal("41.2"), date(2024, 8, 10), 1)
    assert stored(second) == (Claim.NOT_MET, Decimal(7), date(2024, 8, 9), 2)
    assert stored(third)[3] == 0
    second.refresh_from_db()
    assert (second.denominator, second.source) == (8, "Biểu 06/MT")
    assert AuditEvent.objects.count() - before == 2
    # Each row shows that it changed; the standing follows as it does for one.
    criterion = first.indicator.criterion
    standing = Standing.objects.get(assessment=world.assessment, criterion=criterion)
    assert (standing.state, standing.met, standing.not_met) == (State.NOT_MET, 1, 1)
    # A day or a claim alone is a change; the value of last time stays with it.
    alone = sent(world.standing, url, **{f"r{first.pk}-claim": "not_met"})
    world.standing.post(url, alone)
    assert stored(first)[:2] == (Claim.NOT_MET, Decimal("41.2"))
    # Nothing typed, nothing saved.
    idle = world.standing.post(url, sent(world.standing, url))
    assert idle.status_code == 422
    assert stored(first)[3] == 2


@pytest.mark.parametrize(
    ("cell", "typed"),
    [
        ("value", "512"),
        ("value", "41.2 %!"),
        ("value", "9/8"),
        ("value", "-1"),
        ("as_of", "16/8/2024"),
        ("as_of", "hôm qua"),
        ("claim", "not_applicable"),
        ("claim", "tốt"),
        ("note", "x" * 30_000),
    ],
)
def test_a_cell_is_refused_as_in_the_form_and_the_others_are_saved(world, url, cell, typed):
    """The same words as the single form shows, and nothing of that row is written."""
    wrong, right = world.results()[:2]
    alone = {"claim": "met", "value": "1", "as_of": "15/8/2024", "seen_version": "0", cell: typed}
    single = world.standing.post(reverse("criteria:edit_result", args=[wrong.pk]), alone)
    sentences = {str(e) for errors in single.context["form"].errors.values() for e in errors}
    cells = {f"r{wrong.pk}-{k}": v for k, v in alone.items()} | {f"r{right.pk}-value": "55"}
    data = sent(world.standing, url, **cells)
    checked = world.standing.post(url, data | {"check": "1"})
    assert stored(right)[3] == 0
    assert state_of(checked, wrong).state == "wrong"
    response = world.standing.post(url, data)
    assert response.status_code == 422
    line = state_of(response, wrong)
    assert sentences
    assert set(line.errors) == sentences
    assert stored(wrong)[3] == 0
    assert stored(right)[1] == 55
    assert state_of(response, right).is_saved
    # What was typed is still there, and can be sent again once it is mended.
    form = next(f for f in read_page(url, response.content.decode())[0] if "chung-day" in f.fields)
    if typed != "tốt":
        assert form.fields[f"r{wrong.pk}-{cell}"] == [typed]


def test_a_lost_comma_is_offered_back(world, url):
    result = world.result
    cells = {f"r{result.pk}-value": "512"}
    checked = world.standing.post(url, sent(world.standing, url, **cells) | {"check": "1"})
    assert state_of(checked, result).suggestion == "51,2"
    assert "Dùng 51,2" in checked.content.decode()


@pytest.mark.parametrize(("choice", "value"), [("theirs", "68"), ("mine", "71.5"), ("", "68")])
def test_of_two_people_the_second_chooses_row_by_row(world, url, choice, value):
    shared, free = world.results()[:2]
    cells = {f"r{shared.pk}-value": "71,5", f"r{free.pk}-value": "3"}
    data = sent(world.standing, url, **cells)
    set_result(
        by=world.access("hien"),
        result_id=shared.pk,
        fields=make.entry(Claim.NOT_MET, value=Decimal(68), as_of=date(2024, 8, 1)),
        seen_version=0,
    )
    response = world.standing.post(url, data)
    assert response.status_code == 409
    line = state_of(response, shared)
    assert line.state == "clashes"
    assert "Đặng Thị Hiền" in response.content.decode()
    assert stored(free)[1] == 3
    again = next(
        form
        for form in read_page(url, response.content.decode())[0]
        if f"r{shared.pk}-seen_version" in form.fields
    )
    data = {name: values[0] if values else "" for name, values in again.fields.items()}
    if choice:
        data[f"r{shared.pk}-choice"] = f"{choice}:1"
    answer = world.standing.post(url, data)
    assert answer.status_code == (303 if choice else 409)
    assert stored(shared)[1] == Decimal(value)
    # Sent twice, saved once.
    if choice == "mine":
        assert world.standing.post(url, data).status_code == 303
        assert stored(shared)[3] == 2


def test_another_s_indicator_is_shown_and_not_taken(world, url):
    result = world.result
    put_in_charge(by=world.lan, result_id=result.pk, official=world.official("quyen"))
    hien = world.client("hien")
    page = hien.get(url)
    assert "Đặng Văn Quyên" in page.content.decode()
    data = sent(hien, url, **{f"r{result.pk}-claim": "met", f"r{result.pk}-seen_version": "0"})
    assert hien.post(url, data).status_code == 422
    assert stored(result)[3] == 0


def test_one_criterion_and_on_to_the_next(world, url):
    first, _, third, _ = world.results()
    at = f"{url}?tieu_chi=1"
    data = sent(world.standing, at, **{f"r{first.pk}-claim": "met"})
    assert f"r{third.pk}-claim" not in data
    response = world.standing.post(at, data | {"next": "1"})
    assert response.url == f"{url}?tieu_chi=2"
    assert world.standing.get(f"{url}?tieu_chi=99").status_code == 404
    last = world.standing.post(
        f"{url}?tieu_chi=2", sent(world.standing, f"{url}?tieu_chi=2") | {"next": "1"}
    )
    assert last.url == reverse("reports:criterion", args=[world.assessment.pk, 2])


def test_queries_do_not_grow_with_rows(world, url):
    def queries(address):
        client = world.standing
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        return len(queries)

    assert queries(url) <= queries(f"{url}?tieu_chi=1") <= 15
