"""The board of the country: provinces down, criteria across, from tallies alone."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Min
from django.utils.text import capfirst

from criteria.enums import SetLevel
from criteria.models import CriteriaSet, Criterion, Tally
from ntm_project.common.blanks import DASH
from ntm_project.common.draw.tiles import End, MatrixHead, MatrixRow, Tile
from ntm_project.common.lists import MARKS, turned
from reports import links
from reports.boards.figures import FigureRow, Figures
from reports.boards.heirs import ended_note, has_heirs
from reports.boards.matrix import unknown_before
from reports.boards.past import begins_later
from reports.boards.upper import Tallied, existing_on, first_days_of_results, tallies_on
from reports.boards.upper_page import WITHOUT, short_name, unknown_words
from reports.replaced import not_in_force
from villages.access import Access
from villages.enums import UnitLevel
from villages.models import Unit


def deny_see_country(access: Access) -> str:
    """Sums of all provinces are for whoever works at one; no unit outside the scope opens."""
    if access.is_system or any(p.unit.level == UnitLevel.PROVINCE for p in access.postings):
        return ""
    return "Bảng cả nước dành cho người được giao việc ở cấp tỉnh."


NOTHING = Tallied()


def _sum(tallies: Iterable[Tallied]) -> Tallied:
    return Tallied(*map(sum, zip(NOTHING, *tallies, strict=True)))


class Province(NamedTuple):
    """A province of the country's board."""

    pk: int
    noun: str
    name: str
    path: str
    valid_to: date | None

    @property
    def title(self) -> str:
        return f"{capfirst(self.noun)} {self.name}"


@dataclass
class CountryPage:
    """Provinces by criteria of one set, in a year, as of a day or now."""

    provinces: list[Province]
    criteria: list[Criterion]
    unheld: int  # criteria that the decision counts and the record does not hold yet
    tallies: dict[tuple[int, int], Tallied]
    seen: set[int]  # the provinces that open
    day: date  # as of which it is shown
    query: dict[str, Any]
    sort: str
    without: list[Province]  # whose communes nobody assesses in the year
    # Province → from when its results are kept, where the day shown lies before that.
    begins: dict[int, date]
    before: dict[tuple[int, int], Tallied] | None = None

    @property
    def begins_on(self) -> date | None:
        """From when results are kept, where of no province any is as old as the day shown."""
        is_silent = self.begins and len(self.begins) == len(self.provinces)
        return min(self.begins.values()) if is_silent else None

    @cached_property
    def figures(self) -> Figures:
        """Each sum with the provinces that add up to it."""
        found = Figures(lambda slug: links.address("reports:country_figure", slug, **self.query))
        met = [self._figure_row(p, "dat", self._sums[p.pk].met) for p in self.provinces]
        found.add("dat", "Lượt tiêu chí đạt của các xã", met, total=self.whole.total)
        words = f"Tỉnh, thành phố chưa có xã nào lập đánh giá năm {self.query.get('nam')}"
        none = [FigureRow(p.title, self._board(p)) for p in self.without]
        found.add(WITHOUT, words, none)
        for k in self.criteria:
            counts = [(p, self._tally(p, k)) for p in self.provinces]
            rows = [self._figure_row(p, f"c-{k.number}", tally.met) for p, tally in counts]
            total = sum(tally.total for _, tally in counts)
            found.add(f"c-{k.number}", f"Xã đạt {k}", rows, total=total)
        return found

    def _figure_row(self, province: Province, slug: str, amount: int) -> FigureRow:
        return FigureRow(self._titles[province.pk], self._figure(province, slug), amount=amount)

    def _figure(self, province: Province, slug: str) -> str:
        """The communes behind a figure of a province that opens."""
        seen = province.pk in self.seen
        return links.figure_url(province.pk, slug, **self.query) if seen else ""

    def _tally(self, province: Province, criterion: Criterion) -> Tallied:
        return self.tallies.get((province.pk, criterion.pk), NOTHING)

    @cached_property
    def _titles(self) -> dict[int, str]:
        """Made once for the twenty figures in which each province stands."""
        return {province.pk: province.title for province in self.provinces}

    @cached_property
    def _sums(self) -> dict[int, Tallied]:
        """Province → the sum of its tallies over all criteria; nobody knows of those not held."""
        return {p.pk: self._sum_of(p) for p in self.provinces}

    def _sum_of(self, province: Province) -> Tallied:
        found = [self._tally(province, criterion) for criterion in self.criteria]
        communes = max((tally.total for tally in found), default=0)
        return _sum([*found, Tallied(unknown=self.unheld * communes)])

    @cached_property
    def whole(self) -> Tallied:
        """The sum of all provinces."""
        return _sum(self._sums.values())

    @property
    def matrix(self) -> dict[str, Any]:
        sums = [self.figures[f"c-{k.number}"] for k in self.criteria]
        foot = [End(figure.text, figure.url, "matrix-sum") for figure in sums]
        foot.append(End(self.whole.words, self.figures["dat"].url))
        columns = [
            MatrixHead(short_name(k.name), str(k.number), **self._sorts(f"c{k.number}"))
            for k in self.criteria
        ]
        return {
            "rows": [self._row(p) for p in self._in_order()],
            "first": MatrixHead("Tỉnh, thành phố", **self._sorts("ten")),
            "columns": columns,
            "ends": [MatrixHead("Lượt đạt", **self._sorts("dat"))],
            "foot": MatrixRow("Xã đạt", "", "", (), foot),
        }

    def _sorts(self, key: str) -> dict[str, str]:
        aria, following = turned(key, self.sort, falls_first=key != "ten")
        url = links.address("reports:country", **{**self.query, "xep": following})
        return {"href": url, "aria": aria, "mark": MARKS[aria]}

    def _in_order(self) -> list[Province]:
        key, is_down = self.sort.removeprefix("-"), self.sort.startswith("-")
        criterion = next((k for k in self.criteria if f"c{k.number}" == key), None)
        if key == "ten":
            return list(reversed(self.provinces)) if is_down else self.provinces
        if criterion is None and key != "dat":
            return self.provinces

        def share(province: Province) -> float:
            tally = self._tally(province, criterion) if criterion else self._sums[province.pk]
            return tally.met / max(tally.total, 1)

        return sorted(self.provinces, key=share, reverse=is_down)

    def _row(self, province: Province) -> MatrixRow:
        cells = [(self._tile(province, k),) for k in self.criteria]
        sums, url = self._sums[province.pk], self._figure(province, "dat")
        met = End(sums.words, url, "matrix-met", unknown_words(sums.unknown))
        if begins_on := self.begins.get(province.pk):
            met = unknown_before(begins_on)
        note = ended_note(province.valid_to, self.day)
        return MatrixRow(province.title, self._board(province), note, cells, [met])

    def _board(self, province: Province) -> str:
        seen = province.pk in self.seen
        return links.board_url(province.pk, **self.query) if seen else ""

    def _tile(self, province: Province, criterion: Criterion) -> Tile:
        url = self._figure(province, f"c-{criterion.number}")
        found = self._tally(province, criterion)
        is_known = found.unknown < found.total
        share = f"{round(100 * found.met / found.total)}" if is_known else DASH
        was = self.before.get((province.pk, criterion.pk), NOTHING) if self.before else found
        words = f"{found.words} xã đạt", unknown_words(found.unknown)
        return Tile(
            share, found.state, ", ".join(filter(None, words)), url or None,
            found.met > was.met, found.met < was.met, is_share=True,
        )  # fmt: skip


def country_sets(year: int | None) -> tuple[list[int], dict[CriteriaSet, int], set[int]]:
    """The years with tallies of provinces, newest first; the communes' sets of one of them, the
    commonest first, each with how many provinces it judges; the keys of all these provinces."""
    # A set is tallied by all its criteria, so the first of them has its years: found by index.
    sets = CriteriaSet.objects.filter(level=SetLevel.COMMUNE).annotate(first=Min("criteria"))
    known = {one.first: one for one in sets.order_by("code") if one.first}
    provinces = Unit.objects.filter(parent__isnull=True)
    rows = Tally.objects.filter(unit__in=provinces, criterion__in=known)
    found = list(rows.values_list("year", "criterion", "unit"))
    years = sorted({y for y, *_ in found}, reverse=True)
    chosen = year if year in years else next(iter(years), None)
    counts = Counter(known[key] for y, key, _ in found if y == chosen)
    judged = {unit for y, _, unit in found if y == chosen}
    by_code = (one for one in known.values() if one in counts)
    return years, {s: counts[s] for s in sorted(by_code, key=lambda s: -counts[s])}, judged


class _Tallies(NamedTuple):
    """What is read of a set in a year, as of any day; `has_two`: an amendment may stand beside what
    it amends."""

    provinces: list[int]
    shown: CriteriaSet
    year: int
    has_two: bool

    def gone(self, day: date) -> set[int]:
        """The assessments that do not count on the day."""
        return not_in_force(self.shown, self.year, day) if self.has_two else set()

    def on(self, day: date) -> dict[tuple[int, int], Tallied]:
        return tallies_on(self.provinces, self.shown, self.year, day, self.gone(day))


def country_page(
    access: Access,
    shown: CriteriaSet | None,
    year: int | None,
    query: dict[str, Any],
    *,
    judged: Collection[int],
    sort: str,
    as_of: date | None,
    compared_to: date | None,
    is_amended: bool,
) -> CountryPage:
    """Now from tallies; as of a day from the steps of the year, as where units or sets changed in
    it. A province that has ended since stands in the years in which its communes were assessed."""
    # Whatever has nothing above it is a province; by its level it would be sought among all units.
    rows = Unit.objects.filter(parent__isnull=True).order_by("order", "name_key", "pk")
    provinces = [Province(*row) for row in rows.values_list(*Province._fields)]
    day = as_of or access.as_of
    there = rows.filter(existing_on(min(day, date(year, 12, 31)))) if year else rows.none()
    without = [
        Province(*row) for row in there.exclude(pk__in=judged).values_list(*Province._fields)
    ]
    keys = [p.pk for p in provinces]
    criteria = list(shown.criteria.order_by("number")) if shown else []
    unheld = shown.number_of_criteria(len(criteria)) - len(criteria) if shown else 0
    seen = set(keys) if access.is_system else {p.unit_id for p in access.postings}
    tallies: dict[tuple[int, int], Tallied] = {}
    before = None
    if shown and year:
        read = _Tallies(keys, shown, year, is_amended or shown.amends_id is not None)
        is_changed = has_heirs(year, access.as_of) or bool(read.gone(access.as_of))
        then = as_of or (access.as_of if is_changed else None)
        tallies = read.on(then) if then else _now(keys, shown, year)
        before = read.on(compared_to) if compared_to else None
    counted = [p for p in provinces if any(key[0] == p.pk for key in tallies)] if tallies else []
    begins = _begins(counted, tallies, shown, year, as_of) if shown and year and as_of else {}
    return CountryPage(
        counted, criteria, unheld, tallies, seen, day, query, sort, without, begins, before
    )


def _begins(
    provinces: Iterable[Province],
    tallies: dict[tuple[int, int], Tallied],
    shown: CriteriaSet,
    year: int,
    day: date,
) -> dict[int, date]:
    """Province → its first result, of those of which nothing was known by the day."""
    known = {key for (key, _), found in tallies.items() if found.unknown < found.total}
    silent = {p.pk for p in provinces} - known
    first = first_days_of_results(silent, shown, year) if silent else {}
    return {pk: on for pk, one in first.items() if (on := begins_later(one, day))}


def _now(provinces: list[int], shown: CriteriaSet, year: int) -> dict[tuple[int, int], Tallied]:
    rows = Tally.objects.filter(unit__in=provinces, year=year, criterion__criteria_set=shown)
    found = rows.values_list("unit", "criterion", *Tallied._fields)
    return {(unit, criterion): Tallied(*counts) for unit, criterion, *counts in found}
