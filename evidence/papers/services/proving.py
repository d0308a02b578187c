"""What a paper proves."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from criteria.models import Result
from criteria.nouns import of_set
from evidence.papers import rules
from evidence.papers.models import Evidence, Proof, Requirement
from evidence.papers.queries.holding import held_results
from evidence.papers.queries.paper import link_action, proof_of
from evidence.papers.services.keeping import check_files_of
from ntm_project.common.refusals import Refused
from ntm_project.common.text import clean_line
from villages.access import Access
from villages.edit import check_seen, create_row, edit_row, remove_row
from villages.enums import Ability


def check_requirement(requirement: Requirement | None, results: Sequence[Result]) -> None:
    """An expected paper belongs to the indicator of one of the results."""
    if requirement and not any(_expects(result, requirement) for result in results):
        sentence = of_set("Giấy tờ theo yêu cầu này thuộc chỉ tiêu khác.", requirement.indicator)
        raise ValidationError({"requirement": sentence})


def _expects(result: Result, requirement: Requirement) -> bool:
    """Whether the paper is required of the result's indicator, or of the one that this refines."""
    indicator = result.indicator
    return requirement.indicator_id in (indicator.pk, indicator.parent_id)


def new_proof(
    by: Access, evidence: Evidence, result: Result, requirement: Requirement | None = None
) -> Proof:
    """The proof that a new paper brings; its event is that of the paper. A requirement of another
    indicator is left out."""
    if requirement and not _expects(result, requirement):
        requirement = None
    row = Proof(evidence=evidence, result=result, requirement=requirement, created_by=by.official)
    return create_row(by=by, row=row, action=link_action(result), is_recorded=False)


def locked_paper(evidence: Evidence) -> Evidence:
    """The paper held, so that two links of one paper follow each other."""
    papers = Evidence.objects.select_for_update(of=("self",), no_key=True)
    return papers.select_related("unit__parent").get(pk=evidence.pk)


def _rows() -> "QuerySet[Proof]":
    return Proof.objects.select_related("evidence", "result__assessment__unit")


@transaction.atomic
def link(
    *,
    by: Access,
    evidence: Evidence,
    result: Result,
    requirement: Requirement | None = None,
    place: str = "",
    seen_version: int | None = None,
) -> Proof:
    """Record that a paper proves an indicator, at a place in it; linked already, the place moves.

    Raises `Stale` when the link is no longer what was seen, `NO_VERSION` where none was (None
    compares nothing). Linking again just as it is changes nothing.
    """
    evidence = locked_paper(evidence)
    if reason := rules.deny_link(by, evidence, result):
        raise Refused(reason)
    check_requirement(requirement, [result])
    fields: dict[str, Any] = {"requirement": requirement, "place": clean_line(place)}
    how: Any = {"by": by, "action": link_action(result), "ability": Ability.ADD_EVIDENCE}
    proof = proof_of(evidence, result.pk)
    if proof is None:
        check_seen(None, seen_version, mine=fields)
        check_files_of([result], evidence.revisions.count())
        row = Proof(evidence=evidence, result=result, created_by=by.official, **fields)
        return create_row(row=row, **how)
    if all(getattr(proof, name) == value for name, value in fields.items()):
        return proof
    return edit_row(
        rows=_rows(),
        pk=proof.pk,
        seen=seen_version,
        fields=fields,
        **how,
    )


@transaction.atomic
def unlink(
    *, by: Access, evidence: Evidence, result: Result, seen_version: int | None = None
) -> None:
    """Record that a paper does not prove an indicator after all; the audit trail keeps that it did.

    Refused while the paper is held for it (`queries.holding`). Raises `Stale` when the link is no
    longer the version that was seen. Unlinking what is not linked changes nothing.
    """
    evidence = locked_paper(evidence)
    held = held_results(evidence).get(result.pk, "")
    if reason := rules.deny_unlink(by, result, held):
        raise Refused(reason)
    if proof := proof_of(evidence, result.pk):
        action = f"gỡ minh chứng khỏi chỉ tiêu {result.indicator.code}"
        remove_row(
            by=by,
            rows=_rows(),
            pk=proof.pk,
            action=action,
            ability=Ability.ADD_EVIDENCE,
            seen=seen_version,
        )
