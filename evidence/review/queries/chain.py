"""Which chain applies to an assessment on a day, and how far the assessment has come along it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from criteria.models import Assessment, Result
from evidence.review.chain_rules import chain_fault
from evidence.review.enums import HolderKind, SubmissionState
from evidence.review.models import (
    ReviewChain,
    ReviewStep,
    Submission,
    SubmittedItem,
    SubmittedPaper,
    reviews_as,
    set_from_above,
)
from evidence.review.route import Route, Stage
from villages.enums import Role, UnitLevel
from villages.models import Body, Posting, Unit


def chain_for(assessment: Assessment, on: date) -> ReviewChain | None:
    """The chain of the nearest unit above the assessed one, for its level, valid that day.

    One that may not apply (`chain_fault`) is passed over, whoever has written it. Its steps come
    with it, in their order.
    """
    return chain_below(assessment.unit.ancestor_ids, assessment.criteria_set.level, on)


def chain_below(unit_ids: Iterable[int], level: str, on: date) -> ReviewChain | None:
    """The chain for a unit below these, such as one that does not exist yet."""
    chains = ReviewChain.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=on),
        Q(valid_to__isnull=True) | Q(valid_to__gte=on),
        set_from_above(),
        unit_id__in=list(unit_ids),
        level=level,
    )
    return max(
        (c for c in with_steps(chains) if not chain_fault(c, list(c.steps.all()))),
        key=lambda c: (c.unit.path.count("/"), c.valid_from or date.min, c.pk),
        default=None,
    )


def with_steps(chains: "QuerySet[ReviewChain]") -> "QuerySet[ReviewChain]":
    """Chains with their units and their steps in order, each with its holder."""
    held = ReviewStep.objects.select_related("holder_unit", "holder_body").order_by("order", "pk")
    return chains.select_related("unit").prefetch_related(Prefetch("steps", held))


def reviewers_at(
    step: ReviewStep, holder: Unit | None, body: Body | None, on: date
) -> QuerySet[Posting]:
    """The postings that may review what is sent to the step: agrees with `reviewing_posting`."""
    roles = [role for role in Role.values if step.role in reviews_as(role)]
    held = Posting.objects.open_on(on).filter(unit=holder, role__in=roles)
    return held.filter(body=body) if body else held


def is_held(step: ReviewStep, holder: Unit | None, on: date) -> bool:
    """Whether anybody may review what is sent to the step."""
    return reviewers_at(step, holder, step.holder_body, on).exists()


def own_commune(unit: Unit) -> Unit | None:
    """The commune that a unit is or lies in."""
    if unit.level == UnitLevel.COMMUNE:
        return unit
    if unit.parent and unit.parent.level == UnitLevel.COMMUNE:
        return unit.parent
    return Unit.objects.filter(pk__in=unit.ancestor_ids, level=UnitLevel.COMMUNE).first()


def _holder(step: ReviewStep, commune: Unit | None) -> Unit | None:
    return commune if step.holder_kind == HolderKind.OWN_COMMUNE else step.holder_unit


def items_of_step(step: ReviewStep, holder: Unit | None) -> Q:
    """Items of rounds at this step, or at that of an earlier chain with the same holder and role.

    A new chain (no district since 1/7/2025) does not undo what the commune had approved.
    """
    earlier = Q(
        submission__holder=holder,
        submission__holder_body=step.holder_body_id,
        submission__step__role=step.role,
    ) & ~Q(submission__step__chain=step.chain_id)
    return Q(submission__step=step) | earlier


def _passed(assessment: Assessment, steps: Iterable[tuple[ReviewStep, Unit | None]]) -> dict:
    """Step → the results approved there, in one query over all rounds of the assessment."""
    approved = SubmittedItem.objects.filter(
        set_from_above("submission__step__chain__"),
        submission__assessment=assessment,
        submission__state=SubmissionState.APPROVED,
    ).values_list(
        "result_id",
        "submission__step_id",
        "submission__step__chain_id",
        "submission__holder_id",
        "submission__holder_body_id",
        "submission__step__role",
    )
    found: dict[int, set[int]] = defaultdict(set)
    steps = list(steps)
    for result_id, step_id, chain_id, holder_id, body_id, role in approved:
        for step, holder in steps:
            same = (holder.pk if holder else None, step.holder_body_id, step.role)
            if step.pk == step_id or (
                step.chain_id != chain_id and same == (holder_id, body_id, role)
            ):
                found[step.pk].add(result_id)
    return found


def open_round(assessment: Assessment) -> Submission | None:
    """The round of the assessment that waits for a decision, if any."""
    return (
        Submission.objects.filter(assessment=assessment)
        .open()
        .select_related("step", "holder", "holder_body")
        .first()
    )


def route_of(assessment: Assessment, on: date, results: Iterable[Result] | None = None) -> Route:
    """The route of an assessment on a day, in at most six queries, five where its `results` have
    been read."""
    chain = chain_for(assessment, on)
    steps = list(chain.steps.all()) if chain else []
    is_own = any(s.holder_kind == HolderKind.OWN_COMMUNE for s in steps)
    commune = own_commune(assessment.unit) if is_own else None
    pairs = [(step, _holder(step, commune)) for step in steps]
    passed = _passed(assessment, pairs)
    keys: Iterable[int] = assessment.results.values_list("pk", flat=True)
    if results is not None:
        keys = (result.pk for result in results)
    return Route(
        chain=chain,
        stages=tuple(Stage(s, holder, frozenset(passed.get(s.pk, ()))) for s, holder in pairs),
        results=frozenset(keys),
        open_round=open_round(assessment),
    )


def with_papers() -> Prefetch:
    """The papers of items with their files, in one query."""
    papers = SubmittedPaper.objects.select_related("revision", "evidence").order_by("pk")
    return Prefetch("papers", papers)


def doubted_results(submission: Submission) -> frozenset[int]:
    """The results named when the step's round before this one was opened again, and not judged
    since: no verdict of theirs is kept."""
    doubted: dict[int, bool] = {}
    for item in earlier_items(submission):
        if hasattr(item, "doubt") or hasattr(item, "verdict"):
            doubted.setdefault(item.result_id, hasattr(item, "doubt"))
    return frozenset(result_id for result_id, is_doubted in doubted.items() if is_doubted)


def earlier_items(submission: Submission) -> QuerySet[SubmittedItem]:
    """What was sent to the same step in earlier rounds, newest first, with papers and verdicts."""
    return (
        SubmittedItem.objects.filter(
            items_of_step(submission.step, submission.holder),
            submission__assessment=submission.assessment_id,
            submission_id__lt=submission.pk,
        )
        .select_related("submission", "verdict__by", "doubt")
        .prefetch_related(with_papers())
        .order_by("-submission_id", "pk")
    )
