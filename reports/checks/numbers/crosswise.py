"""Checks of a number that a plan has in two places: how many live there, what a thing is lifted to,
what each village gets, how much of a thing is made and how much of it is paid."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ntm_project.common.numbers import format_decimal
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import about, about_passage
from reports.checks.reading.figures import AMOUNT, NOUNS, money
from reports.checks.reading.once import fold, read
from reports.checks.reading.patterns import COUNT_WORDS, FIRST_DIGIT, read_count, read_number
from reports.checks.reading.prices import priced_in
from reports.checks.reading.quantities import amount_words
from reports.checks.reading.relations import sums_spent
from reports.checks.reading.slips import are_exchanged, is_slip
from reports.checks.reading.wording import meaning
from reports.lines import Line, short
from tasks.enums import PlanSection
from tasks.models import Task
from villages.nouns import COMMUNE

_PRESENT = (PlanSection.OPENING, PlanSection.ACHIEVEMENTS, PlanSection.SHORTCOMINGS)
_PEOPLE = r"(?P<of>hộ|nhân khẩu|khẩu|người)"
_WHOLE = re.compile(
    rf"\b(?:có|gồm|với|toàn (?:{COMMUNE}|thôn)|dân số|\d{{1,2}} {NOUNS},)\s+"
    rf"(?P<n>\d[\d.]*)\s+{_PEOPLE}\b"
    rf"|(?<=hộ, )(?P<then>\d[\d.]*)\s+(?P<also>nhân khẩu|khẩu|người)\b",
    re.I,
)
_COUNT = re.compile(rf"(?<![\d/.,])(?P<n>\d{{1,3}}(?:\.\d{{3}})+|\d{{3,4}})\s+{_PEOPLE}\b", re.I)


def _digits_exchanged(facts: CheckFacts) -> Iterator[Line]:
    """The households or people of all are counted here as 7.842, there as 7.482."""
    named = facts.naming("hộ", "khẩu", "người")
    wholes = {
        (one.plan.pk, (found["of"] or found["also"]).lower()[-4:]): found["n"] or found["then"]
        for one in named
        if getattr(one.row, "section", "") in _PRESENT
        for found in read(_WHOLE.finditer, one.text)
    }
    for passage in named if wholes else ():
        for found in read(_COUNT.finditer, passage.text):
            whole = wholes.get((passage.plan.pk, found["of"].lower()[-4:]), "")
            if are_exchanged(found["n"].replace(".", ""), whole.replace(".", "")):
                fault = f"ghi “{found[0]}”; nơi khác ghi {whole} {found['of'].lower()}, hai số"
                yield about_passage(passage, f"{fault} khác nhau.")


# `chỉnh trang thêm 40 vườn, nâng tổng số vườn lên 75 vườn`, `thêm 720 hộ để đạt 1.800 hộ`
_LIFTED = re.compile(
    rf"\bthêm\s+(?P<n>{FIRST_DIGIT}[\d.]*)\s+"
    r"(?P<of>(?!tiêu chí)(?:sản phẩm|mô hình|hợp tác xã|[^\W\d]+))\b[^.;:\n\d]{0,40}?"
    r"(?:[,;]\s*(?:nâng|đưa)\b[^.;:\n\d]{0,50}?\b(?P<up>lên)\s+(?:thành\s+)?|\bđể\s+(?:đạt|có)\s+)"
    r"(?P<then>\d[\d.]*)\s+(?P=of)\b",
    re.I,
)


def _lifted_to_another(facts: CheckFacts) -> Iterator[Line]:
    """So many more of a thing make so many, and no count of it today goes with that; `để đạt`, but
    for a slip of the typist."""
    for passage in facts.naming("thêm"):
        is_ahead = getattr(passage.row, "section", "") not in _PRESENT
        for found in _LIFTED.finditer(passage.text) if is_ahead else ():
            have = set(_counts_of(facts, passage.plan, found["of"]))
            more, then = (int(read_number(found[name])) for name in ("n", "then"))
            rests = [Decimal(then - one) for one in have]
            is_slipped = any(is_slip(rest, Decimal(more), telling=2) for rest in rests)
            if have and then - more not in have and (found["up"] or is_slipped):
                words, known = short(found[0], 90), ", ".join(map(str, sorted(have)))
                fault = f"ghi “{words}”; hiện có {known}, cộng không khớp."
                yield about_passage(passage, fault)


# `giảm 40 hộ nghèo, còn 158 hộ`
_LOWERED = re.compile(
    rf"\bgiảm\s+(?:được\s+|thêm\s+)?(?P<n>{FIRST_DIGIT}[\d.]*)\s+"
    r"(?P<of>(?P<unit>[^\W\d]+)(?:\s+(?:nghèo|cận nghèo))?)\b"
    r"[^.;:\n\d]{0,20}?\bcòn\s+(?P<then>\d[\d.]*)\s+(?P=unit)\b",
    re.I,
)


def _lowered_to_another(facts: CheckFacts) -> Iterator[Line]:
    """So many fewer of a thing leave so many, and but for a slip of the typist no count of it today
    goes with that."""
    for passage in facts.naming("giảm"):
        is_ahead = getattr(passage.row, "section", "") not in _PRESENT
        for found in _LOWERED.finditer(passage.text) if is_ahead else ():
            have = set(_counts_of(facts, passage.plan, found["of"]))
            less, then = (int(read_number(found[name])) for name in ("n", "then"))
            rests = [Decimal(one - less) for one in have]
            is_slipped = any(is_slip(rest, Decimal(then), telling=2) for rest in rests)
            if then not in rests and is_slipped:
                known = ", ".join(map(str, sorted(have)))
                fault = f"ghi “{short(found[0], 90)}”; hiện có {known}, trừ ra không khớp."
                yield about_passage(passage, fault)


def _counts_of(facts: CheckFacts, plan: Any, noun: str) -> Iterator[int]:
    """Each number that stands before the noun in the sections about the present."""
    number = r"\d+(?:\.\d{3})*"
    pattern = re.compile(
        rf"(?<![\d.,])(?:({number})\s*/\s*)?({number})\s+{re.escape(noun)}\b", re.I
    )
    for of, text in facts.texts:
        if of is plan and text.section in _PRESENT:
            for some, count in pattern.findall(text.text):
                yield int(read_number(count))
                if some:
                    yield int(read_number(some))


# `Lắp 12 điểm wifi miễn phí, mỗi khu phố 02 điểm`
_EACH = re.compile(
    rf"(?P<n>{FIRST_DIGIT}\d*)\s+(?P<of>[^\W\d]+)\b[^.;:\n\d]{{0,50}}?[,(]\s*mỗi\s+{NOUNS}\s+"
    r"(?P<each>\d+)\s+(?:(?P=of)|cái|chiếc)\b",
    re.I,
)
_SOME = re.compile(rf"\d\s+{NOUNS}\b", re.I)


def _not_for_each(facts: CheckFacts) -> Iterator[Line]:
    """Each village gets so many, and all of them together get another number."""
    many = len(facts.villages)
    for passage in facts.naming("mỗi") if many > 1 else ():
        is_of_all = not passage.plan.unit.is_village and not _SOME.search(passage.text)
        for found in _EACH.finditer(passage.text) if is_of_all else ():
            made = int(found["each"]) * many
            if made != int(found["n"]) and not facts.places.get(passage.text):
                words = short(found[0], 80)
                yield about_passage(passage, f"ghi “{words}”; {many} nơi: tính ra {made}.")


_QUANTITY = re.compile(r"(?<![\d.,/])(?P<n>\d[\d.]*(?:,\d+)?)\s*(?P<of>[^\W\d]+2?)\b")


def _quantity_unlike_its_price(facts: CheckFacts) -> Iterator[Line]:
    """A task makes so much of a thing, and the money of the pasted plan pays for another amount."""
    entered = {row.plan_id for row in facts.fundings}
    for plan in facts.plans:
        priced = priced_in(plan.pasted) if plan.pasted and plan.pk not in entered else ()
        own = [task for task in facts.open_tasks if task.plan_id == plan.pk] if priced else []
        for name, number, unit in priced:
            words = meaning(name)
            named = [task for task in own if words <= meaning(task.text)]
            made = _made(named[0], name, unit) if len(named) == 1 else None
            if made is not None and made != number:
                here, there = (f"{format_decimal(n)} {unit}" for n in (made, number))
                yield about(named[0], f"ghi {here}; kinh phí tính cho {there} (“{name}”).")


def _made(task: Task, name: str, unit: str) -> Decimal | None:
    """How much of a thing a task makes: its one amount in the unit, or right before its name."""
    counts = [
        (found["n"], found["of"].lower(), found.end()) for found in _QUANTITY.finditer(task.text)
    ]
    of_unit = [n for n, of, _ in counts if of == unit.lower()]
    first = fold(name).split()[0]
    of_name = [n for n, of, _ in counts if fold(of) == first]
    amounts = of_unit or of_name
    return read_number(amounts[0]) if len(amounts) == 1 else None


# `Thay 64 bóng điện đường`
_RENEWS = re.compile(
    r"\b(?:thay(?: thế)?|xóa|di dời|chỉnh trang|cải tạo)\s+(?P<n>\d+)\s+"
    r"(?P<of>[^\W\d]+\s+[^\W\d]+)",
    re.I,
)


def _more_than_there_are(facts: CheckFacts) -> Iterator[Line]:
    """A task renews or removes more of a thing than the plan has of it today."""
    for task in facts.open_tasks:
        found = _RENEWS.search(task.text)
        thing = found["of"] if found else ""
        have = set(_counts_of(facts, task.plan, thing)) if found else set()
        have |= _left_of(facts, task.plan, thing) if found else set()
        if found and len(have) == 1 and int(found["n"]) > max(have):
            yield about(task, f"ghi “{found[0]}”; hiện trạng chỉ có {max(have)}, hai số khác nhau.")


def _left_of(facts: CheckFacts, plan: Any, thing: str) -> set[int]:
    """`Nhà tạm: còn 41 nhà`."""
    pattern = re.compile(rf"\b{re.escape(thing)}\s*:\s*còn\s+(\d+)\b", re.I)
    texts = (text for of, text in facts.texts if of is plan and text.section in _PRESENT)
    return {int(n) for text in texts for n in pattern.findall(text.text)}


_STILL = re.compile(rf"\bcòn lại\s+(?P<n>{AMOUNT})", re.I)


def _rest_of_another_sum(facts: CheckFacts) -> Iterator[Line]:
    """A sum is spent to such a share of its whole, and what is left of it is, but for a slip of the
    typist, another sum."""
    for plan in facts.plans:
        rests = {whole - part for whole, part in read(sums_spent, plan.pasted or "")}
        for passage in facts.naming("còn lại") if rests else ():
            for found in _STILL.finditer(passage.text) if passage.plan is plan else ():
                stated = Decimal(money(found["n"]))
                near = [rest for rest in rests if is_slip(rest, stated)]
                if near and stated not in rests:
                    fault = f"ghi “{found[0]}”; số còn lại tính ra {amount_words(near[0], 'đồng')}."
                    yield about_passage(passage, fault)


def _crosswise(facts: CheckFacts) -> Iterator[Line]:
    yield from _rest_of_another_sum(facts)
    yield from _digits_exchanged(facts)
    yield from _lifted_to_another(facts)
    yield from _lowered_to_another(facts)
    yield from _not_for_each(facts)
    yield from _quantity_unlike_its_price(facts)
    yield from _more_than_there_are(facts)


# `Thành lập 31 tổ công nghệ số, mỗi xóm một tổ`, `chọn 20 hộ …, mỗi nhóm liên gia 6 hộ`
_AT_EACH = re.compile(
    rf"(?P<all>{FIRST_DIGIT}\d*)\s+(?P<thing>[^\W\d]+)\b[^.;\n]{{0,60}}?[,(;]\s*mỗi\s+"
    r"(?P<place>[^\W\d]+(?:\s+[^\W\d]+){0,2}?)\s+(?:có\s+|được\s+|lập\s+|lắp\s+)?"
    rf"(?P<each>\d{{1,3}}|{'|'.join(COUNT_WORDS)})\s+(?P=thing)\b",
    re.I,
)


def _unlike_each(facts: CheckFacts) -> Iterator[Line]:
    """So many things are so many at each place, and no count of these places makes that."""
    for passage in facts.naming("mỗi"):
        for found in read(_AT_EACH.finditer, passage.text):
            place = found["place"].lower()
            counts = _counts_of_place(facts, passage.plan, place)
            each = read_count(found["each"])
            whole = int(found["all"])
            if counts and whole not in {each * count for count in counts}:
                known = ", ".join(map(str, sorted(counts)))
                words = short(" ".join(found[0].split()), 90)
                yield about_passage(passage, f"ghi “{words}”; có {known} {place}, không khớp.")


def _counts_of_place(facts: CheckFacts, plan: Any, place: str) -> set[int]:
    """Each number of such places that the plan, or the register, has."""
    pattern = re.compile(rf"(?<![\d/.,])(\d{{1,3}})\s+{re.escape(place)}\b", re.I)
    texts = (one.text for one in facts.passages if one.plan is plan)
    counts = {
        int(number) for text in (plan.pasted or "", *texts) for number in pattern.findall(text)
    }
    own = sum(unit.noun.lower() == place for unit in facts.villages)
    return counts | ({own} if own > 1 else set())


CHECKS = (
    Check("unlike-each", "Mỗi nơi bấy nhiêu mà tổng là số khác", "Số đếm", Severity.MEDIUM,
          _unlike_each),
    Check("number-elsewhere", "Một con số, hai nơi ghi khác nhau", "Khác nhau", Severity.MEDIUM,
          _crosswise),
)  # fmt: skip
