"""Taking over into a new plan what an earlier one holds: only what was ticked, in one act."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.db.models import Model
from django.utils import timezone

from ntm_project.common.models import after_last, clean_and_save
from ntm_project.common.refusals import Refused
from tasks import rules
from tasks.models import Plan, PlanText, Supervision, Target, Task
from tasks.queries.copying import CopyOffer, moved_years, offers, ticked
from tasks.services.again import assignees_again, fields_again
from tasks.services.notices import assigned_people, notify_new_task
from tasks.services.plans import locked_plan
from villages.access import Access
from villages.acts import Act, acting
from villages.edit import create_row, editing, set_fields
from villages.enums import Ability
from villages.models import Posting


def copy_plan(
    *,
    by: Access,
    plan_id: int,
    source: Plan,
    chosen: Mapping[str, Collection[str]],
    moves_years: bool = False,
) -> dict[str, int]:
    """Copy the rows ticked, each with where it came from; how many of each group.

    Nothing of that year comes along by itself: deadlines are left blank, or moved by the years
    between the plans when that was confirmed. Rows entered in the plan since are left alone.
    """
    with acting(by, "chép kế hoạch năm trước", Ability.EDIT_PLAN) as act:
        plan = locked_plan(by, plan_id)
        if reason := rules.deny_copy(plan, source):
            raise Refused(reason)
        copying = _Copying(by, plan, source, moves_years, act)
        found = offers(by, plan, source)
        counts = {}
        for name, one in copying.groups().items():
            taken = ticked(found.get(name, []), chosen.get(name, ()))
            counts[name] = len(taken)
            for offer in taken:
                one(offer)
    return counts


class _Copying:
    """How a row of each group comes into the new plan."""

    def __init__(self, by: Access, plan: Plan, source: Plan, moves: bool, act: Act) -> None:
        self.by, self.plan, self.source, self.act = by, plan, source, act
        self.years = plan.year - source.year if moves else None
        held = Posting.objects.open_on(by.on).filter(unit__path__below=plan.unit.path)
        self.serving = set(held.values_list("official", flat=True))

    def groups(self) -> dict[str, Callable[[CopyOffer], None]]:
        return {
            "texts": self._text,
            "targets": self._target,
            "recipients": self._line,
            "reporting_duties": self._line,
            "leaders": self._leader,
            "tasks": self._task,
        }

    def _deadline(self, words: str) -> str:
        return "" if self.years is None else moved_years(words, self.years)

    def _keep(self, row: Model, parts: Mapping[str, Any] | None = None) -> None:
        unit, action = self.plan.unit, self.act.action
        create_row(by=self.by, row=row, action=action, unit=unit, parts=parts, act=self.act)

    def _text(self, offer: CopyOffer) -> None:
        """Into the empty section; one that was emptied again is a row already."""
        values = {"text": offer.row.text, "copied_from": self.source}
        row = self.plan.texts.filter(section=offer.row.section).first()
        if row is None:
            self._keep(PlanText(plan=self.plan, section=offer.row.section, **values))
            return
        rows = PlanText.objects.select_related("plan__unit")
        with editing(by=self.by, rows=rows, pk=row.pk, action=self.act.action) as edit:
            edit.act = self.act
            set_fields(edit.row, values)

    def _line(self, offer: CopyOffer, **fields: Any) -> None:
        """The same row at the end of its list."""
        kind = type(offer.row)
        mine = kind._default_manager.filter(plan=self.plan)
        kept = {
            f.attname: f.value_from_object(offer.row)
            for f in kind._meta.concrete_fields
            if f.editable and f.name not in {"id", "plan", "order", "version", "deadline_words"}
        }
        row = kind(
            plan=self.plan, order=after_last(mine), copied_from=self.source, **(kept | fields)
        )
        self._keep(row)

    def _target(self, offer: CopyOffer) -> None:
        old: Target = offer.row
        assert offer.to is not None
        words = self._deadline(old.deadline_words)
        self._line(offer, assessment_id=offer.to.pk, deadline_words=words)

    def _leader(self, offer: CopyOffer) -> None:
        old: Supervision = offer.row
        row = Supervision(
            assessment=offer.to,
            criterion=old.criterion,
            official=old.official,
            copied_from=old.assessment,
        )
        self._keep(row)

    def _task(self, offer: CopyOffer) -> None:
        """The same work, not begun; whoever no longer serves here is left out."""
        old: Task = offer.row
        row = Task(
            plan=self.plan,
            section=old.section,
            order=old.order,
            added_at=timezone.now(),
            deadline_words=self._deadline(old.deadline_words),
            **fields_again(old, offer.to),
        )
        given = [
            one
            for one in assignees_again(old)
            if one.official_id is None or one.official_id in self.serving
        ]
        self._keep(row, {"assignees": [a.in_words for a in given]})
        for order, assignment in enumerate(given):
            assignment.task, assignment.order = row, order
            clean_and_save(assignment)
        notify_new_task(self.by, row, assigned_people(given, self.by.on))
