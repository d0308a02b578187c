"""What every page shows around its content: the menu, the posting, the search box."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from evidence.review.rules import may_review
from reports import links
from villages.access import Access
from villages.enums import Ability, Role, UnitLevel
from villages.queries import count_unread
from villages.viewing import sample_day


@dataclass(frozen=True)
class MenuEntry:
    """An entry of the menu, to whom it is shown, and the paths below it."""

    label: str
    icon: str
    url: Callable[[Access], str]
    shows: Callable[[Access], bool]
    prefixes: tuple[str, ...]


@dataclass(frozen=True)
class NavItem:
    """An entry as the layout draws it."""

    label: str
    url: str
    icon: str
    is_current: bool


def _home_board(access: Access) -> str:
    posting = access.main_posting
    return links.board_url(posting.unit_id) if posting else ""


def _can(ability: Ability) -> Callable[[Access], bool]:
    return lambda access: access.can_anywhere(ability)


def _always(access: Access) -> bool:
    return True


def _opens_admin(access: Access) -> bool:
    return _ADMINISTER(access) or _EDIT_REFERENCE(access)


def _sets_own(access: Access) -> bool:
    """Whoever sets indicators of their own: an official, a village's board."""
    return access.holds(Role.OFFICIAL, Role.VILLAGE_BOARD)


def _is_submitting_side(access: Access) -> bool:
    """Whoever works in a commune or village; who also reviews comes there from the queue."""
    return not may_review(access) and _has_agencies_above(access)


def _has_agencies_above(access: Access) -> bool:
    """Whoever works in a commune or village, to which agencies above send their papers."""
    levels = (UnitLevel.COMMUNE, UnitLevel.VILLAGE)
    return any(p.unit.level in levels for p in access.postings)


_VIEW, _ADMINISTER = _can(Ability.VIEW), _can(Ability.ADMINISTER)
_EDIT_REFERENCE = _can(Ability.EDIT_REFERENCE)


def _sees_plans(access: Access) -> bool:
    """A plan belongs to a commune: who is posted in a village alone would find an empty page."""
    return _VIEW(access) and any(p.unit.level != UnitLevel.VILLAGE for p in access.postings)


def _to(name: str) -> Callable[[Access], str]:
    return lambda access: links.address(name)


# The first five that a person has stand in the bar of a screen, the first four at a phone's foot.
IN_BAR = 5

ENTRIES: tuple[MenuEntry, ...] = (
    MenuEntry("Việc của tôi", "work", _to("reports:my_work"), _always, ("/",)),
    MenuEntry(
        "Chờ thẩm tra",
        "criteria",
        _to("evidence:queue"),
        may_review,
        ("/hang-cho-tham-tra/", "/tham-tra/"),
    ),
    MenuEntry(
        "Chỉ tiêu", "check", _to("reports:my_indicators"), _sets_own, ("/chi-tieu-cua-toi/",)
    ),
    MenuEntry("Bảng tổng hợp", "board", _home_board, _VIEW, ("/bang/", "/danh-gia/", "/ra-soat/")),
    MenuEntry("Nhiệm vụ", "tasks", _to("tasks:list"), _VIEW, ("/nhiem-vu/",)),
    MenuEntry("Kế hoạch", "plan", _to("tasks:plans"), _sees_plans, ("/ke-hoach/",)),
    MenuEntry("Minh chứng", "evidence", _to("evidence:library"), _VIEW, ("/minh-chung/",)),
    MenuEntry(
        "Thẩm tra", "document", _to("evidence:dossiers"), _is_submitting_side, ("/tham-tra/",)
    ),
    MenuEntry("Phân công", "people", _to("reports:supervisions"), _VIEW, ("/phan-cong/",)),
    MenuEntry("Giao ban", "meeting", _to("tasks:meetings"), _VIEW, ("/giao-ban/",)),
    MenuEntry("Báo cáo", "document", _to("tasks:reports"), _sees_plans, ("/bao-cao/",)),
    MenuEntry("Văn bản đi", "document", _to("evidence:register"), _sees_plans, ("/van-ban-di/",)),
    MenuEntry(
        "Văn bản gửi đến",
        "document",
        _to("evidence:received"),
        _has_agencies_above,
        ("/van-ban-gui-den/",),
    ),
    MenuEntry("Bộ tiêu chí", "criteria", _to("criteria:sets"), _VIEW, ("/bo-tieu-chi/",)),
    MenuEntry("Cán bộ", "people", _to("villages:officials"), _VIEW, ("/can-bo/",)),
    MenuEntry("Đơn vị", "unit", _to("villages:units"), _VIEW, ("/don-vi/",)),
    MenuEntry("Nhật ký", "history", _to("villages:audit"), _ADMINISTER, ("/nhat-ky/",)),
    MenuEntry("Tình trạng", "check", _to("watch:status"), _ADMINISTER, ("/tinh-trang/",)),
    MenuEntry("Quản trị", "settings", _to("admin:index"), _opens_admin, ("/quan-tri/",)),
)


def _is_under(path: str, prefixes: tuple[str, ...]) -> bool:
    return any(path == prefix if prefix == "/" else path.startswith(prefix) for prefix in prefixes)


def _needs_access(request: HttpRequest) -> bool:
    """A page for whoever is not signed in has no menu, and needs no database to find that out."""
    match = getattr(request, "resolver_match", None)
    return match is None or getattr(match.func, "login_required", True)


def _count_unread(request: HttpRequest, access: Access | None) -> int:
    """Read by the header alone: a fragment has none, and need not count."""
    known: int | None = getattr(request, "unread_notices", None)
    if known is not None:
        return known
    return count_unread(access) if access else 0


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The menu entries for the person signed in; nothing for whoever is not."""
    access = getattr(request, "access", None) if _needs_access(request) else None
    nav = []
    if access:
        nav = [
            NavItem(entry.label, url, entry.icon, _is_under(request.path_info, entry.prefixes))
            for entry in ENTRIES
            if entry.shows(access) and (url := entry.url(access))
        ]
    return {
        "nav_main": nav[:IN_BAR],
        "nav_more": nav[IN_BAR - 1 :],
        "nav_here": next((item.label for item in nav[IN_BAR:] if item.is_current), ""),
        "search_url": links.address("reports:search") if access else "",
        "notices_url": links.address("villages:notices") if access else "",
        "unread_notices": SimpleLazyObject(lambda: _count_unread(request, access)),
        "current_posting": access.main_posting if access else None,
        "is_projector": "trinh_chieu" in request.GET,
        "viewed_on": access.viewed_on if access else None,
        "sample_day": (access.viewed_on or sample_day()) if access else None,
    }
