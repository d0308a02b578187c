"""What waits for one person by name: tasks, indicators in charge, criteria directed."""

from collections import Counter
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from criteria.enums import Claim, State
from criteria.judging import is_contradicting
from criteria.models import Result, Standing
from ntm_project.common.dates import format_day
from reports import links
from reports.lines import TONES, Line, short
from reports.work.section import MOST, Headline, Section
from tasks.enums import OPEN
from tasks.models import Supervision, Task
from tasks.models.tasks import SOON
from tasks.rules import ended_year_words, overdue_words
from villages.access import Access
from villages.enums import Role
from villages.models import in_scope

_SHOWN = (
    *("text", "state", "ends_on", "rhythm", "is_half_read", "plan__year"),
    *("unit__noun", "unit__name", "criterion__number"),
)


def own_tasks(access: Access) -> tuple[Section, list[Headline]]:
    """Tasks of the person or their bodies: overdue, due soon, without a readable deadline."""
    rows = list(
        Task.objects.open_work(access)
        .led_by(access)
        .select_related("unit", "criterion", "plan")
        .only(*_SHOWN)
        .order_by(F("ends_on").asc(nulls_last=True), "pk")[:MOST]
    )
    lines = [line for task in rows if (line := _task_line(task, access))]
    me = access.official.pk if access.official else None
    over = Counter(t.plan.year for t in rows if t.plan.year < access.as_of.year)
    lines += [_ended_line(year, left, me) for year, left in sorted(over.items(), reverse=True)]
    url = links.tasks(nguoi=me)
    section = Section(
        "own", "Nhiệm vụ giao cho tôi", lines, len(rows), url, f"Xem cả {len(rows)} nhiệm vụ"
    )
    overdue = sum(task.is_overdue(access.as_of) for task in rows)
    soon = sum(task.is_due_soon(access.as_of) for task in rows)
    headlines = [
        Headline(overdue, "việc của tôi quá hạn", links.tasks(nguoi=me, qua_han=1)),
        Headline(soon, f"việc đến hạn trong {SOON.days} ngày", url),
    ]
    return section, headlines if rows else []


def _ended_line(year: int, left: int, me: int | None) -> Line:
    """One line for all one's tasks of a plan year that is over."""
    url = links.tasks(nguoi=me, nam_ke_hoach=year, tinh_trang=OPEN)
    return Line(ended_year_words(year, left), url, "", "Năm đã kết thúc", "amber")


def _task_line(task: Task, access: Access) -> Line | None:
    note = task.unit.title_name
    if task.criterion:
        note += f" · tiêu chí {task.criterion.number}"
    text, url = short(task.text), links.task(task.pk)
    if task.plan.year < access.as_of.year:
        return None
    if task.ends_on and task.is_overdue(access.as_of):
        return Line(text, url, note, overdue_words(task.ends_on, access.as_of), "red")
    if task.ends_on and task.is_due_soon(access.as_of):
        return Line(text, url, note, f"Hạn {format_day(task.ends_on)}", "amber")
    if task.ends_on is None and (not task.rhythm or task.is_half_read):
        return Line(text, url, note, "Chưa rõ thời hạn", "blue")
    return None


def own_indicators(access: Access) -> Section:
    """Indicators in charge, or of one's own village: not yet judged, or against their figures."""
    villages = [p.unit_id for p in access.postings if p.role == Role.VILLAGE_BOARD]
    doubtful = Standing.objects.filter(
        assessment=OuterRef("assessment"),
        criterion=OuterRef("indicator__criterion"),
        contradicting__gt=0,
    )
    rows = list(
        Result.objects.visible_to(access)
        .filter(Q(in_charge=access.official) | Q(assessment__unit__in=villages))
        .filter(Q(claim=Claim.NOT_YET) | (Q(claim=Claim.MET) & Exists(doubtful)))
        .select_related("indicator", "assessment__unit", "assessment__criteria_set")
        .prefetch_related("indicator__levels")
        .order_by(
            "-assessment__year", "assessment__unit__path",
            "indicator__criterion__number", "indicator__order", "pk",
        )[:MOST]
    )  # fmt: skip
    newest = max((r.assessment.year for r in rows), default=0)
    lines = [line for r in rows if r.assessment.year == newest and (line := _result_line(r))]
    lines.sort(key=lambda line: TONES.index(line.tone))
    url = links.address("reports:assessment", rows[0].assessment_id) if rows else ""
    return Section(
        "indicators", "Chỉ tiêu chờ cập nhật", lines, len(lines), url, "Mở bảng chỉ tiêu"
    )


def _result_line(result: Result) -> Line | None:
    if result.claim == Claim.NOT_YET:
        badge, tone = "Chưa đánh giá", "blue"
    elif is_contradicting(result.assessment, result):
        badge, tone = "Không khớp số liệu", "red"
    else:
        return None
    return Line(
        short(f"{result.indicator.code} {result.indicator.wording}"),
        links.address("criteria:edit_result", result.pk),
        str(result.assessment),
        badge,
        tone,
    )


def portfolio(access: Access) -> Section:
    """The criteria that the person directs and that are not yet met, with what remains."""
    directed = Supervision.objects.filter(official=access.official)
    # Most people direct nothing, which is known at a tenth of the cost of what is directed.
    rows = _directed(access) if access.official and directed.exists() else []
    newest = max((s.assessment.year for s in rows), default=0)
    lines = [_criterion_line(s) for s in rows if s.assessment.year == newest]
    url = links.supervision(rows[0].assessment_id) if rows else ""
    title = "Tiêu chí tôi phụ trách còn phải làm"
    return Section("portfolio", title, lines, len(lines), url, "Xem phân công phụ trách")


def _directed(access: Access) -> list[Standing]:
    """The standings not yet met that the person directs, with their open and late tasks."""
    here = {"assessment": OuterRef("assessment"), "criterion": OuterRef("criterion")}

    def count(tasks: Any) -> Coalesce:
        counts = tasks.filter(**here).order_by().values("criterion").annotate(n=Count("pk"))
        return Coalesce(Subquery(counts.values("n")), 0)

    mine = Supervision.objects.filter(official=access.official, **here)
    return list(
        Standing.objects.filter(in_scope(access, "assessment__unit__path"), Exists(mine))
        .exclude(state=State.MET)
        .annotate(
            open_tasks=count(Task.objects.open()),
            late_tasks=count(Task.objects.overdue_on(access.as_of)),
        )
        .select_related("criterion", "assessment__unit", "assessment__criteria_set")
        .order_by("-assessment__year", "-late_tasks", "criterion__number", "pk")[:MOST]
    )


def _criterion_line(standing: Any) -> Line:
    criterion = standing.criterion
    left = standing.not_met + standing.not_yet
    if standing.contradicting:
        badge, tone = "Không khớp số liệu", "red"
    elif standing.late_tasks:
        badge, tone = f"{standing.late_tasks} việc quá hạn", "red"
    elif standing.state == State.NOT_MET:
        badge, tone = "Chưa đạt", "amber"
    else:
        badge, tone = "Chưa rõ", "blue"
    return Line(
        f"Tiêu chí {criterion.number}. {criterion.name}",
        links.criterion(standing.assessment_id, criterion.number),
        f"{standing.assessment} · còn {left} chỉ tiêu, {standing.open_tasks} nhiệm vụ chưa xong",
        badge,
        tone,
    )
