"""What a paper proves, and of which task it is the result."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from criteria.models import Result
from evidence.papers import rules
from evidence.papers.models import Evidence, Proof, Requirement, TaskEvidence
from evidence.papers.queries.holding import held_results
from evidence.papers.services.keeping import check_files_of
from ntm_project.common.views import Refused
from tasks.models import Task
from villages.access import Access
from villages.audit import record, snapshot
from villages.edit import recorded_fields
from villages.enums import Ability
from villages.models import Unit

# The event is about the paper, and the proof itself keeps who linked it and when.
UNRECORDED = {"evidence", "created_at", "created_by"}


def check_requirement(requirement: Requirement | None, results: Sequence[Result]) -> None:
    """An expected paper belongs to the indicator of one of the results."""
    if requirement and all(r.indicator_id != requirement.indicator_id for r in results):
        sentence = "Giấy tờ theo yêu cầu này thuộc chỉ tiêu khác."
        raise ValidationError({"requirement": sentence})


def new_proof(
    by: Access,
    evidence: Evidence,
    result: Result,
    requirement: Requirement | None = None,
    place: str = "",
) -> Proof:
    """The row of a proof; a requirement of another indicator is left out."""
    if requirement and requirement.indicator_id != result.indicator_id:
        requirement = None
    proof = Proof(
        evidence=evidence,
        result=result,
        requirement=requirement,
        place=place,
        created_by=by.official,
    )
    proof.clean_fields(exclude=["evidence", "result", "requirement", "created_by"])
    proof.save()
    return proof


def _locked(evidence: Evidence) -> Evidence:
    """The paper held, so that two links of one paper follow each other."""
    papers = Evidence.objects.select_for_update(of=("self",), no_key=True)
    return papers.select_related("unit__parent").get(pk=evidence.pk)


def _facts(proof: Proof) -> dict[str, Any]:
    names = [f.name for f in recorded_fields(Proof) if f.name not in UNRECORDED]
    return snapshot(proof, names)


def _record(by: Access, action: str, evidence: Evidence, unit: Unit, **changes: Any) -> None:
    record(by, action, evidence, unit=unit, ability=Ability.ADD_EVIDENCE, **changes)


@transaction.atomic
def link(
    *,
    by: Access,
    evidence: Evidence,
    result: Result,
    requirement: Requirement | None = None,
    place: str = "",
) -> Proof:
    """Record that a paper proves an indicator, at a place in it. Linked again, the same row takes
    the last word."""
    evidence = _locked(evidence)
    if reason := rules.deny_link(by, evidence, result):
        raise Refused(reason)
    check_requirement(requirement, [result])
    proof = Proof.objects.filter(evidence=evidence, result=result).first()
    old = _facts(proof) if proof else {}
    if proof is None:
        check_files_of([result], evidence.revisions.count())
        proof = new_proof(by, evidence, result, requirement, place)
    else:
        proof.requirement, proof.place = requirement, place
        proof.clean_fields(exclude=["evidence", "result", "requirement", "created_by"])
        if _facts(proof) == old:
            return proof
        proof.save()
    unit = result.assessment.unit
    _record(by, "gắn minh chứng", evidence, unit, old=old, new=_facts(proof))
    return proof


@transaction.atomic
def unlink(*, by: Access, evidence: Evidence, result: Result) -> None:
    """Record that a paper does not prove an indicator after all; the audit trail keeps that it did.

    Refused while the paper is held for it (`queries.holding`). Unlinking what is not linked changes
    nothing.
    """
    evidence = _locked(evidence)
    held = held_results(evidence).get(result.pk, "")
    if reason := rules.deny_unlink(by, result, held):
        raise Refused(reason)
    if proof := Proof.objects.filter(evidence=evidence, result=result).first():
        old = _facts(proof)
        proof.delete()
        _record(by, "gỡ minh chứng", evidence, result.assessment.unit, old=old)


@transaction.atomic
def link_task(*, by: Access, evidence: Evidence, task: Task) -> TaskEvidence:
    """Record that a paper is the result of a task; recorded twice, it is one row."""
    evidence = _locked(evidence)
    if reason := rules.deny_link_task(by, evidence, task):
        raise Refused(reason)
    row, is_new = TaskEvidence.objects.get_or_create(task=task, evidence=evidence)
    if is_new:
        action = "gắn minh chứng vào nhiệm vụ"
        _record(by, action, evidence, task.unit, new={"task": str(task)})
    return row
