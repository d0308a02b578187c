"""Checks of the papers that authored words cite: found again by number, sign and day, in force, and
older than the work by which they are carried out."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import date

from ntm_project.common.dates import format_day
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import about, about_text
from reports.checks.facts.rows import AHEAD
from reports.checks.reading.once import fold, read, read_once
from reports.checks.reading.times import PERIOD, day_named_in
from reports.lines import Line, short
from tasks.enums import PlanSection

_KIND = (
    "Quyết định|Nghị quyết|Nghị định|Thông tư|Chỉ thị|Kế hoạch|Hướng dẫn|Công văn|Chương trình"
    "|Kết luận|Thông báo|Văn bản|Đề án|Quy định|Tờ trình"
)
_ISSUER = (
    r"(?:UBND|HĐND|Ủy ban|Hội đồng|Sở|Bộ|Chính phủ|Thủ tướng|Quốc hội|Tỉnh ủy|Thành ủy|Huyện ủy"
    r"|Đảng ủy|Ban (?:Chỉ đạo|Chấp hành|Thường vụ)|Trung ương|Văn phòng|Chi cục)"
)
# `Kế hoạch số 88 của UBND tỉnh`
_BARE_NUMBER = re.compile(
    rf"\b(?:{_KIND})\s+số\s+\d{{1,5}}(?![\d/.,-])(?=\s+(?:ngày\s+[\d/]+\s+)?của\s+{_ISSUER})"
)
# `theo Hướng dẫn của Sở Xây dựng về …`: one paper, by its capital and its subject
_NUMBERLESS = re.compile(
    rf"\b(?:[Cc]ăn cứ|[Tt]heo|[Tt]hực hiện|[Tt]riển khai)\s+((?:{_KIND})\s+của\s+{_ISSUER}"
    r"[^,.;()\n]{0,60}?\s(?:về|ban hành|phê duyệt|quy định)\s)"
)
# `Căn cứ Nghị quyết của Đảng ủy xã`; `Nghị quyết … năm 2024` is one of several
_BASIS = re.compile(rf"^\W*Căn cứ\s+((?:{_KIND})\s+của\s+{_ISSUER})")
_WHOLE = re.compile(
    rf"\b(?P<kind>{_KIND})\s+(?:số\s+)?(?P<number>\d{{1,5}}[/-](?:\d{{4}}/)?[A-ZĐ][\w/-]*)(?P<after>[^.;\n]{{0,90}})"
)
_DAY = re.compile(r"ngày\s+(\d{1,2})\s*(?:/|tháng)\s*(\d{1,2})\s*(?:/|năm)\s*(\d{4})")
_LAW = re.compile(r"\bnăm\s+\d{4}|\bngày\s+\d")
_SUBJECT = re.compile(r"\s(?:về|ban hành|quy định|phê duyệt|hướng dẫn)\s")
_AS_BASIS = re.compile(r"[\s+-]*(?:Căn cứ|Thực hiện|Theo|Triển khai)\s")
_BEGINS = re.compile(rf"(?:{_KIND})\s+(?:số|của)\s")
_CLAUSE = re.compile(r"[;\n]+")


def _incomplete_in_words(facts: CheckFacts) -> Iterator[Line]:
    """A text rests on a paper that nobody finds again: it has no number, no sign, or no day."""
    for plan, text in facts.texts:
        is_basis = text.section == PlanSection.OPENING
        if not (is_basis or text.section in AHEAD):
            continue
        known = {fold(row.number) for row in plan.citations.all() if row.dated_on}
        for clause in read(_CLAUSE.split, text.text):
            if not is_basis and (" của " not in clause or not _BEGINS.search(clause)):
                continue
            if fault := _without_number(clause, is_basis=is_basis):
                yield about_text(plan, text, fault)
            elif is_basis:
                for fault in _faults_of_day(clause, known, facts.issue_days.get(plan.pk)):
                    yield about_text(plan, text, fault)


@read_once
def _without_number(clause: str, *, is_basis: bool) -> str:
    """The fault of a clause that cites a paper without its number or its sign, or ""."""
    if found := _BARE_NUMBER.search(clause):
        is_dated = _DAY.match(clause[found.end() :].strip())
        return f"Ghi “{found[0]}”, chưa ghi ký hiệu{'' if is_dated else ', ngày ban hành'}."
    if found := _NUMBERLESS.search(clause) or _BASIS.match(clause if is_basis else ""):
        return f"Viện dẫn “{short(' '.join(found[1].split()), 60)}” chưa ghi số, ngày."
    return ""


def _faults_of_day(clause: str, known: Collection[str], issued: date | None) -> Iterator[str]:
    """The faults of a ground cited by its number: it has no day, or one after the plan's own.
    `known` are the numbers of the papers whose day the plan's citations hold."""
    found = _WHOLE.search(clause)
    if not found or fold(found["number"]) in known:
        return
    before_its_subject = _SUBJECT.split(found["after"])[0]
    if not _LAW.search(before_its_subject) and _AS_BASIS.match(clause):
        yield f"Viện dẫn {found['kind']} {found['number']} chưa ghi ngày ban hành."
    day = _day_of(_DAY.search(before_its_subject))
    if day and issued and day > issued:
        fault = f"Viện dẫn {found['number']} ngày {format_day(day)}, sau ngày ban hành"
        yield f"{fault} kế hoạch ({format_day(issued)})."


_RESTING = (PlanSection.OPENING, PlanSection.REQUIREMENTS, PlanSection.PURPOSE)
_RESTS_ON = re.compile(r"\b(?:căn cứ|theo|thực hiện|triển khai)\b", re.I)
_OF_WHAT_WAS = re.compile(r"\b(?:kết quả|tổng kết|so với|đã đạt|công nhận|trước đây)\b", re.I)


# Papers of the programme, and the last year in which a plan can rest on them (known law).
_IN_FORCE_UNTIL = {
    "491/qd-ttg": 2016, "342/qd-ttg": 2016, "800/qd-ttg": 2015, "1980/qd-ttg": 2020,
    "558/qd-ttg": 2020, "691/qd-ttg": 2020, "1600/qd-ttg": 2020, "1760/qd-ttg": 2020,
    "2540/qd-ttg": 2021, "490/qd-ttg": 2022, "318/qd-ttg": 2025, "319/qd-ttg": 2025,
    "320/qd-ttg": 2025, "321/qd-ttg": 2025, "263/qd-ttg": 2025, "211/qd-ttg": 2025,
}  # fmt: skip


@read_once
def no_longer_in_force(clause: str, year: int) -> str:
    """What is wrong with a ground of which the programme's paper is no longer in force; ""."""
    for found in _WHOLE.finditer(clause):
        last, day = _IN_FORCE_UNTIL.get(fold(found["number"]), year), _DAY.search(found["after"])
        # Of one number there is a paper each year.
        is_older = not day or int(day[3]) <= last
        if last < year and is_older:
            cited = f"Viện dẫn {found['number']}"
            return f"{cited}, hết hiệu lực từ sau năm {last}, kế hoạch năm {year}."
    return ""


def _of_another_period_in_words(facts: CheckFacts) -> Iterator[Line]:
    """A text rests on a set or a programme whose period is over."""
    for plan, text in facts.texts:
        is_read = text.section in _RESTING or text.section in AHEAD
        is_named = "/" in text.text or "iai đoạn" in text.text
        for clause in read(_CLAUSE.split, text.text) if is_read and is_named else ():
            is_basis = text.section == PlanSection.OPENING or bool(_RESTS_ON.search(clause))
            is_basis = is_basis and "/" in clause and not _OF_WHAT_WAS.search(clause)
            if is_basis and (fault := no_longer_in_force(clause, plan.year)):
                yield about_text(plan, text, fault)
                continue
            period, found = PERIOD.search(clause), _WHOLE.search(clause)
            folded = fold(clause)
            is_set = "bo tieu chi" in folded
            if not period or not (found or is_set) or int(period[2]) >= plan.year:
                continue
            is_ruling = "tieu chi" in folded or "chuong trinh" in folded
            if is_ruling and _RESTS_ON.search(clause) and not _OF_WHAT_WAS.search(clause):
                words = " ".join(period[0].split())
                named = found["number"] if found else "bộ tiêu chí"
                fault = f"Viện dẫn {named} của {words}, kế hoạch năm {plan.year}."
                yield about_text(plan, text, fault)


def _day_of(found: re.Match[str] | None) -> date | None:
    with suppress(ValueError):
        return date(*(int(found[at]) for at in (3, 2, 1))) if found else None
    return None


def _older_than_its_paper(facts: CheckFacts) -> Iterator[Line]:
    """The work by which a paper is carried out is due before that paper was issued."""
    yield from _tasks_older_than_their_paper(facts)
    yield from _sentences_older_than_their_paper(facts)


def _tasks_older_than_their_paper(facts: CheckFacts) -> Iterator[Line]:
    issued = {
        (plan.pk, fold(row.number)): row.dated_on
        for plan in facts.plans
        for row in plan.citations.all()
        if row.number and row.dated_on
    }
    for task in facts.open_tasks:
        if not task.ends_on or "/" not in task.text:
            continue
        for found in _WHOLE.finditer(task.text):
            own = _day_of(_DAY.search(found["after"]))
            day = own or issued.get((task.plan_id, fold(found["number"])))
            if day and day > task.ends_on:
                words = f"sau hạn của việc ({format_day(task.ends_on)})"
                yield about(task, f"nêu {found['number']} ngày {format_day(day)}, {words}.")


def _sentences_older_than_their_paper(facts: CheckFacts) -> Iterator[Line]:
    for plan, text, sentence in facts.sentences:
        named = _WHOLE.search(sentence) if "/" in sentence else None
        issue = _DAY.search(named["after"]) if named else None
        day = _day_of(issue)
        if named and issue and day:
            rest = sentence[: named.start()] + named["after"][issue.end() :]
            due = day_named_in(rest + sentence[named.end() :], plan.year)
            if due and due < day and _DUE.search(rest):
                words = f"nêu {named[1]} ngày {format_day(day)}, hạn {format_day(due)} trước đó"
                yield about_text(plan, text, f"{words}: “{short(sentence.strip(' -+'), 80)}”.")


_DUE = re.compile(r"\b(?:trước|chậm nhất|hoàn thành|xong|đến hết|trong)\b", re.I)


def _set_of_another_day(facts: CheckFacts) -> Iterator[Line]:
    """A text has another day for the decision by which the set of its unit was issued."""
    known: dict[str, set[date]] = defaultdict(set)
    for assessment in facts.record.assessments:
        for found in _NUMBER_AND_DAY.finditer(assessment.criteria_set.legal_basis):
            if day := _day_of(_DAY.search(found[0])):
                known[fold(found[1])].add(day)
    for plan, text in facts.texts if known else ():
        for found in _NUMBER_AND_DAY.finditer(text.text) if "/" in text.text else ():
            day, days = _day_of(_DAY.search(found[0])), known.get(fold(found[1]))
            if day and days and day not in days:
                own = format_day(min(days))
                fault = f"Viện dẫn {found[1]} ngày {format_day(day)}; bộ tiêu chí ghi ngày {own}."
                yield about_text(plan, text, fault)


_NUMBER_AND_DAY = re.compile(
    r"(\d{1,5}/(?:\d{4}/)?[A-ZĐ][\w-]*)\s+"
    r"ngày\s+\d{1,2}\s*(?:/|tháng)\s*\d{1,2}\s*(?:/|năm)\s*\d{4}"
)


def _cited_in_words(facts: CheckFacts) -> Iterator[Line]:
    yield from _set_of_another_day(facts)
    yield from _incomplete_in_words(facts)
    yield from _of_another_period_in_words(facts)


CHECKS = (
    Check("words-cite", "Lời văn viện dẫn thiếu số, ngày hoặc của kỳ khác", "Viện dẫn",
          Severity.MEDIUM, _cited_in_words),
    Check("before-its-paper", "Hạn trước ngày của văn bản phải thực hiện", "Thời hạn",
          Severity.HIGH, _older_than_its_paper),
)  # fmt: skip
