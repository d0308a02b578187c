"""The authored texts of documents, by kind, row and block; no floor below knows these kinds."""

from django.db import models
from django.utils import timezone

from ntm_project.common.models import LineField, ProseField, VersionedModel
from tasks.models.plans import LINES_HELP
from villages.models import Official, Scope, Unit, in_scope

MOST_TEXT = 20_000  # characters of one block


class OfBlock(VersionedModel):
    """Belongs to one block of a kind of document, each known by the slug that `reports` gives."""

    kind = LineField("loại văn bản", max_length=40, editable=False)
    block = LineField("mã đoạn", max_length=40, editable=False)

    class Meta:
        abstract = True


class AuthoredText(OfBlock):
    """What somebody wrote of one block of one document; an empty one leaves the block out.

    `title` names the block in the trail, as it was named when it was first written.
    """

    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        editable=False,
        related_name="authored_texts",
        verbose_name="đơn vị",
    )
    # The key of the row of which the document is made.
    row_key = models.PositiveBigIntegerField("mã nguồn", editable=False)
    title = LineField("đoạn", max_length=200, editable=False)
    text = ProseField("nội dung", max_length=MOST_TEXT, blank=True, help_text=LINES_HELP)

    class Meta:
        verbose_name = "lời văn của văn bản"
        verbose_name_plural = "lời văn của văn bản"
        indexes = [models.Index(fields=["unit", "kind", "block"], name="authored_of_unit")]
        constraints = [
            models.UniqueConstraint(
                name="authored_text_once",
                fields=["kind", "row_key", "block"],
                violation_error_message="Đoạn này đã có nội dung.",
            )
        ]

    def __str__(self) -> str:
        return self.title


class DocumentFacts(VersionedModel):
    """What somebody filled into the blanks of one document that no other row of the record has.

    `facts` are the values by the slugs by which the top floor knows the blanks, as its form has
    read them; a blank that nobody filled is not among them. `title` names the document in the
    trail, as it was named when its blanks were first filled.
    """

    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        editable=False,
        related_name="document_facts",
        verbose_name="đơn vị",
    )
    kind = LineField("loại văn bản", max_length=40, editable=False)
    # The key of the row of which the document is made.
    row_key = models.PositiveBigIntegerField("mã nguồn", editable=False)
    title = LineField("văn bản", max_length=200, editable=False)
    facts = models.JSONField("chỗ đã điền", default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = "chỗ đã điền của văn bản"
        verbose_name_plural = "chỗ đã điền của văn bản"
        indexes = [models.Index(fields=["unit", "kind"], name="facts_of_unit")]
        constraints = [
            models.UniqueConstraint(
                name="document_facts_once",
                fields=["kind", "row_key"],
                violation_error_message="Các chỗ trống của văn bản này đã có người điền.",
            )
        ]

    def __str__(self) -> str:
        return self.title


class DefaultTextQuerySet(models.QuerySet["DefaultText"]):
    def visible_to(self, access: Scope) -> "DefaultTextQuerySet":
        return self.filter(in_scope(access, "unit__path"))


class DefaultText(OfBlock):
    """With what a block begins in every document of its kind that the unit issues."""

    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        editable=False,
        related_name="default_texts",
        verbose_name="đơn vị",
    )
    title = LineField("đoạn", max_length=200, editable=False)
    text = ProseField("lời mặc định", max_length=MOST_TEXT, blank=True, help_text=LINES_HELP)

    objects = DefaultTextQuerySet.as_manager()

    class Meta:
        verbose_name = "lời mặc định của văn bản"
        verbose_name_plural = "lời mặc định của văn bản"
        constraints = [
            models.UniqueConstraint(
                name="default_text_once",
                fields=["unit", "kind", "block"],
                violation_error_message="Đoạn này đã có lời mặc định.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.unit.title_name}"


class TextDraft(OfBlock):
    """What one person is writing and has not saved: nobody else reads it, no paper prints it.

    `seen_version` is that of the text from which it was begun, with which it will be saved.
    """

    official = models.ForeignKey(
        Official, on_delete=models.CASCADE, editable=False, related_name="+", verbose_name="của"
    )
    row_key = models.PositiveBigIntegerField("mã nguồn", editable=False)
    text = ProseField("nội dung", max_length=MOST_TEXT, blank=True)
    seen_version = models.PositiveIntegerField("viết trên phiên bản", default=0)
    saved_at = models.DateTimeField("giữ lúc", default=timezone.now)

    class Meta:
        verbose_name = "bản nháp"
        verbose_name_plural = "bản nháp"
        constraints = [
            models.UniqueConstraint(
                name="text_draft_once", fields=["official", "kind", "row_key", "block"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.block}"


class ReferenceFileQuerySet(models.QuerySet["ReferenceFile"]):
    def visible_to(self, access: Scope) -> "ReferenceFileQuerySet":
        return self.filter(in_scope(access, "unit__path"))


class ReferenceFile(VersionedModel):
    """The unit's own Word file, whose styles its papers take; kept are the styles' names and
    measures alone (`evidence.papers.files.word_styles`), nothing of the file itself."""

    unit = models.OneToOneField(
        Unit,
        on_delete=models.PROTECT,
        editable=False,
        related_name="reference_file",
        verbose_name="đơn vị",
    )
    name = LineField("tệp mẫu", max_length=300)
    sha256 = models.CharField("SHA-256", max_length=64)
    styles = models.JSONField("kiểu chữ", default=list, editable=False)

    objects = ReferenceFileQuerySet.as_manager()

    class Meta:
        verbose_name = "mẫu Word của đơn vị"
        verbose_name_plural = "mẫu Word của đơn vị"

    def __str__(self) -> str:
        return f"{self.name}, {self.unit.title_name}"
