"""Where the open tasks of the older assessment go on."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from criteria.mapping.queries import Destination, Destinations
from criteria.models import Assessment
from ntm_project.common.choosing import Chooser
from ntm_project.common.forms import CrispyForm
from tasks.forms.year_end import single_name, single_words
from tasks.models import Task

EVERY = [
    ("", "Như chọn ở dưới"),
    ("1", "Chuyển mọi việc mà bảng chỉ về một chỗ, trừ việc đã chọn nơi khác"),
]
STAYS = "Để ở đánh giá cũ"
ALONE = [("", "Như chọn chung ở trên"), ("-", STAYS)]  # for a single task


@dataclass
class TaskGroup:
    """The tasks of one plan that belong to one place of the old set, so can go to the same ones."""

    first: Task
    where: str
    offered: dict[str, Destination]
    by_rule: Destination | None
    tasks: list[Task] = field(default_factory=list)

    @property
    def label(self) -> str:
        return f"{len(self.tasks)} việc thuộc {self.where}, {self.first.plan}"

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(place.key, place.words) for place in self.offered.values()]


class TakeOverForm(CrispyForm, forms.Form):
    """One choice for all tasks of one place of the old set: where they go by the mapping, or that
    they stay; and another for a single task, of which a page is shown.

    A task of a plan of an earlier year stays unless somebody chooses: closing that year carries
    it over.
    """

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        assessment: Assessment,
        source: Assessment,
        tasks: Sequence[Task],
        places: Destinations,
    ) -> None:
        super().__init__(data)
        self.groups: dict[str, TaskGroup] = {}
        self.noun = source.criteria_set.noun
        chooser = Chooser("tasks", data or QueryDict())
        self.singles = chooser.singles(tasks, name=single_name, words=single_words)
        if tasks:
            self.fields["every"] = forms.ChoiceField(
                label="Chọn chung cho mọi việc", choices=EVERY, required=False
            )
        for task in tasks:
            self._together(task, places).tasks.append(task)
        for key, group in self.groups.items():
            is_now = group.first.plan.year >= assessment.year
            self.fields[f"n{key}"] = forms.ChoiceField(
                label=group.label,
                choices=[("", STAYS), *group.choices],
                initial=group.by_rule.key if group.by_rule and is_now else "",
                required=False,
            )
        for task in self.singles.shown:
            self.fields[single_name(task)] = forms.ChoiceField(
                label=single_words(task),
                choices=[*ALONE, *self.groups[_key(task)].choices],
                required=False,
                help_text=f"Đang thuộc {self.groups[_key(task)].where}, {task.plan}.",
            )

    def _together(self, task: Task, places: Destinations) -> TaskGroup:
        key = _key(task)
        if key not in self.groups:
            at = (task.criterion_id, task.indicator_id)
            offered = {place.key: place for place in places.of(*at)}
            where = self._where(task)
            self.groups[key] = TaskGroup(task, where, offered, places.rule_for(*at))
        return self.groups[key]

    def _where(self, task: Task) -> str:
        """The place in the old set, in its word: `chỉ tiêu 13.2`."""
        if task.indicator:
            return f"{self.noun} {task.indicator.code}"
        return f"tiêu chí {task.criterion.number}" if task.criterion else "cả đánh giá"

    @property
    def group_fields(self) -> list[BoundField]:
        return [self[f"n{key}"] for key in self.groups]

    @property
    def single_fields(self) -> list[BoundField]:
        return [self[single_name(task)] for task in self.singles.shown]

    def choices(self) -> dict[int, Destination]:
        """Task → where it goes, of those that do not stay."""
        typed, found = self.cleaned_data, dict[int, Destination]()
        for key, group in self.groups.items():
            whole = group.offered.get(typed[f"n{key}"])
            if whole is None and typed["every"]:
                whole = group.by_rule
            for task in group.tasks:
                alone = typed.get(single_name(task), "")
                place = group.offered.get(alone) if alone else whole
                if place is not None:
                    found[task.pk] = place
        return found


def _key(task: Task) -> str:
    return f"{task.criterion_id or 0}-{task.indicator_id or 0}-{task.plan_id}"
