"""What the pages of a mapping show, and where what was judged by the old set goes."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import QuerySet

from criteria.enums import MappingKind
from criteria.mapping import rules
from criteria.mapping.proposal import MappingOffer, offers_for
from criteria.models import (
    Assessment,
    CriteriaSet,
    Criterion,
    Indicator,
    MappedIndicator,
    SetMapping,
)
from criteria.models.levels import levels_of
from criteria.models.mappings import ALONE
from villages.edit import version_of_set

OPEN_ONLY = "con"  # in the address: those alone that nobody settled


def indicators_in(criteria_set_id: int) -> list[Indicator]:
    """The indicators of a set in its order, with criterion and levels."""
    rows = Indicator.objects.filter(criterion__criteria_set=criteria_set_id)
    found = list(rows.select_related("criterion").order_by("criterion__number", "order", "pk"))
    levels = levels_of(found)
    for row in found:
        row.known_levels = levels[row.pk]
    return found


def mapping_rows(mapping: SetMapping) -> list[MappedIndicator]:
    rows = mapping.rows.select_related("old__criterion", "new__criterion")
    olds, news = ((f"{side}__criterion__number", f"{side}__order") for side in ("old", "new"))
    return list(rows.order_by(*olds, *news, "pk"))


def mappings_of(criteria_set: CriteriaSet) -> "QuerySet[SetMapping]":
    """The mappings that lead to the set, the newest first."""
    return criteria_set.mappings.select_related("old_set", "new_set").order_by("-pk")


def published_mapping(old_set_id: int, new_set_id: int) -> SetMapping | None:
    """The mapping in force between two sets: the last that was published."""
    rows = SetMapping.objects.filter(old_set=old_set_id, new_set=new_set_id)
    published = rows.filter(closed_at__isnull=False).select_related("old_set", "new_set")
    return published.order_by("-closed_at", "-pk").first()


def sets_before(new_set: CriteriaSet) -> "QuerySet[CriteriaSet]":
    """The published sets in whose place it may come; a national one in that of provinces' too."""
    rows = CriteriaSet.objects.filter(
        published_at__isnull=False, level=new_set.level, year_from__lte=new_set.year_from
    )
    if new_set.place:
        rows = rows.filter(place__in=["", new_set.place])
    return rows.exclude(pk=new_set.pk).order_by("-year_from", "code")


@dataclass(frozen=True)
class MappingLine:
    """An old indicator with what was settled of it, or what is offered."""

    old: Indicator
    rows: list[MappedIndicator]
    offer: MappingOffer | None

    @property
    def seen(self) -> int:
        """The version of what is settled: whoever saw these rows saw it."""
        return version_of_set(row.pk for row in self.rows)

    @property
    def is_settled(self) -> bool:
        return bool(self.rows)

    @property
    def kind_words(self) -> str:
        return self.rows[0].get_kind_display() if self.rows else ""

    @property
    def news(self) -> list[Indicator]:
        return [row.new for row in self.rows if row.new]

    @property
    def anchor(self) -> str:
        return f"chi-tieu-{self.old.pk}"


@dataclass
class MappingPage:
    """A mapping as a person works through it: each old indicator beside what it becomes."""

    mapping: SetMapping
    lines: list[MappingLine]
    news: list[Indicator]
    rows: list[MappedIndicator]
    shown: list[MappingLine] = field(default_factory=list)

    @property
    def settled(self) -> int:
        return sum(line.is_settled for line in self.lines)

    @property
    def open(self) -> int:
        return len(self.lines) - self.settled

    @property
    def sure(self) -> list[MappingLine]:
        return [line for line in self.lines if line.offer and line.offer.is_sure]

    @cached_property
    def sources(self) -> "Counter[int | None]":
        return Counter(row.new_id for row in self.rows if row.new_id and row.old_id)

    @property
    def without_source(self) -> list[Indicator]:
        """New indicators to which nothing leads so far: they are new when it is published."""
        return [new for new in self.news if not self.sources[new.pk]]

    @property
    def by_kind(self) -> list[tuple[str, int]]:
        """The settled changes by kind, each old indicator once."""
        kinds = Counter(line.rows[0].kind for line in self.lines if line.rows)
        kinds[MappingKind.NEW] = 0 if self.open else len(self.without_source)
        return [(str(kind.label), kinds[kind]) for kind in MappingKind if kinds[kind]]

    @property
    def gaps(self) -> list[str]:
        return rules.gaps([line.old for line in self.lines], self.rows)

    def next_after(self, old: Indicator) -> MappingLine | None:
        """The next old indicator of which nothing is settled, from this one on, then from the
        beginning."""
        at = next((i for i, line in enumerate(self.lines) if line.old.pk == old.pk), 0)
        rest = [*self.lines[at + 1 :], *self.lines[:at]]
        return next((line for line in rest if not line.is_settled), None)


def mapping_page(mapping: SetMapping, *, open_only: bool = False) -> MappingPage:
    """Every old indicator in its order; of those nobody settled, with what is offered."""
    olds, news = indicators_in(mapping.old_set_id), indicators_in(mapping.new_set_id)
    rows = mapping_rows(mapping)
    of_old: dict[int | None, list[MappedIndicator]] = {}
    for row in rows:
        of_old.setdefault(row.old_id, []).append(row)
    offers = {} if mapping.closed_at else _offers(olds, news, rows)
    lines = [
        MappingLine(old, of_old.get(old.pk, []), None if old.pk in of_old else offers.get(old.pk))
        for old in olds
    ]
    shown = [line for line in lines if not (open_only and line.is_settled)]
    return MappingPage(mapping, lines, news, rows, shown)


def _offers(
    olds: list[Indicator], news: list[Indicator], rows: list[MappedIndicator]
) -> dict[int, MappingOffer]:
    """What is offered of those nobody settled, in the new ones that none has for itself."""
    settled = {row.old_id for row in rows}
    alone = {row.new_id for row in rows if row.kind in ALONE}
    return offers_for(
        [old for old in olds if old.pk not in settled],
        [new for new in news if new.pk not in alone],
        [row.new_id for row in rows if row.new_id and row.old_id],
    )


@dataclass(frozen=True)
class Destination:
    """Where something goes in the new set: a criterion, and in it an indicator where one is
    known; neither for what concerns the whole."""

    criterion: Criterion | None = None
    indicator: Indicator | None = None

    @property
    def key(self) -> str:
        return f"{self.criterion.pk if self.criterion else 0}-{self.indicator_id or 0}"

    @property
    def indicator_id(self) -> int | None:
        return self.indicator.pk if self.indicator else None

    @property
    def words(self) -> str:
        if self.criterion is None:
            return "việc chung của đánh giá mới"
        at = f"Tiêu chí {self.criterion.numbered}"
        return f"{at}: {self.indicator}" if self.indicator else at


class Destinations:
    """Old indicator or criterion → where it goes by a mapping."""

    def __init__(self, mapping: SetMapping) -> None:
        self.of_indicator: dict[int, list[Indicator]] = {}
        self.of_criterion: dict[int, Counter[Criterion]] = {}
        self.into: dict[int, set[int]] = {}  # new criterion → old criteria that flow into it
        for row in mapping_rows(mapping):
            if row.old is None or row.new is None:
                continue
            self.of_indicator.setdefault(row.old.pk, []).append(row.new)
            flows = self.of_criterion.setdefault(row.old.criterion_id, Counter())
            flows[row.new.criterion] += 1
            self.into.setdefault(row.new.criterion_id, set()).add(row.old.criterion_id)

    def of(self, criterion_id: int | None, indicator_id: int | None) -> list[Destination]:
        """Where work of an old criterion, or indicator of it, may go, the likeliest first."""
        if criterion_id is None:
            return [Destination()]
        news = self.of_indicator.get(indicator_id or 0, [])
        found = [Destination(new.criterion, new) for new in news]
        flows = self.of_criterion.get(criterion_id, Counter()).most_common()
        return found + [Destination(criterion) for criterion, _ in flows]

    def rule_for(self, criterion_id: int | None, indicator_id: int | None) -> Destination | None:
        """The one place to which the mapping leads; None where a person must choose."""
        found = self.of(criterion_id, indicator_id)
        if indicator_id and len(self.of_indicator.get(indicator_id, [])) == 1:
            return found[0]
        if criterion_id is None:
            return found[0]
        flows = self.of_criterion.get(criterion_id, Counter())
        return Destination(next(iter(flows))) if len(flows) == 1 else None


def sources_of(assessment: Assessment) -> list[tuple[Assessment, SetMapping]]:
    """The assessments of the unit whose results this one may take over, with the mapping in force
    between their sets; once one was taken over, that one alone."""
    rows = Assessment.objects.filter(unit=assessment.unit_id, year__lte=assessment.year)
    rows = rows.exclude(pk=assessment.pk).exclude(criteria_set=assessment.criteria_set_id)
    if assessment.carried_from_id:
        rows = rows.filter(pk=assessment.carried_from_id)
    found = list(rows.select_related("unit", "criteria_set").order_by("-year", "pk"))
    mappings = SetMapping.objects.filter(
        new_set=assessment.criteria_set_id,
        old_set__in={row.criteria_set_id for row in found},
        closed_at__isnull=False,
    ).select_related("old_set", "new_set")
    in_force = {mapping.old_set_id: mapping for mapping in mappings.order_by("closed_at", "pk")}
    return [(a, in_force[a.criteria_set_id]) for a in found if a.criteria_set_id in in_force]
