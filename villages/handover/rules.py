"""Who may hand over what is open of an official."""

from villages.access import Access
from villages.enums import Ability

NOBODY = "Hãy chọn người nhận cho ít nhất một việc."


def deny_hand_over(access: Access) -> str:
    """Whoever gives work to others in some unit; which rows follows from each row's own rule."""
    posting = access.main_posting
    if access.is_system or access.can_anywhere(Ability.MANAGE_TASK):
        return ""
    return access.deny(Ability.MANAGE_TASK, posting.unit) if posting else "Chưa giữ chức vụ nào."
