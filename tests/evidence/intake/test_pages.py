"""From the text of an old plan to tasks, through the pages."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from evidence.models import Intake, IntakeRow
from tasks.models import Task
from tests.world import World, client_of, opened
from villages.models import AuditEvent

# How a plan is read and given; PostgreSQL opens each of its pages in `access/test_matrix.py`.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

TEXT = """
I. MỤC TIÊU
- Phấn đấu đạt chuẩn trước 31/12/2024.
II. NHIỆM VỤ
1. Tiêu chí số 1 ({name})
- Giao đồng chí Đặng Thị Hiền, phối hợp với Hội Nông dân xã rà soát các tuyến đường, xong trước
30/9/2024.
- Chỉ tiêu 1.9: Lắp biển báo, dự kiến xong trong quý IV. Đã có 9/8 thôn đăng ký.
2. Tiêu chí số 25 (Tiêu chí lạ)
- Lập sổ theo dõi hằng tháng.
3. Thôn Không Tên
- Sửa nhà văn hóa, hoàn thành tháng 3/2025.
"""


world = opened("plan", "assessment", "village", "lan", "hien", "quyen")


def _text(world: World) -> str:
    criterion = world.assessment.criteria_set.criteria.get(number=1)
    return TEXT.format(name=criterion.name)


def _taken(world: World, client: Client, text: str = "") -> Intake:
    url = reverse("evidence:take_plan", args=[world.plan.pk])
    answer = client.post(url, {"text": text or _text(world)})
    assert answer.status_code == 303, answer.context["form"].errors
    return Intake.objects.latest("pk")


def _ticked(intake: Intake) -> dict[str, Any]:
    rows = list(intake.rows.order_by("order"))
    sent = {f"seen_version_{row.pk}": row.version for row in rows}
    return {"chon": [row.pk for row in rows], **sent}


def _errors(page: Any) -> list[str]:
    return [words for one in page.context["rows"] for words in one.errors]


def test_an_old_plan_becomes_tasks_once_a_person_has_confirmed(world: World) -> None:
    client = client_of(world.official("lan"))
    intake = _taken(world, client)
    assert not Task.objects.exists()
    rows = list(intake.rows.order_by("order"))
    first = rows[0]
    assert first.text == "Rà soát các tuyến đường"
    assert first.criterion == world.assessment.criteria_set.criteria.get(number=1)
    assert first.assignees[0]["official"] == world.official("hien").pk
    assert first.deadline_words == "xong trước 30/9/2024"

    url = reverse("evidence:intake", args=[intake.pk])
    page = client.get(url)
    notes = {words for one in page.context["rows"] for _, words in one.notes}
    for part in (
        "chỉ tiêu 1.9",
        "tiêu chí số 25",
        "Không Tên",
        "năm 2024 của kế hoạch",
        "nằm ngoài năm",
    ):
        assert any(part in words for words in notes), (part, notes)

    answer = client.post(url, _ticked(intake))
    assert answer.status_code == 303, _errors(answer)
    tasks = Task.objects.filter(plan=world.plan)
    assert tasks.count() == len(rows)
    task = tasks.get(text=first.text)
    assert task.ends_on is not None
    assert task.leads[0].official == world.official("hien")
    event = AuditEvent.objects.get(action="giao nhiệm vụ", object_id=task.pk)
    assert "intake" in event.changes

    # Again, and the same text read once more: nothing is given twice.
    client.post(url, _ticked(intake))
    again = _taken(world, client)
    client.post(reverse("evidence:intake", args=[again.pk]), _ticked(again))
    assert tasks.count() == len(rows)
    assert not IntakeRow.objects.filter(task__isnull=True).exists()


def test_a_refused_row_keeps_all_from_being_given(world: World) -> None:
    client = client_of(world.official("lan"))
    intake = _taken(world, client)
    row = intake.rows.order_by("order").last()
    row.deadline_words = "từ ngày 30/9/2024 đến ngày 15/8/2024"
    row.save(update_fields=["deadline_words"])
    answer = client.post(reverse("evidence:intake", args=[intake.pk]), _ticked(intake))
    assert answer.status_code == 422
    assert _errors(answer)
    assert not Task.objects.exists()


def test_a_row_is_edited_before_it_is_given_and_two_people_see_each_other(world: World) -> None:
    client = client_of(world.official("lan"))
    intake = _taken(world, client)
    row = intake.rows.order_by("order").first()
    url = reverse("evidence:edit_intake_row", args=[row.pk])
    page = client.get(url)
    sent = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
    sent |= {"text": "Rà soát mọi tuyến đường", "seen_version": row.version}
    people = page.context["rows"]
    sent |= {
        "nguoi-TOTAL_FORMS": len(people.forms),
        "nguoi-INITIAL_FORMS": people.initial_form_count(),
    }
    for form in people:
        sent |= {form.add_prefix(name): form[name].value() or "" for name in form.fields}
    stale = _ticked(intake)
    assert client.post(url, sent).status_code == 303
    row.refresh_from_db()
    assert (row.text, row.doubts, row.version) == ("Rà soát mọi tuyến đường", {}, 1)
    assert client.post(url, sent).status_code == 409
    draft = reverse("evidence:intake", args=[intake.pk])
    assert client.post(draft, stale).status_code == 409
    assert not Task.objects.exists()


@pytest.mark.parametrize("text", ["", "Kính chào các đồng chí."])
def test_a_text_without_work_is_kept_with_a_sentence(world: World, text: str) -> None:
    client = client_of(world.official("lan"))
    answer = client.post(reverse("evidence:take_plan", args=[world.plan.pk]), {"text": text})
    assert answer.status_code == 422
    assert answer.context["form"].errors["text"]
    assert not Intake.objects.exists()


def test_a_draft_is_discarded_until_a_task_came_of_it(world: World) -> None:
    client = client_of(world.official("lan"))
    intake = _taken(world, client)
    url = reverse("evidence:discard_intake", args=[intake.pk])
    assert url in client.get(reverse("evidence:intake", args=[intake.pk])).content.decode()
    assert client.post(url).status_code == 303
    assert not Intake.objects.exists()
    assert not IntakeRow.objects.exists()
    kept = AuditEvent.objects.latest("pk")
    assert kept.action == "bỏ văn bản đã nhập"
    assert "Đặng Thị Hiền" in str(kept.changes)

    again = _taken(world, client)
    row = again.rows.order_by("order").first()
    assert row is not None
    sent = {"chon": [row.pk], f"seen_version_{row.pk}": row.version}
    assert client.post(reverse("evidence:intake", args=[again.pk]), sent).status_code == 303
    refused = client.post(reverse("evidence:discard_intake", args=[again.pk]))
    assert (refused.status_code, Intake.objects.count()) == (403, 1)


def test_a_text_of_too_many_tasks_is_not_cut(world: World) -> None:
    client = client_of(world.official("lan"))
    url = reverse("evidence:take_plan", args=[world.plan.pk])
    text = "II. NHIỆM VỤ\n" + "\n".join(f"- Lập sổ theo dõi số {n}." for n in range(401))
    answer = client.post(url, {"text": text})
    assert answer.status_code == 422
    assert "401" in str(answer.context["form"].errors["text"])
    assert text.splitlines()[-1] in answer.content.decode()
    assert not Intake.objects.exists()


def test_whoever_leads_is_read_as_the_lead_alone(world: World) -> None:
    client = client_of(world.official("lan"))
    text = _text(world).replace("Hội Nông dân xã rà", "đồng chí Đặng Thị Hiền rà")
    intake = _taken(world, client, text)
    row = intake.rows.order_by("order").first()
    assert [(one["kind"], one["official"]) for one in row.assignees] == [
        ("lead", world.official("hien").pk)
    ]
    assert "Hiền" in row.doubts["partners"]


def _press(client: Client, intake: Intake) -> Any:
    """The button of the page as it came, with its ticks."""
    url = reverse("evidence:intake", args=[intake.pk])
    rows = client.get(url).context["rows"]
    sent = {f"seen_version_{one.row.pk}": one.row.version for one in rows}
    return client.post(url, {"chon": [one.row.pk for one in rows if one.is_ticked], **sent})


def test_one_press_gives_what_is_sure_and_leaves_what_is_to_be_looked_at(world: World) -> None:
    client = client_of(world.official("lan"))
    head = world.assessment.criteria_set.criteria.get(number=1).name
    sound = [f"- Công an xã làm đoạn đường số {n}, xong trước 30/9/2024." for n in range(1, 21)]
    text = f"II. NHIỆM VỤ\n1. Tiêu chí số 1 ({head})\n" + "\n".join(
        [
            *sound,
            "- Dọn kênh (TC 25), xong trước 30/9/2024.",
            "- Sửa cầu, xong trước rằm tháng 7.",
            "- Đã có 9/8 thôn, vận động thôn còn lại đăng ký.",
            "2. Thôn Không Tên\n- Sửa nhà văn hóa.",
        ]
    )
    intake = _taken(world, client, text)
    url = reverse("evidence:intake", args=[intake.pk])
    shown = client.get(url).context["shown"]
    assert (len(shown.sure), len(shown.held)) == (20, 0)
    left = [one.row.pk for one in shown.asking]
    assert len(left) == intake.rows.count() - 20 >= 3
    assert all(one.notes or not one.row.is_likely for one in shown.asking)
    assert _press(client, intake).headers["Location"] == url
    assert Task.objects.count() == 20
    shown = client.get(url).context["shown"]
    assert [one.row.pk for one in shown.asking] == left
    assert not any(one.is_ticked for one in shown.rows)


def test_work_that_a_plan_orders_twice_is_one_task_unless_it_orders_it_otherwise(
    world: World,
) -> None:
    client = client_of(world.official("lan"))
    text = (
        "II. NHIỆM VỤ\n- Giao Công an xã dọn kênh, xong trước 30/9/2024.\n"
        "- Giao Công an xã dọn kênh, xong trước 30/9/2024.\n"
        "- Giao Hội Nông dân xã dọn kênh, xong trước 30/9/2024.\n"
        "- Giao Công an xã dọn kênh, xong trước 30/11/2024."
    )
    assert _press(client, _taken(world, client, text)).status_code == 303
    given = [(t.deadline_words, str(t.assignments.get())) for t in Task.objects.order_by("pk")]
    assert [words.split()[-1] for words, _ in given] == ["30/9/2024", "30/9/2024", "30/11/2024"]
    assert len({lead for _, lead in given}) == 2
    again = _taken(world, client, text)
    client.post(reverse("evidence:intake", args=[again.pk]), _ticked(again))
    assert Task.objects.count() == len(given)


def test_whoever_is_not_in_the_lists_is_noted_and_asks_for_nothing(world: World) -> None:
    client = client_of(world.official("lan"))
    text = "II. NHIỆM VỤ\n- Giao Tổ liên gia số 4 dọn kênh, xong trước 30/9/2024."
    page = client.get(reverse("evidence:intake", args=[_taken(world, client, text).pk]))
    (one,) = page.context["shown"].sure
    assert (one.notes, [who["name"] for who in one.leads]) == ([], ["Tổ liên gia số 4"])
    assert page.content.decode().count("(chưa có trong danh sách)") == 1


def test_ticks_come_back_as_they_were_sent_with_a_refusal(world: World) -> None:
    client = client_of(world.official("lan"))
    intake = _taken(world, client)
    url = reverse("evidence:intake", args=[intake.pk])
    shown = client.get(url).context["shown"]
    looked_at, odd = shown.asking[:2]
    IntakeRow.objects.filter(pk=odd.row.pk).update(
        deadline_words="từ ngày 30/9/2024 đến ngày 15/8/2024"
    )
    ticked = {looked_at.row.pk, odd.row.pk}
    sent = {f"seen_version_{one.row.pk}": one.row.version for one in shown.rows}
    answer = client.post(url, {"chon": list(ticked), **sent})
    assert answer.status_code == 422
    assert {one.row.pk for one in answer.context["rows"] if one.is_ticked} == ticked
    assert odd.row.pk in {one.row.pk for one in answer.context["shown"].asking if one.errors}


def test_the_year_of_deadlines_without_one_is_stated_once(world: World) -> None:
    client = client_of(world.official("lan"))
    text = "II. NHIỆM VỤ\n- Giao Tổ liên gia số 4 dọn kênh, xong trước 30/9."
    url = reverse("evidence:intake", args=[_taken(world, client, text).pk])
    page = client.get(url)
    assert page.context["shown"].years == "Hạn không ghi năm được hiểu theo năm 2024 của kế hoạch."
    assert len(page.context["shown"].sure) == 1
    assert page.content.decode().count("Hạn không ghi năm") == 1


def test_a_paper_of_another_year_makes_deadlines_without_a_year_unsure(world: World) -> None:
    client = client_of(world.official("lan"))
    text = (
        "Mai Đình, ngày 5 tháng 3 năm 2024\nKẾ HOẠCH\nXây dựng nông thôn mới năm 2025\n"
        "II. NHIỆM VỤ\n- Giao Tổ liên gia số 4 dọn kênh, xong trước 30/9.\n"
        "- Giao Tổ liên gia số 5 dọn mương, xong trước 30/9/2024."
    )
    url = reverse("evidence:intake", args=[_taken(world, client, text).pk])
    shown = client.get(url).context["shown"]
    assert "Văn bản ghi năm 2025, kế hoạch này của năm 2024" in shown.years
    assert [one.row.deadline_words for one in shown.asking] == ["xong trước 30/9"]
    assert ("Thời hạn", "Chưa rõ là của năm 2024 hay năm 2025.") in shown.asking[0].notes
    assert [one.row.deadline_words for one in shown.sure] == ["xong trước 30/9/2024"]


def test_the_text_is_shown_without_what_marks_its_headings(world: World) -> None:
    client = client_of(world.official("lan"))
    text = "## Giao thông\n**Tổ chức thực hiện**\n- Lập sổ theo dõi, xong trước 30/9/2024. (5 * 3)"
    intake = _taken(world, client, text)
    assert intake.text == text
    page = client.get(reverse("evidence:intake", args=[intake.pk])).content.decode()
    assert "<div>Giao thông<br>Tổ chức thực hiện<br>- Lập sổ" in page
    assert "(5 * 3)" in page


def test_a_year_without_an_assessment_is_said_before_a_text_is_read(world: World) -> None:
    client = client_of(world.official("lan"))
    url = reverse("evidence:take_plan", args=[world.plan.pk])
    words, link = "chưa có đánh giá năm 2024", reverse("criteria:open_assessment")
    assert words not in client.get(url).content.decode()
    type(world.assessment).objects.filter(pk=world.assessment.pk).update(year=2023)
    page = client.get(url).content.decode()
    assert words in page
    assert f"{link}?don_vi={world.plan.unit_id}" in page
