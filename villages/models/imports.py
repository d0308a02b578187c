"""Imports of lists from Excel: the run with what it read and did, its file, the columns known."""

from django.db import models
from django.utils import timezone

from ntm_project.common.models import AppendOnlyModel, LineField
from villages.models.people import Official
from villages.models.scope import Scope
from villages.models.units import Unit


class ImportState(models.TextChoices):
    """How far an import is."""

    MATCHING = "matching", "ghép cột"
    CHECKING = "checking", "đang đọc thử"
    CHECKED = "checked", "xem trước"
    WRITING = "writing", "đang ghi"
    DONE = "done", "đã ghi"
    CANCELLED = "cancelled", "đã hủy"
    FAILED = "failed", "không đọc được"


WORKING = (ImportState.CHECKING, ImportState.WRITING)


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def of(self, access: Scope) -> "ImportRunQuerySet":
        """One's own: nobody reads or confirms what another tries."""
        return self.filter(official=access.official, official__isnull=False)


class ImportRun(models.Model):
    """One file that somebody imports into one list: what was chosen, seen and done.

    `head_row` is where somebody saw the head begin (0: where the program does), `columns` names the
    field of each column of the table ("" for none), `confirmed` the question on a row (by its
    number) that whoever imports has answered with yes. `outcome` is what the trial found, as the
    page shows it, and `seen` the digest of all that it would write: only that is ever written.
    """

    official = models.ForeignKey(
        Official, on_delete=models.PROTECT, related_name="+", verbose_name="người nhập"
    )
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="đơn vị",
    )
    kind = LineField("loại danh sách", max_length=40)
    place_key = models.PositiveBigIntegerField("mã nơi nhập")
    name = LineField("tên tệp", max_length=300)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField("dung lượng")
    sheet = LineField("trang", max_length=200, blank=True)
    head_row = models.PositiveSmallIntegerField("dòng tên cột đã chọn", default=0, db_default=0)
    columns = models.JSONField("ghép cột", default=list, blank=True)
    confirmed = models.JSONField("số đã xác nhận", default=dict, db_default={}, blank=True)
    skips_refused = models.BooleanField("bỏ qua dòng bị từ chối", default=False)
    state = models.CharField(
        "tình trạng", max_length=12, choices=ImportState, default=ImportState.MATCHING
    )
    outcome = models.JSONField("kết quả đọc thử", default=dict, blank=True)
    seen = models.CharField("dấu của bản xem trước", max_length=64, blank=True)
    job = models.UUIDField("việc của tiến trình", null=True, blank=True)
    created_at = models.DateTimeField("lúc chọn tệp", default=timezone.now)
    ended_at = models.DateTimeField("lúc xong", null=True, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = "lần nhập từ Excel"
        verbose_name_plural = "lần nhập từ Excel"
        indexes = [models.Index(fields=["official", "kind", "place_key"], name="import_run_of")]
        constraints = [
            models.CheckConstraint(
                name="import_run_ended_has_time",
                condition=models.Q(state__in=["done", "cancelled"], ended_at__isnull=False)
                | ~models.Q(state__in=["done", "cancelled"]),
                violation_error_message="Lần nhập đã xong phải ghi lúc xong.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_working(self) -> bool:
        return self.state in WORKING


class ImportFile(AppendOnlyModel):
    """The file of an import as it came, kept with the row that names it."""

    run = models.OneToOneField(
        ImportRun, on_delete=models.PROTECT, related_name="file", verbose_name="lần nhập"
    )
    content = models.BinaryField("nội dung")

    class Meta:
        verbose_name = "tệp nhập từ Excel"
        verbose_name_plural = "tệp nhập từ Excel"

    def __str__(self) -> str:
        return str(self.run)


class ColumnChoice(models.Model):
    """Which field a heading is in a unit's files of one kind, as somebody matched it by hand."""

    unit = models.ForeignKey(
        Unit,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="đơn vị",
    )
    kind = LineField("loại danh sách", max_length=40)
    heading = LineField("tên cột trong tệp", max_length=300)
    field = LineField("nội dung", max_length=60, blank=True)

    class Meta:
        verbose_name = "cách ghép cột"
        verbose_name_plural = "cách ghép cột"
        constraints = [
            models.UniqueConstraint(
                name="column_choice_once",
                fields=["unit", "kind", "heading"],
                violation_error_message="Cột này đã được ghép.",
            ),
            models.UniqueConstraint(
                name="column_choice_once_of_all",
                fields=["kind", "heading"],
                condition=models.Q(unit__isnull=True),
                violation_error_message="Cột này đã được ghép.",
            ),
        ]

    def __str__(self) -> str:
        return self.heading
