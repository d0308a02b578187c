"""Charts drawn on the server as SVG; the same picture serves the page and the PDF.

Colours and sizes are presentation attributes: WeasyPrint does not apply a page's stylesheet
inside an SVG, and the content policy forbids style attributes.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from html import escape as escape_text
from itertools import count as count_from
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from ntm_project.common.dates import format_day, format_day_month

GREEN, GOLD, LINE, MUTED = "#1b6b4a", "#a67c00", "#e4e0d6", "#5d6874"

# The drawing's own units: a frame with room for the figures at the left and the months below.
WIDTH, HEIGHT = 400, 230
LEFT, RIGHT, TOP, BOTTOM = 34, 388, 16, 180
SHADE = "#f3f0e4"

Point = tuple[date, int]


class BarLook(NamedTuple):
    """How a kind of bar is filled; the pattern shows it without colour."""

    words: str
    fill: str
    stroke: str
    lines: str = ""  # the path of one cell of 8 × 8 that is repeated over it


LOOKS = {
    "xong": BarLook("hoàn thành", GREEN, GREEN),
    "dang-lam": BarLook("đang thực hiện", "#f2c061", "#a86700", "M0 8L8 0"),
    "chua-lam": BarLook("chưa thực hiện", "#ffffff", "#8a8577"),
    "qua-han": BarLook("quá hạn", "#fbe6e3", "#b3261e", "M0 0L8 8M0 8L8 0"),
}


def progress_line(
    actual: Sequence[Point],
    planned: Sequence[Point],
    total: int,
    *,
    starts_on: date,
    ends_on: date,
    window: tuple[date, date] | None = None,
    marked_on: date | None = None,
    title: str = "Tiêu chí đạt theo tháng",
    key: str = "progress",
) -> SafeString:
    """A step line of what was reached beside a dashed line of what was planned, from 0 up.

    Points are (day, count) in order of days; those outside the period are left out. `window` is
    shaded, `marked_on` is the day compared with. `key` makes ids unique on a page. All values
    stand as text in the description.
    """
    actual = [point for point in actual if starts_on <= point[0] <= ends_on]
    planned = [point for point in planned if starts_on <= point[0] <= ends_on]
    highest = max([total, 1, *(count for _, count in (*actual, *planned))])
    frame = _Frame(starts_on, ends_on, highest)
    parts = [
        *_open_svg(title, _description(actual, planned, total, window), key),
        _shade(frame, window),
        *frame.grid(),
        *frame.months(),
        _mark(frame, marked_on),
        _planned_line(frame, planned),
        _actual_line(frame, actual),
        _legend(bool(planned), bool(window)),
        "</svg>",
    ]
    return mark_safe("".join(parts))


def _open_svg(title: str, description: str, key: str) -> list[str]:
    anchor = escape_text(key)
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'role="img" aria-labelledby="{anchor}-title {anchor}-desc" '
        f'font-family="sans-serif" font-size="14">',
        f'<title id="{anchor}-title">{escape_text(title)}</title>',
        f'<desc id="{anchor}-desc">{escape_text(description)}</desc>',
    ]


class StackedColumn(NamedTuple):
    """A column of stacked bars: what stands below it, and how many of each look."""

    name: str
    counts: Mapping[str, int]


def stacked_columns(columns: Sequence[StackedColumn], *, title: str, key: str) -> SafeString:
    """Columns from 0 up, each of parts that differ by pattern as well as colour."""
    highest = max([1, *(sum(column.counts.values()) for column in columns)])
    scale = _Scale(highest)
    description = "; ".join(
        f"{column.name}: "
        + (", ".join(f"{n} {LOOKS[look].words}" for look, n in column.counts.items() if n) or "0")
        for column in columns
    )
    parts = [*_open_svg(title, description or "chưa có", key), _patterns(key), *scale.grid()]
    room = (RIGHT - LEFT) / max(len(columns), 1)
    wide = round(min(room * 0.7, 30), 1)
    every = max(1, -(-len(columns) // 6))
    for index, column in enumerate(columns):
        middle = LEFT + room * (index + 0.5)
        base = 0
        for look, count in column.counts.items():
            if count:
                top, bottom = scale.y(base + count), scale.y(base)
                base += count
                parts.append(_part(key, look, middle - wide / 2, top, wide, bottom - top))
        if index % every == 0:
            # A long name under the last column stays inside the picture.
            at = min(middle, WIDTH - 3.5 * len(column.name))
            parts.append(
                f'<text x="{at:.1f}" y="{BOTTOM + 18}" text-anchor="middle" '
                f'fill="{MUTED}">{escape_text(column.name)}</text>'
            )
    parts += [*_look_legend(key), "</svg>"]
    return mark_safe("".join(parts))


def _patterns(key: str) -> str:
    drawn = "".join(
        f'<pattern id="{escape_text(key)}-{name}" width="8" height="8" '
        f'patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="{look.fill}"/>'
        f'<path d="{look.lines}" stroke="{look.stroke}" stroke-width="1.5" fill="none"/></pattern>'
        for name, look in LOOKS.items()
        if look.lines
    )
    return f"<defs>{drawn}</defs>"


def _part(key: str, name: str, x: float, y: float, width: float, height: float) -> str:
    look = LOOKS[name]
    fill = f"url(#{escape_text(key)}-{name})" if look.lines else look.fill
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}" '
        f'stroke="{look.stroke}"/>'
    )


def _look_legend(key: str) -> Iterator[str]:
    x = 8.0
    for name, look in LOOKS.items():
        yield _part(key, name, x, HEIGHT - 20, 12, 12)
        yield (
            f'<text x="{x + 17:.1f}" y="{HEIGHT - 9}" font-size="11" '
            f'fill="{MUTED}">{look.words}</text>'
        )
        x += 26 + 6.3 * len(look.words)


def bar(value: int | None, total: int, *, label: str = "") -> SafeString:
    """A thin bar of `value` of `total`; empty when either is unknown or the total is zero."""
    share = 0.0 if not value or total <= 0 else min(max(value / total, 0), 1)
    words = "chưa rõ" if value is None else f"{value}/{total}"
    name = escape_text(f"{label}: {words}" if label else words)
    filled = f'<rect width="{share * 200:.1f}" height="8" fill="{GREEN}"/>' if share else ""
    return mark_safe(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="bar" viewBox="0 0 200 8" '
        f'preserveAspectRatio="none" role="img" aria-label="{name}">'
        f'<rect width="200" height="8" fill="{LINE}"/>{filled}</svg>'
    )


class _Scale:
    """Turns counts into heights, always from 0, and draws the lines that stand still."""

    def __init__(self, highest: int) -> None:
        self.highest = highest

    def y(self, count: int) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * count / self.highest, 1)

    def grid(self) -> list[str]:
        """Lines at 0, at round figures and at the highest, with their figures."""
        step = next(s for s in _round_steps() if self.highest <= 5 * s)
        counts = [n for n in range(0, self.highest, step) if self.highest - n > step / 2]
        drawn = []
        for count in (*counts, self.highest):
            y = self.y(count)
            drawn.append(
                f'<path d="M{LEFT} {y}H{RIGHT}" stroke="{LINE}" stroke-width="1" fill="none"/>'
                f'<text x="{LEFT - 6}" y="{y + 4}" text-anchor="end" fill="{MUTED}">{count}</text>'
            )
        return drawn


def _round_steps() -> Iterator[int]:
    for power in count_from(0):
        yield from (10**power, 2 * 10**power, 5 * 10**power)


class _Frame(_Scale):
    """Turns days into places too."""

    def __init__(self, starts_on: date, ends_on: date, highest: int) -> None:
        super().__init__(highest)
        self.starts_on, self.ends_on = starts_on, ends_on
        self.days = max((ends_on - starts_on).days, 1)

    def x(self, day: date) -> float:
        return round(LEFT + (RIGHT - LEFT) * (day - self.starts_on).days / self.days, 1)

    def within(self, day: date) -> date:
        return min(max(day, self.starts_on), self.ends_on)

    def months(self) -> list[str]:
        """`T1`, `T4`, …: about four months named below, the last one at the right end."""
        firsts = _month_starts(self.starts_on, self.ends_on)
        step = max(1, -(-len(firsts) // 4))
        return [
            f'<text x="{self.x(first)}" y="{BOTTOM + 18}" fill="{MUTED}">T{first.month}'
            f"{f'/{first.year}' if index == 0 or first.month == 1 else ''}</text>"
            for index, first in enumerate(firsts)
            if index % step == 0
        ]


def _month_starts(starts_on: date, ends_on: date) -> list[date]:
    firsts = [starts_on]
    day = (starts_on.replace(day=1) + timedelta(days=32)).replace(day=1)
    while day <= ends_on:
        firsts.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    return firsts


def _description(
    actual: Sequence[Point],
    planned: Sequence[Point],
    total: int,
    window: tuple[date, date] | None,
) -> str:
    def series_words(points: Sequence[Point]) -> str:
        return "; ".join(f"{format_day(day)}: {count}" for day, count in points) or "chưa có"

    description = (
        f"Trên tổng số {total}. Thực tế: {series_words(actual)}. Kế hoạch: {series_words(planned)}."
    )
    if window:
        description += f" Thời gian thực hiện: {format_day(window[0])} đến {format_day(window[1])}."
    return description


def _shade(frame: _Frame, window: tuple[date, date] | None) -> str:
    """The window of the plan, as a band behind the lines."""
    if window is None or window[0] > frame.ends_on or window[1] < frame.starts_on:
        return ""
    left, right = (frame.x(frame.within(day)) for day in window)
    return (
        f'<rect class="chart-window" x="{left}" y="{TOP}" width="{round(right - left, 1)}" '
        f'height="{BOTTOM - TOP}" fill="{SHADE}"/>'
    )


def _mark(frame: _Frame, day: date | None) -> str:
    """The day compared with, as a dotted line up from the axis."""
    if day is None or not frame.starts_on <= day <= frame.ends_on:
        return ""
    x = frame.x(day)
    return (
        f'<path class="chart-mark" d="M{x} {BOTTOM}V{TOP}" stroke="{MUTED}" '
        f'stroke-dasharray="2 3" fill="none"/>'
        f'<text x="{x + 4}" y="{BOTTOM - 6}" font-size="12" fill="{MUTED}">'
        f"{format_day_month(day)}</text>"
    )


def _planned_line(frame: _Frame, points: Sequence[Point]) -> str:
    if not points:
        return ""
    path = "L".join(f"{frame.x(day)} {frame.y(count)}" for day, count in points)
    return (
        f'<path class="chart-planned" d="M{path}" fill="none" stroke="{GOLD}" '
        f'stroke-width="2" stroke-dasharray="4 4"/>'
    )


def _actual_line(frame: _Frame, points: Sequence[Point]) -> str:
    """The step line; it ends in a dot with the last count beside it."""
    if not points:
        return ""
    first_day, first_count = points[0]
    path = f"M{frame.x(first_day)} {frame.y(first_count)}"
    path += "".join(f"H{frame.x(day)}V{frame.y(count)}" for day, count in points[1:])
    last_day, last_count = points[-1]
    x, y = frame.x(last_day), frame.y(last_count)
    # Near the right edge the figure goes to the left of its dot.
    place = f'x="{x - 8}" text-anchor="end"' if x > RIGHT - 30 else f'x="{x + 8}"'
    return (
        f'<path class="chart-actual" d="{path}" fill="none" stroke="{GREEN}" stroke-width="3"/>'
        f'<circle cx="{x}" cy="{y}" r="4.5" fill="{GREEN}"/>'
        f'<text {place} y="{y - 6}" font-size="16" font-weight="700" '
        f'fill="#0f4a33">{last_count}</text>'
    )


def _legend(has_plan: bool, has_window: bool) -> str:
    y = HEIGHT - 10
    drawn = (
        f'<path d="M{LEFT} {y - 4}h24" stroke="{GREEN}" stroke-width="3" fill="none"/>'
        f'<text x="{LEFT + 30}" y="{y}" fill="{MUTED}">thực tế</text>'
    )
    if has_plan:
        drawn += (
            f'<path d="M{LEFT + 95} {y - 4}h24" stroke="{GOLD}" stroke-width="2" '
            f'stroke-dasharray="4 4" fill="none"/>'
            f'<text x="{LEFT + 125}" y="{y}" fill="{MUTED}">kế hoạch</text>'
        )
    if has_window:
        drawn += (
            f'<rect x="{LEFT + 200}" y="{y - 11}" width="20" height="13" fill="{SHADE}" '
            f'stroke="{LINE}"/><text x="{LEFT + 226}" y="{y}" fill="{MUTED}">'
            f"thời gian thực hiện</text>"
        )
    return drawn
