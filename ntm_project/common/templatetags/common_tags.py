"""Tags and filters every template has: icons, tiles, badges, Vietnamese days and numbers."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.core.paginator import Page
from django.template.loader import render_to_string
from django.utils import timezone

from ntm_project.common.addresses import of_row
from ntm_project.common.dates import format_day
from ntm_project.common.draw import charts, tiles
from ntm_project.common.icons import SHAPES
from ntm_project.common.numbers import format_decimal

register = template.Library()

# `{% row_url "tasks:task" task.pk %}`, for lists: `{% url %}` asks the resolver for each row.
register.simple_tag(of_row, name="row_url")
register.simple_tag(tiles.tile, name="tile")
register.simple_tag(tiles.tiles, name="tiles")
register.simple_tag(tiles.tile_legend, name="tile_legend")
register.simple_tag(tiles.dot, name="dot")
register.simple_tag(tiles.dots, name="dots")
register.simple_tag(charts.bar, name="bar")
register.simple_tag(charts.progress_line, name="progress_line")

BADGE_TONES = ("grey", "green", "amber", "red", "blue", "gold")


@register.inclusion_tag("components/icon.html")
def icon(name: str) -> dict[str, str]:
    """The icon of that name, silent beside its word; raises ValueError on an unknown name."""
    if name not in SHAPES:
        raise ValueError(f"Unknown icon {name!r}; one of {', '.join(SHAPES)}")
    return {"path": SHAPES[name]}


@register.inclusion_tag("components/badge.html")
def badge(text: object, tone: str = "grey") -> dict[str, object]:
    """A short word on a soft colour; raises ValueError on an unknown tone."""
    if tone not in BADGE_TONES:
        raise ValueError(f"Unknown tone {tone!r}; one of {', '.join(BADGE_TONES)}")
    return {"text": text, "tone": tone}


@register.simple_block_tag
def table(content: str, caption: str, **options: object) -> str:
    """Head and body of a table in its box; the options stand in `components/table.html`."""
    keywords = {"show_caption": False, "css": "", "no_cards": False} | options
    return render_to_string(
        "components/table.html", {"content": content, "caption": caption} | keywords
    )


@register.simple_tag
def state_words(state: str) -> str:
    """The words of a state, as a tile says them: `đang làm`."""
    return tiles.STATE_WORDS[state]


@register.simple_tag
def page_numbers(page: Page) -> Iterator[int | str]:
    """The numbers a pager shows, with … for those left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.filter
def day(value: date | datetime | None) -> str:
    """`05/3/2024`; nothing for an empty value."""
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
