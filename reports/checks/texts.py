"""Checks of what the plan states in its own words: counts, criteria, names, years, empty places."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import dropwhile

from criteria.enums import State
from ntm_project.common.numbers import format_money, parse_money
from ntm_project.common.text import fold
from reports.checks.check import Check, Severity
from reports.checks.facts import CheckFacts
from reports.checks.figures import AMOUNT, NOUNS, SENTENCE, count_faults, villages_counted
from reports.checks.parsing import (
    FIRST_DIGIT,
    among,
    beginning,
    criteria_in,
    meaning,
    name_after,
    shares_met,
    states_in,
    totals_in,
)
from reports.checks.passages import about, about_passage, about_text
from reports.checks.rows import AHEAD
from reports.lines import Line, short
from tasks.enums import PlanSection
from tasks.models import PlanText

_AIMED_YEAR = re.compile(
    r"\b(?:trong|hết|cuối|kế hoạch|phấn đấu(?:\s+đến)?)\s+năm\s+(\d{4})\b"
    r"|\btrên đây là[^.;\n\d]{0,120}\bnăm\s+(\d{4})\b(?!\s*[-–])",
    re.I,
)
_DUE_IN = re.compile(
    r"\b(?:hoàn thành|xong|bàn giao|nộp|gửi|chậm nhất)\b[^.;\n\d]{0,30}?"
    r"(?:(?:ngày\s+)?\d{1,2}/|tháng\s+|quý\s+(?:IV|I{1,3}|[1-4])\s*/\s*)(?:\d{1,2}\s*/\s*)?(20\d\d)\b",
    re.I,
)
_HAS_BEEN = re.compile(r"\b(?:đã|từ|so với|căn cứ|theo|số)\b", re.I)
_A_YEAR = re.compile(r"\d{4}")
_OF_MONEY = (PlanSection.RESOURCES, PlanSection.GOALS, PlanSection.WORKS)
_OUT_OF = re.compile(r"\b\d{1,2}\s*/\s*(\d{1,2})\s+tiêu chí\b")
_COMMUNE = re.compile(r"\b(?:xã|phường)\b", re.I)
# Of villages, of another level, or of a standard reached before.
_OF_OTHERS = re.compile(
    r"\b(?:thôn|xóm|bản|ấp|buôn|khóm|tổ dân phố|khu dân cư|huyện|thị xã|hộ|vườn|duy trì|giữ vững"
    r"|giai đoạn|đã|trước|cũ|củng cố)\b",
    re.I,
)
_PAST = ("so voi", "nghi quyet", "quyet dinh", "da dat", "ket qua", "tu nam")
# Who speaks of the own commune: what stands before `xã Tân Lập` where it can be no neighbour.
_SPEAKER = re.compile(
    r"(?:UBND|Ủy ban nhân dân|Đảng ủy|HĐND|Ban Chỉ đạo|phấn đấu|Phấn đấu|đưa|toàn|Toàn|nhân dân"
    r"|Nhân dân|hệ thống chính trị|trên địa bàn|địa bàn|cán bộ|Cán bộ|đảng viên|diện mạo|công chức)"
    r"\s+(xã|phường)\s+"
)


def _counts_contradict(facts: CheckFacts) -> Iterator[Line]:
    """The counts of a text, a target, a window or a duty do not add up; of tasks see
    `counts-contradict`."""
    for passage in facts.passages:
        for fault in () if passage.is_task else count_faults(passage.text):
            yield about_passage(passage, fault)


def _criterion_unlike_the_set(facts: CheckFacts) -> Iterator[Line]:
    """A passage names a criterion by a number that no set has, or by the name of another number."""
    names: dict[int, list[str]] = defaultdict(list)
    for standing in facts.record.standings:
        names[standing.criterion.number].append(standing.criterion.name)
    if not names:
        return
    most = max(a.criteria_set.number_of_criteria(max(names)) for a in facts.record.assessments)
    wordings: dict[int, list[str]] = defaultdict(list)
    for row in facts.rows:
        wordings[row.indicator.criterion.number].append(row.indicator.wording)
    for passage in facts.naming("tiêu chí", "tc"):
        for number, name in dict.fromkeys(criteria_in(passage.text)):
            if number > most:
                fault = f"nêu tiêu chí số {number}, bộ tiêu chí không có số này."
                yield about_passage(passage, fault)
            elif fault := _name_fault(number, name, names, wordings):
                yield about_passage(passage, fault)


_CODES = re.compile(
    r"(?:chỉ tiêu|tiêu chí)\s+(?:số\s+)?(\d{1,2}\.\d{1,2}(?:[\s,;và]+\d{1,2}\.\d{1,2})*)", re.I
)


def _code_unlike_the_set(facts: CheckFacts) -> Iterator[Line]:
    """What is to be done names an indicator by a code that no set has; of tasks see
    `code-unknown`."""
    codes = {row.indicator.code for row in facts.rows}
    if not any("." in code for code in codes):
        return
    for passage in facts.naming("chỉ tiêu", "tiêu chí"):
        if passage.is_task or not passage.is_ahead:
            continue
        found = [code for words in _CODES.findall(passage.text) for code in _CODE.findall(words)]
        for code in dict.fromkeys(found):
            if code not in codes:
                yield about_passage(passage, f"nêu chỉ tiêu {code}, bộ tiêu chí không có mã này.")


_CODE = re.compile(r"\d+\.\d+")


def _name_fault(
    number: int, name: str, names: Mapping[int, list[str]], wordings: Mapping[int, list[str]]
) -> str:
    """What is wrong with the name that a text gives a criterion; "" where it is its own, an
    abbreviation of it, or what one of its indicators is about."""
    words = meaning(name)
    own = [*names.get(number, ()), *wordings.get(number, ())]
    if not words or number not in names or any(words & meaning(one) for one in own):
        return ""
    # By its whole name rather than by some words of it.
    fitting = [(n, called) for n, called in names.items() if n != number]
    for other, called in sorted(fitting, key=lambda row: not among(name, row[1])):
        if any(_is_name_of(name, one) for one in called):
            return f"nêu “tiêu chí số {number} ({name})”; bộ ghi {called[0]} là số {other}."
    is_named = " " in name and name[:1].isupper() and not name.isupper()
    return f"nêu “tiêu chí số {number} ({name})”; bộ ghi “{names[number][0]}”." if is_named else ""


def _is_name_of(name: str, called: str) -> bool:
    """Whether the words name the criterion: begin with its name, or share half of theirs; one word
    of two is none (`Trường học`, `Môi trường`)."""
    words = meaning(name)
    shared = len(words & meaning(called))
    is_half = 2 * shared >= len(words) and shared >= min(2, len(words))
    return bool(among(name, [called])) or is_half


def _state_unlike_the_record(facts: CheckFacts) -> Iterator[Line]:
    """A text calls a criterion met or unmet, and neither start nor record of any unit does."""
    states: dict[int, set[str]] = defaultdict(set)
    for standing in facts.record.standings:
        states[standing.criterion.number].add(standing.state)
    for row in facts.baselines:
        states[row.criterion.number].add(row.state)
    for plan, text in facts.texts:
        for number, is_met in dict.fromkeys(states_in(text.text)):
            known = states.get(number, {State.UNKNOWN})
            if known == {State.NOT_MET if is_met else State.MET}:
                words, other = ("đạt", "chưa đạt") if is_met else ("chưa đạt", "đạt")
                fault = f"Ghi tiêu chí số {number} {words}; chương trình ghi {other}."
                yield about_text(plan, text, fault)


def _met_unlike_the_record(facts: CheckFacts) -> Iterator[Line]:
    """A text counts the criteria that are met, and neither start nor record of any unit agrees."""
    counts: dict[int, set[int]] = defaultdict(set)
    at_start: dict[int, int] = defaultdict(int)
    for row in facts.baselines:
        at_start[row.assessment_id] += row.state == State.MET
    for assessment in facts.record.assessments:
        own = facts.record.standings_of(assessment)
        total = assessment.criteria_set.number_of_criteria(len(own))
        counts[total] |= {sum(s.is_met for s in own), at_start[assessment.pk]}
    for plan, text in facts.texts:
        for met, total in dict.fromkeys(shares_met(text.text)):
            if total in counts and met not in counts[total]:
                known = ", ".join(f"{n}/{total}" for n in sorted(counts[total]))
                yield about_text(
                    plan, text, f"Ghi đạt {met}/{total} tiêu chí; chương trình có {known}."
                )


def _counted_by_another_set(facts: CheckFacts) -> Iterator[Line]:
    """What is aimed at counts the commune's criteria out of another number than its set has."""
    totals: dict[int, set[int]] = defaultdict(set)
    for assessment in facts.record.assessments:
        own = facts.record.standings_of(assessment)
        totals[assessment.unit_id].add(assessment.criteria_set.number_of_criteria(len(own)))
    for plan, text in facts.texts:
        known = totals.get(plan.unit_id)
        if not known or text.section not in AHEAD or plan.unit.is_village:
            continue
        for found in _OUT_OF.finditer(text.text):
            if int(found[1]) in known:
                continue
            before, after = text.text[: found.start()], text.text[found.end() :]
            sentence = f"{SENTENCE.split(before)[-1]}{found[0]}{SENTENCE.split(after)[0]}"
            is_past = _OF_OTHERS.search(sentence) or any(word in fold(sentence) for word in _PAST)
            if _COMMUNE.search(sentence) and not is_past:
                words = " ".join(found[0].split())
                yield about_text(plan, text, f"Ghi “{words}”, bộ tiêu chí có {max(known)}.")


def _of_another_commune(facts: CheckFacts) -> Iterator[Line]:
    """A text speaks as another commune: it was copied from its plan."""
    for plan, text in facts.texts:
        if plan.unit.is_village:
            continue
        own = fold(plan.unit.name)
        for found in _SPEAKER.finditer(text.text):
            name = name_after(text.text, found.end())
            folded = fold(name)
            is_own = folded.startswith(own) or own.startswith(folded)
            is_standard = folded.startswith(("nong", "kieu"))  # `xã Nông thôn mới`
            if text.section in AHEAD and folded == own and found[1] != plan.unit.noun.lower():
                fault = f"Nêu “{found[0]}{name}”, đơn vị là {plan.unit.full_name}."
                yield about_text(plan, text, fault)
                break
            if name and not (is_own or is_standard or name[0].isdigit()):
                yield about_text(plan, text, f"Nêu “{found[0]}{name}”, kế hoạch của xã khác.")
                break


def _year_that_is_over(facts: CheckFacts) -> Iterator[Line]:
    """What is to be done is planned in a year before that of the plan."""
    for plan, text in facts.texts:
        if text.section not in AHEAD:
            continue
        for line in text.text.splitlines():
            if not _A_YEAR.search(line):
                continue
            years = {int(year) for words in _AIMED_YEAR.findall(line) for year in words if year}
            years |= {
                int(found[1])
                for found in _DUE_IN.finditer(line)
                if not _HAS_BEEN.search(SENTENCE.split(line[: found.start()])[-1])
            }
            if not years or max(years) >= plan.year:
                continue
            folded = fold(line)
            if not any(word in folded for word in _PAST):
                fault = f"Nêu năm {max(years)} trong kế hoạch năm {plan.year}: “{short(line, 80)}”."
                yield about_text(plan, text, fault)


def _money_unlike_the_table(facts: CheckFacts) -> Iterator[Line]:
    """A text states a total of money, and the sums of the plan give another."""
    sums: dict[tuple[int, str], int] = defaultdict(int)
    for row in facts.fundings:
        sums[row.plan_id, row.stage] += row.total or sum(part.amount for part in row.parts.all())
    for plan, text in facts.texts:
        own = {total for (key, _), total in sums.items() if key == plan.pk and total}
        for words in totals_in(text.text) if own and text.section in _OF_MONEY else ():
            stated = _sum_of(words)
            if stated and stated not in own:
                known = ", ".join(map(format_money, sorted(own)))
                yield about_text(
                    plan, text, f"Ghi tổng {words}; các khoản kinh phí cộng lại {known}."
                )


_WORTH = re.compile(
    rf"{beginning('kinh phí', 'dự toán', 'trị giá', 'mức đầu tư')}"
    rf"(?i:[^.;\n\d]{{0,30}}?({AMOUNT}))"
)
# Of folded words: with what work begins, before the thing that it makes.
_MAKING = meaning(
    "thi công xây dựng sửa chữa cải tạo nâng cấp làm lắp đặt bê tông cứng hóa mở rộng đầu tư"
) | {"cong"}


def _task_unlike_the_table(facts: CheckFacts) -> Iterator[Line]:
    """A task states what it costs, and the sums of the plan give another for it."""
    for task in facts.open_tasks if facts.fundings else ():
        found = _WORTH.search(task.text)
        stated = _sum_of(found[1]) if found else None
        if not found or not stated:
            continue
        thing = _thing(task.text[: found.start()])
        own = [
            row
            for row in facts.fundings
            if row.total and row.plan_id == task.plan_id and _thing(row.text) == thing
        ]
        known = {row.total for row in own} | {p.amount for row in own for p in row.parts.all()}
        if own and stated not in known:
            totals = ", ".join(dict.fromkeys(row.amount for row in own))
            yield about(task, f"ghi {found[1].strip()}, bảng kinh phí ghi {totals}.")


def _thing(text: str) -> str:
    """What is made, without the words for making it."""
    words = fold(text).removesuffix(" voi").strip(" ,:(-").split()
    return " ".join(dropwhile(_MAKING.__contains__, words))


def _sum_of(words: str) -> int | None:
    try:
        return parse_money(words)
    except ValueError:
        return None


def _villages_miscounted(facts: CheckFacts) -> Iterator[Line]:
    """A passage counts other villages than the register holds: more, or as all of them.
    Those that have ended count too: a text may speak of the year before."""
    present, ever = len(facts.villages), sum(unit.is_village for unit in facts.units)
    if facts.unit.is_village or present < 2:
        return
    seen = set()
    for passage in facts.passages:
        for some, whole, words in villages_counted(passage.text, is_ahead=passage.is_ahead):
            is_wrong = whole > ever or (some == whole and whole not in (present, ever))
            if is_wrong and whole not in seen:
                seen.add(whole)
                yield about_passage(passage, f"ghi “{words}”, danh sách đơn vị có {present}.")


# One `…` between two words too: `Đưa … người đi`, but no `thôn A, B, … và các thôn khác`.
_BLANK = re.compile(
    r"…{2,}|\.{5,}|_{3,}|\[(?!\d+\])[^\]\n]{1,40}\]|(?<=\w )(?:…|\.{3,4}) (?!v[àa]\b)(?=[^\W\d])"
)

_BLANKS = ("……", ".....", "___", "[", " … ", " ... ", " .... ")


def _blank_left(facts: CheckFacts) -> Iterator[Line]:
    """A place that the form of the text left to be filled in is empty still."""
    for passage in facts.naming(*_BLANKS):
        if found := _BLANK.search(passage.text):
            before = passage.text[max(0, found.start() - 40) : found.start()].split("\n")[-1]
            yield about_passage(passage, f"còn chỗ chưa điền: “{short(before + found[0], 60)}”.")


_NAMED = re.compile(
    rf"({FIRST_DIGIT}\d{{0,2}})(?:\s*/\s*\d{{1,3}})?\s+{NOUNS}\b[^.;:()\n]{{0,80}}?"
    r"\s*(?:\(|:\s*)(?:gồm\s+)?([^().;:\n]+)",
    re.I,
)
_NEXT_NAME = re.compile(rf"\s*(?:[,;]|\bvà\b)\s*(?:{NOUNS}\s+)?", re.I)


def _names_miscounted(facts: CheckFacts) -> Iterator[Line]:
    """A passage counts some villages and names more of them, or fewer."""
    known = {fold(unit.name) for unit in facts.units if unit.is_village}
    for passage in facts.naming("(", ":") if known else ():
        for found in _NAMED.finditer(passage.text):
            names = [fold(name) for name in _NEXT_NAME.split(found[2].strip())]
            count = int(found[1])
            if len(names) < 2 or not known.issuperset(names):
                continue
            words = short(" ".join(found[0].split()), 100)
            if len(names) != count:
                yield about_passage(passage, f"ghi {count}, kể tên {len(names)}: “{words}”.")
            elif twice := next((name for name in names if names.count(name) > 1), ""):
                called = next(unit.name for unit in facts.units if fold(unit.name) == twice)
                yield about_passage(passage, f"kể {called} hai lần: “{words}”.")


SAME_PASSAGE = 60  # letters: what is shorter may well be written twice


def _passage_twice(facts: CheckFacts) -> Iterator[Line]:
    """One passage stands in two sections of a plan, word for word."""
    seen: dict[tuple[int, str], PlanText] = {}
    for plan, text in facts.texts:
        for line in text.text.splitlines():
            if len(line) < SAME_PASSAGE:
                continue
            words = " ".join(line.strip(" -+*•.").casefold().split())
            first = seen.setdefault((plan.pk, words), text) if len(words) >= SAME_PASSAGE else text
            if first is not text:
                name = first.get_section_display()
                yield about_text(plan, text, f"Đoạn “{short(line, 60)}” đã có ở mục {name}.")
                break


CHECKS = (
    Check("text-counts", "Các con số trong lời văn mâu thuẫn", "Số đếm", Severity.MEDIUM,
          _counts_contradict),
    Check("text-criterion", "Lời văn gọi sai tiêu chí", "Tiêu chí", Severity.MEDIUM,
          _criterion_unlike_the_set),
    Check("text-code-unknown", "Lời văn nêu mã không có trong bộ", "Mã chỉ tiêu", Severity.MEDIUM,
          _code_unlike_the_set),
    Check("text-state", "Lời văn khác kết quả tiêu chí", "Tiêu chí", Severity.HIGH,
          _state_unlike_the_record),
    Check("text-villages", "Lời văn đếm số thôn khác danh sách", "Số thôn", Severity.LOW,
          _villages_miscounted),
    Check("text-met", "Số tiêu chí đạt trong lời văn khác sổ", "Số đạt", Severity.HIGH,
          _met_unlike_the_record),
    Check("text-other-set", "Lời văn đếm tiêu chí theo bộ khác", "Số tiêu chí", Severity.MEDIUM,
          _counted_by_another_set),
    Check("text-of-another", "Lời văn của xã khác", "Tên xã", Severity.HIGH, _of_another_commune),
    Check("text-old-year", "Lời văn nêu năm đã qua", "Năm", Severity.MEDIUM, _year_that_is_over),
    Check("text-money", "Tổng kinh phí trong lời văn khác bảng", "Kinh phí", Severity.HIGH,
          _money_unlike_the_table),
    Check("task-money", "Số tiền trong việc khác bảng kinh phí", "Kinh phí", Severity.HIGH,
          _task_unlike_the_table),
    Check("names-miscounted", "Số thôn khác số tên kể ra", "Số thôn", Severity.LOW,
          _names_miscounted),
    Check("passage-twice", "Một đoạn văn ở hai mục", "Lặp lại", Severity.LOW, _passage_twice),
    Check("blank-left", "Lời văn còn chỗ chưa điền", "Để trống", Severity.MEDIUM, _blank_left),
)  # fmt: skip
