"""What a change of units is made of, before and while it is done: nothing here is stored."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from villages.enums import LineageKind
from villages.models import Body, Official, Posting, Unit


@dataclass(eq=False)
class Heir:
    """A unit to come, or one that is there already (`found`); `unit` once it is made."""

    level: str
    noun: str
    name: str
    found: Unit | None = None
    under: "Heir | None" = None  # None: below the unit of the page
    unit: Unit | None = None

    def __str__(self) -> str:
        return f"{self.noun} {self.name}"

    @property
    def top(self) -> "Heir":
        """The unit of the page's own level: the one below which a part goes on."""
        return self.under or self


@dataclass(eq=False)
class Step:
    """Some units become others: several one, or one several."""

    olds: list[Unit]
    heirs: list[Heir]
    line: str = ""
    chosen: int = 0  # for a part of a unit that is split: below which of its heirs it goes on
    working: int = 0  # for a unit that is split: which of its heirs takes its open work
    shown: int | None = None  # which of them the page that was sent had shown for it

    @property
    def worker(self) -> Heir:
        return self.heirs[self.working]

    def kind(self, parent: Unit | None) -> LineageKind:
        if len(self.heirs) > 1:
            return LineageKind.SPLIT
        if len(self.olds) > 1 or self.heirs[0].found:
            return LineageKind.MERGE
        is_below = self.heirs[0].under is not None or self.olds[0].parent_id != _pk(parent)
        return LineageKind.MOVE if is_below else LineageKind.RENAME


def _pk(unit: Unit | None) -> int | None:
    return unit.pk if unit else None


@dataclass(eq=False)
class HeldPosting:
    """An open posting of a unit that ends, and in which unit to come its holder goes on, if any;
    `is_rival`: somebody else holds what the unit to come has once, so that it `waits` until
    somebody has chosen."""

    posting: Posting
    heirs: list[Heir]
    choice: int | None = None
    is_rival: bool = False
    is_chosen: bool = False

    @property
    def waits(self) -> bool:
        return self.is_rival and not self.is_chosen

    @property
    def heir(self) -> Heir | None:
        return None if self.choice is None else self.heirs[self.choice]


@dataclass(frozen=True)
class Parted:
    """An official, where they go on (nowhere: they leave), and what of theirs goes elsewhere."""

    official: Official
    goes: tuple[Heir, ...]
    work: tuple[tuple[Heir, int], ...]
    waits: bool = False

    def __str__(self) -> str:
        """`Đặng Thị Hiền (3 việc ở xã Mai Hạ)`."""
        work = ", ".join(f"{count} việc ở {heir}" for heir, count in self.work)
        return f"{self.official} ({work})"


@dataclass(eq=False)
class Change:
    """All that one act does to units: what ends, what comes, who goes on where."""

    parent: Unit | None
    on: date
    act: str = ""
    steps: list[Step] = field(default_factory=list)
    parts: list[Step] = field(default_factory=list)  # the units below those that end
    held: list[HeldPosting] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    parted: list[Parted] = field(default_factory=list)
    late: tuple[date, str] | None = None  # the last work of the old units after the day
    is_sure: bool = False  # that the day is right all the same
    # Old body → unit to come → the body there, the first named first, once they are made.
    bodies: dict[int, dict[int, Body]] = field(default_factory=dict)
    # Kind of rows and key → which heir is chosen for the one row, where its unit is split.
    singles: dict[tuple[str, int], int] = field(default_factory=dict)

    @property
    def sure_value(self) -> str:
        """What whoever has read which work is the last sends along; of another day it is none."""
        return f"{self.on}/{self.late[0]}" if self.late else ""

    @property
    def all_steps(self) -> list[Step]:
        return [*self.steps, *self.parts]

    @property
    def olds(self) -> list[Unit]:
        """Every unit that ends, those below others included."""
        return [unit for step in self.all_steps for unit in step.olds]

    @property
    def last_day(self) -> date:
        """The last day of the old units."""
        return self.on - timedelta(days=1)

    @property
    def heirs(self) -> dict[int, Heir]:
        """Old unit → where its open work goes on: of those it is split into, the chosen one."""
        return {unit.pk: step.worker for step in self.all_steps for unit in step.olds}

    def step_of(self, unit_id: int) -> Step | None:
        """What becomes of an old unit."""
        return next((s for s in self.all_steps for unit in s.olds if unit.pk == unit_id), None)

    def heir_of(self, unit_id: int, kind: str, row: int) -> Heir | None:
        """Where one row of an old unit goes on: as chosen for it alone, else as the others."""
        step = self.step_of(unit_id)
        if step is None:
            return None
        chosen = self.singles.get((kind, row), step.working)
        return step.heirs[chosen] if chosen < len(step.heirs) else step.worker

    def issuer_after(self, heir: Heir | None, plan_unit_id: int) -> Unit | None:
        """Whose plan holds the work that goes on there, where the unit of its plan ends: a part of
        one that is split goes on below the unit chosen for it, and so does its work."""
        if plan_unit_id in self.heirs and heir is not None:
            return heir.top.unit
        return self.unit_after(plan_unit_id)

    def body_after(self, body: Body | None, *units: Unit) -> Body | None:
        """The organisation that an old one has become, in the first of the units that has it."""
        there = self.bodies.get(body.pk, {}) if body else {}
        found = (there[unit.pk] for unit in units if unit.pk in there)
        return next(found, next(iter(there.values()), body))

    def unit_after(self, unit_id: int) -> Unit | None:
        """The unit that an old one has become; None for one that does not end."""
        heir = self.heirs.get(unit_id)
        return heir.unit if heir else None
