"""Everything in the fixtures, read and checked before a single row is written."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ntm_project.sample.mappings import read_mappings
from ntm_project.sample.places import (
    read_bodies,
    read_lineage,
    read_officials,
    read_postings,
    read_units,
)
from ntm_project.sample.plans import PlanDraft, read_plan_rows
from ntm_project.sample.record import (
    read_assessments,
    read_baselines,
    read_figures,
    read_recognitions,
    read_results,
    read_supervision,
)
from ntm_project.sample.requirements import read_requirements
from ntm_project.sample.review import ChainDraft, read_chains
from ntm_project.sample.rows import Draft, FixtureError, by_key, read_rows
from ntm_project.sample.sets import SetDraft, read_added_levels, read_sets
from ntm_project.sample.wordings import read_wordings
from ntm_project.sample.work import Known

UNPLACED_COLUMNS = ["mã dữ kiện", "nội dung", "lý do"]


@dataclass
class FixtureBook:
    """The drafts of all tables by key; references between them are known to hold."""

    sets: dict[str, SetDraft] = field(default_factory=dict)
    requirements: list[Draft] = field(default_factory=list)
    wordings: list[Draft] = field(default_factory=list)
    added_levels: list[Draft] = field(default_factory=list)
    mappings: list[Draft] = field(default_factory=list)
    units: dict[str, Draft] = field(default_factory=dict)
    lineage: list[Draft] = field(default_factory=list)
    bodies: dict[str, Draft] = field(default_factory=dict)
    officials: dict[str, Draft] = field(default_factory=dict)
    postings: list[Draft] = field(default_factory=list)
    assessments: dict[str, Draft] = field(default_factory=dict)
    baselines: list[Draft] = field(default_factory=list)
    results: list[Draft] = field(default_factory=list)
    figures: list[Draft] = field(default_factory=list)
    supervision: list[Draft] = field(default_factory=list)
    recognitions: list[Draft] = field(default_factory=list)
    plans: list[PlanDraft] = field(default_factory=list)
    chains: list[ChainDraft] = field(default_factory=list)
    unplaced: list[tuple[str, str, str]] = field(default_factory=list)


def read_fixtures(folder: Path) -> FixtureBook:
    """The whole of a fixtures folder, or `FixtureError` at the first row that is wrong."""
    if not folder.is_dir():
        raise FixtureError(f"Không có thư mục dữ liệu mẫu {folder}.")
    book = FixtureBook(sets=read_sets(folder / "sets"))
    book.added_levels = read_added_levels(folder / "sets", book.sets)
    book.mappings = read_mappings(folder / "sets", book.sets)
    book.wordings = read_wordings(folder)
    book.requirements = read_requirements(folder / "sets", book.sets)
    communes = sorted(p for p in folder.iterdir() if p.is_dir() and p.name != "sets")
    # Tables that others refer to are read from every folder first: folders may share them.
    for commune in communes:
        book.units |= _joined(book.units, read_units(commune, book.units))
        book.lineage += read_lineage(commune, book.units)
        book.bodies |= _joined(book.bodies, read_bodies(commune, book.units))
        book.officials |= _joined(book.officials, read_officials(commune))
    for commune in communes:
        book.postings += read_postings(commune, book.units, book.bodies, book.officials)
        assessments = read_assessments(commune, book.units, book.sets)
        book.assessments |= _joined(book.assessments, assessments)
    known = Known(book.sets, book.units, book.bodies, book.officials, book.assessments)
    for commune in communes:
        _read_record(book, commune)
        if plan := read_plan_rows(commune, known):
            book.plans.append(plan)
    book.chains = read_chains(folder, book.units, book.bodies)
    rows = read_rows(folder, "unplaced.csv", UNPLACED_COLUMNS)
    book.unplaced = [
        (row.required("mã dữ kiện"), row.required("nội dung"), row.required("lý do"))
        for row in rows
    ]
    return book


def _joined(known: dict[str, Draft], more: Iterable[Draft]) -> dict[str, Draft]:
    return by_key([*known.values(), *more])


def _read_record(book: FixtureBook, commune: Path) -> None:
    judged = book.assessments, book.sets
    book.baselines += read_baselines(commune, *judged)
    book.results += read_results(commune, *judged)
    book.figures += read_figures(commune, *judged)
    book.supervision += read_supervision(commune, *judged, book.officials)
    book.recognitions += read_recognitions(commune, book.units, book.sets)
