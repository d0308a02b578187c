"""A recorded meeting and its conclusions are corrected: who, why, and nobody overwrites another."""

import pytest
from django.urls import reverse

from ntm_project.common.refusals import Refused
from tasks.enums import AgendaKind
from tasks.models import Conclusion, Meeting, Task
from tasks.rules import WITHDRAWN_SINCE
from tasks.services import (
    add_conclusion,
    close_meeting,
    edit_conclusion,
    hold_meeting,
    make_task_of,
    remove_conclusion,
    report_task,
)
from tests import factories as make
from tests.evidence.test_issued import register_row
from tests.queries import assert_constant_queries
from tests.shared import text_of
from tests.world import World
from villages.models import AuditEvent, Notice, Posting


@pytest.fixture
def meeting(world: World) -> Meeting:
    return hold_meeting(
        by=make.system(), unit=world.commune, held_on=make.date(2024, 8, 5), name="Giao ban tháng 8"
    )


@pytest.fixture
def conclusion(meeting: Meeting) -> Conclusion:
    return add_conclusion(by=make.system(), meeting=meeting, text="Giao đồng chí Hiền")


def url(name: str, row: Meeting | Conclusion) -> str:
    pks = [row.meeting_id, row.pk] if isinstance(row, Conclusion) else [row.pk]
    return reverse(f"tasks:{name}", args=pks)


def typed(**changed: object) -> dict[str, object]:
    fields = {"name": "Giao ban tháng 8", "rhythm": "monthly", "held_on": "05/08/2024"}
    return fields | {"seen_version": 0} | changed


def given(world: World, conclusion: Conclusion) -> Task:
    """The conclusion has become a task."""
    draft = {"unit": world.commune, "text": conclusion.text}
    return make_task_of(
        by=make.system(), conclusion_id=conclusion.pk, plan=world.plan, fields=draft
    )


def test_a_meeting_is_corrected_and_the_page_shows_who_did_it(world, meeting):
    client, address = world.client("lan"), url("edit_meeting", meeting)
    form = client.get(address).context["form"]
    assert form["held_on"].value() == "05/8/2024"
    data = typed(held_on="06/08/2024", place="Hội trường", chaired_by=world.official("tam").pk)
    response = client.post(address, data)
    assert response["Location"] == url("meeting", meeting)
    meeting.refresh_from_db()
    assert (str(meeting.held_on), meeting.place, meeting.version) == ("2024-08-06", "Hội trường", 1)
    event = AuditEvent.objects.about(meeting).first()
    assert (event.action, event.reason) == ("sửa giao ban", "")
    assert event.changes["held_on"] == ["2024-08-05", "2024-08-06"]
    page = text_of(client.get(url("meeting", meeting)))
    assert "05/8/2024 → 06/8/2024" in page
    assert "sửa giao ban" in page


def test_a_conclusion_is_corrected_and_the_page_keeps_the_old_words(world, conclusion):
    client, address = world.client("tam"), url("edit_conclusion", conclusion)
    assert client.get(address).context["form"]["text"].value() == "Giao đồng chí Hiền"
    data = {"text": "Giao đồng chí Quyên", "seen_version": 0, "reason": "Ghi nhầm tên"}
    response = client.post(address, data)
    assert response["Location"].endswith("#ket-luan-1")
    conclusion.refresh_from_db()
    assert (conclusion.text, conclusion.version) == ("Giao đồng chí Quyên", 1)
    page = text_of(client.get(url("meeting", conclusion.meeting)))
    assert "Giao đồng chí Hiền → Giao đồng chí Quyên" in page
    assert "Lý do: Ghi nhầm tên" in page


def test_a_conclusion_recorded_by_mistake_goes_and_the_trail_keeps_it(world, conclusion):
    kept = add_conclusion(by=make.system(), meeting=conclusion.meeting, text="Giữ lại")
    client, address = world.client("tam"), url("remove_conclusion", conclusion)
    assert "Giao đồng chí Hiền" in client.get(address).content.decode()
    edit_conclusion(
        by=make.system(), conclusion=conclusion, text="Giao đồng chí Cao", seen_version=0
    )
    stale = client.post(address, {"seen_version": 0})
    assert stale.status_code == 409
    assert "Giao đồng chí Cao" in stale.content.decode()
    page = client.post(address, {"seen_version": 1}, follow=True).content.decode()
    assert "Đã rút kết luận 1." in page
    assert "Giao đồng chí Cao" in page  # in the history of the meeting
    assert list(conclusion.meeting.conclusions.all()) == [kept]
    assert client.get(address).status_code == 404


def test_after_one_is_withdrawn_screens_and_papers_number_the_others_alike(world, conclusion):
    meeting, by = conclusion.meeting, make.system()
    for text in ("Hai", "Ba"):
        add_conclusion(by=by, meeting=meeting, text=f"Kết luận {text}")
    remove_conclusion(by=by, conclusion=conclusion, seen_version=0)
    last = add_conclusion(by=by, meeting=meeting, text="Kết luận Tư")
    rows = list(meeting.conclusions.order_by("order").values_list("order", "text"))
    assert rows == [(1, "Kết luận Hai"), (2, "Kết luận Ba"), (3, "Kết luận Tư")]
    preview = reverse("reports:conclusions_notice_preview", args=[meeting.pk])
    page = text_of(world.client("lan").get(preview))
    assert all(f"1.{order}. {text}" in page for order, text in rows)
    remove_conclusion(by=by, conclusion=last, seen_version=0)
    assert [row.order for row in meeting.conclusions.order_by("order")] == [1, 2]


def test_a_conclusion_whose_task_was_begun_stays(world, conclusion):
    task = given(world, conclusion)
    report_task(
        by=make.system(), task_id=task.pk, fields={"progress": "Đã mời"}, seen_version=task.version
    )
    client, address = world.client("tam"), url("remove_conclusion", conclusion)
    for answer in (client.get(address), client.post(address, {"seen_version": 0})):
        assert answer.status_code == 403
        assert "đã được thực hiện nên không rút được" in answer.content.decode()
    assert address not in client.get(url("meeting", conclusion.meeting)).content.decode()
    with pytest.raises(Refused):
        remove_conclusion(by=make.system(), conclusion=conclusion, seen_version=0)


def test_once_a_task_was_given_a_correction_records_why(world, meeting, conclusion):
    given(world, conclusion)
    client = world.client("lan")
    edits = {
        url("edit_meeting", meeting): typed(place="Hội trường"),
        url("edit_conclusion", conclusion): {"text": "Khác", "seen_version": 0},
    }
    for address, data in edits.items():
        refused = client.post(address, data)
        assert refused.status_code == 422
        assert "thì phải ghi lý do" in " ".join(refused.context["form"].errors["reason"])
        assert client.post(address, data | {"reason": "Ghi nhầm"}).status_code == 303
    for row in (meeting, conclusion):
        assert AuditEvent.objects.about(row).first().reason == "Ghi nhầm"
    conclusion.refresh_from_db()
    assert (conclusion.text, conclusion.task.text) == ("Khác", "Khác")  # the task follows
    assert "đã giao thành nhiệm vụ" in client.get(address).content.decode()


def test_the_second_editor_of_a_meeting_sees_who_saved_and_both_versions(world, meeting):
    address = url("edit_meeting", meeting)
    first = typed(name="Giao ban quý III", held_on="06/08/2024")
    assert world.client("lan").post(address, first).status_code == 303
    client = world.client("tam")
    mine = typed(chaired_by=world.official("tam").pk, summary="Chậm", reason="Thiếu")
    clash = client.post(address, mine)
    assert clash.status_code == 409
    page = clash.content.decode()
    for words in ("Nguyễn Thị Lan", "Giao ban quý III", "06/8/2024", "05/8/2024", "Đinh Văn Tám"):
        assert words in page
    meeting.refresh_from_db()
    assert (meeting.name, meeting.summary) == ("Giao ban quý III", "")
    assert client.post(clash.context["action"], dict(clash.context["hidden"])).status_code == 303
    meeting.refresh_from_db()
    assert (meeting.name, meeting.summary) == ("Giao ban tháng 8", "Chậm")
    assert AuditEvent.objects.about(meeting).first().reason == "Thiếu"


def test_the_second_editor_of_a_conclusion_sees_who_saved_and_both_versions(world, conclusion):
    address = url("edit_conclusion", conclusion)
    edit_conclusion(
        by=make.access(world.official("lan")),
        conclusion=conclusion,
        text="Bản của Lan",
        seen_version=0,
    )
    client = world.client("tam")
    clash = client.post(address, {"text": "Bản của Tám", "seen_version": 0})
    assert clash.status_code == 409
    page = clash.content.decode()
    assert "<strong>Nguyễn Thị Lan</strong>" in page
    assert "Bản của Lan" in page
    assert client.post(clash.context["action"], dict(clash.context["hidden"])).status_code == 303
    assert Conclusion.objects.get().text == "Bản của Tám"


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"held_on": "31/02/2024"}, "held_on", "không có ngày 31"),
        ({"held_on": "16/10/2025"}, "held_on", "quá một năm"),
        ({"name": " "}, "name", ""),
        ({"chaired_by": "999999"}, "chaired_by", "ngoài phạm vi"),
    ],
)
def test_a_bad_correction_is_refused_at_its_field(world, meeting, changed, field, sentence):
    response = world.client("lan").post(
        url("edit_meeting", meeting), typed(summary="Đánh giá đã gõ", **changed)
    )
    assert response.status_code == 422
    assert sentence in " ".join(response.context["form"].errors[field])
    assert "Đánh giá đã gõ" in response.content.decode()
    assert response.context["seen_version"] == 0


def test_a_name_that_another_meeting_of_the_day_has_is_refused(world, meeting):
    hold_meeting(by=make.system(), unit=world.commune, held_on=meeting.held_on, name="Họp khác")
    response = world.client("lan").post(url("edit_meeting", meeting), typed(name="Họp khác"))
    assert response.status_code == 422
    assert "Cuộc họp này đã được ghi." in response.content.decode()


def test_an_empty_conclusion_is_refused(world, conclusion):
    data = {"text": " ", "seen_version": 0}
    response = world.client("lan").post(url("edit_conclusion", conclusion), data)
    assert response.status_code == 422
    assert Conclusion.objects.get().text == "Giao đồng chí Hiền"


def test_who_chaired_stays_choosable_after_leaving_the_post(world, meeting):
    tam = world.official("tam")
    Meeting.objects.update(chaired_by=tam)
    Posting.objects.filter(official=tam).update(ends_on=make.date(2024, 8, 10))
    data = typed(chaired_by=tam.pk, place="Hội trường")
    assert world.client("lan").post(url("edit_meeting", meeting), data).status_code == 303
    assert Meeting.objects.get().chaired_by == tam


@pytest.mark.parametrize(
    ("who", "status"), [("lan", 200), ("tam", 200), ("hien", 403), ("thon", 404), ("stranger", 404)]
)
def test_who_may_correct(world, meeting, conclusion, who, status):
    client = world.client(who)
    for address in (url("edit_meeting", meeting), url("edit_conclusion", conclusion)):
        response = client.get(address)
        assert response.status_code == status
        if status == 403:
            for refused in (response, client.post(address), client.get(url("meeting", meeting))):
                assert "“ghi kết luận giao ban”" in refused.content.decode()
    if status == 403:
        assert "/sua/" not in client.get(url("meeting", meeting)).content.decode()


def test_a_conclusion_of_another_meeting_is_not_there(world, meeting, conclusion):
    other = hold_meeting(
        by=make.system(), unit=world.commune, held_on=meeting.held_on, name="Họp khác"
    )
    address = reverse("tasks:edit_conclusion", args=[other.pk, conclusion.pk])
    assert world.client("lan").get(address).status_code == 404
    assert world.client("lan").post(address, {"text": "a"}).status_code == 404


def test_queries_do_not_grow(world, meeting, conclusion):
    def grow():
        for number in range(9):
            more = add_conclusion(by=make.system(), meeting=meeting, text=f"Kết luận {number}")
            given(world, more)

    for name, row in (("edit_meeting", meeting), ("edit_conclusion", conclusion)):
        assert_constant_queries(world.client("lan"), url(name, row), grow)


@pytest.mark.both
def test_the_page_keeps_the_numbers_of_the_issued_notice(world, conclusion, time_machine):
    meeting, by = conclusion.meeting, make.system()
    rows = [add_conclusion(by=by, meeting=meeting, text=f"Kết luận {n}") for n in ("Hai", "Ba")]
    notice = register_row(world.commune)
    notice.kind, notice.row_key = "conclusions_notice", meeting.pk
    notice.save()
    time_machine.move_to("2024-08-15 10:00 +0700", tick=False)

    def shown():
        page = text_of(world.client("lan").get(url("meeting", meeting)))
        return page.partition("Kết luận")[2].partition("Thêm kết luận")[0]

    client = world.client("lan")
    remove_conclusion(by=by, conclusion=rows[0], seen_version=0)
    for name in ("edit_conclusion", "remove_conclusion"):
        assert "kết luận 3" in client.get(url(name, rows[1])).content.decode()
    assert all(words in shown() for words in ("2. Kết luận Hai", "Đã rút sau", "3. Kết luận Ba"))
    remove_conclusion(by=by, conclusion=conclusion, seen_version=0)
    assert all(words in shown() for words in ("1. Giao đồng chí Hiền", "3. Kết luận Ba"))
    screen = reverse("reports:agenda", args=[meeting.pk])
    assert [c.order for c in world.client("lan").get(screen).context["sheet"].conclusions] == [3]
    september = hold_meeting(
        by=by, unit=world.commune, held_on=make.date(2024, 9, 5), name="Giao ban tháng 9"
    )
    agenda = client.get(reverse("reports:agenda", args=[september.pk])).context["sheet"]
    lines = next(p.lines for p in agenda.points if p.kind == AgendaKind.CONCLUDED)
    assert [(line.text, line.badge == WITHDRAWN_SINCE) for line in lines] == [
        ("1. Giao đồng chí Hiền", True),
        ("2. Kết luận Hai", True),
        ("3. Kết luận Ba", False),
    ]
    time_machine.move_to("2024-08-15 11:00 +0700", tick=False)
    further = register_row(world.commune, 2)
    further.kind, further.row_key, further.replaces = notice.kind, meeting.pk, notice
    further.save()
    assert "1. Kết luận Ba" in shown()
    assert "Đã rút" not in shown()


@pytest.mark.both
def test_one_added_after_the_notice_and_withdrawn_never_stood_in_it(
    world, conclusion, time_machine
):
    meeting, by = conclusion.meeting, make.system()
    notice = register_row(world.commune)
    notice.kind, notice.row_key = "conclusions_notice", meeting.pk
    notice.save()
    time_machine.move_to("2024-08-15 10:00 +0700", tick=False)
    late, kept = (
        add_conclusion(by=by, meeting=meeting, text=f"Muộn {n}", deadline_words=words)
        for n, words in ((1, ""), (2, "trước ngày 01/8/2024"))
    )
    client = world.client("lan")
    page = client.post(url("remove_conclusion", late), {"seen_version": 0}, follow=True)
    assert "Đã rút kết luận 2." in text_of(page)
    assert [(n, row) for n, _, row, *_ in page.context["conclusions"]] == [
        (1, conclusion),
        (2, kept),
    ]
    remove_conclusion(by=by, conclusion=conclusion, seen_version=0)
    page = client.get(url("meeting", meeting))
    shown = [(n, words, row) for n, words, row, *_ in page.context["conclusions"]]
    assert shown == [(1, "Giao đồng chí Hiền", None), (2, "", kept)]
    assert "Sửa kết luận 2" in text_of(client.get(url("edit_conclusion", kept)))
    leads = {"chaired_by": world.official("hien"), "secretary": world.official("lan")}
    Meeting.objects.filter(pk=meeting.pk).update(**leads)
    assert "Kết luận 2: Hạn “trước ngày 01/8/2024”" in text_of(
        client.get(url("close_meeting", meeting))
    )
    screen = client.get(reverse("reports:agenda", args=[meeting.pk]), {"trinh_chieu": 1})
    refused = client.post(url("conclude", meeting), {}, headers={"HX-Request": "true"})
    assert screen.context["next_number"] == refused.context["next_number"] == 3
    made = client.post(url("conclude", meeting), {"text": "Việc nữa"}, follow=True)
    assert "Đã ghi kết luận 3" in text_of(made)
    assert Notice.objects.filter(text__startswith="Kết luận 3, giao ban").exists()


def test_what_a_closed_meeting_refuses_leads_back_to_it(world, meeting, conclusion) -> None:
    """Not to the administrator, who cannot open it again either."""
    meeting.chaired_by, meeting.secretary = world.official("tam"), world.official("lan")
    meeting.save()
    close_meeting(by=world.lan, meeting_id=meeting.pk, seen_version=0)
    back = f'<a class="btn btn-primary" href="{url("meeting", meeting)}'
    for address in (url("edit_meeting", meeting), url("edit_conclusion", conclusion)):
        refused = world.client("lan").get(address)
        page = refused.content.decode()
        assert (refused.status_code, back in page) == (403, True)
        assert "người quản trị" not in page


def test_nobody_is_proposed_for_one_award_twice(world: World, meeting: Meeting) -> None:
    client = world.client("lan")
    add = reverse("tasks:add_meeting_part", args=[meeting.pk, "khen-thuong"])
    data = {"honoured": "person", "name": "Ông A", "award": "Giấy khen", "reason": "Hiến đất"}
    assert client.post(add, data).status_code == 303
    twice = client.post(add, data | {"name": "ông a", "reason": "Lần nữa"})
    assert (twice.status_code, "Đã có đề nghị" in twice.content.decode()) == (422, True)
    assert client.post(add, data | {"award": "Bằng khen"}).status_code == 303
    first, second = meeting.commendations.order_by("pk")
    for row, status in ((first, 303), (second, 422)):
        change = reverse("tasks:edit_meeting_part", args=[meeting.pk, "khen-thuong", row.pk])
        assert client.post(change, data | {"seen_version": 0}).status_code == status
