"""Meetings and progress reports: by what they are called, and by a day."""

from datetime import date

from ntm_project.common.dates import format_day, parse_day
from ntm_project.common.text import fold
from reports import links
from reports.lines import Line
from reports.search.terms import READ, rank
from tasks.models import Meeting, ProgressReport
from villages.access import Access

# A question without any of these, and without a day, is for no report: none is read.
_OF_REPORTS = ("bao cao", "bc", "tien do", "tuan", "thang", "quy", "nam")


def day_in(query: str) -> date | None:
    """The day that the whole question is, or None."""
    try:
        return parse_day(query)
    except ValueError:
        return None


def meetings_on(access: Access, day: date) -> list[Line]:
    """The meetings of a day, uppermost unit first."""
    rows = Meeting.objects.visible_to(access).filter(held_on=day).select_related("unit")
    return [
        Line(str(row), row.get_absolute_url(), row.unit.title_name)
        for row in rows.order_by("unit__path", "pk")[:READ]
    ]


def reports_found(access: Access, query: str) -> list[Line]:
    """The reports whose period holds the day, or whose name holds the words; newest first."""
    rows = ProgressReport.objects.visible_to(access).select_related("unit")
    rows = rows.order_by("-ends_on", "unit__path", "-pk")
    if day := day_in(query):
        return [_line(row) for row in rows.filter(starts_on__lte=day, ends_on__gte=day)[:READ]]
    if not any(f" {words} " in f" {fold(query)} " for words in _OF_REPORTS):
        return []
    ranked = [(rank(query, f"{row} {row.symbol}"), n, row) for n, row in enumerate(rows[:READ])]
    found = sorted((place, n, row) for place, n, row in ranked if place is not None)
    return [_line(row) for _, _, row in found]


def _line(row: ProgressReport) -> Line:
    until = f"số liệu đến hết {format_day(row.ends_on)}"
    return Line(str(row), links.of_row("reports:progress_report", row.pk), until)
