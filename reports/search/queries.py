"""Search without diacritics over everything in scope, kind by kind, exact names first."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from criteria.models import Result, Standing
from ntm_project.common.dates import format_day
from ntm_project.common.text import clean_line, shortened, spoken
from reports import links
from reports.lines import Line
from reports.search.meetings import day_in, meetings_on, reports_found
from reports.search.papers import papers_found
from reports.search.terms import READ, code_in, is_name, narrowed, rank
from tasks.enums import TaskState
from tasks.models import Assignment, Citation, Meeting, Plan, Task
from villages.access import Access
from villages.models import Body, Official, Posting, Unit, in_scope

SHOWN = 10  # of each kind
# What is ranked and shown: two hundred rows of a kind are read, ten of them shown.
_JUDGED = ("assessment__unit", "assessment__criteria_set")
_NAME = (
    *("assessment__year", "assessment__unit__noun", "assessment__unit__name"),
    "assessment__criteria_set__short_name",
)
_OF_TASK = (
    *("text", "state", "deadline_words", "unit__noun", "unit__name"),
    *("indicator__code", "indicator__wording"),
)
_OF_RESULT = (
    "claim",
    "indicator__code",
    "indicator__wording",
    "indicator__criterion__number",
    *_NAME,
)
_OF_MEETING = (
    *("name", "held_on", "place", "summary", "unit__noun", "unit__name"),
    "conclusions__text",
)
_OF_STANDING = ("criterion__number", "criterion__name", *_NAME)
_OF_POSTING = ("official", "title", "unit__noun", "unit__name")
_OF_UNIT = ("path", "noun", "name", "code", "parent__noun", "parent__name")
_OF_BODY = ("name", "short_names", "unit__noun", "unit__name")
_OF_PLAN = ("kind", "year", "symbol", "title", "unit__noun", "unit__name")
_OF_CITATION = (
    *("number", "title", "issuer", "dated_on"),
    *("plan__kind", "plan__year", "plan__unit__noun", "plan__unit__name"),
)


@dataclass(frozen=True)
class FoundGroup:
    """The things of one kind, best first; `count` also counts those not shown.

    `is_named`: one of them has the very name that was searched.
    """

    title: str
    hits: Sequence[Line]
    count: int
    is_named: bool = False

    @property
    def is_more(self) -> bool:
        return self.count > len(self.hits)


def _group(
    title: str,
    query: str,
    rows: Iterable[Any],
    text: Callable[[Any], str],
    hit: Callable[[Any], Line],
    names: Callable[[Any], list[str]] | None = None,
    whole: "QuerySet[Any] | None" = None,
) -> FoundGroup:
    """The rows that match, ranked by their `text`; `whole` reads those that are shown anew, where
    ranking needs a few of their columns alone."""
    texts = [(text(row), row) for row in rows]
    # A hundred communes have one indicator: its words are ranked once.
    places = {words: rank(query, words) for words in {words for words, _ in texts}}
    ranked = [
        (-1 if names and is_name(query, names(row)) else place, order, row)
        for order, (words, row) in enumerate(texts)
        if (place := places[words]) is not None
    ]
    ranked.sort(key=lambda found: found[:2])
    shown = [row for _, _, row in ranked[:SHOWN]]
    if whole is not None:
        found = whole.in_bulk([row.pk for row in shown])
        shown = [found[row.pk] for row in shown if row.pk in found]
    hits = [hit(row) for row in shown]
    is_named = bool(ranked) and ranked[0][0] < 0
    return FoundGroup(title, hits, len(ranked), is_named)


def search(access: Access, text: str) -> list[FoundGroup]:
    """What the scope holds of the words searched; a kind with a thing of that very name first."""
    query = clean_line(text)
    if len(spoken(query).replace(" ", "")) < 2:
        return []
    kinds = (_people, _tasks, _indicators, _criteria, _units, _bodies, _papers, _plans, _citations)
    groups = [find(access, query) for find in (*kinds, _meetings, _reports)]
    return sorted((group for group in groups if group.hits), key=lambda g: not g.is_named)


def _people(access: Access, query: str) -> FoundGroup:
    held = Posting.objects.visible_to(access)
    offices = held.select_related("unit").only(*_OF_POSTING).order_by("-is_main", "pk")
    officials = Official.objects.visible_to(access)
    rows = narrowed(officials, query).values_list("pk", "full_name", "aliases", named=True)
    whole = officials.only("full_name", "distinction").prefetch_related(
        Prefetch("postings", offices, to_attr="offices")
    )

    def hit(official: Any) -> Line:
        note = "; ".join(f"{p.title}, {p.unit}" for p in official.offices[:2])
        url = links.address("villages:official", official.pk)
        return Line(str(official), url, note)

    return _group(
        "Cán bộ",
        query,
        rows,
        lambda o: f"{o.full_name} {o.aliases}",
        hit,
        lambda o: [o.full_name, *o.aliases.splitlines()],
        whole,
    )


def _tasks(access: Access, query: str) -> FoundGroup:
    found = narrowed(Task.objects.visible_to(access), query, "search", "indicator__search")
    rows = found.values_list("pk", *_OF_TASK, named=True)

    def hit(task: Any) -> Line:
        unit = Unit(noun=task.unit__noun, name=task.unit__name)
        note = f"{unit.title_name} · {TaskState(task.state).label.lower()}"
        if task.deadline_words:
            note += f" · {task.deadline_words}"
        return Line(shortened(task.text), links.task_url(task.pk), note)

    def words(task: Any) -> str:
        return f"{task.text} {task.indicator__code or ''} {task.indicator__wording or ''}"

    return _group("Nhiệm vụ", query, rows, words, hit)


def _indicators(access: Access, query: str) -> FoundGroup:
    results = Result.objects.visible_to(access)
    wanted = code_in(query) or query
    found = narrowed(results, wanted, "indicator__search")
    rows = found.values_list("pk", "indicator__code", "indicator__wording", named=True)

    def hit(result: Result) -> Line:
        indicator = result.indicator
        note = f"{result.assessment} · {result.get_claim_display().lower()}"
        url = links.criterion_url(result.assessment_id, indicator.criterion.number)
        return Line(shortened(f"{indicator.code} {indicator.wording}"), url, note)

    return _group(
        "Chỉ tiêu",
        wanted,
        rows,
        lambda r: f"{r.indicator__code} {r.indicator__wording}",
        hit,
        lambda r: [r.indicator__code],
        results.select_related("indicator__criterion", *_JUDGED).only(*_OF_RESULT),
    )


def _criteria(access: Access, query: str) -> FoundGroup:
    """The criteria found by name or number, those of the newest assessments first."""
    newest = ("-assessment__year", "assessment__unit__path", "criterion__number", "pk")
    standings = Standing.objects.filter(in_scope(access, "assessment__unit__path"))
    standings = standings.select_related("criterion", *_JUDGED).only(*_OF_STANDING)
    if (number := code_in(query)).isdigit():
        rows = standings.filter(criterion__number=number).order_by(*newest)[:READ]
    else:
        rows = narrowed(standings, query, "criterion__search", order=newest)

    def hit(standing: Any) -> Line:
        number = standing.criterion.number
        url = links.criterion_url(standing.assessment_id, number)
        return Line(str(standing.criterion), url, str(standing.assessment))

    return _group(
        "Tiêu chí",
        number or query,
        rows,
        lambda s: f"{s.criterion.number} {s.criterion.name}",
        hit,
        lambda s: [s.criterion.name, str(s.criterion.number)],
    )


def _above(access: Access) -> set[str]:
    """The paths of the units above those in scope: everybody knows their names."""
    paths = (posting.unit.path.strip("/").split("/") for posting in access.postings)
    return {f"/{'/'.join(keys[:n])}/" for keys in paths for n in range(1, len(keys))}


def _units(access: Access, query: str) -> FoundGroup:
    above = _above(access)
    mine = Q(path__in=above) | in_scope(access, "path")
    rows = narrowed(Unit.objects.filter(mine).select_related("parent").only(*_OF_UNIT), query)

    def hit(unit: Unit) -> Line:
        note = unit.parent.title_name if unit.parent else ""
        if unit.path in above and not access.sees(unit):
            return Line(unit.title_name, "", "đơn vị cấp trên")
        return Line(unit.title_name, links.address("villages:unit", unit.pk), note)

    return _group(
        "Đơn vị",
        query,
        rows,
        lambda u: f"{u.full_name} {u.code}",
        hit,
        lambda u: [u.name, u.full_name],
    )


def _bodies(access: Access, query: str) -> FoundGroup:
    """The bodies found: those in scope, and those of other units to whom a task in scope is
    given."""
    bodies = Body.objects.filter(in_scope(access, "unit__path"))
    if _above(access):  # else every body that its tasks can name is below it
        given = Assignment.objects.filter(in_scope(access, "task__unit__path"), body__isnull=False)
        keys = bodies.order_by().values("pk").union(given.order_by().values("body"))
        bodies = Body.objects.filter(pk__in=keys)
    rows = narrowed(bodies.select_related("unit").only(*_OF_BODY), query)

    def hit(body: Body) -> Line:
        url = links.tasks_url(to_chuc=body.pk) or links.address("villages:unit", body.unit_id)
        return Line(body.name, url, body.unit.title_name)

    return _group(
        "Tổ chức",
        query,
        rows,
        lambda b: f"{b.name} {b.short_names}",
        hit,
        lambda b: [b.name, *b.short_names.splitlines()],
    )


def _papers(access: Access, query: str) -> FoundGroup:
    hits, count = papers_found(access, query, SHOWN)
    return FoundGroup("Minh chứng", hits, count)


def _plans(access: Access, query: str) -> FoundGroup:
    plans = Plan.objects.visible_to(access).select_related("unit").only(*_OF_PLAN)
    rows = narrowed(plans, query)

    def hit(plan: Plan) -> Line:
        return Line(str(plan), plan.get_absolute_url(), shortened(plan.title))

    return _group("Kế hoạch", query, rows, lambda p: f"{p} {p.symbol} {p.title}", hit)


def _citations(access: Access, query: str) -> FoundGroup:
    citations = Citation.objects.visible_to(access).select_related("plan__unit")
    rows = narrowed(citations.only(*_OF_CITATION), query)

    def hit(citation: Citation) -> Line:
        note = f"viện dẫn trong {citation.plan}"
        if citation.dated_on:
            note = f"{format_day(citation.dated_on)} · {note}"
        return Line(shortened(str(citation)), links.of_row("tasks:plan", citation.plan_id), note)

    return _group("Văn bản viện dẫn", query, rows, lambda c: f"{c} {c.issuer}", hit)


def _meetings(access: Access, query: str) -> FoundGroup:
    """Meetings by name and by their conclusions, one line for each conclusion that matches."""
    if day := day_in(query):
        return _listed("Giao ban, kết luận", meetings_on(access, day))
    # Their words after the filter, so that they are those of the conclusion that it found.
    found = narrowed(Meeting.objects.visible_to(access), query, "search", "conclusions__search")
    rows = found.values_list("pk", *_OF_MEETING, named=True)
    by_name: set[int] = set()

    def once(meeting: Any) -> bool:
        """A meeting that is found by its own name is listed once, whatever it concluded."""
        is_new = meeting.pk not in by_name
        if rank(query, f"{meeting.name} {meeting.place} {meeting.summary}") is not None:
            by_name.add(meeting.pk)
        return is_new

    def hit(meeting: Any) -> Line:
        unit = Unit(noun=meeting.unit__noun, name=meeting.unit__name)
        note = f"{unit.title_name} · {shortened(meeting.conclusions__text or meeting.place)}"
        name = str(Meeting(name=meeting.name, held_on=meeting.held_on))
        return Line(name, links.of_row("tasks:meeting", meeting.pk), note)

    return _group(
        "Giao ban, kết luận",
        query,
        filter(once, rows),
        lambda m: f"{m.name} {m.place} {m.summary} {m.conclusions__text or ''}",
        hit,
    )


def _reports(access: Access, query: str) -> FoundGroup:
    return _listed("Báo cáo tiến độ", reports_found(access, query))


def _listed(title: str, lines: list[Line]) -> FoundGroup:
    return FoundGroup(title, lines[:SHOWN], len(lines))
