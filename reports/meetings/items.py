"""One line of a point on a screen of its own: what the record knows of it, large."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from criteria.enums import NOBODY, Claim
from criteria.judging import IndicatorRow, row_of
from criteria.models import Assessment
from criteria.nouns import indicator_title
from criteria.queries.past import results_as_of
from evidence.models import Verdict
from evidence.review.workdays import supplement_words
from ntm_project.common.dates import format_day
from ntm_project.common.numbers import format_count
from ntm_project.common.text import shortened
from reports.meetings.points import PointLine
from tasks.models import Task

MEASURES = 4  # so many fit a screen beside the rest


class LineFact(NamedTuple):
    """What is known of the line, under its name; a long one takes the whole width."""

    label: str
    text: str
    tone: str = ""
    is_wide: bool = False


class MeasureLine(NamedTuple):
    """An indicator: its state, its wording, its value against the level."""

    state: str
    name: str
    words: str


@dataclass
class ScreenItem:
    """What a screen shows of one line."""

    title: str
    facts: list[LineFact] = field(default_factory=list)
    measures: list[MeasureLine] = field(default_factory=list)
    more: int = 0  # indicators that are met, or find no room


def item_of(line: PointLine, day: date, *, is_kept: bool) -> ScreenItem:
    """The line with what the record knows of it on the day; of what is kept, as it was kept."""
    kind, _, keys = line.ref.partition(":")
    draw = None if is_kept else _DRAWN.get(kind)
    item = draw(line, keys, day) if draw else None
    if item is None:
        names = {"criterion": "Phụ trách", "verdict": ""}
        leading = LineFact(names.get(kind, "Chủ trì"), line.who, line.who_tone)
        item = ScreenItem(line.text, [leading, LineFact("", line.note, is_wide=True)])
    return replace(item, facts=[fact for fact in item.facts if fact.text])


def _criterion(line: PointLine, keys: str, day: date) -> ScreenItem | None:
    pk, _, number = keys.partition(":")
    rows = Assessment.objects.select_related("unit", "criteria_set")
    assessment = rows.filter(pk=int(pk)).first()
    if assessment is None:
        return None
    results = results_as_of(assessment, day, int(number))
    indicators = [row_of(assessment, result) for result in results]
    open_first = sorted(indicators, key=lambda row: row.result.claim == Claim.MET)
    leading = LineFact("Phụ trách", line.who, line.who_tone)
    return ScreenItem(
        line.text,
        [leading, *_works(assessment, int(number))],
        [_measure(row) for row in open_first[:MEASURES]],
        max(len(indicators) - MEASURES, 0),
    )


def _measure(row: IndicatorRow) -> MeasureLine:
    words = " / ".join(filter(None, [row.value_words, row.level_words if row.level else ""]))
    return MeasureLine(row.state, f"{row.indicator.code} {row.indicator.wording}", words)


def _works(assessment: Assessment, number: int) -> Iterator[LineFact]:
    """The work on a criterion that is due first, with who leads it; how much there is beside it."""
    tasks = Task.objects.open().filter(assessment=assessment, criterion__number=number)
    found = list(tasks.with_assignments().order_by("ends_on", "pk"))
    if not found:
        yield LineFact("Việc đang làm", "Chưa có việc nào được giao", "red")
        return
    first = found[0]
    yield LineFact("Việc chưa xong", format_count(len(found)))
    words = [shortened(first.text, 90), _names(first, is_lead=True), first.deadline_words]
    yield LineFact("Việc đến hạn trước nhất", " · ".join(filter(None, words)), is_wide=True)
    if stuck := next((task for task in found if task.obstacle), None):
        yield LineFact("Vướng mắc", shortened(stuck.obstacle, 160), "amber", is_wide=True)


def _names(task: Task, *, is_lead: bool) -> str:
    return ", ".join(row.name for row in (task.leads if is_lead else task.supports))


def _task(line: PointLine, keys: str, day: date) -> ScreenItem | None:
    task = Task.objects.select_related("unit").with_assignments().filter(pk=int(keys)).first()
    if task is None:
        return None
    until = f" (đến hết {format_day(task.ends_on)})" if task.ends_on else ""
    facts = [
        LineFact("Chủ trì", _names(task, is_lead=True) or NOBODY.capitalize()),
        LineFact("Thời hạn", f"{task.deadline_words}{until}"),
        LineFact("Phối hợp", _names(task, is_lead=False)),
        LineFact("Tình trạng", str(task.get_state_display())),
        LineFact("Tiến độ", shortened(task.progress, 240), is_wide=True),
        LineFact("Vướng mắc", shortened(task.obstacle, 240), "amber", is_wide=True),
        LineFact("Kết quả", shortened(task.result, 240), is_wide=True),
    ]
    title = f"{task.unit.title_name} · {shortened(task.text, 240)}"
    return ScreenItem(title, facts)


def _verdict(line: PointLine, keys: str, day: date) -> ScreenItem | None:
    rows = Verdict.objects.select_related(
        "item__submission__step",
        "item__submission__assessment__unit",
        "item__submission__assessment__criteria_set",
        "item__result__indicator",
    )
    row = rows.filter(pk=int(keys)).first()
    if row is None:
        return None
    sent, indicator = row.item.submission, row.item.result.indicator
    facts = [
        LineFact("Lý do trả lại", str(row.get_reason_code_display())),
        LineFact("Thời hạn", supplement_words(sent.supplement_by, day)),
        LineFact("Bước thẩm tra", sent.step.name),
        LineFact("Phải bổ sung", shortened(row.text, 400), "amber", is_wide=True),
    ]
    named = shortened(indicator_title(indicator, sent.assessment), 220)
    title = f"{sent.assessment.unit.title_name} · {named}"
    return ScreenItem(title, facts)


_DRAWN: dict[str, Callable[[PointLine, str, date], ScreenItem | None]] = {
    "criterion": _criterion,
    "task": _task,
    "verdict": _verdict,
}
