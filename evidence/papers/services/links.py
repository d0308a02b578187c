"""What a paper proves, and of which task it is the result."""

from collections.abc import Sequence

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
from villages.enums import Ability

PROOF_FIELDS = ["result", "requirement", "place"]


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


def _rows(evidence: Evidence, result: Result) -> tuple[Evidence, Result]:
    """The paper locked, so that two links of one paper follow each other; the result beside it."""
    papers = Evidence.objects.select_for_update(of=("self",)).select_related("unit__parent")
    results = Result.objects.select_related("assessment__unit__parent", "indicator")
    return papers.get(pk=evidence.pk), results.get(pk=result.pk)


def link(
    *,
    by: Access,
    evidence: Evidence,
    result: Result,
    requirement: Requirement | None = None,
    place: str = "",
) -> Proof:
    """Say that a paper proves an indicator, at a place in it. Linked again, the same row says what
    was said last."""
    with transaction.atomic():
        evidence, result = _rows(evidence, result)
        if reason := rules.deny_link(by, evidence, result):
            raise Refused(reason)
        check_requirement(requirement, [result])
        proof = Proof.objects.filter(evidence=evidence, result=result).first()
        old = snapshot(proof, PROOF_FIELDS) if proof else {}
        if proof is None:
            check_files_of([result], evidence.revisions.count())
            proof = new_proof(by, evidence, result, requirement, place)
        else:
            proof.requirement, proof.place = requirement, place
            proof.clean_fields(exclude=["evidence", "result", "requirement", "created_by"])
            if snapshot(proof, PROOF_FIELDS) == old:
                return proof
            proof.save(update_fields=["requirement", "place"])
        record(
            by,
            "gắn minh chứng",
            evidence,
            unit=result.assessment.unit,
            ability=Ability.ADD_EVIDENCE,
            old=old,
            new=snapshot(proof, PROOF_FIELDS),
        )
    return proof


def unlink(*, by: Access, evidence: Evidence, result: Result) -> None:
    """Say that a paper does not prove an indicator after all; the audit trail keeps that it did.

    Refused while the paper was sent for it in a round that waits or was approved. Unlinking what is
    not linked changes nothing.
    """
    with transaction.atomic():
        evidence, result = _rows(evidence, result)
        held = held_results(evidence).get(result.pk, "")
        if reason := rules.deny_unlink(by, result, held):
            raise Refused(reason)
        proof = Proof.objects.filter(evidence=evidence, result=result).first()
        if proof is None:
            return
        old = snapshot(proof, PROOF_FIELDS)
        proof.delete()
        record(
            by,
            "gỡ minh chứng",
            evidence,
            unit=result.assessment.unit,
            ability=Ability.ADD_EVIDENCE,
            old=old,
        )


def link_task(*, by: Access, evidence: Evidence, task: Task) -> TaskEvidence:
    """Say that a paper is the result of a task; said twice, it is one row."""
    with transaction.atomic():
        papers = Evidence.objects.select_for_update(of=("self",)).select_related("unit__parent")
        evidence = papers.get(pk=evidence.pk)
        if reason := rules.deny_link_task(by, evidence, task):
            raise Refused(reason)
        row, is_new = TaskEvidence.objects.get_or_create(task=task, evidence=evidence)
        if is_new:
            record(
                by,
                "gắn minh chứng vào nhiệm vụ",
                evidence,
                unit=task.unit,
                ability=Ability.ADD_EVIDENCE,
                new={"task": str(task)},
            )
    return row
