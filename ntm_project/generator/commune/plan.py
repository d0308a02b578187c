"""The plan of the year, its money and its tasks, with what became of each."""

from collections.abc import Callable
from datetime import date
from typing import Any

from ntm_project.common.numbers import Money, parse_money
from ntm_project.generator.commune.diary import Diary, InventedCommune
from ntm_project.generator.commune.works import FUNDING, TASKS, TaskStory
from tasks import services
from tasks.enums import AssignmentKind, PlanSection
from tasks.models import (
    Assignment,
    Citation,
    PlanPart,
    PlanWindow,
    Recipient,
    ReportingDuty,
    Target,
    Task,
)

DAY = date(2024, 1, 8)
TEXTS = {
    PlanSection.OPENING: "Thực hiện Quyết định số 741/QĐ-UBND ngày 26/7/2022 của UBND tỉnh Bắc "
    "Giang, UBND xã Sao Mai (minh họa) ban hành Kế hoạch xây dựng xã nông thôn mới nâng cao năm "
    "2024 như sau:",
    PlanSection.PURPOSE: "Hoàn thành các tiêu chí còn lại của xã nông thôn mới nâng cao trong "
    "năm 2024; nâng cao thu nhập, cảnh quan và chất lượng sống của Nhân dân.",
    PlanSection.REQUIREMENTS: "- Phân công rõ người, rõ việc, rõ thời hạn.\n- Số liệu đúng thực "
    "tế, có minh chứng; không chạy theo thành tích.\n- Không huy động quá sức dân.",
    PlanSection.GOALS: "Xã đạt 19/19 tiêu chí nông thôn mới nâng cao; thôn Đồi Chè và thôn Bến "
    "Sông đạt chuẩn thôn nông thôn mới; thôn Làng Mới đạt thôn nông thôn mới kiểu mẫu.",
    PlanSection.LEADERSHIP: "Ban Chỉ đạo họp giao ban ngày 05 hằng tháng; mỗi Phó Chủ tịch phụ "
    "trách trực tiếp các tiêu chí được giao và báo cáo tại giao ban.",
    PlanSection.OUTREACH: "Đài truyền thanh xã phát chuyên mục hằng tuần; các đoàn thể vận động "
    "Nhân dân hiến đất, dọn vệ sinh ngày thứ Bảy.",
    PlanSection.RESOURCES: "Lồng ghép các chương trình, dự án; ưu tiên nước sạch, môi trường và "
    "nhà văn hóa thôn.",
    PlanSection.CLOSING: "Trên đây là Kế hoạch năm 2024; các ngành, các thôn tổ chức thực hiện, "
    "có vướng mắc báo cáo Thường trực Ban Chỉ đạo để giải quyết.",
}  # fmt: skip
# The rows of its lists; a target names its assessment by the key of the unit.
PARTS: list[tuple[type[PlanPart], dict[str, Any]]] = [
    (
        PlanWindow,
        {
            "text": "Thực hiện các tiêu chí chưa đạt",
            "who": "Các ngành, các thôn",
            "deadline_words": "từ tháng 01/2024 đến hết tháng 11/2024",
        },
    ),
    (
        Target,
        {
            "assessment": "xa",
            "text": "Xã đạt chuẩn nông thôn mới nâng cao",
            "deadline_words": "trong tháng 11/2024",
        },
    ),
    (
        Target,
        {
            "assessment": "doiche",
            "text": "Thôn Đồi Chè đạt chuẩn thôn nông thôn mới",
            "deadline_words": "trong quý II/2024",
        },
    ),
    (
        Citation,
        {
            "number": "741/QĐ-UBND",
            "dated_on": date(2022, 7, 26),
            "issuer": "UBND tỉnh Bắc Giang",
            "title": "Quy định Bộ tiêu chí xã đạt chuẩn NTM nâng cao giai đoạn 2022-2025",
            "section": "mở đầu",
        },
    ),
    (
        ReportingDuty,
        {
            "who": "Công chức phụ trách tiêu chí",
            "text": "Cập nhật số liệu, minh chứng của tiêu chí được giao",
            "rhythm_words": "hàng tháng",
            "report_to": "Thường trực Ban Chỉ đạo",
        },
    ),
]
RECIPIENTS = [
    "Ban Chỉ đạo xây dựng NTM huyện (để báo cáo)",
    "Đảng ủy, Thường trực HĐND xã",
    "Thành viên Ban Chỉ đạo xã",
    "Trưởng các thôn",
    "Lưu: VT",
]


def write_plan(diary: Diary, commune: InventedCommune) -> None:
    diary.on(DAY, lambda day: _plan(commune, day))
    diary.on(date(2024, 1, 15), lambda day: _money(commune, day), 10)
    tasks: dict[str, Task] = {}
    for order, story in enumerate(TASKS, 1):
        diary.on(story.given, _give(commune, story, order, tasks), 9)
        for day, step, words in story.steps:
            diary.on(day, _step(commune, story, step, words, tasks), 16)


def _plan(commune: InventedCommune, day: date) -> None:
    by = commune.access("thuongtruc", day)
    plan = commune.plan = services.create_plan(
        by=by,
        unit=commune.units["xa"],
        year=2024,
        title="Xây dựng xã Sao Mai (minh họa) đạt chuẩn nông thôn mới nâng cao năm 2024",
        issuer="ỦY BAN NHÂN DÂN\nXÃ SAO MAI (MINH HỌA)",
        place="Sao Mai",
        signatory_name="Trần Quốc Việt",
    )
    for section, text in TEXTS.items():
        services.edit_text(by=by, plan=plan, section=section, text=text, seen_version=0)
    for model, fields in PARTS:
        of = commune.assessments.get(fields.get("assessment", ""))
        values = fields | ({"assessment": of} if of else {})
        services.add_part(by=by, owner=plan, model=model, fields=values)
    for text in RECIPIENTS:
        services.add_part(by=by, owner=plan, model=Recipient, fields={"text": text})


def _money(commune: InventedCommune, day: date) -> None:
    by, assessment = commune.access("thuongtruc", day), commune.assessments["xa"]
    assert commune.plan is not None
    criteria = {c.number: c for c in assessment.criteria_set.criteria.all()}
    for number, stage, text, parts in FUNDING:
        amounts = [(source, Money(parse_money(words), words)) for source, words in parts]
        services.add_funding(
            by=by,
            plan=commune.plan,
            fields={
                "unit": commune.units["xa"],
                "assessment": assessment,
                "criterion": criteria[number],
                "text": text,
                "stage": stage,
                "total": sum(money.amount for _, money in amounts),
                "as_of": day,
            },
            parts=amounts,
        )


def _give(
    commune: InventedCommune, story: TaskStory, order: int, tasks: dict[str, Task]
) -> Callable[[date], None]:
    def give(day: date) -> None:
        assessment = commune.assessments[story.of]
        assert commune.plan is not None
        lead = Assignment(kind=AssignmentKind.LEAD, official=commune.people[story.lead])
        support = Assignment(kind=AssignmentKind.SUPPORT, body=commune.bodies[story.support])
        tasks[story.text] = services.create_task(
            by=commune.access("thuongtruc", day),
            plan=commune.plan,
            fields={
                "unit": commune.units[story.unit],
                "assessment": assessment,
                "criterion": assessment.criteria_set.criteria.get(number=story.criterion),
                "text": story.text,
                "deadline_words": story.words,
                "order": order,
            },
            assignees=[lead, support],
        )

    return give


def _step(
    commune: InventedCommune, story: TaskStory, step: str, words: str, tasks: dict[str, Task]
) -> Callable[[date], None]:
    """One step of a task: by its lead, or by the standing officer where that is theirs."""
    who = story.lead if step in ("start", "report_done", "report") else "thuongtruc"

    def take(day: date) -> None:
        task = Task.objects.get(pk=tasks[story.text].pk)
        by = commune.access(who, day)
        if step == "report":
            progress, _, obstacle = words.partition("; vướng: ")
            services.report_task(
                by=by,
                task_id=task.pk,
                fields={"progress": progress, "obstacle": obstacle},
                seen_version=task.version,
            )
            return
        services.move_task(
            by=by,
            task_id=task.pk,
            transition_name=step,
            seen_version=task.version,
            result=words if step == "report_done" else "",
            reason=words if step in ("send_back", "cancel") else "",
        )

    return take
