"""The posts that a change of units leaves to nobody: of which a unit has one, and which somebody
held in the old units and nobody holds in the new one."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta

from villages.changes.models import Change, Heir
from villages.enums import Ability, Role
from villages.models import Lineage, Posting, Unit
from villages.roles import ROLES_WITH
from villages.titles import post_key

# Of which a unit has one: of two holders nobody is proposed, somebody must choose.
SINGLE = (Role.CHAIR, Role.STANDING_OFFICER, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class Unfilled:
    """One post, and who held it in the old units."""

    role: str
    before: tuple[Posting, ...]

    @property
    def label(self) -> str:
        """The role; of a village the title of whoever heads it."""
        first = self.before[0]
        return first.get_role_display() if self.role in SINGLE else first.title

    @property
    def appoints(self) -> bool:
        """Whether nobody in the unit can give posts while this one waits."""
        return self.role in ROLES_WITH[Ability.EDIT_POSTINGS]


def _post(posting: Posting) -> str:
    """The role of a posting of which a unit has one; "" for another."""
    is_head = posting.role == Role.VILLAGE_BOARD and post_key(posting.title, posting.unit.name)
    return posting.role if posting.role in SINGLE or is_head else ""


def _unfilled(before: Iterable[Posting], after: Iterable[Posting]) -> list[Unfilled]:
    held: dict[str, list[Posting]] = {}
    for posting in before:
        held.setdefault(_post(posting), []).append(posting)
    for role in {"", *map(_post, after)}:
        held.pop(role, None)
    return [Unfilled(role, tuple(rows)) for role, rows in held.items()]


def unfilled_by(change: Change) -> list[tuple[Heir, list[Unfilled]]]:
    """By unit to come, as the change is chosen."""
    found = [heir.found for step in change.all_steps for heir in step.heirs if heir.found]
    there = list(Posting.objects.not_ended_on(change.on).filter(unit__in=found)) if found else []
    units = {unit.pk: unit for unit in found}
    for row in there:
        row.unit = units[row.unit_id]
    lines = []
    for step in change.all_steps:
        olds = {unit.pk for unit in step.olds}
        before = [held.posting for held in change.held if held.posting.unit_id in olds]
        for heir in step.heirs:
            after = [held.posting for held in change.held if held.heir is heir]
            after += [row for row in there if row.unit == heir.found]
            if posts := _unfilled(before, after):
                lines.append((heir, posts))
    return lines


def unfilled_in(
    unit: Unit, origins: Collection[Lineage], postings: Iterable[Posting]
) -> list[Unfilled]:
    """Of a unit that others became, with its own postings, ended ones too: until somebody has held
    the post since."""
    if not origins or unit.valid_to:
        return []
    days = {row.predecessor_id: row.happened_on for row in origins}
    ended = [day - timedelta(days=1) for day in days.values()]
    rows = Posting.objects.filter(unit__in=list(days), ends_on__in=ended)
    rows = rows.select_related("official", "unit").order_by("unit__path", "pk")
    before = [row for row in rows if row.ends_on == days[row.unit_id] - timedelta(days=1)]
    first = min(days.values())
    after = [row for row in postings if row.ends_on is None or row.ends_on >= first]
    return _unfilled(before, after)
