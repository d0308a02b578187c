"""Who may hand over what is open of an official."""

from villages.access import Access
from villages.enums import Ability

STAYS = "-"  # chosen for a row that is not handed over with the others of its kind
NO_TAKER = (
    "Chưa bàn giao việc nào: có người nhận đã chọn không còn giữ chức vụ ở nơi đồng chí giao việc. "
    "Hãy chọn lại."
)
NOBODY = "Hãy chọn người nhận cho ít nhất một việc."


def deny_hand_over(access: Access) -> str:
    """Whoever gives work to others in some unit; which rows follows from each row's own rule."""
    posting = access.main_posting
    if access.is_system or access.can_anywhere(Ability.MANAGE_TASK):
        return ""
    return access.deny(Ability.MANAGE_TASK, posting.unit) if posting else "Chưa giữ chức vụ nào."
