"""Checks of the steps to recognition: who asks the residents, and what comes before the dossier."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from ntm_project.common.dates import format_day
from ntm_project.common.numbers import parse_decimal
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import about, about_passage, about_text
from reports.checks.facts.rows import OF_BEFORE
from reports.checks.people.assigned import about_lead
from reports.checks.reading.once import fold, read
from reports.checks.reading.times import day_named_in
from reports.lines import Line, short
from tasks.enums import TaskState
from tasks.models import Assignment, Plan, Task

# Of folded words: a survey of residents, but not of how an office or a clinic served them.
_SURVEY = re.compile(
    r"\b(?:khao sat|dieu tra|lay phieu|lay y kien|phat phieu|phieu)\b.{0,60}\bhai long\b"
)
_OF_A_SERVICE = re.compile(r"\b(?:thu tuc|dich vu|hanh chinh|kham|benh|hoc sinh|phu huynh)\b")
_FRONT = re.compile(r"\b(?:mat tran|mttq)\b")
# What each of a dossier's orders names, in whatever order.
_OF_A_DOSSIER = (
    re.compile(r"\b(?:trinh|gui|nop)\b"),
    re.compile(r"\bho so\b"),
    re.compile(r"\b(?:cong nhan|tham tra|tham dinh)\b"),
    re.compile(r"\b(?:cong nhan (?:xa|thon|ap|xom|ban|phuong)|dat chuan|nong thon moi|ntm)\b"),
)
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:ocop|truong|san pham|van hoa|y te|di tich|quy hoach|tieu chi|chi tieu|phap luat)\b"
)


def _surveys(facts: CheckFacts) -> list[Task]:
    """The tasks to ask the residents whether they are content."""
    return [
        task
        for task in facts.tasks
        if task.state != TaskState.CANCELLED
        and read(_SURVEY.search, task.search)
        and not _OF_A_SERVICE.search(task.search)
    ]


_OF_THE_DESK = re.compile(r"\b(?:phuc vu hanh chinh cong|mot cua|pvhcc)\b")


def _survey_not_by_the_front(facts: CheckFacts) -> Iterator[Line]:
    """Whoever is judged asks the residents; the Fatherland Front is to do so of its own."""
    front = {
        posting.official_id for posting in facts.postings if _FRONT.search(fold(posting.title))
    }
    for task in _surveys(facts):
        leads = facts.leads_of(task)
        if not task.is_open or not leads or _FRONT.search(task.search):
            continue
        if any(_OF_THE_DESK.search(fold(row.name)) for row in leads):
            continue  # who is content with how papers are dealt with
        if not any(row.official_id in front or _is_front(row) for row in leads):
            names = ", ".join(row.name for row in leads)
            yield about_lead(task, f"khảo sát do Mặt trận Tổ quốc chủ trì, đang giao {names}.")


def _is_front(row: Assignment) -> bool:
    return bool(_FRONT.search(fold(row.body.name if row.body else row.role_words)))


def _dossier_before_the_survey(facts: CheckFacts) -> Iterator[Line]:
    """The dossier is to be sent before the survey of residents that belongs into it is over."""
    surveys: dict[int, list[Task]] = defaultdict(list)
    for survey in _surveys(facts):
        if survey.ends_on:
            surveys[survey.unit_id].append(survey)
    for task in facts.open_tasks if surveys else ():
        text = task.search
        # Work of no criterion that is examined is the dossier of the whole, named or not.
        is_of_all = task.criterion_id is None and not task.unit.is_village
        needed = _OF_A_DOSSIER[:3] if is_of_all else _OF_A_DOSSIER
        is_dossier = all(words.search(text) for words in needed)
        if not task.ends_on or not is_dossier or _OF_SOMETHING_ELSE.search(text):
            continue
        for survey in surveys[task.unit_id]:
            if survey.ends_on and survey.ends_on > task.ends_on:
                mine, theirs = task.deadline_words, survey.deadline_words
                fault = f"hạn “{mine}”, mà khảo sát hài lòng, phải có trong hồ sơ, ghi “{theirs}”."
                yield about(task, fault)
                break


def _dossier_before_the_survey_in_words(facts: CheckFacts) -> Iterator[Line]:
    """The same of the sentences of a text."""
    for plan in facts.plans:
        read = [(t, s, words) for p, t, s, words in facts.words_of_sentences if p is plan]
        surveys = [
            (sentence, day)
            for _, sentence, words in read
            if _SURVEY.search(words) and not _OF_A_SERVICE.search(words)
            if (day := day_named_in(sentence, plan.year))
        ]
        for text, sentence, words in read if surveys else ():
            is_dossier = all(one.search(words) for one in _OF_A_DOSSIER[:3])
            day = day_named_in(sentence, plan.year) if is_dossier else None
            if late := next((s for s, then in surveys if day and then > day), ""):
                mine, theirs = (short(one.strip(" -+"), 80) for one in (sentence, late))
                yield about_text(plan, text, f"Ghi “{mine}”, mà “{theirs}”.")


def _dossier_too_early(facts: CheckFacts) -> Iterator[Line]:
    yield from _dossier_before_the_survey(facts)
    yield from _dossier_before_the_survey_in_words(facts)
    yield from _dossier_before_the_work(facts)
    yield from _recognised_before_it_is_met(facts)


# Of folded words: the papers of the whole dossier are made ready.
_PAPERS_READY = re.compile(
    r"\b(?:hoan (?:thien|thanh|chinh)|tong hop|thu thap|dong bo|chuan bi)\b.{0,40}"
    r"\b(?:ho so|minh chung|tai lieu)\b.*"
    r"\b(?:cac tieu chi|toan bo|tat ca|de nghi|cong nhan|cua xa|minh chung)\b"
)


def dossier_before_its_papers(facts: CheckFacts) -> Iterator[Line]:
    """The dossier is to be sent before the papers of which it is made are to be ready."""
    dated = [task for task in facts.open_tasks if task.ends_on and not task.criterion_id]
    ready = [task for task in dated if _PAPERS_READY.search(task.search)]
    for task in dated if ready else ():
        is_dossier = all(words.search(task.search) for words in _OF_A_DOSSIER[:3])
        if not is_dossier or _OF_SOMETHING_ELSE.search(task.search.replace("cac tieu chi", "")):
            continue
        for other in ready:
            is_late = other.ends_on and task.ends_on and other.ends_on > task.ends_on
            if is_late and other.unit_id == task.unit_id and other.pk != task.pk:
                mine, theirs = task.deadline_words, other.deadline_words
                yield about(task, f"hạn “{mine}”, mà “{short(other.text, 80)}” ghi “{theirs}”.")
                break


LEAST_LATER = 2  # works that end after the dossier was to be sent
# Of folded words: an order to have the unit itself examined or recognised.
_ASKS_FOR_IT = re.compile(
    r"\b(?:trinh|de nghi|gui|nop|lap ho so)\b.{0,60}?\b(?:tham dinh|tham tra|cong nhan)\b"
)


def _dossier_before_the_work(facts: CheckFacts) -> Iterator[Line]:
    """The unit is to be examined before a third of the work that its plan gives a day is done."""
    for plan in facts.plans:
        works = [
            task.ends_on
            for task in facts.open_tasks
            if task.plan_id == plan.pk and task.ends_on and not task.rhythm and task.criterion_id
        ]
        for line, words, day in _dossiers_of(facts, plan) if len(works) > LEAST_LATER else ():
            later = sum(one > day for one in works)
            if later >= LEAST_LATER and 3 * later >= len(works):
                fault = f"{later}/{len(works)} việc của kế hoạch hẹn xong sau ngày ấy."
                yield line(f"ghi “{words}” ({format_day(day)}), mà {fault}")


def _dossiers_of(
    facts: CheckFacts, plan: Plan
) -> Iterator[tuple[Callable[[str], Line], str, date]]:
    """How a finding of it is made, the words, and the day, of each order to send the dossier, and
    of each goal to have reached all criteria."""
    for task in facts.open_tasks:
        is_own = task.plan_id == plan.pk and task.ends_on and not task.criterion_id
        if is_own and task.ends_on and _is_dossier(task.search):
            yield partial(about, task), task.deadline_words, task.ends_on
    for of, text, sentence, folded in facts.words_of_sentences:
        is_its = of is plan and (_is_dossier(folded) or _REACHES_ALL.search(folded))
        day = day_named_in(sentence, plan.year) if is_its else None
        if day and day.year == plan.year and text.section not in OF_BEFORE:
            yield partial(about_text, plan, text), short(sentence.strip(" -+"), 80), day


# `đạt 19/19 tiêu chí`, `đạt đủ 19 tiêu chí`
_REACHES_ALL = re.compile(r"\bdat (?:du (?:ca )?\d{1,2}|(\d{1,2}) \1) tieu chi\b")
_COUNTED_CRITERIA = re.compile(r"\b(?:\d+|cac|du|toan bo) tieu chi\b")  # of folded words


def _is_dossier(folded: str) -> bool:
    of_else = _OF_SOMETHING_ELSE.search(_COUNTED_CRITERIA.sub("", folded))
    return bool(_ASKS_FOR_IT.search(folded)) and not of_else


_A_TIME = r"(?P<{}>(?:tháng\s+\d{{1,2}}(?:/\d{{4}})?|quý\s+[IV\d]{{1,3}}(?:/\d{{4}})?))"
# `tháng 10/2024 đạt đủ 19 tiêu chí, tháng 8/2024 được công nhận`
_MET_AND_RECOGNISED = re.compile(
    rf"{_A_TIME.format('met')}[^.;\n]{{0,20}}?\bđạt\b[^.;\n]{{0,30}}?\btiêu chí\b[^.;\n\d]{{0,30}}?"
    rf"{_A_TIME.format('then')}[^.;\n\d]{{0,30}}?\bcông nhận\b",
    re.I,
)


def _recognised_before_it_is_met(facts: CheckFacts) -> Iterator[Line]:
    """A sentence has the unit recognised before the criteria are met."""
    for plan, text, sentence in facts.sentences:
        found = _MET_AND_RECOGNISED.search(sentence) if "công nhận" in sentence else None
        if found is None:
            continue
        met, then = (day_named_in(found[name], plan.year) for name in ("met", "then"))
        if met and then and then < met:
            yield about_text(plan, text, f"Ghi “{' '.join(found[0].split())}”: công nhận trước.")


LEAST_CONTENT = 70  # percent, of the households consulted and of those content: common guidance
_CONTENT = re.compile(
    r"(?<!chưa )(?<!không )hài lòng\b[^.;\n%\d]{0,60}?(\d{1,3}(?:,\d+)?)\s*%"
    r"|(?<![\d,])(\d{1,3}(?:,\d+)?)\s*%[^.;\n%\d]{0,40}?(?<!chưa )(?<!không )hài lòng\b",
    re.I,
)


def _too_few_are_content(facts: CheckFacts) -> Iterator[Line]:
    """A passage, or a paper that proves a result, has fewer residents content than the recognition
    of a commune needs."""
    for passage in facts.passages:
        for share in _shares_content(passage.text):
            yield about_passage(passage, f"ghi {share}% người dân hài lòng, dưới {LEAST_CONTENT}%.")
    for paper in {proof.evidence_id: proof.evidence for proof in facts.proofs}.values():
        for share in _shares_content(paper.title):
            url, words = paper.get_absolute_url(), short(str(paper), 140)
            yield Line(words, url, f"Ghi {share}% người dân hài lòng, dưới {LEAST_CONTENT}%.")


def _shares_content(text: str) -> Iterator[str]:
    """Each share of content residents that is too small: `tỷ lệ hài lòng đạt 65,5%`."""
    for found in _CONTENT.finditer(text) if "%" in text and "lòng" in text else ():
        share = found[1] or found[2]
        is_few = parse_decimal(share) < LEAST_CONTENT
        if is_few and not _OF_A_SERVICE.search(fold(found[0])):
            yield share


CHECKS = (
    Check("survey-not-by-front", "Khảo sát hài lòng chưa giao Mặt trận", "Khảo sát",
          Severity.MEDIUM, _survey_not_by_the_front),
    Check("content-too-few", "Tỷ lệ người dân hài lòng dưới 70%", "Khảo sát", Severity.HIGH,
          _too_few_are_content),
    Check("dossier-before-survey", "Trình hồ sơ quá sớm", "Thứ tự",
          Severity.MEDIUM, _dossier_too_early),
)  # fmt: skip
