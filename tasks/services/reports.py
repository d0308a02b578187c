"""Writing the report of a period: opened with its days, its head, its remarks."""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.text import capfirst

from tasks import rules
from tasks.enums import PeriodKind
from tasks.models import ProgressReport, ReportRemark
from tasks.periods import last_period
from tasks.services.sections import write_section
from villages.access import Access
from villages.edit import create_row, edit_row, remove_row
from villages.enums import Ability, UnitLevel
from villages.models import Unit

# The committee issues it, so that not the committee but its leaders receive it.
_TO_MEMBERS = (
    "Ban Chỉ đạo; Đảng ủy, HĐND {unit}; Chủ tịch, các Phó Chủ tịch UBND {unit}; "
    "các thành viên Ban Quản lý; Lưu: VT"
)
_TO_LEADERS = "Các Phó Chủ tịch UBND {unit}; thường trực Ban Chỉ đạo; Lưu: hồ sơ công việc"


def write_report(*, by: Access, unit: Unit, kind: str, **days: Any) -> ProgressReport:
    """Open the report of a period: of the last that has closed, unless its days are given."""
    first, last = last_period(kind, by.as_of)
    found = {"starts_on": first, "ends_on": last} | {n: d for n, d in days.items() if d}
    if found["starts_on"] > by.as_of:
        raise ValidationError({"starts_on": "Kỳ này chưa bắt đầu, chưa có số liệu để báo cáo."})
    return create_row(
        by=by,
        row=ProgressReport(unit=unit, kind=kind, **found, **_head(by, unit, kind)),
        deny_reason=rules.deny_write_report(by, unit),
        action="lập báo cáo tiến độ",
        ability=Ability.WRITE_REPORT,
    )


def _head(by: Access, unit: Unit, kind: str) -> dict[str, str]:
    """How such a report usually begins and ends; all of it can be written otherwise."""
    if kind == PeriodKind.WEEK:
        return {
            "symbol": "",
            "recipients": _lines(_TO_LEADERS, unit),
            "authority": "NGƯỜI BÁO CÁO",
            "signatory_name": by.official.full_name if by.official else "",
        }
    head = {"recipients": _lines(_TO_MEMBERS, unit)}
    if kind == PeriodKind.MONTH:
        return head | {"authority": "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"}
    above = unit.parent
    if above is not None and above.level != UnitLevel.COMMUNE:
        head["sent_to"] = above.agency
    return head


def _lines(words: str, unit: Unit) -> str:
    lines = (part.strip() for part in words.format(unit=unit.noun).split(";"))
    return "\n".join(capfirst(line) for line in lines)


def edit_report(
    *, by: Access, report_id: int, fields: Mapping[str, Any], seen_version: int
) -> ProgressReport:
    """Change the days of a report, its addressees and who signs."""
    return edit_row(
        by=by,
        rows=ProgressReport.objects.select_related("unit"),
        pk=report_id,
        fields=fields,
        seen=seen_version,
        deny=rules.deny_edit_report,
        action="sửa báo cáo tiến độ",
        ability=Ability.WRITE_REPORT,
    )


def why_report_stays(report: ProgressReport) -> str:
    """Why a report cannot be taken out, or "": papers are checked, signed and issued by a floor
    above, which gives the reason (`settings.REPORT_STAYS`)."""
    why: Callable[[ProgressReport], str] = import_string(settings.REPORT_STAYS)
    return why(report)


def remove_report(*, by: Access, report_id: int, seen_version: int) -> None:
    """Take out a report that was opened by mistake; the audit trail keeps its words."""
    remove_row(
        by=by,
        rows=ProgressReport.objects.select_related("unit"),
        pk=report_id,
        seen=seen_version,
        deny=lambda by, row: rules.deny_edit_report(by, row) or why_report_stays(row),
        parts=lambda row: {r.get_section_display(): r.text for r in row.remarks.order_by("pk")},
        action="xóa dự thảo báo cáo",
        ability=Ability.WRITE_REPORT,
    )


def edit_remark(
    *, by: Access, report: ProgressReport, section: str, text: str, seen_version: int
) -> ReportRemark:
    """Save the remarks of one section, with the day until which the figures then count, and when:
    whoever reads it again saves it as it is."""
    return write_section(
        by=by,
        rows=ReportRemark.objects.select_related("report__unit"),
        place={"report": report, "section": section},
        text=text,
        beside={
            "counted_until": report.counted_until(by.as_of),
            "written_at": timezone.now(),
        },
        seen=seen_version,
        deny=rules.deny_edit_remark,
        action="sửa nội dung báo cáo",
        ability=Ability.WRITE_REPORT,
    )
