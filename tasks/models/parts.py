"""What the rows of the lists of a plan and of a meeting have in common."""

from typing import Any, ClassVar

from django.db import models

from ntm_project.common.models import VersionedModel
from villages.models import Unit


class ListedPart(VersionedModel):
    """A row of one of the lists of a plan or a meeting, in the order in which they print."""

    owner_field: ClassVar[str]  # the foreign key to what it is a part of: `plan` or `meeting`

    order = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        abstract = True

    @property
    def owner(self) -> Any:
        """The plan or meeting that it is a part of."""
        return getattr(self, self.owner_field)

    @property
    def audit_unit(self) -> Unit:
        """The unit under which its events are kept."""
        unit: Unit = self.owner.unit
        return unit
