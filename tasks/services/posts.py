"""A task that waits at a post goes to the next holder of the post."""

from django.db import transaction

from ntm_project.common.views import Refused
from tasks.models import Task
from tasks.queries.posts import begun_by, waiting_at
from tasks.services.again import assignees_with
from tasks.services.notices import assigned_people, notify_new_task
from tasks.services.tasks import set_assignees
from villages.access import Access
from villages.edit import editing
from villages.enums import Ability
from villages.models import Posting
from villages.rules import deny_appoint


def take_post(*, by: Access, posting: Posting) -> int:
    """Give what waits at the post to whoever took it, as part of giving the posting; how many.

    Each task records its own event, with the post as its reason.
    """
    if reason := deny_appoint(by, posting.official, posting.unit):
        raise Refused(reason)
    with transaction.atomic():
        keys = list(waiting_at(posting, by.on).values_list("pk", flat=True))
        for key in keys:
            _take(by, key, posting)
    return len(keys)


def _take(by: Access, key: int, posting: Posting) -> None:
    with editing(
        by=by,
        rows=Task.objects.select_related("unit", "plan__unit"),
        pk=key,
        action="giao việc theo chức vụ",
        ability=Ability.EDIT_POSTINGS,
        reason=f"{posting.official} nhận chức vụ {posting.title}.",
    ) as edit:
        present = edit.row.assignments.select_related("official", "body").order_by("order", "pk")
        old, knew = [row.in_words for row in present], assigned_people(present, by.on)
        after = assignees_with(
            edit.row, lambda one: one.role_words == posting.title, posting.official
        )
        edit.note("assignees", old, [row.in_words for row in after])
        set_assignees(edit.row, after)
        notify_new_task(by, edit.row, assigned_people(after, by.on) - knew)


def take_begun_posts(*, by: Access) -> int:
    """The same for postings given ahead of their first day, once that has come; how many tasks."""
    return sum(take_post(by=by, posting=posting) for posting in begun_by(by.on))
