"""What is left of a round without a draft: what may be noted "đạt" in one go, and what may not."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from evidence.papers.models import Requirement
from evidence.review import rules
from evidence.review.models import Submission, SubmittedItem, SubmittedPaper
from evidence.review.queries.chain import doubted_results
from evidence.review.queries.items import items_in_order
from evidence.review.queries.own import own_part
from ntm_project.common.refusals import Refused
from villages.access import Access


@dataclass(frozen=True)
class Unmarked:
    """The items without a draft: those that may be noted "đạt" in one go, and those to be judged
    one by one, each with the reason."""

    ready: list[SubmittedItem]
    rest: list[tuple[SubmittedItem, str]]


def codes_of(submission: Submission) -> dict[int, str]:
    """The code of each item's indicator, by the item's key."""
    return dict(submission.items.values_list("pk", "result__indicator__code"))


def unmarked_items(by: Access, submission: Submission) -> Unmarked:
    """The items without a draft, as this reviewer may judge them; `Refused` for anybody else."""
    own = own_part(by, submission)
    if reason := rules.deny_review(by, submission, own):
        raise Refused(reason)
    items = list(items_in_order(submission).filter(draft__isnull=True))
    missing, doubted = _missing_papers(items, submission.submitted_at), doubted_results(submission)
    found = Unmarked([], [])
    for item in items:
        reason = rules.deny_judge(item, own) or rules.deny_met_unread(
            item, missing=missing[item.pk], is_doubted=item.result_id in doubted
        )
        if reason:
            found.rest.append((item, reason))
        else:
            found.ready.append(item)
    return found


def _missing_papers(items: Sequence[SubmittedItem], sent_at: datetime) -> dict[int, list[str]]:
    """Item → the mandatory papers of its indicator that it lacks, though due. Three queries."""
    indicators = (item.result.indicator for item in items)
    required = Requirement.objects.by_indicator({i.pk: i.parent_id for i in indicators})
    sent = SubmittedPaper.objects.filter(item__in=[item.pk for item in items]).values_list(
        "item_id", "requirement_id"
    )
    have: dict[int, set[int | None]] = defaultdict(set)
    for item_id, requirement_id in sent:
        have[item_id].add(requirement_id)
    return {
        item.pk: [
            str(r)
            for r in required[item.result.indicator_id]
            if r.is_mandatory and r.pk not in have[item.pk] and r.was_there_at(sent_at)
        ]
        for item in items
    }
