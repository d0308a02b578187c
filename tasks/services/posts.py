"""Gives the tasks that wait at a post to the person who comes to hold it alone."""

from ntm_project.common.refusals import Refused
from tasks.queries.posts import holder_of, turned_by, waiting_at
from tasks.services.handing import give_to_holder
from villages.access import Access
from villages.models import Posting
from villages.rules import deny_edit_postings


def take_post(*, by: Access, posting: Posting) -> int:
    """Give what waits at the post to who alone holds it now, as part of giving, ending or
    correcting the posting; how many.

    Each task records its own event, with the post as its reason.
    """
    if reason := deny_edit_postings(by, posting.unit):
        raise Refused(reason)
    holder = holder_of(posting, by.on)
    if holder is None:
        return 0
    keys = list(waiting_at(holder).values_list("pk", flat=True))
    return give_to_holder(by=by, posting=holder, tasks=keys)


def take_turned_posts(*, by: Access) -> int:
    """The same for postings whose first or last day has come, given or ended ahead of it; how many
    tasks."""
    return sum(take_post(by=by, posting=posting) for posting in turned_by(by.on))
