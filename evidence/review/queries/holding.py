"""What rounds hold of the papers that they froze: who may read them, how long they are held, and
what was corrected in them since."""

from django.db.models import Exists, OuterRef, Q

from evidence.papers.models import Evidence
from evidence.review.enums import SubmissionState
from evidence.review.models import Ground, Submission, SubmittedPaper
from evidence.review.queries.as_sent import corrected_since
from villages.access import Access

GROUND = "Minh chứng này là căn cứ của một quyết định công nhận nên không thôi dùng được."
# The weightier first.
REASONS = {
    SubmissionState.SENT: (
        "Minh chứng này nằm trong hồ sơ đã gửi, đang chờ thẩm tra. Hãy rút hồ sơ hoặc chờ kết luận."
    ),
    SubmissionState.APPROVED: (
        "Minh chứng này nằm trong hồ sơ đã thông qua. Muốn gỡ thì phải mở lại hồ sơ."
    ),
}


def readable(access: Access) -> Q:
    """The files frozen in a round that one submitted or reviews."""
    rounds = Submission.objects.visible_to(access)
    frozen = SubmittedPaper.objects.filter(revision=OuterRef("pk"), item__submission__in=rounds)
    return Q(Exists(frozen))


def reasons(evidence: Evidence) -> dict[int, str]:
    """Key of each result for which the paper was sent in a round that waits or was approved → why
    it cannot be taken off; under 0 why it cannot be withdrawn whatever it proves."""
    papers = SubmittedPaper.objects.filter(
        evidence=evidence, item__submission__state__in=list(REASONS)
    )
    rows = set(papers.values_list("item__result", "item__submission__state"))
    held: dict[int, str] = {}
    if Ground.objects.filter(revision__evidence=evidence).exists():
        held[0] = GROUND
    for state, sentence in REASONS.items():
        for result, found in sorted(rows):
            if found == state:
                held.setdefault(result, sentence)
    return held


__all__ = ["corrected_since", "readable", "reasons"]
