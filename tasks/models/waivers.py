"""What a check found and a person answered with “biết rồi, vì …”."""

from django.db import models
from django.db.models.functions import Length

from ntm_project.common.models import ProseField, VersionedModel
from villages.models import Official, Scope, Unit, in_scope

models.CharField.register_lookup(Length)


class WaiverQuerySet(models.QuerySet["Waiver"]):
    def visible_to(self, access: Scope) -> "WaiverQuerySet":
        return self.filter(in_scope(access, "unit__path"))


class Waiver(VersionedModel):
    """One finding that needs no mending. It is known by the fingerprint of its facts: as soon as
    one of them changes, the finding is another and is listed again."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="waivers", verbose_name="đơn vị"
    )
    check_slug = models.CharField("mục rà soát", max_length=60)
    fingerprint = models.CharField("dấu của phát hiện", max_length=64)
    text = ProseField("phát hiện", max_length=2000)
    reason = ProseField("lý do", max_length=1000)
    waived_on = models.DateField("ngày ghi")
    waived_by = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người ghi",
    )

    objects = WaiverQuerySet.as_manager()

    class Meta:
        verbose_name = "phát hiện đã biết"
        verbose_name_plural = "phát hiện đã biết"
        constraints = [
            models.UniqueConstraint(
                name="waiver_unique_finding",
                fields=["unit", "fingerprint"],
                violation_error_message="Phát hiện này đã được ghi là đã biết.",
            ),
            models.CheckConstraint(
                name="waiver_has_reason",
                condition=~models.Q(reason=""),
                violation_error_message="Phải ghi lý do.",
            ),
            models.CheckConstraint(
                name="waiver_has_fingerprint",
                condition=models.Q(fingerprint__length=64),
                violation_error_message="Phát hiện này không có trong danh sách rà soát.",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:100]
