"""What stands around every page: head links, menu, search box, account; drawn in one go.

As templates these were a third of a light page: some fifty nodes and six includes whose words never
change. What is the same for everybody is kept per process; only names and addresses are put in.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Protocol

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.safestring import SafeString

from ntm_project.common.html import esc, is_safe_url
from ntm_project.common.icons import icon

STYLES = (
    "vendor/bootstrap/bootstrap.min.css",
    "css/tokens.css",
    "css/layout.css",
    "css/components.css",
    "css/figures.css",
    "css/print.css",
)
IN_BAR, IN_TABS = 7, 4  # entries of the menu in the bar of a screen, in the tab bar of a phone


class MenuItem(Protocol):
    """An entry of the menu."""

    @property
    def label(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def icon(self) -> str: ...
    @property
    def is_current(self) -> bool: ...


@lru_cache(maxsize=64)
def _static(storage: str, base: str, name: str) -> str:
    """A file's address: its name carries the hash of its content, read once at the start."""
    return staticfiles_storage.url(name)


def static_url(name: str) -> str:
    """What `{% static %}` gives, without asking the manifest on every page."""
    kind = type(getattr(staticfiles_storage, "_wrapped", staticfiles_storage))
    return _static(kind.__qualname__, str(settings.STATIC_URL), name)


def head_links() -> SafeString:
    """Character set, size of the screen, icon and the stylesheets in their order."""
    sheets = "".join(f'<link rel="stylesheet" href="{esc(static_url(name))}">' for name in STYLES)
    favicon = esc(static_url("img/favicon.svg"))
    return SafeString(
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light"><meta name="theme-color" content="#0f4a33">'
        f'<link rel="icon" href="{favicon}" type="image/svg+xml">{sheets}'
    )


@lru_cache(maxsize=4096)
def _entry(label: str, url: str, icon_name: str, css: str, is_current: bool) -> str:
    words = f"{icon(icon_name) if icon_name else ''}<span>{esc(label)}</span>"
    if not is_safe_url(url):
        return f"<li>{words}</li>"
    name = f' class="{esc(css)}"' if css else ""
    current = ' aria-current="page"' if is_current else ""
    return f'<li><a href="{esc(url)}"{name}{current}>{words}</a></li>'


def _entries(items: Sequence[MenuItem], css: str = "", with_icon: bool = True) -> str:
    drawn = [
        _entry(item.label, item.url, item.icon if with_icon else "", css, item.is_current)
        for item in items
    ]
    return f"<ul>{''.join(drawn)}</ul>"


def _search(url: str, anchor: str, asked: str) -> str:
    name = "Tìm trong sổ" if anchor == "q" else "Tìm trong sổ, từ trình đơn"
    value = f' value="{esc(asked)}"' if asked else ""
    return (
        f'<form class="site-search" action="{esc(url)}" method="get" role="search" '
        f'aria-label="{name}"><label class="visually-hidden" for="{anchor}">'
        "Tìm cán bộ, nhiệm vụ, chỉ tiêu</label>"
        f'<input type="search" id="{anchor}" name="q"{value} '
        'placeholder="Tìm: cán bộ, việc, chỉ tiêu…" autocomplete="off" maxlength="200">'
        f'<button type="submit">{icon("search")}<span class="visually-hidden">Tìm</span></button>'
        "</form>"
    )


def _account(who: str, title: str, logout_url: str, csrf_token: str) -> str:
    post = f'<br><span class="muted small">{title}</span>' if title else ""
    return (
        f'<p><strong>{who}</strong>{post}</p><form method="post" action="{esc(logout_url)}">'
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{esc(csrf_token)}">'
        f'<button type="submit" class="menu-item">{icon("logout")}<span>Đăng xuất</span></button>'
        "</form>"
    )


def _more(nav: Sequence[MenuItem]) -> str:
    if len(nav) <= IN_BAR:
        return ""
    return (
        f'<details class="menu menu-more"><summary>{icon("menu")}<span>Thêm</span></summary>'
        '<div class="menu-panel"><nav aria-label="Danh mục và quản trị">'
        f"{_entries(nav[IN_BAR:], 'menu-item')}</nav></div></details>"
    )


def header(
    nav: Sequence[MenuItem],
    *,
    user: Any,
    title: str,
    search_url: str,
    asked: str,
    logout_url: str,
    csrf_token: str,
) -> SafeString:
    """The bar above the page: brand, menu, search box, account; `title` is the post held."""
    who, post = esc(str(user)), esc(title)
    short = esc(user.get_short_name()[:5] if user.is_authenticated else "")
    account = _account(who, post, logout_url, csrf_token)
    held = f'<span class="person-post">{post}</span>' if post else ""
    search = _search(search_url, "q", asked) if search_url else ""
    in_menu = _search(search_url, "q-menu", asked) if search_url else ""
    return SafeString(
        '<header class="site-header"><div class="site-bar">'
        '<a class="brand" href="/" aria-label="Sổ NTM, về trang đầu">'
        'Sổ <span class="brand-mark">NTM</span></a>'
        '<nav class="site-nav" aria-label="Các phần chính">'
        f"{_entries(nav[:IN_BAR], with_icon=False)}</nav>{_more(nav)}{search}"
        '<details class="menu menu-user"><summary>'
        f'<span class="avatar" aria-hidden="true">{short}</span>'
        f'<span class="person"><span>{who}</span>{held}</span>'
        '<span class="visually-hidden">Tài khoản</span></summary>'
        f'<div class="menu-panel">{account}</div></details>'
        f'<details class="menu menu-phone"><summary>{icon("menu")}<span>Trình đơn</span></summary>'
        f'<div class="menu-panel">{in_menu}<nav aria-label="Các phần khác">'
        f"{_entries(nav[IN_TABS:], 'menu-item')}</nav>{account}</div></details></div></header>"
    )


def tab_bar(nav: Sequence[MenuItem]) -> SafeString:
    """The first entries below the page of a phone."""
    return SafeString(
        f'<nav class="tab-bar" aria-label="Các phần hay dùng">{_entries(nav[:IN_TABS])}</nav>'
    )
