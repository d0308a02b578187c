"""The other letters of a week to the same assignee, which hold the same list."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse

from evidence.issued.enums import DocumentState
from evidence.issued.models import IssuedDocument, Preparation
from ntm_project.common.dates import format_day
from tasks.models import Task
from tasks.models.tasks import TaskQuerySet
from villages.viewing import paper_day

SLUG = "reminder"
ON_THEIR_WAY = (DocumentState.CHECKED, DocumentState.SIGNED)
_A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class OtherLetters:
    """What was issued to the assignee by another task within a week, and what is on its way."""

    issued: tuple[IssuedDocument, ...]
    on_their_way: tuple[Preparation, ...]

    def doubts(self, assignee: str) -> tuple[str, ...]:
        """Sentences where the letter repeats another without mentioning it."""
        repeated = tuple(
            f"Công văn số {one.full_number} ngày {format_day(one.issued_on)} đã đôn đốc {assignee} "
            "chưa quá một tuần; thư này nêu lại các nhiệm vụ quá hạn mà không nhắc đến công văn ấy."
            for one in self.issued
        )
        if not self.on_their_way:
            return repeated
        return (
            *repeated,
            f"Một thư khác đôn đốc {assignee} đã kiểm tra hoặc đã ký, chưa phát hành; mỗi thư nêu "
            "mọi nhiệm vụ quá hạn của người nhận, nên chỉ phát hành một.",
        )

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """Links to the issued letters, and to the tasks whose letters are on their way."""
        papers = ((str(one), reverse("evidence:paper", args=[one.paper_id])) for one in self.issued)
        tasks = (
            (f"Thư khác: {one.title}", reverse("tasks:task", args=[one.row_key]))
            for one in self.on_their_way
        )
        return (*papers, *tasks)


def other_letters(task: Task, led: TaskQuerySet) -> OtherLetters:
    """The letters of the past week by other tasks that the assignee of this one leads. The week
    ends today whatever day the letter counts to: it is issued today or later."""
    mine = {"kind": SLUG, "row_key__in": led.exclude(pk=task.pk).values("pk")}
    rows = IssuedDocument.objects.not_recalled()
    issued = rows.filter(**mine, issued_on__gt=paper_day() - _A_WEEK)
    under_way = Preparation.objects.filter(**mine, state__in=ON_THEIR_WAY)
    return OtherLetters(tuple(issued.order_by("pk")), tuple(under_way.order_by("pk")))
