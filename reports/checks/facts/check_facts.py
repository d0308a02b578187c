"""Everything that the checks of one commune or village read, each table once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, Model, OuterRef, Prefetch, Subquery

from criteria.enums import Claim
from criteria.judging import IndicatorRow, row_of
from criteria.models import Baseline, Criterion, Result
from criteria.models.assessments import with_levels
from evidence.intake.models import Intake, IntakeRow
from evidence.issued.models import IssuedDocument
from evidence.papers.models import FileFault, Proof
from evidence.papers.queries.completeness import Completeness, completeness_by
from reports.checks.facts.held import HeldMeeting, load_meetings
from reports.checks.facts.left import LooseEnds, loose_ends_of
from reports.checks.facts.pasted import Taken, load_taken, pasted_day, pasted_texts
from reports.checks.facts.progress import Written, load_written
from reports.checks.facts.rows import AHEAD, Passage, SpoiltFile
from reports.checks.facts.sharing import sharing
from reports.checks.reading.figures import SENTENCE
from reports.checks.reading.names import persons_in, places_in, small_places_in
from reports.checks.reading.once import fold, read
from reports.checks.reading.patterns import ANY_WORD, NUMBERED
from reports.checks.reading.wording import wording
from reports.record import Branch, Record
from tasks.enums import AssignmentKind
from tasks.models import (
    Assignment,
    Citation,
    Funding,
    Plan,
    PlanText,
    PlanWindow,
    Recipient,
    ReportingDuty,
    Target,
    Task,
)
from villages.access import Access
from villages.models import Body, Official, Posting, Unit


@dataclass(frozen=True)
class CheckFacts:
    """The record of a year with all that its papers, plans and people hold."""

    record: Record
    unit: Unit
    plans: list[Any]  # of the year, with their parts; as `_plans` gives them
    tasks: list[Task]  # of the year, in every state
    given: dict[int, list[Assignment]]  # by task: to whom it is given
    rows: list[IndicatorRow]
    baselines: list[Baseline]
    papers: dict[int, Completeness]  # by result that is claimed as met
    proofs: list[Proof]
    fundings: list[Funding]
    meetings: list[HeldMeeting]  # of the year
    taken: list[Taken]  # the tasks that come from a pasted text
    reports: list[Written]  # the progress reports of the year
    units: list[Unit]  # at and below the unit, ended ones too
    bodies: list[Body]
    officials: list[Official]  # whoever held a posting there
    postings: list[Posting]  # theirs, ended ones too
    spoilt: list[SpoiltFile]
    loose_ends: LooseEnds
    serving: frozenset[int]  # keys of those who hold one today

    @property
    def today(self) -> date:
        return self.record.today

    @cached_property
    def villages(self) -> list[Unit]:
        """The villages that are there today."""
        return [
            unit
            for unit in self.units
            if unit.is_village and not (unit.valid_to and unit.valid_to < self.today)
        ]

    @cached_property
    def rows_of_criterion(self) -> dict[tuple[int, int], list[IndicatorRow]]:
        """(assessment, criterion) → its rows."""
        found: dict[tuple[int, int], list[IndicatorRow]] = defaultdict(list)
        for row in self.rows:
            found[row.result.assessment_id, row.indicator.criterion_id].append(row)
        return found

    @cached_property
    def row_of_indicator(self) -> dict[tuple[int, int], IndicatorRow]:
        """(assessment, indicator) → its row."""
        return {(row.result.assessment_id, row.result.indicator_id): row for row in self.rows}

    @cached_property
    def row_of_result(self) -> dict[int, IndicatorRow]:
        return {row.result.pk: row for row in self.rows}

    @cached_property
    def tasks_of_criterion(self) -> dict[tuple[int, int], list[Task]]:
        """(assessment, criterion) → the tasks of the year given for it."""
        found: dict[tuple[int, int], list[Task]] = defaultdict(list)
        for task in self.tasks:
            if task.assessment_id and task.criterion_id:
                found[task.assessment_id, task.criterion_id].append(task)
        return found

    def given_to(self, task: Task) -> list[Assignment]:
        """To whom a task is given; read by a dozen checks."""
        return self.given.get(task.pk, [])

    @cached_property
    def _by_kind(self) -> dict[tuple[int, str], list[Assignment]]:
        found: dict[tuple[int, str], list[Assignment]] = defaultdict(list)
        for rows in self.given.values():
            for row in rows:
                found[row.task_id, row.kind].append(row)
        return found

    def leads_of(self, task: Task) -> list[Assignment]:
        return self._by_kind.get((task.pk, AssignmentKind.LEAD), [])

    def supports_of(self, task: Task) -> list[Assignment]:
        return self._by_kind.get((task.pk, AssignmentKind.SUPPORT), [])

    @cached_property
    def texts(self) -> list[tuple[Any, PlanText]]:
        """The authored texts of the plans, but for those that are empty; in the place of one that
        is not written what was pasted of it."""
        return [
            (plan, text)
            for plan in self.plans
            for text in (*plan.texts.all(), *pasted_texts(plan, self.taken))
            if text.text
        ]

    @cached_property
    def issue_days(self) -> dict[int, date]:
        """Plan → the day on which it was issued, or that the head of its pasted text has."""
        days = {plan.pk: plan.issued_on or pasted_day(plan) for plan in self.plans}
        return {key: day for key, day in days.items() if day}

    @cached_property
    def sources(self) -> list[tuple[Task, str]]:
        """The open tasks that come from a pasted text, with the whole sentence they stood in."""
        words = {row.task: row.source for row in self.taken}
        return [(task, words[task.pk]) for task in self.open_tasks if task.pk in words]

    @cached_property
    def passages(self) -> list[Passage]:
        """All that is written: open tasks (as the paper has them too), texts, lists of a plan."""
        both = ((t, words) for t in self.open_tasks for words in (t.text, t.paper_words) if words)
        found = [Passage(words, True, task.plan, task) for task, words in both]
        found += [Passage(t.text, t.section in AHEAD, plan, t) for plan, t in self.texts]
        for plan in self.plans:
            for part, name in _WRITTEN_PARTS:
                for row in getattr(plan, name).all():
                    words = f"{row.text}. {getattr(row, 'who', '')}"
                    words += f". {to}" if (to := getattr(row, "report_to", "")) else ""
                    found.append(Passage(words, True, plan, row, part))
        return found

    @cached_property
    def _in_small(self) -> list[tuple[str, Passage]]:
        return [(one.text.lower(), one) for one in self.passages]

    def naming(self, *words: str) -> list[Passage]:
        """The passages in which one of the words stands, in whatever case: a pattern that cannot do
        without them need not search the others."""
        return [one for text, one in self._in_small if any(map(text.__contains__, words))]

    @cached_property
    def sentences(self) -> list[tuple[Any, PlanText, str]]:
        """Each sentence with a number or a quarter of the texts that look ahead, with its plan and
        its text."""
        return [
            (plan, text, sentence)
            for plan, text in self.texts
            if text.section in AHEAD
            for sentence in read(SENTENCE.split, text.text)
            if read(NUMBERED.search, sentence)
        ]

    @cached_property
    def words_of_sentences(self) -> list[tuple[Any, PlanText, str, str]]:
        """The same sentences, each with all its words, folded, in their order."""
        return [
            (plan, text, sentence, " ".join(read(ANY_WORD.findall, fold(sentence))))
            for plan, text, sentence in self.sentences
        ]

    @cached_property
    def words_of_tasks(self) -> list[tuple[Task, str]]:
        """Open task → all its words, folded, in their order."""
        return [(task, " ".join(read(ANY_WORD.findall, task.search))) for task in self.open_tasks]

    @cached_property
    def places(self) -> dict[str, dict[tuple[str, str], None]]:
        """Passage → (noun, name) of each village that it names, in their order, each once."""
        called = frozenset(unit.noun.lower() for unit in self.units if unit.is_village)
        return {
            one.text: dict.fromkeys([*places_in(one.text, called), *small_places_in(one.text)])
            for one in self.passages
        }

    @cached_property
    def persons(self) -> list[tuple[Passage, list[str]]]:
        """Each passage with the persons that it names, each once."""
        return [(one, list(dict.fromkeys(persons_in(one.text)))) for one in self.passages]

    @cached_property
    def wordings(self) -> dict[int, tuple[str, ...]]:
        """Open task → the words that name what is to be done."""
        return {task.pk: wording(task.search) for task in self.open_tasks}

    @cached_property
    def open_tasks(self) -> list[Task]:
        return [task for task in self.tasks if task.is_open]


# The lists of a plan that hold words of their own, by the name of their part of its page.
_WRITTEN_PARTS = (
    ("thoi-gian", "windows"), ("muc-tieu", "targets"), ("bao-cao", "reporting_duties"),
)  # fmt: skip


_TASKS = Task.objects.order_by("unit__path", "order", "pk")
_BODIES = Body.objects.order_by("pk")
_FUNDINGS = Funding.objects.with_parts().order_by("pk")


def load_facts(record: Record, unit: Unit, access: Access, *, spoilt: bool = True) -> CheckFacts:
    """The facts of the record's year at or below the unit; `spoilt`: some files may be.

    A hundred tasks, results and papers point to a dozen units, plans and criteria: each of these is
    made once, and shared by all that point to it.
    """
    sets = {a.criteria_set_id for a in record.assessments}
    criteria = list(Criterion.objects.filter(criteria_set__in=sets))
    units = list(Unit.objects.filter(Branch([unit], access).holds("path")).in_order())
    keys = [unit.pk for unit in units]  # so that no table is joined with that of the units
    of_year = {"unit__in": keys, "plan__year": record.year or 0}
    bodies = sharing(_BODIES.filter(unit__in=keys), unit=units)
    officials, postings, serving = _people(units, record.today)
    plans, rows, proofs = _plans(record, units), _rows(record, criteria), _proofs(record)
    tasks = sharing(
        _TASKS.filter(**of_year), unit=units, assessment=record.assessments, plan=plans,
        indicator=[row.indicator for row in rows], criterion=criteria,
    )  # fmt: skip
    return CheckFacts(
        record=record,
        unit=unit,
        plans=plans,
        tasks=tasks,
        given=_given(of_year, official=officials, body=bodies),
        rows=rows,
        baselines=_baselines(record, criteria),
        papers=_papers(rows, proofs, record.today),
        proofs=proofs,
        fundings=list(_FUNDINGS.filter(**of_year)),
        meetings=load_meetings(record.year, keys) if record.year else [],
        taken=load_taken(plans),
        reports=load_written(keys, record.year) if record.year else [],
        units=units,
        bodies=bodies,
        officials=officials,
        postings=postings,
        serving=serving,
        spoilt=_spoilt(units) if spoilt else [],
        loose_ends=loose_ends_of(keys, record.year or 0),
    )


_PARTS: tuple[tuple[str, Any], ...] = (
    ("windows", PlanWindow),
    ("targets", Target),
    ("citations", Citation),
    ("reporting_duties", ReportingDuty),
    ("recipients", Recipient),
)
_PAPERS = IssuedDocument.objects.not_recalled().filter(row_key=OuterRef("pk"))
_PLAN_DAYS = _PAPERS.filter(kind="plan").values("issued_on")
# A draft of which nothing was given is no part of the plan yet.
_OF_A_TASK = IntakeRow.objects.filter(intake=OuterRef("pk"), task__isnull=False)
_PASTED = (
    Intake.objects.filter(Exists(_OF_A_TASK), plan=OuterRef("pk")).order_by("-pk").values("text")
)
_PLANS = (
    # Of its last paper and of its first; None of a draft.
    Plan.objects.annotate(
        issued_on=Subquery(_PLAN_DAYS.order_by("-pk")[:1]),
        first_issued_on=Subquery(_PLAN_DAYS.order_by("pk")[:1]),
        pasted=Subquery(_PASTED[:1]),
    )
    .prefetch_related(
        *(Prefetch(name, model.objects.order_by("order", "pk")) for name, model in _PARTS),
        Prefetch("texts", PlanText.objects.order_by("pk")),
    )
    .order_by("pk")
)


def _plans(record: Record, units: Sequence[Unit]) -> list[Any]:
    """The plans of the year with their lists and texts."""
    keys = [unit.pk for unit in units]
    plans = sharing(_PLANS.filter(unit__in=keys, year=record.year or 0), unit=units)
    sharing((t for plan in plans for t in plan.targets.all()), assessment=record.assessments)
    return plans


_PROOFS = Proof.objects.in_use().select_related("evidence").order_by("result", "pk")


def _proofs(record: Record) -> list[Proof]:
    """The papers in use that prove the results."""
    return list(_PROOFS.filter(result__assessment__in=[a.pk for a in record.assessments]))


_GIVEN = Assignment.objects.order_by("kind", "order", "pk")


def _given(of_year: Mapping[str, Any], **known: Iterable[Model]) -> dict[int, list[Assignment]]:
    """Task → to whom it is given, leads first."""
    rows = _GIVEN.filter(**{f"task__{name}": one for name, one in of_year.items()})
    found: dict[int, list[Assignment]] = defaultdict(list)
    for row in sharing(rows, **known):
        found[row.task_id].append(row)
    return found


_RESULTS = Result.objects.select_related("indicator").order_by(
    "assessment", "indicator__criterion__number", "indicator__order", "pk"
)


def _rows(record: Record, criteria: Iterable[Criterion]) -> list[IndicatorRow]:
    assessments = {a.pk: a for a in record.assessments}
    results = with_levels(_RESULTS.filter(assessment__in=assessments))
    sharing([result.indicator for result in results], criterion=criteria)
    return [row_of(assessments[result.assessment_id], result) for result in results]


_BASELINES = Baseline.objects.order_by("assessment", "criterion__number")


def _baselines(record: Record, criteria: Iterable[Criterion]) -> list[Baseline]:
    rows = _BASELINES.filter(assessment__in=[a.pk for a in record.assessments])
    return sharing(rows, criterion=criteria)


def _papers(
    rows: Iterable[IndicatorRow], proofs: Iterable[Proof], on: date
) -> dict[int, Completeness]:
    """Of what is claimed as met: of the rest nobody expects a paper yet."""
    keys = [
        (row.result.pk, row.indicator.pk, row.indicator.parent_id, row.result.claim)
        for row in rows
        if row.result.claim == Claim.MET
    ]
    valid = [p for p in proofs if not p.evidence.expired_by(on)]
    return completeness_by(keys, [(proof.result_id, proof.requirement_id) for proof in valid])


_POSTINGS = Posting.objects.select_related("official").order_by("pk")


def _people(
    units: Sequence[Unit], today: date
) -> tuple[list[Official], list[Posting], frozenset[int]]:
    """Who holds or held a posting in the branch, the postings, and the keys of those who hold one
    today."""
    postings = list(_POSTINGS.filter(unit__in=[unit.pk for unit in units]))
    serving = frozenset(
        p.official_id for p in postings if not p.has_ended(today) and p.official.is_active
    )
    return list({p.official_id: p.official for p in postings}.values()), postings, serving


_SPOILT = FileFault.objects.order_by("found_at", "pk").values_list(
    "revision__name", "revision__evidence", "revision__evidence__title", "found_at"
)


def _spoilt(units: Sequence[Unit]) -> list[SpoiltFile]:
    """The files of the units that the store has spoilt, the first found first."""
    rows = _SPOILT.filter(revision__evidence__unit__in=[unit.pk for unit in units])
    return [SpoiltFile(*row) for row in rows]
