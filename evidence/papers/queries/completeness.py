"""Whether each indicator of an assessment has the papers that its set expects."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce

from criteria.enums import Claim
from criteria.models import Assessment, Indicator, Result, ResultChange
from evidence.papers.models import Proof, Requirement
from evidence.papers.models.papers import in_force, in_use

# Of a result: its key, that of its indicator, of the one that this refines, and its claim.
ResultKey = tuple[int, int, int | None, str]

# From a result to the papers of its own indicator, and of the one that this refines.
_OWN, _LENT = "indicator__requirements", "indicator__parent__requirements"


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
    return completeness_by(rows, _pairs(on, result__in=[pk for pk, *_ in rows]))


_SHOWN = Requirement.objects.only("indicator", "order", "text", "is_mandatory")


def completeness_by(
    results: Sequence[ResultKey], proofs: Iterable[tuple[int, int | None]]
) -> dict[int, Completeness]:
    """How complete the papers of results are, whose valid proofs were read already as pairs
    (result, requirement)."""
    expected = _SHOWN.by_indicator({pk: parent for _, pk, parent, _ in results})
    shelf = _Shelf(proofs)
    return {
        result_id: shelf.completeness(result_id, claim, expected.get(indicator_id, []))
        for result_id, indicator_id, _, claim in results
    }


_WITH_REQUIREMENTS = Result.objects.order_by(
    "pk", f"{_OWN}__order", f"{_LENT}__order"
).values_list(
    "pk", "indicator__criterion", "claim",
    *(f"{way}__{name}" for way in (_OWN, _LENT) for name in ("pk", "text", "is_mandatory")),
)  # fmt: skip


def completeness_by_criterion(
    assessment: Assessment, *, on: date
) -> list[tuple[int, Completeness]]:
    """Criterion and papers of each result of an assessment, as `completeness_of` has them, in two
    queries: of a whole assessment its results and what is required of them are read as one."""
    keys: dict[int, tuple[int, str]] = {}
    expected: dict[int, tuple[dict[int, Requirement], dict[int, Requirement]]] = {}
    for pk, criterion, claim, *found in _WITH_REQUIREMENTS.filter(assessment=assessment):
        keys[pk] = criterion, claim
        wanted = expected.setdefault(pk, ({}, {}))
        for known, (key, text, is_mandatory) in zip(wanted, (found[:3], found[3:]), strict=True):
            if key and key not in known:
                known[key] = Requirement(pk=key, text=text, is_mandatory=is_mandatory)
    shelf = _Shelf(_pairs(on, result__assessment=assessment))
    return [
        (criterion, shelf.completeness(pk, claim, [*(expected[pk][0] or expected[pk][1]).values()]))
        for pk, (criterion, claim) in keys.items()
    ]


_PAIRS = Proof.objects.in_use().values_list("result", "requirement")


def _pairs(on: date | None, **whose: Any) -> "QuerySet[Proof, Any]":
    """Result and requirement of each of the proofs whose paper is in use, on the day if given."""
    return _PAIRS.filter(*([] if on is None else [in_force(on, "evidence__")]), **whose)


class _Shelf:
    """The papers of some results: how many each has, and which requirements they serve."""

    def __init__(self, proofs: Iterable[tuple[int, int | None]]) -> None:
        self.papers: dict[int, int] = {}
        self.served: dict[int, set[int]] = {}
        for result_id, requirement_id in proofs:
            self.papers[result_id] = self.papers.get(result_id, 0) + 1
            if requirement_id:
                self.served.setdefault(result_id, set()).add(requirement_id)

    def completeness(self, result_id: int, claim: str, expected: list[Requirement]) -> Completeness:
        """What a result has of what is expected of it: nothing, where it does not apply."""
        wanted = () if claim == Claim.NOT_APPLICABLE else tuple(expected)
        served = self.served.get(result_id, set())
        missing = tuple(r for r in wanted if r.pk not in served)
        return Completeness(self.papers.get(result_id, 0), wanted, missing)


class PaperNeed(NamedTuple):
    """An indicator of which papers are expected, and whether a mandatory one is missing."""

    result_id: int
    assessment_id: int
    number: int
    code: str
    is_lacking: bool


_EXPECTED = (
    Result.objects.annotate(
        wanted=Coalesce(_OWN, _LENT),
        is_mandatory=Coalesce(f"{_OWN}__is_mandatory", f"{_LENT}__is_mandatory"),
    )
    .filter(wanted__isnull=False)
    .order_by("assessment", "indicator__criterion__number", "indicator__order", "pk")
    .values_list(
        "pk", "assessment", "indicator__criterion__number", "indicator__code", "is_mandatory"
    )
)
_EXPECTED_NOW = _EXPECTED.exclude(claim=Claim.NOT_APPLICABLE)


def paper_needs(
    assessments: Iterable[Assessment], *, on: date, until: datetime | None = None
) -> list[PaperNeed]:
    """The indicators of some assessments of which papers are expected, in one query; complete as
    `completeness_of` has it. With `until`, by what stood there at that moment; what was taken off
    since is not known. What does not apply needs none: by the claim of the day, with `until`."""
    keys = [a.pk for a in assessments]
    if until:
        rows = _EXPECTED.filter(assessment__in=keys)
        is_own = When(Q(**{f"{_OWN}__isnull": False}), then=F(f"{_OWN}__added_at"))
        rows = rows.alias(added_at=Case(is_own, default=F(f"{_LENT}__added_at")))
        rows = rows.filter(Q(added_at__isnull=True) | Q(added_at__lte=until))
        claimed = ResultChange.objects.as_of(on).filter(result=OuterRef("pk"))
        rows = rows.exclude(Exists(claimed.filter(claim=Claim.NOT_APPLICABLE)))
    else:
        rows = _EXPECTED_NOW.filter(assessment__in=keys)
    found: dict[int, PaperNeed] = {}
    for pk, assessment, number, code, is_mandatory, is_there in rows.annotate(
        is_there=Exists(_valid_proofs(on, until))
    ):
        is_lacking = is_mandatory and not is_there
        before = found.get(pk)
        if before is None or is_lacking:
            found[pk] = PaperNeed(pk, assessment, number, code, is_lacking)
    return list(found.values())


_OF_WANTED = Proof.objects.filter(result=OuterRef("pk"), requirement=OuterRef("wanted"))
_OF_WANTED_IN_USE = _OF_WANTED.filter(in_use("evidence__"))


def _valid_proofs(on: date, until: datetime | None) -> "QuerySet[Proof]":
    """The proofs of what is wanted, whose paper is in use on the day, as far as they were there at
    the moment."""
    valid = in_force(on, "evidence__")
    if until is None:
        return _OF_WANTED_IN_USE.filter(valid)
    is_used = in_use("evidence__") | Q(evidence__withdrawn_at__gt=until)
    return _OF_WANTED.filter(is_used, valid, created_at__lte=until)
