"""Who may write progress reports."""

from tasks.models import ProgressReport, ReportRemark
from villages.access import Access
from villages.enums import Ability
from villages.models import Unit


def deny_write_report(access: Access, unit: Unit) -> str:
    """The standing officer reports of a period (documents.md c), and who stands in or signs."""
    return access.deny(Ability.WRITE_REPORT, unit)


def deny_edit_report(access: Access, report: ProgressReport) -> str:
    return deny_write_report(access, report.unit)


def deny_edit_remark(access: Access, remark: ReportRemark) -> str:
    return deny_edit_report(access, remark.report)
