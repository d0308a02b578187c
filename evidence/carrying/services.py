"""One assessment takes over from the one by the set before: results, leaders, work and papers.

The highest floor that knows them all conducts it, in one transaction with one event.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from criteria.mapping.queries import Destination, Destinations, published_mapping
from criteria.mapping.rules import deny_carry
from criteria.mapping.services import Carried, carry_results
from criteria.mapping.services.carrying import ACTION
from criteria.models import Assessment, Origin, SetMapping
from evidence.papers.models import Proof, Requirement
from ntm_project.common.text import spoken
from tasks.queries.carrying import Leaders
from tasks.services.carrying import carry_leaders, move_open_tasks
from villages.access import Access
from villages.acts import Act, acting
from villages.edit import create_row, editing
from villages.enums import Ability


@dataclass
class TakenOver:
    """What was taken over, once more or for the first time."""

    results: Carried = field(default_factory=Carried)
    leaders: Leaders = field(default_factory=Leaders)
    tasks: int = 0
    papers: int = 0


def _rows() -> "QuerySet[Assessment]":
    return Assessment.objects.select_related("unit", "criteria_set", "carried_from")


def take_over(
    *,
    by: Access,
    assessment_id: int,
    source: Assessment,
    tasks: Mapping[int, Destination] | None = None,
) -> TakenOver:
    """Take over what the older assessment states, by the mapping in force between the two sets.

    Nothing of the older one is changed but where its open tasks, by choice, go on; done again, it
    adds only what has come since (a paper, a task), and doubles nothing.
    """
    done = TakenOver()
    with acting(by, ACTION, Ability.EDIT_PLAN, str(source)) as act:
        assessment, mapping = _point_back(by, assessment_id, source, act)
        both: dict[str, Any] = {"by": by, "assessment": assessment, "source": source, "act": act}
        done.results = carry_results(mapping=mapping, **both)
        places = Destinations(mapping)
        done.leaders = carry_leaders(places=places, **both)
        done.tasks = move_open_tasks(choices=tasks or {}, **both)
        done.papers = _carry_papers(by, assessment, act)
    return done


def _point_back(
    by: Access, assessment_id: int, source: Assessment, act: Act
) -> tuple[Assessment, SetMapping]:
    """The assessment, held, with where it takes over from; and the mapping in force."""
    found: list[SetMapping | None] = []

    def deny(access: Access, assessment: Assessment) -> str:
        found.append(published_mapping(source.criteria_set_id, assessment.criteria_set_id))
        return deny_carry(access, assessment, source, found[0])

    with editing(
        by=by,
        rows=_rows(),
        pk=assessment_id,
        deny=deny,
        action=ACTION,
        ability=Ability.EDIT_PLAN,
    ) as edit:
        edit.act = act
        if edit.row.carried_from_id is None:
            edit.note("lấy kết quả từ", "", str(source))
        edit.row.carried_from = source
    assert found[0] is not None  # refused otherwise
    return edit.row, found[0]


def _carry_papers(by: Access, assessment: Assessment, act: Act) -> int:
    """Each paper in use that proves an older result proves what took it over, as a required paper
    where the new set requires the same; it goes on proving the older one. How many papers."""
    origins = Origin.objects.filter(result__assessment=assessment)
    leads_to: dict[int, list[Origin]] = {}
    for origin in origins.select_related("result__indicator").order_by("pk"):
        leads_to.setdefault(origin.from_result_id, []).append(origin)
    known = set(
        Proof.objects.filter(result__assessment=assessment).values_list("evidence", "result")
    )
    expected = _expected(assessment)
    proofs = Proof.objects.in_use().filter(result__in=leads_to)
    made: set[int] = set()
    for proof in proofs.select_related("evidence__unit", "requirement").order_by("pk"):
        for origin in leads_to[proof.result_id]:
            key = (proof.evidence_id, origin.result_id)
            if key not in known:
                known.add(key)
                _link(by, assessment, proof, origin, expected, act)
                made.add(proof.evidence_id)
    return len(made)


def _link(
    by: Access,
    assessment: Assessment,
    proof: Proof,
    origin: Origin,
    expected: dict[tuple[int, str], Requirement],
    act: Act,
) -> None:
    result, paper = origin.result, proof.evidence
    result.assessment = assessment
    words = spoken(proof.requirement.text) if proof.requirement else ""
    row = Proof(
        evidence=paper,
        result=result,
        requirement=expected.get((result.indicator_id, words)),
        place=proof.place,
        created_by=by.official,
    )
    create_row(by=by, row=row, action=act.action, is_recorded=False)
    act.add(paper, paper.unit, {}, {f"minh chứng của chỉ tiêu {result.indicator.code}": True})


def _expected(assessment: Assessment) -> dict[tuple[int, str], Requirement]:
    """(indicator, words) → the paper that the new set requires of it."""
    indicators = assessment.results.values_list("indicator", "indicator__parent").order_by("pk")
    required = Requirement.objects.by_indicator(dict(indicators))
    return {
        (indicator, spoken(row.text)): row for indicator, rows in required.items() for row in rows
    }
