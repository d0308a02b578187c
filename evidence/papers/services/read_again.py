"""Letting a file that was too heavy be read once more."""

from django.db import transaction

from evidence.papers import notes, rules
from evidence.papers.models import Revision
from ntm_project.common.refusals import Refused
from villages.access import Access
from villages.audit import record
from villages.enums import Ability


def read_again(*, by: Access, revision: Revision) -> int:
    """Forget what was too heavy about the file; how many jobs are tried again."""
    paper = revision.evidence
    if reason := rules.deny_change(by, paper):
        raise Refused(reason)
    with transaction.atomic():
        forgotten = notes.forget(revision.sha256)
        if forgotten:
            record(
                by,
                "cho đọc lại tệp",
                paper,
                unit=paper.unit,
                ability=Ability.ADD_EVIDENCE,
                reason=revision.name,
            )
    return forgotten
