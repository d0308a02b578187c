"""The progress reports of the year, with what somebody wrote in them."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from reports import links
from reports.lines import Line
from tasks.enums import ReportSection
from tasks.models import ProgressReport
from tasks.periods import period_words

_REPORTS = ProgressReport.objects.order_by("ends_on", "pk").values_list(
    "pk", "unit", "kind", "starts_on", "ends_on", "remarks__section", "remarks__text"
)


class Written(NamedTuple):
    """A report with one of its remarks, or with none."""

    pk: int
    unit_id: int
    kind: str
    starts_on: date
    ends_on: date
    section: str | None
    text: str | None

    def line(self, fault: str) -> Line:
        """A finding about what is written in it."""
        name = f"Báo cáo tiến độ {period_words(self.kind, self.starts_on, self.ends_on)}"
        return Line(name, links.of_row("reports:progress_report", self.pk), fault)


def load_written(units: Sequence[int], year: int) -> list[Written]:
    """The reports of the units whose period ends in the year, the first first."""
    return [Written(*row) for row in _REPORTS.filter(unit__in=units, ends_on__year=year)]


def last_written(rows: Sequence[Written]) -> Iterator[Written]:
    """The remarks of the last report of each unit: an earlier one had the figures of its day."""
    last = {row.unit_id: row.pk for row in rows}
    # Not what is to come, nor proposals.
    past = (row for row in rows if row.section not in (ReportSection.NEXT, ReportSection.PROPOSALS))
    return (row for row in past if row.text and last[row.unit_id] == row.pk)
