"""Checks of the figures that the texts of a plan state of indicators, against the set and the
record, and of the numbers of their lines."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from criteria.comparison import Comparison, Measure, compare
from criteria.enums import Claim, Comparator
from criteria.judging import IndicatorRow
from criteria.nouns import of_set
from ntm_project.common.numbers import format_decimal, parse_decimal
from reports import links
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import about_text, of_plan
from reports.checks.facts.progress import last_written
from reports.checks.facts.rows import OF_BEFORE
from reports.checks.reading.figures import NOUNS, SENTENCE, is_share_of_villages
from reports.checks.reading.once import all_read_once, read, read_once
from reports.checks.reading.patterns import ASIDE, FIRST_DIGIT
from reports.checks.reading.wording import meaning, measured
from reports.lines import Line, short
from tasks.enums import PlanSection
from tasks.models import Plan

TOLERANCE = 0.1  # what rounding makes of one figure
_CLAUSE = re.compile(r",(?!\d)|;")
_AIMS = re.compile(r"\b(?:phấn đấu|mục tiêu|nâng|đưa|trở lên|ít nhất|tối thiểu|cuối năm)\b", re.I)
_IS = re.compile(r"\b(?:đã|hiện|hiện nay|mới|đang)\b", re.I)
# Of another time, a step on the way, a part of the commune, or what the set requires.
_OF_ELSE = re.compile(
    r"\b(?:năm trước|so với|cùng kỳ|tăng|giảm|thêm|thiếu|vượt|mỗi|tháng|quý"
    r"|(?<!nông )thôn|xóm|bản|ấp|buôn|khóm|tổ dân phố|giai đoạn|nhiệm kỳ|yêu cầu|quy định"
    r"|mức chuẩn|kế hoạch|bình quân chung|trong đó|hộ nghèo|người cao tuổi|học sinh|trẻ em"
    r"|đến năm)\b"
    r"|từ\s+\d[^.;\n]{0,30}?\b(?:(?<!trở )lên|xuống|còn|đến)\b",
    re.I,
)
_BOUND = re.compile(r"\b(?:trên|dưới|hơn|gần|khoảng|từ|trở lên|ít nhất|tối thiểu|tối đa)\b|[<>≥≤]")
_JOINT = re.compile(r"\w+, \w+")
_KEPT = re.compile(r"\b(?:duy trì|giữ vững|giữ|bảo đảm|đảm bảo|ổn định)\b", re.I)
_YEAR = re.compile(r"\b20\d\d\b")
_OTHERS = ("trường", "tuyến", "hợp tác xã")  # of which there are few, and shares are stated
_SHARE = re.compile(
    rf"({FIRST_DIGIT}\d?)\s*/\s*(\d{{1,2}})(?![\d/])\s+(?:{NOUNS}|(?P<other>{'|'.join(_OTHERS)}))\b",
    re.I,
)


# `(tính đến ngày 30/6/2024)`, `đến hết tháng 6/2026`
_UNTIL = re.compile(
    r"\b(?:tính đến|đến|tại thời điểm)\s+(?:hết\s+|thời điểm\s+)?(?:ngày\s+|tháng\s+)?"
    r"(?:(?P<day>\d{1,2})/)?(?P<month>\d{1,2})/(?P<year>20\d\d)\b",
    re.I,
)


class _Stated(NamedTuple):
    """A figure that a clause of a text states of an indicator of its unit."""

    plan: Any  # or a report: both have a unit
    text: Any
    clause: str
    sentence: str
    row: IndicatorRow
    figure: Decimal

    @property
    def is_aim(self) -> bool:
        """Whether it is to be reached: in the goals, or where the sentence has it so."""
        is_goal = self.text.section == PlanSection.GOALS or bool(_AIMS.search(self.sentence))
        return is_goal and self.text.section not in OF_BEFORE and not _IS.search(self.clause)

    @property
    def is_of_its_day(self) -> bool:
        """Whether the sentence states the day, or the month, of the figure in the record."""
        day = self.row.result.as_of
        found = _UNTIL.search(self.sentence) if day else None
        if not day or not found:
            return False
        return (int(found["day"] or day.day), int(found["month"]), int(found["year"])) == (
            day.day, day.month, day.year,
        )  # fmt: skip

    @property
    def words(self) -> str:
        return short(self.clause.strip(" -+*."), 80)


def _figures_stated(facts: CheckFacts, texts: Iterable[tuple[Any, Any]]) -> Iterator[_Stated]:
    """Each figure in the unit of an indicator, in a clause that names nearly all of which that
    indicator speaks, and no other figure of that unit."""
    rows = [
        (row, own, _unit_of(row), row.indicator.wording.lower())
        for row in facts.rows
        if row.indicator.unit_words
        and not is_share_of_villages(row.indicator.wording)
        and len(own := measured(ASIDE.sub(" ", row.indicator.wording))) > 2
    ]
    units = {unit: _figure_in(unit) for _, _, unit, _ in rows}
    joints = frozenset(joint for *_, wording in rows for joint in read(_JOINT.findall, wording))
    for plan, text in texts if rows else ():
        has_unit = any(map(text.text.__contains__, units))
        for sentence in _sentences(text.text, joints) if has_unit else ():
            for clause in _CLAUSE.split(sentence) if any(map(sentence.__contains__, units)) else ():
                stated = {unit: found for unit in units if (found := units[unit].findall(clause))}
                # `đường thôn` is of a village, but where the indicator itself is of such roads.
                others = _OF_ELSE.findall(_UNTIL.sub(" ", clause).lower()) if stated else []
                named = [row for row in rows if stated and all(map(row[3].__contains__, others))]
                words = meaning(clause) if named else frozenset()
                for row, own, unit, _ in named if words else ():
                    is_its = row.assessment.unit_id == plan.unit_id
                    is_its = is_its and len(own - words) <= max(1, len(own) // 4)
                    if is_its and len(stated.get(unit, ())) == 1:
                        figure = parse_decimal(stated[unit][0])
                        yield _Stated(plan, text, clause, sentence, row, figure)


@all_read_once
def _sentences(text: str, joints: frozenset[str]) -> list[str]:
    """The sentences of a text, without the commas within what an indicator names: `điện thường
    xuyên, an toàn`."""
    for joint in filter(text.__contains__, sorted(joints)):
        text = text.replace(joint, joint.replace(",", ""))
    return SENTENCE.split(text)


def _unit_of(row: IndicatorRow) -> str:
    """The first word of its unit: `triệu`."""
    return (row.indicator.unit_words.replace("/", " ").split() or [""])[0]


def _figure_in(unit: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\d.,/])(\d{{1,3}}(?:,\d+)?)\s*{re.escape(unit)}(?!\w)", re.I)


def _too_low(one: _Stated) -> str:
    """What is wrong with an aim: it is below the level of the set, or below what is reached."""
    level = one.row.level
    if compare(one.row.indicator, Measure(one.figure), level) == Comparison.SHORT:
        return f"Ghi “{one.words}”; {_NOT_ENOUGH} {one.row.level_words}."
    if level and not _BOUND.search(one.clause) and not _KEPT.search(one.sentence):
        have = one.row.measure.ratio(one.row.indicator.kind)
        upwards = level.comparator in (Comparator.GTE, Comparator.GT)
        if have is not None and (have > one.figure if upwards else have < one.figure):
            return f"Ghi “{one.words}”; hiện đã là {one.row.value_words}."
    return ""


def _unlike_the_record(one: _Stated) -> str:
    """What is wrong with a figure: the record has another; of the year before only what would be
    enough, where the record has it unmet."""
    have = one.row.measure.ratio(one.row.indicator.kind)
    if have is None or abs(float(one.figure) - float(have)) < TOLERANCE:
        return ""
    if one.is_of_its_day:
        is_fault = True
    elif one.text.section in OF_BEFORE:
        is_fault = _is_judged_otherwise(one.row, Measure(one.figure))
    else:
        is_fault = bool(_IS.search(one.clause)) or one.text.section == PlanSection.OPENING
    return _fault(one.words, one.row) if is_fault and not _BOUND.search(one.clause) else ""


def _figure_unlike_set_or_record(facts: CheckFacts) -> Iterator[Line]:
    """A text aims at less than the level of the set or than is reached, or has another figure of an
    indicator than the record."""
    aims: dict[tuple[int, int], _Stated] = {}
    partial = _aiming_at_a_part(facts)
    for one in _figures_stated(facts, facts.texts):
        years = {int(year) for year in _YEAR.findall(one.sentence)}
        if one.text.section not in OF_BEFORE and not years <= {one.plan.year}:
            continue
        fault = _too_low(one) if one.is_aim else _unlike_the_record(one)
        if fault and not (one.is_aim and one.plan.pk in partial and _NOT_ENOUGH in fault):
            yield about_text(one.plan, one.text, fault)
        elif one.is_aim:
            first = aims.setdefault((one.plan.pk, one.row.result.pk), one)
            if first.figure != one.figure:
                fault = f"Ghi “{one.words}”; mục {first.text.get_section_display()} ghi"
                yield about_text(one.plan, one.text, f"{fault} “{first.words}”.")
    yield from _villages_unlike_the_record(facts)


_NOT_ENOUGH = "đạt mức này vẫn chưa đủ mức"
_OUT_OF = re.compile(r"\b(\d{1,2})\s*/\s*(\d{1,2})\s+tiêu chí\b")


def _aiming_at_a_part(facts: CheckFacts) -> set[int]:
    """The plans that aim at some of the criteria: what they state of the others is a step."""
    return {
        plan.pk
        for plan, text in facts.texts
        if text.section == PlanSection.GOALS and "/" in text.text
        for met, total in _OUT_OF.findall(text.text)
        if int(met) < int(total)
    }


def _remark_unlike_the_record(facts: CheckFacts) -> Iterator[Line]:
    """The last report has another figure of an indicator than the record, which has none later."""
    rows = [(row, row) for row in last_written(facts.reports)]
    for one in _figures_stated(facts, rows) if rows else ():
        have, day = one.row.measure.ratio(one.row.indicator.kind), one.row.result.as_of
        is_other = have is not None and abs(float(one.figure) - float(have)) >= TOLERANCE
        if is_other and day and day <= one.plan.ends_on and not _BOUND.search(one.clause):
            yield one.plan.line(_fault(one.words, one.row))


def _is_judged_otherwise(row: IndicatorRow, stated: Measure) -> bool:
    """Whether a figure would be enough, and the record has the indicator as unmet."""
    is_enough = compare(row.indicator, stated, row.level) == Comparison.MEETS
    return is_enough and row.result.claim == Claim.NOT_MET


def _fault(words: str, row: IndicatorRow) -> str:
    at = of_set(f"chỉ tiêu {row.indicator.code}", row.assessment)
    return f"Ghi “{words}”; sổ ghi {at} {row.value_words}."


@read_once
def _is_share_of_few(wording: str) -> bool:
    """Whether an indicator is a share of the villages, or of something of which there are few."""
    of_few = tuple(f"tỷ lệ {noun}" for noun in _OTHERS)
    return is_share_of_villages(wording) or wording.lower().startswith(of_few)


def _villages_unlike_the_record(facts: CheckFacts) -> Iterator[Line]:
    """`4/4 ấp đã đạt chuẩn văn hóa`, where the record has three of four."""
    shares = [
        (row, own)
        for row in facts.rows
        if row.indicator.unit_words == "%"
        and _is_share_of_few(row.indicator.wording)
        and len(own := measured(row.indicator.wording)) > 1
    ]
    for plan, text in facts.texts if shares else ():
        for found in _SHARE.finditer(text.text) if "/" in text.text else ():
            start = SENTENCE.split(text.text[: found.start()])[-1]
            clause = found[0] + re.split(r"[.,;\n]", text.text[found.end() :])[0]
            is_whole = bool(found["other"]) or int(found[2]) == len(facts.villages)
            is_now = is_whole and bool(
                _IS.search(f"{start} {clause}" if found["other"] else clause)
            )
            years = set(map(int, _YEAR.findall(start + clause))) - {plan.year}
            for row, own in shares if is_now and not years else ():
                have = row.measure.ratio(row.indicator.kind)
                share = Decimal(int(found[1]) * 100) / int(found[2])
                is_its = row.assessment.unit_id == plan.unit_id and own <= meaning(clause)
                if not is_its or have is None or abs(float(share) - float(have)) < 1:
                    continue
                is_past = text.section in OF_BEFORE
                if not is_past or _is_judged_otherwise(row, Measure(share)):
                    words = f"{short(clause, 80)} ({format_decimal(round(share, 1))}%)"
                    yield about_text(plan, text, _fault(words, row))


_LINE = re.compile(r"^\s*((?:\d{1,2}\.)*)(\d{1,2})[.)](?=\s|\s*[^\W\d])", re.M)


def _numbered_wrongly(facts: CheckFacts) -> Iterator[Line]:
    """The lines of a text are numbered, and a number stands twice or is left out."""
    for plan, text in facts.texts:
        if text.pk is None:  # of a pasted text stands here what became no task
            continue
        last: dict[str, int] = {}
        for found in read(_LINE.finditer, text.text):
            number, before = int(found[2]), last.get(found[1])
            words = found[0].strip()
            if before == number:
                yield about_text(plan, text, f"Số “{words}” ghi hai lần, đánh số không liên tục.")
            elif before is not None and number > before + 1:
                fault = f"Sau số {found[1]}{before} là “{words}”, đánh số không liên tục."
                yield about_text(plan, text, fault)
            last[found[1]] = number
            last = {key: n for key, n in last.items() if len(key) <= len(found[1])}


# The lists that a paper for signature has, and where they are written.
_LISTS = (
    ("citations", "vien-dan", "căn cứ, văn bản viện dẫn"),
    ("windows", "thoi-gian", "thời gian thực hiện"),
    ("recipients", "noi-nhan", "nơi nhận"),
)
_CITES = re.compile(r"\b(?:căn cứ|thực hiện)\b[^.;\n]{0,80}\bsố\s+\d+", re.I)


def _lists_left_empty(plan: Plan) -> Iterator[Line]:
    """A plan whose texts are written, and one of whose lists holds nothing."""
    for name, part, words in _LISTS:
        if getattr(plan, name).all():
            continue
        is_in_words = name == "citations" and any(_CITES.search(t.text) for t in plan.texts.all())
        if not is_in_words:
            form = links.address("tasks:add_plan_part", plan.pk, part)
            yield of_plan(plan, f"Chưa ghi {words}.", form=form)


def _half_filled(facts: CheckFacts) -> Iterator[Line]:
    """Purpose without requirements or the other way round, texts without any goal, addressees
    without the copy that is kept."""
    for plan in facts.plans:
        written = {text.section for text in plan.texts.all() if text.text}
        pair = {PlanSection.PURPOSE, PlanSection.REQUIREMENTS}
        empty = pair - written if len(written & pair) == 1 else set()
        if len(written) > 3 and PlanSection.GOALS not in written and not plan.targets.all():
            empty.add(PlanSection.GOALS)
        for section in sorted(empty):
            form = links.plan_text_url(plan.pk, section)
            yield of_plan(plan, f"Mục “{PlanSection(section).label}” để trống.", form=form)
        if len(written) > 3:
            yield from _lists_left_empty(plan)
        recipients = [row.text for row in plan.recipients.all()]
        if recipients and not any(text.startswith(("Lưu", "lưu")) for text in recipients):
            form = links.address("tasks:add_plan_part", plan.pk, "noi-nhan")
            yield of_plan(plan, "Nơi nhận chưa có dòng “Lưu: …”.", form=form)


CHECKS = (
    Check("text-figure", "Số trong lời văn khác sổ, thấp hơn mức của bộ", "Số liệu", Severity.HIGH,
          _figure_unlike_set_or_record),
    Check("remark-figure", "Báo cáo tiến độ ghi khác sổ", "Số liệu", Severity.HIGH,
          _remark_unlike_the_record),
    Check("half-filled", "Kế hoạch còn chỗ trống", "Để trống", Severity.MEDIUM, _half_filled),
    Check("numbered-wrongly", "Lời văn đánh số trùng hoặc bỏ số", "Đánh số", Severity.LOW,
          _numbered_wrongly),
)  # fmt: skip
