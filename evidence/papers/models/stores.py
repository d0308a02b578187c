"""What ties the database to the store of files that is its own."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone

ONLY = 1


class StoreMark(models.Model):
    """The one mark of the store that belongs to this database; the store carries it too."""

    only = models.PositiveSmallIntegerField("số", primary_key=True, default=ONLY)
    store_id = models.UUIDField("mã kho tệp", default=uuid4)
    made_at = models.DateTimeField("đặt lúc", default=timezone.now)
    older_since = models.DateTimeField("thấy sổ cũ hơn kho tệp từ lúc", null=True, blank=True)

    class Meta:
        verbose_name = "dấu của kho tệp"
        verbose_name_plural = "dấu của kho tệp"
        constraints = [
            models.CheckConstraint(
                name="store_mark_is_one",
                condition=Q(only=ONLY),
                violation_error_message="Mỗi sổ chỉ có một kho tệp.",
            )
        ]

    def __str__(self) -> str:
        return str(self.store_id)
