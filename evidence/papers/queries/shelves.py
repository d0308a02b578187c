"""The papers of an indicator or a task, and those that a set expects."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from criteria.models import CriteriaSet, Result
from evidence.papers.models import Evidence, Proof, Requirement
from evidence.papers.queries.library import Card, cards_of, with_lists
from tasks.models import Task
from villages.access import Access

Shelf = list[tuple[Card, str]]


@dataclass(frozen=True)
class Shelves:
    """The papers in scope of an indicator, each with its place, by the expected paper that it is;
    `unseen` counts those out of scope."""

    expected: Sequence[tuple[Requirement, Shelf]]
    others: Shelf
    unseen: int


def shelves_of(result: Result, access: Access) -> Shelves:
    proofs = list(Proof.objects.in_use().filter(result=result))
    by_paper = {proof.evidence_id: proof for proof in proofs}
    papers = Evidence.objects.visible_to(access).filter(pk__in=by_paper)
    cards = cards_of(with_lists(papers, access).order_by("dated_on", "pk"), access)
    shelves: dict[int | None, Shelf] = {}
    for card in cards:
        proof = by_paper[card.paper.pk]
        shelves.setdefault(proof.requirement_id, []).append((card, proof.place))
    rows = Requirement.objects.of_indicator(result.indicator_id)
    expected = [(row, shelves.pop(row.pk, [])) for row in rows]
    others = [pair for shelf in shelves.values() for pair in shelf]
    return Shelves(expected, others, len(proofs) - len(cards))


def cards_of_task(task: Task, access: Access) -> list[Card]:
    """The papers in scope that are the result of a task."""
    papers = Evidence.objects.visible_to(access).in_use().filter(task_evidence__task=task)
    return cards_of(with_lists(papers, access).order_by("pk"), access)


def requirements_of_set(criteria_set: CriteriaSet) -> "QuerySet[Requirement]":
    """The papers that a set expects, in the order of its indicators."""
    return (
        Requirement.objects.filter(indicator__criterion__criteria_set=criteria_set)
        .select_related("indicator")
        .order_by("indicator__criterion__number", "indicator__order", "order", "pk")
    )


def requirement_of(result: Result, pk: int) -> Requirement | None:
    """An expected paper of the result's indicator by its key."""
    return Requirement.objects.of_indicator(result.indicator_id).filter(pk=pk).first()
