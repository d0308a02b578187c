"""The checks that boards and home show too: they read nothing but the record.

Of assessments claims, target days and leaders; of a plan who does its tasks and until when.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from criteria.enums import State
from criteria.nouns import of_set
from ntm_project.common.dates import format_day
from reports import links
from reports.checks.check import Check, Severity
from reports.checks.reading.once import fold
from reports.lines import AGAINST_FIGURE, Line, short
from reports.record import OpenTask, Record
from tasks.rules import leaders_warning, needs_leaders

NONE_KNOWN: Mapping[tuple[int, int], int] = MappingProxyType({})


def claims_against_figures(
    record: Record, known: Mapping[tuple[int, int], int] = NONE_KNOWN
) -> Iterator[Line]:
    """ "Đạt" is claimed while the value lies below the level, but for so many as are known of an
    assessment's criterion."""
    assessments = {a.pk: a for a in record.assessments}
    for standing in record.standings:
        if (count := standing.contradicting - known.get(standing.key, 0)) > 0:
            assessment = assessments[standing.assessment_id]
            yield Line(
                f"{assessment.unit.title_name}, tiêu chí {standing.criterion.number}",
                links.criterion_url(standing.assessment_id, standing.criterion.number),
                of_set(
                    f"Có {count} chỉ tiêu báo đạt nhưng số liệu chưa đủ mức.",
                    assessment,
                ),
            )


def _targets_missed(record: Record) -> Iterator[Line]:
    """The day by which an assessment was to be met has passed."""
    for assessment in record.assessments:
        left = sum(s.state != State.MET for s in record.standings_of(assessment))
        if assessment.target_on and assessment.target_on < record.today and left:
            yield Line(
                str(assessment),
                assessment.get_absolute_url(),
                f"Đã quá ngày phấn đấu {format_day(assessment.target_on)}, còn {left} tiêu chí.",
            )


def _leaders_missing_or_doubled(record: Record) -> Iterator[Line]:
    """Exactly one leader directs a criterion (`docs/domain/workflow.md` §1); one line when none is
    named at all."""
    for assessment in record.assessments:
        url = links.supervision_url(assessment.pk)
        leaders = record.leaders_of(assessment)
        is_supervised = any(leaders)
        is_needed = needs_leaders(assessment.unit, is_supervised=is_supervised)
        if leaders and is_needed and not is_supervised:
            yield Line(str(assessment), url, "Chưa phân công lãnh đạo phụ trách tiêu chí nào.")
            continue
        for standing, names in zip(record.standings_of(assessment), leaders, strict=True):
            if warning := leaders_warning(names, is_needed=is_needed):
                criterion = standing.criterion
                form = links.directs_url(assessment.pk, criterion.pk)
                name = f"Tiêu chí {criterion.number} {criterion.name}"
                yield Line(name, url, warning, form=form)


def _task(task: OpenTask, fault: str, form: str = "tasks:edit") -> Line:
    """A finding about a task; `Xã Mai Đình, tiêu chí 7` sets tasks of the same words apart."""
    place = f"{task.place}, tiêu chí {task.number}" if task.number else task.place
    form = links.of_row(form, task.pk)
    return Line(short(task.text, 140), links.task_url(task.pk), f"{place}: {fault}", form=form)


def _tasks_without_assignee(record: Record) -> Iterator[Line]:
    """The tasks without a lead, or led only by a role without a name; those without anybody
    first."""
    for task in sorted(record.tasks, key=lambda task: task.is_led):
        if fault := task.lead_fault:
            yield _task(task, fault, "tasks:assign")


_GOES_ON = re.compile(
    r"(?:(?:phong|ban|hoi|doan|van phong|uy ban|cong an|tram) .{0,40}?\b)?"
    r"(?:truc tiep |tang cuong |thuong xuyen |chu dong )?(?:chi dao|giam sat|phoi hop|huong dan"
    r"|theo doi|don doc|tuyen truyen|van dong|phu trach)\b"
)


def _tasks_without_deadline(record: Record) -> Iterator[Line]:
    """No day could be read; recurring work needs none, nor does what goes on with the plan: to
    direct, to watch, to help."""
    for task in record.tasks:
        if task.is_unreadable:
            words = task.deadline_words
            if not (words or task.number) and _GOES_ON.match(fold(task.text)):
                continue
            fault = f"chưa đọc được thời hạn “{words}” nên không có ngày hết hạn."
            yield _task(task, fault if words else "chưa ghi thời hạn.")


def _deadlines_outside_windows(record: Record) -> Iterator[Line]:
    """The last day lies before the first or after the last window of the task's plan; of one in
    another year that is stated (`outside-year`)."""
    for task in record.tasks:
        if task.plan_id not in record.spans or task.ends_on is None:
            continue
        if task.ends_on.year != task.plan_year:
            continue
        first, last = record.spans[task.plan_id]
        if task.ends_on > last or (first and task.ends_on < first):
            span = f"từ {format_day(first)} đến {format_day(last)}" if first else format_day(last)
            yield _task(task, f"hạn {format_day(task.ends_on)} ngoài khung kế hoạch ({span}).")


CHECKS = (
    Check("claim-against-figure", "Báo đạt nhưng không khớp số liệu", AGAINST_FIGURE,
          Severity.HIGH, claims_against_figures),
    Check("target-missed", "Quá ngày phấn đấu", "Quá ngày phấn đấu", Severity.HIGH,
          _targets_missed),
    Check("leaders", "Lãnh đạo phụ trách tiêu chí", "Lãnh đạo", Severity.HIGH,
          _leaders_missing_or_doubled),
    Check("no-lead", "Nhiệm vụ chưa giao rõ người", "Chưa giao", Severity.HIGH,
          _tasks_without_assignee),
    Check("no-deadline", "Nhiệm vụ chưa rõ thời hạn", "Thời hạn", Severity.MEDIUM,
          _tasks_without_deadline),
    Check("outside-window", "Thời hạn ngoài khung kế hoạch", "Thời hạn", Severity.MEDIUM,
          _deadlines_outside_windows),
)  # fmt: skip
