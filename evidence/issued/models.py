"""One issued document: its number, and the paper whose files are what was issued."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from evidence.papers.models import Evidence
from ntm_project.common.dates import format_day
from ntm_project.common.models import (
    AppendOnlyModel,
    KeyedModel,
    KeyedQuerySet,
    LineField,
    ProseField,
    SearchField,
)
from villages.models import Official, Scope, Unit, in_scope


class IssuedDocumentQuerySet(KeyedQuerySet):
    def visible_to(self, access: Scope) -> "IssuedDocumentQuerySet":
        return self.filter(in_scope(access, "unit__path"))

    def for_register(self) -> "IssuedDocumentQuerySet":
        """With what a line of the register names, newest first."""
        rows = self.select_related("unit", "issued_by", "replaces")
        return rows.prefetch_related("paper__revisions").order_by("-issued_on", "-number", "-pk")


class IssuedDocument(AppendOnlyModel, KeyedModel):
    """A document as it was issued (decree 30/2020/NĐ-CP, articles 14 to 18); never changed again.

    A number is given once to an agency, in a series (its symbol) and a year. Its files are the
    first two of `paper`; a scan of the signed copy may follow as a further one.
    """

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="issued", verbose_name="đơn vị"
    )
    # Of which row it was made: the slug of a kind of document, and the key of its row.
    kind = LineField("loại", max_length=40)
    row_key = models.PositiveBigIntegerField("mã nguồn")
    series = LineField("ký hiệu", max_length=40)
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveIntegerField("số")
    issued_on = models.DateField("ngày ban hành")
    type_name = LineField("tên loại", max_length=60)
    title = ProseField("trích yếu", max_length=2_000)
    signatory = LineField("người ký", max_length=200, blank=True)
    paper = models.OneToOneField(
        Evidence, on_delete=models.PROTECT, related_name="issued", verbose_name="tệp đã phát hành"
    )
    # Where the chain of audit events stood: what the record held when this was made.
    head = models.CharField("mốc dữ liệu", max_length=120, blank=True)
    replaces = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name="thay thế văn bản",
    )
    issued_at = models.DateTimeField("phát hành lúc", default=timezone.now, editable=False)
    issued_by = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="người phát hành",
    )
    search = SearchField(sources=["series", "type_name", "title", "signatory"])

    objects = IssuedDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản đã phát hành"
        verbose_name_plural = "văn bản đã phát hành"
        indexes = [models.Index(fields=["kind", "row_key"], name="issued_of_row")]
        constraints = [
            models.UniqueConstraint(
                name="issued_number_once",
                fields=["unit", "year", "series", "number"],
                violation_error_message="Số này đã cấp cho văn bản khác.",
            ),
            models.CheckConstraint(
                name="issued_number_from_one",
                condition=Q(number__gte=1),
                violation_error_message="Số văn bản bắt đầu từ 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type_name} số {self.full_number} ngày {format_day(self.issued_on)}"

    @property
    def full_number(self) -> str:
        """`05/KH-UBND`: two digits at least (decree 30, annex I)."""
        return f"{self.number:02d}/{self.series}"
