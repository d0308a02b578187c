"""Checks of what is claimed and measured of indicators, and of the papers behind it."""

from collections import defaultdict
from collections.abc import Iterator

from criteria.comparison import Comparison, Measure, compare, level_for
from criteria.enums import Claim
from criteria.judging import IndicatorRow
from criteria.words import of_set
from ntm_project.common.dates import format_day
from reports import links
from reports.checks.check import Check, Severity
from reports.checks.facts import CheckFacts
from reports.lines import Line, short


def _indicator(row: IndicatorRow, fault: str) -> Line:
    at = of_set(f"chỉ tiêu {row.indicator.code}", row.assessment)
    words = f"{row.assessment.unit.title_name}, {at} {row.indicator.wording}"
    return Line(short(words, 140), row.result.get_absolute_url(), fault)


def _unmet_above_level(facts: CheckFacts) -> Iterator[Line]:
    """ "Chưa đạt" is claimed while the value reaches the level."""
    for row in facts.rows:
        if row.result.claim == Claim.NOT_MET and row.comparison == Comparison.MEETS:
            fault = f"Báo chưa đạt, nhưng {row.value_words} đã đủ mức {row.level_words}."
            yield _indicator(row, fault)


def _met_without_value(facts: CheckFacts) -> Iterator[Line]:
    """ "Đạt" is claimed of what a figure decides, and no figure is given."""
    for row in facts.rows:
        if row.result.claim == Claim.MET and row.comparison == Comparison.NO_VALUE:
            yield _indicator(row, f"Báo đạt mức {row.level_words} nhưng chưa ghi số liệu.")


def _value_without_origin(facts: CheckFacts) -> Iterator[Line]:
    """A value stands there without its day or its source."""
    for row in facts.rows:
        result = row.result
        if row.value_words and not (result.as_of and result.source):
            missing = [] if result.as_of else ["ngày"]
            missing += [] if result.source else ["nguồn"]
            yield _indicator(row, f"Số liệu {row.value_words} chưa ghi {' và '.join(missing)}.")


def _value_of_another_year(facts: CheckFacts) -> Iterator[Line]:
    """A value is older than the year before that of the assessment, or of a day to come."""
    for row in facts.rows:
        day = row.result.as_of
        if row.value_words and day and (day.year < row.assessment.year - 1 or day > facts.today):
            yield _indicator(
                row, f"Số liệu ghi đến ngày {format_day(day)}, không thuộc kỳ đánh giá."
            )


def _level_unknown(facts: CheckFacts) -> Iterator[Line]:
    """ "Đạt" is claimed of a value that nobody can compare: the level is not known."""
    for row in facts.rows:
        is_met = row.result.claim == Claim.MET
        if is_met and row.comparison == Comparison.NO_LEVEL and row.value_words:
            yield _indicator(row, f"Báo đạt với {row.value_words} nhưng mức yêu cầu chưa rõ.")


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
            yield _indicator(row, fault)


def _figure_impossible(facts: CheckFacts) -> Iterator[Line]:
    """A share of more than all, or of a percentage beyond a hundred."""
    for row in facts.rows:
        measure: Measure = row.measure
        if measure.value is None:
            continue
        is_share = measure.denominator is not None and measure.value > measure.denominator
        is_percent = row.indicator.unit_words == "%" and not measure.denominator
        if is_share or (is_percent and not 0 <= measure.value <= 100):
            yield _indicator(row, f"Số liệu {row.value_words} không thể có.")


def _met_without_paper(facts: CheckFacts) -> Iterator[Line]:
    """ "Đạt" is claimed and a required paper is missing, or there is none at all."""
    for row in facts.rows:
        papers = facts.papers.get(row.result.pk)
        if row.result.claim != Claim.MET or papers is None:
            continue
        if papers.missing_mandatory:
            yield _indicator(row, f"Báo đạt nhưng thiếu: {papers.words.removeprefix('thiếu: ')}.")
        elif not papers.papers:
            yield _indicator(row, "Báo đạt nhưng chưa có minh chứng nào.")


def _paper_out_of_period(facts: CheckFacts) -> Iterator[Line]:
    """A paper holds nothing of the year: its period ended before, or it is dated years before."""
    for proof in facts.proofs:
        row, paper = facts.row_of_result[proof.result_id], proof.evidence
        last = paper.period_to or paper.dated_on
        if row.result.claim == Claim.MET and last and last.year < row.assessment.year - 1:
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
    """A paper whose validity has ended is still relied upon."""
    for proof in facts.proofs:
        paper = proof.evidence
        if paper.expires_on and paper.expires_on < facts.today:
            row, day = facts.row_of_result[proof.result_id], format_day(paper.expires_on)
            at = of_set(f"chỉ tiêu {row.indicator.code}", row.assessment)
            yield Line(
                short(str(paper), 140),
                links.address("evidence:paper", paper.pk),
                f"Minh chứng cho {at} đã hết hiệu lực ngày {day}.",
            )


def _paper_for_both(facts: CheckFacts) -> Iterator[Line]:
    """One paper stands behind "đạt" and "chưa đạt" of indicators of the same words."""
    by_paper: dict[int, list[IndicatorRow]] = defaultdict(list)
    names = {}
    for proof in facts.proofs:
        by_paper[proof.evidence_id].append(facts.row_of_result[proof.result_id])
        names[proof.evidence_id] = proof.evidence
    for key, served in by_paper.items():
        for wording in {row.indicator.wording for row in served}:
            same = [row for row in served if row.indicator.wording == wording]
            claims = {row.result.claim for row in same}
            if {Claim.MET, Claim.NOT_MET} <= claims:
                codes = ", ".join(
                    f"{row.assessment.unit.full_name} {row.indicator.code}" for row in same
                )
                yield Line(
                    short(str(names[key]), 140),
                    links.address("evidence:paper", key),
                    f"Vừa dùng cho báo đạt, vừa dùng cho báo chưa đạt ({codes}).",
                )


CHECKS = (
    Check("unmet-above-level", "Báo chưa đạt nhưng đủ mức", "Không khớp số liệu", Severity.MEDIUM,
          _unmet_above_level),
    Check("met-without-value", "Báo đạt mà chưa có số liệu", "Thiếu số liệu", Severity.MEDIUM,
          _met_without_value),
    Check("value-without-origin", "Số liệu chưa rõ ngày, nguồn", "Nguồn số liệu", Severity.LOW,
          _value_without_origin),
    Check("value-of-another-year", "Số liệu ngoài kỳ đánh giá", "Kỳ số liệu", Severity.MEDIUM,
          _value_of_another_year),
    Check("level-unknown", "Báo đạt khi mức yêu cầu chưa rõ", "Mức yêu cầu", Severity.LOW,
          _level_unknown),
    Check("level-rises", "Sang năm không còn đủ mức", "Mức năm sau", Severity.MEDIUM,
          _level_rises),
    Check("figure-impossible", "Số liệu không thể có", "Số liệu", Severity.HIGH,
          _figure_impossible),
    Check("met-without-paper", "Báo đạt mà thiếu minh chứng", "Minh chứng", Severity.HIGH,
          _met_without_paper),
    Check("paper-out-of-period", "Minh chứng ngoài kỳ đánh giá", "Minh chứng", Severity.MEDIUM,
          _paper_out_of_period),
    Check("paper-expired", "Minh chứng hết hiệu lực", "Minh chứng", Severity.HIGH, _paper_expired),
    Check("paper-for-both", "Một minh chứng cho hai báo cáo trái nhau", "Mâu thuẫn",
          Severity.MEDIUM, _paper_for_both),
)  # fmt: skip
