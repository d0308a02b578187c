"""The works of a commune with their money by source, as stated by the cut-off."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from tasks.enums import FundingSource, FundingStage
from tasks.models import Funding
from villages.models import Unit

# The columns of the table: who pays; a source that nobody used has none.
PAYERS: tuple[tuple[str, tuple[FundingSource, ...]], ...] = (
    ("NS trung ương, tỉnh", (FundingSource.CENTRAL, FundingSource.PROVINCE)),
    ("NS huyện", (FundingSource.DISTRICT,)),
    ("NS xã", (FundingSource.COMMUNE,)),
    ("NSNN", (FundingSource.STATE,)),
    ("Nhân dân", (FundingSource.PEOPLE,)),
    ("Khác", (FundingSource.ENTERPRISE, FundingSource.CREDIT, FundingSource.OTHER)),
)


@dataclass
class FundedWork:
    """One work: what was mobilised for it (what is planned, while nothing was), paid and owed."""

    text: str
    totals: dict[str, int] = field(default_factory=lambda: defaultdict(int))  # by stage
    sources: dict[str, dict[str, int]] = field(default_factory=dict)  # by stage

    @property
    def is_planned(self) -> bool:
        return FundingStage.MOBILISED not in self.totals

    @property
    def total(self) -> int:
        return self.totals[FundingStage.PLANNED if self.is_planned else FundingStage.MOBILISED]

    @property
    def by_source(self) -> dict[str, int]:
        stage = FundingStage.PLANNED if self.is_planned else FundingStage.MOBILISED
        return self.sources.get(stage, {})

    def of(self, payers: tuple[FundingSource, ...]) -> int:
        return sum(self.by_source.get(source, 0) for source in payers)


def works_of(unit: Unit, year: int, until: date) -> list[FundedWork]:
    """The works of the plans of a year at or below the unit, in the order of their sums."""
    rows = Funding.objects.filter(
        Q(as_of__isnull=True) | Q(as_of__lte=until), unit__path__below=unit.path, plan__year=year
    )
    found: dict[tuple[int, str], FundedWork] = {}
    for row in rows.with_parts().order_by("unit__path", "pk"):
        work = found.setdefault((row.unit_id, row.text), FundedWork(row.text))
        parts = [(part.source, part.amount) for part in row.parts.all()]
        stated = sum(amount for _, amount in parts) if row.total is None else row.total
        if row.total is None and not parts:
            continue
        work.totals[row.stage] += stated
        own = work.sources.setdefault(row.stage, {})
        for source, amount in parts:
            own[source] = own.get(source, 0) + amount
    return [work for work in found.values() if work.totals]
