"""Who directs what, and whether somebody has to."""

from collections.abc import Sequence

from villages.access import Access
from villages.enums import Ability
from villages.models import Unit

NO_LEADER = "Chưa có lãnh đạo phụ trách"


def deny_edit_supervision(access: Access, unit: Unit) -> str:
    return access.deny(Ability.EDIT_SUPERVISION, unit)


def needs_leaders(unit: Unit, *, is_supervised: bool) -> bool:
    """Whether each criterion of an assessment needs a leader (`docs/domain/workflow.md` §1).

    A village's criteria do only once leaders were named for some of them.
    """
    return is_supervised or not unit.is_village


def leaders_words(names: Sequence[str], *, is_needed: bool) -> str:
    """Who directs the criterion; that nobody does, where somebody has to."""
    return ", ".join(names) or (NO_LEADER if is_needed else "")


def leaders_warning(names: Sequence[str], *, is_needed: bool = True) -> str:
    """ "" when exactly one leader directs the criterion, which is the rule, or none is needed."""
    if not names:
        return f"{NO_LEADER}." if is_needed else ""
    if len(names) > 1:
        words = ", ".join(names)
        return f"Có {len(names)} lãnh đạo cùng phụ trách ({words}); cần một người phụ trách chính."
    return ""
