"""Checks of what the words of a task state against its own fields: day, person, place, result."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ntm_project.common.dates import format_day
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import about, about_text
from reports.checks.facts.rows import AHEAD
from reports.checks.people.offices import (
    DISTRICTS_GONE,
    NO_DISTRICTS,
    OF_DISTRICT,
    is_without_districts,
)
from reports.checks.reading.figures import SENTENCE
from reports.checks.reading.names import Names, among, persons_in, places_in
from reports.checks.reading.once import fold, parse_deadline
from reports.checks.reading.patterns import ANY_WORD, NUMBERED
from reports.checks.reading.times import ends_before_it_begins
from reports.lines import Line, short
from tasks.enums import TaskState
from tasks.models import Task
from villages.models import Body, Unit

_DAY = re.compile(
    r"(?:trước|đến hết|chậm nhất(?:\s+(?:là|vào))?"
    r"|(?:hoàn thành|xong|bàn giao)(?:\s+(?:trong|vào))?)\s+"
    r"(?:(?:ngày\s+)?\d{1,2}/\d{1,2}(?:/\d{4})?|tháng\s+\d{1,2}(?:/\d{4})?"
    r"|quý\s+[IV\d]{1,3}(?:/\d{4})?)(?![\d/])",
    re.I,
)
# `trong quý III (trước ngày 30/11)`: one time in two words.
_TWO_AT_ONCE = re.compile(rf"{_DAY.pattern}\s*\({_DAY.pattern}\)", re.I)
_ORDERS = re.compile(
    r"(?:giao|phân công)\s+(?:nhiệm vụ\s+)?(?:cho\s+)?(?:đồng chí|đ/c|ông|bà)", re.I
)
_UNFINISHED = re.compile(
    r"chưa (?:xong|hoàn thành|nghiệm thu)|đang (?:thi công|thực hiện|làm|triển khai|trình|chờ"
    r"|lập|xin|hoàn thiện|vận động)"
    r"|còn\s[^.;\n]{0,40}\bchưa\b|còn thiếu\s+\d"
    r"|mới\s+(?:xong|làm|được)\s+(?:một\s+)?(?:phần|bước|giai đoạn)\b"
    r"|(?:được|tổ chức|mở|làm|trồng|lắp|xây)\s+0\s+[^\W\d]+"
    r"|sẽ\s+(?:tiếp tục\s+)?(?:hoàn thiện|hoàn thành|thi công|nghiệm thu|nộp|làm (?:nốt|tiếp|xong))"
    r"|còn\s+(?:lại\s+)?\d[\d.,]*\s*[^\W\d]+[^.;\n]{0,30}?\b(?:chờ|chuyển sang|làm tiếp)\b"
    r"|(?:^|[,.;:(]\s*|\b(?:nay|hiện)\s+)(?:mới|chỉ)\s+(?!tiêu)(?:[^\W\d]+\s+){0,3}\d+\s*/\s*\d+"
    r"|(?:phần|khối lượng|hạng mục)\s+còn lại\s+(?:chuyển|làm|thực hiện|để|sẽ|sang)"
    r"|(?:đạt|được|xong)\s+(?:khoảng\s+)?\d{1,2}(?:,\d+)?\s*%\s+(?:khối lượng|công việc|hạng mục)"
    r"|(?:mới|chỉ)\s+(?:đạt|được|xong|làm được)\s+(?:khoảng\s+)?\d{1,2}(?:,\d+)?\s*%"
    r"|(?:chuyển|lùi|hoãn|dời)\s+(?:lại\s+)?(?:sang\s+|đến\s+)?(?:quý|tháng|năm|kỳ|tuần)\s+"
    r"(?:sau|tới|[\dIV]+)|không\s+(?:thực hiện|triển khai|tổ chức|làm)\s+được",
    re.I,
)
# A result of which nothing is done: it begins with `chưa`, and has nothing finished after it.
_NO_HARM = r"(?!phát hiện|ghi nhận|xảy ra|để xảy ra|có (?:vi phạm|trường hợp|khiếu nại|đơn))"
_NOT_BEGUN = re.compile(
    rf"^\W*không\s+{_NO_HARM}(?:[^\W\d]+\s+){{1,2}}được\b|^\W*chưa\s+{_NO_HARM}"
    r"(?!.*\b(?:xong|hoàn thành|đã)\b)[^\W\d]+(?:\s[^\W\d]+){0,3}",
    re.I,
)
_RESULT_STATES = (TaskState.REPORTED, TaskState.DONE)
# By which day of the year whoever works in a rhythm has reported on it once.
_REPORTED_BY = {"daily": (3, 1), "weekly": (3, 1), "monthly": (3, 1), "quarterly": (5, 1)}


def _day_in_the_text(facts: CheckFacts) -> Iterator[Line]:
    """The text, or the sentence that the paper prints, names another last day than the deadline."""
    for task in facts.open_tasks:
        for text in filter(NUMBERED.search, (task.text, task.paper_words)):
            if fault := _day_fault(task, text):
                yield about(task, fault)


def _day_fault(task: Task, text: str) -> str:
    """What is wrong with the days of a text; "" where it has the words of the deadline alone."""
    is_its = bool(task.deadline_words) and task.deadline_words.lower() in text.lower()
    if is_its and "(" not in text:
        return ""
    found = [m[0] for m in _DAY.finditer(text)]
    days = {words: parse_deadline(words, year=task.plan.year).ends_on for words in found}
    known = {words: day for words, day in days.items() if day}
    is_other = known and task.ends_on and task.ends_on not in known.values()
    if is_other and not ends_before_it_begins(text):
        return f"lời văn ghi hạn “{next(iter(known))}”, ô thời hạn ghi “{task.deadline_words}”."
    if len(set(known.values())) == 2 and (both := _TWO_AT_ONCE.search(text)):
        return f"lời văn ghi hai hạn: “{' '.join(both[0].split())}”."
    return ""


def _ordered_to_another(facts: CheckFacts) -> Iterator[Line]:
    """The text orders it of a person whom the assignment does not name."""
    known = {fold(official.full_name): official for official in facts.officials}
    for task in facts.open_tasks:
        words = next(filter(_ORDERS.match, (task.text, task.paper_words)), "")
        name = next(iter(persons_in(words)), "") if words else ""
        official = known.get(fold(name))
        given = {row.official_id for row in facts.given_to(task)}
        if official and any(given) and official.pk not in given:
            leads = ", ".join(row.name for row in facts.leads_of(task)) or "người khác"
            yield about(task, f"lời văn giao {name}, phân công ghi chủ trì {leads}.")


def _led_by_another_body(facts: CheckFacts) -> Iterator[Line]:
    """The text has a body lead it, the assignment another; a person who leads may be of it."""
    tasks = [task for task in facts.open_tasks if "chu tri" in task.search]
    leading = {body.pk: _leading(body) for body in facts.bodies} if tasks else {}
    for task in tasks:
        leads = {row.body_id for row in facts.leads_of(task)}
        named = [pk for pk, words in leading.items() if words.search(task.search)]
        if leads and None not in leads and named and not leads.intersection(named):
            words = next(body.name for body in facts.bodies if body.pk == named[0])
            given = ", ".join(row.name for row in facts.leads_of(task))
            yield about(task, f"lời văn ghi {words} chủ trì, phân công ghi {given}.")


def _leading(body: Body) -> re.Pattern[str]:
    """`hoi phu nu xa chu tri`, by each name of the body, with or without what it is of; a branch of
    it in a village (`chi hội`) is another."""
    called = {fold(name) for name in (body.name, *body.short_names.splitlines())} - {""}
    names = {re.escape(re.sub(r" (?:xa|phuong)$", "", name)) for name in called}
    return re.compile(rf"(?<!\bchi )\b(?:{'|'.join(sorted(names))})(?: xa| phuong)? chu tri\b")


SAME_WORDS = 5  # of a task's text: fewer may stand in a sentence on another work


def _led_by_another_in_words(facts: CheckFacts) -> Iterator[Line]:
    """A sentence orders the work of a task, word for word, and has another body lead it."""
    names = {body.pk: fold(body.name) for body in facts.bodies}
    orders = [
        (plan, text, sentence, " ".join(ANY_WORD.findall(fold(sentence))))
        for plan, text in facts.texts
        if text.section in AHEAD and "hủ trì" in text.text
        for sentence in SENTENCE.split(text.text)
        if "hủ trì" in sentence
    ]
    for plan, text, sentence, ordered in orders:
        named = [pk for pk, name in names.items() if f"{name} chu tri" in ordered]
        for task, words in facts.words_of_tasks if named else ():
            leads = {row.body_id for row in facts.leads_of(task)}
            is_it = words in ordered and words.count(" ") >= SAME_WORDS - 1
            if is_it and leads and None not in leads and not leads.intersection(named):
                given = ", ".join(row.name for row in facts.leads_of(task))
                fault = f"Ghi “{short(sentence.strip(' -+'), 80)}”; phân công ghi {given}."
                if task.plan_id == plan.pk:
                    yield about_text(plan, text, fault)


def _led_in_words_by_another(facts: CheckFacts) -> Iterator[Line]:
    yield from _led_by_another_body(facts)
    yield from _led_by_another_in_words(facts)


def _board_of_another_village(facts: CheckFacts) -> Iterator[Line]:
    """The work of one village, by its unit or by the only one that it names, is led by the body, or
    by somebody who serves there alone, of another."""
    bodies = {body.pk: body for body in facts.bodies}
    homes = _homes(facts)
    names = {fold(unit.name): unit.pk for unit in facts.villages}
    for task in facts.open_tasks:
        own = task.unit_id if task.unit.is_village else None
        places = facts.places[task.text]
        if own is None and len(places) == 1:
            own = names.get(fold(next(iter(places))[1]))
        for row in facts.leads_of(task) if own else ():
            body = bodies.get(row.body_id or 0)
            if body and body.unit.is_village and body.unit_id != own:
                fault = f"chủ trì {body.name} thuộc {body.unit.full_name}, không thuộc nơi làm."
                yield about(task, fault)
            home = homes.get(row.official_id or 0)
            if home and home.pk != own:
                name = row.official.full_name if row.official else ""
                fault = f"chủ trì {name} là người của {home.full_name}, không thuộc nơi làm."
                yield about(task, fault)


def _homes(facts: CheckFacts) -> dict[int, Unit]:
    """Whoever serves in one village and nowhere else → that village."""
    units = {unit.pk: unit for unit in facts.units}
    served: dict[int, set[int]] = defaultdict(set)
    for posting in facts.postings:
        if posting.official_id in facts.serving and not posting.has_ended(facts.today):
            served[posting.official_id].add(posting.unit_id)
    alone = {key: units.get(next(iter(own))) for key, own in served.items() if len(own) == 1}
    return {key: unit for key, unit in alone.items() if unit and unit.is_village}


def _level_that_is_no_more(facts: CheckFacts) -> Iterator[Line]:
    """Work after 1 July 2025 counts on a body of a district; or the texts of a later plan do."""
    if facts.today < NO_DISTRICTS:
        return
    for task in facts.open_tasks:
        is_before = task.ends_on is not None and task.ends_on < NO_DISTRICTS
        if is_before or (task.ends_on is None and not is_without_districts(facts, task.plan)):
            continue
        words = [task.text, *(row.role_words for row in facts.given_to(task))]
        found = next((m for text in words if (m := OF_DISTRICT.search(text))), None)
        if found:
            yield about(task, f"nêu “{found[0]}”; {DISTRICTS_GONE}")
    for plan, text in facts.texts:
        is_later = text.section in AHEAD and is_without_districts(facts, plan)
        if is_later and (found := OF_DISTRICT.search(text.text)):
            yield about_text(plan, text, f"nêu “{found[0]}”; {DISTRICTS_GONE}")


def _done_and_not_done(facts: CheckFacts) -> Iterator[Line]:
    """The task is reported or confirmed as done, and its words speak of work that goes on; or it
    was done on a day to come."""
    for task in facts.tasks:
        if task.state == TaskState.REPORTED and (fault := _reported_too_soon(task)):
            # Whoever confirms it sends it back on its page.
            yield replace(about(task, fault), form="")
        if task.state != TaskState.DONE:
            continue
        found = _UNFINISHED.search(task.result) or _NOT_BEGUN.search(task.result)
        if found:
            yield about(task, f"đã xác nhận hoàn thành nhưng kết quả ghi “{found[0]}”.")
        elif fewer := _fewer_than_ordered(task):
            yield about(task, f"đã xác nhận hoàn thành nhưng kết quả chỉ {fewer}.")
        elif task.done_on and task.done_on > facts.today:
            yield about(task, f"ngày hoàn thành {format_day(task.done_on)} chưa đến.")
        elif task.done_on and (begins := _begins_on(task)) and task.done_on < begins:
            day, first = format_day(task.done_on), format_day(begins)
            yield about(task, f"ghi hoàn thành ngày {day}, trước khi bắt đầu ({first}).")
        elif task.obstacle and not _IS_SOLVED.search(task.obstacle):
            words = short(task.obstacle, 100)
            yield about(task, f"đã xác nhận hoàn thành nhưng còn ghi vướng mắc “{words}”.")


_COUNTED = re.compile(r"(?<![\d/.,])(?P<n>\d{1,4})(?:\s*/\s*\d{1,4})?\s+(?P<noun>[^\W\d]{2,})")
_OF_TIME = frozenset(("ngày", "tuần", "tháng", "quý", "năm", "giờ", "triệu", "tỷ", "nghìn", "km"))


def _fewer_than_ordered(task: Task) -> str:
    """What the result of a task counts, where the task orders more of it: `8 nắp` of `12 nắp`."""
    ordered, made = (_most_counted(text) for text in (task.text, task.result))
    for noun, count in made.items() if len(made) == 1 else ():
        if noun not in _OF_TIME and count < ordered.get(noun, 0):
            return f"{count} {noun}, việc giao {ordered[noun]}"
    return ""


def _most_counted(text: str) -> dict[str, int]:
    """What a text counts → the most of it: `31/31 hộ có phương án; 9 hộ thoát nghèo` is 31."""
    found: dict[str, int] = {}
    for m in _COUNTED.finditer(text):
        noun = m["noun"].lower()
        found[noun] = max(int(m["n"]), found.get(noun, 0))
    return found


_IS_SOLVED = re.compile(
    r"^\W*không\b|\bđã\s+(?:\w+\s+){0,2}"
    r"(?:khắc phục|xử lý|giải quyết|tháo gỡ|gỡ|bàn giao|xong|bổ sung|bố trí|cấp)",
    re.I,
)
_BARE = frozenset(("bao", "cao", "da", "hoan", "thanh", "xong", "lam", "dat", "100"))


def _reported_too_soon(task: Task) -> str:
    """The fault of a task reported as finished whose report speaks of more to do, or "". The
    progress stays as it was written before: it counts only where the result adds nothing (`Đã hoàn
    thành`)."""
    texts = [("kết quả", task.result)]
    if _BARE.issuperset(re.findall(r"\w+", fold(task.result))):
        texts.append(("tiến độ", task.progress))
    for name, words in texts:
        if found := _UNFINISHED.search(words):
            return f"đã báo hoàn thành nhưng {name} ghi “{found[0]}”."
    return ""


_FINISHED = re.compile(
    r"hoàn thành\s+100\s*%(?=\s*(?:[,.;]|khối lượng|công việc|$))"
    r"|^(?:đã\s+)?(?:hoàn thành|làm xong|xong)\s*\.?$",
    re.I,
)


def _open_though_finished(facts: CheckFacts) -> Iterator[Line]:
    """The progress of open work has it finished, and nobody has reported it so; what comes again
    is finished each time."""
    for task in facts.open_tasks:
        is_reported = task.state == TaskState.REPORTED or task.rhythm
        found = None if is_reported else _FINISHED.search(task.progress)
        if found and not re.search(r"\b(?:còn|chưa|tiếp tục)\b", task.progress, re.I):
            line = about(task, f"tiến độ ghi “{found[0]}” nhưng chưa báo hoàn thành.")
            yield replace(line, form="")


def _begins_on(task: Task) -> date | None:
    """The day before which nobody can have done it: that from which it runs, else the first of the
    plan's year. What is due `trong tháng 9` may be done in August."""
    runs = task.starts_on and fold(task.deadline_words).startswith(("tu ", "bat dau"))
    return task.starts_on if runs else date(task.plan.year, 1, 1)


def _obstacle_left(facts: CheckFacts) -> Iterator[Line]:
    """Open work is stuck, and so it stays until somebody answers."""
    for task in facts.open_tasks:
        if task.obstacle:
            line = about(task, f"đang vướng “{short(task.obstacle, 100)}”, chưa gỡ.")
            yield replace(line, form="")  # its page is where work is reported


def _work_elsewhere(facts: CheckFacts) -> Iterator[Line]:
    """The text names one village, and the row gives it to another, or its result names another."""
    names = {unit.pk: unit.name for unit in facts.villages}
    villages = Names(names.values())
    for task in facts.open_tasks:
        own = names.get(task.unit_id)
        if own is None:
            continue
        places = facts.places[task.text]
        found = [(noun, name) for noun, name in places if villages.like(name)]
        if found and not any(among(name, [own]) for _, name in found):
            noun, name = found[0]
            yield about(task, f"lời văn nêu {noun} {name}, đơn vị thực hiện là nơi khác.")
    for task in facts.tasks:
        made = list(places_in(task.result)) if task.state in _RESULT_STATES else []
        if made and (ordered := {fold(n) for _, n in places_in(task.text)}):
            ordered |= {fold(task.unit.name)} if task.unit.is_village else set()
            others = [(noun, name) for noun, name in made if villages.like(name)]
            if others and all(fold(name) not in ordered for _, name in others):
                noun, name = others[0]
                yield about(task, f"kết quả nêu {noun} {name}, việc giao ở nơi khác.")


def _rhythm_without_report(facts: CheckFacts) -> Iterator[Line]:
    """Work that comes again and again, on which nobody has reported anything yet this year: but for
    the reports and meetings themselves, where the record holds some."""
    kept = [words for words, rows in (("bao cao", facts.reports), ("hop", facts.meetings)) if rows]
    for task in facts.open_tasks:
        if any(f" {words} " in f" {task.search} " for words in kept):
            continue
        days = [day for rhythm, day in _REPORTED_BY.items() if rhythm in task.rhythm.split(",")]
        is_due = bool(days) and facts.today >= date(task.plan.year, *min(days))
        is_silent = not (task.progress or task.result or task.obstacle)
        if is_due and is_silent and task.state == TaskState.NOT_STARTED:
            line = about(task, f"việc làm “{task.deadline_words}” chưa có lần báo cáo nào.")
            yield replace(line, form="")


CHECKS = (
    Check("text-deadline", "Hạn trong lời văn khác ô thời hạn", "Thời hạn", Severity.HIGH,
          _day_in_the_text),
    Check("text-person", "Lời văn giao người khác", "Chủ trì", Severity.HIGH, _ordered_to_another),
    Check("text-body", "Lời văn ghi nơi khác chủ trì", "Chủ trì", Severity.MEDIUM,
          _led_in_words_by_another),
    Check("board-elsewhere", "Chủ trì thuộc thôn khác", "Chủ trì", Severity.MEDIUM,
          _board_of_another_village),
    Check("no-districts", "Nêu cơ quan cấp huyện không còn", "Cấp huyện", Severity.HIGH,
          _level_that_is_no_more),
    Check("done-not-done", "Báo, xác nhận hoàn thành mà chưa xong", "Kết quả", Severity.HIGH,
          _done_and_not_done),
    Check("open-though-finished", "Làm xong mà chưa báo hoàn thành", "Kết quả", Severity.LOW,
          _open_though_finished),
    Check("stuck", "Việc đang vướng", "Vướng mắc", Severity.MEDIUM, _obstacle_left),
    Check("work-elsewhere", "Lời văn nêu thôn khác", "Đơn vị", Severity.MEDIUM, _work_elsewhere),
    Check("rhythm-silent", "Việc thường xuyên chưa báo cáo", "Báo cáo", Severity.LOW,
          _rhythm_without_report),
)  # fmt: skip
