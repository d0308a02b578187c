"""Checks of the papers that stand behind what is claimed: missing, of another time or figure, no
longer valid, or for the opposite too."""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from criteria.enums import Claim, IndicatorKind
from criteria.judging import IndicatorRow
from criteria.nouns import of_set
from evidence.papers.models import Evidence, Proof
from ntm_project.common.dates import format_day
from ntm_project.common.numbers import format_decimal
from reports import links
from reports.checks.assessments.values import TOLERANCE, of_indicator
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.reading.figures import figures_in
from reports.checks.reading.wording import is_alike
from reports.lines import Line, short


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
    return Line(short(str(paper), 140), paper.get_absolute_url(), fault)


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


_YEAR = re.compile(
    r"\b(?:năm\s+|quý\s+(?:IV|III|II|I|[1-4])\s*/\s*|tháng\s+\d{1,2}/)(20\d\d)\b(?!\s*[-–])", re.I
)


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
                paper.get_absolute_url(),
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
                paper.get_absolute_url(),
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
