"""Checks of the tasks themselves: their days, their place in the set, and tasks of one meaning."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, pairwise

from criteria.enums import State
from criteria.nouns import of_set
from ntm_project.common.dates import format_day
from ntm_project.common.text import uncapitalised
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import about
from reports.checks.plans.stages import are_stages
from reports.checks.reading.criteria import criteria_in
from reports.checks.reading.faults import count_faults
from reports.checks.reading.once import fold
from reports.checks.reading.themes import of_other_themes
from reports.checks.reading.wording import is_same_work, meaning, measured, things_due, wording
from reports.lines import Line, short
from tasks.models import Target, Task

LAST_MONTH_OF_PLANS = 3
FEW = 10  # of so many tasks one
HALF_OF_FEW = 5  # of so many it is still one
A_FORTNIGHT = timedelta(days=14)
MOST_COMPARED = 400  # tasks of one criterion: more are an import, and each is compared with each
_BEGINS = ("khoi cong",)
_ENDS = ("hoan thanh", "nghiem thu", "dua vao su dung", "xong", "ban giao")


def _outside_the_year(facts: CheckFacts) -> Iterator[Line]:
    """The last day lies in another year than that of the plan."""
    for task in facts.open_tasks:
        if task.ends_on and task.ends_on.year != task.plan.year:
            day = format_day(task.ends_on)
            stated = "" if day in task.deadline_words else f" (ghi “{task.deadline_words}”)"
            fault = f"hạn {day}{stated} không thuộc năm {task.plan.year} của kế hoạch."
            yield about(task, fault)


def _after_the_target(facts: CheckFacts) -> Iterator[Line]:
    """The work ends after the day by which its assessment is to be met."""
    for task in facts.open_tasks:
        target = task.assessment.target_on if task.assessment else None
        # What lies in another year is a finding already.
        is_of_year = task.ends_on is not None and task.ends_on.year == task.plan.year
        if target and task.ends_on and task.ends_on > target and is_of_year:
            yield about(
                task,
                f"hạn {format_day(task.ends_on)} sau ngày phấn đấu đạt {format_day(target)}.",
            )


def _due_before_the_plan(facts: CheckFacts) -> Iterator[Line]:
    """Open work was due before the plan that orders it was issued; a plan that comes later than the
    first quarter may list what has long begun, but then it is more than a few of its tasks."""
    days = {plan: plan.first_issued_on or facts.issue_days.get(plan.pk) for plan in facts.plans}
    for plan, day in days.items():
        dated = [t for t in facts.open_tasks if t.plan_id == plan.pk and t.ends_on]
        early = [(t, t.ends_on) for t in dated if day and t.ends_on and t.ends_on < day]
        is_late = day and day >= date(plan.year, LAST_MONTH_OF_PLANS + 1, 1)
        one = 1 if len(dated) >= HALF_OF_FEW else 0
        if not day or (is_late and len(early) > max(one, len(dated) / FEW)):
            continue
        for task, until in early:
            words = f"trước ngày ban hành kế hoạch ({format_day(day)})"
            yield about(task, f"hạn {format_day(until)} {words}.")


def _tentative(facts: CheckFacts) -> Iterator[Line]:
    """The deadline is an expectation (`dự kiến`), nobody promised it."""
    for task in facts.open_tasks:
        if task.is_tentative:
            yield about(task, f"thời hạn “{task.deadline_words}” mới là dự kiến.")


def _orders_nothing(facts: CheckFacts, task: Task) -> bool:
    """An order that names no work: it refers to a guide and orders to carry it out."""
    if task.indicator_id is not None:
        return False
    text = task.search
    is_empty = "minh chung tieu chi" in text or text.endswith("thuc hien theo quy dinh")
    return (is_empty and text.startswith("can cu")) or (
        _IN_EVERY_WORK.issuperset(facts.wordings[task.pk])
        and not wording(_OF_EVERY_WORK.sub(" ", text))
    )


# Of any order: one in these alone names no work. Whole, for `công bố quy hoạch chung` is
# made of parts of them and names one.
_OF_ANY = tuple(
    fold(words)
    for words in (
        "hoàn thiện", "hoàn thành", "đạt chuẩn", "đạt", "chuẩn", "minh chứng", "hồ sơ", "tiêu chí",
        "chỉ tiêu", "nông thôn mới", "nâng cao", "hướng dẫn", "quy định", "kế hoạch", "nhiệm vụ",
        "yêu cầu", "cấp trên", "tốt", "đầy đủ", "đủ", "đúng", "tiến độ", "bổ sung", "triển khai",
        "tham mưu", "rà soát", "đánh giá", "giữ vững", "duy trì", "các", "lại", "cơ quan",
        "chuyên môn", "ngành", "về", "NTM",
    )
)  # fmt: skip
_IN_EVERY_WORK = meaning(" ".join(_OF_ANY))
_OF_EVERY_WORK = re.compile(rf"\b(?:{'|'.join(_OF_ANY)})\b")


def _same_works(facts: CheckFacts) -> list[tuple[Task, Task]]:
    """Pairs of open tasks of one unit, and of one criterion as far as they name one, that order
    the same."""
    groups: dict[tuple[int, int | None], list[Task]] = defaultdict(list)
    for task in facts.open_tasks:
        if not _orders_nothing(facts, task):
            groups[task.unit_id, task.criterion_id].append(task)
    found = []
    for group in groups.values():
        rows = [
            (task, {fold(name) for _, name in facts.places[task.text]}, facts.wordings[task.pk])
            for task in (group if len(group) <= MOST_COMPARED else ())
        ]
        for (one, here, mine), (other, there, theirs) in combinations(rows, 2):
            is_apart = here and there and here.isdisjoint(there)
            by_name = one.criterion_id is not None
            is_same = not is_apart and is_same_work(mine, theirs, by_name=by_name)
            if is_same and not are_stages(one.search, other.search):
                found.append((one, other))
    return found


def _ordered_twice(facts: CheckFacts) -> Iterator[Line]:
    """The same work stands twice: with two days, with two leads, or alike."""
    yield from _same_count_by_another_day(facts)
    for one, other in _same_works(facts):
        there = f"“{short(other.text, 80)}”"
        mine, theirs = ({str(row) for row in facts.leads_of(task)} for task in (one, other))
        if one.ends_on != other.ends_on and not (one.rhythm or other.rhythm):
            first = f"hạn “{one.deadline_words}”" if one.deadline_words else "không ghi hạn"
            second = f"ghi “{other.deadline_words}”" if other.deadline_words else "không ghi hạn"
            yield about(one, f"{first}, trong khi {there} {second}.")
        elif mine and theirs and not mine & theirs:
            names, others = ", ".join(sorted(mine)), ", ".join(sorted(theirs))
            yield about(one, f"chủ trì {names}, trong khi {there} giao {others}.")
        elif one.indicator_id == other.indicator_id:
            yield about(one, f"ghi trùng với {there}.")


def _same_words_elsewhere(facts: CheckFacts) -> Iterator[Line]:
    """One work of a unit stands under two criteria, in the same words, with two days."""
    groups: dict[tuple[int, frozenset[str]], dict[int | None, Task]] = defaultdict(dict)
    for task in facts.open_tasks:
        words = frozenset(facts.wordings[task.pk])
        is_one = len(words) > 3 and not _orders_nothing(facts, task)
        if is_one and task.ends_on and not task.rhythm:
            groups[task.unit_id, words].setdefault(task.criterion_id, task)
    for one, *others in (list(group.values()) for group in groups.values()):
        for other in others:
            if one.ends_on != other.ends_on:
                under = f"tiêu chí {other.criterion.number}" if other.criterion else "mục khác"
                mine, theirs = one.deadline_words, other.deadline_words
                yield about(one, f"hạn “{mine}”, cùng việc ấy ở {under} ghi “{theirs}”.")


def _same_count_by_another_day(facts: CheckFacts) -> Iterator[Line]:
    """Two tasks of a unit are to finish the same number of the same things, by two days, and no
    third one is."""
    named: dict[tuple[int, tuple[str, str]], list[Task]] = defaultdict(list)
    for task in facts.open_tasks:
        for thing in things_due(task.search) if task.ends_on and not task.rhythm else ():
            named[task.unit_id, thing].append(task)
    for one, other in (tasks for tasks in named.values() if len(tasks) == 2):
        if one.ends_on != other.ends_on and not are_stages(one.search, other.search):
            mine, theirs = one.deadline_words, other.deadline_words
            yield about(one, f"hạn “{mine}”, trong khi “{short(other.text, 80)}” ghi “{theirs}”.")


def _again_in_the_village(facts: CheckFacts) -> Iterator[Line]:
    """A work of the commune that names a village is ordered of the village too, by another day."""
    villages = {unit.pk: unit for unit in facts.villages}
    rows = [t for t in facts.open_tasks if t.ends_on and not t.rhythm]
    below = [task for task in rows if task.unit_id in villages]
    names = {key: fold(villages[key].name) for key in {task.unit_id for task in below}}
    above = {
        key: [t for t in rows if not t.unit.is_village and name in t.search]
        for key, name in names.items()
    }
    for task in below:
        name = meaning(names[task.unit_id])
        own = frozenset(facts.wordings[task.pk]) - name
        for other in above[task.unit_id] if len(own) > 2 else ():
            is_same = own == frozenset(facts.wordings[other.pk]) - name
            if is_same and other.ends_on != task.ends_on:
                mine, theirs = task.deadline_words, other.deadline_words
                place = other.unit.full_name
                yield about(task, f"hạn “{mine}”, cùng việc ấy ở phần của {place} ghi “{theirs}”.")


def _later_than_its_target(facts: CheckFacts) -> Iterator[Line]:
    """The work ends after the day of the target of its indicator, of its criterion as a whole, or
    that names the same work."""
    for target in (target for plan in facts.plans for target in plan.targets.all()):
        key = target.assessment_id, target.criterion_id or 0
        late = [
            task
            for task in facts.tasks_of_criterion.get(key, ())
            if task.is_open and target.ends_on and task.ends_on and task.ends_on > target.ends_on
        ]
        words = wording(target.text) if late else ()
        aimed = measured(target.text) - _AIMING if late else frozenset()
        topic = {word for word in aimed if not word.isdigit()}
        for task in late:
            is_its = target.indicator_id is not None and task.indicator_id == target.indicator_id
            is_its = is_its or _is_of_the_whole(target)
            # A few days of work on the same indicator may follow; of the same work none may.
            is_its = is_its and task.ends_on > target.ends_on + A_FORTNIGHT
            # `Vận động người dân tham gia …` for the share of those who do
            is_its = is_its or (len(topic) > 3 and topic.issubset(facts.wordings[task.pk]))
            if is_its or is_same_work(facts.wordings[task.pk], words):
                mine, theirs = task.deadline_words, target.deadline_words
                yield about(task, f"hạn “{mine}”, trong khi mục tiêu cùng nội dung ghi “{theirs}”.")


_AIMING = frozenset(("dat", "tu", "tro", "len", "con", "duoi", "xuong"))
_OF_THE_WHOLE = re.compile(r"\D*\bdat\b[^\d]*\btieu chi\b")


def _is_of_the_whole(target: Target) -> bool:
    """Whether a target is that its criterion be met: `Đạt tiêu chí Môi trường`."""
    is_whole = target.criterion_id is not None and target.indicator_id is None
    return is_whole and target.value is None and bool(_OF_THE_WHOLE.match(fold(target.text)))


def _later_than_its_window(facts: CheckFacts) -> Iterator[Line]:
    """The work ends after the window of the plan that names the same work."""
    for window in (window for plan in facts.plans for window in plan.windows.all()):
        last, words = window.ends_on, frozenset(wording(window.text))
        for task in facts.open_tasks if last else ():
            is_late = task.plan_id == window.plan_id and task.ends_on and task.ends_on > last
            if is_late and len(words) > 3 and len(words ^ {*facts.wordings[task.pk]}) <= 1:
                mine, theirs = task.deadline_words, window.deadline_words
                fault = f"hạn “{mine}”, trong khi khung thời gian của việc này ghi “{theirs}”."
                yield about(task, fault)


def _one_order_for_several(facts: CheckFacts) -> Iterator[Line]:
    """One order in the same words serves several indicators: none of them has its own."""
    by_text: dict[tuple[object, ...], list[Task]] = defaultdict(list)
    for task in facts.open_tasks:
        if task.indicator:
            by_text[task.unit_id, task.criterion_id, task.search].append(task)
    for same in by_text.values():
        codes = sorted({task.indicator.code for task in same if task.indicator})
        if len(codes) > 1:
            fault = f"một lời giao chung cho các chỉ tiêu {', '.join(codes)}."
            yield about(same[0], of_set(fault, same[0].assessment))


def _of_another_set(facts: CheckFacts) -> Iterator[Line]:
    """The criterion is not of the set by which the unit is judged."""
    for task in facts.open_tasks:
        chosen = task.criterion.criteria_set_id if task.criterion else None
        if task.assessment and chosen not in (None, task.assessment.criteria_set_id):
            yield about(task, "tiêu chí không thuộc bộ đang áp dụng cho đơn vị.")


def _counts_contradict(facts: CheckFacts) -> Iterator[Line]:
    """The counts in a text do not add up."""
    for task in facts.open_tasks:
        texts = (task.text, task.paper_words, task.progress, task.obstacle, task.result)
        for fault in (fault for text in texts if text for fault in count_faults(text)):
            yield about(task, uncapitalised(fault))


def _only_begun(facts: CheckFacts) -> Iterator[Line]:
    """The unit is to be judged this year, and a work of an unmet criterion is only to be begun."""
    states = {s.key: s.state for s in facts.record.standings}
    for key, tasks in facts.tasks_of_criterion.items():
        texts = [task.search for task in tasks]
        if states.get(key) == State.MET or any(word in t for t in texts for word in _ENDS):
            continue
        for task, text in zip(tasks, texts, strict=True):
            if task.is_open and any(word in text for word in _BEGINS):
                yield about(task, "trong năm mới khởi công, chưa có việc nào nói đến hoàn thành.")


def _empty_words(facts: CheckFacts) -> Iterator[Line]:
    """An order from which nobody learns what to do."""
    for task in facts.open_tasks:
        if _orders_nothing(facts, task):
            fault = of_set("chưa nêu chỉ tiêu nào", task.assessment)
            yield about(task, f"chỉ dẫn căn cứ, {fault} và phải làm gì.")


def _before_the_window(facts: CheckFacts) -> Iterator[Line]:
    """The time of a task begins before the first window of its plan."""
    firsts = {plan: first for plan, (first, _) in facts.record.spans.items() if first}
    for task in facts.open_tasks:
        first = firsts.get(task.plan_id)
        is_in = task.ends_on and first and task.ends_on >= first
        if is_in and first and task.starts_on and task.starts_on < first:
            fault = (
                f"bắt đầu từ {format_day(task.starts_on)}, khung kế hoạch từ {format_day(first)}."
            )
            yield about(task, fault)


def _under_another_criterion(facts: CheckFacts) -> Iterator[Line]:
    """A task stands under one criterion and names another, or speaks of what another is about."""
    names: dict[int, dict[str, int]] = defaultdict(dict)
    for standing in facts.record.standings:
        criterion = standing.criterion
        names[standing.assessment_id][fold(criterion.name)] = criterion.number
    for task in facts.open_tasks:
        if task.criterion is None:
            continue
        numbers = {number for number, _ in criteria_in(task.text)} if "iêu chí" in task.text else ()
        if len(numbers) == 1 and task.criterion.number not in numbers and not task.unit.is_village:
            yield about(task, f"lời văn nêu tiêu chí số {next(iter(numbers))}.")
        own, known = fold(task.criterion.name), names.get(task.assessment_id or 0, {})
        if task.indicator and _speaks_of(fold(task.indicator.wording), task.search):
            continue
        for number in of_other_themes(task.search, own, known):
            if not _speaks_of(own, task.search):
                yield about(task, f"nội dung có vẻ thuộc tiêu chí {number}.")


def _speaks_of(name: str, text: str) -> bool:
    """Whether folded words speak of a criterion by two neighbouring words of its folded name, or by
    all of a shorter one: `thu gom` is not of `thu nhập`."""
    words = name.split()
    pairs = [" ".join(pair) for pair in pairwise(words)] or words
    return any(re.search(rf"\b{re.escape(pair)}\b", text) for pair in pairs)


CHECKS = (
    Check("outside-year", "Hạn ngoài năm kế hoạch", "Thời hạn", Severity.HIGH, _outside_the_year),
    Check("after-target", "Hạn sau ngày phấn đấu", "Thời hạn", Severity.HIGH, _after_the_target),
    Check("ordered-twice", "Cùng một việc, ghi hai nơi", "Trùng việc", Severity.HIGH,
          _ordered_twice),
    Check("after-its-target", "Việc xong sau hạn của mục tiêu", "Thời hạn", Severity.HIGH,
          _later_than_its_target),
    Check("under-two-criteria", "Cùng một việc, hai hạn ở hai tiêu chí", "Thời hạn", Severity.HIGH,
          _same_words_elsewhere),
    Check("again-in-village", "Cùng một việc, hai hạn ở xã và thôn", "Thời hạn", Severity.HIGH,
          _again_in_the_village),
    Check("after-its-window", "Việc xong sau khung thời gian của nó", "Thời hạn", Severity.HIGH,
          _later_than_its_window),
    Check("before-window", "Việc bắt đầu trước khung kế hoạch", "Thời gian", Severity.LOW,
          _before_the_window),
    Check("under-another", "Việc đặt dưới tiêu chí khác", "Khác tiêu chí", Severity.LOW,
          _under_another_criterion),
    Check("one-order-for-several", "Một lời giao cho nhiều chỉ tiêu", "Giao chung", Severity.LOW,
          _one_order_for_several),
    Check("of-another-set", "Việc thuộc bộ tiêu chí khác", "Khác bộ", Severity.HIGH,
          _of_another_set),
    Check("counts-contradict", "Các con số mâu thuẫn", "Số đếm", Severity.MEDIUM,
          _counts_contradict),
    Check("only-begun", "Năm đạt chuẩn mà mới khởi công", "Tiến độ", Severity.MEDIUM, _only_begun),
    Check("empty-words", "Việc chưa nêu nội dung cụ thể", "Nội dung", Severity.MEDIUM,
          _empty_words),
    Check("due-before-plan", "Thời hạn trước ngày ban hành kế hoạch", "Thời hạn", Severity.MEDIUM,
          _due_before_the_plan),
    Check("tentative", "Thời hạn mới là dự kiến", "Dự kiến", Severity.LOW, _tentative),
)  # fmt: skip
