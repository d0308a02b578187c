"""Tasks of a plan, who does them, and what was reported on them."""

from calendar import monthrange
from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import cached_property

from criteria.enums import NOBODY
from criteria.models import Assessment, Criterion, Indicator
from ntm_project.common.addresses import of_row
from ntm_project.common.clock import end_of
from ntm_project.common.dates import format_day
from ntm_project.common.models import (
    KeyedModel,
    KeyedQuerySet,
    LineField,
    ProseField,
    SearchField,
    VersionedModel,
)
from ntm_project.common.text import fold
from tasks.enums import OPEN_STATES, AssignmentKind, TaskState
from tasks.models.assignments import Assignment
from tasks.models.deadlines import DeadlineFields, is_past
from tasks.models.plans import Plan
from villages.models import Body, Official, Scope, Unit, in_scope

CRITERION_ALONE = "Tiêu chí phải thuộc một đánh giá."
RESULT_MISSING = "Báo hoàn thành thì phải ghi kết quả."
MOST_SEARCH_WORDS = 12
THEN = "_then"  # ends the name of what a task was on an earlier day: `state_then`
SOON = timedelta(days=14)
# What a row of the list shows; reading all of 50 tasks and their six tables took twice the time.
_LISTED = (
    *("text", "state", "deadline_words", "starts_on", "ends_on", "is_tentative", "rhythm"),
    "is_half_read",
    *("unit__noun", "unit__name", "criterion__number", "plan__year"),
    *("assessment__criteria_set__short_name",),
)
_NAMED = (
    *("task", "kind", "official__full_name", "official__distinction"),
    *("body__name", "role_words"),
)


def open_tasks(tasks: str = "", then: str = "") -> Q:
    """Neither done nor cancelled; `tasks` is the way to them from another model (`tasks__`), and
    `then` is `THEN` where they are read as of a day (`tasks.queries.past`)."""
    return Q(**{f"{tasks}state{then}__in": OPEN_STATES})


def overdue_tasks(day: date, then: str = "") -> Q:
    """Open, with a last day that has passed."""
    return open_tasks(then=then) & Q(**{f"ends_on{then}__lt": day})


class TaskQuerySet(KeyedQuerySet):
    def visible_to(self, access: Scope) -> "TaskQuerySet":
        return self.filter(in_scope(access, "unit__path"))

    def open(self) -> "TaskQuerySet":
        """Neither done nor cancelled."""
        return self.filter(open_tasks())

    def overdue_on(self, day: date) -> "TaskQuerySet":
        """Open, with a last day that has passed."""
        return self.filter(overdue_tasks(day))

    def open_work(self, access: Scope) -> "TaskQuerySet":
        """The open work in scope, of whatever year: what home, boards, checks and lists count."""
        return self.visible_to(access).open()

    def given_by(self, day: date) -> "TaskQuerySet":
        """Without what was given later; each with `state_then`, as it stood by the reports on it at
        the end of the day. What no report contradicts stood as it is now."""
        over = end_of(day)
        reports = TaskReport.objects.filter(task=models.OuterRef("pk"))
        last = reports.filter(at__lt=over).order_by("-pk").values("to_state")[:1]
        later = reports.filter(at__gte=over).order_by("pk").values("from_state")[:1]
        then = Coalesce(models.Subquery(last), models.Subquery(later), models.F("state"))
        known = models.Q(added_at__isnull=True) | models.Q(added_at__lt=over)
        return self.filter(known).annotate(state_then=then)

    def with_lead_words(self) -> "TaskQuerySet":
        """Each with `lead_words` for `rules.lead_fault`: "" where somebody with a name leads
        it, else the words of a role still without one, None where nobody does."""
        leads = Assignment.objects.filter(task=models.OuterRef("pk"), kind=AssignmentKind.LEAD)
        first = leads.order_by("role_words").values("role_words")[:1]
        return self.annotate(lead_words=models.Subquery(first))

    def led_by(self, access: Scope) -> "TaskQuerySet":
        """Led or supported by the official or whom they stand in for, or by a body in which they
        hold an open posting."""
        mine = Assignment.objects.filter(
            Q(official__in=access.acts_for) | Q(body__in=_bodies_of(access)),
            task=models.OuterRef("pk"),
        )
        return self.filter(models.Exists(mine))

    def due_in(self, year: int, quarter: int = 0, then: str = "") -> "TaskQuerySet":
        """Whose last day lies in the year, or in one of its quarters (1 to 4)."""
        first = date(year, 3 * quarter - 2 if quarter else 1, 1)
        last_month = 3 * quarter if quarter else 12
        last = date(year, last_month, monthrange(year, last_month)[1])
        return self.filter(**{f"ends_on{then}__gte": first, f"ends_on{then}__lte": last})

    def given_to(self, **assignee: Official | Body) -> "TaskQuerySet":
        """Led or supported by one official (`official=`), or by one body (`body=`)."""
        rows = Assignment.objects.filter(task=models.OuterRef("pk"), **assignee)
        return self.filter(models.Exists(rows))

    def containing(self, words: str) -> "TaskQuerySet":
        """Whose text has every one of the words, with or without diacritics."""
        found = self
        for word in fold(words).split()[:MOST_SEARCH_WORDS]:
            found = found.filter(search__contains=word)
        return found

    def with_assignments(self) -> "TaskQuerySet":
        """With whom each task is given to, leads first, in one further query."""
        rows = Assignment.objects.select_related("official", "body")
        return self.prefetch_related(
            models.Prefetch("assignments", rows.order_by("kind", "order", "pk"))
        )

    def for_table(self, then: str = "") -> "TaskQuerySet":
        """The tasks with what a row of the list shows, and no more: open before closed, most urgent
        first, no deadline last."""
        is_closed = models.Case(
            models.When(open_tasks(then=then), then=0),
            default=1,
            output_field=models.SmallIntegerField(),
        )
        rows = Assignment.objects.select_related("official", "body").only(*_NAMED)
        return (
            self.select_related("unit", "criterion", "assessment__criteria_set", "plan")
            .only(*_LISTED)
            .prefetch_related(models.Prefetch("assignments", rows.order_by("order", "pk")))
            .order_by(
                is_closed,
                models.F(f"ends_on{then}").asc(nulls_last=True),
                "unit__path",
                "order",
                "pk",
            )
        )

    def for_plan(self) -> "TaskQuerySet":
        """With all that the plan's paper shows of a task, in the order of its tasks."""
        return (
            self.select_related(
                "unit", "criterion", "indicator", "plan", "assessment__criteria_set"
            )
            .with_assignments()
            .order_by("unit__path", "order", "pk")
        )

    def for_page(self) -> "TaskQuerySet":
        """With all that the page of one task shows."""
        return self.select_related(
            "unit",
            "plan__unit",
            "assessment__unit",
            "assessment__criteria_set",
            "criterion",
            "indicator",
            "reported_by",
            "conclusion__meeting__unit",
            "carried_from__plan",
        ).with_assignments()


def _bodies_of(access: Scope) -> set[int]:
    return {p.body_id for p in access.postings if p.body_id}


class Task(KeyedModel, DeadlineFields, VersionedModel):
    """A piece of work that the plan gives to somebody, mostly for a criterion of an assessment."""

    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="tasks", verbose_name="kế hoạch"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="tasks", verbose_name="đơn vị thực hiện"
    )
    assessment = models.ForeignKey(
        Assessment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name="đánh giá",
    )
    criterion = models.ForeignKey(
        Criterion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name="tiêu chí",
    )
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name="chỉ tiêu",
    )
    carried_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="carried_to",
        verbose_name="chuyển từ nhiệm vụ",
    )
    section = LineField("mục trong kế hoạch", max_length=40, blank=True, help_text="Ví dụ: IV.1.")
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    text = ProseField("nội dung nhiệm vụ")
    paper_words = ProseField(
        "câu in trên văn bản",
        max_length=4_000,
        blank=True,
        help_text=(
            "Để trống thì chương trình đặt câu từ nội dung, người chủ trì, phối hợp và thời hạn."
        ),
    )
    state = models.CharField(
        "tình trạng", max_length=12, choices=TaskState, default=TaskState.NOT_STARTED
    )
    progress = ProseField("tiến độ", blank=True)
    obstacle = ProseField("vướng mắc", blank=True, help_text="Để trống khi không có vướng mắc.")
    result = ProseField("kết quả", blank=True)
    reported_by = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người báo hoàn thành",
    )
    done_on = models.DateField("ngày hoàn thành", null=True, blank=True)
    # None for what came with a whole plan: it stood there from the beginning.
    added_at = models.DateTimeField("giao lúc", null=True, blank=True, editable=False)
    reminded_on = models.DateField("ngày nhắc gần nhất", null=True, blank=True)
    is_inferred = models.BooleanField("tiêu chí tạm tính theo nội dung", default=False)
    note = ProseField("ghi chú", blank=True)
    search = SearchField(sources=["text"])

    objects = TaskQuerySet.as_manager()

    class Meta(DeadlineFields.Meta):
        verbose_name = "nhiệm vụ"
        verbose_name_plural = "nhiệm vụ"
        constraints = [
            *DeadlineFields.Meta.constraints,
            models.CheckConstraint(
                name="task_done_has_day",
                condition=Q(state=TaskState.DONE, done_on__isnull=False)
                | (~Q(state=TaskState.DONE) & Q(done_on__isnull=True)),
                violation_error_message="Ngày hoàn thành chỉ ghi khi nhiệm vụ đã hoàn thành.",
            ),
            models.CheckConstraint(
                name="task_reported_has_result",
                condition=~Q(state__in=[TaskState.REPORTED, TaskState.DONE]) | ~Q(result=""),
                violation_error_message=RESULT_MISSING,
            ),
            models.CheckConstraint(
                name="task_criterion_with_assessment",
                condition=Q(criterion__isnull=True) | Q(assessment__isnull=False),
                violation_error_message=CRITERION_ALONE,
            ),
            models.CheckConstraint(
                name="task_indicator_with_criterion",
                condition=Q(indicator__isnull=True) | Q(criterion__isnull=False),
                violation_error_message="Chỉ tiêu phải thuộc một tiêu chí.",
            ),
        ]
        indexes = [models.Index(fields=["unit", "state", "ends_on"], name="task_by_urgency")]

    def __str__(self) -> str:
        return self.text[:100]

    def get_absolute_url(self) -> str:
        return of_row("tasks:task", self.pk)

    @property
    def leads(self) -> list[Assignment]:
        """Who leads it; with the assignments read beforehand, no query."""
        return [row for row in self.assignments.all() if row.kind == AssignmentKind.LEAD]

    @property
    def waits_at(self) -> str:
        """The post that leads it while nobody with a name does; "" else."""
        leads = self.leads
        return leads[0].role_words if leads and all(row.role_words for row in leads) else ""

    @cached_property
    def lead_names(self) -> list[str]:
        """What they are called; of a past day whoever led it then (`tasks.queries.past`)."""
        return [row.name for row in self.leads]

    @property
    def led_by_words(self) -> str:
        """Their names, or that nobody leads it."""
        return ", ".join(self.lead_names) or NOBODY

    @cached_property
    def support_names(self) -> list[str]:
        """The same of those who support it."""
        return [row.name for row in self.supports]

    @property
    def supports(self) -> list[Assignment]:
        """Who supports it."""
        return [row for row in self.assignments.all() if row.kind == AssignmentKind.SUPPORT]

    @property
    def is_open(self) -> bool:
        """Whether it is open, by the rule of `TaskQuerySet.open`."""
        return self.state in OPEN_STATES

    def is_overdue(self, today: date) -> bool:
        """Whether it is overdue, by the rule of `TaskQuerySet.overdue_on`."""
        return self.is_open and is_past(self.ends_on, today)

    def is_due_soon(self, today: date) -> bool:
        """Open, with a last day that has not passed and lies within two weeks."""
        return self.is_open and self.ends_on is not None and today <= self.ends_on <= today + SOON

    def is_led_by(self, access: Scope) -> bool:
        """Whether the person leads it, by the rule of `TaskQuerySet.led_by`."""
        bodies = _bodies_of(access)
        return any(
            row.official_id in access.acts_for or row.body_id in bodies
            for row in self.assignments.all()
        )

    def is_pressing(self, today: date) -> bool:
        """Overdue, of a plan whose year is not over (of an ended year it is shown once, not of
        each); `plan` should have been read."""
        return self.is_overdue(today) and not self.plan.is_over(today)

    @property
    def moved_from(self) -> "Task | None":
        """The task of another plan that goes on in this one; None of a mere copy."""
        before = self.carried_from
        return before if before is not None and before.state == TaskState.CANCELLED else None

    @property
    def reminded_words(self) -> str:
        """`đã nhắc ngày 9/8/2024`, or ""."""
        return f"đã nhắc ngày {format_day(self.reminded_on)}" if self.reminded_on else ""


class TaskReport(models.Model):
    """One word on a task: progress, obstacle, result, or a change of state with its reason."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="reports")
    at = models.DateTimeField("lúc", default=timezone.now)
    by = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người báo"
    )
    from_state = models.CharField("từ", max_length=12, choices=TaskState)
    to_state = models.CharField("sang", max_length=12, choices=TaskState)
    progress = ProseField("tiến độ", blank=True)
    obstacle = ProseField("vướng mắc", blank=True)
    result = ProseField("kết quả", blank=True)
    reason = ProseField("lý do", blank=True)

    class Meta:
        verbose_name = "báo cáo nhiệm vụ"
        verbose_name_plural = "báo cáo nhiệm vụ"

    def __str__(self) -> str:
        return f"{format_day(timezone.localdate(self.at))} {self.get_to_state_display()}"
