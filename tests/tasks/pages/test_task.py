"""One task: what it shows, reports on it, changes of its state, and two people at once."""

import pytest
from django.urls import reverse

from tasks.models import Conclusion, Task
from tasks.services import add_conclusion, hold_meeting, report_task
from tests import factories as make
from tests.htmx import element, settled, swapped
from tests.queries import assert_constant_queries
from tests.world import World
from villages.enums import Role

HTMX = {"HTTP_HX_REQUEST": "true"}


def url(world: World, name: str = "task", *more: str) -> str:
    return reverse(f"tasks:{name}", args=[world.task.pk, *more])


def report(world: World, client, *, version: int = 0, headers=None, **more):
    data = {"progress": "Đã họp dân", "obstacle": "", "result": "", "seen_version": version} | more
    return client.post(url(world, "report"), data, **(headers or {}))


def test_a_task_shows_words_reading_people_and_mark_of_the_set(world: World):
    page = world.client("lan").get(url(world)).content.decode()
    for words in ("trước ngày 01/8/2024", "đến hết 31/7/2024", "Đặng Thị Hiền", "Quá hạn 15 ngày"):
        assert words in page
    assert "Chưa đối chiếu văn bản gốc" in page


def test_plan_and_meeting_above_are_named_and_lead_where_one_sees_them(world: World):
    meeting = hold_meeting(by=make.system(), unit=world.commune, held_on=make.TODAY, name="Họp")
    conclusion = add_conclusion(by=make.system(), meeting=meeting, text="a")
    task = make.make_task(world.plan, unit=world.village)
    Conclusion.objects.filter(pk=conclusion.pk).update(task=task)
    above = {
        reverse("tasks:plan", args=[world.plan.pk]),
        reverse("tasks:meeting", args=[meeting.pk]),
    }
    board = world.member(Role.VILLAGE_BOARD, world.village)
    for client, shown in ((world.client("lan"), above), (board, set())):
        page = client.get(reverse("tasks:task", args=[task.pk])).content.decode()
        assert {url for url in above if f'href="{url}"' in page} == shown
        assert str(world.plan) in page


def test_unread_words_are_kept_and_shown(world: World):
    task = make.make_task(world.plan, deadline_words="khi nào có vốn")
    page = world.client("lan").get(reverse("tasks:task", args=[task.pk])).content.decode()
    assert "Chưa đọc được thời hạn “khi nào có vốn” nên nhiệm vụ không có ngày hết hạn" in page


def test_a_report_is_written_and_the_page_shows_it(world: World):
    response = report(world, world.client("hien"), progress="Xong 2/3\u200b", obstacle="Mưa")
    assert (response.status_code, response["Location"]) == (303, url(world))
    task = Task.objects.get()
    assert (task.progress, task.obstacle, task.version) == ("Xong 2/3", "Mưa", 1)
    assert task.state == "in_progress"  # who reports progress has begun
    assert task.reports.get().by == world.official("hien")


def test_an_obstacle_alone_starts_nothing(world: World):
    assert report(world, world.client("hien"), progress="", obstacle="Mưa").status_code == 303
    assert Task.objects.get().state == "not_started"


def test_work_done_late_is_shown_and_an_obstacle_of_it_no_longer_warns(world: World):
    Task.objects.filter(pk=world.task.pk).update(
        state="done", done_on=make.TODAY, obstacle="Mưa", result="Xong"
    )
    page = world.client("lan").get(url(world)).content.decode()
    assert "Hoàn thành ngày 15/8/2024, muộn 15 ngày." in page
    assert "warning-line" not in page
    assert "btn-primary" not in element(page, "task-body").partition("Nội dung")[0]


@pytest.mark.parametrize("name", ["start", "report"])
def test_fragment_in_the_old_page_equals_a_reload(world: World, name):
    client = world.client("hien")
    old = client.get(url(world)).content.decode()
    if name == "report":
        response = report(world, client, headers=HTMX)
    else:
        response = client.post(url(world, "move", "start"), {"seen_version": 0}, **HTMX)
    assert response.status_code == 200
    assert response["HX-Retarget"] == "#task-body"
    fresh = client.get(url(world)).content.decode()
    assert settled(swapped(old, response.content.decode(), "task-body")) == settled(fresh)


def test_buttons_are_on_or_show_why_not(world: World):
    page = world.client("quyen").get(url(world)).content.decode()
    assert 'id="start-reason"' in page
    assert "chỉ người được giao mới báo cáo được" in page
    assert reverse("tasks:edit", args=[world.task.pk]) not in page
    # What the role never does is shown once, and has no button.
    assert 'id="cancel-reason"' not in page
    assert page.count("dành cho: Thường trực NTM") == 1


@pytest.mark.parametrize(
    ("who", "name", "status"),
    [
        ("hien", "report", 303),
        ("lan", "report", 303),
        ("quyen", "report", 403),
        ("vanthu", "report", 403),
        ("stranger", "report", 404),
        ("hien", "start", 303),
        ("quyen", "start", 403),
        ("stranger", "start", 404),
        ("hien", "cancel", 403),
        ("lan", "confirm", 403),
        ("lan", "no_such", 404),
    ],
)
def test_who_may_do_what(world: World, who, name, status):
    client = world.client(who)
    if name == "report":
        response = report(world, client)
    else:
        data = {"seen_version": 0, "reason": "Trùng"}
        response = client.post(url(world, "move", name), data)
    assert response.status_code == status
    assert (Task.objects.get().version > 0) == (status == 303)


@pytest.mark.parametrize("name", ["report", "edit", "assign"])
def test_a_refusal_gives_its_reason(world: World, name):
    response = world.client("vanthu").get(url(world, name))
    assert response.status_code == 403
    assert "dành cho: Thường trực NTM" in response.content.decode()


def test_the_page_is_only_read(world: World):
    assert world.client("lan").post(url(world)).status_code == 405
    assert world.client("lan").put(url(world, "report")).status_code == 405
    assert world.client("stranger").get(url(world)).status_code == 404


def test_reporting_done_requires_the_result_and_confirming_for_another_person(world: World):
    hien, tam = world.client("hien"), world.client("tam")
    done = url(world, "move", "report_done")
    refused = hien.post(done, {"seen_version": 0, "result": " "})
    assert refused.status_code == 422
    assert "phải ghi kết quả" in refused.content.decode()
    assert hien.post(done, {"seen_version": 0, "result": "Đã xong"}).status_code == 303
    confirm = url(world, "move", "confirm")
    assert hien.post(confirm, {"seen_version": 1}).status_code == 403
    assert tam.post(confirm, {"seen_version": 1}).status_code == 303
    task = Task.objects.get()
    assert (task.state, task.done_on) == ("done", make.TODAY)


def test_a_reason_requested_by_htmx_returns_the_form_alone(world: World):
    cancel = url(world, "move", "cancel")
    client = world.client("lan")
    assert element(client.get(cancel, **HTMX).content.decode(), "move-form")
    refused = client.post(cancel, {"seen_version": 0, "reason": ""}, **HTMX)
    assert (refused.status_code, refused["HX-Retarget"]) == (422, "#move-form")


def test_a_refusal_by_htmx_leaves_the_page_and_shows_the_sentence(world: World):
    response = report(world, world.client("quyen"), headers=HTMX)
    assert (response.status_code, response["HX-Retarget"]) == (403, "#messages")
    assert "<html" not in response.content.decode()


def test_the_second_writer_sees_both_versions_and_loses_nothing(world: World):
    lan = make.access(world.official("lan"))
    report_task(
        by=lan,
        task_id=world.task.pk,
        fields={"progress": "Bản của chị Lan"},
        seen_version=0,
    )
    client = world.client("hien")
    clash = report(world, client, progress="Bản của chị Hiền")
    page = clash.content.decode()
    assert clash.status_code == 409
    for words in ("Nguyễn Thị Lan", "Bản của chị Lan", "Bản của chị Hiền", "09:00"):
        assert words in page
    assert Task.objects.get().progress == "Bản của chị Lan"
    again = dict(clash.context["hidden"])
    assert client.post(clash.context["action"], again).status_code == 303
    assert Task.objects.get().progress == "Bản của chị Hiền"


def test_a_conflict_by_htmx_takes_the_whole_content(world: World):
    world.task.version = 5
    world.task.save(update_fields=["version"])
    response = report(world, world.client("hien"), headers=HTMX)
    assert (response.status_code, response["HX-Retarget"]) == (409, "#content")


def test_too_much_text_is_refused_with_its_length_and_kept(world: World):
    text = "a" * 1_000_000
    response = report(world, world.client("hien"), progress=text)
    assert response.status_code == 422
    assert "chỉ nhận tối đa 20000 ký tự" in response.content.decode().replace(".", "")
    assert response.context["report_form"]["progress"].value() == text


def test_queries_do_not_grow(world: World):
    def grow():
        for version in range(9):
            report_task(
                by=make.access(world.official("lan")),
                task_id=world.task.pk,
                fields={"progress": f"Lần {version}"},
                seen_version=version,
            )

    assert_constant_queries(world.client("lan"), url(world), grow)
