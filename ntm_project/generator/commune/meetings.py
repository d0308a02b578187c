"""The monthly giao ban: what was concluded, and what of it became tasks."""

from datetime import date, time
from typing import Any

from ntm_project.generator.commune.diary import Act, Diary, InventedCommune
from tasks import services
from tasks.enums import AssignmentKind
from tasks.models import Assignment, Attendance, Conclusion, Meeting, Task
from tasks.queries.meetings import members_of
from villages.access import Access

# Day; general judgement; conclusions, each with criterion, lead and deadline where it is a task.
MEETINGS: list[tuple[date, str, list[Any]]] = [
    (
        date(2024, 2, 5),
        "Đã giao 21 nhiệm vụ; 8/19 tiêu chí đạt theo hiện trạng cuối năm 2023.",
        [
            ("Công chức phụ trách cập nhật xong số liệu lần đầu trước ngày 28/02/2024.", None),
            ("Văn phòng UBND gửi kế hoạch đến trưởng 6 thôn.", None),
        ],
    ),
    (
        date(2024, 3, 5),
        "Tiêu chí 2 và 5 tiến độ tốt; tiêu chí 13 chậm vì hồ sơ OCOP.",
        [
            ("Hợp tác xã Sao Mai gửi mẫu chè đi kiểm nghiệm.",
             (13, "nongnghiep", "trước ngày 25/3/2024",
              date(2024, 3, 22), "Đã có phiếu kiểm nghiệm.")),
            ("Mỗi thôn chọn một tuyến đường hoa do phụ nữ tự quản.", None),
        ],
    ),
    (
        date(2024, 4, 5),
        "Đạt thêm tiêu chí 2. Công chức Nông nghiệp - Môi trường chuyển công tác.",
        [
            ("Đồng chí Lâm Ngọc Khánh nhận bàn giao tiêu chí 3, 13, 17, 18 trước ngày 10/4/2024.",
             (17, "khanh", "trước ngày 10/4/2024",
              date(2024, 4, 9), "Đã nhận bàn giao.")),
            ("Hoàn thiện hồ sơ tiêu chí 1, 3, 4, 9, 16 để gửi thẩm tra đợt một.", None),
        ],
    ),
    (
        date(2024, 5, 6),
        "Đạt thêm tiêu chí 5. Hộ dùng nước sạch tập trung còn thấp.",
        [
            ("Ban Quản lý xã làm việc với đơn vị thi công, mỗi tuần lắp ít nhất 250 m ống.", None),
            ("Thường trực gửi hồ sơ năm tiêu chí lên huyện trước ngày 31/5/2024.",
             (1, "thuongtruc", "trước ngày 31/5/2024",
              date(2024, 5, 30), "Đã gửi.")),
        ],
    ),
    (
        date(2024, 6, 5),
        "11/19 tiêu chí đạt; tiêu chí 19 không còn đạt sau vụ tai nạn ngày 19/5/2024.",
        [
            ("Công an xã lắp 4 camera tại hai ngã ba có nguy cơ tai nạn cao.",
             (19, "conganxa", "trước ngày 20/7/2024", None, "")),
            ("Trạm Y tế và 6 thôn vận động đủ 95% người dân tham gia bảo hiểm y tế.", None),
            ("Bổ sung hồ sơ theo kết luận của Văn phòng điều phối NTM huyện trong tháng 6.", None),
        ],
    ),
]  # fmt: skip
CALLED_ON, HELD_NEXT = date(2024, 6, 26), date(2024, 6, 28)


def write_meetings(diary: Diary, commune: InventedCommune) -> None:
    for day, summary, conclusions in MEETINGS:
        diary.on(day, _hold(commune, summary, conclusions), 10)
        for text, task in conclusions:
            if task and task[3]:
                _, lead, _, done_on, result = task
                diary.on(done_on, _finish(commune, text, lead, "report_done", result), 15)
                diary.on(done_on, _finish(commune, text, "chutich", "confirm", ""), 16)
    diary.on(CALLED_ON, _call(commune), 8)


def _meeting(commune: InventedCommune, by: Access, day: date, **fields: Any) -> Meeting:
    return services.hold_meeting(
        by=by,
        unit=commune.units["xa"],
        held_on=day,
        name=f"Giao ban Ban Chỉ đạo tháng {day.month}/{day.year}",
        start_time=time(8),
        place="Hội trường UBND xã",
        chaired_by=commune.people["chutich"],
        secretary=commune.people["thuongtruc"],
        **fields,
    )


def _call(commune: InventedCommune) -> Act:
    """The next meeting, on the sample's day, still to be held."""

    def call(day: date) -> None:
        by = commune.access("thuongtruc", day)
        _meeting(commune, by, HELD_NEXT, guests="Văn phòng điều phối nông thôn mới huyện")

    return call


def _hold(commune: InventedCommune, summary: str, conclusions: list[Any]) -> Act:
    def hold(day: date) -> None:
        by = commune.access("thuongtruc", day)
        meeting = _meeting(commune, by, day, summary=summary)
        _attend(by, meeting)
        for text, task in conclusions:
            conclusion = services.add_conclusion(by=by, meeting=meeting, text=text)
            if task:
                _make_task(commune, day, conclusion, *task[:3])
        meeting.refresh_from_db()
        given = {"meeting_id": meeting.pk, "seen_version": meeting.version}
        services.close_meeting(by=by, **given)

    return hold


def _attend(by: Access, meeting: Meeting) -> None:
    """Everybody came but one, who is neither chair nor secretary."""
    people = list(members_of(meeting))
    named = (meeting.chaired_by, meeting.secretary)
    away = next((one for one in people if one not in named), None)
    rows = [
        Attendance(
            official=one, is_present=one != away, reason="đi tập huấn" if one == away else ""
        )
        for one in people
    ]
    given: Any = {"meeting_id": meeting.pk, "seen_version": meeting.version}
    services.record_attendance(by=by, attendances=rows, **given)


def _make_task(
    commune: InventedCommune, day: date, conclusion: Conclusion, number: int, lead: str, words: str
) -> None:
    """The conclusion as a task that points back."""
    assessment = commune.assessments["xa"]
    assert commune.plan is not None
    services.make_task_of(
        by=commune.access("thuongtruc", day),
        conclusion_id=conclusion.pk,
        plan=commune.plan,
        fields={
            "unit": commune.units["xa"],
            "assessment": assessment,
            "criterion": assessment.criteria_set.criteria.get(number=number),
            "text": conclusion.text,
            "deadline_words": words,
        },
        assignees=[Assignment(kind=AssignmentKind.LEAD, official=commune.people[lead])],
    )


def _finish(commune: InventedCommune, text: str, who: str, step: str, result: str) -> Act:
    def finish(day: date) -> None:
        task = Task.objects.get(plan=commune.plan, text=text)
        services.move_task(
            by=commune.access(who, day),
            task_id=task.pk,
            transition_name=step,
            seen_version=task.version,
            result=result,
        )

    return finish
