"""An assessment's page: filters, another day, who may do what, and what it costs."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from criteria.enums import Claim
from criteria.models import CriteriaSet, Criterion
from criteria.services import put_in_charge, set_result, state_baseline
from reports.assessments.queries import assessment_page
from reports.assessments.shown import Showing
from reports.boards.board import commune_board
from reports.record import load_record
from tasks.services import move_task, set_supervision
from tests import factories as make
from tests.queries import MOST, assert_constant_queries, queries_of
from tests.swaps import element, settled, swapped
from tests.world import client_of
from villages.enums import Role

pytestmark = pytest.mark.both

HTMX = {"HX-Request": "true"}


@pytest.fixture
def assessment(db):
    with time_machine.travel("2024-08-15T03:00:00Z", tick=False):
        yield make.make_assessment(make.make_commune())


@pytest.fixture
def url(assessment):
    return reverse("reports:assessment", args=[assessment.pk])


def _client(unit, role=Role.STANDING_OFFICER):
    return client_of(make.make_official(unit, role))


def _say(result, claim, value=None, day=date(2024, 6, 30), version=0, **more):
    entry = make.entry(claim, value=Decimal(value) if value else None, as_of=day, **more)
    set_result(by=make.system(), result_id=result.pk, fields=entry, seen_version=version)


def test_everything_of_a_row_stands_beside_each_other(assessment, url):
    unit = assessment.unit
    result = assessment.results.select_related("indicator__criterion").order_by("pk").first()
    _say(result, Claim.MET, "41.2")
    hien = make.make_official(unit, Role.OFFICIAL, "Đặng Thị Hiền")
    put_in_charge(by=make.system(), result_id=result.pk, official=hien)
    tam = make.make_official(unit, Role.VICE_CHAIR, "Đinh Văn Tám")
    criterion = result.indicator.criterion
    set_supervision(by=make.system(), assessment=assessment, criterion=criterion, officials=[tam])
    make.make_task(
        make.make_plan(unit),
        assessment=assessment,
        criterion=criterion,
        indicator=result.indicator,
        deadline_words="trong tháng 5/2024",
    )
    page = _client(unit).get(url, {"mo": "1"}).content.decode()
    row = element(page, f"result-{result.pk}")
    for shown in ("≥ 45%", "41,2%", "30/6/2024", "Đặng Thị Hiền", "41,2% thấp hơn mức 45%"):
        assert shown in row
    section = element(page, "tieu-chi-1")
    assert "Đinh Văn Tám" in section
    assert "1 quá hạn" in section
    where = f"danh_gia={assessment.pk}&amp;tieu_chi={criterion.pk}"
    assert f"{reverse('tasks:list')}?{where}" in section
    assert "Chưa có lãnh đạo phụ trách" in element(page, "tieu-chi-2")
    assert "Chưa đối chiếu văn bản gốc" in page


def test_a_baseline_inferred_from_a_count_says_so(assessment, url):
    state_baseline(
        by=make.system(),
        assessment=assessment,
        criterion=assessment.criteria_set.criteria.get(number=1),
        state="met",
        as_of=date(2023, 12, 30),
        is_inferred=True,
    )
    page = _client(assessment.unit).get(url, {"mo": "1"}).content.decode()
    section = element(page, "tieu-chi-1")
    assert "Tạm tính" in section
    assert "30/12/2023" in section
    assert "tile-by-plan" in section
    assert "1 theo kế hoạch, 0 theo chỉ tiêu" in page


def test_folded_a_criterion_is_one_line_and_opens_in_place_or_on_its_own_page(assessment, url):
    result = assessment.results.order_by("pk").first()
    _say(result, Claim.NOT_MET, "30", note="x")
    client = _client(assessment.unit)
    folded = client.get(url).content.decode()
    assert 'class="result' not in element(folded, "tieu-chi-1").replace('class="result-', "")
    own = reverse("reports:criterion", args=[assessment.pk, 1])
    assert f'href="{own}"' in element(folded, "tieu-chi-1")
    opened = client.get(own, headers=HTMX).content.decode()
    assert opened.strip().startswith('<section class="card criterion" id="tieu-chi-1"')
    assert f'id="result-{result.pk}"' in opened
    everything = client.get(url, {"mo": "1"}).content.decode()
    assert element(everything, "tieu-chi-1") == opened.strip()
    again = client.get(own, {"gon": "1"}, headers=HTMX).content.decode()
    assert element(folded, "tieu-chi-1") == again.strip()
    page = client.get(own).content.decode()
    assert element(page, "tieu-chi-1") == opened.strip()
    assert reverse("reports:criterion", args=[assessment.pk, 2]) in page
    assert f'<a href="{url}"' in page


def test_what_is_filtered_goes_on_to_the_criterion_that_is_opened(assessment, url):
    first, second = assessment.results.filter(indicator__criterion__number=1).order_by("pk")
    _say(first, Claim.MET, "50", date(2024, 3, 1))
    client = _client(assessment.unit)
    folded = client.get(url, {"ngay": "01/05/2024", "con_lai": "1"}).content.decode()
    own = reverse("reports:criterion", args=[assessment.pk, 1])
    assert f"{own}?ngay=01%2F5%2F2024&amp;con_lai=1" in folded
    opened = client.get(own, {"ngay": "01/05/2024", "con_lai": "1"}).content.decode()
    assert f"result-{first.pk}" not in opened
    assert "Chưa đánh giá" in element(opened, f"result-{second.pk}")
    assert "Đang xem lại số liệu tại ngày 01/5/2024" in opened
    assert "Cập nhật" not in element(opened, "tieu-chi-1")
    # The ways on and back keep the day, so that no click leads unseen into today.
    after = reverse("reports:criterion", args=[assessment.pk, 2])
    assert f'href="{after}?ngay=01%2F5%2F2024&amp;con_lai=1"' in opened
    assert f'href="{url}?ngay=01%2F5%2F2024&amp;con_lai=1#tieu-chi-1"' in opened
    assert client.get(reverse("reports:criterion", args=[assessment.pk, 77])).status_code == 404


def test_a_criterion_that_no_longer_remains_can_still_be_folded(assessment, url):
    client = _client(assessment.unit)
    for result in assessment.results.filter(indicator__criterion__number=1):
        _say(result, Claim.MET, "60")
    own = reverse("reports:criterion", args=[assessment.pk, 1])
    folded = client.get(own, {"con_lai": "1", "gon": "1"}, headers=HTMX).content.decode()
    assert 'id="tieu-chi-1"' in folded
    assert "Không còn chỉ tiêu nào phải làm" in client.get(own, {"con_lai": "1"}).content.decode()


def test_board_and_page_show_the_same_state_and_count_the_same_tasks(assessment, url):
    plan, unit = make.make_plan(assessment.unit), assessment.unit
    first, second = assessment.criteria_set.criteria.order_by("number")
    for result in assessment.results.filter(indicator__criterion=first):
        _say(result, Claim.NOT_MET, "10")
    of_first = {"assessment": assessment, "criterion": first}
    under_way = make.make_task(plan, **of_first, deadline_words="trong tháng 5/2024")
    move_task(by=make.system(), task_id=under_way.pk, transition_name="start", seen_version=0)
    make.make_task(plan, **of_first)
    make.make_task(plan, assessment=assessment, deadline_words="trong tháng 6/2024")
    make.make_task(plan)
    client = _client(unit)
    board = client.get(reverse("reports:board", args=[unit.pk])).content.decode()
    page = client.get(url).content.decode()
    # The strip of every criterion's page has all of them.
    numbers = (first.number, second.number)
    pages = [reverse("reports:criterion", args=[assessment.pk, number]) for number in numbers]
    strips = [client.get(address).content.decode() for address in pages]
    for shown in (board, page, *strips):
        assert f'tile-partial" aria-label="1. {first.name}' in shown
        assert f'tile-unknown" aria-label="2. {second.name}' in shown
    section = element(page, "tieu-chi-1")
    assert "2 việc đang mở" in section
    assert "1 quá hạn" in section
    # The assessment counts its own tasks, with and without a criterion; the page shows how many.
    counts = assessment_page(make.system(), assessment, Showing()).tasks
    (shown,) = commune_board(load_record([unit], make.system())).boards
    assert (counts.open, counts.overdue) == (shown.work.open, shown.work.overdue) == (3, 2)
    assert "trong đó 1 việc chung" in page


def test_a_saved_row_keeps_saying_that_it_is_in_work(assessment, url):
    result = assessment.results.select_related("indicator__criterion").order_by("pk").first()
    task = make.make_task(
        make.make_plan(assessment.unit),
        assessment=assessment,
        criterion=result.indicator.criterion,
        indicator=result.indicator,
    )
    move_task(by=make.system(), task_id=task.pk, transition_name="start", seen_version=0)
    client = _client(assessment.unit)
    before = settled(client.get(url, {"mo": "1"}).content.decode())
    assert """hx-vals='{"dang_lam": "chi-tieu"}'""" in before
    typed = {"claim": "not_met", "as_of": "15/08/2024", "seen_version": "0"}
    edit = reverse("criteria:edit_result", args=[result.pk])
    answer = client.post(edit, typed | {"dang_lam": "chi-tieu"}, headers=HTMX).content.decode()
    after = settled(client.get(url, {"mo": "1"}).content.decode())
    assert swapped(before, answer, f"result-{result.pk}") == after


def test_only_what_remains(assessment, url):
    for result in assessment.results.filter(indicator__criterion__number=1):
        _say(result, Claim.MET, "60")
    client = _client(assessment.unit)
    remaining = client.get(url, {"con_lai": "1"}).content.decode()
    assert 'id="tieu-chi-1"' not in remaining
    assert 'id="tieu-chi-2"' in remaining
    # The totals stay those of the whole assessment.
    totals = f"totals-{assessment.pk}"
    whole = client.get(url).content.decode()
    assert element(whole, totals) == element(remaining, totals)


def test_another_day_shows_what_was_then_and_changes_nothing(assessment, url):
    result = assessment.results.order_by("pk").first()
    _say(result, Claim.NOT_MET, "30", date(2024, 3, 1))
    _say(result, Claim.MET, "50", date(2024, 7, 1), version=1)
    client = _client(assessment.unit)
    assert "50%" in element(client.get(url + "?mo=1").content.decode(), f"result-{result.pk}")
    page = client.get(url, {"ngay": "01/05/2024", "mo": "1"}).content.decode()
    row = element(page, f"result-{result.pk}")
    assert "30%" in row
    assert "hx-get" not in row
    assert "Cập nhật" not in row
    assert "Đang xem lại số liệu tại ngày 01/5/2024" in page
    early = client.get(url, {"ngay": "01/01/2024", "mo": "1"}).content.decode()
    assert "Chưa đánh giá" in element(early, f"result-{result.pk}")


@pytest.mark.parametrize("day", ["31/02/2024", "đầu tháng 5", "16/08/2024"])
def test_a_wrong_day_is_told_at_its_field_and_kept(assessment, url, day):
    response = _client(assessment.unit).get(url, {"ngay": day})
    assert response.status_code == 422
    page = response.content.decode()
    assert 'id="id_ngay_error"' in page
    assert f'value="{day}"' in page
    # A criterion has no field for the day: it leads to the page that has.
    own = reverse("reports:criterion", args=[assessment.pk, 1])
    led = _client(assessment.unit).get(own, {"ngay": day}, follow=True)
    assert led.status_code == 422
    assert 'id="id_ngay_error"' in led.content.decode()


def test_who_may_not_set_reads_why_once(assessment, url):
    url += "?mo=1"
    page = _client(assessment.unit, Role.COMMITTEE).get(url).content.decode()
    assert page.count("Thường trực NTM") == 1
    assert "result-open" not in page
    assert "result-open" in _client(assessment.unit, Role.OFFICIAL).get(url).content.decode()


def test_scope_and_method(assessment, url):
    other = make.make_commune("Nghi Hoa", assessment.unit.parent)
    assert _client(other).get(url).status_code == 404
    assert _client(make.make_village(assessment.unit)).get(url).status_code == 404
    assert _client(assessment.unit.parent, Role.REVIEWER).get(url).status_code == 200
    assert _client(assessment.unit).post(url).status_code == 405


def test_what_people_typed_stays_text(assessment, url):
    evil = "<script>alert(1)</script>\"'&"
    result = assessment.results.select_related("indicator").order_by("pk").first()
    indicator = result.indicator
    indicator.wording, indicator.code = evil, "<b>'\"&"
    indicator.save()
    indicator.levels.update(words=evil)
    entry = make.entry(Claim.NOT_APPLICABLE, as_of=date(2024, 6, 30), note=evil, source=evil)
    set_result(by=make.system(), result_id=result.pk, fields=entry, seen_version=0)
    person = make.make_official(assessment.unit, Role.OFFICIAL, evil)
    put_in_charge(by=make.system(), result_id=result.pk, official=person)
    state_baseline(
        by=make.system(),
        assessment=assessment,
        criterion=assessment.criteria_set.criteria.get(number=1),
        state="met",
        words=evil,
    )
    page = _client(assessment.unit).get(url, {"mo": "1"}).content.decode()
    assert "<script>alert" not in page
    assert "<b>" not in page
    assert element(page, "tieu-chi-1").count("&lt;script&gt;alert(1)") >= 5


@pytest.mark.once
def test_its_queries_do_not_grow(db):
    commune = make.make_commune()
    small = make.make_assessment(commune, make.make_set(criteria=1, indicators=1))
    big_set = make.make_set(criteria=10, indicators=4)
    big = make.make_assessment(commune, big_set)
    client = _client(commune)
    official = make.make_official(commune, Role.OFFICIAL)
    plan = make.make_plan(commune)
    for assessment in (small, big):
        for result in assessment.results.all():
            _say(result, Claim.MET, "50")
            put_in_charge(by=make.system(), result_id=result.pk, official=official)
        for criterion in Criterion.objects.filter(criteria_set=assessment.criteria_set):
            make.make_task(plan, assessment=assessment, criterion=criterion)
    for query in ("", "?con_lai=1", "?ngay=15/08/2024", "?mo=1"):
        urls = [reverse("reports:assessment", args=[a.pk]) + query for a in (small, big)]
        client.get(urls[0])
        counts = [queries_of(client, address) for address in urls]
        assert counts[0] == counts[1] <= MOST


def test_the_same_assessment_grown(assessment, url):
    plan = make.make_plan(assessment.unit)
    criterion = assessment.criteria_set.criteria.get(number=1)
    make.make_task(plan, assessment=assessment, criterion=criterion)

    def grow():
        for _ in range(10):
            make.make_task(plan, assessment=assessment, criterion=criterion)
        for result in assessment.results.all():
            _say(result, Claim.MET, "50")

    assert_constant_queries(_client(assessment.unit), url, grow)


def test_a_set_amended_for_the_year_is_named_where_it_still_judges(assessment, url):
    standing, by_pk = _client(assessment.unit), CriteriaSet.objects.filter
    draft, later = make.make_set(), make.make_set()
    now = timezone.now()
    by_pk(pk=draft.pk).update(amends=assessment.criteria_set, published_at=None)
    by_pk(pk=later.pk).update(amends=assessment.criteria_set, published_at=now, year_from=2025)
    assert "Còn xét theo mức cũ" not in standing.get(url).content.decode()
    by_pk(pk=draft.pk).update(published_at=now, year_from=2024)
    page = standing.get(url).content.decode()
    assert "Còn xét theo mức cũ" in page
    assert reverse("criteria:set", args=[draft.pk]) in page
    assert f"{reverse('criteria:open_assessment')}?don_vi={assessment.unit_id}" in page
    again = make.make_set()
    by_pk(pk=again.pk).update(amends=draft, published_at=now, year_from=2024, edition=9)
    assert reverse("criteria:set", args=[again.pk]) in standing.get(url).content.decode()
    reading = _client(assessment.unit, Role.OFFICIAL).get(url).content.decode()
    assert "Còn xét theo mức cũ" in reading
    assert reverse("criteria:open_assessment") not in reading
