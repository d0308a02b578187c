"""Minutes, notice of conclusions and invitation of a meeting, in the form of decree 30."""

from datetime import time

import pytest
from django.urls import reverse

from reports.documents.kinds import kind_of
from reports.documents.plain_text import render_text
from reports.drawn import drawn
from reports.pdf import pdf_available
from tasks.models import Assignment, Attendance, Meeting
from tasks.services import (
    add_conclusion,
    close_meeting,
    edit_task,
    hold_meeting,
    record_attendance,
    report_task,
)
from tests import factories as make
from tests.conftest import require
from tests.reports.decree30 import faults
from tests.reports.paper import MM, read
from tests.reports.printing import render_pdf
from tests.shared import made_once
from tests.world import World, open_world
from villages.enums import Role
from villages.models import Body, Posting

rows = made_once(lambda: open_world("village", "lan", "tam", "hien", "stranger", "plan", "task"))
PAPERS = ("meeting_invitation", "meeting_minutes", "conclusions_notice")
# What form 1.9 has otherwise than all others: no date line, two signatures above the recipients.
OF_MINUTES = {"H4", "H5", "B1", "B2", "S1", "S2"}


@pytest.fixture
def meeting(world: World) -> Meeting:
    """Held and attended; one conclusion is a task of Hiền's, one village is to be commended."""
    held = world.hold_august_meeting(
        start_time=time(8),
        place="Hội trường",
        secretary=world.official("lan"),
        guests="Văn phòng điều phối",
    )
    here = [Attendance(official=world.official(who), is_present=True) for who in ("lan", "tam")]
    away = Attendance(official=world.official("hien"), is_present=False, reason="ốm")
    record_attendance(
        by=make.system(), meeting_id=held.pk, attendances=[*here, away], seen_version=0
    )
    add_conclusion(
        by=make.system(),
        meeting=held,
        text="Hoàn thiện hồ sơ nước sạch.",
        deadline_words="trong tháng 9",
        lead=Assignment(kind="lead", official=world.official("hien")),
    )
    held.commendations.create(
        order=1, honoured="collective", name="Thôn Thắng Lợi", award="Giấy khen", reason="Đầu"
    )
    return Meeting.objects.get(pk=held.pk)


def preview(world: World, meeting: Meeting, slug: str) -> str:
    address = reverse(f"reports:{slug}_preview", args=[meeting.pk])
    return world.client("lan").get(address).content.decode()


def paper(world: World, meeting: Meeting, slug: str) -> str:
    """What would be printed, without the page around it."""
    page = preview(world, meeting, slug)
    return page[page.index("<article") : page.index("</article>")]


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("meeting_invitation", ["GIẤY MỜI", "trân trọng kính mời", "Văn phòng điều phối",
                                "08 giờ 00 phút, ngày", "(thứ ", "PHÓ CHỦ TỊCH",
                                "Nhiệm vụ quá hạn, nguyên nhân và biện pháp khắc phục;"]),
        ("meeting_minutes", ["BIÊN BẢN", "Có mặt: 2/3 thành viên", "(ốm)", "THƯ KÝ", "CHỦ TỌA",
                             "Cuộc họp kiểm điểm 01 việc quá hạn",
                             "Chủ trì: đồng chí Đặng Thị Hiền", "Tập thể Thôn Thắng Lợi",
                             "Lưu: VT, hồ sơ"]),
        ("conclusions_notice", ["THÔNG BÁO", "Kết luận của đồng chí Đinh Văn Tám – Phó Chủ tịch",
                                "Tham dự có 2/3 thành viên", "Thời hạn: trong tháng 9.",
                                "KT. CHỦ TỊCH"]),
    ],
)  # fmt: skip
def test_each_paper_tells_what_the_meeting_holds(world, meeting, slug, words) -> None:
    page = preview(world, meeting, slug).replace("\u00a0", " ")
    assert [word for word in words if word not in page] == []


def test_minutes_state_no_result_of_a_conclusion_that_gave_no_task(world, meeting) -> None:
    before = hold_meeting(
        by=make.system(), unit=world.commune, held_on=make.date(2024, 7, 5), name="Giao ban tháng 7"
    )
    add_conclusion(by=make.system(), meeting=before, text="Nhất trí báo cáo.")
    words = paper(world, meeting, "meeting_minutes").replace("\u00a0", " ")
    assert "Kết luận 1: Nhất trí báo cáo." in words
    assert "kết luận chung" not in words


def test_the_chair_stands_first_among_who_came(world: World, meeting: Meeting) -> None:
    words = paper(world, meeting, "meeting_minutes").replace("\u00a0", " ")
    came = words[words.index("Có mặt:") :]
    assert came.index("Đinh Văn Tám") < came.index("Nguyễn Thị Lan")


def test_a_committee_signs_as_it_is_and_as_somebody_wrote(world: World, meeting: Meeting) -> None:
    name = "Ban Chỉ đạo xây dựng nông thôn mới"
    meeting.body = Body.objects.create(unit=world.commune, name=name)
    held = Posting.objects.filter(official=world.official("tam"))
    held.update(body=meeting.body, title="Phó Trưởng ban Chỉ đạo")
    meeting.save()
    page = preview(world, meeting, "conclusions_notice")
    for words in ("TB-BCĐ", "TM. BAN CHỈ ĐẠO", "KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"):
        assert words in page
    held.update(title="Phó Ban Chỉ đạo")
    assert "KT. TRƯỞNG BAN" in preview(world, meeting, "conclusions_notice")
    Meeting.objects.filter(pk=meeting.pk).update(authority="TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG")
    assert "CHÁNH VĂN PHÒNG" in preview(world, meeting, "conclusions_notice")


def test_a_committee_of_the_xa_is_called_so_once(world: World, meeting: Meeting) -> None:
    meeting.body = Body.objects.create(unit=world.commune, name="Ban Chỉ đạo xây dựng NTM xã")
    meeting.save()
    words = paper(world, meeting, "conclusions_notice").replace("\u00a0", " ")
    assert "xã xã" not in words
    assert f"Ban Chỉ đạo xây dựng NTM {world.commune.full_name}" in words


@pytest.mark.parametrize("slug", ["meeting_invitation", "meeting_minutes", "conclusions_notice"])
def test_an_account_that_names_nobody_stands_on_no_paper(world, meeting, slug) -> None:
    chair = world.official("tam")
    chair.full_name = "Phó Chủ tịch UBND xã (chưa nêu tên)"
    chair.save()
    assert "chưa nêu tên" not in paper(world, Meeting.objects.get(pk=meeting.pk), slug)


def test_who_acts_as_head_signs_as_on_every_paper(world: World, meeting: Meeting) -> None:
    held = Posting.objects.filter(official=world.official("tam"))
    held.update(role=Role.CHAIR, title="Quyền Chủ tịch")
    assert "Q. CHỦ TỊCH" in preview(world, meeting, "conclusions_notice")


def test_minutes_count_apart_what_nobody_has_judged(world: World, meeting: Meeting) -> None:
    """Unknown is not unmet: no `0/4` while nothing is judged; what is not judged apart."""
    assert world.assessment.results.count() == 4

    def shown() -> str:
        return paper(world, meeting, "meeting_minutes").replace("\u00a0", " ")

    page = shown()
    assert "tiêu chí xã chưa đánh giá 2/2" in page
    assert "chỉ tiêu xã chưa đánh giá 4/4" in page
    assert "đạt 0/" not in page
    for result in world.results()[:3]:
        world.claim(result)
    page = shown()
    assert "chỉ tiêu xã đạt 3/4 (01 chưa đánh giá)" in page
    assert "tiêu chí xã đạt 1/2 (01 chưa đánh giá)" in page
    agenda = world.client("lan").get(reverse("reports:agenda", args=[meeting.pk])).content.decode()
    assert "(1 chưa đánh giá)" in agenda


def test_a_closed_meeting_prints_as_it_was_concluded(world: World, meeting: Meeting) -> None:
    close_meeting(by=make.system(), meeting_id=meeting.pk, seen_version=meeting.version)
    before = {slug: paper(world, meeting, slug) for slug in PAPERS[1:]}
    task = meeting.conclusions.get().task
    fields = {"text": "Việc khác", "deadline_words": "trong quý IV/2024"}
    edit_task(by=make.system(), task_id=task.pk, fields=fields, seen_version=task.version)
    make.make_task(world.plan, text="Trễ thêm", deadline_words="trước ngày 01/8/2024")
    assert "kết thúc vào 09 giờ 00 phút" in before["meeting_minutes"].replace("\u00a0", " ")
    assert {slug: paper(world, meeting, slug) for slug in before} == before


def test_the_minutes_print_a_long_work_whole(world: World, meeting: Meeting) -> None:
    """The page of the meeting cuts it."""
    text = " ".join(["Cải tạo đường trục thôn"] * 15)
    make.make_task(world.plan, text=f"{text} xong.", deadline_words="trước ngày 01/8/2024")
    assert f"{text} xong" in paper(world, meeting, "meeting_minutes").replace("\u00a0", " ")


def test_what_moved_since_the_meeting_before_is_written_out(world: World) -> None:
    """The sheet's signs are for the screen."""
    for day, name in ((make.date(2024, 7, 1), "tháng 7"), (make.TODAY, "tháng 8")):
        unit = world.commune
        held = hold_meeting(by=make.system(), unit=unit, held_on=day, name=f"Giao ban {name}")
    shown = paper(world, held, "meeting_minutes")
    assert "(tăng 01" in shown
    assert "+" not in shown


def test_without_a_conclusion_the_notice_says_so_beside_the_paper(world: World) -> None:
    bare = hold_meeting(
        by=make.system(), unit=world.commune, held_on=make.TODAY, name="Giao ban đột xuất"
    )
    assert "Nhiệm vụ trọng tâm" not in paper(world, bare, "conclusions_notice")
    assert "chưa ghi kết luận" not in paper(world, bare, "conclusions_notice")
    assert "chưa ghi kết luận" in preview(world, bare, "conclusions_notice")


def test_only_the_invitation_is_printed_before_the_day(world: World) -> None:
    ahead = hold_meeting(
        by=make.system(), unit=world.commune, held_on=make.date(2024, 9, 5), name="Giao ban tháng 9"
    )
    client = world.client("lan")
    for slug, status in zip(PAPERS, (200, 403, 403), strict=True):
        answer = client.get(reverse(f"reports:{slug}_preview", args=[ahead.pk]))
        assert answer.status_code == status
        assert status == 200 or "chưa diễn ra" in answer.content.decode()


@pytest.mark.parametrize("slug", PAPERS)
def test_whoever_holds_the_meeting_writes_each_of_its_papers(
    world: World, meeting: Meeting, slug: str
) -> None:
    """A committee role holds meetings and writes no reports of the commune."""
    text = reverse("reports:text", args=[slug, meeting.pk, "closing"])
    answers = {
        role: world.member(role).get(text).status_code
        for role in (Role.COMMITTEE, Role.STANDING_OFFICER, Role.CLERK)
    }
    assert answers == {Role.COMMITTEE: 200, Role.STANDING_OFFICER: 200, Role.CLERK: 403}


@pytest.mark.pdf
@pytest.mark.parametrize("slug", PAPERS)
def test_the_pdf_keeps_the_form(world: World, meeting: Meeting, slug: str) -> None:
    require(not pdf_available(), pdf_available())
    kind = kind_of(slug)
    found = faults(render_pdf(kind.document(kind.rows(meeting))))
    assert set(found) <= (OF_MINUTES if slug == "meeting_minutes" else set()), found


@pytest.mark.pdf
def test_secretary_left_chair_right_recipients_below(world: World, meeting: Meeting) -> None:
    require(not pdf_available(), pdf_available())
    kind = kind_of("meeting_minutes")
    sheets = read(render_pdf(kind.document(kind.rows(meeting))))
    lines = {line.text: line for line in sheets[-1].segments}
    writer, chair, to = lines["THƯ KÝ"], lines["CHỦ TỌA"], lines["Nơi nhận:"]
    assert abs(writer.baseline - chair.baseline) < 1
    assert writer.x1 < 105 * MM < chair.x0
    assert to.baseline > lines["Nguyễn Thị Lan"].baseline > writer.baseline + 25 * MM
    assert lines["Đinh Văn Tám"].x0 > 105 * MM
    first = [line.text for line in sheets[0].segments if line.baseline < 60 * MM]
    assert not [text for text in first if ", ngày" in text]
    assert any(text.startswith("Số:") and "BB-UBND" in text for text in first)


def test_the_first_minutes_do_not_look_back(world: World, meeting: Meeting) -> None:
    """That there is nothing to compare with is a matter of the screen."""
    words = words_of("meeting_minutes", meeting)
    for absent in ("từ cuộc họp trước", "Việc thực hiện kết luận cuộc họp trước", "so sánh"):
        assert absent not in words
    point = meeting.agenda.get(kind="concluded")
    point.text = "Các kết luận năm trước đã xong."
    point.save()
    assert "2. Việc thực hiện kết luận cuộc họp trước" in words_of("meeting_minutes", meeting)


def words_of(slug: str, meeting: Meeting) -> str:
    return render_text(drawn(kind_of(slug), meeting).document)


@pytest.fixture
def bare(world: World) -> Meeting:
    """A meeting of which nobody recorded more than day and name."""
    unit, name = world.commune, "Hội nghị sơ kết."
    return hold_meeting(by=make.system(), unit=unit, held_on=make.TODAY, name=name)


def test_what_nobody_recorded_of_a_meeting_is_a_blank_to_fill(bare: Meeting) -> None:
    invitation, minutes = (words_of(slug, bare) for slug in PAPERS[:2])
    assert "Thời gian: …… giờ …… phút, ngày 15" in invitation
    assert "Các thôn" not in invitation  # nobody invited them
    assert "Tới dự hội nghị sơ kết.\n" in invitation
    assert "Dự hội nghị sơ kết\n" in invitation
    begins = "bắt đầu: …… giờ …… phút,"
    for words in (begins, "Địa điểm: …", "chủ tọa): đồng chí …", "biên bản): đồng"):
        assert words in minutes
    assert "0/0" not in minutes
    assert "0 đồng" not in minutes
    left = drawn(kind_of("meeting_minutes"), bare).blanks
    assert {"start_time", "place", "chaired_by", "secretary"} <= {blank.key for blank in left}


def test_a_notice_holds_no_order_that_nobody_gave(world: World, meeting: Meeting) -> None:
    assert "theo dõi, đôn đốc" not in words_of("conclusions_notice", meeting)
    kind, words = "conclusions_notice", "Giao đồng chí Lan theo dõi, đôn đốc."
    world.standing.post(
        reverse("reports:text", args=[kind, meeting.pk, "follow_up"]),
        {"text": words, "seen_version": 0},
    )
    assert f"2. Theo dõi, đôn đốc\n{words}" in words_of(kind, meeting)


def test_a_notice_without_conclusions_leads_to_none(bare: Meeting) -> None:
    assert "như sau" not in words_of("conclusions_notice", bare)


def test_a_ward_s_meeting_names_its_quarters(world: World, meeting: Meeting) -> None:
    world.village.noun = "tổ dân phố"
    world.village.save()
    words = words_of("conclusions_notice", meeting)
    assert "- Các tổ dân phố;" in words
    assert "đơn vị, các tổ dân phố biết" in words


def test_dots_that_somebody_typed_lead_to_their_passage(world: World, meeting: Meeting) -> None:
    kind = "conclusions_notice"
    address = reverse("reports:text", args=[kind, meeting.pk, "follow_up"])
    world.standing.post(address, {"text": "- Giao đồng chí ……… theo dõi.", "seen_version": 0})
    (dots,) = drawn(kind_of(kind), meeting).blanks
    assert dots.key == "follow_up"
    assert f'href="{address}">Giao đồng chí' in preview(world, meeting, kind).replace("- ", "")


@pytest.mark.django_db
def test_what_stands_in_the_way_is_a_sentence_of_its_own_and_a_deadline_as_its_task_has_it(
    world, meeting
) -> None:
    report_task(
        by=world.access("hien"),
        task_id=world.task.pk,
        fields={"progress": "Đã rà soát", "obstacle": "Thiếu kinh phí sửa mái."},
        seen_version=world.task.version,
    )
    text = render_text(drawn(kind_of("meeting_minutes"), meeting).document)
    assert "; quá hạn 15 ngày. Vướng mắc: Thiếu kinh phí sửa mái.\n" in text
    assert f"; thời hạn {world.task.deadline_words}; quá hạn 15 ngày.\n" in text


@pytest.mark.django_db
def test_what_moved_is_counted_as_one_speaks_and_keeps_the_words_of_its_task(world) -> None:
    text = f"Rà soát, lập danh sách {'hộ nghèo, cận nghèo, ' * 12}xong"
    words = "trong tháng 7/2024"
    make.make_task(world.plan, lead=world.official("hien"), text=text, deadline_words=words)
    for day, name in ((make.date(2024, 7, 25), "tháng 7"), (make.TODAY, "tháng 8")):
        held = hold_meeting(
            by=make.system(), unit=world.commune, held_on=day, name=f"Giao ban {name}",
            chaired_by=world.official("tam"),
        )  # fmt: skip
    held.summary = "Tốt."
    held.save()
    shown = words_of("meeting_minutes", Meeting.objects.get(pk=held.pk))
    assert "So với cuộc họp trước: 02 việc mới quá hạn.\n" in shown
    assert f"- {text}; thời hạn" in shown  # whose meeting it is stands above the paper
    assert f"{text}; thời hạn {words}; mới quá hạn.\n" in shown
    assert "không có hồ sơ đang thẩm tra" in shown
    assert ", kết luận như sau:" in shown


@pytest.mark.django_db
def test_the_commune_of_a_village_leads_nothing_in_the_minutes_above_it(world) -> None:
    task = make.make_task(world.plan, unit=world.village, text="Làm đường")
    report_task(
        by=make.system(), task_id=task.pk, fields={"obstacle": "Thiếu vốn"},
        seen_version=task.version,
    )  # fmt: skip
    held = hold_meeting(
        by=make.system(), unit=world.district, held_on=make.TODAY, name="Giao ban huyện"
    )
    shown = words_of("meeting_minutes", held)
    assert "Thôn Thắng Lợi: Làm đường; xã Mai Đình. Vướng mắc: Thiếu vốn.\n" in shown
    assert "chủ trì" not in shown.split("Khó khăn, vướng mắc")[1]


def test_an_invitation_after_the_day_and_minutes_of_nobody_are_doubted(bare, time_machine) -> None:
    assert drawn(kind_of("meeting_invitation"), bare).doubts == ()
    assert any(
        "chưa điểm danh" in doubt for doubt in drawn(kind_of("meeting_minutes"), bare).doubts
    )
    time_machine.move_to("2024-08-20 09:00 +0700", tick=False)
    (doubt,) = drawn(kind_of("meeting_invitation"), bare).doubts
    assert doubt.startswith("Cuộc họp đã qua từ ngày 15/8/2024")


@pytest.mark.django_db
def test_a_deadline_that_the_task_itself_names_stands_once(world: World, bare: Meeting) -> None:
    text, until = "Gửi hồ sơ lên huyện trước ngày 25/7/2024", "Trước ngày 25/7/2024"
    make.make_task(world.plan, lead=world.official("hien"), text=text, deadline_words=until)
    lines = words_of("meeting_minutes", bare).splitlines()
    assert {line.count("25/7/2024") for line in lines if text in line} == {1}
