"""Meetings of a committee: who came, what was on the agenda, what was concluded and proposed."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ntm_project.common.addresses import of_row
from ntm_project.common.dates import format_day
from ntm_project.common.deadlines import parse_deadline
from ntm_project.common.models import (
    AppendOnlyModel,
    CheckedModel,
    ClosableModel,
    KeyedModel,
    KeyedQuerySet,
    LineField,
    ProseField,
    SearchField,
    VersionedModel,
)
from tasks.enums import AgendaKind, Honoured, MeetingRhythm
from tasks.models.parts import ListedPart
from tasks.models.tasks import Task
from villages.models import AuditEvent, Body, Official, Scope, Unit, in_scope

WITHDRAWN = "rút kết luận "  # with its number: what the trail has of one that was withdrawn

REASON_OF_PRESENT = "Lý do vắng chỉ ghi cho người vắng mặt."


def _person(words: str) -> "models.ForeignKey[Official | None, Official | None]":
    return models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=words,
    )


class MeetingQuerySet(KeyedQuerySet):
    def visible_to(self, access: Scope) -> "MeetingQuerySet":
        return self.filter(in_scope(access, "unit__path"))

    def for_page(self) -> "MeetingQuerySet":
        """With all that its pages and papers name of it."""
        return self.select_related("unit__parent", "body", "chaired_by", "secretary", "closed_by")

    def with_withdrawn(self) -> "MeetingQuerySet":
        """Each with `has_withdrawn`: whether a conclusion of it ever was withdrawn."""
        events = AuditEvent.objects.filter(
            object_type=self.model._meta.label_lower,
            object_id=models.OuterRef("pk"),
            action__startswith=WITHDRAWN,
        )
        return self.annotate(has_withdrawn=models.Exists(events))


class Meeting(KeyedModel, VersionedModel, ClosableModel):
    """One meeting of a steering committee: called, held, and closed for ever."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="meetings", verbose_name="đơn vị"
    )
    held_on = models.DateField("ngày họp")
    start_time = models.TimeField("giờ bắt đầu", null=True, blank=True)
    end_time = models.TimeField("giờ kết thúc", null=True, blank=True)
    rhythm = models.CharField(
        "kỳ họp", max_length=10, choices=MeetingRhythm, default=MeetingRhythm.MONTHLY
    )
    name = LineField("tên cuộc họp", max_length=200)
    place = LineField("địa điểm", max_length=200, blank=True)
    body = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name="ban, tổ chức họp",
        help_text="Thành viên của ban này là danh sách để điểm danh.",
    )
    chaired_by = _person("chủ trì")
    secretary = _person("thư ký")
    guests = ProseField(
        "khách mời",
        max_length=2000,
        blank=True,
        help_text="Mỗi dòng một người hoặc một cơ quan ngoài danh sách thành viên.",
    )
    summary = ProseField("đánh giá chung", blank=True)
    authority = ProseField(
        "quyền hạn ký",
        max_length=300,
        blank=True,
        help_text="Mỗi dòng một dòng in. Để trống thì in theo chức vụ của người chủ trì.",
    )
    recipients = ProseField(
        "nơi nhận thông báo kết luận",
        max_length=2000,
        blank=True,
        help_text="Mỗi dòng một nơi nhận. Để trống thì gửi Đảng ủy, HĐND, thành viên dự họp, các "
        "đơn vị bên dưới (thôn, tổ dân phố hoặc xã), lưu văn thư.",
    )
    closed_at = models.DateTimeField("kết thúc lúc", null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="người kết thúc",
    )
    search = SearchField(sources=["name", "place", "summary"])

    # Whether a conclusion ever was withdrawn; where no page has looked, it may have been.
    has_withdrawn: bool = True

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "giao ban"
        verbose_name_plural = "giao ban"
        constraints = [
            models.UniqueConstraint(
                name="meeting_unique_name_per_day",
                fields=["unit", "held_on", "name"],
                violation_error_message="Cuộc họp này đã được ghi.",
            ),
            models.CheckConstraint(
                name="meeting_times_in_order",
                condition=Q(end_time__gt=F("start_time")),
                violation_error_message="Giờ kết thúc phải sau giờ bắt đầu.",
            ),
            models.CheckConstraint(
                name="meeting_chair_is_not_secretary",
                condition=~Q(secretary=F("chaired_by")),
                violation_error_message="Chủ trì và thư ký phải là hai người.",
            ),
            models.CheckConstraint(
                name="meeting_closed_by_with_moment",
                condition=Q(closed_by__isnull=True) | Q(closed_at__isnull=False),
                violation_error_message="Người kết thúc cuộc họp chỉ ghi cùng lúc kết thúc.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {format_day(self.held_on)}"

    def get_absolute_url(self) -> str:
        return of_row("tasks:meeting", self.pk)

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def year(self) -> int:
        return self.held_on.year


class Attendance(CheckedModel, ClosableModel):
    """Whether one member came; who did not may have given a reason."""

    closed_with = "meeting"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    official = models.ForeignKey(
        Official, on_delete=models.PROTECT, related_name="+", verbose_name="thành viên"
    )
    is_present = models.BooleanField("có mặt", default=False)
    reason = LineField("lý do vắng", max_length=200, blank=True)

    class Meta:
        verbose_name = "điểm danh"
        verbose_name_plural = "điểm danh"
        constraints = [
            models.UniqueConstraint(
                name="attendance_once_per_member",
                fields=["meeting", "official"],
                violation_error_message="Thành viên này đã được điểm danh.",
            ),
            models.CheckConstraint(
                name="attendance_reason_of_absence",
                condition=Q(is_present=False) | Q(reason=""),
                violation_error_message=REASON_OF_PRESENT,
            ),
        ]

    def __str__(self) -> str:
        return self.in_words

    @property
    def in_words(self) -> str:
        """`Đặng Thị Hiền: vắng (đi công tác)`."""
        state = "có mặt" if self.is_present else "vắng"
        return f"{self.official}: {state}" + (f" ({self.reason})" if self.reason else "")


class MeetingPart(ListedPart, ClosableModel):
    """A row of one of a meeting's lists; its events are in the meeting's trail."""

    owner_field = closed_with = "meeting"

    meeting: "models.ForeignKey[Meeting, Meeting]"

    class Meta:
        abstract = True

    @property
    def audit_row(self) -> Meeting:
        """The row whose trail has its events."""
        return self.meeting


class AgendaItem(MeetingPart, CheckedModel):
    """One point of the agenda: drawn from the record, or written by hand."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    kind = models.CharField(
        "lấy từ", max_length=12, choices=AgendaKind, default=AgendaKind.OWN, editable=False
    )
    title = LineField("tên mục", max_length=200)
    text = ProseField(
        "nội dung",
        max_length=5000,
        blank=True,
        help_text="Vấn đề cần cho ý kiến, phương án, đề xuất. Mỗi dòng một ý.",
    )

    class Meta:
        verbose_name = "mục chương trình"
        verbose_name_plural = "mục chương trình"
        constraints = [
            models.UniqueConstraint(
                name="agenda_item_once_per_kind",
                fields=["meeting", "kind"],
                condition=~Q(kind=AgendaKind.OWN),
                violation_error_message="Chương trình đã có mục này.",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Commendation(MeetingPart):
    """Who is proposed for commendation, for what award and why."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="commendations")
    honoured = models.CharField("đối tượng", max_length=10, choices=Honoured)
    name = LineField("tên tập thể, cá nhân", max_length=200)
    award = LineField(
        "hình thức",
        max_length=200,
        help_text="Ví dụ: Giấy khen của Chủ tịch UBND xã.",
    )
    reason = ProseField("thành tích", max_length=2000)

    class Meta:
        verbose_name = "đề nghị khen thưởng"
        verbose_name_plural = "đề nghị khen thưởng"

    def __str__(self) -> str:
        return f"{self.name}: {self.award}"


class MeetingSheet(AppendOnlyModel):
    """What a meeting showed and concluded at the moment it was closed; never changed again."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="sheet")
    as_of = models.DateField("số liệu đến ngày")
    drawn_at = models.DateTimeField("chốt lúc", default=timezone.now)
    contents = models.JSONField("nội dung đã chốt")

    class Meta:
        verbose_name = "bản chốt cuộc họp"
        verbose_name_plural = "bản chốt cuộc họp"

    def __str__(self) -> str:
        return f"Bản chốt {self.meeting}"


class ConclusionQuerySet(KeyedQuerySet):
    def visible_to(self, access: Scope) -> "ConclusionQuerySet":
        return self.filter(in_scope(access, "meeting__unit__path"))


class Conclusion(KeyedModel, VersionedModel, ClosableModel):
    """One conclusion; with who or by when, it is a task at once, to which it keeps the link."""

    closed_with = "meeting"
    stays_open = frozenset({"task"})

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="conclusions")
    order = models.PositiveSmallIntegerField("thứ tự")
    text = ProseField("kết luận", max_length=5000)
    # As concluded: the task may be given to others and moved later.
    led_by = LineField("chủ trì", max_length=200, blank=True)
    deadline_words = LineField(
        "thời hạn",
        max_length=200,
        blank=True,
        help_text="Ghi như nói, ví dụ: trước ngày 15/8, tuần sau.",
    )
    task = models.OneToOneField(
        Task,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="conclusion",
        verbose_name="nhiệm vụ",
    )
    form_key = models.UUIDField("mã lần gửi", null=True, blank=True, editable=False)

    search = SearchField(sources=["text"])

    objects = ConclusionQuerySet.as_manager()

    class Meta:
        verbose_name = "kết luận"
        verbose_name_plural = "kết luận"
        constraints = [
            models.UniqueConstraint(
                name="conclusion_unique_order",
                fields=["meeting", "order"],
                violation_error_message="Cuộc họp đã có kết luận mang số này.",
            ),
            models.UniqueConstraint(
                name="conclusion_once_per_form",
                fields=["meeting", "form_key"],
                violation_error_message="Kết luận này đã được ghi.",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:100]

    @property
    def audit_unit(self) -> Unit:
        """The unit under which its events are kept."""
        return self.meeting.unit

    @property
    def anchor(self) -> str:
        """The name of the row on the meeting's page."""
        return f"ket-luan-{self.order}"

    @property
    def words_in_force(self) -> str:
        """The words of its deadline: those of its task, once there is one."""
        return self.task.deadline_words if self.task else self.deadline_words

    @property
    def deadline_read(self) -> str:
        """How the words of the deadline are understood: `đến hết 31/8/2024`."""
        if not self.deadline_words:
            return ""
        return parse_deadline(self.deadline_words, year=self.meeting.held_on.year).due_text()
