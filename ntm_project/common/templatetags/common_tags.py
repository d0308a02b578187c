"""Tags and filters every template has: icons, tiles, badges, Vietnamese days and numbers."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.core.paginator import Page
from django.utils import timezone
from django.utils.safestring import SafeString

from ntm_project.common import charts, frame, html, icons, widgets
from ntm_project.common.addresses import address
from ntm_project.common.dates import format_day
from ntm_project.common.numbers import format_decimal

register = template.Library()

register.simple_tag(frame.head_links, name="head_links")
register.simple_tag(frame.static_url, name="static_url")
register.simple_tag(frame.tab_bar, name="tab_bar")
register.simple_tag(icons.icon, name="icon")
register.simple_tag(html.tile, name="tile")
register.simple_tag(html.tile_legend, name="tile_legend")
register.simple_tag(html.dot, name="dot")
register.simple_tag(html.badge, name="badge")
register.simple_tag(charts.bar, name="bar")
register.simple_tag(widgets.control, name="control")
register.simple_tag(widgets.drawn_field, name="drawn_field")


@register.simple_tag
def state_words(state: str) -> str:
    """The words of a state, as a tile says them: `đang làm`."""
    return html.STATE_WORDS[state]


@register.simple_tag(takes_context=True)
def site_header(context: Any) -> SafeString:
    """The bar above the page of whoever is signed in, from the context of every page."""
    posting = context["current_posting"]
    return frame.header(
        context["nav"],
        user=context["user"],
        title=posting.title if posting else "",
        search_url=context["search_url"],
        asked=context.get("search_value") or "",
        logout_url=address("logout"),
        csrf_token=str(context["csrf_token"]),
    )


@register.simple_tag
def page_numbers(page: Page) -> Iterator[int | str]:
    """The numbers a pager shows, with … for those left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.filter
def day(value: date | datetime | None) -> str:
    """`05/03/2024`; nothing for an empty value."""
    if not value:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return format_day(value)


@register.filter
def number(value: Any) -> str:
    """`1.234,5`; nothing for an empty value, `0` for zero."""
    if value is None or value == "":
        return ""
    return format_decimal(value if isinstance(value, Decimal) else Decimal(str(value)))


@register.filter
def percent(value: Any) -> str:
    """`41,2%` of a value already in percent; nothing for an empty value."""
    written = number(value)
    return f"{written}%" if written else ""
