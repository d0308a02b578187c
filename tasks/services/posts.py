"""A task that waits at a post goes to the next holder of the post."""

from ntm_project.common.views import Refused
from tasks.queries.posts import begun_by, waiting_at
from tasks.services.handing import give_to_holder
from villages.access import Access
from villages.models import Posting
from villages.rules import deny_appoint


def take_post(*, by: Access, posting: Posting) -> int:
    """Give what waits at the post to whoever took it, as part of giving the posting; how many.

    Each task records its own event, with the post as its reason.
    """
    if reason := deny_appoint(by, posting.official, posting.unit):
        raise Refused(reason)
    keys = list(waiting_at(posting, by.on).values_list("pk", flat=True))
    return give_to_holder(by=by, posting=posting, tasks=keys)


def take_begun_posts(*, by: Access) -> int:
    """The same for postings given ahead of their first day, once that has come; how many tasks."""
    return sum(take_post(by=by, posting=posting) for posting in begun_by(by.on))
