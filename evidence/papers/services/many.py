"""Changes many papers at once: each by the rules of one, recorded as one act."""

from collections.abc import Mapping
from typing import Any

from criteria.models import Result
from evidence.papers import rules
from evidence.papers.models import Evidence
from evidence.papers.queries.paper import proof_of
from evidence.papers.services.keeping import check_files_of
from evidence.papers.services.papers import edit_paper
from evidence.papers.services.proving import locked_paper, new_proof
from ntm_project.common.refusals import Refused
from villages.access import Access
from villages.acts import acting
from villages.edit import check_seen
from villages.enums import Ability

Seen = Mapping[int, int]  # paper → the version that the person saw


def mark_papers(*, by: Access, seen: Seen, data: Mapping[str, Any]) -> None:
    """Give the papers one kind, or one day on which they expire."""
    with acting(by, "ghi chung nhiều minh chứng", Ability.ADD_EVIDENCE) as act:
        for pk in sorted(seen):
            edit_paper(by=by, evidence_id=pk, data=data, seen_version=seen[pk], act=act)


def link_papers(*, by: Access, seen: Seen, result: Result) -> None:
    """Record that the papers prove an indicator; those that do already stay as they are."""
    with acting(by, "gắn nhiều minh chứng", Ability.ADD_EVIDENCE) as act:
        adding = 0
        for pk in sorted(seen):
            paper = locked_paper(Evidence(pk=pk))
            check_seen(paper, seen[pk])
            if reason := rules.deny_link(by, paper, result):
                raise Refused(reason)
            if proof_of(paper, result.pk) is None:
                adding += paper.revisions.count()
                check_files_of([result], adding)
                new_proof(by, paper, result)
                act.add(paper, paper.unit, {}, {"result": str(result)})
