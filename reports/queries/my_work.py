"""What waits for one person, most urgent first, by the roles held."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from criteria.enums import Claim, State
from criteria.judging import is_contradicting
from criteria.models import Result, Standing
from ntm_project.common import sql
from ntm_project.common.dates import format_day
from reports import checks, links
from reports.queries.my_review import returned_items, waiting_rounds
from reports.queries.record import OpenTask, Record, load_record
from tasks.enums import OPEN_STATES, TaskState
from tasks.models import Supervision, Task
from villages.access import Access
from villages.enums import Ability, Role, UnitLevel
from villages.models import Unit, in_scope
from villages.roles import ROLES_WITH

SOON = timedelta(days=14)
SHOWN = 8  # lines of a section before "xem tất cả"
MOST = 300  # rows read for one person; nobody works through more in a day

TONES = ("red", "amber", "blue", "green", "grey")


@dataclass(frozen=True)
class Item:
    """One line: a badge that says how urgent, what it is, whose, and where to mend it."""

    badge: str
    tone: str
    text: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Section:
    """A heading with its most urgent lines, the count of all, and the list behind them."""

    key: str
    title: str
    items: Sequence[Item]
    count: int
    url: str = ""
    url_words: str = "Xem tất cả"

    @property
    def shown(self) -> Sequence[Item]:
        return self.items[:SHOWN]

    @property
    def has_more(self) -> bool:
        return self.count > len(self.shown)

    @property
    def urgency(self) -> int:
        return min((TONES.index(item.tone) for item in self.items), default=len(TONES))


@dataclass(frozen=True)
class Headline:
    """A large number at the head of the page, which leads to its rows."""

    n: int
    label: str
    url: str


@dataclass
class MyWork:
    """The page of one person."""

    counts: list[Headline] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    boards: list[Unit] = field(default_factory=list)


def my_work(access: Access) -> MyWork:
    """Everything that waits for the holder of the access, in a fixed number of queries."""
    page = MyWork(boards=_board_units(access))
    sections = [_own_tasks(access, page), _own_indicators(access), _portfolio(access)]
    sections += [
        Section(part.key, part.title, [Item(*line) for line in part.lines], part.count, part.url)
        for part in (waiting_rounds(access), returned_items(access))
        if part
    ]
    if units := managed_units(access):
        record = load_record(units, access)
        sections += _managed(record, units[0], page)
    page.sections = sorted((s for s in sections if s.count), key=lambda s: s.urgency)
    return page


def managed_units(access: Access) -> list[Unit]:
    """Communes and villages whose tasks the person manages; an upper unit works through boards."""
    found = {
        p.unit_id: p.unit
        for p in access.postings
        if p.role in ROLES_WITH[Ability.MANAGE_TASK]
        and p.unit.level in (UnitLevel.COMMUNE, UnitLevel.VILLAGE)
    }
    return list(found.values())


def _board_units(access: Access) -> list[Unit]:
    return list({p.unit_id: p.unit for p in access.postings}.values())


def _own_tasks(access: Access, page: MyWork) -> Section:
    """Tasks of the person or his bodies: overdue, due within 14 days, without readable deadline."""
    rows = list(
        Task.objects.visible_to(access)
        .open()
        .led_by(access)
        .select_related("unit", "criterion")
        .only("text", "state", "ends_on", "rhythm", "unit__noun", "unit__name", "criterion__number")
        .order_by(F("ends_on").asc(nulls_last=True), "pk")[:MOST]
    )
    items = [item for task in rows if (item := _task_item(task, access))]
    me = access.official.pk if access.official else None
    overdue = sum(item.tone == "red" for item in items)
    soon = sum(bool(t.ends_on and access.on <= t.ends_on <= access.on + SOON) for t in rows)
    if rows:
        page.counts.append(
            Headline(overdue, "việc của tôi quá hạn", links.tasks(nguoi=me, qua_han=1))
        )
        page.counts.append(Headline(soon, "việc đến hạn trong 14 ngày", links.tasks(nguoi=me)))
    return Section(
        "own", "Nhiệm vụ giao cho tôi", items, len(rows), links.tasks(nguoi=me),
        f"Xem cả {len(rows)} nhiệm vụ",
    )  # fmt: skip


def _task_item(task: Task, access: Access) -> Item | None:
    note = task.unit.title_name
    if task.criterion:
        note += f" · tiêu chí {task.criterion.number}"
    url = links.task(task.pk)
    if days := task.days_overdue(access.on):
        return Item(f"Quá hạn {days} ngày", "red", task.text, url, note)
    if task.ends_on and task.ends_on <= access.on + SOON:
        return Item(f"Hạn {format_day(task.ends_on)}", "amber", task.text, url, note)
    if task.ends_on is None and not task.rhythm:
        return Item("Chưa rõ thời hạn", "blue", task.text, url, note)
    return None


def _own_indicators(access: Access) -> Section:
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
        .only(
            "claim", "value", "denominator", "grade", "assessment__year", "indicator__code",
            "indicator__wording", "indicator__kind", "indicator__grade_scale",
            "indicator__unit_words", "assessment__unit__noun", "assessment__unit__name",
            "assessment__unit__region", "assessment__unit__commune_group",
            "assessment__criteria_set__short_name",
        )
        .order_by(
            "-assessment__year", "assessment__unit__path",
            "indicator__criterion__number", "indicator__order", "pk",
        )[:MOST]
    )  # fmt: skip
    newest = max((r.assessment.year for r in rows), default=0)
    items = [item for r in rows if r.assessment.year == newest and (item := _result_item(r))]
    items.sort(key=lambda item: TONES.index(item.tone))
    url = links.address("reports:assessment", rows[0].assessment_id) if rows else ""
    return Section(
        "indicators", "Chỉ tiêu chờ cập nhật", items, len(items), url, "Mở bảng chỉ tiêu"
    )


def _result_item(result: Result) -> Item | None:
    text = f"{result.indicator.code} {result.indicator.wording}"
    url = links.address("criteria:edit_result", result.pk)
    note = str(result.assessment)
    if result.claim == Claim.NOT_YET:
        return Item("Chưa đánh giá", "blue", text, url, note)
    if is_contradicting(result.assessment, result):
        return Item("Trái số liệu", "red", text, url, note)
    return None


def _portfolio_rows(access: Access) -> list[Standing]:
    """The standings not yet met that the person directs, with their open and late tasks."""
    here = {"assessment": OuterRef("assessment"), "criterion": OuterRef("criterion")}
    mine = Supervision.objects.filter(official=access.official, **here)
    tasks = Task.objects.filter(state__in=OPEN_STATES, **here).order_by().values("criterion")
    late = tasks.filter(ends_on__lt=access.on)
    return list(
        Standing.objects.filter(in_scope(access, "assessment__unit__path"), Exists(mine))
        .exclude(state=State.MET)
        .annotate(
            open_tasks=Coalesce(Subquery(tasks.annotate(n=Count("pk")).values("n")), 0),
            late_tasks=Coalesce(Subquery(late.annotate(n=Count("pk")).values("n")), 0),
        )
        .select_related("criterion", "assessment__unit", "assessment__criteria_set")
        .only(
            "state",
            "not_met",
            "not_yet",
            "contradicting",
            "criterion__number",
            "criterion__name",
            "assessment__year",
            "assessment__unit__noun",
            "assessment__unit__name",
            "assessment__criteria_set__short_name",
        )
        .order_by("-assessment__year", "-late_tasks", "criterion__number", "pk")[:MOST]
    )


def _portfolio(access: Access) -> Section:
    """The criteria that the person directs and that are not yet met, with what remains."""
    # Most people direct nothing, and asking that is a tenth of asking what.
    directs = "SELECT 1 FROM tasks_supervision WHERE official_id = %s LIMIT 1"
    is_leader = bool(access.official and sql.rows(directs, [access.official.pk]))
    rows = _portfolio_rows(access) if is_leader else []
    newest = max((s.assessment.year for s in rows), default=0)
    items = [_portfolio_item(s) for s in rows if s.assessment.year == newest]
    url = links.supervision(rows[0].assessment_id) if rows else ""
    return Section(
        "portfolio", "Tiêu chí tôi phụ trách còn phải làm", items, len(items), url,
        "Xem phân công phụ trách",
    )  # fmt: skip


def _portfolio_item(standing: Any) -> Item:
    criterion = standing.criterion
    left = standing.not_met + standing.not_yet
    note = f"{standing.assessment} · còn {left} chỉ tiêu, {standing.open_tasks} nhiệm vụ chưa xong"
    if standing.contradicting:
        badge, tone = "Trái số liệu", "red"
    elif standing.late_tasks:
        badge, tone = f"{standing.late_tasks} việc quá hạn", "red"
    elif standing.state == State.NOT_MET:
        badge, tone = "Chưa đạt", "amber"
    else:
        badge, tone = "Chưa rõ", "blue"
    url = links.criterion(standing.assessment_id, criterion.number)
    return Item(badge, tone, f"Tiêu chí {criterion.number}. {criterion.name}", url, note)


def _managed(record: Record, unit: Unit, page: MyWork) -> Iterator[Section]:
    """What waits for whoever manages the tasks of a commune."""
    late = [t for t in record.tasks if t.is_overdue(record.today)]
    reported = [t for t in record.tasks if t.state == TaskState.REPORTED]
    overdue_url = links.tasks(don_vi=unit.pk, qua_han=1)
    reported_url = links.tasks(don_vi=unit.pk, tinh_trang=TaskState.REPORTED.value)
    page.counts += [
        Headline(len(late), f"việc quá hạn trong {unit.noun}", overdue_url),
        Headline(len(reported), "việc báo xong, chờ xác nhận", reported_url),
    ]
    yield Section(
        "reported", "Báo hoàn thành, chờ xác nhận",
        [_open_item(t, "Chờ xác nhận", "amber") for t in reported], len(reported), reported_url,
    )  # fmt: skip
    stuck = [t for t in record.tasks if t.obstacle]
    yield Section(
        "obstacles", "Vướng mắc cần gỡ",
        [_open_item(t, "Vướng mắc", "red", t.obstacle) for t in stuck], len(stuck),
        links.tasks(don_vi=unit.pk),
    )  # fmt: skip
    late_items = [
        _open_item(t, f"Quá hạn {t.days_overdue(record.today)} ngày", "red") for t in late
    ]
    yield Section(
        "overdue", f"Nhiệm vụ quá hạn của {unit.full_name}", late_items, len(late), overdue_url
    )
    found = checks.findings(record)
    yield Section(
        "checks", "Rà soát",
        [Item(checks.BADGES[f.kind], "amber", f.title, f.url, f.sentence) for f in found],
        len(found),
        links.address("reports:checks", unit.pk), "Xem cả danh sách rà soát",
    )  # fmt: skip


def _open_item(task: OpenTask, badge: str, tone: str, note: str = "") -> Item:
    place = task.unit_words[:1].upper() + task.unit_words[1:]
    return Item(badge, tone, task.text, links.task(task.pk), f"{place} · {note}" if note else place)
