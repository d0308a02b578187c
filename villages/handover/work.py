"""Kinds of open work of an official, which the apps above register in `ready()`.

`HISTORY` names every other foreign key to an official: what was done, or is one's own. A test
holds that each key is in one of the two, so that a new kind of work cannot be forgotten.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from villages.access import Access
from villages.models import Official, Posting, Unit

Given = Sequence[tuple[Any, "Official | str"]]  # rows, each with who takes it


@dataclass(frozen=True)
class OpenWork:
    """Rows that wait for an official, by the foreign key that names them.

    `find` gives those that the access may give to somebody else; `give` does it to many, by the
    rules of the row's own service. `take_up` where a post can hold the row while nobody holds the
    post: then `to` may be its title, and `take_up` gives such rows to who comes to hold it.
    `left_in` gives those who have such rows of a unit and hold no post there (`left`: how many).
    """

    slug: str
    label: str
    key: str  # "tasks.Assignment.official"
    find: Callable[[Access, Official], "QuerySet[Any]"]
    words: Callable[[Any], str]
    unit: Callable[[Any], Unit]
    give: Callable[[Access, Official, Given], None]
    take_up: Callable[[Access, Posting], int] | None = None
    left_in: "Callable[[Unit, date], QuerySet[Official]] | None" = None

    @property
    def takes_post(self) -> bool:
        return self.take_up is not None


def one_by_one(
    give: Callable[[Access, Official, Any, "Official | str"], None],
) -> Callable[[Access, Official, Given], None]:
    """For a kind of which nobody has thousands."""

    def give_each(by: Access, official: Official, given: Given) -> None:
        for row, to in given:
            give(by, official, row, to)

    return give_each


_KINDS: dict[str, OpenWork] = {}


def register(*kinds: OpenWork) -> None:
    for kind in kinds:
        _KINDS[kind.slug] = kind


def work_kinds() -> list[OpenWork]:
    return list(_KINDS.values())


# By which it follows who holds a post.
_OF_POST = frozenset({"unit", "title", "starts_on", "ends_on"})


def take_up(by: Access, posting: Posting, changed: Collection[str] = _OF_POST) -> None:
    """What waits at the post goes to who holds it, now that those fields of a posting changed."""
    for kind in work_kinds():
        if kind.take_up is not None and not _OF_POST.isdisjoint(changed):
            kind.take_up(by, posting)


# Who did something, signed in, or keeps something for oneself: it stays with the person.
HISTORY = frozenset(
    {
        "villages.Posting.official",
        # Of some days: it ends by itself, and the work stays with whoever is away.
        "villages.Delegation.official",
        "villages.PasswordLink.official",
        "villages.PasswordLink.made_by",
        "villages.RecoveryCode.official",
        "villages.Notice.recipient",
        "villages.NoticeChoice.official",
        "villages.OnlineSession.official",
        "villages.SignInCount.official",
        "villages.SavedView.owner",
        "villages.ImportRun.official",
        "admin.LogEntry.user",
        "otp_totp.TOTPDevice.user",
        "criteria.Recognition.entered_by",
        "criteria.Recognition.answered_by",
        "tasks.Task.reported_by",
        "tasks.TaskReport.by",
        # Of one day, changed on the meeting's own page until it is closed.
        "tasks.Meeting.chaired_by",
        "tasks.Meeting.secretary",
        "tasks.Meeting.closed_by",
        "tasks.Attendance.official",
        "tasks.Waiver.waived_by",
        "evidence.TextDraft.official",
        "evidence.Evidence.created_by",
        "evidence.Revision.uploaded_by",
        "evidence.Proof.created_by",
        "evidence.IssuedDocument.issued_by",
        "evidence.Preparation.checked_by",
        "evidence.Preparation.signatory",
        "evidence.Preparation.signed_by",
        "evidence.Submission.submitted_by",
        "evidence.Submission.decided_by",
        "evidence.Doubt.by",
        "evidence.Intake.by",
        # A round waits at a step for whoever holds its post: the next one reads these too.
        "evidence.DraftVerdict.by",
        "evidence.Verdict.by",
    }
)
