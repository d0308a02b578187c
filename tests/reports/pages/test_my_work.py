"""What waits for me: by role, most urgent first, each line leading to where it is mended."""

import pytest
from django.urls import reverse

from criteria.enums import Claim
from criteria.services import put_in_charge
from tasks.models import Assignment
from tasks.services import assign, move_task, report_task, set_supervision
from tests import factories as make
from tests.queries import assert_constant_queries
from tests.world import client_of
from villages.enums import Role
from villages.services import create_body

URL = "/"


def sections(client) -> dict[str, list[str]]:
    response = client.get(URL)
    assert response.status_code == 200
    return {s.key: [line.text for line in s.lines] for s in response.context["sections"]}


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
    assert [line.text for line in section.lines] == ["Quá hạn", "Gần", "Không rõ"]
    assert section.count == 5
    assert section.lines[0].badge == "Quá hạn 15 ngày"
    assert next((c.n, c.url) for c in response.context["counts"]) == (
        1,
        f"{reverse('tasks:list')}?nguoi={hien.pk}&qua_han=1",
    )


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
    assert sections(client_of(member)) == {"own": ["Việc của hội"]}


def test_indicators_in_charge_wait_until_judged_and_right(world) -> None:
    hien = make.make_official(world.commune, Role.OFFICIAL)
    results = world.results()
    for result in results[:3]:
        put_in_charge(by=make.system(), result_id=result.pk, official=hien)
    world.claim(results[0], Claim.NOT_MET, "10")
    world.claim(results[1], value="41.2")
    page = client_of(hien).get(URL)
    (section,) = page.context["sections"]
    assert [line.badge for line in section.lines] == ["Không khớp số liệu", "Chưa đánh giá"]
    assert section.lines[0].url == reverse("criteria:edit_result", args=[results[1].pk])


def test_a_village_board_sees_its_own_village_alone(world) -> None:
    member = make.make_official(world.village, Role.VILLAGE_BOARD)
    page = client_of(member).get(URL)
    (section,) = page.context["sections"]
    assert section.count == world.village_assessment.results.count()
    assert "Mai Đình" not in page.content.decode()


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
    got = sections(world.member())
    assert got["reported"] == ["Đã báo"]
    assert got["obstacles"] == ["Đang vướng"]
    assert got["overdue"] == ["Chậm"]
    assert "Chậm" in got["checks"]
    assert list(got)[-1] in ("checks", "reported")
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


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.REVIEWER, Role.CLERK])
def test_others_find_the_way_to_the_board(world, role) -> None:
    page = world.member(role).get(URL).content.decode()
    assert reverse("reports:board", args=[world.commune.pk]) in page


def test_without_a_posting_the_page_says_what_to_do(world) -> None:
    from datetime import date

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
