"""What a recognition rests on beside the standing: each ground with its paper, or without."""

from django.db import models
from django.db.models import F, Q

from criteria.models import Recognition
from criteria.models.levels import NEGATIVE
from evidence.papers.models.papers import Revision
from evidence.review.enums import Answer, GroundKind
from ntm_project.common.blanks import UNRECORDED
from ntm_project.common.dates import format_day
from ntm_project.common.models import AppendOnlyModel, CheckedModel, LineField, ProseField
from ntm_project.common.numbers import format_decimal
from ntm_project.common.text import clean_line
from villages.models.units import ENDS_EARLY


class Ground(AppendOnlyModel, CheckedModel):
    """One ground of a recognition as it was entered, kept for ever. Empty means that nobody knows:
    a ground without a paper shows “chưa có”, and nothing is put in its place. What is learnt later
    is a row with the next number: what stood before and what came to it."""

    recognition = models.ForeignKey(
        Recognition, on_delete=models.PROTECT, related_name="grounds", verbose_name="công nhận"
    )
    kind = models.CharField("căn cứ", max_length=15, choices=GroundKind)
    number = models.PositiveSmallIntegerField("lần ghi", default=1)
    # The file itself, not the paper: what follows it later changes nothing here.
    revision = models.ForeignKey(
        Revision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="grounds",
        verbose_name="giấy tờ",
    )
    paper_words = LineField("giấy tờ như khi ghi", max_length=200, blank=True, default="")
    answer = models.CharField("trả lời", max_length=3, choices=Answer, blank=True)
    figure = models.DecimalField("số liệu", max_digits=18, decimal_places=2, null=True, blank=True)
    day = models.DateField("ngày", null=True, blank=True)
    until = models.DateField("đến ngày", null=True, blank=True)
    times = models.PositiveSmallIntegerField("số lần phát thanh", null=True, blank=True)
    note = ProseField("ghi chú", blank=True, max_length=2_000)

    class Meta:
        verbose_name = "căn cứ công nhận"
        verbose_name_plural = "căn cứ công nhận"
        constraints = [
            models.UniqueConstraint(
                name="ground_unique_per_recognition", fields=["recognition", "kind", "number"]
            ),
            models.CheckConstraint(
                name="ground_days_in_order",
                condition=Q(until__gte=F("day")),
                violation_error_message=ENDS_EARLY,
            ),
            models.CheckConstraint(
                name="ground_figure_not_negative",
                condition=Q(figure__gte=0),
                violation_error_message=NEGATIVE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.words}"

    @property
    def present_paper(self) -> str:
        """How its paper is called now, where that is no longer what was entered; else ""."""
        present = clean_line(self.revision.evidence.name) if self.revision else ""
        return "" if present == self.paper_words else present

    @property
    def words(self) -> str:
        """What is known of it, without its paper: `92%; ngày 15/8/2024`; “chưa ghi” when nothing
        is."""
        parts = [
            ANSWERS.get((self.kind, self.answer), ""),
            self._figure_words,
            self._day_words,
            f"phát thanh {self.times} lần" if self.times is not None else "",
        ]
        return "; ".join(part for part in parts if part) or UNRECORDED

    @property
    def _figure_words(self) -> str:
        if self.figure is None:
            return ""
        number = format_decimal(self.figure)
        if self.kind == GroundKind.SATISFACTION:
            return f"{number}% hài lòng"
        return f"nợ {number} triệu đồng" if self.figure else "không còn nợ đọng"

    @property
    def _day_words(self) -> str:
        if self.day and self.until:
            return f"từ ngày {format_day(self.day)} đến ngày {format_day(self.until)}"
        if self.until:
            return f"đến ngày {format_day(self.until)}"
        return f"ngày {format_day(self.day)}" if self.day else ""


ANSWERS: dict[tuple[str, str], str] = {
    (GroundKind.SECURITY, Answer.YES): "bảo đảm an ninh, trật tự",
    (GroundKind.SECURITY, Answer.NO): "phức tạp về an ninh, trật tự",
    (GroundKind.FRONT, Answer.YES): "nhất trí đề nghị công nhận",
    (GroundKind.FRONT, Answer.NO): "không nhất trí",
}
