"""Checks of what stands around the sections of a pasted plan: the meetings on which it rests, who
signs it, to whom it goes."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date

from ntm_project.common.dates import format_day
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import about_text, of_plan
from reports.checks.people.offices import DISTRICTS_GONE, OF_DISTRICT, is_without_districts
from reports.checks.reading.whole_paper import shown_by
from reports.lines import Line, short
from tasks.enums import PlanSection
from villages.enums import Role
from villages.nouns import COMMUNE

_TAIL = 700  # letters of a paper that hold its recipients and its signature
_RECIPIENTS = re.compile(r"Nơi nhận\s*:?(?P<to>.*)\Z", re.S)
_TITLE = re.compile(r"(?P<title>(?:PHÓ\s+)?CHỦ TỊCH|(?:Phó\s+)?Chủ tịch)\s*$", re.M)
_ANY_DAY = re.compile(r"[Nn]gày\s+(\d{1,2})\s*(?:/|tháng)\s*(\d{1,2})\s*(?:/|năm)\s*(\d{4})")
_RESTS_ON = re.compile(
    r"[^;\n]*\b(?:hội nghị|cuộc họp|kỳ họp|phiên họp|biên bản|ý kiến)\b[^;\n]*", re.I
)


def _signed_by_another(facts: CheckFacts) -> Iterator[Line]:
    """Under `CHỦ TỊCH` stands the name of a deputy, or under `PHÓ CHỦ TỊCH` that of the chair."""
    roles = {
        posting.official.full_name: posting.role
        for posting in facts.postings
        if posting.official_id in facts.serving and not posting.has_ended(facts.today)
    }
    for plan in facts.plans:
        tail = plan.pasted[-_TAIL:] if plan.pasted else ""
        titles = [*_TITLE.finditer(tail)]
        name = _last_name(tail[titles[-1].end() :], roles) if titles else ""
        if not name:
            continue
        is_deputy = titles[-1]["title"].lower().startswith("phó")
        wrong = Role.CHAIR if is_deputy else Role.VICE_CHAIR
        if roles[name] == wrong:
            title = " ".join(titles[-1]["title"].split())
            fault = f"Ký chức danh “{title}” là {name}, danh sách ghi chức vụ khác."
            yield of_plan(plan, fault, "Chữ ký trong văn bản đã nhập")


def _last_name(words: str, known: Iterable[str]) -> str:
    """Who of those known is named last in the words."""
    there = [(words.rfind(name), name) for name in known if name in words]
    return max(there, default=(0, ""))[1]


def _sent_to_a_district(facts: CheckFacts) -> Iterator[Line]:
    """A pasted plan goes to a body of a district when there is none any more."""
    for plan in facts.plans:
        found = _RECIPIENTS.search(plan.pasted) if plan.pasted else None
        gone = OF_DISTRICT.search(found["to"]) if found else None
        if gone and is_without_districts(facts, plan):
            fault = f"Nơi nhận nêu “{gone[0]}”; {DISTRICTS_GONE}"
            yield of_plan(plan, fault, "Nơi nhận trong văn bản đã nhập")


# `trên cơ sở nhập xã Hòa An và xã Hòa Bắc`
_MERGED = re.compile(r"\b(?:nhập|sáp nhập|hợp nhất|sắp xếp)\b(?P<units>[^.;\n]{5,120})")
_NAME = r"[A-ZĐÀ-Ỹ][^\W\d]*(?: [A-ZĐÀ-Ỹ][^\W\d]*){0,3}"
_A_COMMUNE = re.compile(rf"\b{COMMUNE}\s+({_NAME})")
_BODY_OF = re.compile(rf"\b(?:UBND|Đảng ủy|HĐND)\s+{COMMUNE}\s+({_NAME})")


def _sent_to_a_merged_commune(facts: CheckFacts) -> Iterator[Line]:
    """A pasted plan goes to a body of a commune that was merged by its own words."""
    for plan in facts.plans:
        found = _RECIPIENTS.search(plan.pasted) if plan.pasted else None
        merged = {
            name
            for units in (_MERGED.findall(plan.pasted) if found else ())
            for name in _A_COMMUNE.findall(units)
        }
        for body in _BODY_OF.finditer(found["to"]) if found and merged else ():
            if body[1] in merged and body[1] != plan.unit.name:
                fault = f"Nơi nhận nêu “{body[0]}”, xã đã sáp nhập, không còn cơ quan này."
                yield of_plan(plan, fault, "Nơi nhận trong văn bản đã nhập")


def _rests_on_what_comes_later(facts: CheckFacts) -> Iterator[Line]:
    """A plan rests on a meeting that is held after its own day."""
    for plan, text in facts.texts:
        issued = facts.issue_days.get(plan.pk) if text.section == PlanSection.OPENING else None
        for clause in _RESTS_ON.findall(text.text) if issued else ():
            for found in _ANY_DAY.finditer(clause):
                day = _day_of(found)
                if day and issued and day > issued:
                    fault = f"Căn cứ “{short(clause.strip(' -+'), 80)}”: {format_day(day)} sau ngày"
                    yield about_text(plan, text, f"{fault} ban hành ({format_day(issued)}).")


def _day_of(found: re.Match[str]) -> date | None:
    with suppress(ValueError):
        return date(*(int(found[at]) for at in (3, 2, 1)))
    return None


def _shown_by_the_paper(facts: CheckFacts) -> Iterator[Line]:
    """What a pasted paper shows of itself; its blanks until the plan is issued."""
    for plan in facts.plans:
        for place, fault in shown_by(plan.pasted, plan.year) if plan.pasted else ():
            yield of_plan(plan, fault, place)


# `được hội nghị thôn ngày 04/02/2025 nhất trí thông qua`
_HAS_HAPPENED = re.compile(
    r"\bđã\b[^.;\n]{0,60}?\b(?:thông qua|nhất trí|phê duyệt|ban hành|công nhận|họp|ký)\b"
    r"|\bđã\b[^.;\n]{0,40}?\b(?:hội nghị|cuộc họp|kỳ họp|phiên họp)\b[^.;\n]*",
    re.I,
)


def _has_happened_later(facts: CheckFacts) -> Iterator[Line]:
    """A plan has something done by a day after its own."""
    for plan, text, sentence in facts.sentences:
        issued = facts.issue_days.get(plan.pk) if text.section != PlanSection.OPENING else None
        if not issued or "đã" not in sentence or not _HAS_HAPPENED.search(sentence):
            continue
        for found in _ANY_DAY.finditer(sentence):
            day = _day_of(found)
            if day and day > issued:
                fault = f"Ghi “{short(sentence.strip(' -+'), 80)}”: {format_day(day)} sau ngày"
                yield about_text(plan, text, f"{fault} ban hành ({format_day(issued)}).")


def _around_the_paper(facts: CheckFacts) -> Iterator[Line]:
    yield from _signed_by_another(facts)
    yield from _sent_to_a_district(facts)
    yield from _sent_to_a_merged_commune(facts)
    yield from _rests_on_what_comes_later(facts)
    yield from _has_happened_later(facts)
    yield from _shown_by_the_paper(facts)


CHECKS = (
    Check("pasted-paper", "Căn cứ, nơi nhận, chữ ký của văn bản đã nhập không khớp", "Thể thức",
          Severity.MEDIUM, _around_the_paper),
)  # fmt: skip
