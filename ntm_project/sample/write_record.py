"""Writes assessments that are not there yet, each whole: baselines, results, figures, leaders."""

from functools import cached_property
from typing import Any

from criteria import rules, services
from criteria.models import (
    Assessment,
    CriteriaSet,
    Criterion,
    Figure,
    Indicator,
    Recognition,
    Result,
)
from ntm_project.sample.book import FixtureBook
from ntm_project.sample.journal import Journal
from ntm_project.sample.rows import Draft
from ntm_project.sample.write_places import needed
from tasks.services import set_supervision
from villages.audit import record
from villages.models import Official, Unit

_ENTRY_COLUMNS = {
    "value": "giá trị",
    "grade": "xếp loại",
    "as_of": "tính đến ngày",
    "note": "ghi chú",
}


class SetRows:
    """The criteria and indicators of the loaded sets by code; read only when something is new."""

    @cached_property
    def sets(self) -> dict[str, CriteriaSet]:
        return {row.code: row for row in CriteriaSet.objects.all()}

    @cached_property
    def criteria(self) -> dict[tuple[str, str], Criterion]:
        rows = Criterion.objects.select_related("criteria_set")
        return {(row.criteria_set.code, str(row.number)): row for row in rows}

    @cached_property
    def indicators(self) -> dict[tuple[str, str], Indicator]:
        rows = Indicator.objects.select_related("criterion__criteria_set")
        return {(row.criterion.criteria_set.code, row.code): row for row in rows}


def write_assessments(book: FixtureBook, journal: Journal, rows: SetRows) -> None:
    """An assessment that stands is left as people have it, with all that belongs to it."""
    for key, draft in book.assessments.items():
        if journal.has(Assessment, key):
            continue
        unit = needed(journal, Unit, draft.refs["unit"], draft)
        judged_by = rows.sets[draft.refs["set"]]
        year = draft.fields["year"]
        assessment = Assessment.objects.filter(unit=unit, criteria_set=judged_by, year=year).first()
        if assessment is not None:
            journal.add(assessment, key, unit, is_new=False)
            continue
        with draft.row.guard():
            assessment = services.open_assessment(
                by=journal.by, unit=unit, criteria_set=judged_by, **draft.fields
            )
        journal.add(assessment, key, unit)
        _Content(book, journal, rows, key, assessment).write()


class _Content:
    """Writes what belongs to one new assessment."""

    def __init__(
        self, book: FixtureBook, journal: Journal, rows: SetRows, key: str, assessment: Assessment
    ) -> None:
        self.book, self.journal, self.rows = book, journal, rows
        self.key, self.assessment = key, assessment
        self.code = assessment.criteria_set.code

    def write(self) -> None:
        for draft in self._of(self.book.baselines):
            with draft.row.guard():
                baseline = services.state_baseline(
                    by=self.journal.by,
                    assessment=self.assessment,
                    criterion=self._criterion(draft),
                    **draft.fields,
                )
            self.journal.count(baseline)
        for draft in self._of(self.book.results):
            self._write_result(draft)
        self._write_figures()
        self._write_supervision()

    def _of(self, drafts: list[Draft]) -> list[Draft]:
        return [draft for draft in drafts if draft.refs["assessment"] == self.key]

    def _criterion(self, draft: Draft) -> Any:
        number = draft.refs["criterion"]
        return self.rows.criteria[self.code, number] if number else None

    def _write_result(self, draft: Draft) -> None:
        indicator = self.rows.indicators[self.code, draft.refs["indicator"]]
        entry = Result(indicator=indicator, **draft.fields)
        # The service trusts the program; what an official may not enter, a fixture may not either.
        for name, sentence in rules.entry_errors(entry, today=self.journal.by.on).items():
            raise draft.row.error(sentence, _ENTRY_COLUMNS[name])
        result = Result.objects.get(assessment=self.assessment, indicator=indicator)
        with draft.row.guard():
            services.set_result(
                by=self.journal.by,
                result_id=result.pk,
                fields=draft.fields,
                seen_version=result.version,
            )
        self.journal.count(result)

    def _write_figures(self) -> None:
        drafts = self._of(self.book.figures)
        for draft in drafts:
            figure = Figure(
                assessment=self.assessment, criterion=self._criterion(draft), **draft.fields
            )
            with draft.row.guard():
                figure.full_clean()
                figure.save()
            self.journal.count(figure)
        if drafts:
            record(
                self.journal.by,
                "ghi số liệu nêu trong báo cáo",
                self.assessment,
                unit=self.assessment.unit,
                new={"figures": len(drafts)},
            )

    def _write_supervision(self) -> None:
        by_criterion: dict[str, list[Draft]] = {}
        for draft in self._of(self.book.supervision):
            by_criterion.setdefault(draft.refs["criterion"], []).append(draft)
        for drafts in by_criterion.values():
            made = set_supervision(
                by=self.journal.by,
                assessment=self.assessment,
                criterion=self._criterion(drafts[0]),
                officials=[needed(self.journal, Official, d.refs["official"], d) for d in drafts],
            )
            # The plan words each leader's charge differently; the service takes one wording.
            for draft, row in zip(drafts, made, strict=True):
                row.words = draft.fields["words"]
                row.save(update_fields=["words"])
                self.journal.count(row)


def write_recognitions(book: FixtureBook, journal: Journal, rows: SetRows) -> None:
    for draft in book.recognitions:
        if journal.has(Recognition, draft.name):
            continue
        unit = needed(journal, Unit, draft.refs["unit"], draft)
        code = draft.refs["set"]
        row = Recognition(unit=unit, criteria_set=rows.sets[code] if code else None, **draft.fields)
        with draft.row.guard():
            row.full_clean()
            row.save()
        journal.add(row, draft.name, unit)
