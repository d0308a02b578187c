"""Who may open, reset or end what belongs to another's account."""

from django.conf import settings

from villages import rules
from villages.access import Access
from villages.enums import Ability
from villages.models import Official, PasswordLink
from villages.roles import roles_named

GUARDED = (Ability.EDIT_POSTINGS, Ability.ADMINISTER, Ability.EDIT_REFERENCE, Ability.REVIEW)


def deny_manage_account(access: Access, official: Official) -> str:
    """Whoever may change the account; one's own page requires the old password instead."""
    if access.official is not None and access.official.pk == official.pk:
        return "Đây là tài khoản của chính đồng chí; hãy dùng trang “Tài khoản của tôi”."
    return rules.deny_account(access, official)


def needs_factor(access: Access) -> bool:
    """Whoever keeps accounts or reference data, or reviews, where the site requires it."""
    return settings.REQUIRE_SECOND_FACTOR and any(map(access.can_anywhere, GUARDED))


def deny_remove_own_factor(access: Access) -> str:
    if needs_factor(access):
        return (
            "Vai trò quản trị và thẩm tra bắt buộc xác thực hai lớp; nếu đổi điện thoại, "
            "hãy dùng “Đổi thiết bị”."
        )
    return ""


def deny_password_link(access: Access, official: Official) -> str:
    """A link that sets a password is for open accounts."""
    if reason := deny_manage_account(access, official):
        return reason
    if not official.is_active:
        return "Tài khoản đang đóng; hãy mở lại tài khoản rồi mới tạo liên kết đặt mật khẩu."
    return ""


def deny_offer_links(access: Access) -> str:
    """Links for many are made by whoever keeps the postings of some unit."""
    if access.can_anywhere(Ability.EDIT_POSTINGS):
        return ""
    return f"Việc giao liên kết đặt mật khẩu dành cho: {roles_named(Ability.EDIT_POSTINGS)}."


def deny_use_link(link: PasswordLink, maker: Access | None) -> str:
    """A link becomes invalid with the account, or when its maker loses the right over the account.

    Else an administrator would keep a key to the account of somebody who has moved up since.
    `maker` is None for a link of the program's own commands.
    """
    if not link.official.is_active or (maker and deny_manage_account(maker, link.official)):
        return DEAD_LINK
    return ""


DEAD_LINK = (
    "Liên kết này không còn hiệu lực: đã dùng, đã hết hạn hoặc đã bị thu hồi. "
    "Hãy xin người quản trị hệ thống một liên kết mới."
)
