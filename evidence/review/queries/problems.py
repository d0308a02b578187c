"""The problems that block a submission, line by line, each with the page that mends it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.utils import timezone

from criteria.comparison import contradicts, lacks_value
from criteria.enums import Claim, Comparison
from criteria.judging import row_of
from criteria.models import Assessment, Result
from criteria.models.assessments import with_levels
from criteria.nouns import of_set
from evidence.papers.models import Proof, Requirement
from evidence.review.enums import SubmissionState
from evidence.review.models import SubmittedItem
from ntm_project.common.dates import format_day

RESULT_PAGE = "criteria:edit_result"
PAPERS_PAGE = "evidence:of_result"
FOLDED = 4  # so many alike and more are one line


@dataclass(frozen=True)
class Problem:
    """One line of the list: the sentence, and the page (of the result) that mends it."""

    is_blocking: bool  # has to be mended before sending; else to be minded
    row: Result
    fault: str  # the words after the name of the indicator
    url_name: str

    @property
    def result_id(self) -> int:
        return self.row.pk

    @property
    def sentence(self) -> str:
        return of_set(f"Chỉ tiêu {self.row.indicator.code}", self.row) + self.fault

    @property
    def is_of_result(self) -> bool:
        """Whether its page is for those who set results alone."""
        return self.url_name == RESULT_PAGE


@dataclass(frozen=True)
class ProblemLine:
    """One problem, or many results with the same fault, each with its page."""

    problems: list[Problem]

    @property
    def is_folded(self) -> bool:
        return len(self.problems) > 1

    @property
    def words(self) -> str:
        """ "69 chỉ tiêu chưa tự đánh giá"."""
        first = self.problems[0]
        return of_set(f"{len(self.problems)} chỉ tiêu", first.row) + first.fault.rstrip(".")

    @property
    def links(self) -> list[tuple[str, Problem]]:
        """Each problem with the words that lead to its page."""
        if self.is_folded:
            return [(problem.row.indicator.code, problem) for problem in self.problems]
        return [(problem.sentence, problem) for problem in self.problems]


def folded(problems: Iterable[Problem]) -> list[ProblemLine]:
    """The lines of a list: dozens of results with one fault are one line."""
    alike: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        alike[problem.fault].append(problem)
    lines: list[ProblemLine] = []
    for found in alike.values():
        parts = [found] if len(found) >= FOLDED else [[problem] for problem in found]
        lines += map(ProblemLine, parts)
    return lines


@dataclass(frozen=True)
class ResultFacts:
    """What is known of one result: its papers, what its indicator requires, what was approved."""

    comparison: Comparison
    requirements: tuple[Requirement, ...]
    proofs: tuple[Any, ...]  # Proof with `files`, the number of its paper's revisions
    approved_version: int | None


def submission_problems(
    assessment: Assessment, results: Iterable[Result] | None = None, *, on: date | None = None
) -> list[Problem]:
    """What blocks the submission first, then what to mind; in the order of the set. Five queries.

    Blocking: no claim, or a claim of "đạt" without a required paper's file.
    """
    on = on or timezone.localdate()
    if results is None:
        results = with_levels(Result.objects.filter(assessment=assessment).for_table())
    rows = list(results)
    for row in rows:
        row.assessment = assessment  # whose set has the words for the sentences of each
    facts = _facts(assessment, rows)
    found = [p for row in rows for p in _problems(row, facts[row.pk], on)]
    return sorted(found, key=lambda p: not p.is_blocking)


def _facts(assessment: Assessment, rows: list[Result]) -> dict[int, ResultFacts]:
    requirements = Requirement.objects.by_indicator(
        {row.indicator_id: row.indicator.parent_id for row in rows}
    )
    proofs: dict[int, list[Proof]] = defaultdict(list)
    for proof in (
        Proof.objects.in_use()
        .filter(result__assessment=assessment)
        .select_related("evidence")
        .annotate(files=Count("evidence__revisions"))
        .order_by("pk")
    ):
        proofs[proof.result_id].append(proof)
    approved = dict(
        SubmittedItem.objects.filter(
            submission__assessment=assessment, submission__state=SubmissionState.APPROVED
        )
        .order_by("submission_id")
        .values_list("result_id", "result_version")
    )
    found = {}
    for row in rows:
        found[row.pk] = ResultFacts(
            comparison=row_of(assessment, row).comparison,
            requirements=tuple(requirements[row.indicator_id]),
            proofs=tuple(proofs[row.pk]),
            approved_version=approved.get(row.pk),
        )
    return found


def _problems(row: Result, facts: ResultFacts, on: date) -> Iterator[Problem]:
    for is_blocking, fault in _of_result(row, facts):
        yield Problem(is_blocking, row, fault, RESULT_PAGE)
    for is_blocking, fault in _of_papers(row, facts, on):
        yield Problem(is_blocking, row, fault, PAPERS_PAGE)


def _of_result(row: Result, facts: ResultFacts) -> Iterator[tuple[bool, str]]:
    if row.claim == Claim.NOT_YET:
        yield True, " chưa tự đánh giá."
        return
    if row.claim == Claim.NOT_MET:
        yield False, " tự đánh giá chưa đạt."
    if row.as_of is None:
        yield False, " chưa ghi số liệu tính đến ngày nào."
    if contradicts(row.claim, facts.comparison):
        yield False, " tự đánh giá đạt nhưng số liệu chưa đủ mức."
    if lacks_value(row.claim, facts.comparison):
        yield False, " tự đánh giá đạt nhưng chưa có số liệu."
    if facts.approved_version not in (None, row.version):
        yield False, " đã đổi sau khi được thông qua ở bước trước."


def _of_papers(row: Result, facts: ResultFacts, on: date) -> Iterator[tuple[bool, str]]:
    if row.claim == Claim.MET:
        filed = {proof.requirement_id for proof in facts.proofs if proof.files}
        for requirement in facts.requirements:
            if requirement.pk not in filed:
                words = f" còn thiếu {requirement.what_it_is}: {requirement}."
                yield requirement.is_mandatory, words
        if not facts.requirements and not any(proof.files for proof in facts.proofs):
            yield False, " tự đánh giá đạt nhưng chưa có minh chứng nào."
    for proof in facts.proofs:
        paper = proof.evidence
        if not proof.files:
            yield False, f": minh chứng “{paper}” chưa có tệp nên không gửi kèm."
        if ended := paper.expired_by(on):
            day = format_day(ended)
            yield False, f": minh chứng “{paper}” đã hết hiệu lực ngày {day}."
