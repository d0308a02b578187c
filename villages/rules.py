"""Who may change units, officials and postings, and what a unit may become: pure functions."""

from villages.access import Access
from villages.enums import Ability
from villages.models import Unit


def deny_administer(access: Access, unit: Unit) -> str:
    return access.deny(Ability.ADMINISTER, unit)


def deny_edit_postings(access: Access, unit: Unit) -> str:
    return access.deny(Ability.EDIT_POSTINGS, unit)


def parent_error(unit: Unit, parent: Unit | None) -> str:
    """Empty, or why `parent` cannot stand above `unit`: no unit lies inside its own child."""
    if parent is None or unit.pk is None:
        return ""
    if parent.path.startswith(unit.path):
        return f"{unit.title_name} không thể trực thuộc chính nó hoặc đơn vị con của nó."
    return ""
