"""Checks of what a plan counts in several places: criteria beside their list, those to come beside
those that are met, one thing in two amounts or two units."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from criteria.enums import State
from ntm_project.common.numbers import format_decimal
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import about_passage, about_text
from reports.checks.facts.rows import OF_BEFORE, Passage
from reports.checks.reading.criteria import shares_met
from reports.checks.reading.figures import NOUNS, SENTENCE
from reports.checks.reading.names import places_in
from reports.checks.reading.of_all import shares_of_all
from reports.checks.reading.once import all_read_once, fold, read
from reports.checks.reading.patterns import A_FEW, ASIDE, read_count, read_number
from reports.checks.reading.slips import is_slip
from reports.lines import Line, short
from villages.nouns import COMMUNE

# `còn 04 tiêu chí chưa đạt: số 2 (Giao thông), số 6`, `3 tiêu chí (số 5, số 6)`, `… là Thu nhập`
_LISTED = re.compile(
    rf"({A_FEW})\s+(?:tiêu chí|TC)\b[^.;:\n\d()/]{{0,40}}?\s*"
    rf"(?::|\(|\blà:?\s|\bgồm:?\s)\s*"
    r"((?:[^.\n()]|\([^()\n]*\))+)",
    re.I,
)
_BY_NUMBER = re.compile(
    r"(?:(?:tiêu chí|TC)\s+)?(?:số\s+)?(\d{1,2})(?![\d./])"
    r"(?:\s*[-–:]?\s*(?:về\s+)?[^\W\d][^,;\d]*?)?"
    r"(?:\s*[,;]\s*(?:và\s+)?|\s+và\s+|\s*$)",
    re.I,
)
_SIGNS = re.compile(r"(?:\b(?:tiêu chí|số|và|về)\b|[\s,:.“”\"])+", re.I)


def _criteria_miscounted(facts: CheckFacts) -> Iterator[Line]:
    """A text counts criteria and lists more of them, or fewer."""
    listed = [
        (one, found)
        for one in facts.naming("tiêu chí", "tc")
        for found in read(_LISTED.finditer, one.text)
    ]
    own: dict[int, set[str]] = defaultdict(set)  # unit → names by the sets that judge it
    for assessment in facts.record.assessments if listed else ():
        rows = facts.record.standings_of(assessment)
        own[assessment.unit_id] |= {fold(row.criterion.name) for row in rows}
    for passage, found in listed:
        longest = sorted(own[passage.plan.unit_id], key=len, reverse=True)
        # A list between whose names `;` stands, else what comes before the first.
        lists = (found[2].strip(" ;"), found[2].partition(";")[0])
        counts = (_numbers_listed(one) or _names_listed(one, longest) for one in lists)
        count = next(filter(None, counts), 0)
        if count > 1 and count != read_count(found[1]):
            words = short(" ".join(found[0].split()), 100)
            yield about_passage(
                passage, f"ghi {read_count(found[1])} tiêu chí, kể {count}: “{words}”."
            )


def _numbers_listed(words: str) -> int:
    """How many criteria a list names by their numbers; 0 where it is no such list."""
    at, numbers, words = 0, set(), ASIDE.sub("", words).strip()
    while at < len(words) and (found := _BY_NUMBER.match(words, at)):
        numbers.add(int(found[1]))
        at = found.end()
    return len(numbers) if at == len(words) else 0


def _names_listed(words: str, longest: list[str]) -> int:
    """The same of a list of their names alone."""
    left, count = fold(ASIDE.sub("", words)), 0
    for name in longest:
        if name in left:
            left, count = left.replace(name, " ", 1), count + 1
    rest = [_IN_LISTS.sub("", one).strip(" .:") for one in re.split(r"[,;]|\bva\b", left)]
    others = [one for one in rest if one]
    # `Tổ chức sản xuất` of `Tổ chức sản xuất và phát triển kinh tế nông thôn`
    are_known = all(any(name.startswith(f"{one} ") for name in longest) for one in others)
    return count + len(others) if are_known and (count or len(others) > 1) else 0


_IN_LISTS = re.compile(r"\b(?:tieu chi|so|va|ve)\b")


# `đạt thêm 3 tiêu chí, nâng tổng số lên 16/19 tiêu chí`
_MORE = re.compile(
    r"\bthêm\s+(\d{1,2})\s+tiêu chí\b[^.;\n]{0,80}?\b(?:lên|thành)\s+(?:đạt\s+)?(\d{1,2})"
    r"(?:\s*/\s*(\d{1,2}))?(?:\s+tiêu chí\b|(?=\s*[.,;\n]|$))",
    re.I,
)


def _more_do_not_add_up(facts: CheckFacts) -> Iterator[Line]:
    """A text has so many criteria more make so many: no count of those met goes with it."""
    met: dict[int, set[int]] = defaultdict(set)
    for assessment in facts.record.assessments:
        own = facts.record.standings_of(assessment)
        met[assessment.unit_id].add(sum(row.is_met for row in own))
        start = [row for row in facts.baselines if row.assessment_id == assessment.pk]
        met[assessment.unit_id].add(sum(row.state == State.MET for row in start))
    for plan, text in facts.texts:
        found = _MORE.search(text.text) if "thêm" in text.text else None
        known = met.get(plan.unit_id, set()) - {0}
        if not found or not known:
            continue
        known |= {n for p, t in facts.texts if p is plan for n, _ in shares_met(t.text)}
        more, then = int(found[1]), int(found[2])
        if then - more not in known:
            words = short(" ".join(found[0].split()), 100)
            have = ", ".join(map(str, sorted(known)))
            yield about_text(plan, text, f"Ghi “{words}”; hiện đạt {have} tiêu chí.")


_LEFT = re.compile(r"(?<![\d/])(\d{1,2})\s+tiêu chí\s+(?:còn lại|chưa đạt)\b", re.I)
_OF_VILLAGES = re.compile(rf"\b{NOUNS}\b", re.I)


def _left_miscounted(facts: CheckFacts) -> Iterator[Line]:
    """A text counts the criteria that are left, and neither start nor record has so many."""
    left: dict[int, set[int]] = defaultdict(set)
    for assessment in facts.record.assessments:
        own = facts.record.standings_of(assessment)
        total = assessment.criteria_set.number_of_criteria(len(own))
        start = [row for row in facts.baselines if row.assessment_id == assessment.pk]
        if any(row.is_met for row in own):
            left[assessment.unit_id].add(total - sum(row.is_met for row in own))
        if any(row.state == State.MET for row in start):
            left[assessment.unit_id].add(total - sum(row.state == State.MET for row in start))
    for plan, text in facts.texts:
        known = left.get(plan.unit_id, set())
        is_counted = known and "tiêu chí" in text.text and read(_LEFT.search, text.text)
        for sentence in SENTENCE.split(text.text) if is_counted else ():
            found = _LEFT.search(sentence)
            if not found or int(found[1]) in known or "/" in sentence[: found.start()]:
                continue
            if not _OF_VILLAGES.search(sentence) and not _LISTED.search(sentence):
                have = ", ".join(map(str, sorted(known)))
                words = short(sentence.strip(" -+"), 80)
                yield about_text(plan, text, f"Ghi “{words}”; theo sổ còn {have}.")


def _criteria_counts(facts: CheckFacts) -> Iterator[Line]:
    yield from _left_miscounted(facts)
    yield from _criteria_miscounted(facts)
    yield from _more_do_not_add_up(facts)


_UNITS = {"m2": "area", "m²": "area", "ha": "area", "km2": "area", "m": "length", "km": "length",
          "triệu": "money", "tỷ": "money", "tỉ": "money", "kg": "weight", "tạ": "weight",
          "tấn": "weight"}  # fmt: skip
_MEASURED = re.compile(
    rf"(\d(?<![\d.,/]\d)[\d.]*(?:,\d+)?)\s*({'|'.join(sorted(_UNITS, key=len, reverse=True))})"
    r"(?![\w/])"
)
_WORD = re.compile(r"[^\W\d_]+")
_OF_NOTHING = frozenset(
    ("va", "cua", "cho", "tai", "tren", "den", "dong", "do", "voi", "la", "duoc")
)
NEAR = 80  # letters beside an amount, of which a few words name the thing
LONG_NAME = 5  # words before an amount that name but one thing
LEAST_DIGITS = 3  # of a number that no two things have by chance


class _Amount(NamedTuple):
    """An amount that a sentence of a passage states."""

    number: str
    unit: str
    sentence: str
    start: int
    end: int
    passage: Passage

    @property
    def before(self) -> tuple[str, ...]:
        """The folded words before it, the nearest last."""
        return tuple(_WORD.findall(fold(self.sentence[max(0, self.start - NEAR) : self.start])))

    @property
    def after(self) -> tuple[str, ...]:
        return tuple(_WORD.findall(fold(self.sentence[self.end : self.end + NEAR])))

    @property
    def words(self) -> str:
        return short(" ".join(self.sentence[self.start : self.end + NEAR].split()), 60)


@all_read_once
def _measured_in(text: str) -> Iterator[tuple[str, str, str, int, int]]:
    """(number, unit, sentence, where they begin and end in it) of each amount in a text."""
    for sentence in SENTENCE.split(text) if _MEASURED.search(text) else ():
        for found in _MEASURED.finditer(sentence):
            yield found[1], found[2], sentence, found.start(), found.end()


def _amounts(facts: CheckFacts) -> Iterator[_Amount]:
    for passage in facts.passages:
        for measured in _measured_in(passage.text):
            yield _Amount(*measured, passage)


def _one_number_in_two_units(amounts: list[_Amount]) -> Iterator[Line]:
    """`2.400 m2 đất` here, `2.400 ha đất` there."""
    seen: dict[tuple[int, str, str], _Amount] = {}
    for one in amounts:
        if sum(map(str.isdigit, one.number)) < LEAST_DIGITS:
            continue
        first = seen.setdefault((one.passage.plan.pk, one.number, _UNITS[one.unit]), one)
        if first.unit.rstrip("²2") == one.unit.rstrip("²2"):
            continue
        shared = set(first.before[-3:] + first.after[:6]) & set(one.before[-3:] + one.after[:6])
        if shared - _OF_NOTHING:
            words = f"ghi “{one.words}”; nơi khác ghi “{first.words}”."
            yield about_passage(one.passage, words)


def _one_thing_in_two_amounts(amounts: list[_Amount]) -> Iterator[Line]:
    """`Trồng mới 12 ha cây ăn quả` here, `trồng mới 15 ha cây ăn quả` there."""
    things: dict[tuple[object, ...], list[_Amount]] = defaultdict(list)
    for one in amounts:
        is_of_money = _UNITS[one.unit] == "money"
        if not one.passage.is_ahead or is_of_money:
            continue
        before, after = one.before, one.after
        if len(before) > 1 and len(after) > 2:
            things[one.passage.plan.pk, before[-2:], one.unit, after[:3]].append(one)
        elif len(before) > LONG_NAME and not after:  # `… tuyến Đầu Giồng - Tắc Bướm dài 3,1 km`
            things[one.passage.plan.pk, before[-LONG_NAME:], one.unit, ()].append(one)
    for first, *others in things.values():
        numbers = [read_number(one.number) for one in (first, *others)]
        most = max(numbers)
        if len(set(numbers)) != 2 or sum(numbers) == 2 * most:
            continue
        for one, number in zip(others, numbers[1:], strict=True):
            is_other = number != numbers[0] and one.passage is not first.passage
            if is_other and _at_one_place(one, first) and not _is_of_its_task(one, first):
                fault = f"ghi “{one.words}”; nơi khác ghi {format_decimal(numbers[0])} "
                yield about_passage(one.passage, f"{fault}{first.unit}.")
                break


def _is_of_its_task(one: _Amount, first: _Amount) -> bool:
    """Whether one is the text of a task and the other orders it word for word: see
    `prose-other-day`."""
    if one.passage.is_task is first.passage.is_task:
        return False
    here, there = (re.sub(r"[\d.,]+", "#", fold(row.sentence)) for row in (one, first))
    return here.strip(" -+") in there or there.strip(" -+") in here


def _at_one_place(one: _Amount, other: _Amount) -> bool:
    """Whether the two may be of one place: they name no village, or the same ones."""
    here, there = ({name for _, name in places_in(row.sentence)} for row in (one, other))
    units = {row.passage.row.unit_id for row in (one, other) if row.passage.is_task}
    return len(units) < 2 and (here <= there or there <= here)


# `Xã Tân Lập có 6 xóm với 1.250 hộ`, `toàn xã có 5.410 khẩu`; no part of them
_ALL_OF_THE_COMMUNE = re.compile(
    rf"\b{COMMUNE}\b[^.;:,\n\d]{{0,40}}?\bcó\s+(?:(?:tổng số|tất cả)\s+)?"
    rf"(?:\d{{1,2}}\s+{NOUNS}\s*(?:với|,|và|;)?\s*)?(?P<n>\d[\d.]*)\s+(?P<of>hộ|khẩu|nhân khẩu)\b"
    r"(?=\s*(?:dân\s*)?(?:[.,:;()\n]|với|và|đều|$))",
    re.I,
)
_SOME_OF_THE_COMMUNE = re.compile(
    r"(?P<n>\d[\d.]*)\s+(?P<of>hộ|khẩu|nhân khẩu)(?:\s+(?:dân|gia đình))?"
    rf"\s+(?:trong|của|trên địa bàn)\s+(?:toàn\s+)?{COMMUNE}\b",
    re.I,
)


def _more_than_live_here(facts: CheckFacts) -> Iterator[Line]:
    """A plan states how many households or people the commune has, and elsewhere another number of
    them, or more of them than that."""
    known: dict[tuple[int, str], int] = {}
    named = (one for one in facts.naming("hộ", "khẩu") if not one.plan.unit.is_village)
    # What was done last year is counted as of last year.
    passages = [one for one in named if getattr(one.row, "section", "") not in OF_BEFORE]
    for passage in passages:
        for found in _ALL_OF_THE_COMMUNE.finditer(passage.text):
            key, number = (passage.plan.pk, found["of"].lower()[-4:]), _whole(found["n"])
            first = known.setdefault(key, number)
            if first != number:
                words = " ".join(found[0].split())
                yield about_passage(
                    passage, f"ghi “{words}”; nơi khác ghi {format_decimal(first)}."
                )
    yield from _of_another_whole(facts)
    for passage in passages if known else ():
        for found in _SOME_OF_THE_COMMUNE.finditer(passage.text):
            whole = known.get((passage.plan.pk, found["of"].lower()[-4:]))
            if whole and _whole(found["n"]) > whole:
                words = " ".join(found[0].split())
                fault = f"ghi “{words}”, nhiều hơn cả xã ({format_decimal(whole)})."
                yield about_passage(passage, fault)


_LIVE_HERE = re.compile(
    rf"\b(?:(?:toàn\s+)?{COMMUNE}\b[^.;:\n\d]{{0,30}}?\bcó|dân số|tổng số)\b"
    r"(?:[^.;:\n]|\.(?=\d)){0,90}?"
    r"(?<![\d/.,])(?P<n>\d[\d.]*)\s+(?P<of>hộ|khẩu|nhân khẩu|người)\b"
    r"(?!\s+(?:nghèo|cận|Khmer|dân tộc))",
    re.I,
)
_OUT_OF_ALL = re.compile(r"\d/(?P<n>\d{1,3}(?:\.\d{3})+|\d{3})\s+(?P<of>hộ|khẩu|nhân khẩu|người)\b")
TEN = 10  # a digit more or less


def _of_another_whole(facts: CheckFacts) -> Iterator[Line]:
    """A share is counted out of nearly as many as live here: but for a slip of the typist."""
    for plan in facts.plans:
        passages = [one for one in facts.passages if one.plan is plan]
        stated = [found for one in passages for found in _LIVE_HERE.finditer(one.text)]
        known = {(found["of"].lower(), _whole(found["n"].rstrip("."))) for found in stated}
        for passage in passages if known else ():
            for found in _OUT_OF_ALL.finditer(passage.text):
                of, number = found["of"].lower(), _whole(found["n"])
                wholes = [whole for unit, whole in known if unit == of]
                near = [
                    whole
                    for whole in wholes
                    if is_slip(Decimal(number), Decimal(whole))
                    or number in (whole * TEN, whole / TEN)
                ]
                if near and number not in wholes:
                    fault = f"ghi “{found[0]}”; nơi khác ghi {format_decimal(near[0])} {of}."
                    yield about_passage(passage, fault)


def _share_of_all_there(facts: CheckFacts) -> Iterator[Line]:
    """A section has so many households or people as a share that they are not of all of them, as
    another section counts these."""
    for plan in facts.plans:
        passages = [one for one in facts.passages if one.plan is plan and "%" in one.text]
        everything = "\n".join(text.text for of, text in facts.texts if of is plan)
        for passage in passages if everything else ():
            own = {words for words, _ in shares_of_all(passage.text)}
            for words, share in shares_of_all(passage.text, everything):
                if words not in own:
                    yield about_passage(passage, f"ghi “{short(words, 100)}”: tính ra {share}.")


def _whole(number: str) -> int:
    return int(number.replace(".", ""))


def _one_thing_twice(facts: CheckFacts) -> Iterator[Line]:
    yield from _more_than_live_here(facts)
    yield from _share_of_all_there(facts)
    amounts = list(_amounts(facts))
    yield from _one_number_in_two_units(amounts)
    yield from _one_thing_in_two_amounts(amounts)


CHECKS = (
    Check("criteria-miscounted", "Số tiêu chí khác số kể ra", "Số tiêu chí", Severity.MEDIUM,
          _criteria_counts),
    Check("one-thing-twice", "Một thứ, hai số lượng hoặc hai đơn vị tính", "Khác nhau",
          Severity.MEDIUM, _one_thing_twice),
)  # fmt: skip
