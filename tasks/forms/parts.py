"""What the forms of the lists of a plan and of a meeting have in common."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import capfirst

from ntm_project.common.forms import CrispyModelForm
from tasks.models import ListedPart, Meeting, Plan


class PartForm(CrispyModelForm):
    """A row of one of the lists of a plan or a meeting; only some of the forms use the owner."""

    # Laid out by hand, above and below the other fields.
    ABOVE = ("assessment", "criterion", "indicator")
    BELOW = ("deadline_words",)

    def __init__(self, *args: Any, owner: Plan | Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    @property
    def has_criteria(self) -> bool:
        return self.ABOVE[0] in self.fields

    @property
    def has_deadline(self) -> bool:
        return self.BELOW[0] in self.fields

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """The fields that need no layout of their own."""
        return [self[name] for name in self.fields if name not in (*self.ABOVE, *self.BELOW)]


@dataclass(frozen=True)
class PartKind:
    """One list of a plan or a meeting: the word in its address, and the form of its rows."""

    slug: str
    form: type[PartForm]

    @property
    def model(self) -> type[ListedPart]:
        return self.form._meta.model

    @property
    def owner_field(self) -> str:
        return self.model.owner_field

    @property
    def add_name(self) -> str:
        """The name of the address where a row is added."""
        return f"tasks:add_{self.owner_field}_part"

    @property
    def edit_name(self) -> str:
        """The name of the address where a row is edited."""
        return f"tasks:edit_{self.owner_field}_part"

    @property
    def remove_name(self) -> str:
        """The name of the address where a row is removed."""
        return f"tasks:remove_{self.owner_field}_part"

    @property
    def noun(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def title(self) -> str:
        return capfirst(self.noun)


def by_template_name(kinds: Mapping[str, PartKind]) -> dict[str, PartKind]:
    """The lists by the names under which a template reads them: `kinds.noi_nhan`."""
    return {slug.replace("-", "_"): kind for slug, kind in kinds.items()}


def by_slug(*kinds: PartKind) -> dict[str, PartKind]:
    """The lists by the word in their addresses."""
    return {kind.slug: kind for kind in kinds}
