"""Who may change units, officials and postings, and what a unit may become: pure functions."""

from villages.access import Access
from villages.enums import Ability
from villages.models import Unit


def deny_administer(access: Access, unit: Unit) -> str:
    return access.deny(Ability.ADMINISTER, unit)


def deny_add_unit(access: Access, parent: Unit | None) -> str:
    """A province stands below none, so that only whoever administers a whole province adds one."""
    if parent is not None:
        return deny_administer(access, parent)
    holds = [p for p in access.postings if p.unit.parent_id is None]
    if access.is_system or any(access.can(Ability.ADMINISTER, p.unit) for p in holds):
        return ""
    return "Đơn vị mới phải có cấp trên; thêm tỉnh là việc của người quản trị cấp tỉnh."


def deny_edit_postings(access: Access, unit: Unit) -> str:
    return access.deny(Ability.EDIT_POSTINGS, unit)


def parent_error(unit: Unit, parent: Unit | None) -> str:
    """Empty, or why `parent` cannot stand above `unit`: no unit lies inside its own child."""
    if parent is None or unit.pk is None:
        return ""
    if parent.path.startswith(unit.path):
        return f"{unit.title_name} không thể trực thuộc chính nó hoặc đơn vị con của nó."
    return ""
