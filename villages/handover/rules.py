"""Who may hand over what is open of an official."""

from villages.access import Access
from villages.enums import Ability
from villages.roles import roles_named

STAYS = "-"  # chosen for a row that is not handed over with the others of its kind
NO_TAKER = (
    "Chưa bàn giao việc nào: có người nhận đã chọn không còn giữ chức vụ ở nơi đồng chí giao việc. "
    "Hãy chọn lại."
)
NOBODY = "Hãy chọn người nhận cho ít nhất một việc."
ONLY_GIVERS = "Bàn giao việc dành cho người giao việc ở đơn vị có việc ấy hoặc cấp trên: {}."


def deny_hand_over(access: Access) -> str:
    """Whoever gives work to others in some unit; which rows follows from each row's own rule. Where
    the work is, not where one's own post is, decides who that is."""
    if access.is_system or access.can_anywhere(Ability.MANAGE_TASK):
        return ""
    if access.main_posting is None:
        return "Chưa giữ chức vụ nào."
    return ONLY_GIVERS.format(roles_named(Ability.MANAGE_TASK))
