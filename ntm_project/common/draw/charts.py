"""Charts drawn on the server as SVG; the same picture serves the page and the PDF.

Colours and sizes are presentation attributes: WeasyPrint does not apply a page's stylesheet
inside an SVG, and the content policy forbids style attributes.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape as escape_text

from django.utils.safestring import SafeString, mark_safe

from ntm_project.common.dates import format_day

GREEN, GOLD, LINE, MUTED = "#1b6b4a", "#a67c00", "#e4e0d6", "#5d6874"

# The drawing's own units: a frame with room for the figures at the left and the months below.
WIDTH, HEIGHT = 320, 200
LEFT, RIGHT, TOP, BOTTOM = 28, 308, 16, 150

Point = tuple[date, int]


def progress_line(
    actual: Sequence[Point],
    planned: Sequence[Point],
    total: int,
    *,
    starts_on: date,
    ends_on: date,
    title: str = "Tiêu chí đạt theo tháng",
    key: str = "progress",
) -> SafeString:
    """A step line of what was reached beside a dashed line of what was planned.

    Points are (day, count) in order of days; those outside the period are left out. `key` makes
    ids unique on a page. All values stand as text in the description.
    """
    actual = [point for point in actual if starts_on <= point[0] <= ends_on]
    planned = [point for point in planned if starts_on <= point[0] <= ends_on]
    frame = _Frame(starts_on, ends_on, _lowest(actual, planned), max(total, 1))
    name = escape_text(title)
    anchor = escape_text(key)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'role="img" aria-labelledby="{anchor}-title {anchor}-desc" '
        f'font-family="sans-serif" font-size="13">',
        f'<title id="{anchor}-title">{name}</title>',
        f'<desc id="{anchor}-desc">{escape_text(_description(actual, planned, total))}</desc>',
        *frame.grid(),
        *frame.months(),
        _planned_line(frame, planned),
        _actual_line(frame, actual),
        _legend(),
        "</svg>",
    ]
    return mark_safe("".join(parts))


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


class _Frame:
    """Turns days and counts into places in the drawing, and draws what stands still."""

    def __init__(self, starts_on: date, ends_on: date, lowest: int, highest: int) -> None:
        self.starts_on, self.ends_on = starts_on, ends_on
        self.lowest, self.highest = min(lowest, highest - 1), highest
        self.days = max((ends_on - starts_on).days, 1)

    def x(self, day: date) -> float:
        return round(LEFT + (RIGHT - LEFT) * (day - self.starts_on).days / self.days, 1)

    def y(self, count: int) -> float:
        span = self.highest - self.lowest
        return round(BOTTOM - (BOTTOM - TOP) * (count - self.lowest) / span, 1)

    def grid(self) -> list[str]:
        """Lines at the lowest, the middle and the total, with their figures."""
        middle = (self.lowest + self.highest) // 2
        drawn = []
        for count in sorted({self.lowest, middle, self.highest}):
            y = self.y(count)
            drawn.append(
                f'<path d="M{LEFT} {y}H{RIGHT}" stroke="{LINE}" stroke-width="1" fill="none"/>'
                f'<text x="{LEFT - 6}" y="{y + 4}" text-anchor="end" fill="{MUTED}">{count}</text>'
            )
        return drawn

    def months(self) -> list[str]:
        """`T1`, `T4`, …: about four months named below, the last one at the right end."""
        firsts = _month_starts(self.starts_on, self.ends_on)
        step = max(1, -(-len(firsts) // 4))
        return [
            f'<text x="{self.x(first)}" y="{BOTTOM + 16}" fill="{MUTED}">T{first.month}'
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


def _lowest(actual: Sequence[Point], planned: Sequence[Point]) -> int:
    counts = [count for _, count in (*actual, *planned)]
    # One below the lowest, so that the line never lies on the frame; never below zero.
    return max(min(counts) - 1, 0) if counts else 0


def _description(actual: Sequence[Point], planned: Sequence[Point], total: int) -> str:
    def words(points: Sequence[Point]) -> str:
        return "; ".join(f"{format_day(day)}: {count}" for day, count in points) or "chưa có"

    return f"Trên tổng số {total}. Thực tế: {words(actual)}. Kế hoạch: {words(planned)}."


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


def _legend() -> str:
    y = HEIGHT - 10
    return (
        f'<path d="M{LEFT} {y - 4}h24" stroke="{GREEN}" stroke-width="3" fill="none"/>'
        f'<text x="{LEFT + 30}" y="{y}" fill="{MUTED}">thực tế</text>'
        f'<path d="M{LEFT + 100} {y - 4}h24" stroke="{GOLD}" stroke-width="2" '
        f'stroke-dasharray="4 4" fill="none"/>'
        f'<text x="{LEFT + 130}" y="{y}" fill="{MUTED}">kế hoạch</text>'
    )
