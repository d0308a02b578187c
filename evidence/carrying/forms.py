"""Where each open task of the older assessment goes on."""

from collections.abc import Sequence
from typing import Any

from django import forms

from criteria.mapping.queries import Destination, Destinations
from criteria.models import Assessment
from ntm_project.common.forms import CrispyForm
from tasks.models import Task

EVERY = [
    ("", "Như chọn ở từng việc"),
    ("1", "Chuyển mọi việc mà bảng chỉ về một chỗ, trừ việc đã chọn nơi khác"),
]
STAYS = ("", "Để ở đánh giá cũ")


class TakeOverForm(CrispyForm, forms.Form):
    """One choice for each open task: where it goes by the mapping, or that it stays.

    A task of a plan of an earlier year stays unless somebody chooses: closing that year carries
    it over.
    """

    def __init__(
        self,
        *args: Any,
        assessment: Assessment,
        tasks: Sequence[Task],
        places: Destinations,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offered: dict[int, dict[str, Destination]] = {}
        self.by_rule: dict[int, Destination] = {}
        if tasks:
            self.fields["every"] = forms.ChoiceField(
                label="Chọn chung cho các việc", choices=EVERY, required=False
            )
        for task in tasks:
            found = places.of(task.criterion_id, task.indicator_id)
            by_rule = places.rule_for(task.criterion_id, task.indicator_id)
            if by_rule is not None:
                self.by_rule[task.pk] = by_rule
            is_now = by_rule is not None and task.plan.year >= assessment.year
            self.offered[task.pk] = {place.key: place for place in found}
            self.fields[f"t{task.pk}"] = forms.ChoiceField(
                label=f"{task.unit.title_name}: {task.text}",
                choices=[STAYS, *((place.key, place.words) for place in found)],
                initial=by_rule.key if by_rule and is_now else "",
                required=False,
                help_text=f"Đang thuộc {_where(task)}, {task.plan}.",
            )

    def choices(self) -> dict[int, Destination]:
        """Task → where it goes, of those that do not stay."""
        chosen = {pk: self.cleaned_data[f"t{pk}"] for pk in self.offered}
        every = self.by_rule if self.cleaned_data.get("every") else {}
        return every | {pk: self.offered[pk][key] for pk, key in chosen.items() if key}


def _where(task: Task) -> str:
    if task.indicator:
        return f"{task.indicator.code}"
    return f"tiêu chí {task.criterion.number}" if task.criterion else "cả đánh giá"
