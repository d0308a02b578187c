"""What the review of the half above has to do with papers: who else may read a file, and what may
not be taken off.

Papers know no round: the half above registers itself here at the start (`evidence.apps`).
"""

from typing import Protocol

from django.db.models import Q

from criteria.models import Assessment
from evidence.papers.models import Evidence
from villages.access import Access


class Holder(Protocol):
    """What froze papers as they were sent."""

    def readable(self, access: Access) -> Q:
        """The revisions that a person may read beyond those of the units in scope."""

    def reasons(self, evidence: Evidence) -> dict[int, str]:
        """Key of each result from which the paper cannot be taken now → why, the weightiest reason
        first; key 0 for what holds the paper whatever it proves."""

    def corrected_since(self, assessment: Assessment) -> dict[int, str]:
        """Key of each paper of the assessment → what was corrected in it since it was sent."""


_holders: list[Holder] = []


def register(holder: Holder) -> None:
    if holder not in _holders:
        _holders.append(holder)


def readable_elsewhere(access: Access) -> Q:
    """The revisions that a person may read although their papers lie out of scope."""
    found = Q(pk__in=[])
    for holder in _holders:
        found |= holder.readable(access)
    return found


def held_results(evidence: Evidence) -> dict[int, str]:
    """Key of each result from which the paper cannot be taken now → the reason as a sentence; the
    first also gives why the paper cannot be withdrawn."""
    return {pk: why for holder in _holders for pk, why in holder.reasons(evidence).items()}


def corrected_since(assessment: Assessment) -> dict[int, str]:
    """Key of each paper of the assessment → what was corrected in it since it was sent."""
    return {pk: words for h in _holders for pk, words in h.corrected_since(assessment).items()}


def why_held(evidence: Evidence) -> str:
    """The sentence on why the paper cannot be withdrawn; "" where nothing holds it."""
    return next(iter(held_results(evidence).values()), "")
