"""A document on its way, the issued one with its number, and how an agency numbers."""

import secrets
from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from evidence.issued.enums import DocumentState
from evidence.papers.models import Evidence
from ntm_project.common.dates import format_day
from ntm_project.common.models import (
    AppendOnlyModel,
    KeyedModel,
    KeyedQuerySet,
    LineField,
    ProseField,
    SearchField,
    VersionedModel,
)
from villages.models import Official, Scope, Unit, in_scope

NUMBER_TAKEN = "Số này đã cấp cho văn bản khác."
MOST_NUMBER = 99_999  # of a document within a year


def new_token() -> str:
    """A new random token of 128 bits, in letters that an address may hold."""
    return secrets.token_urlsafe(16)


def full_number(number: int, series: str) -> str:
    """`05/KH-UBND`: two digits at least (decree 30, annex I)."""
    return f"{number:02d}/{series}"


def relation_words(is_amendment: bool) -> str:
    """What a further paper does to the one before it, as it states so."""
    return "sửa đổi, bổ sung" if is_amendment else "thay thế"


class IssuedDocumentQuerySet(KeyedQuerySet):
    def visible_to(self, access: Scope) -> "IssuedDocumentQuerySet":
        return self.filter(in_scope(access, "unit__path"))

    def for_register(self) -> "IssuedDocumentQuerySet":
        """With what a line of the register names, newest first."""
        rows = self.select_related("unit", "issued_by", "replaces", "paper").with_later()
        return rows.prefetch_related("paper__revisions").order_by("-issued_on", "-number", "-pk")

    def with_later(self) -> "IssuedDocumentQuerySet":
        """With what later replaced or amended each, and what it amends."""
        return self.prefetch_related("replaced_by", "replaces__replaced_by")

    def not_recalled(self) -> "IssuedDocumentQuerySet":
        return self.filter(paper__withdrawn_at__isnull=True)

    def in_force(self) -> "IssuedDocumentQuerySet":
        """Neither recalled nor replaced; an amendment goes with what it amends, either way."""
        replacing = IssuedDocument.objects.filter(is_amendment=False)
        of_amended = replacing.filter(replaces=OuterRef("replaces"))
        replaced = Exists(replacing.filter(replaces=OuterRef("pk")))
        of_recalled = Q(is_amendment=True, replaces__paper__withdrawn_at__isnull=False)
        rows = self.not_recalled().exclude(replaced).exclude(of_recalled)
        return rows.exclude(Q(Exists(of_amended), is_amendment=True))


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
    # As its text names them, for the register; unknown of what was issued before this was kept.
    sent_to = ProseField("nơi nhận", max_length=4_000, default="", db_default="", blank=True)
    kept_by = ProseField("nơi giữ bản lưu", max_length=500, default="", db_default="", blank=True)
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
        verbose_name="văn bản trước được thay thế hoặc sửa đổi",
    )
    # Whether it amends the earlier one, which goes on to hold; else it stands in its place.
    is_amendment = models.BooleanField(
        "sửa đổi, bổ sung văn bản trước", default=False, db_default=False
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
    # The number once more where one series serves all types of the committee's own: no two bear it.
    common_number = models.PositiveIntegerField("số trong dãy chung", null=True, editable=False)
    # In the address of the page that shows whether a paper is this one; older documents have none.
    token = models.CharField("mã kiểm tra", max_length=40, null=True, editable=False)
    search = SearchField(sources=["series", "type_name", "title", "signatory", "sent_to"])

    objects = IssuedDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản đã phát hành"
        verbose_name_plural = "văn bản đã phát hành"
        indexes = [models.Index(fields=["kind", "row_key"], name="issued_of_row")]
        constraints = [
            models.UniqueConstraint(
                name="issued_number_once",
                fields=["unit", "year", "series", "number"],
                violation_error_message=NUMBER_TAKEN,
            ),
            models.UniqueConstraint(
                name="issued_common_number_once",
                fields=["unit", "year", "common_number"],
                violation_error_message=NUMBER_TAKEN,
            ),
            models.UniqueConstraint(
                name="issued_token_once",
                fields=["token"],
                violation_error_message="Mã kiểm tra đã dùng; hãy phát hành lại.",
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
        return full_number(self.number, self.series)

    @property
    def relation(self) -> str:
        """What it does to the earlier document: `thay thế` or `sửa đổi, bổ sung`."""
        return relation_words(self.is_amendment)

    @property
    def recalled_on(self) -> date | None:
        """The day on which the clerk recorded that it was recalled (thu hồi)."""
        moment = self.paper.withdrawn_at
        return timezone.localdate(moment) if moment else None

    @property
    def replacements(self) -> "list[IssuedDocument]":
        """Which replace it, as `with_later` fetched them."""
        later = [*self.replaced_by.all()]
        if self.is_amendment and self.replaces:
            later += self.replaces.replaced_by.all()
        return [one for one in later if not one.is_amendment]

    @property
    def amendments(self) -> "list[IssuedDocument]":
        """Which amended it, as `with_later` fetched them."""
        return [one for one in self.replaced_by.all() if one.is_amendment]


class Preparation(KeyedModel, VersionedModel):
    """One document on its way: who checked it, who signed it and as what, until it is issued.

    No row yet is a draft. What was checked is known by the digest of its content; content that
    differs from it is a draft again (`rules.standing`).
    """

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="preparations", verbose_name="đơn vị"
    )
    kind = LineField("loại", max_length=40)
    row_key = models.PositiveBigIntegerField("mã nguồn")
    title = ProseField("văn bản", max_length=2_000)
    state = models.CharField(
        "trạng thái", max_length=10, choices=DocumentState, default=DocumentState.DRAFT
    )
    digest = models.CharField("mã nội dung", max_length=64, blank=True)
    checked_by = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người kiểm tra",
    )
    checked_at = models.DateTimeField("kiểm tra lúc", null=True, blank=True)
    signed_on = models.DateField("ngày ký", null=True, blank=True)
    signatory = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người ký",
    )
    signatory_name = LineField("họ tên người ký", max_length=200, blank=True)
    authority = ProseField("quyền hạn, chức vụ ký", max_length=500, blank=True)
    office_below = LineField("chức vụ dưới chữ ký", max_length=200, blank=True)
    # What stood above the text on the day it was signed: a later print has the same.
    head = models.JSONField("phần đầu văn bản", default=dict, blank=True, editable=False)
    # What a further paper does to the one that was issued before.
    is_amendment = models.BooleanField(
        "sửa đổi, bổ sung văn bản trước", default=False, db_default=False
    )
    signed_by = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người ghi nhận chữ ký",
    )
    signed_at = models.DateTimeField("ghi nhận chữ ký lúc", null=True, blank=True)
    issued = models.OneToOneField(
        IssuedDocument,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="preparation",
        verbose_name="văn bản đã phát hành",
    )

    class Meta:
        verbose_name = "văn bản đang trình"
        verbose_name_plural = "văn bản đang trình"
        constraints = [
            models.UniqueConstraint(
                name="preparation_one_under_way",
                fields=["kind", "row_key"],
                condition=Q(issued__isnull=True),
                violation_error_message="Văn bản này đang được trình; hãy tải lại trang.",
            ),
            models.CheckConstraint(
                name="preparation_state_has_its_facts",
                condition=Q(state=DocumentState.DRAFT, issued__isnull=True)
                | (
                    Q(state=DocumentState.CHECKED, checked_at__isnull=False, issued__isnull=True)
                    & ~Q(digest="")
                )
                | Q(
                    state=DocumentState.SIGNED,
                    checked_at__isnull=False,
                    signed_on__isnull=False,
                    issued__isnull=True,
                )
                | Q(
                    state=DocumentState.ISSUED,
                    signed_on__isnull=False,
                    issued__isnull=False,
                ),
                violation_error_message="Văn bản thiếu thông tin của bước này.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CheckedText(models.Model):
    """The words of a document as they were checked, so that it is issued in them whatever the
    program would print today; they count for the check of their `digest` alone.

    `program` found last that the record still reads so, when the trail stood at `mark`; `reads` is
    the digest of what that program prints, which differs where it words something otherwise. A
    later program goes on from there (`reports.kept`, ADR 15).
    """

    preparation = models.OneToOneField(
        Preparation,
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="checked_text",
        verbose_name="văn bản đang trình",
    )
    digest = models.CharField("mã nội dung", max_length=64, blank=True)
    text = models.TextField("nội dung đã kiểm tra", blank=True)
    reads = models.CharField("mã nội dung nay in", max_length=64, blank=True)
    program = models.CharField("mã chương trình", max_length=64, blank=True)
    mark = models.JSONField("mốc dữ liệu", default=dict, blank=True)
    confirmed_at = models.DateTimeField("đối chiếu lúc", default=timezone.now, db_index=True)

    class Meta:
        verbose_name = "nội dung đã kiểm tra"
        verbose_name_plural = "nội dung đã kiểm tra"

    def __str__(self) -> str:
        return str(self.preparation)


class RegisterSettings(KeyedModel, VersionedModel):
    """How an agency numbers what it issues (decree 30, article 15: its head sets the series)."""

    unit = models.OneToOneField(
        Unit, on_delete=models.PROTECT, related_name="register_settings", verbose_name="đơn vị"
    )
    is_one_series = models.BooleanField(
        "Một dãy số chung cho mọi loại văn bản",
        default=False,
        help_text="Để trống: mỗi loại văn bản (ký hiệu) có dãy số riêng. Ban Chỉ đạo, Ban Quản lý "
        "ban hành văn bản thì luôn lấy số riêng theo ký hiệu của mình.",
    )
    first_number = models.PositiveIntegerField(
        "Số bắt đầu",
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_NUMBER)],
        help_text="Số tiếp theo của sổ giấy khi bắt đầu dùng chương trình giữa năm.",
    )
    first_year = models.PositiveSmallIntegerField(
        "Áp dụng cho năm",
        null=True,
        blank=True,
        validators=[MinValueValidator(2000), MaxValueValidator(2100)],
        help_text="Năm có số bắt đầu ấy; các năm khác bắt đầu từ 01.",
    )
    letter_field = LineField(
        "Lĩnh vực trong ký hiệu công văn",
        max_length=20,
        default="",
        db_default="",
        blank=True,
        validators=[RegexValidator(r"^[A-ZĐ]+\Z", "Chỉ gồm chữ in hoa, viết liền, ví dụ KT.")],
        help_text="Chữ viết tắt đơn vị soạn thảo hoặc lĩnh vực: KT thành UBND-KT. Để trống: NN.",
    )
    has_code = models.BooleanField(
        "In mã QR kiểm tra ở chân mỗi trang",
        default=False,
        help_text="Ai quét mã cũng xem được số, ngày, cơ quan, mã băm của văn bản; không gì khác.",
    )

    class Meta:
        verbose_name = "thiết lập sổ văn bản đi"
        verbose_name_plural = "thiết lập sổ văn bản đi"

    def __str__(self) -> str:
        return f"Sổ văn bản đi của {self.unit}"

    def first_of(self, year: int) -> int:
        """The first number of a series in the year."""
        return self.first_number if self.first_year == year else 1
