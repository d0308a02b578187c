"""What a careful officer checks in a commune's record: pure functions that return findings."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from criteria.enums import State
from ntm_project.common.dates import format_day
from reports import links
from reports.queries.record import OpenTask, Record
from tasks.rules import funding_gap, leaders_warning


@dataclass(frozen=True)
class Finding:
    """One thing that a person should mend: what it concerns, what is wrong, where to mend it."""

    kind: str
    title: str
    sentence: str
    url: str


class TaskFinding(NamedTuple):
    """A finding about a task; its words are made only when somebody reads them."""

    kind: str
    task: OpenTask
    words: str

    @property
    def title(self) -> str:
        return short(self.task.text)

    @property
    def sentence(self) -> str:
        return f"{_where(self.task)}: {self.words}"

    @property
    def url(self) -> str:
        return links.task(self.task.pk)


AnyFinding = Finding | TaskFinding


def leaders_missing_or_doubled(record: Record) -> Iterator[AnyFinding]:
    """Exactly one leader directs a criterion (`docs/domain/workflow.md` §1); one finding where none
    is named at all.

    A village's assessment counts only when leaders were named for some of its criteria.
    """
    for assessment in record.assessments:
        url = links.supervision(assessment.pk)
        standings = record.standings_of(assessment)
        if not any((assessment.pk, s.criterion_id) in record.leaders for s in standings):
            if standings and not assessment.unit.is_village:
                yield Finding(
                    "leader",
                    str(assessment),
                    "Chưa phân công lãnh đạo phụ trách tiêu chí nào.",
                    url,
                )
            continue
        for standing in standings:
            names = record.leaders.get((assessment.pk, standing.criterion_id), [])
            if sentence := leaders_warning(names):
                title = f"Tiêu chí {standing.criterion.number} {standing.criterion.name}"
                yield Finding("leader", title, sentence, url)


def claims_against_figures(record: Record) -> Iterator[AnyFinding]:
    """ "Đạt" is claimed while the value lies below the level."""
    units = {a.pk: a.unit for a in record.assessments}
    for standing in record.standings:
        if standing.contradicting:
            unit = units[standing.assessment_id]
            yield Finding(
                "contradicting",
                f"{unit.title_name}, tiêu chí {standing.criterion.number}",
                f"Có {standing.contradicting} chỉ tiêu báo đạt nhưng số liệu chưa đủ mức.",
                links.criterion(standing.assessment_id, standing.criterion.number),
            )


def _about_tasks(
    record: Record, kind: str, sentence: str, is_wrong: Callable[[OpenTask], bool]
) -> Iterator[AnyFinding]:
    for task in record.tasks:
        if is_wrong(task):
            yield TaskFinding(kind, task, sentence)


def tasks_without_assignee(record: Record) -> Iterator[AnyFinding]:
    """Nobody leads or supports the task, or only a role still without a name."""
    yield from _about_tasks(record, "assignee", "chưa giao cho ai.", lambda t: not t.is_given)
    yield from _about_tasks(
        record,
        "assignee",
        "mới giao cho một vai trò, chưa rõ người hay tổ chức nào.",
        lambda t: t.is_given and not t.is_named,
    )


def tasks_without_deadline(record: Record) -> Iterator[AnyFinding]:
    """No day could be read; recurring work needs none."""
    for task in record.tasks:
        if task.is_unreadable:
            sentence = (
                f"chưa đọc được thời hạn “{task.deadline_words}” nên không có ngày hết hạn."
                if task.deadline_words
                else "chưa ghi thời hạn."
            )
            yield TaskFinding("deadline", task, sentence)


def deadlines_outside_windows(record: Record) -> Iterator[AnyFinding]:
    """The last day lies before the first or after the last window of the task's plan."""
    spans = {
        plan: (
            min((w.starts_on for w in windows if w.starts_on), default=None),
            max(w.ends_on for w in windows),
        )
        for plan, windows in record.windows.items()
    }
    for task in record.tasks:
        if task.plan_id not in spans or task.ends_on is None:
            continue
        first, last = spans[task.plan_id]
        if task.ends_on > last or (first and task.ends_on < first):
            span = f"từ {format_day(first)} đến {format_day(last)}" if first else format_day(last)
            words = f"hạn {format_day(task.ends_on)} ngoài khung kế hoạch ({span})."
            yield TaskFinding("window", task, words)


def funding_not_adding_up(record: Record) -> Iterator[AnyFinding]:
    """The parts by source give another sum than the total stated."""
    for funding in record.fundings:
        parts = [] if funding.parts_sum is None else [funding.parts_sum]
        if gap := funding_gap(funding.total, parts):
            url = links.address("tasks:plan", funding.plan_id)
            yield Finding("funding", short(funding.text), gap, url)


def villages_without_body(record: Record) -> Iterator[AnyFinding]:
    """A village is to reach a standard, but no organisation of it can be given work."""
    for assessment in record.assessments:
        if assessment.unit.is_village and not assessment.has_body:
            yield Finding(
                "body",
                assessment.unit.title_name,
                "Có mục tiêu trong năm nhưng chưa khai tổ chức nào (ban phát triển, chi hội…).",
                links.address("villages:unit", assessment.unit_id),
            )


def targets_missed(record: Record) -> Iterator[AnyFinding]:
    """The day by which an assessment was to be met has passed."""
    for assessment in record.assessments:
        standings = record.standings_of(assessment)
        left = sum(s.state != State.MET for s in standings)
        if assessment.target_on and assessment.target_on < record.today and left:
            yield Finding(
                "target",
                str(assessment),
                f"Đã quá ngày phấn đấu {format_day(assessment.target_on)}, còn {left} tiêu chí.",
                links.address("reports:assessment", assessment.pk),
            )


CHECKS: Sequence[Callable[[Record], Iterator[AnyFinding]]] = (
    claims_against_figures,
    targets_missed,
    leaders_missing_or_doubled,
    tasks_without_assignee,
    tasks_without_deadline,
    deadlines_outside_windows,
    funding_not_adding_up,
    villages_without_body,
)

# Kind → the heading of its findings on the page that lists them all.
HEADINGS = {
    "contradicting": "Báo đạt nhưng trái số liệu",
    "target": "Quá ngày phấn đấu",
    "leader": "Lãnh đạo phụ trách tiêu chí",
    "assignee": "Nhiệm vụ chưa giao rõ người",
    "deadline": "Nhiệm vụ chưa rõ thời hạn",
    "window": "Thời hạn ngoài khung kế hoạch",
    "funding": "Kinh phí chưa khớp",
    "body": "Thôn chưa có tổ chức",
}

# Kind → the word on its badge.
BADGES = {
    "contradicting": "Trái số liệu",
    "target": "Quá ngày phấn đấu",
    "leader": "Lãnh đạo",
    "assignee": "Chưa giao",
    "deadline": "Thời hạn",
    "window": "Thời hạn",
    "funding": "Kinh phí",
    "body": "Tổ chức",
}


def findings(record: Record) -> list[AnyFinding]:
    """Everything that the checks find, in the order in which a careful officer would mend it."""
    return [finding for check in CHECKS for finding in check(record)]


def grouped(found: Sequence[AnyFinding]) -> list[tuple[str, list[AnyFinding]]]:
    """(heading, findings) for each kind that was found."""
    order = list(HEADINGS)
    ordered = sorted(found, key=lambda f: order.index(f.kind))
    return [(HEADINGS[kind], list(rows)) for kind, rows in groupby(ordered, lambda f: f.kind)]


def short(text: str, length: int = 140) -> str:
    """The text on one line, cut with … when it is longer."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1].rstrip()}…"


def _where(task: OpenTask) -> str:
    """`Xã Mai Đình, tiêu chí 7`: what tells tasks of the same words apart."""
    place = task.unit_words[:1].upper() + task.unit_words[1:]
    return f"{place}, tiêu chí {task.criterion_number}" if task.criterion_number else place
