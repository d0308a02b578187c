"""Changes many tasks at once: each by the rules of one, recorded as one act."""

from collections.abc import Mapping

from tasks.enums import TRANSITIONS
from tasks.models import Assignment, Task
from tasks.models.assignments import once_each
from tasks.services.again import anew
from tasks.services.notices import remind
from tasks.services.tasks import assign, edit_task, move_task
from villages.access import Access
from villages.acts import acting
from villages.enums import Ability

Seen = Mapping[int, int]  # task → the version that the person saw


def _rows(seen: Seen) -> list[Task]:
    rows = Task.objects.filter(pk__in=seen).select_related("unit")
    return list(rows.with_assignments().order_by("pk"))


def assign_many(*, by: Access, seen: Seen, lead: Assignment) -> None:
    """Let one person or body lead the tasks; who supports them stays."""
    with acting(by, "giao nhiều nhiệm vụ", Ability.MANAGE_TASK) as act:
        for task in _rows(seen):
            rows = once_each(anew((lead, *task.supports)))
            assign(by=by, task_id=task.pk, assignees=rows, seen_version=seen[task.pk], act=act)


def move_deadlines(*, by: Access, seen: Seen, words: str, reason: str) -> None:
    """Give the tasks one deadline, in words, for one reason."""
    with acting(by, "đổi hạn nhiều nhiệm vụ", Ability.MANAGE_TASK, reason) as act:
        for pk in sorted(seen):
            fields = {"deadline_words": words}
            edit_task(by=by, task_id=pk, fields=fields, seen_version=seen[pk], act=act)


def move_many(
    *, by: Access, seen: Seen, transition_name: str, reason: str = "", result: str = ""
) -> None:
    """Take the tasks along one path."""
    transition = TRANSITIONS[transition_name]
    with acting(
        by, f"{transition.label.lower()} nhiều nhiệm vụ"[:40], transition.ability, reason
    ) as act:
        for pk in sorted(seen):
            move_task(
                by=by,
                task_id=pk,
                transition_name=transition_name,
                seen_version=seen[pk],
                reason=reason,
                result=result,
                act=act,
            )


def remind_many(*, by: Access, seen: Seen) -> None:
    """Remind whoever the tasks are given to now, and record it once.

    No version is compared: nothing of a task is written, and who has it now is who must hear.
    """
    with acting(by, "nhắc nhiều nhiệm vụ", Ability.MANAGE_TASK) as act:
        remind(by=by, tasks=_rows(seen), act=act)
