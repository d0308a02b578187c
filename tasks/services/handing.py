"""Replaces assignees of many tasks at once, each task with its own audit event."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Prefetch

from ntm_project.common.refusals import Refused
from tasks import rules
from tasks.models import Assignment, Task
from tasks.models.assignments import once_each
from tasks.services.again import assignees_with
from tasks.services.assignees import set_assignees_of
from tasks.services.notices import members_of_bodies, new_task_message, people_named
from villages.access import Access
from villages.bulk import RowChange, batches, change_rows
from villages.edit import Stale
from villages.enums import Ability
from villages.models import Official, Posting
from villages.services import notify_each
from villages.titles import is_same_title


@dataclass(frozen=True)
class Turn:
    """Which rows of a task are left, and who comes in their place: an official, or a post."""

    is_left: Callable[[Assignment], bool]
    to: Official | str


Turns = Mapping[int, Sequence[Turn]]  # by task


def hand_over_tasks(
    *, by: Access, official: Official, given: Sequence[tuple[Assignment, Official | str]]
) -> None:
    """Put others in the place of the official: in each part of a task the one named for it.

    `Stale` where by now a task is given to others.
    """
    turns: dict[int, list[Turn]] = {}
    for row, to in given:
        turns.setdefault(row.task_id, []).append(Turn(_place_of(official, row.kind), to))
    done = replace_assignees(
        by=by,
        turns=turns,
        action="phân công nhiệm vụ",
        ability=Ability.MANAGE_TASK,
        reason=f"Bàn giao việc của {official}.",
        deny=rules.deny_manage_task,
    )
    if done < len(turns):
        raise Stale(None)


def _place_of(official: Official, kind: str) -> Callable[[Assignment], bool]:
    return lambda one: one.kind == kind and one.official_id == official.pk


def give_to_holder(*, by: Access, posting: Posting, tasks: Sequence[int]) -> int:
    """Put whoever took the post in the place of its title; in how many of the tasks."""
    turn = Turn(lambda one: is_same_title(one.role_words, posting.title), posting.official)
    return replace_assignees(
        by=by,
        turns={key: [turn] for key in tasks},
        action="giao việc theo chức vụ",
        ability=Ability.EDIT_POSTINGS,
        reason=f"{posting.official} nhận chức vụ {posting.title}.",
    )


def replace_assignees(
    *,
    by: Access,
    turns: Turns,
    action: str,
    ability: Ability,
    reason: str,
    deny: Callable[[Access, Task], str] = lambda by, task: "",
) -> int:
    """All of it or nothing; in how many tasks somebody was replaced. Each records its own event,
    and whoever is new in a task is notified of it."""
    done = 0
    with transaction.atomic():
        for keys in batches(sorted(turns)):
            tasks = _held(keys)
            # The rule of one task looks at its unit alone: once for each.
            for task in {task.unit_id: task for task in tasks}.values():
                if refusal := deny(by, task):
                    raise Refused(refusal)
            after = {task.pk: _after(task, turns[task.pk]) for task in tasks}
            moved = [task for task in tasks if _words(after[task.pk]) != _words(_present(task))]
            changes = [_change(task, after[task.pk]) for task in moved]
            change_rows(by=by, changes=changes, action=action, ability=ability, reason=reason)
            _notify(by, moved, after)
            set_assignees_of([(task, after[task.pk]) for task in moved])
            done += len(moved)
    return done


def _change(task: Task, after: Sequence[Assignment]) -> RowChange[Task]:
    return RowChange(task, {}, {"assignees": (_words(_present(task)), _words(after))})


def _held(keys: Sequence[int]) -> list[Task]:
    """The open ones of the tasks, held until the transaction ends, with whom each is given to."""
    rows = Task.objects.open().filter(pk__in=keys).select_related("unit", "plan__unit")
    given = Assignment.objects.select_related("official", "body").order_by("order", "pk")
    held = rows.select_for_update(of=("self",), no_key=True).order_by("pk")
    return list(held.prefetch_related(Prefetch("assignments", given)))


def _present(task: Task) -> list[Assignment]:
    return list(task.assignments.all())


def _after(task: Task, turns: Sequence[Turn]) -> list[Assignment]:
    rows = _present(task)
    for turn in turns:
        rows = assignees_with(rows, turn.is_left, turn.to)
    return once_each(rows)


def _words(rows: Sequence[Assignment]) -> list[str]:
    return [row.in_words for row in rows]


def _notify(by: Access, tasks: Sequence[Task], after: Mapping[int, Sequence[Assignment]]) -> None:
    rows = [row for task in tasks for row in (*_present(task), *after[task.pk])]
    members = members_of_bodies((row.body_id for row in rows), by.on)
    notify_each(
        by,
        [
            new_task_message(
                task,
                people_named(after[task.pk], members) - people_named(_present(task), members),
            )
            for task in tasks
        ],
    )
