"""Plans: the list, the page with its sums, the head, the texts, and the rows of the lists."""

import pytest
from django.urls import reverse

from tasks.models import Citation, Funding, FundingPart, Plan, PlanText, Target
from tasks.services import add_part, edit_text
from tests import factories as make
from tests.queries import assert_constant_queries
from tests.world import World
from villages.models import AuditEvent

HEAD = {
    "kind": "Kế hoạch",
    "symbol": "KH-UBND",
    "title": "Trích yếu mới",
    "issuer": "ỦY BAN NHÂN DÂN\nXÃ MAI ĐÌNH",
    "place": "Mai Đình",
    "authority": "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
    "seen_version": 0,
}
PART_ROWS = {
    "muc-tieu": {"text": "Đạt chuẩn", "deadline_words": "năm 2025"},
    "thoi-gian": {"text": "Triển khai", "deadline_words": "từ tháng 3/2024 đến tháng 10/2024"},
    "vien-dan": {"number": "741/QĐ-UBND", "dated_on": "05/03/2024"},
    "noi-nhan": {"text": "Đảng ủy (để báo cáo)"},
    "bao-cao": {"text": "Báo cáo tiến độ", "rhythm_words": "hàng tuần"},
}
LISTS = {
    "muc-tieu": "targets",
    "thoi-gian": "windows",
    "vien-dan": "citations",
    "noi-nhan": "recipients",
    "bao-cao": "reporting_duties",
}


def plan_url(world: World, name: str = "plan", *more) -> str:
    return reverse(f"tasks:{name}", args=[world.plan.pk, *more])


def filled(world: World, part: str) -> dict:
    extra = {"assessment": world.assessment.pk} if part == "muc-tieu" else {}
    return PART_ROWS[part] | extra


def test_the_list_counts_tasks(world: World):
    plan = world.client("lan").get(reverse("tasks:plans")).context["page"][0]
    assert (plan.every, plan.done, plan.overdue) == (1, 0, 1)
    empty = world.client("thon").get(reverse("tasks:plans"))
    assert list(empty.context["page"]) == []


def test_the_page_counts_tasks_by_unit_and_criterion(world: World):
    plan, officer = world.plan, world.client("lan")
    make.make_task(plan, unit=world.village)
    make.make_task(plan)
    make.make_task(plan, assessment=world.assessment)
    later = make.make_plan(world.commune, year=2025)
    make.make_task(later, assessment=world.assessment)
    response = officer.get(plan_url(world))
    assert response.context["totals"] == {"every": 4, "done": 0, "open": 4, "overdue": 1}
    places = [place for group in response.context["groups"] for place in group.places]
    assert [place.every for place in places] == [1, 1, 1, 1]
    # Each count leads to just its rows: not to those of villages, other criteria, other years.
    for place in places:
        page = officer.get(f"{reverse('tasks:list')}?{place.query}").context["page"]
        assert page.paginator.count == place.every, place.title


def test_money_that_does_not_add_up_is_marked(world: World):
    funding = Funding.objects.create(
        unit=world.commune,
        plan=world.plan,
        text="Đường trục xã",
        stage="planned",
        total=2_320_000_000,
    )
    FundingPart.objects.create(funding=funding, source="commune", amount=2_250_000_000)
    page = world.client("lan").get(plan_url(world)).content.decode()
    assert "Chênh lệch 70 triệu đồng chưa rõ nguồn" in page


def test_a_plan_is_made(world: World):
    data = {**HEAD, "unit": world.commune.pk, "year": "2025"}
    response = world.client("lan").post(reverse("tasks:create_plan"), data)
    assert response.status_code == 303
    assert Plan.objects.get(year=2025).title == "Trích yếu mới"
    twice = world.client("lan").post(reverse("tasks:create_plan"), data)
    assert twice.status_code == 422
    assert "Đơn vị đã có văn bản loại này cho năm." in twice.content.decode()


def test_a_proposed_title_follows_the_year(world: World):
    lan, url = world.client("lan"), reverse("tasks:create_plan")
    proposed = lan.get(url).context["form"]["title"].value()
    lan.post(url, {**HEAD, "unit": world.commune.pk, "year": "2031", "title": proposed})
    assert Plan.objects.get(year=2031).title == f"{proposed[:-4]}2031"


def test_the_head_is_edited_and_the_second_editor_sees_both(world: World):
    client = world.client("lan")
    assert client.post(plan_url(world, "edit_plan"), HEAD).status_code == 303
    clash = client.post(plan_url(world, "edit_plan"), {**HEAD, "title": "Bản hai"})
    assert clash.status_code == 409
    assert "Trích yếu mới" in clash.content.decode()
    client.post(clash.context["action"], dict(clash.context["hidden"]))
    assert Plan.objects.get().title == "Bản hai"


@pytest.mark.parametrize("field", ["title", "issuer", "place", "kind"])
def test_an_empty_head_is_refused_at_its_field(world: World, field):
    response = world.client("lan").post(plan_url(world, "edit_plan"), {**HEAD, field: " "})
    assert response.status_code == 422
    assert response.context["form"].errors[field]


@pytest.mark.parametrize("symbol", ["kh-ubnd", "12/KH-UBND", "KH - UBND", "KH/UBND", "KH", "KH-"])
def test_a_symbol_is_letters_alone_so_that_no_second_series_begins(world: World, symbol):
    response = world.client("lan").post(plan_url(world, "edit_plan"), {**HEAD, "symbol": symbol})
    assert response.status_code == 422
    assert "ví dụ KH-UBND" in response.context["form"].errors["symbol"][0]


@pytest.mark.parametrize("symbol", ["KH-BCĐ", "TTr-UBND", "QyĐ-UBND", "BC-BQL-NTM"])
def test_a_symbol_of_the_decree_is_taken(world: World, symbol):
    response = world.client("lan").post(plan_url(world, "edit_plan"), {**HEAD, "symbol": symbol})
    assert response.status_code == 303
    assert Plan.objects.get().symbol == symbol


def test_a_text_is_written_and_two_writers_lose_nothing(world: World):
    url = plan_url(world, "edit_text", "purpose")
    client = world.client("lan")
    assert client.post(url, {"text": "Mục đích\r\n- Một", "seen_version": 0}).status_code == 303
    assert PlanText.objects.get().text == "Mục đích\n- Một"
    clash = client.post(url, {"text": "Khác", "seen_version": 0})
    assert clash.status_code == 409
    assert "Mục đích<br>- Một" in clash.content.decode()
    assert PlanText.objects.get().text == "Mục đích\n- Một"


def test_a_text_of_a_megabyte_is_refused_and_kept(world: World):
    text = "a" * 1_000_000
    url = plan_url(world, "edit_text", "purpose")
    response = world.client("lan").post(url, {"text": text, "seen_version": 0})
    assert response.status_code == 422
    assert response.context["form"]["text"].value() == text
    assert not PlanText.objects.exists()


def test_an_unknown_section_or_list_is_not_there(world: World):
    client = world.client("lan")
    assert client.get(plan_url(world, "edit_text", "khac")).status_code == 404
    assert client.get(plan_url(world, "add_plan_part", "khac")).status_code == 404


@pytest.mark.parametrize("part", PART_ROWS)
def test_a_row_is_added_edited_and_removed(world: World, part):
    client, rows = world.client("lan"), getattr(world.plan, LISTS[part])
    add = client.post(plan_url(world, "add_plan_part", part), filled(world, part))
    assert add.status_code == 303
    row = rows.get()
    edit = plan_url(world, "edit_plan_part", part, row.pk)
    seen = client.get(edit).context["seen_version"]
    name = "number" if part == "vien-dan" else "text"
    data = filled(world, part) | {
        name: "Nội dung khác",
        "seen_version": seen,
    }
    assert client.post(edit, data).status_code == 303
    assert getattr(rows.get(), name) == "Nội dung khác"
    remove = plan_url(world, "remove_plan_part", part, row.pk)
    seen = client.get(remove).context["row"].version
    assert client.post(remove, {"seen_version": seen}).status_code == 303
    assert not rows.exists()


WHOLE_ROWS = {
    "thoi-gian": {"text": "a", "deadline_words": "tháng 9/2024", "who": "b"},
    "vien-dan": {
        **{name: name for name in ("number", "issuer", "title", "section", "note")},
        "dated_on": "6/3/2024",
        "is_inferred": "on",
    },
    "noi-nhan": {"text": "a"},
    "bao-cao": {name: name for name in ("who", "text", "rhythm_words", "report_to", "note")},
    "muc-tieu": {
        "text": "a",
        "comparator": "gte",
        "value": "1,5",
        "value_max": "2",
        "unit_words": "%",
        "deadline_words": "năm 2024",
    },
}


@pytest.mark.parametrize("part", WHOLE_ROWS)
def test_every_field_of_a_row_survives_its_edit(world: World, part):
    client, rows = world.client("lan"), getattr(world.plan, LISTS[part])
    client.post(plan_url(world, "add_plan_part", part), filled(world, part))
    row, choices = rows.get(), {}
    if part == "muc-tieu":
        criterion = world.assessment.criteria_set.criteria.get(number=2)
        other = make.make_assessment(world.commune, criterion.criteria_set, year=2025)
        indicator = criterion.indicators.first()
        choices = {"assessment": other, "criterion": criterion, "indicator": indicator}
    url = plan_url(world, "edit_plan_part", part, row.pk)
    assert set(client.get(url).context["form"].fields) == WHOLE_ROWS[part].keys() | choices.keys()
    keys = {name: chosen.pk for name, chosen in choices.items()}
    assert client.post(url, WHOLE_ROWS[part] | keys | {"seen_version": 0}).status_code == 303
    after = rows.get()
    for name in WHOLE_ROWS[part].keys() | choices.keys():
        assert getattr(after, name) != getattr(row, name), name
    assert AuditEvent.objects.about(row).first().changes.keys() >= WHOLE_ROWS[part].keys()


@pytest.mark.parametrize("name", ["edit_plan_part", "remove_plan_part"])
def test_a_row_changed_meanwhile_is_shown_in_both_versions(world: World, name):
    add_part(by=make.system(), owner=world.plan, model=Citation, fields={"number": "Số hiện có"})
    row = Citation.objects.get()
    data = {"number": "Số của tôi", "seen_version": 7}
    client = world.client("lan")
    clash = client.post(plan_url(world, name, "vien-dan", row.pk), data)
    assert clash.status_code == 409
    assert "Số hiện có" in clash.content.decode()
    assert Citation.objects.get().number == "Số hiện có"
    client.post(clash.context["action"], dict(clash.context["hidden"]))
    assert [c.number for c in Citation.objects.all()] == (
        ["Số của tôi"] if name == "edit_plan_part" else []
    )


@pytest.mark.parametrize(
    ("part", "values", "field", "sentence"),
    [
        ("vien-dan", {"dated_on": "31/02/2024"}, "dated_on", "không có ngày 31"),
        ("vien-dan", {"number": "", "dated_on": ""}, "number", "Hãy ghi số, ký hiệu"),
        ("muc-tieu", {"assessment": ""}, "assessment", "Hãy chọn đánh giá"),
        ("muc-tieu", {"value": "1,234.5"}, "value", "dấu phẩy"),
        ("thoi-gian", {"deadline_words": "từ 2025 đến 2024"}, "deadline_words", "trước ngày"),
        ("noi-nhan", {"text": ""}, "text", ""),
    ],
)
def test_a_bad_row_is_refused_at_its_field(world: World, part, values, field, sentence):
    data = filled(world, part) | values
    response = world.client("lan").post(plan_url(world, "add_plan_part", part), data)
    assert response.status_code == 422
    assert sentence in " ".join(response.context["form"].errors[field])
    assert not getattr(world.plan, LISTS[part]).exists()


PAGES = [
    ("edit_plan", ()),
    ("edit_text", ("purpose",)),
    ("add_plan_part", ("muc-tieu",)),
]


@pytest.mark.parametrize(("name", "more"), PAGES)
@pytest.mark.parametrize(
    ("who", "status"), [("lan", 200), ("tam", 403), ("hien", 403), ("thon", 404), ("stranger", 404)]
)
def test_who_may_write_a_plan(world: World, name, more, who, status):
    response = world.client(who).get(plan_url(world, name, *more))
    assert response.status_code == status
    if status == 403:
        assert "“soạn kế hoạch”" in response.content.decode()
        assert world.client(who).post(plan_url(world, name, *more)).status_code == 403


def test_who_sees_a_plan(world: World):
    assert world.client("vanthu").get(plan_url(world)).status_code == 200
    assert world.client("stranger").get(plan_url(world)).status_code == 404
    assert world.client("lan").post(plan_url(world)).status_code == 405
    assert world.client("tam").get(reverse("tasks:create_plan")).status_code == 403


def test_queries_do_not_grow(world: World):
    def grow():
        for number in range(9):
            add_part(
                by=make.system(),
                owner=world.plan,
                model=Target,
                fields={"assessment": world.assessment, "text": f"Mục tiêu {number}"},
            )
            make.make_task(world.plan, unit=world.village)
            make.make_assessment(world.village)
            funding = Funding.objects.create(
                unit=world.commune, plan=world.plan, text="Công trình", stage="planned"
            )
            FundingPart.objects.create(funding=funding, source="commune", amount=number)
        edit_text(by=make.system(), plan=world.plan, section="goals", text="a", seen_version=0)

    grow_first = Funding.objects.create(
        unit=world.commune, plan=world.plan, text="Công trình", stage="planned"
    )
    FundingPart.objects.create(funding=grow_first, source="commune", amount=1)
    # One more than other pages: whether the villages have targets to print.
    assert_constant_queries(world.client("lan"), plan_url(world), grow, most=16)


def test_queries_of_the_list_do_not_grow(world: World):
    def grow():
        for year in range(2010, 2019):
            make.make_plan(world.commune, year=year)

    assert_constant_queries(world.client("lan"), reverse("tasks:plans"), grow)


@pytest.mark.parametrize("typed", ["đ/c Ngô Văn Chủ", "Đồng chí: Ngô Văn Chủ", "Đ/C. Ngô Văn Chủ"])
def test_who_signs_is_kept_without_how_they_are_addressed(world: World, typed):
    head = {**HEAD, "signatory_name": typed}
    assert world.client("lan").post(plan_url(world, "edit_plan"), head).status_code == 303
    assert Plan.objects.get().signatory_name == "Ngô Văn Chủ"


def test_a_name_that_begins_like_an_address_stays_whole(world: World):
    head = {**HEAD, "signatory_name": "Đồng Chí Công"}
    world.client("lan").post(plan_url(world, "edit_plan"), head)
    assert Plan.objects.get().signatory_name == "Công"
