"""Who may set a chain of review, and which chains may apply: nobody chooses their own judges."""

from collections.abc import Sequence

from evidence.review.enums import HolderKind
from evidence.review.models import NOT_FROM_ABOVE, ReviewChain, ReviewStep
from villages.access import Access
from villages.enums import Ability, UnitLevel
from villages.models import Unit


def chain_fault(chain: ReviewChain, steps: Sequence[ReviewStep]) -> str:
    """ "" when a chain may apply, else why it is left aside.

    It is set by a unit above the level it reviews, and its last word is spoken above that level.
    """
    if not chain.is_set_from_above:
        return NOT_FROM_ABOVE
    if not steps:
        return "Quy trình chưa có bước nào."
    faults = (_step_fault(chain, step, is_last=step is steps[-1]) for step in steps)
    return next((fault for fault in faults if fault), "")


def _step_fault(chain: ReviewChain, step: ReviewStep, *, is_last: bool) -> str:
    """A unit named as holder is above the level under review; only the last must do so."""
    above = UnitLevel(chain.level).levels_above
    if step.holder_kind == HolderKind.OWN_COMMUNE:
        if is_last and UnitLevel.COMMUNE not in above:
            return (
                f"Bước cuối “{step}” phải do đơn vị cấp trên giữ, không do chính xã được đánh giá."
            )
        return ""
    holder = step.holder_unit
    if holder is None or holder.level in above:
        return ""
    return f"Bước “{step}” giao cho {holder}, không phải đơn vị cấp trên của cấp được đánh giá."


def deny_set_chain(access: Access, unit: Unit, level: str) -> str:
    """A chain is set by whoever administers a unit above the level it reviews."""
    if reason := access.deny(Ability.ADMINISTER, unit):
        return reason
    return "" if unit.level in UnitLevel(level).levels_above else NOT_FROM_ABOVE
