"""A paper (what it is), its revisions (the files), and what it proves."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils import timezone

from criteria.models import Result
from evidence.papers.enums import FileType, PaperKind
from ntm_project.common.addresses import of_row
from ntm_project.common.models import (
    AppendOnlyModel,
    CheckedModel,
    KeyedModel,
    KeyedQuerySet,
    LineField,
    ProseField,
    SearchField,
    VersionedModel,
)
from tasks.models import Task
from villages.models import Body, Official, Scope, Unit, in_scope

EXPIRES_EARLY = "Ngày hết hiệu lực phải bằng hoặc sau ngày văn bản."
PERIOD_OUT_OF_ORDER = "Kỳ số liệu kết thúc phải bằng hoặc sau ngày bắt đầu."

# Of a document issued here the PDF and the Word file come first, then scans of the signed copy.
ISSUED_FILES = 2

models.CharField.register_lookup(Length)


def in_use(papers: str = "") -> Q:
    """The condition that a paper was not withdrawn; `papers` is the lookup to it from another
    model (`evidence__`)."""
    return Q(**{f"{papers}withdrawn_at__isnull": True})


class EvidenceQuerySet(KeyedQuerySet):
    def visible_to(self, access: Scope) -> "EvidenceQuerySet":
        return self.filter(in_scope(access, "unit__path"))

    def in_use(self) -> "EvidenceQuerySet":
        return self.filter(in_use())

    def expiring(self, today: date, last: date) -> "EvidenceQuerySet":
        """Papers whose validity ends between the two days, both included."""
        return self.filter(expires_on__range=(today, last))


def in_force(on: date, papers: str = "") -> Q:
    """The condition that a paper is still valid on the day, its last day included; `papers` is the
    prefix of a lookup that leads to it from another model (`evidence__`)."""
    return Q(**{f"{papers}expires_on": None}) | Q(**{f"{papers}expires_on__gte": on})


class PaperWords(models.Model):
    """What a paper claims to be, in the decree's own data: in the paper, corrected as long as it
    is in use, and in each round to which it was sent."""

    kind = models.CharField(
        "loại minh chứng", max_length=15, choices=PaperKind, default=PaperKind.OTHER
    )
    number = LineField("số, ký hiệu", max_length=60, blank=True, help_text="Ví dụ: 45/BB-UBND.")
    dated_on = models.DateField("ngày chụp hoặc ngày văn bản", null=True, blank=True)
    issuer = LineField("cơ quan ban hành, tác giả", max_length=200, blank=True)
    title = ProseField("chú thích ảnh hoặc trích yếu văn bản", max_length=2_000)
    period_from = models.DateField("số liệu từ ngày", null=True, blank=True)
    period_to = models.DateField("số liệu đến ngày", null=True, blank=True)
    expires_on = models.DateField("hết hiệu lực ngày", null=True, blank=True)
    sheets = models.PositiveSmallIntegerField("số tờ", null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def name(self) -> str:
        """Number and title, as lists show them."""
        return " ".join(filter(None, [self.number, self.title]))[:200]

    def expired_by(self, on: date) -> date | None:
        """The last day of its validity, where that is over by the day: it is not `in_force`."""
        return self.expires_on if self.expires_on and self.expires_on < on else None


def stated_fields(paper: PaperWords) -> dict[str, Any]:
    """What a paper, or a round that froze it, states, by the name of the field."""
    return {field.name: getattr(paper, field.name) for field in PaperWords._meta.fields}


class Evidence(PaperWords, VersionedModel, KeyedModel):
    """A paper; its files are `Revision`s."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="evidence", verbose_name="đơn vị"
    )
    place = LineField("nơi chụp, nơi lập", max_length=200, blank=True)
    note = ProseField("ghi chú", blank=True, max_length=2_000)
    withdrawn_at = models.DateTimeField("thôi dùng lúc", null=True, blank=True)
    # Made and numbered by this program (`evidence.issued`): its words are those of the register.
    is_issued = models.BooleanField("phát hành từ sổ", default=False, editable=False)
    created_at = models.DateTimeField("thêm lúc", default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="người thêm",
    )
    search = SearchField(sources=["title", "number", "issuer"])

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "minh chứng"
        verbose_name_plural = "minh chứng"
        constraints = [
            models.CheckConstraint(
                name="evidence_period_in_order",
                condition=Q(period_to__gte=F("period_from")),
                violation_error_message=PERIOD_OUT_OF_ORDER,
            ),
            models.CheckConstraint(
                name="evidence_expires_after_date",
                condition=Q(expires_on__gte=F("dated_on")),
                violation_error_message=EXPIRES_EARLY,
            ),
        ]
        # The library of a province, counted and newest first, from the index alone.
        indexes = [
            models.Index(
                name="evidence_in_use_by_unit",
                fields=["unit", "-created_at", "-id"],
                condition=Q(withdrawn_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return of_row("evidence:paper", self.pk)

    def file_in_use(self, files: Sequence["Revision"]) -> "Revision":
        """The one of its files, oldest first, that represents it: the newest; for a document issued
        here the PDF as it was issued, whatever was scanned since."""
        return files[0 if self.is_issued else -1]

    def file_to_send(self, files: Sequence["Revision"]) -> "Revision":
        """Which of them goes up as a proof: the newest; of a document issued here the newest scan
        of the signed copy, else its PDF, never the Word file beside it."""
        return files[0] if self.is_issued and not files[-1].is_signed_scan else files[-1]


class Revision(AppendOnlyModel, CheckedModel):
    """One file of a paper, kept for ever as it came (triggers see to it)."""

    evidence = models.ForeignKey(
        Evidence, on_delete=models.PROTECT, related_name="revisions", verbose_name="minh chứng"
    )
    number = models.PositiveSmallIntegerField("lần")
    key = models.CharField("khóa lưu trữ", max_length=100, unique=True)
    name = LineField("tên tệp", max_length=255)
    # As the browser sent it: for tracing a file back to where it came from, never for a header.
    original_name = models.CharField("tên tệp khi gửi", max_length=500, blank=True, default="")
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    # Of the same bytes, so that a ZIP costs no SHA-256 of each file; older files have none.
    crc32 = models.BigIntegerField("CRC-32", null=True, blank=True)
    size = models.PositiveBigIntegerField("dung lượng (byte)")
    file_type = models.CharField("loại tệp", max_length=5, choices=FileType)
    uploaded_at = models.DateTimeField("tải lên lúc", default=timezone.now)
    uploaded_by = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người tải"
    )
    on_behalf_of = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="thay mặt",
    )
    upload_key = models.UUIDField("mã lần gửi", unique=True)

    class Meta:
        verbose_name = "tệp minh chứng"
        verbose_name_plural = "tệp minh chứng"
        constraints = [
            models.UniqueConstraint(name="revision_number_unique", fields=["evidence", "number"]),
            models.CheckConstraint(
                name="revision_has_hash",
                condition=Q(sha256__length=64),
                violation_error_message="Tệp phải có mã băm SHA-256.",
            ),
            models.CheckConstraint(
                name="revision_not_empty",
                condition=Q(size__gt=0),
                violation_error_message="Tệp rỗng không dùng làm minh chứng được.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} (lần {self.number})"

    @property
    def is_signed_scan(self) -> bool:
        """Whether it is a scan beside the files of a document issued here."""
        return self.evidence.is_issued and self.number > ISSUED_FILES

    @property
    def issued_as(self) -> str:
        """What it is among the files of a document issued here; "" for a file of another paper."""
        if not self.evidence.is_issued:
            return ""
        return "Bản quét đã ký" if self.is_signed_scan else "Bản đã phát hành"

    @property
    def register_name(self) -> str:
        """What a register calls it, among the files of one issued paper."""
        return self.issued_as if self.is_signed_scan else self.get_file_type_display()

    @property
    def renamed_from(self) -> str:
        """The name as it was sent, where a person would see that it is another."""
        is_same = unicodedata.normalize("NFC", self.original_name) == self.name
        return "" if is_same else self.original_name


class ProofQuerySet(models.QuerySet["Proof"]):
    def in_use(self) -> "ProofQuerySet":
        """The proofs by papers in use."""
        return self.filter(in_use("evidence__"))


class Proof(VersionedModel, CheckedModel):
    """A paper proves an indicator of an assessment, as a required paper or beside those."""

    evidence = models.ForeignKey(
        Evidence, on_delete=models.PROTECT, related_name="proofs", verbose_name="minh chứng"
    )
    result = models.ForeignKey(
        Result, on_delete=models.PROTECT, related_name="proofs", verbose_name="chỉ tiêu"
    )
    requirement = models.ForeignKey(
        "evidence.Requirement",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proofs",
        verbose_name="là giấy tờ nào theo yêu cầu",
    )
    place = LineField(
        "vị trí trong văn bản",
        max_length=100,
        blank=True,
        help_text="Ví dụ: trang 3, biểu 2. Để trống khi cả văn bản là minh chứng.",
    )
    created_at = models.DateTimeField("gắn lúc", default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="người gắn",
    )

    objects = ProofQuerySet.as_manager()

    class Meta:
        verbose_name = "minh chứng của chỉ tiêu"
        verbose_name_plural = "minh chứng của chỉ tiêu"
        constraints = [
            models.UniqueConstraint(
                name="proof_unique",
                fields=["evidence", "result"],
                violation_error_message="Minh chứng này đã gắn với chỉ tiêu.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.evidence} → {self.result.indicator.code}"

    @property
    def audit_row(self) -> Evidence:
        """A link is recorded in the trail of its paper."""
        return self.evidence

    @property
    def audit_unit(self) -> Unit:
        return self.result.assessment.unit


class TaskEvidence(models.Model):
    """A paper is the result of a task."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="task_evidence")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="task_evidence")

    class Meta:
        verbose_name = "minh chứng của nhiệm vụ"
        verbose_name_plural = "minh chứng của nhiệm vụ"
        constraints = [
            models.UniqueConstraint(name="task_evidence_unique", fields=["task", "evidence"])
        ]

    def __str__(self) -> str:
        return f"{self.evidence} → {self.task}"
