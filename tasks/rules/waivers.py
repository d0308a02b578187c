"""Who may waive a finding."""

from tasks.models import Waiver
from villages.access import Access
from villages.enums import Ability
from villages.models import Unit


def deny_waive(access: Access, unit: Unit) -> str:
    """Whoever answers for the plan may record that a finding of the checks is known."""
    return access.deny(Ability.EDIT_PLAN, unit)


def deny_take_back_waiver(access: Access, waiver: Waiver) -> str:
    return deny_waive(access, waiver.unit)
