"""What a change of units will do: read from what was typed, before anything is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet

from ntm_project.common.answers import key_of, number_of
from ntm_project.common.text import fold
from villages.access import Access
from villages.changes import rules
from villages.changes.lines import ChangeLine, read_changes
from villages.changes.models import Change, Heir, HeldPosting, Step
from villages.changes.movers import Mover, latest_of, movers
from villages.changes.parting import parted_by
from villages.changes.unfilled import SINGLE
from villages.edit import seen_row, version_of_set
from villages.enums import Ability
from villages.models import Posting, Unit
from villages.models.audit import part_key
from villages.nouns import COMMUNES, VILLAGES
from villages.rules import deny_far_day
from villages.titles import post_key

MOST_HEIRS = 20  # of one unit that is split
MOST_LISTED = 200  # rows of a kind that the page names one by one
Choices = Mapping[str, str]


def open_units(on: date) -> "QuerySet[Unit]":
    """The units that have not ended before the day."""
    return Unit.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def change_of(
    access: Access, parent: Unit, *, text: str, on: date, act: str, choices: Choices
) -> Change:
    """The whole change; `faults` holds a sentence for each thing that makes it impossible.

    `choices` are the fields of the page: `t<unit>` below which heir a part goes on, `v<unit>` which
    heir takes the open work of one that is split and `w<unit>` which did when the page was shown,
    `p<posting>` where a holder goes on, `n<kind>-<row>` where one row of a unit that is split does,
    `sure` that the day is right though the record has work after it.
    Without any, what is proposed.
    """
    change = Change(parent, on, act)
    known = _Names(access, parent, on)
    for line in read_changes(text):
        step = _step(line, known, change)
        if step is not None:
            change.steps.append(step)
    if reason := deny_far_day(access, on):
        change.faults.append(reason)
    change.faults += rules.double_faults(change)
    for step in change.steps:
        change.faults += rules.step_faults(step, change)
    if change.faults:
        return change
    complete(change, choices)
    change.parted = parted_by(change)
    change.faults += rules.part_faults(change) + rules.posting_faults(change)
    for mover in movers():
        change.faults += mover.faults(change)
    change.late = latest_of(change)
    change.is_sure = choices.get("sure") == change.sure_value
    return change


def complete(change: Change, choices: Choices) -> None:
    """The units below those that end, and who holds a posting in any of them."""
    _add_parts(change, choices)
    for name, value in choices.items():
        kind, _, row = name.removeprefix("n").rpartition("-")
        key, chosen = key_of(row), _index(value, MOST_HEIRS)
        if name.startswith("n") and key and chosen is not None:
            change.singles[kind, key] = chosen
    _add_held(change, choices)


class _Names:
    """The units that a line can name: those directly below, and others that one administers."""

    def __init__(self, access: Access, parent: Unit, on: date) -> None:
        self.access, self.parent, self.on = access, parent, on
        levels = rules.level_below(parent)
        held = access.holding(Ability.ADMINISTER).postings
        paths = [path for p in held for path in (p.unit.path, *p.unit.former_paths)]
        within = Q(pk__in=[])
        for path in paths:
            within |= Q(path__below=path)
        rows = Unit.objects.filter(level__in=levels).filter(Q() if access.is_system else within)
        # An ended one is found too, so that the page can name the day; an open one comes first.
        rows = rows.select_related("parent").prefetch_related("successions__successor")
        self.units = list(rows.in_order())
        self.open = {unit.pk for unit in open_units(on).filter(level__in=levels)}

    def olds(self, name: str) -> list[Unit]:
        """Those of the name; of several an open one, and one below the unit of the page."""
        found = [unit for unit in self.units if fold(name) in _names_of(unit)]
        for is_better in (self._is_open, self._is_before, self._is_below):
            found = [unit for unit in found if is_better(unit)] or found
        return found

    def new(self, name: str, olds: list[Unit]) -> Heir:
        nouns = COMMUNES if olds[0].level != "village" else VILLAGES
        noun = next((n for n in nouns if _begins(name, n)), "")
        if any(unit.noun != noun and _begins(unit.name, noun) for unit in olds):
            noun = ""  # of `thôn Làng Mới` the word is part of the name
        bare = " ".join(name.split()[len(noun.split()) :])
        usual = olds[0].noun if len({u.noun for u in olds}) == 1 else _usual(olds)
        there = [
            unit
            for unit in self.units
            if self._is_open(unit) and self._is_below(unit) and unit not in olds
        ]
        # `Làng Mới` is rather the `thôn Làng Mới` that is there than a new `làng Mới`.
        found = [unit for unit in there if fold(unit.name) == fold(name)] or [
            unit
            for unit in there
            if fold(unit.name) == fold(bare) and (not noun or unit.noun == noun)
        ]
        known = found[0] if len(found) == 1 else None
        if known is not None:
            return Heir(known.level, known.noun, known.name, known)
        return Heir(olds[0].level, noun or usual, bare)

    def _is_open(self, unit: Unit) -> bool:
        return unit.pk in self.open

    def _is_before(self, unit: Unit) -> bool:
        return unit.valid_from is None or unit.valid_from < self.on

    def _is_below(self, unit: Unit) -> bool:
        return unit.parent_id == self.parent.pk


def _begins(name: str, noun: str) -> bool:
    return bool(noun) and fold(name).startswith(f"{fold(noun)} ")


def _usual(olds: list[Unit]) -> str:
    return "xã" if olds[0].level == "commune" else olds[0].noun


def _names_of(unit: Unit) -> set[str]:
    """`Mai Hạ`, `thôn Mai Hạ`, and either with the unit above in brackets."""
    names = (unit.name, unit.full_name)
    above = (unit.parent.name, unit.parent.full_name) if unit.parent else ()
    return {fold(n) for n in names} | {fold(f"{n} ({a})") for n in names for a in above}


def _step(line: ChangeLine, known: _Names, change: Change) -> Step | None:
    """The line with its units; None, and a fault noted, where it names none or two."""
    if line.doubt:
        change.faults.append(f"“{line.text}”: {line.doubt}")
        return None
    olds: list[Unit] = []
    for name in line.olds:
        found = known.olds(name)
        if not found:
            change.faults.append(
                f"“{line.text}”: không thấy đơn vị “{name}” trong phạm vi đồng chí quản trị."
            )
        elif len(found) > 1:
            where = "; ".join(f"{u.name} ({u.parent.full_name})" for u in found if u.parent)
            change.faults.append(f"“{line.text}”: có {len(found)} đơn vị tên “{name}”: {where}.")
        else:
            olds.append(found[0])
    if len(olds) < len(line.olds):
        return None
    change.faults += [reason for unit in olds if (reason := rules.deny_end(known.access, unit))]
    heirs = [known.new(name, olds) for name in line.news]
    if line.is_rename and (taken := next((heir.found for heir in heirs if heir.found), None)):
        change.faults.append(
            f"“{line.text}”: đã có {taken.full_name}, nên không đổi tên thành tên ấy được. Nếu là "
            f"sáp nhập thì viết “Sáp nhập {olds[0].full_name} vào {taken.full_name}”."
        )
        return None
    return Step(olds, heirs, line.text)


def _add_parts(change: Change, choices: Choices) -> None:
    """Each unit below one that ends goes on below its heir under its own name, made distinct where
    two parts would have the same."""
    for step in change.steps:
        name = f"v{step.olds[0].pk}"
        step.working = _index(choices.get(name), len(step.heirs)) or 0
        if "write" not in choices:
            step.shown = _index(choices.get(f"w{step.olds[0].pk}"), len(step.heirs))
        rows = open_units(change.on).filter(parent__in=step.olds).select_related("parent")
        rows = rows.prefetch_related("successions__successor")
        children = list(rows.order_by("parent__name_key", "order", "name_key", "pk"))
        names = [fold(child.name) for child in children]
        taken = {
            fold(name)
            for heir in step.heirs
            if heir.found
            for name in heir.found.children.values_list("name", flat=True)
        }
        for child in children:
            is_double = names.count(fold(child.name)) > 1 or fold(child.name) in taken
            assert child.parent is not None
            name = f"{child.name} ({child.parent.name} cũ)" if is_double else child.name
            chosen = _index(choices.get(f"t{child.pk}"), len(step.heirs)) or 0
            heir = Heir(child.level, child.noun, name, under=step.heirs[chosen])
            change.parts.append(Step([child], [heir], chosen=chosen))


def _add_held(change: Change, choices: Choices) -> None:
    """Whoever holds a posting in a unit that ends on or after the day, or has none to end.

    They go with the open work; where another unit is chosen for it, so do those who went with it.
    """
    steps = {unit.pk: step for step in change.all_steps for unit in step.olds}
    rows = Posting.objects.filter(unit__in=list(steps)).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=change.on)
    )
    held = list(rows.select_related("official", "unit", "body").order_by("unit__path", "pk"))
    rivals = _rivals(held, steps)
    for posting in held:
        step = steps[posting.unit_id]
        choice = None if posting.pk in rivals else step.working
        if f"p{posting.pk}" in choices:
            sent = _index(choices[f"p{posting.pk}"], len(step.heirs))
            choice = step.working if sent is not None and sent == step.shown else sent
        is_chosen = bool(choices.get(f"p{posting.pk}"))
        change.held.append(
            HeldPosting(posting, step.heirs, choice, posting.pk in rivals, is_chosen)
        )


def _rivals(held: Sequence[Posting], steps: Mapping[int, Step]) -> set[int]:
    """Those who hold, beside somebody else, what the unit to come has once: by role, or by title
    as the heads of several units do. Whoever holds it in two of the old units is one."""
    heads: dict[Any, list[Posting]] = {}
    roles: dict[Any, list[Posting]] = {}
    for one in held:
        worker = steps[one.unit_id].worker
        if key := post_key(one.title, one.unit.name):
            heads.setdefault((worker, key), []).append(one)
        if one.role in SINGLE:
            roles.setdefault((worker, one.role), []).append(one)
    of_units = [rows for rows in heads.values() if len({one.unit_id for one in rows}) > 1]
    return {
        one.pk
        for rows in (*of_units, *roles.values())
        if len({one.official_id for one in rows}) > 1
        for one in rows
    }


def _index(value: str | None, length: int) -> int | None:
    number = number_of(value, 4)
    return number if number is not None and number < length else None


@dataclass(frozen=True)
class Touched:
    """One kind of rows on the page: how many, and the first of them with their addresses."""

    mover: Mover
    count: int
    rows: list["TouchedRow"]

    @property
    def is_chosen(self) -> bool:
        """Whether one of the rows goes where it was chosen for it alone."""
        return any(row.heirs and row.chosen is not None for row in self.rows)


@dataclass(frozen=True)
class TouchedRow:
    """One of them; `heirs` are those of which one is chosen for it, where its unit is split."""

    name: str
    words: str
    url: str
    heirs: list[Heir]
    chosen: int | None


def touched_by(change: Change) -> list[Touched]:
    """Other rows that belong to the units that end, by kind; kinds without rows are left out."""
    found = []
    for mover in movers():
        rows = mover.find(change)
        if count := rows.count():
            shown = [_touched(change, mover, row) for row in rows[:MOST_LISTED]]
            found.append(Touched(mover, count, shown))
    return found


def _touched(change: Change, mover: Mover, row: Model) -> TouchedRow:
    step = change.step_of(mover.unit(row)) if mover.unit else None
    heirs = step.heirs if step and len(step.heirs) > 1 else []
    chosen = change.singles.get((mover.slug, row.pk))
    return TouchedRow(f"n{mover.slug}-{row.pk}", str(row), mover.url(row), heirs, chosen)


def part_keys_of(change: Change) -> list[str]:
    """The rows that the change touches, by their names in the trail."""
    rows = [*change.olds, *(held.posting for held in change.held)]
    keys = [part_key(row) for row in rows]
    for mover in movers():
        if mover.run is not None:
            found = mover.find(change).order_by()
            label = found.model._meta.label_lower
            keys += [f"{label}:{pk}" for pk in found.values_list("pk", flat=True)]
    return keys


def seen_of(change: Change) -> int:
    """The version of everything that the page has shown, so that only what was seen is done."""
    keys = [seen_row(row) for row in (*change.olds, *(held.posting for held in change.held))]
    for mover in movers():
        if mover.run is not None:
            rows = mover.find(change).order_by()
            keys += [(rows.model._meta.label, pk) for pk in rows.values_list("pk", flat=True)]
    return version_of_set(keys)
