"""Open rounds of units that end: carried on as they are, by whoever reviews after the change."""

from dataclasses import dataclass

from django.db.models import Q

from evidence.review.enums import HolderKind
from evidence.review.models import ReviewStep, Submission
from evidence.review.models.rounds import SubmissionQuerySet
from evidence.review.queries.chain import chain_below
from evidence.review.queries.queue import nth_working_day
from evidence.review.services.notices import notify_arrived
from ntm_project.common.dates import format_day
from villages.access import Access
from villages.changes.models import Change
from villages.edit import editing
from villages.enums import Ability
from villages.models import Body, Unit


def rounds_that_move(change: Change) -> SubmissionQuerySet:
    """The open rounds that a unit which ends has sent, or is to judge."""
    olds = [unit.pk for unit in change.olds]
    rows = Submission.objects.open().filter(Q(assessment__unit__in=olds) | Q(holder__in=olds))
    return rows.for_page().select_related("step__chain", "holder__parent").order_by("pk")


def round_faults(change: Change) -> list[str]:
    """A round whose reviewer ends, where no chain states who comes after, holds up the change."""
    return [
        f"Hồ sơ “{row.assessment}” đang chờ ở bước “{row.step}” của {row.holder}, nhưng chưa có "
        "quy trình thẩm tra cho biết sau sắp xếp ai giữ bước này; hãy khai báo quy trình, hoặc "
        "để bên gửi rút hồ sơ trước."
        for row in rounds_that_move(change)
        if _ends(change, row) and _after(change, row) is None
    ]


def carry_rounds(by: Access, change: Change) -> int:
    """Items, papers, verdicts and earlier rounds stay; who reviews is another, with a term anew.

    A round whose reviewer goes on above the unit stays with them as it is; so it does where no
    chain of the new unit names another.
    """
    rounds = list(rounds_that_move(change))
    for row in rounds:
        is_left = _ends(change, row) or _is_elsewhere(change, row)
        after = _after(change, row) if is_left else None
        if after is not None:
            _carry(by, change, row, after)
    return len(rounds)


@dataclass(frozen=True)
class _After:
    """Who holds a round after the change; of a unit to come, the old one whose heir it is."""

    step: ReviewStep
    body: Body | None
    holder: Unit | None = None
    heir_of: int = 0


def _ends(change: Change, row: Submission) -> bool:
    """Whether whoever is to judge the round ends, with the change or before."""
    gone = {unit.pk for unit in change.olds}
    return row.holder_id in gone or _over(row.holder, change)


def _is_elsewhere(change: Change, row: Submission) -> bool:
    """Whether the unit goes on below others than whoever judges it, as in another province."""
    unit, is_fixed = row.assessment.unit, row.step.holder_kind == HolderKind.FIXED_UNIT
    return is_fixed and unit.pk in change.heirs and row.holder_id not in _above(change, unit)


def _after(change: Change, row: Submission) -> _After | None:
    """The heir of the commune for a step of its own; else the step of the chain that then applies,
    in the same role, held by a unit that is still there."""
    heirs = change.heirs
    if row.step.holder_kind == HolderKind.OWN_COMMUNE and row.holder_id in heirs:
        return _After(row.step, None, heir_of=row.holder_id)
    chain = chain_below(_above(change, row.assessment.unit), row.step.chain.level, change.on)
    steps = [step for step in chain.steps.all() if step.role == row.step.role] if chain else []
    for step in steps:
        holder = step.holder_unit
        if holder is not None and holder.pk not in heirs and not _over(holder, change):
            return _After(step, step.holder_body, holder)
    if row.holder_id in heirs:  # the reviewing unit itself has become another
        return _After(row.step, row.holder_body, heir_of=row.holder_id)
    return None


def _over(unit: Unit, change: Change) -> bool:
    return unit.valid_to is not None and unit.valid_to < change.on


def _above(change: Change, unit: Unit) -> list[int]:
    """The units above the assessed one after the change; of one that ends, those of its heir."""
    heir = change.heirs.get(unit.pk)
    if heir is None or change.parent is None:
        return unit.ancestor_ids
    above = [*change.parent.ancestor_ids, change.parent.pk]
    commune = heir.under.found if heir.under and heir.under.found else None
    return [*above, commune.pk] if commune else above


def _heir(change: Change, row: Submission, after: _After) -> Unit | None:
    """The unit that takes the place of who held the round: for a step of the own commune that below
    which the assessed village goes on."""
    if after.step.holder_kind == HolderKind.OWN_COMMUNE:
        return change.issuer_after(change.heirs.get(row.assessment.unit_id), after.heir_of)
    return change.unit_after(after.heir_of)


def _carry(by: Access, change: Change, row: Submission, after: _After) -> None:
    holder = after.holder or _heir(change, row, after)
    assert holder is not None
    with editing(
        by=by,
        rows=Submission.objects.for_page(),
        pk=row.pk,
        action="chuyển bên thẩm tra",
        ability=Ability.ADMINISTER,
        reason=f"{change.act}; hạn trả lời tính lại từ ngày {format_day(by.on)}",
    ) as edit:
        edit.row.step, edit.row.holder = after.step, holder
        edit.row.holder_body = change.body_after(after.body)
        edit.row.due_on = nth_working_day(by.on, after.step.working_days)
    notify_arrived(by, edit.row)
