"""The parts of the board's page that repeat, drawn from plain rows: cards, sections, filters."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.forms import BaseForm
from django.utils.safestring import SafeString

from ntm_project.common.html import esc, tag
from ntm_project.common.icons import icon
from ntm_project.common.numbers import format_decimal
from ntm_project.common.widgets import drawn_field
from reports.forms import BoardForm
from reports.tables import Card, RemainingSection


def breadcrumb(items: Iterable[tuple[str, str]]) -> SafeString:
    """The way down to the page above this one, as the component draws it."""
    steps = [
        f'<li class="breadcrumb-item"><a href="{esc(url)}">{esc(label)}</a></li>'
        if url
        else f'<li class="breadcrumb-item">{esc(label)}</li>'
        for label, url in items
    ]
    if not steps:
        return SafeString("")
    return SafeString(
        f'<nav aria-label="Đường dẫn trang"><ol class="breadcrumb">{"".join(steps)}</ol></nav>'
    )


def _stat(card: Card) -> str:
    """How many of how many are met; leads to the rows."""
    total = f'<span class="stat-total">/{card.total}</span>' if card.total else ""
    words = f'<span class="stat-n">{format_decimal(card.met)}</span>{total}'
    if not card.url:
        return f'<span class="stat">{words}</span>'
    return f'<a href="{esc(card.url)}" class="stat">{words}</a>'


def draw_cards(cards: Iterable[Card]) -> SafeString:
    """One card for each assessment, the first the widest."""
    drawn = []
    for number, card in enumerate(cards, start=1):
        first = " board-first" if number == 1 else ""
        title = esc(card.title)
        if card.url:
            title = f'<a class="card-link" href="{esc(card.url)}">{title}</a>'
        drawn.append(
            f'<section class="card{first}" aria-labelledby="card-{number}">'
            f'<div class="card-head"><div><h2 id="card-{number}">{title}</h2>'
            f'<p class="card-note">{esc(card.note)}</p></div><div>{_stat(card)}</div></div>'
            f'{esc(card.tiles)}<p class="cluster board-badges">{esc(card.badges)}</p></section>'
        )
    return SafeString(f'<div class="board-cards">{"".join(drawn)}</div>' if drawn else "")


def draw_sections(sections: Iterable[RemainingSection]) -> SafeString:
    """What remains of each assessment; the first is open."""
    return SafeString(
        "".join(
            f'<details class="board-section" id="{esc(section.anchor)}"{"" if index else " open"}>'
            f"<summary><h3>{esc(section.title)}</h3>"
            f'<span class="muted">còn {section.count} tiêu chí</span></summary>'
            f"{esc(section.table)}</details>"
            for index, section in enumerate(sections)
        )
    )


@lru_cache(maxsize=64)
def resting_filters(years: tuple[int, ...], year: int | None) -> SafeString:
    """The filters while nothing is asked: kept, since most boards are opened so."""
    form = BoardForm({"nam": year or ""}, years=list(years))
    return draw_filters(form, str(year or ""), is_filtered=False)


def draw_filters(form: BaseForm, year: str, *, is_filtered: bool) -> SafeString:
    """The year, the day shown and the day compared with; folded until something is asked."""
    back: Any = ""
    if is_filtered:
        back = tag("a", "Xem hiện nay", class_="btn btn-quiet", href=f"?nam={year}")
    return SafeString(
        f'<details class="card board-filters"{" open" if is_filtered else ""}>'
        f"<summary>{icon('calendar')}<span>Chọn năm, ngày xem và ngày so sánh</span></summary>"
        f'<form class="filters" method="get" action="">{drawn_field(form["nam"])}'
        f"{drawn_field(form['ngay'])}{drawn_field(form['so_voi'])}"
        f'<div class="actions"><button type="submit" class="btn btn-primary">Xem</button>{back}'
        "</div></form></details>"
    )
