"""Each service below evidence that checks a right, with what it is rightly given
(`test_every_service.py`)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone

from criteria.mapping.services import MappingChoice
from criteria.models import (
    Assessment,
    Baseline,
    CriteriaSet,
    Indicator,
    MappedIndicator,
    SetMapping,
)
from criteria.predecessors.queries import lines_of, seen_of
from tasks.models import Assignment, Attendance, Recipient, Waiver
from tests import factories as make
from villages.enums import Role
from villages.models import Body

DAY = date(2024, 8, 15)

Rows = Any  # the world's rows by name
Fields = dict[str, Any]


def version(row: Any) -> int:
    return type(row)._base_manager.get(pk=row.pk).version


def seen(row: Any) -> dict[int, int]:
    return {row.pk: version(row)}


def lead(rows: Rows) -> Assignment:
    return Assignment(kind="lead", official=rows.official)


def task_fields(rows: Rows) -> Fields:
    return {"unit": rows.commune, "text": "Việc mới", "deadline_words": "xong trong tháng 8/2024"}


def opened(rows: Rows) -> Assessment:
    """An assessment in which nothing stands yet."""
    return make.make_assessment(rows.commune, make.make_set(name="Bộ mở nhầm"))


def published(name: str) -> CriteriaSet:
    return make.make_set(name=name, published_at=timezone.now())


def settled(rows: Rows) -> SetMapping:
    """The mapping with every old indicator settled."""
    for row in Indicator.objects.filter(criterion__criteria_set=rows.mapping.old_set):
        MappedIndicator.objects.create(mapping=rows.mapping, kind="dropped", old=row)
    return rows.mapping


def tentative(rows: Rows) -> Assessment:
    """The assessment, with a baseline that nobody has confirmed."""
    Baseline.objects.create(
        assessment=rows.assessment, criterion=rows.criterion, state="met", is_inferred=True
    )
    return rows.assessment


# Each service that checks a right, with what it is given.
CALLS: dict[str, Callable[[Rows], Fields]] = {
    # accounts and people
    "villages.accounts.services.factors.remove_lost_factor": lambda r: {
        "official_id": r.official.pk
    },
    "villages.accounts.services.passwords.offer_link": lambda r: {"official_id": r.official.pk},
    "villages.accounts.services.passwords.offer_links": lambda r: {"officials": [r.official]},
    "villages.accounts.services.passwords.withdraw_links": lambda r: {"official_id": r.official.pk},
    "villages.accounts.services.sessions.end_all_sessions": lambda r: {
        "official_id": r.official.pk
    },
    "villages.sign_in.services.lift": lambda r: {"official": r.official},
    "villages.services.people.create_official": lambda r: {
        "unit": r.commune, "username": "moi", "full_name": "Người Mới"
    },
    "villages.services.people.take_on": lambda r: {
        "unit": r.commune,
        "person": {"username": "moi", "full_name": "Người Mới"},
        "posting": {"role": Role.OFFICIAL, "title": "Công chức"},
    },
    "villages.services.people.edit_posting": lambda r: {
        "posting": r.posting, "fields": {"title": "Công chức địa chính"}
    },
    "villages.services.units.edit_unit": lambda r: {"unit": r.village, "fields": {"note": "Mới"}},
    "villages.services.units.edit_body": lambda r: {
        "body": Body.objects.create(unit=r.commune, name="Hội"), "fields": {"note": "Mới"}
    },
    "villages.services.people.edit_official": lambda r: {
        "official_id": r.official.pk, "fields": {"full_name": "Tên Khác"}
    },
    "villages.services.people.appoint": lambda r: {
        "official": r.official, "unit": r.commune, "role": Role.CLERK, "title": "Văn thư"
    },
    "villages.services.people.end_posting": lambda r: {
        "posting_id": r.posting.pk, "ends_on": DAY
    },
    "villages.services.units.create_unit": lambda r: {
        "parent": r.commune, "level": "village", "noun": "thôn", "name": "Mới"
    },
    "villages.services.units.create_body": lambda r: {"unit": r.commune, "name": "Hội Mới"},
    "villages.changes.services.change_units": lambda r: {
        "parent": r.commune, "text": f"{r.village.name} → Mới", "on": DAY,
        "act": "Nghị quyết 1", "choices": {},
    },
    "villages.services.units.succeed": lambda r: {
        "predecessors": [r.village], "successor": r.commune, "kind": "merge",
        "happened_on": DAY, "act": "Nghị quyết 1",
    },
    # criteria
    "criteria.services.assessments.open_assessment": lambda r: {
        "unit": r.commune, "criteria_set": make.make_set(name="Bộ mới"), "year": 2024
    },
    "criteria.predecessors.services.combine": lambda r: {
        "assessment": r.assessment, "chosen": {}, "weights": {}, "weight_words": "",
        "seen_version": seen_of(lines_of(r.assessment)),
    },
    "criteria.services.assessments.edit_assessment": lambda r: {
        "assessment_id": r.assessment.pk, "fields": {"note": "Khác"},
        "seen_version": version(r.assessment),
    },
    "criteria.services.assessments.state_baseline": lambda r: {
        "assessment": r.assessment, "criterion": r.criterion, "state": "met"
    },
    "criteria.services.assessments.state_baselines": lambda r: {
        "assessment_id": r.assessment.pk, "states": {r.criterion.pk: "met"},
        "seen_version": version(r.assessment),
    },
    "criteria.services.assessments.confirm_baselines": lambda r: {
        "assessment_id": tentative(r).pk, "criteria": [r.criterion.pk], "basis": "Báo cáo",
        "seen_version": version(r.assessment),
    },
    "criteria.services.assessments.discard_assessment": lambda r: {
        "assessment_id": opened(r).pk, "seen_version": 0
    },
    "criteria.services.figures.edit_figure": lambda r: {
        "figure_id": r.figure.pk, "fields": {"value": 3}, "seen_version": version(r.figure)
    },
    "criteria.services.many.put_many_in_charge": lambda r: {
        "seen": {r.result.pk: 0}, "official": r.official
    },
    "criteria.services.many.claim_many": lambda r: {
        "seen": seen(r.free_result), "claim": "met", "reason": "Đã xem"
    },
    "criteria.services.results.set_result": lambda r: {
        "result_id": r.free_result.pk, "fields": make.entry("met", as_of=DAY),
        "seen_version": version(r.free_result),
    },
    "criteria.services.results.put_in_charge": lambda r: {
        "result_id": r.result.pk, "official": r.official
    },
    "criteria.services.drafts.add_criterion": lambda r: {
        "criteria_set": make.make_set(0, 0), "fields": {"number": 9, "name": "Khác"}},
    "criteria.services.drafts.add_indicator": lambda r: {
        "criterion": make.make_set(1, 0).criteria.get(), "level": {"words": "Có"}, "fields": {
            "code": "9.1", "wording": "Mới", "kind": "boolean", "confidence": "verified"}},
    "criteria.services.drafts.edit_indicator": lambda r: {
        "indicator": r.indicator, "fields": {"wording": "Khác"}, "level": {}, "seen_version": 0},
    "criteria.services.sets.add_level": lambda r: {
        "indicator": r.indicator,
        "fields": {"words": "Mức khác", "legal_source": "Quyết định 1", "confidence": "verified"},
    },
    "criteria.services.sets.draft_set": lambda r: {"fields": make.set_fields()},
    "criteria.services.sets.edit_set": lambda r: {
        "set_id": make.make_set(1, 1).pk, "fields": {"name": "Khác"}, "seen_version": None},
    "criteria.services.sets.publish_set": lambda r: {"set_id": make.make_set(1, 1).pk},
    "criteria.services.sets.mark_checked": lambda r: {
        "row": r.indicator, "against": "Quyết định 1", "seen_version": None
    },
    "criteria.mapping.services.mappings.begin_mapping": lambda r: {
        "old_set": published("A"), "new_set": published("B")
    },
    "criteria.mapping.services.mappings.map_indicator": lambda r: {
        "mapping_id": r.mapping.pk, "old": r.indicator, "choice": MappingChoice("dropped")
    },
    "criteria.mapping.services.mappings.take_offers": lambda r: {
        "mapping_id": r.mapping.pk, "olds": [r.indicator.pk]
    },
    "criteria.mapping.services.mappings.publish_mapping": lambda r: {
        "mapping_id": settled(r).pk
    },
    "criteria.mapping.services.mappings.discard_mapping": lambda r: {"mapping_id": r.mapping.pk},
    "criteria.services.sets.discard_set": lambda r: {"set_id": make.make_set(1, 1).pk},
    # tasks
    "tasks.services.copying.copy_plan": lambda r: {
        "plan_id": r.plan.pk, "source": make.make_plan(r.commune, year=2023), "chosen": {}
    },
    "tasks.services.funding.add_funding": lambda r: {
        "plan": r.plan, "fields": {"unit": r.commune, "text": "Cống", "stage": "planned"}
    },
    "tasks.services.funding.edit_funding": lambda r: {
        "plan": r.plan, "funding_id": r.funding.pk, "fields": {"text": "Cống khác"},
        "seen_version": version(r.funding),
    },
    "tasks.services.funding.remove_funding": lambda r: {
        "plan": r.plan, "funding_id": r.funding.pk, "seen_version": version(r.funding)
    },
    "tasks.services.many.assign_many": lambda r: {"seen": seen(r.village_task), "lead": lead(r)},
    "tasks.services.many.move_deadlines": lambda r: {
        "seen": seen(r.task), "words": "trước ngày 01/10/2024", "reason": "Mưa"
    },
    "tasks.services.many.move_many": lambda r: {"seen": seen(r.task), "transition_name": "start"},
    "tasks.services.many.remind_many": lambda r: {"seen": seen(r.task)},
    "tasks.services.meetings.hold_meeting": lambda r: {
        "unit": r.commune, "held_on": DAY, "name": "Giao ban"
    },
    "tasks.services.meetings.edit_meeting": lambda r: {
        "meeting_id": r.meeting.pk, "fields": {"name": "Tên khác"},
        "seen_version": version(r.meeting),
    },
    "tasks.services.conclusions.add_conclusion": lambda r: {
        "meeting": r.meeting, "text": "Kết luận"
    },
    "tasks.services.conclusions.edit_conclusion": lambda r: {
        "conclusion": r.conclusion, "text": "Khác", "seen_version": version(r.conclusion)
    },
    "tasks.services.conclusions.remove_conclusion": lambda r: {
        "conclusion": r.conclusion, "seen_version": version(r.conclusion)
    },
    "tasks.services.conclusions.make_task_of": lambda r: {
        "conclusion_id": r.conclusion.pk, "plan": r.plan, "fields": task_fields(r)
    },
    "tasks.services.meetings.record_attendance": lambda r: {
        "meeting_id": r.meeting.pk, "seen_version": version(r.meeting),
        "attendances": [Attendance(official=r.official, is_present=True)],
    },
    "tasks.services.meetings.fill_agenda": lambda r: {"meeting_id": r.meeting.pk},
    "tasks.services.meetings.close_meeting": lambda r: {
        "meeting_id": r.meeting.pk, "seen_version": version(r.meeting)
    },
    "tasks.services.meetings.move_agenda_item": lambda r: {
        "item": r.agenda_item, "is_up": False
    },
    "tasks.services.notices.remind": lambda r: {"tasks": [r.task]},
    "tasks.services.reports.write_report": lambda r: {"unit": r.commune, "kind": "month"},
    "tasks.services.reports.edit_report": lambda r: {
        "report_id": r.report.pk, "fields": {"symbol": "BC-BQL"}, "seen_version": version(r.report)
    },
    "tasks.services.reports.remove_report": lambda r: {
        "report_id": r.report.pk, "seen_version": version(r.report)
    },
    "tasks.services.reports.edit_remark": lambda r: {
        "report": r.report, "section": "next", "text": "Khác", "seen_version": 0
    },
    "tasks.services.parts.add_part": lambda r: {
        "owner": r.plan, "model": Recipient, "fields": {"text": "Lưu VT"}
    },
    "tasks.services.parts.edit_part": lambda r: {
        "part": r.recipient, "fields": {"text": "Khác"}, "seen_version": version(r.recipient)
    },
    "tasks.services.parts.remove_part": lambda r: {
        "part": r.recipient, "seen_version": version(r.recipient)
    },
    "tasks.services.plans.create_plan": lambda r: {
        "unit": r.commune, "year": 2025, "title": "Kế hoạch", "issuer": "UBND", "place": "Xã"
    },
    "tasks.services.plans.edit_plan": lambda r: {
        "plan_id": r.plan.pk, "fields": {"title": "Kế hoạch khác"}, "seen_version": version(r.plan)
    },
    "tasks.services.plans.edit_text": lambda r: {
        "plan": r.plan, "section": "goals", "text": "Khác", "seen_version": 0
    },
    "tasks.services.supervision.set_supervision": lambda r: {
        "assessment": r.assessment, "criterion": r.criterion, "officials": []
    },
    "tasks.services.tasks.create_task": lambda r: {"plan": r.plan, "fields": task_fields(r)},
    "tasks.services.tasks.edit_task": lambda r: {
        "task_id": r.task.pk, "fields": {"text": "Khác"}, "seen_version": version(r.task)
    },
    "tasks.services.tasks.assign": lambda r: {
        "task_id": r.village_task.pk, "assignees": [lead(r)],
        "seen_version": version(r.village_task),
    },
    "tasks.services.tasks.report_task": lambda r: {
        "task_id": r.task.pk, "fields": {"result": "Một nửa"}, "seen_version": version(r.task)
    },
    "tasks.services.tasks.move_task": lambda r: {
        "task_id": r.task.pk, "transition_name": "start", "seen_version": version(r.task)
    },
    "tasks.services.waivers.waive": lambda r: {
        "waiver": Waiver(
            unit=r.commune, check_slug="no-money", fingerprint="1" * 64, text="Thiếu", reason="Rồi"
        )
    },
    "tasks.services.waivers.take_back_waiver": lambda r: {
        "waiver": r.waiver, "seen_version": version(r.waiver)
    },
    "tasks.services.year_end.close_year": lambda r: {
        "plan_id": make.make_plan(r.commune, year=2023).pk, "choices": {}, "seen_version": 0
    },
}  # fmt: skip
