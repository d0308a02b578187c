"""Checks of what a plan states of the commune's people: how many they are, stated once, and what
they give."""

import re
from collections import defaultdict
from collections.abc import Iterator

from criteria.nouns import of_set
from ntm_project.common.numbers import format_decimal, format_money
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import about_passage
from reports.checks.facts.rows import Passage
from reports.checks.reading.figures import NOUNS, SENTENCE
from reports.checks.reading.once import fold, read
from reports.checks.reading.patterns import FIRST_DIGIT
from reports.lines import Line
from tasks.enums import FundingSource
from villages.nouns import COMMUNE

PEOPLE = FundingSource.PEOPLE
_COUNT = rf"({FIRST_DIGIT}\d{{0,2}}(?:\.\d{{3}})+|{FIRST_DIGIT}\d{{2,4}})"
# Of a part of them, as `hộ nghèo` is: another word follows.
_ALL = r"(?:\s*(?:dân|gia đình))?(?=\s*(?:[,.;()\n]|với|gồm|và|$|\d))"
_HOUSEHOLDS = re.compile(
    rf"(?:toàn )?{COMMUNE}\s+(?:hiện\s+)?(?:có|gồm)\s+{_COUNT}\s+hộ{_ALL}"
    rf"|{_COUNT}\s+hộ(?:\s+(?:dân|gia đình))?\s+(?:trong\s+|của\s+)?toàn {COMMUNE}"
    rf"|tổng số hộ[^\d.;\n]{{0,20}}{_COUNT}",
    re.I,
)
_PEOPLE = re.compile(
    rf"(?:dân số|nhân khẩu)[^\d.;\n]{{0,20}}{_COUNT}\s+(?:người|nhân khẩu|khẩu)\b"
    rf"|{_COUNT}\s+(?:nhân\s+)?khẩu\s+(?:trong\s+)?toàn {COMMUNE}"
    rf"|{_COUNT}\s+hộ(?:\s+dân)?\s*(?:,|với|và)\s*{_COUNT}\s+(?:nhân\s+)?khẩu",
    re.I,
)
_HOMES_AND_HEADS = re.compile(
    rf"{_COUNT}\s+hộ(?:\s+(?:dân|gia đình))?\s*(?:,|;|với|và|gồm|/|-)\s*{_COUNT}\s+"
    r"(?:nhân\s+)?khẩu\b",
    re.I,
)
_YEAR = re.compile(r"\b20\d\d\b")
_OF_A_PART = re.compile(
    r"\b(?:(?<!nông )thôn|xóm|bản|ấp|buôn|khóm|(?<!đặc )khu|tổ|trước|cũ)\b", re.I
)


_HOMES = re.compile(r"hộ(?!\w)")


def _of_homes(facts: CheckFacts) -> list[Passage]:
    """The passages that speak of households: most that have `hộ` have `hội`."""
    return [one for one in facts.naming("hộ") if _HOMES.search(one.text)]


def _two_counts_of_all(facts: CheckFacts) -> Iterator[Line]:
    """Two passages of a plan count all households, or all people, and not alike; what names another
    year counts those of another day."""
    for pattern, noun in ((_HOUSEHOLDS, "hộ"), (_PEOPLE, "nhân khẩu")):
        seen: dict[int, dict[int, None]] = defaultdict(dict)
        for passage in _of_homes(facts) if noun == "hộ" else facts.naming("khẩu"):
            for count in _counted(pattern, passage.text, passage.plan.year):
                first = next(iter(seen[passage.plan.pk]), count)
                if count not in seen[passage.plan.pk] and count != first:
                    words = " và ".join(map(format_decimal, (count, first)))
                    yield about_passage(passage, f"cùng một kế hoạch, toàn xã có {words} {noun}.")
                seen[passage.plan.pk][count] = None
    yield from _two_counts_of_the_poor(facts)
    yield from _homes_unlike_the_record(facts)


def _homes_unlike_the_record(facts: CheckFacts) -> Iterator[Line]:
    """A plan counts all households otherwise than its share of the poor is taken of."""
    of_the_poor = [
        row
        for row in facts.rows
        if row.measure.denominator and _POOR.search(fold(row.indicator.wording))
    ]
    for passage in _of_homes(facts) if of_the_poor else ():
        for row in of_the_poor:
            whole = row.measure.denominator
            if row.assessment.unit_id == passage.plan.unit_id and whole:
                for count in _counted(_HOUSEHOLDS, passage.text, passage.plan.year):
                    if count != whole:
                        at = of_set(f"chỉ tiêu {row.indicator.code}", row.assessment)
                        words = f"ghi toàn xã {format_decimal(count)} hộ; {at} tính trên "
                        yield about_passage(passage, f"{words}{format_decimal(whole)}.")


_POOR = re.compile(r"\bty le (?:ho )?ngheo\b")


def _counted(pattern: re.Pattern[str], text: str, year: int) -> Iterator[int]:
    """The counts of all in the sentences that speak of the commune in the plan's own year."""
    for found in read(pattern.finditer, text):
        before, after = text[: found.start()], text[found.end() :]
        start = SENTENCE.split(before)[-1]
        sentence = f"{start}{found[0]}{SENTENCE.split(after)[0]}"
        is_other = {int(one) for one in _YEAR.findall(sentence)} - {year}
        if not is_other and not _OF_A_PART.search(start):
            yield int([one for one in found.groups() if one][-1].replace(".", ""))


def _fewer_people_than_homes(facts: CheckFacts) -> Iterator[Line]:
    """A passage has more households than people."""
    for passage in _of_homes(facts):
        for found in _HOMES_AND_HEADS.finditer(passage.text) if "khẩu" in passage.text else ():
            homes, heads = (int(found[at].replace(".", "")) for at in (1, 2))
            if heads < homes:
                words = " ".join(found[0].split())
                yield about_passage(passage, f"ghi “{words}”; số người ít hơn số hộ.")


# `còn 52/1.480 hộ nghèo`, `37 hộ nghèo (2,5%)`: how many there are, not how many of them get what
_POOR_HOMES = re.compile(
    r"(?:\b(?:còn|có|tổng số|là)\s+|[;:,(]\s*|^\s*)(\d[\d.]*)(?:\s*/\s*\d[\d.]*)?\s+"
    r"hộ\s+(nghèo|cận nghèo)(?=\s*(?:[.,;)\n]|\(|chiếm|đa chiều|$))",
    re.I,
)
_OF_SOME_TIME = re.compile(
    r"\b(?:giảm|thoát|từ|xuống|phấn đấu|cuối năm|đầu năm|năm trước|thêm|trong đó|mỗi|hỗ trợ|tặng"
    r"|giúp|cho)\b",
    re.I,
)


def _two_counts_of_the_poor(facts: CheckFacts) -> Iterator[Line]:
    """Two passages of a plan count the poor homes of the commune, and not alike."""
    seen: dict[tuple[int, str], int] = {}
    for passage in facts.naming("hộ nghèo", "hộ cận nghèo"):
        for sentence in SENTENCE.split(passage.text):
            is_of_all = not (_OF_SOME_TIME.search(sentence) or _YEAR.search(sentence))
            for found in _POOR_HOMES.finditer(sentence) if is_of_all else ():
                before = re.split(r"[;:]", sentence[: found.start()])[-1]
                count = int(found[1].replace(".", ""))
                first = seen.setdefault((passage.plan.pk, found[2].lower()), count)
                if count != first and not _OF_A_PART.search(before):
                    words = " ".join(found[0].split()).strip(" ,;:(")
                    fault = f"ghi “{words}”; nơi khác của kế hoạch ghi {format_decimal(first)} hộ."
                    yield about_passage(passage, fault)


_SOME = re.compile(
    rf"\b(?:cho|tại|tới|đến|của|vận động|hỗ trợ|gồm)\s+{_COUNT}\s+(hộ|người dân|nhân khẩu)\b", re.I
)
_VILLAGES_OR_OLD = re.compile(rf"\b\d+\s+{NOUNS}\b|\btừ\s[^,;.\d]{{0,40}}\bcũ\b", re.I)


def _all_of_them(facts: CheckFacts) -> Iterator[tuple[int, str, int]]:
    """(plan, noun, count) of each statement of a plan's how many homes or people there are."""
    for passage in _of_homes(facts):
        text = _VILLAGES_OR_OLD.sub("", passage.text)
        year, key = passage.plan.year, passage.plan.pk
        for count in _counted(_HOUSEHOLDS, text, year):
            yield key, "hộ", count
        for found in _HOMES_AND_HEADS.finditer(text):
            start = SENTENCE.split(text[: found.start()])[-1]
            is_other = {int(one) for one in _YEAR.findall(start)} - {year, year - 1}
            if not is_other and not _OF_A_PART.search(start):
                homes, heads = (int(found[at].replace(".", "")) for at in (1, 2))
                yield key, "hộ", homes
                yield key, "khẩu", heads


def _more_than_all(facts: CheckFacts) -> Iterator[Line]:
    """What is to be done reaches more homes, or people, than the same plan counts in all."""
    counts: dict[tuple[int, str], int] = {}
    for key, noun, count in _all_of_them(facts):
        counts[key, noun] = max(count, counts.get((key, noun), 0))
    for passage in facts.naming("hộ", "người dân", "khẩu") if counts else ():
        if not passage.is_ahead or passage.plan.unit.is_village:
            continue
        for found in _SOME.finditer(passage.text):
            noun = "hộ" if found[2].lower() == "hộ" else "khẩu"
            whole, some = counts.get((passage.plan.pk, noun)), int(found[1].replace(".", ""))
            if whole and some > whole:
                words = f"{format_decimal(some)} {found[2]}"
                yield about_passage(passage, f"ghi {words}, toàn xã có {format_decimal(whole)}.")


# Nothing of a kind (`không huy động Nhân dân đóng góp quá mức`) is not nothing.
_NOTHING_GIVEN = re.compile(
    r"không\s+(?:huy động|yêu cầu|vận động|thu)\s+(?:nhân dân|người dân|dân)\s+(?:phải\s+)?"
    r"(?:đóng\s+)?góp\b(?!\s+(?:quá|vượt|bắt buộc|trái|bằng|theo|tràn lan))"
    r"|(?:nhân|người)\s+dân\s+không\s+phải\s+(?:đóng\s+)?góp\b(?!\s+(?:quá|vượt|bằng|theo))",
    re.I,
)


def _people_give_nothing(facts: CheckFacts) -> Iterator[Line]:
    """A text has the people give nothing, and the sums of the plan have what they give."""
    given: dict[int, int] = defaultdict(int)
    for row in facts.fundings:
        given[row.plan_id] += sum(p.amount for p in row.parts.all() if p.source == PEOPLE)
    for passage in facts.naming("góp") if any(given.values()) else ():
        found = _NOTHING_GIVEN.search(passage.text)
        total = given[passage.plan.pk]
        if found and total and passage.is_ahead and not passage.is_task:
            words = f"ghi “{' '.join(found[0].split())}”; bảng kinh phí có {format_money(total)}"
            yield about_passage(passage, f"{words} nhân dân đóng góp.")


CHECKS = (
    Check("more-than-all", "Nhiều hơn số hộ, số dân của xã", "Số hộ", Severity.MEDIUM,
          _more_than_all),
    Check("households-twice", "Hai số hộ, số dân của toàn xã", "Số hộ", Severity.MEDIUM,
          _two_counts_of_all),
    Check("fewer-people", "Số người ít hơn số hộ", "Số hộ", Severity.HIGH,
          _fewer_people_than_homes),
    Check("people-give-nothing", "Không huy động dân, bảng kinh phí lại có", "Kinh phí",
          Severity.MEDIUM, _people_give_nothing),
)  # fmt: skip
