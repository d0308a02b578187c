"""Whether each indicator of an assessment has the papers that its set expects."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce

from criteria.enums import Claim
from criteria.models import Assessment, Indicator, Result, ResultChange
from evidence.papers.models import Proof, Requirement

# Of a result: its key, that of its indicator, of the one that this refines, and its claim.
ResultKey = tuple[int, int, int | None, str]


@dataclass(frozen=True)
class Completeness:
    """The papers of one indicator: what is expected, what is there, what is missing.

    An indicator whose set states no requirement is neither complete nor incomplete; nor is one
    that does not apply, of which nothing is expected.
    """

    papers: int
    expected: tuple[Requirement, ...]
    missing: tuple[Requirement, ...]

    @property
    def is_set(self) -> bool:
        """Whether any paper is expected at all."""
        return bool(self.expected)

    @property
    def missing_mandatory(self) -> tuple[Requirement, ...]:
        return tuple(r for r in self.missing if r.is_mandatory)

    @property
    def is_complete(self) -> bool:
        """Every mandatory paper is there; False where none was set, since nothing is known."""
        return self.is_set and not self.missing_mandatory

    @property
    def words(self) -> str:
        """`đủ`, `thiếu: …`, or `chưa đặt yêu cầu`."""
        if not self.is_set:
            return "chưa đặt yêu cầu"
        if self.is_complete:
            return "đủ"
        return "thiếu: " + "; ".join(r.text for r in self.missing_mandatory)


def requirements_of(indicator: Indicator) -> "QuerySet[Requirement]":
    """The papers that an indicator expects, in the order of its set."""
    return indicator.requirements.order_by("order", "pk")


def completeness_of(
    assessment: Assessment,
    *,
    on: date | None = None,
    results: Iterable[ResultKey] | None = None,
) -> dict[int, Completeness]:
    """Key of each result → its papers, in three queries for the whole assessment, in two for the
    `results` that are given.

    A withdrawn paper does not count; with `on`, neither does one whose validity ended before it.
    """
    if results is None:
        results = assessment.results.values_list("pk", "indicator", "indicator__parent", "claim")
    rows = list(results)
    proofs = Proof.objects.filter(
        result__in=[pk for pk, *_ in rows], evidence__withdrawn_at__isnull=True
    )
    if on is not None:
        proofs = proofs.exclude(evidence__expires_on__lt=on)
    return completeness_by(rows, proofs.values_list("result", "requirement"))


def completeness_by(
    results: Sequence[ResultKey], proofs: Iterable[tuple[int, int | None]]
) -> dict[int, Completeness]:
    """The same of results whose valid proofs were read already: of which result, for which
    requirement."""
    expected = Requirement.objects.by_indicator({pk: parent for _, pk, parent, _ in results})
    papers: dict[int, int] = {}
    served: dict[int, set[int]] = {}
    for result_id, requirement_id in proofs:
        papers[result_id] = papers.get(result_id, 0) + 1
        if requirement_id:
            served.setdefault(result_id, set()).add(requirement_id)
    return {
        result_id: _completeness(
            papers.get(result_id, 0),
            [] if claim == Claim.NOT_APPLICABLE else expected.get(indicator_id, []),
            served.get(result_id, set()),
        )
        for result_id, indicator_id, _, claim in results
    }


def _completeness(papers: int, expected: list[Requirement], served: set[int]) -> Completeness:
    missing = tuple(r for r in expected if r.pk not in served)
    return Completeness(papers, tuple(expected), missing)


class PaperNeed(NamedTuple):
    """An indicator of which papers are expected, and whether a mandatory one is missing."""

    result_id: int
    assessment_id: int
    number: int
    code: str
    is_lacking: bool


def paper_needs(
    assessments: Iterable[Assessment], *, on: date, until: datetime | None = None
) -> list[PaperNeed]:
    """The indicators of some assessments of which papers are expected, in one query; complete as
    `completeness_of` has it. With `until`, by what stood there at that moment; what was taken off
    since is not known. What does not apply needs none: by the claim of the day, with `until`."""
    own, lent = "indicator__requirements", "indicator__parent__requirements"
    rows = Result.objects.filter(assessment__in=[a.pk for a in assessments]).annotate(
        wanted=Coalesce(own, lent),
        is_mandatory=Coalesce(f"{own}__is_mandatory", f"{lent}__is_mandatory"),
    )
    if until:
        is_own = When(Q(**{f"{own}__isnull": False}), then=F(f"{own}__added_at"))
        rows = rows.annotate(added_at=Case(is_own, default=F(f"{lent}__added_at")))
        rows = rows.filter(Q(added_at__isnull=True) | Q(added_at__lte=until))
        claimed = ResultChange.objects.as_of(on).filter(result=OuterRef("pk"))
        rows = rows.exclude(Exists(claimed.filter(claim=Claim.NOT_APPLICABLE)))
    else:
        rows = rows.exclude(claim=Claim.NOT_APPLICABLE)
    proofs = _valid_proofs(on, until).filter(result=OuterRef("pk"), requirement=OuterRef("wanted"))
    each = (
        rows.filter(wanted__isnull=False)
        .annotate(is_there=Exists(proofs))
        .order_by("assessment", "indicator__criterion__number", "indicator__order", "pk")
        .values_list(
            "pk", "assessment", "indicator__criterion__number", "indicator__code",
            "is_mandatory", "is_there",
        )
    )  # fmt: skip
    found: dict[int, PaperNeed] = {}
    for pk, assessment, number, code, is_mandatory, is_there in each:
        is_lacking = is_mandatory and not is_there
        before = found.get(pk)
        if before is None or is_lacking:
            found[pk] = PaperNeed(pk, assessment, number, code, is_lacking)
    return list(found.values())


def _valid_proofs(on: date, until: datetime | None) -> "QuerySet[Proof]":
    """The proofs whose paper is in use on the day, as far as they were there at the moment."""
    in_use = Q(evidence__withdrawn_at__isnull=True)
    proofs = Proof.objects.all()
    if until:
        in_use |= Q(evidence__withdrawn_at__gt=until)
        proofs = proofs.filter(created_at__lte=until)
    valid = Q(evidence__expires_on__isnull=True) | Q(evidence__expires_on__gte=on)
    return proofs.filter(in_use, valid)
