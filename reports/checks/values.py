"""Checks of what is claimed and measured of indicators, and of the papers behind it."""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

from criteria.comparison import Comparison, Measure, compare, level_for
from criteria.enums import Claim, Comparator, IndicatorKind
from criteria.judging import IndicatorRow
from criteria.nouns import of_set
from evidence.papers.models import Evidence, Proof
from ntm_project.common.dates import format_day
from ntm_project.common.numbers import format_decimal
from ntm_project.common.text import fold
from reports import links
from reports.checks.check import Check, Severity
from reports.checks.facts import CheckFacts
from reports.checks.figures import figures_in
from reports.checks.parsing import is_alike
from reports.lines import AGAINST_FIGURE, Line, short

TOLERANCE = 0.1  # what rounding makes of one figure


def of_indicator(row: IndicatorRow, fault: str) -> Line:
    at = of_set(f"chỉ tiêu {row.indicator.code}", row.assessment)
    words = f"{row.assessment.unit.title_name}, {at} {row.indicator.wording}"
    return Line(short(words, 140), row.result.get_absolute_url(), fault)


def _unmet_above_level(facts: CheckFacts) -> Iterator[Line]:
    """ "Chưa đạt" is claimed while the value reaches the level."""
    for row in facts.rows:
        if row.result.claim == Claim.NOT_MET and row.comparison == Comparison.MEETS:
            fault = f"Báo chưa đạt, nhưng {row.value_words} đã đủ mức {row.level_words}."
            yield of_indicator(row, fault)


def _met_without_value(facts: CheckFacts) -> Iterator[Line]:
    """ "Đạt" is claimed of what a figure decides, and no figure is given."""
    for row in facts.rows:
        if row.lacks_value:
            yield of_indicator(row, f"Báo đạt mức {row.level_words} nhưng chưa ghi số liệu.")


def _value_without_origin(facts: CheckFacts) -> Iterator[Line]:
    """A value stands there without its day or its source."""
    for row in facts.rows:
        result = row.result
        if row.value_words and not (result.as_of and result.source):
            missing = [] if result.as_of else ["ngày"]
            missing += [] if result.source else ["nguồn"]
            yield of_indicator(row, f"Số liệu {row.value_words} chưa ghi {' và '.join(missing)}.")
    for one in facts.loose_ends.bare_figures:
        fault = f"Số liệu nêu trong báo cáo chưa ghi {one.missing}."
        yield Line(short(one.text, 140), one.url, fault)


A_MONTH = timedelta(days=31)  # by which the figures of a period may close before its end
_DATED = re.compile(r"\bngày\s+(\d{1,2})[/-](\d{1,2})[/-](20\d\d)\b")


def _older_source(source: str, as_of: date) -> date | None:
    """The last day that the source of a figure names, where the figure is of a later one."""
    days = []
    for day, month, year in _DATED.findall(source):
        with suppress(ValueError):
            days.append(date(int(year), int(month), int(day)))
    return max(days) if days and max(days) + A_MONTH < as_of else None


def _value_of_another_year(facts: CheckFacts) -> Iterator[Line]:
    """A value is older than the year before that of the assessment, of a day to come, or of a later
    day than its source."""
    for row in facts.rows:
        day = row.result.as_of
        if row.value_words and day and (day.year < row.assessment.year - 1 or day > facts.today):
            words = "ngày chưa đến" if day > facts.today else "không thuộc kỳ đánh giá"
            yield of_indicator(row, f"Số liệu ghi đến ngày {format_day(day)}, {words}.")
        elif row.value_words and day and (dated := _older_source(row.result.source, day)):
            words = f"nguồn ghi ngày {format_day(dated)}"
            yield of_indicator(row, f"Số liệu ghi đến ngày {format_day(day)}, {words}.")


_GUESSED = re.compile(r"\b(?:uoc tinh|uoc dat|uoc luong|tam tinh|du kien)\b")  # folded


def _guessed(facts: CheckFacts) -> Iterator[Line]:
    """ "Đạt" is claimed by a figure that its source has as an estimate."""
    for row in facts.rows:
        if row.result.claim == Claim.MET and _GUESSED.search(fold(row.result.source)):
            yield of_indicator(row, f"Báo đạt, nguồn số liệu ghi “{short(row.result.source, 60)}”.")


def _level_unknown(facts: CheckFacts) -> Iterator[Line]:
    """ "Đạt" is claimed of a value that nobody can compare: the level is not known."""
    for row in facts.rows:
        is_met = row.result.claim == Claim.MET
        if is_met and row.comparison == Comparison.NO_LEVEL and row.value_words:
            yield of_indicator(row, f"Báo đạt với {row.value_words} nhưng mức yêu cầu chưa rõ.")


def _level_rises(facts: CheckFacts) -> Iterator[Line]:
    """The value reaches this year's level and not next year's."""
    for row in facts.rows:
        if row.comparison != Comparison.MEETS:
            continue
        unit, year = row.assessment.unit, row.assessment.year + 1
        following = level_for(
            row.indicator.known_levels.own,
            region=unit.region,
            commune_group=unit.commune_group,
            year=year,
        )
        if following is None or following == row.level:
            continue
        if compare(row.indicator, row.measure, following) == Comparison.SHORT:
            fault = (
                f"{row.value_words} đủ mức năm nay, chưa đủ mức {following.display} từ năm {year}."
            )
            yield of_indicator(row, fault)


def _met_below_level(facts: CheckFacts) -> Iterator[Line]:
    """ "Đạt" is claimed while the value misses the level."""
    yield from filter(None, map(below_level, facts.rows))


def below_level(row: IndicatorRow) -> Line | None:
    """What `met-below-level` finds of one indicator."""
    if not row.contradicts:
        return None
    return of_indicator(row, f"Báo đạt, nhưng {row.value_words} chưa đủ mức {row.level_words}.")


A_LARGE_LEVEL = 10
TOO_MANY_TIMES = 10  # times such a level: a comma was left out
OUT_OF_ALL_REASON = 100  # times the level: thousands of đồng typed where millions are meant


def _figure_impossible(facts: CheckFacts) -> Iterator[Line]:
    """A share of more than all, or of a percentage beyond a hundred; of what grows the later amount
    is more than the one before."""
    for row in facts.rows:
        measure: Measure = row.measure
        if measure.value is None or row.indicator.kind == IndicatorKind.GROWTH:
            continue
        is_share = measure.denominator is not None and measure.value > measure.denominator
        is_percent = row.indicator.unit_words == "%" and not measure.denominator
        if is_share or (is_percent and not 0 <= measure.value <= 100):
            yield of_indicator(row, f"Số liệu {row.value_words} không thể có.")
        elif row.indicator.kind == IndicatorKind.COUNT and measure.value % 1:
            yield of_indicator(row, f"Số liệu {row.value_words} không thể có: số đếm không thể lẻ.")
        elif row.level and row.indicator.kind == IndicatorKind.NUMBER and _is_absurd(row):
            fault = (
                f"Số liệu {row.value_words} lớn bất thường so với mức {row.level_words}; "
                "hãy kiểm tra dấu phẩy, đơn vị tính."
            )
            yield of_indicator(row, fault)


def _is_absurd(row: IndicatorRow) -> bool:
    level, value = row.level.value if row.level else None, row.measure.value
    return bool(level and value and value >= _most_times(level) * level)


def _most_times(level: Decimal) -> int:
    """How many times its level no figure is: of a large one, as incomes are, fewer."""
    return TOO_MANY_TIMES if level >= A_LARGE_LEVEL else OUT_OF_ALL_REASON


# Of folded words: shares that are small where all is well.
_SMALL_BY_NATURE = re.compile(
    r"\b(?:ngheo|suy dinh duong|that nghiep|tai nan|toi pham|vi pham|tu vong|bo hoc|tao hon|chua"
    r"|khong|giam|sinh con|dot nat|qua han|tai ngheo|nghien)\b"
)


def _fraction_for_percent(facts: CheckFacts) -> Iterator[Line]:
    """A share below one percent is claimed as enough where no level is known: 0,87 for 87 %."""
    for row in facts.rows:
        value = row.measure.value
        is_bare = row.indicator.kind == IndicatorKind.PERCENT and not row.measure.denominator
        is_claimed = row.result.claim == Claim.MET and row.comparison == Comparison.NO_LEVEL
        if not (is_bare and is_claimed and value and 0 < value < 1):
            continue
        is_at_most = row.level and row.level.comparator in (Comparator.LTE, Comparator.LT)
        if not is_at_most and not _SMALL_BY_NATURE.search(fold(row.indicator.wording)):
            meant = format_decimal(value * 100)
            yield of_indicator(row, f"Ghi {row.value_words}; nếu là {meant}% thì gõ {meant}.")


# Of folded words: what a note has of the indicator as it is now.
_NOTED_UNMET = re.compile(r"\b(?:chua|khong) (?:dat|du|bao dam|dam bao)\b")
_NOTED_MET = re.compile(r"\bda (?:dat|du)\b")
_OF_THEN = re.compile(r"\b(?:nam truoc|truoc day|truoc do|da khac phuc|dau nam|nam 20\d\d)\b")


def _note_against_claim(facts: CheckFacts) -> Iterator[Line]:
    """The note of a result has the opposite of what is claimed."""
    for row in facts.rows:
        note = fold(row.result.note) if row.result.note else ""
        if not note or _OF_THEN.search(note):
            continue
        unmet, met = bool(_NOTED_UNMET.search(note)), bool(_NOTED_MET.search(note))
        words = f"ghi chú viết “{short(row.result.note, 80)}”."
        if row.result.claim == Claim.MET and unmet and not met:
            yield of_indicator(row, f"Báo đạt, {words}")
        elif row.result.claim == Claim.NOT_MET and met and not unmet:
            yield of_indicator(row, f"Báo chưa đạt, {words}")


def _paper_of_another_figure(facts: CheckFacts) -> Iterator[Line]:
    """A paper of the same year states another figure than the result that it proves."""
    for proof in facts.proofs:
        row, paper = facts.row_of_result[proof.result_id], proof.evidence
        is_growth = row.indicator.kind == IndicatorKind.GROWTH
        unit = "%" if is_growth else row.indicator.unit_words
        stated = figures_in(paper.title, unit)
        ratio = row.measure.ratio(row.indicator.kind)
        day = paper.period_to or paper.dated_on
        is_older = day is not None and day.year < row.assessment.year
        if len(stated) != 1 or ratio is None or not unit:
            continue
        if not is_older and abs(float(stated[0]) - float(ratio)) >= TOLERANCE:
            words = f"{format_decimal(stated[0])} {unit}".replace(" %", "%")
            at = of_set(f"chỉ tiêu {row.indicator.code}", row.assessment)
            yield _paper(proof, f"Minh chứng ghi {words}, {at} báo {row.value_words}.")


def _paper(proof: Proof, fault: str) -> Line:
    paper = proof.evidence
    return Line(short(str(paper), 140), links.address("evidence:paper", paper.pk), fault)


def _met_without_paper(facts: CheckFacts) -> Iterator[Line]:
    """ "Đạt" is claimed and a required paper is missing, or there is none at all."""
    for row in facts.rows:
        papers = facts.papers.get(row.result.pk)
        if row.result.claim != Claim.MET or papers is None:
            continue
        if papers.missing_mandatory:
            yield of_indicator(row, f"Báo đạt nhưng thiếu: {papers.words.removeprefix('thiếu: ')}.")
        elif not papers.papers:
            yield of_indicator(row, "Báo đạt nhưng chưa có minh chứng nào.")


_YEAR = re.compile(r"\bnăm\s+(20\d\d)\b(?!\s*[-–])", re.I)


def _paper_out_of_period(facts: CheckFacts) -> Iterator[Line]:
    """A paper holds nothing of the year: its period ended before, or it is dated years before. One
    that names until when it is valid is older by right."""
    for proof in facts.proofs:
        row, paper = facts.row_of_result[proof.result_id], proof.evidence
        last = paper.period_to or (None if paper.expires_on else paper.dated_on)
        years = [] if last != paper.dated_on else _YEAR.findall(paper.title)
        if len(years) == 1 and last and int(years[0]) < row.assessment.year - 1 <= last.year:
            at = of_set(f"chỉ tiêu {row.indicator.code}", row.assessment)
            fault = f"Minh chứng cho {at} năm {row.assessment.year} nhưng nói về năm {years[0]}."
            yield _paper(proof, fault)
        elif row.result.claim == Claim.MET and last and last.year < row.assessment.year - 1:
            words = "kỳ số liệu đến" if paper.period_to else "lập ngày"
            yield Line(
                short(str(paper), 140),
                links.address("evidence:paper", paper.pk),
                of_set(
                    f"Minh chứng cho chỉ tiêu {row.indicator.code} năm {row.assessment.year} "
                    f"nhưng {words} {format_day(last)}.",
                    row.assessment,
                ),
            )


def _paper_expired(facts: CheckFacts) -> Iterator[Line]:
    """A paper whose validity has ended is still relied upon, and none of its name follows it."""
    for proof in facts.proofs:
        paper = proof.evidence
        ended = paper.expired_by(facts.today) or _over_by_title(paper, facts.today)
        if ended and not _is_followed(facts, proof):
            row, day = facts.row_of_result[proof.result_id], format_day(ended)
            at = of_set(f"chỉ tiêu {row.indicator.code}", row.assessment)
            yield Line(
                short(str(paper), 140),
                links.address("evidence:paper", paper.pk),
                f"Minh chứng cho {at} đã hết hiệu lực ngày {day}.",
            )


_VALID_UNTIL = re.compile(
    r"(?:có giá trị|hiệu lực|giá trị sử dụng|thời hạn|hết hạn)\s+(?:đến\s+)?(?:hết\s+)?(?:ngày\s+)?"
    r"(\d{1,2})/(\d{1,2})/(20\d\d)",
    re.I,
)


def _over_by_title(paper: Evidence, today: date) -> date | None:
    """The last day of validity that the title names, where that is over."""
    found = None if paper.expires_on else _VALID_UNTIL.search(paper.title)
    with suppress(ValueError):
        last = date(*(int(found[at]) for at in (3, 2, 1))) if found else today
        return last if last < today else None
    return None


def _is_followed(facts: CheckFacts, proof: Proof) -> bool:
    """Whether a paper in force, named alike but for its numbers, proves the same result."""
    names = (
        re.sub(r"\W*\d+", "", row.evidence.title)
        for row in facts.proofs
        if row.result_id == proof.result_id
        and row.evidence_id != proof.evidence_id
        and not row.evidence.expired_by(facts.today)
    )
    return re.sub(r"\W*\d+", "", proof.evidence.title) in names


def _paper_for_both(facts: CheckFacts) -> Iterator[Line]:
    """One paper stands behind "đạt" and "chưa đạt" of one criterion, or of what is worded alike."""
    by_paper: dict[int, list[IndicatorRow]] = defaultdict(list)
    names = {}
    for proof in facts.proofs:
        by_paper[proof.evidence_id].append(facts.row_of_result[proof.result_id])
        names[proof.evidence_id] = proof.evidence
    for key, served in by_paper.items():
        met, unmet = (
            [row for row in served if row.result.claim == claim]
            for claim in (Claim.MET, Claim.NOT_MET)
        )
        pairs = ((one, other) for one in unmet for other in met if _are_one_thing(one, other))
        if pair := next(pairs, None):
            both = sorted(pair, key=served.index)
            codes = ", ".join(f"{r.assessment.unit.full_name} {r.indicator.code}" for r in both)
            yield Line(
                short(str(names[key]), 140),
                links.address("evidence:paper", key),
                f"Vừa dùng cho báo đạt, vừa dùng cho báo chưa đạt ({codes}).",
            )


def _are_one_thing(one: IndicatorRow, other: IndicatorRow) -> bool:
    """Two indicators of one criterion, or in like words."""
    at, there = ((row.assessment.pk, row.indicator.criterion_id) for row in (one, other))
    return at == there or is_alike(one.indicator.wording, other.indicator.wording)


CHECKS = (
    Check("met-below-level", "Báo đạt nhưng số liệu chưa đủ mức", AGAINST_FIGURE,
          Severity.HIGH, _met_below_level),
    Check("unmet-above-level", "Báo chưa đạt nhưng đủ mức", AGAINST_FIGURE, Severity.MEDIUM,
          _unmet_above_level),
    Check("met-without-value", "Báo đạt mà chưa có số liệu", "Thiếu số liệu", Severity.MEDIUM,
          _met_without_value),
    Check("value-without-origin", "Số liệu chưa rõ ngày, nguồn", "Nguồn số liệu", Severity.LOW,
          _value_without_origin),
    Check("guessed", "Báo đạt bằng số ước tính", "Nguồn số liệu", Severity.MEDIUM, _guessed),
    Check("value-of-another-year", "Số liệu ngoài kỳ đánh giá", "Kỳ số liệu", Severity.MEDIUM,
          _value_of_another_year),
    Check("level-unknown", "Báo đạt khi mức yêu cầu chưa rõ", "Mức yêu cầu", Severity.LOW,
          _level_unknown),
    Check("level-rises", "Sang năm không còn đủ mức", "Mức năm sau", Severity.MEDIUM,
          _level_rises),
    Check("figure-impossible", "Số liệu không thể có", "Số liệu", Severity.HIGH,
          _figure_impossible),
    Check("note-against-claim", "Ghi chú trái với tự đánh giá", "Mâu thuẫn", Severity.MEDIUM,
          _note_against_claim),
    Check("fraction-for-percent", "Tỷ lệ dưới 1% mà báo đạt", "Số liệu", Severity.LOW,
          _fraction_for_percent),
    Check("paper-other-figure", "Minh chứng ghi số khác", "Mâu thuẫn", Severity.HIGH,
          _paper_of_another_figure),
    Check("met-without-paper", "Báo đạt mà thiếu minh chứng", "Minh chứng", Severity.HIGH,
          _met_without_paper),
    Check("paper-out-of-period", "Minh chứng ngoài kỳ đánh giá", "Minh chứng", Severity.MEDIUM,
          _paper_out_of_period),
    Check("paper-expired", "Minh chứng hết hiệu lực", "Minh chứng", Severity.HIGH, _paper_expired),
    Check("paper-for-both", "Một minh chứng cho hai báo cáo trái nhau", "Mâu thuẫn",
          Severity.MEDIUM, _paper_for_both),
)  # fmt: skip
