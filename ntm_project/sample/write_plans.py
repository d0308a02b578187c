"""Writes plans that are not there yet, each whole: texts, windows, targets, money, tasks."""

from functools import partial
from typing import Any

from criteria.models import Assessment
from evidence.authored.rules import deny_write_text
from evidence.authored.services import write_text
from ntm_project.sample.book import FixtureBook
from ntm_project.sample.journal import Journal
from ntm_project.sample.plans import PlanDraft
from ntm_project.sample.rows import Draft
from ntm_project.sample.work import Assigned
from ntm_project.sample.write_places import needed
from ntm_project.sample.write_record import SetRows
from reports.documents.authored import AuthoredBlock
from reports.documents.kinds import KINDS
from tasks.models import (
    Assignment,
    Citation,
    Funding,
    FundingPart,
    Plan,
    PlanWindow,
    Recipient,
    ReportingDuty,
    Target,
)
from tasks.services import create_plan, create_task, edit_text
from villages.audit import record
from villages.models import Body, Official, Unit


def write_plans(book: FixtureBook, journal: Journal, rows: SetRows) -> None:
    """Write the plans that are not there yet; one that is stays as people have it."""
    for draft in book.plans:
        head = draft.plan
        if journal.has(Plan, head.name):
            continue
        unit = needed(journal, Unit, head.refs["unit"], head)
        same = {name: head.fields[name] for name in ("year", "kind")}
        plan = Plan.objects.filter(unit=unit, **same).first()
        if plan is not None:
            journal.add(plan, head.name, unit, is_new=False)
            continue
        with head.row.guard():
            plan = create_plan(by=journal.by, unit=unit, **head.fields)
        journal.add(plan, head.name, unit)
        _Content(book, journal, rows, draft, plan).write()


def _block(draft: Draft) -> AuthoredBlock:
    """The passage that a row of the passages names."""
    kind = next((kind for kind in KINDS if kind.slug == draft.fields["kind"]), None)
    block = kind.block(draft.fields["block"]) if kind and kind.model is Plan else None
    if block is None or (kind and kind.text_url):
        raise draft.row.error("không có đoạn này trong văn bản lập từ kế hoạch.", "đoạn")
    return block


class _Content:
    """Writes what belongs to one new plan."""

    def __init__(
        self, book: FixtureBook, journal: Journal, rows: SetRows, draft: PlanDraft, plan: Plan
    ) -> None:
        self.book, self.journal, self.rows = book, journal, rows
        self.draft, self.plan = draft, plan

    def write(self) -> None:
        for text in self.draft.texts:
            with text.row.guard():
                row = edit_text(by=self.journal.by, plan=self.plan, seen_version=0, **text.fields)
            self.journal.count(row)
        self._write_passages()
        self._write_lists()
        self._write_funding()
        for draft, assigned in self.draft.tasks:
            self._write_task(draft, assigned)

    def _write_passages(self) -> None:
        """What people wrote of the papers that are made of the plan."""
        for draft in self.draft.passages:
            block = _block(draft)
            place = {"kind": draft.fields["kind"], "row_key": self.plan.pk, "block": block.key}
            with draft.row.guard():
                row = write_text(
                    by=self.journal.by,
                    unit=self.plan.unit,
                    title=block.title,
                    text=draft.fields["text"],
                    seen_version=0,
                    deny=partial(deny_write_text, unit=self.plan.unit),
                    **place,
                )
            self.journal.count(row)

    def _write_lists(self) -> None:
        """The short lists of a plan have no service of their own; one event records them all."""
        before = self.journal.added.copy()
        for draft in self.draft.windows:
            self._save(draft, PlanWindow(plan=self.plan, **draft.fields))
        for draft in self.draft.targets:
            self._save(draft, Target(plan=self.plan, **draft.fields, **self._judged(draft)))
        for draft in self.draft.citations:
            self._save(draft, Citation(plan=self.plan, **draft.fields))
        for draft in self.draft.recipients:
            self._save(draft, Recipient(plan=self.plan, **draft.fields))
        for draft in self.draft.reporting:
            self._save(draft, ReportingDuty(plan=self.plan, **draft.fields))
        record(
            self.journal.by,
            "ghi thành phần kế hoạch",
            self.plan,
            unit=self.plan.unit,
            new=dict(self.journal.added - before),
        )

    def _save(self, draft: Draft, row: Any) -> None:
        with draft.row.guard():
            row.full_clean()
            row.save()
        self.journal.count(row)

    def _judged(self, draft: Draft) -> dict[str, Any]:
        """The assessment, criterion and indicator that a row speaks of, where it names them."""
        key = draft.refs["assessment"]
        if not key:
            return {}
        assessment = needed(self.journal, Assessment, key, draft)
        code = self.book.assessments[key].refs["set"]
        number, indicator = draft.refs["criterion"], draft.refs.get("indicator", "")
        found: dict[str, Any] = {
            "assessment": assessment,
            "criterion": self.rows.criteria[code, number] if number else None,
        }
        if indicator:
            found["indicator"] = self.rows.indicators[code, indicator]
        return found

    def _write_funding(self) -> None:
        sums: dict[str, Funding] = {}
        for draft in self.draft.funding:
            if part_of := draft.refs["part_of"]:
                self._save(draft, FundingPart(funding=sums[part_of], **draft.fields))
                continue
            unit = needed(self.journal, Unit, draft.refs["unit"], draft)
            row = Funding(plan=self.plan, unit=unit, **draft.fields, **self._judged(draft))
            self._save(draft, row)
            sums[draft.name] = row
        for row in sums.values():
            record(
                self.journal.by,
                "ghi kinh phí",
                row,
                unit=row.unit,
                new={"words": row.words, "parts": [str(part) for part in row.parts.all()]},
            )

    def _write_task(self, draft: Draft, assigned: list[Assigned]) -> None:
        unit = needed(self.journal, Unit, draft.refs["unit"], draft)
        with draft.row.guard():
            task = create_task(
                by=self.journal.by,
                plan=self.plan,
                fields={"unit": unit, **draft.fields, **self._judged(draft)},
                assignees=[self._assignee(draft, one) for one in assigned],
            )
        self.journal.count(task)

    def _assignee(self, draft: Draft, one: Assigned) -> Assignment:
        row = Assignment(kind=one.kind, words=one.words)
        if one.official:
            row.official = needed(self.journal, Official, one.official, draft)
        elif one.body:
            row.body = needed(self.journal, Body, one.body, draft)
        else:
            row.role_words = one.words
        return row
