"""What waits for me: by role, most urgent first, each line leading to where it is mended."""

from datetime import date

import pytest
from django.urls import reverse

from criteria.enums import Claim
from criteria.services import put_in_charge
from tasks.models import Assignment
from tasks.services import assign, create_task, move_task, report_task, set_supervision
from tests import factories as make
from tests.queries import assert_constant_queries
from tests.world import client_of
from villages.enums import Role
from villages.services import create_body

pytestmark = pytest.mark.both

URL = "/"


def sections(client) -> dict[str, list[str]]:
    response = client.get(URL)
    assert response.status_code == 200
    return {s.key: [line.text for line in s.lines] for s in response.context["sections"]}


def first(client) -> list[tuple[str, str]]:
    """Button and words of each thing to do first, in their order."""
    return [(item.act, item.line.text) for item in client.get(URL).context["page"].items]


def test_an_official_sees_own_tasks_by_urgency(world) -> None:
    hien = make.make_official(world.commune, Role.OFFICIAL, "Đặng Thị Hiền")
    for text, words in (
        ("Sau", "xong trong tháng 12/2024"),
        ("Không rõ", "khi nào xong"),
        ("Gần", "trước ngày 20/08/2024"),
        ("Quá hạn", "xong trong tháng 7/2024"),
        ("Thường xuyên", "hàng tháng"),
    ):
        make.make_task(world.plan, lead=hien, text=text, deadline_words=words)
    make.make_task(world.plan, text="Việc người khác")
    response = client_of(hien).get(URL)
    (section,) = response.context["sections"]
    assert [line.text for line in section.lines] == ["Gần", "Không rõ"]
    (late,) = response.context["page"].items
    assert (late.line.text, late.line.badge, late.act) == ("Quá hạn", "Quá hạn 15 ngày", "Báo cáo")
    assert [(c.n, c.url) for c in response.context["counts"]] == [
        (0, "#can-lam-truoc"),
        (0, "#can-lam-truoc"),
        (1, "#can-lam-truoc"),
        (2, "#soon"),
    ]


def test_a_day_that_nobody_knows_is_not_soon(world) -> None:
    hien = make.make_official(world.commune, Role.OFFICIAL, "Đặng Thị Hiền")
    make.make_task(world.plan, lead=hien, deadline_words="khi nào xong")
    client = client_of(hien)

    def shown() -> list[str]:
        context = client.get(URL).context
        return [context["counts"][-1].label, context["sections"][0].title]

    assert not any("đến hạn" in words for words in shown())
    make.make_task(world.plan, lead=hien, deadline_words="trước ngày 20/08/2024")
    assert all("đến hạn" in words and "chưa rõ thời hạn" in words for words in shown())


def test_tasks_of_the_own_body_are_own_tasks(world) -> None:
    body = create_body(by=make.system(), unit=world.commune, name="Hội Nông dân")
    member = make.make_official(world.commune, Role.OFFICIAL, body=body)
    task = make.make_task(world.plan, text="Việc của hội", deadline_words="")
    assign(
        by=make.system(),
        task_id=task.pk,
        assignees=[Assignment(kind="lead", body=body)],
        seen_version=0,
    )
    assert sections(client_of(member)) == {"soon": ["Việc của hội"]}


def test_indicators_in_charge_show_value_day_and_age_also_after_the_first_entry(world) -> None:
    hien = make.make_official(world.commune, Role.OFFICIAL)
    results = world.results()
    for result in results[:3]:
        put_in_charge(by=make.system(), result_id=result.pk, official=hien)
    world.claim(results[0], Claim.NOT_MET, "10", on=date(2024, 6, 30))
    world.claim(results[1], value="41.2")
    results[0].indicator.levels.update(value=None, grade="", words="")  # a row that states none
    client = client_of(hien)
    page = client.get(URL).context["page"]
    assert [(one.value, one.age) for one in page.indicators] == [
        ("41,2%", 14),
        ("chưa có", None),
        ("10%", 46),
    ]
    assert page.indicators[0].url == reverse("criteria:edit_result", args=[results[1].pk])
    assert page.indicators[2].note == "30/6/2024, đã 46 ngày"
    assert len(client.get(reverse("reports:my_indicators")).context["rows"]) == 3
    # The phone's bar leads there.
    assert reverse("reports:my_indicators") in [
        item.url for item in client.get(URL).context["nav_main"][:4]
    ]


def test_a_village_board_sees_its_own_village_alone(world) -> None:
    member = make.make_official(world.village, Role.VILLAGE_BOARD)
    page = client_of(member).get(URL)
    assert len(page.context["page"].indicators) == world.village_assessment.results.count()
    assert "Mai Đình" not in page.content.decode()


def test_what_somebody_was_given_and_has_not_opened_comes_first(world) -> None:
    hien, lan = world.official("hien"), world.lan
    make.make_task(world.plan, lead=hien, text="Cũ", deadline_words="xong trong tháng 7/2024")
    task = create_task(
        by=lan,
        plan=world.plan,
        fields={"unit": world.commune, "text": "Mới"},
        assignees=[Assignment(kind="lead", official=hien)],
    )
    client = client_of(hien)
    assert first(client) == [("Xem", "Mới"), ("Báo cáo", "Cũ")]
    client.post(reverse("villages:open_notice", args=[hien.notices.get().pk]))
    assert first(client) == [("Báo cáo", "Cũ")]
    assert sections(client) == {"soon": [task.text]}


def test_overdue_tasks_with_one_deadline_fold_and_are_reminded_of_together(world) -> None:
    for text in ("Một", "Hai"):
        make.make_task(world.plan, text=text, deadline_words="xong trong tháng 6/2024")
    alone = make.make_task(world.plan, text="Ba", deadline_words="xong trong tháng 7/2024")
    client = world.standing
    page = client.get(URL).context["page"]
    assert [(item.act, len(item.parts)) for item in page.items] == [("Nhắc 2 việc", 2), ("Nhắc", 1)]
    (count,) = [c for c in page.headlines if "quá hạn" in c.label]
    assert count.n == client.get(count.url).context["page"].paginator.count == 3
    sent = client.post(reverse("tasks:remind"), {"viec": [part.pk for part in page.items[0].parts]})
    assert sent.status_code == 303
    page = client.get(URL).context["page"]
    assert [part.note for part in page.items[0].parts] == ["nhắc 15/8/2024"] * 2
    assert page.items[1].parts[0].pk == alone.pk
    # Reminded of once a day: the words to send on are still at hand.
    assert page.items[0].act == "Xem lời nhắc"
    assert len(client.get(page.items[0].url).context["tasks"]) == 2


def test_who_manages_sees_reported_stuck_overdue_and_the_checks(world) -> None:
    hien = make.make_official(world.commune, Role.OFFICIAL)
    reported = make.make_task(world.plan, lead=hien, text="Đã báo", deadline_words="")
    move_task(
        by=make.access(hien), task_id=reported.pk, transition_name="report_done", seen_version=0,
        result="Xong",
    )  # fmt: skip
    stuck = make.make_task(world.plan, lead=hien, text="Đang vướng")
    report_task(
        by=make.access(hien), task_id=stuck.pk, seen_version=0,
        fields={"obstacle": "Thiếu kinh phí"},
    )  # fmt: skip
    make.make_task(world.plan, text="Chậm", deadline_words="xong trong tháng 6/2024")
    manager = world.member()
    assert first(manager) == [
        ("Xem báo cáo", "Đã báo"),
        ("Nhắc", "Chậm"),
        ("Xem", "Đang vướng"),
    ]
    checks = sections(manager)["checks"]
    assert not {"Đã báo", "Chậm", "Đang vướng"} & set(checks)  # each thing once
    assert "checks" not in sections(client_of(hien))


def test_a_leader_sees_the_criteria_of_the_portfolio_that_remain(world) -> None:
    dong = make.make_official(world.commune, Role.VICE_CHAIR, "Ngô Văn Đồng")
    results = world.results()
    criteria = [results[0].indicator.criterion, results[2].indicator.criterion]
    for criterion in criteria:
        set_supervision(
            by=make.system(), assessment=world.assessment, criterion=criterion, officials=[dong]
        )
    for result in results[:2]:
        world.claim(result)
    make.make_task(
        world.plan, assessment=world.assessment, criterion=criteria[1],
        deadline_words="xong trong tháng 6/2024",
    )  # fmt: skip
    page = client_of(dong).get(URL)
    (section,) = [s for s in page.context["sections"] if s.key == "portfolio"]
    (line,) = section.lines
    assert line.text.startswith("Tiêu chí 2")
    assert line.badge == "1 việc quá hạn"
    assert "còn 2 chỉ tiêu, 1 nhiệm vụ" in line.note


def test_a_criterion_stands_on_the_home_page_as_on_the_board(world) -> None:
    dong = make.make_official(world.commune, Role.VICE_CHAIR, "Ngô Văn Đồng")
    criterion = world.results()[0].indicator.criterion
    where = {"assessment": world.assessment, "criterion": criterion}
    set_supervision(by=make.system(), officials=[dong], **where)
    task = make.make_task(world.plan, deadline_words="", **where)
    fields = {"progress": "Đã rà soát"}
    report_task(by=make.system(), task_id=task.pk, fields=fields, seen_version=task.version)
    (section,) = [s for s in client_of(dong).get(URL).context["sections"] if s.key == "portfolio"]
    assert [line.badge for line in section.lines] == ["Đang làm"]
    slug = reverse("reports:figure", args=[world.commune.pk, "phu-trach-ngo-van-dong"])
    figure = client_of(dong).get(slug).context["figure"]
    assert [row.badge for row in figure.rows] == ["Đang làm"]


def test_others_find_the_way_to_the_board_and_the_committee_is_there(world) -> None:
    board = reverse("reports:board", args=[world.commune.pk])
    assert board in world.member(Role.REVIEWER).get(URL).content.decode()
    assert world.member(Role.COMMITTEE).get(URL)["Location"] == board


def test_a_clerk_comes_to_the_papers_to_issue(world) -> None:
    clerk = world.member(Role.CLERK)
    assert sections(clerk)["papers"] == [str(world.plan)]
    assert "papers" not in sections(world.standing)


def test_without_a_posting_the_page_says_what_to_do(world) -> None:
    official = make.make_official(world.commune, ends_on=date(2024, 1, 1))
    page = client_of(official).get(URL)
    assert page.status_code == 200
    assert "người quản trị" in page.content.decode()


def test_who_is_signed_out_signs_in_and_nobody_posts(client, world) -> None:
    assert client.get(URL).status_code == 302
    assert world.member().post(URL).status_code == 405


def test_queries_stay_constant_for_who_has_every_role(world) -> None:
    lan = make.make_official(world.commune, Role.STANDING_OFFICER)
    results = world.results()

    def one() -> None:
        make.make_task(world.plan, lead=lan, deadline_words="xong trong tháng 6/2024")

    def grow() -> None:
        for number in range(10):
            one()
            make.make_task(world.plan, text=f"Không ai {number}", deadline_words="")
        for result in results:
            put_in_charge(by=make.system(), result_id=result.pk, official=lan)
            set_supervision(
                by=make.system(),
                assessment=world.assessment,
                criterion=result.indicator.criterion,
                officials=[lan],
            )
            world.claim(result, value="10")

    one()
    put_in_charge(by=make.system(), result_id=results[0].pk, official=lan)
    world.claim(results[0], value="10")
    set_supervision(
        by=make.system(),
        assessment=world.assessment,
        criterion=results[0].indicator.criterion,
        officials=[lan],
    )
    assert_constant_queries(client_of(lan), URL, grow)
