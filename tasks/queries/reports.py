"""The reports of a period: which are there, who may write one, what a section holds."""

from django.db.models import QuerySet

from tasks.models import ProgressReport, ReportRemark
from villages.access import Access
from villages.enums import Ability, UnitLevel
from villages.models import Unit
from villages.queries import units_with


def listed_reports(access: Access) -> "QuerySet[ProgressReport]":
    """The reports in scope, newest period first."""
    rows = ProgressReport.objects.visible_to(access).select_related("unit")
    return rows.order_by("-ends_on", "unit__path", "-pk")


def reporting_units(access: Access) -> "QuerySet[Unit]":
    """The communes whose report the person may write."""
    return units_with(access, Ability.WRITE_REPORT).filter(level=UnitLevel.COMMUNE)


def remark_of(report: ProgressReport, section: str) -> ReportRemark:
    """The remarks of a section as they are; those that are not there yet, empty."""
    found = report.remarks.filter(section=section).first()
    return found or ReportRemark(report=report, section=section)
