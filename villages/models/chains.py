"""The audit trail as chains of hashes: what was written can be shown to be unchanged."""

from django.db import models

from ntm_project.common.models import AppendOnlyModel


class AuditLink(AppendOnlyModel):
    """One event in its chain; the hash covers the event and the hash before it.

    Holds no foreign key: an event that somebody takes away leaves its link behind, and is missed.
    """

    chain = models.BigIntegerField("chuỗi")
    sequence = models.BigIntegerField("số thứ tự")
    event_id = models.BigIntegerField("mã dấu vết", unique=True)
    linked_at = models.DateTimeField("nối lúc")
    hash = models.CharField("mã băm", max_length=64)

    class Meta:
        verbose_name = "mắt xích dấu vết"
        verbose_name_plural = "mắt xích dấu vết"
        constraints = [
            models.UniqueConstraint(name="audit_link_place", fields=["chain", "sequence"]),
        ]

    def __str__(self) -> str:
        return f"{self.chain}:{self.sequence}:{self.hash}"


class AuditHead(models.Model):
    """The last link of a chain; whoever adds one holds this row."""

    chain = models.BigIntegerField("chuỗi", primary_key=True)
    sequence = models.BigIntegerField("số thứ tự", default=0)
    hash = models.CharField("mã băm", max_length=64, blank=True)

    class Meta:
        verbose_name = "đầu chuỗi dấu vết"
        verbose_name_plural = "đầu chuỗi dấu vết"

    def __str__(self) -> str:
        return f"{self.chain}:{self.sequence}:{self.hash}"
