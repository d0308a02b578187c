"""Tags and filters every template has: icons, tiles, badges, Vietnamese days and numbers."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import product
from typing import Any

from django import template
from django.core.paginator import Page
from django.template.base import (
    FilterExpression,
    Node,
    NodeList,
    Parser,
    TextNode,
    Token,
    render_value_in_context,
    token_kwargs,
)
from django.template.defaultfilters import stringfilter
from django.template.loader import render_to_string
from django.templatetags.static import do_static
from django.utils import timezone
from django.utils.html import conditional_escape

from ntm_project.common.addresses import address, of_row
from ntm_project.common.blanks import DASH, EMPTY, UNRECORDED
from ntm_project.common.clock import format_clock
from ntm_project.common.dates import format_day, format_moment
from ntm_project.common.draw import charts, tiles
from ntm_project.common.icons import SHAPES
from ntm_project.common.numbers import format_decimal
from ntm_project.common.text import shortened

register = template.Library()

# `{% row_url "tasks:task" task.pk %}`, for lists: `{% url %}` calls the resolver for each row.
register.simple_tag(of_row, name="row_url")
# `{% address "accounts:own_account" %}`, for what stands on every page.
register.simple_tag(address, name="address")
register.simple_tag(tiles.tile, name="tile")
register.simple_tag(tiles.tiles, name="tiles")
register.simple_tag(tiles.tile_legend, name="tile_legend")
register.simple_tag(tiles.dot, name="dot")
register.simple_tag(tiles.dots, name="dots")
register.simple_tag(charts.bar, name="bar")
register.simple_tag(charts.progress_line, name="progress_line")
register.simple_tag(charts.stacked_columns, name="stacked_columns")
register.simple_tag(tiles.matrix, name="matrix")

BADGE_TONES = ("grey", "green", "amber", "red", "blue", "gold")
BADGE_OPTIONS = ("title", "href", "silent")
ALERT_TONES = ("green", "amber", "red", "blue")


def render_icon(name: str) -> str:
    """The icon of that name, silent beside its word; raises ValueError on an unknown name."""
    if name not in SHAPES:
        raise ValueError(f"Unknown icon {name!r}; one of {', '.join(SHAPES)}")
    return render_to_string("components/icon.html", {"path": SHAPES[name]})


class IconNode(template.Node):
    """An icon whose name is known only when the page is rendered: all are drawn as the template is
    compiled, since the menu of every page has a dozen."""

    def __init__(self, name: FilterExpression) -> None:
        self.name = name
        self.drawn = {shape: render_icon(shape) for shape in SHAPES}

    def render(self, context: template.Context) -> str:
        name = self.name.resolve(context)
        return self.drawn[name] if name in self.drawn else render_icon(name)


@register.tag
def icon(parser: Parser, token: Token) -> template.Node:
    """`{% icon "print" %}`: named in the template, it becomes a part of it as that is compiled."""
    _, given = token.split_contents()
    name = parser.compile_filter(given)
    if name.is_var:
        return IconNode(name)
    return TextNode(render_icon(name.resolve(template.Context())))


@register.tag
def fixed(parser: Parser, token: Token) -> Node:
    """`{% fixed "components/head.html" %}`: what needs no context and is the same on every page
    becomes a part of the template as that is compiled."""
    _, name = token.split_contents()
    return TextNode(render_to_string(parser.compile_filter(name).resolve(template.Context())))


@register.tag
def static(parser: Parser, token: Token) -> template.Node:
    """Django's own; a file named in the template is looked up as that is compiled."""
    node = do_static(parser, token)
    is_known = not node.varname and not node.path.is_var
    return TextNode(node.render(template.Context())) if is_known else node


def _known_tone(tone: str, tones: tuple[str, ...]) -> str:
    if tone not in tones:
        raise ValueError(f"Unknown tone {tone!r}; one of {', '.join(tones)}")
    return tone


class BadgeNode(template.Node):
    """A badge whose frame is drawn from the component as the template is compiled, since a list has
    a badge in each row: once for each tone, with and without each option."""

    def __init__(
        self,
        words: FilterExpression | NodeList,
        tone: FilterExpression | str,
        options: dict[str, FilterExpression],
    ) -> None:
        self.words, self.tone, self.options = words, tone, options
        chosen = [(False, True) if name in options else (False,) for name in BADGE_OPTIONS]
        self.frames = {
            (tone, *given): _badge_frame(tone, dict(zip(BADGE_OPTIONS, given, strict=True)))
            for tone in BADGE_TONES
            for given in product(*chosen)
        }

    def render(self, context: template.Context) -> str:
        tone = self.tone.resolve(context) if isinstance(self.tone, FilterExpression) else self.tone
        given = {name: option.resolve(context) for name, option in self.options.items()}
        key = (_known_tone(tone, BADGE_TONES), *(bool(given.get(name)) for name in BADGE_OPTIONS))
        words = (
            self.words.render(context)
            if isinstance(self.words, NodeList)
            else render_value_in_context(self.words.resolve(context), context)
        )
        shown = {name: conditional_escape(value) for name, value in given.items()}
        return self.frames[key] % {"text": words, **shown}


def _badge_frame(tone: str, given: dict[str, bool]) -> str:
    """The component with a place for its text and for each option that is given."""
    options = {name: f"%({name})s" if is_given else "" for name, is_given in given.items()}
    return render_to_string("components/badge.html", {"text": "%(text)s", "tone": tone} | options)


def _compiled_badge(parser: Parser, bits: list[str], words: FilterExpression | NodeList) -> Node:
    """The node of a badge from what stands behind its words: a tone, then options by name."""
    tone: FilterExpression | str = "grey"
    if bits and "=" not in bits[0]:
        tone = parser.compile_filter(bits.pop(0))
    options = token_kwargs(bits, parser)
    if bits or set(options) - set(BADGE_OPTIONS):
        raise template.TemplateSyntaxError(f"A badge takes a tone, then {BADGE_OPTIONS}: {bits}")
    return BadgeNode(words, tone, options)


@register.tag
def badge(parser: Parser, token: Token) -> Node:
    """`{% badge "Quá hạn" "red" title=reason %}`: a short word on a soft colour; raises ValueError
    on an unknown tone. The options stand in `components/badge.html`."""
    _, words, *bits = token.split_contents()
    return _compiled_badge(parser, bits, parser.compile_filter(words))


@register.tag
def badged(parser: Parser, token: Token) -> Node:
    """The tag `badge` around words that the template puts together."""
    _, *bits = token.split_contents()
    words = parser.parse(("endbadged",))
    parser.delete_first_token()
    return _compiled_badge(parser, bits, words)


@register.simple_block_tag
def alert(content: str, tone: str = "blue", **options: object) -> str:
    """Paragraphs that need to be read; the options stand in `components/alert.html`."""
    keywords = {"body": content, "tone": _known_tone(tone, ALERT_TONES)} | options
    return render_to_string("components/alert.html", keywords)


@register.simple_block_tag
def table(content: str, caption: str, **options: object) -> str:
    """Head and body of a table in its box; the options stand in `components/table.html`."""
    keywords = {"show_caption": False, "css": "", "no_cards": False} | options
    return render_to_string(
        "components/table.html", {"content": content, "caption": caption} | keywords
    )


@register.simple_block_tag(takes_context=True)
def form_card(context: template.Context, content: str, label: str, **options: object) -> str:
    """A form with one button in its card; the options stand in `components/form_card.html`."""
    keywords = {"tone": "primary", "reason": "", "back_label": "Hủy", "css": "narrow"} | options
    given = {"content": content, "label": label, "csrf_token": context.get("csrf_token")}
    return render_to_string("components/form_card.html", {"version": None} | given | keywords)


@register.simple_tag
def state_words(state: str) -> str:
    """The words of a state, as a tile shows them: `đang làm`."""
    return tiles.STATE_WORDS[state]


@register.simple_tag
def page_numbers(page: Page) -> Iterator[int | str]:
    """The numbers a pager shows, with … for those left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


register.filter("clock", format_clock)
register.filter("moment", format_moment)
register.filter("shortened", stringfilter(shortened))


@register.filter
def or_empty(value: Any) -> Any:
    """What it was or becomes, in a line old → new; “trống” for nothing."""
    return value or EMPTY


@register.filter
def or_dash(value: Any) -> Any:
    """What a cell of a table holds; “–” for nothing."""
    return value or DASH


@register.filter
def or_unrecorded(value: Any) -> Any:
    """A fact of a row; “chưa ghi” for nothing."""
    return value or UNRECORDED


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
