"""Checks of what the plan states in its own words: counts, criteria, names, years, empty places."""

import re
from collections import defaultdict
from collections.abc import Iterator

from ntm_project.common.numbers import format_money
from reports import links
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import about_passage, about_text, of_plan
from reports.checks.facts.pasted import wrong_table_heads, wrong_table_rows, wrong_tables
from reports.checks.facts.rows import AHEAD
from reports.checks.reading.faults import count_faults
from reports.checks.reading.figures import NOUNS, SENTENCE, villages_counted
from reports.checks.reading.names import name_after
from reports.checks.reading.once import all_read_once, fold, read
from reports.checks.reading.patterns import FIRST_DIGIT
from reports.lines import Line, short
from tasks.enums import PlanSection
from tasks.models import PlanText
from villages.nouns import COMMUNE, COMMUNES

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
_BY_A_DAY = re.compile(
    r"\b(?:đến hết|trước|chậm nhất|đến)\s+(?:ngày\s+)?\d{1,2}/\d{1,2}/(20\d\d)\b", re.I
)
_HAS_BEEN = re.compile(r"\b(?:đã|từ|so với|căn cứ|theo|số)\b", re.I)
_A_YEAR = re.compile(r"\d{4}")
# `Đến hết năm 2023 xã đạt 16/19 tiêu chí, còn 3 tiêu chí`
_REACHED = re.compile(r"\bđến hết năm \d{4},? (?:toàn )?xã (?:đạt|có|còn)\b[^.;]*\bcòn\b", re.I)
_OUT_OF = re.compile(r"\b\d{1,2}\s*/\s*(\d{1,2})\s+tiêu chí\b")
_COMMUNE = re.compile(rf"\b{COMMUNE}\b", re.I)
# Of villages, of another level, or of a standard reached before.
_OF_OTHERS = re.compile(
    r"\b(?:(?<!nông )thôn|xóm|bản|ấp|buôn|khóm|tổ dân phố|khu dân cư|huyện|thị xã|hộ|vườn"
    r"|duy trì|giữ vững|giai đoạn|đã|trước|cũ|củng cố)\b",
    re.I,
)
# `Giữ vững 19/19 tiêu chí đã đạt`: of the own set, where the sentence names no standard or place.
_KEEPS = re.compile(
    r"^(?!.*\b(?:(?<!nông )thôn|xóm|bản|ấp|buôn|khóm|tổ|khu|huyện|thị xã|hộ|vườn|giai đoạn|trước|cũ"
    r"|năm 20\d\d|quyết định)\b).*\b(?:duy trì|giữ vững|củng cố)\b",
    re.I | re.S,
)
_OF_A_STANDARD = re.compile(r"\b(?:ntm|nong thon moi|nang cao|kieu mau|chuan|cong nhan)\b")
_PAST = ("so voi", "nghi quyet", "quyet dinh", "da dat", "ket qua", "tu nam")
# Who speaks of the own commune: what stands before `xã Tân Lập` where it can be no neighbour.
_SPEAKER = re.compile(
    r"(?:UBND|Ủy ban nhân dân|Đảng ủy|HĐND|Ban Chỉ đạo|phấn đấu|Phấn đấu|đưa|toàn|Toàn|nhân dân"
    r"|Nhân dân|hệ thống chính trị|trên địa bàn|địa bàn|cán bộ|Cán bộ|đảng viên|diện mạo|công chức)"
    rf"\s+({COMMUNE})[^\S\n]+"
)


def _counts_contradict(facts: CheckFacts) -> Iterator[Line]:
    """The counts of a text, a target, a window or a duty do not add up; of tasks see
    `counts-contradict`. A pasted table counts until the money of its plan is entered."""
    for passage in facts.passages:
        for fault in () if passage.is_task else count_faults(passage.text):
            yield about_passage(passage, fault)
    entered = {row.plan_id for row in facts.fundings}
    for plan in facts.plans:
        form = links.address("tasks:add_funding", plan.pk)
        for head, made, stated in wrong_tables(plan) if plan.pk not in entered else ():
            fault = f"Cột “{short(head, 40)}”: các dòng cộng lại {made}, dòng tổng ghi {stated}."
            yield of_plan(plan, fault, "Bảng trong văn bản đã nhập", form=form)
        for total, amount in wrong_table_heads(plan) if plan.pk not in entered else ():
            fault = f"Ghi tổng {total}; dòng tổng của bảng ghi {format_money(amount)}, khác nhau."
            yield of_plan(plan, fault, "Bảng trong văn bản đã nhập", form=form)
        for name, made, stated in wrong_table_rows(plan) if plan.pk not in entered else ():
            fault = f"Dòng “{short(name, 40)}”: các phần cộng lại {made}, tổng ghi {stated}."
            yield of_plan(plan, fault, "Bảng trong văn bản đã nhập", form=form)


def _counted_by_another_set(facts: CheckFacts) -> Iterator[Line]:
    """Finds a target that counts the commune's criteria out of another number than its set has."""
    totals: dict[int, set[int]] = defaultdict(set)
    for assessment in facts.record.assessments:
        own = facts.record.standings_of(assessment)
        totals[assessment.unit_id].add(assessment.criteria_set.number_of_criteria(len(own)))
    for plan, text in facts.texts:
        known = totals.get(plan.unit_id)
        if not known or text.section not in AHEAD or plan.unit.is_village:
            continue
        for found in read(_OUT_OF.finditer, text.text):
            if int(found[1]) in known:
                continue
            before, after = text.text[: found.start()], text.text[found.end() :]
            sentence = f"{SENTENCE.split(before)[-1]}{found[0]}{SENTENCE.split(after)[0]}"
            folded = fold(sentence)
            is_past = _OF_OTHERS.search(sentence) or any(word in folded for word in _PAST)
            is_ours = _COMMUNE.search(sentence) and not is_past
            if is_ours or (_KEEPS.search(sentence) and not _OF_A_STANDARD.search(folded)):
                words = " ".join(found[0].split())
                yield about_text(plan, text, f"Ghi “{words}”, bộ tiêu chí có {max(known)}.")


def _of_another_commune(facts: CheckFacts) -> Iterator[Line]:
    """A text speaks as another commune: it was copied from its plan."""
    for plan, text in facts.texts:
        if plan.unit.is_village:
            continue
        own = fold(plan.unit.name)
        for found in read(_SPEAKER.finditer, text.text):
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
        else:
            others = {*COMMUNES} - {plan.unit.noun.lower()}
            called = (f"{noun} {plan.unit.name}" for noun in sorted(others))
            if text.section == PlanSection.GOALS and (
                words := next((one for one in called if one in text.text), "")
            ):
                yield about_text(plan, text, f"Nêu “{words}”, đơn vị là {plan.unit.full_name}.")


def _year_that_is_over(facts: CheckFacts) -> Iterator[Line]:
    """Finds work planned in a year before that of the plan."""
    for plan, text in facts.texts:
        if text.section not in AHEAD:
            continue
        for line in text.text.splitlines():
            if not read(_A_YEAR.search, line):
                continue
            years = {int(year) for words in _AIMED_YEAR.findall(line) for year in words if year}
            years |= {
                int(found[1])
                for found in _DUE_IN.finditer(line)
                if not _HAS_BEEN.search(SENTENCE.split(line[: found.start()])[-1])
            }
            if text.section == PlanSection.GOALS and not _HAS_BEEN.search(line):
                years |= {int(found) for found in _BY_A_DAY.findall(line)}
            is_past = max(years, default=0) == plan.year - 1 and _REACHED.search(line)
            if not years or max(years) >= plan.year or is_past:
                continue
            folded = fold(line)
            if not any(word in folded for word in _PAST):
                fault = f"Nêu năm {max(years)} trong kế hoạch năm {plan.year}: “{short(line, 80)}”."
                yield about_text(plan, text, fault)


def _villages_miscounted(facts: CheckFacts) -> Iterator[Line]:
    """A passage counts other villages than the register holds: more, or as all of them.
    Those that have ended count too: a text may speak of the year before."""
    present, ever = len(facts.villages), sum(unit.is_village for unit in facts.units)
    if facts.unit.is_village or present < 2:
        return
    nouns = frozenset(unit.noun.lower() for unit in facts.villages)
    seen = set()
    for passage in facts.passages:
        counted = villages_counted(passage.text, is_ahead=passage.is_ahead, nouns=nouns)
        for some, whole, words in counted:
            is_wrong = whole > ever or (some == whole and whole not in (present, ever))
            if is_wrong and whole not in seen:
                seen.add(whole)
                yield about_passage(passage, f"ghi “{words}”, danh sách đơn vị có {present}.")


# One `…` between two words too: `Đưa … người đi`, but no `thôn A, B, … và các thôn khác`.
_BLANK = re.compile(
    r"…{2,}|\.{5,}|_{3,}|\[(?!\d+\])[^\]\n]{1,40}\]|(?<=\w )(?:…|\.{3,4}) (?!v[àa]\b)(?=[^\W\d])"
)

_BLANKS = ("……", ".....", "___", "[", " … ", " ... ", " .... ")


_OWN_YEAR = re.compile(
    r"\b(?:trên đây là|xây dựng|ban hành|lập)\s+(?:nội dung\s+)?kế hoạch\b[^.;\n\d]{0,120}"
    r"\bnăm\s+(20\d\d)\b(?!\s*[-–])",
    re.I,
)
_HEAD_AND_END = (PlanSection.OPENING, PlanSection.CLOSING)


def _year_of_another_plan(facts: CheckFacts) -> Iterator[Line]:
    """The opening or the end calls the plan one of a later year: it was written for that one."""
    for plan, text in facts.texts:
        found = _OWN_YEAR.search(text.text) if text.section in _HEAD_AND_END else None
        if found and int(found[1]) > plan.year:
            words = short(" ".join(found[0].split()), 100)
            yield about_text(plan, text, f"Ghi “{words}”, kế hoạch này của năm {plan.year}.")


def _years_of_others(facts: CheckFacts) -> Iterator[Line]:
    yield from _year_that_is_over(facts)
    yield from _year_of_another_plan(facts)


def _blank_left(facts: CheckFacts) -> Iterator[Line]:
    """A place that the form of the text left to be filled in is empty still."""
    for passage in facts.naming(*_BLANKS):
        if found := _BLANK.search(passage.text):
            before = passage.text[max(0, found.start() - 40) : found.start()].split("\n")[-1]
            yield about_passage(passage, f"còn chỗ chưa điền: “{short(before + found[0], 60)}”.")


_NAMED_BESIDE = re.compile(
    rf"({FIRST_DIGIT}\d?)\s+{NOUNS}(?:[^.,;:()\n\d]{{0,20}}?\s(?:là|gồm):?)?\s+"
    r"((?-i:[A-ZĐÀ-Ỹ])[^().;:\n\d]+?)(?=\s*[().;:\n]|,?\s+\d|$)",
    re.I,
)
_NAMED = re.compile(
    rf"({FIRST_DIGIT}\d{{0,2}})(?:\s*/\s*\d{{1,3}})?\s+{NOUNS}\b[^.;:()\n]{{0,80}}?"
    r"\s*(?:\(|:\s*)(?:gồm\s+)?([^().;:\n]+)",
    re.I,
)
_NEXT_NAME = re.compile(rf"\s*(?:[,;]|\bvà\b)\s*(?:{NOUNS}\s+)?", re.I)


def _names_miscounted(facts: CheckFacts) -> Iterator[Line]:
    """A passage counts some villages and names more of them, or fewer."""
    known = {fold(unit.name) for unit in facts.units if unit.is_village}
    for passage in facts.passages if known else ():
        beside = _NAMED_BESIDE.finditer(passage.text) if facts.places[passage.text] else ()
        for found in (*_NAMED.finditer(passage.text), *beside):
            listed: list[str] = _NEXT_NAME.split(found[2].strip())
            while listed and listed[-1][:1].islower():
                listed.pop()  # `…, dân số 18.800 người`
            names, count = [fold(name) for name in listed], int(found[1])
            strange = [name for name in listed if fold(name) not in known]
            if len(strange) == 1 and len(names) > 2 and strange[0].istitle():
                fault = f"kể “{strange[0]}”, không có trong danh sách đơn vị của xã."
                yield about_passage(passage, fault)
            if len(names) < 2 or strange:
                continue
            words = short(" ".join(found[0].split()), 100)
            if len(names) != count:
                yield about_passage(passage, f"ghi {count}, kể tên {len(names)}: “{words}”.")
            elif twice := next((name for name in names if names.count(name) > 1), ""):
                called = next(unit.name for unit in facts.units if fold(unit.name) == twice)
                yield about_passage(passage, f"kể {called} hai lần: “{words}”.")


# `2 nhà văn hóa (thôn A, thôn B, thôn C)`; `thôn A, B, C đạt kiểu mẫu (2/6 thôn)`
_THINGS_AT = re.compile(
    rf"({FIRST_DIGIT}\d?)\s+(?:nhà|trường|trạm|chợ|sân|khu|cổng|điểm|bể|giếng)\b[^.;:()\n\d]{{0,50}}?"
    rf"\s*(?:\(|:|\btại\b)\s*((?:các\s+)?{NOUNS}\s[^().;:\n]+)",
    re.I,
)
_NAMES_AND_SHARE = re.compile(
    rf"{NOUNS}\s+([^.;:\n()\d]{{3,80}}?)\s+(?:đã\s+)?(?:đạt|được|là|có|đăng ký)\b"
    rf"[^.;\n\d()]{{0,60}}\(\s*(\d{{1,2}})/\d{{1,2}}\s+{NOUNS}\s*\)",
    re.I,
)


def _names_beside_a_count(facts: CheckFacts) -> Iterator[Line]:
    """A passage names more villages than it has things in them, or than the share after them."""
    known = {fold(unit.name) for unit in facts.units if unit.is_village}
    for passage in facts.naming("(", "tại", ":") if known else ():
        if not facts.places[passage.text]:
            continue
        for found in _THINGS_AT.finditer(passage.text):
            names = _villages_listed(re.sub(rf"^(?:các\s+)?{NOUNS}\s+", "", found[2], flags=re.I))
            if known.issuperset(names) and len(set(names)) > max(1, int(found[1])):
                words = short(" ".join(found[0].split()), 100)
                yield about_passage(passage, f"ghi {int(found[1])}, kể {len(names)}: “{words}”.")
        for found in _NAMES_AND_SHARE.finditer(passage.text) if "/" in passage.text else ():
            names = _villages_listed(found[1])
            if len(names) > 1 and known.issuperset(names) and len(names) != int(found[2]):
                words = short(" ".join(found[0].split()), 100)
                yield about_passage(passage, f"kể {len(names)}, ghi {int(found[2])}: “{words}”.")


def _villages_listed(words: str) -> list[str]:
    return [name for one in _NEXT_NAME.split(words.strip(" ,")) if (name := fold(one.strip(" ,")))]


def _names_and_counts(facts: CheckFacts) -> Iterator[Line]:
    yield from _names_miscounted(facts)
    yield from _names_beside_a_count(facts)


SAME_PASSAGE = 60  # letters: what is shorter may well be written twice


@all_read_once
def _long_lines(text: str) -> Iterator[tuple[str, str]]:
    """Each line that is no short one, with its words as they are compared."""
    for line in text.splitlines():
        words = " ".join(line.strip(" -+*•.").casefold().split())
        if len(line) >= SAME_PASSAGE <= len(words):
            yield line, words


def _passage_twice(facts: CheckFacts) -> Iterator[Line]:
    """One passage stands in two sections of a plan, word for word."""
    seen: dict[tuple[int, str], PlanText] = {}
    for plan, text in facts.texts:
        for line, words in _long_lines(text.text):
            first = seen.setdefault((plan.pk, words), text)
            if first is not text:
                name = first.get_section_display()
                yield about_text(plan, text, f"Đoạn “{short(line, 60)}” đã có ở mục {name}.")
                break


CHECKS = (
    Check("text-counts", "Các con số trong lời văn mâu thuẫn", "Số đếm", Severity.MEDIUM,
          _counts_contradict),
    Check("text-villages", "Lời văn đếm số thôn khác danh sách", "Số thôn", Severity.LOW,
          _villages_miscounted),
    Check("text-other-set", "Lời văn đếm tiêu chí theo bộ khác", "Số tiêu chí", Severity.MEDIUM,
          _counted_by_another_set),
    Check("text-of-another", "Lời văn của xã khác", "Tên xã", Severity.HIGH, _of_another_commune),
    Check("text-old-year", "Lời văn nêu năm khác", "Năm", Severity.MEDIUM, _years_of_others),
    Check("names-miscounted", "Số thôn khác số tên kể ra", "Số thôn", Severity.LOW,
          _names_and_counts),
    Check("passage-twice", "Một đoạn văn ở hai mục", "Lặp lại", Severity.LOW, _passage_twice),
    Check("blank-left", "Lời văn còn chỗ chưa điền", "Để trống", Severity.MEDIUM, _blank_left),
)  # fmt: skip
