"""Checks of bodies that are to act before they are set up, or before they are named anew."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain

from ntm_project.common.dates import format_day
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import about, about_text, counting, of_plan
from reports.checks.reading.once import all_read_once, fold
from reports.checks.reading.quantities import SENTENCE as WHOLE_SENTENCE
from reports.checks.reading.times import day_named_in
from reports.checks.reading.wording import meaning
from reports.lines import Line, short
from tasks.models import Task

# Of folded words: how a task has a body set up, and how it has one renewed.
_FOUNDS = ("thanh lap", "ra mat")
_RENEWS = "kien toan"


# A body that the register does not have yet, as a plan names it.
_YET_TO_COME = re.compile(r"(?:tổ|ban|đội|nhóm|hội đồng|câu lạc bộ|hợp tác xã)\s+\w+", re.I)


def _led_by_bodies(facts: CheckFacts) -> dict[str, list[Task]]:
    """Body by its name → the open tasks that it leads; one that is only named in words too."""
    names = {body.pk: body.name for body in facts.bodies}
    led: dict[str, list[Task]] = defaultdict(list)
    for task in facts.open_tasks:
        for row in facts.leads_of(task):
            words = row.role_words if _YET_TO_COME.match(row.role_words) else ""
            if name := names.get(row.body_id or 0, words):
                led[name].append(task)
    return led


def _bodies_named(task: Task, led: Mapping[str, object]) -> Iterator[str]:
    """The bodies with work of their own that a task names in full."""
    named = meaning(task.search)
    return (name for name in led if meaning(name) <= named)


def _is_founding(task: Task) -> bool:
    return any(word in task.search for word in _FOUNDS)


def _body_not_set_up_yet(facts: CheckFacts) -> Iterator[Line]:
    """A body leads work that is to be done before the body is set up, or nobody knows when."""
    led = _led_by_bodies(facts)
    for founding in filter(_is_founding, facts.open_tasks):
        day = founding.ends_on
        for name in _bodies_named(founding, led):
            given = [task for task in led[name] if task.pk != founding.pk]
            early = [task for task in given if day is None or (task.ends_on and task.ends_on < day)]
            if early:
                until = f"đến {format_day(day)} mới lập" if day else "việc thành lập chưa có hạn"
                fault = f"{name} đã được giao {len(early)} việc, nhưng {until}."
                yield counting(about(founding, fault), early)


_A_BODY = (
    r"(?P<name>(?:Tổ|Ban|Đội|Hội đồng|Câu lạc bộ|CLB|Hợp tác xã|HTX)\b"
    r"(?:\s+(?!trong\b|trước\b|xong\b|gồm\b|để\b|tại\b|vào\b|do\b|chậm\b)[^\W\d]+){1,6})"
)
_SETS_UP = re.compile(rf"\b(?:thành lập|ra mắt)\s+{_A_BODY}", re.I)


def _set_up_later_in_words(facts: CheckFacts) -> Iterator[Line]:
    """A text has a body set up after a day by which a text or a task has it work."""
    for plan, text, sentence, folded in facts.words_of_sentences:
        is_founding = any(word in folded for word in _FOUNDS)
        founding = _SETS_UP.search(sentence) if is_founding else None
        day = day_named_in(sentence, plan.year) if founding else None
        if not founding or not day:
            continue
        name = fold(founding["name"])
        led = (
            (task.text, task.ends_on)
            for body, its in _led_by_bodies(facts).items()
            for task in its
            if fold(body) == name and task.ends_on and task.ends_on < day
        )
        texts = (
            (other, until)
            for its, _, other in facts.sentences
            if its is plan and other is not sentence and name in fold(other)
            if (until := day_named_in(other, plan.year)) and until < day
        )
        tasks = (
            (task.text, task.ends_on)
            for task, words in facts.words_of_tasks
            if name in words and task.ends_on and task.ends_on < day
        )
        if early := next(chain(texts, tasks, led), None):
            fault = f"{founding['name']} đến {format_day(day)} mới lập, đã có việc hạn"
            words = f"{format_day(early[1])}: “{short(early[0].strip(' -+'), 80)}”."
            yield about_text(plan, text, f"{fault} {words}")


# `Tổ giúp việc do UBND xã ra quyết định thành lập trong tháng 4/2024`
_IS_SET_UP = re.compile(
    r"(?P<name>(?:Tổ|Ban|Đội|Hội đồng|Câu lạc bộ|CLB|Hợp tác xã|HTX)\b"
    r"(?:\s+(?!do\b|được\b|sẽ\b)[^\W\d]+){1,6}?)\s+(?:do|được|sẽ)\b[^.;\n\d]{0,60}?"
    r"\b(?:thành lập|ra mắt)\b"
)


@all_read_once
def set_up_after_it_acts(text: str, year: int) -> Iterator[tuple[str, date, str, date]]:
    """(body, when it is set up, work it has before, by when) of each body of a pasted paper that is
    set up after a day by which it has work there."""
    sentences = WHOLE_SENTENCE.split(text) if "thành lập" in text or "ra mắt" in text else ()
    for founding in sentences:
        found = _IS_SET_UP.search(founding)
        day = day_named_in(founding, year) if found else None
        if not found or not day:
            continue
        for other in sentences:
            is_its = other is not founding and found["name"] in other
            until = day_named_in(other, year) if is_its and not _IS_SET_UP.search(other) else None
            if until and until < day:
                yield found["name"], day, other.strip(" -+"), until
                break


def _set_up_later_in_the_paper(facts: CheckFacts) -> Iterator[Line]:
    for plan in facts.plans:
        found = set_up_after_it_acts(plan.pasted, plan.year) if plan.pasted else ()
        for name, day, work, until in found:
            fault = f"{name} đến {format_day(day)} mới thành lập, đã có việc hạn"
            yield of_plan(plan, f"{fault} {format_day(until)}: “{short(work, 80)}”.")


def _body_too_early(facts: CheckFacts) -> Iterator[Line]:
    yield from _body_not_set_up_yet(facts)
    yield from _set_up_later_in_the_paper(facts)
    yield from _set_up_later_in_words(facts)


_NAMES_ANEW = re.compile(rf"\b(?:kiện toàn|thành lập|ra mắt)\s+{_A_BODY}", re.I)


def _works_before_it_is_named(facts: CheckFacts) -> Iterator[Line]:
    """A task begins with the name of a body that another has set up, or renewed, after its day."""
    for named in facts.open_tasks:
        is_named = named.ends_on and any(word in named.search for word in (_RENEWS, *_FOUNDS))
        found = _NAMES_ANEW.search(named.text) if is_named else None
        name = f"{fold(found['name'])} " if found else ""
        for task in facts.open_tasks if name.count(" ") > 2 else ():
            is_its = task.pk != named.pk and task.search.startswith(name)
            if is_its and task.ends_on and named.ends_on and task.ends_on < named.ends_on:
                words = f"trong khi “{short(named.text, 80)}” ghi “{named.deadline_words}”."
                yield about(task, f"hạn “{task.deadline_words}”, {words}")


def _body_renewed_late(facts: CheckFacts) -> Iterator[Line]:
    """A body whose members are to be named anew leads work that is due before that begins."""
    yield from _works_before_it_is_named(facts)
    led = _led_by_bodies(facts)
    for renewal in facts.open_tasks:
        day = renewal.starts_on or renewal.ends_on
        if not day or _RENEWS not in renewal.search or _is_founding(renewal):
            continue
        for name in _bodies_named(renewal, led):
            given = [task for task in led[name] if task.pk != renewal.pk]
            if early := [task for task in given if task.ends_on and task.ends_on < day]:
                words = renewal.deadline_words
                fault = f"{name} có {len(early)} việc phải xong trước khi kiện toàn ({words})."
                yield counting(about(renewal, fault), early)


CHECKS = (
    Check("body-renewed-late", "Việc đến hạn trước khi kiện toàn ban", "Kiện toàn", Severity.LOW,
          _body_renewed_late),
    Check("body-not-set-up", "Giao việc trước khi lập ban", "Ban chưa lập", Severity.MEDIUM,
          _body_too_early),
)  # fmt: skip
