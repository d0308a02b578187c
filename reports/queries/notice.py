"""What the notice of a review's result says, read once."""

from collections import Counter
from dataclasses import dataclass

from evidence.models import Submission
from evidence.review.enums import VerdictKind
from evidence.review.services import ItemRow, items_for_submitter


@dataclass(frozen=True)
class NoticeRows:
    """A decided round with its lines; every line has the verdict that was sent."""

    submission: Submission
    items: list[ItemRow]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """`(Đạt, 12)` for each kind of verdict, in the order in which they are told."""
        found = Counter(item.verdict.kind for item in self.items if item.verdict)
        return [(kind.label, found[kind.value]) for kind in VerdictKind]

    @property
    def negative(self) -> list[ItemRow]:
        """The lines that were not accepted."""
        return [i for i in self.items if i.verdict and i.verdict.kind != VerdictKind.MET]


def notice_rows(submission: Submission) -> NoticeRows:
    """The rows of a decided round; the drafts of no round are asked for."""
    return NoticeRows(submission, items_for_submitter(submission))
