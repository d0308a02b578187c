"""Charts: well-formed SVG that holds its values as text and stays inside its frame."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_project.common.draw.charts import (
    HEIGHT,
    WIDTH,
    StackedColumn,
    bar,
    progress_line,
    stacked_columns,
)

START, END = date(2024, 1, 1), date(2024, 12, 31)
SVG = "{http://www.w3.org/2000/svg}"
POINTS = st.lists(
    st.tuples(st.dates(START, END), st.integers(0, 75)), max_size=12, unique_by=lambda p: p[0]
).map(sorted)


def draw(actual, planned, total=19, **keywords):
    return progress_line(actual, planned, total, starts_on=START, ends_on=END, **keywords)


@given(actual=POINTS, planned=POINTS)
def test_chart_is_well_formed_for_any_points(actual, planned) -> None:
    root = ElementTree.fromstring(draw(actual, planned, total=75))
    for circle in root.iter(f"{SVG}circle"):
        assert 0 <= float(circle.get("cx", "-1")) <= WIDTH
        assert 0 <= float(circle.get("cy", "-1")) <= HEIGHT


def test_values_stand_as_text() -> None:
    root = ElementTree.fromstring(draw([(START, 11), (date(2024, 5, 10), 12)], [(END, 19)]))
    description = root.findtext(f"{SVG}desc") or ""
    assert "01/01/2024: 11" in description
    assert "10/5/2024: 12" in description
    assert "31/12/2024: 19" in description
    assert "12" in [text.text for text in root.iter(f"{SVG}text")]


def test_names_point_at_its_own_title_and_description() -> None:
    root = ElementTree.fromstring(draw([], [], key="village-2", title="Chỉ tiêu <đạt>"))
    ids = {element.get("id") for element in root.iter() if element.get("id")}
    assert set((root.get("aria-labelledby") or "").split()) == ids
    assert root.findtext(f"{SVG}title") == "Chỉ tiêu <đạt>"


def test_points_outside_the_period_are_left_out() -> None:
    drawn = draw([(START - timedelta(days=1), 3), (START, 11)], [])
    assert "31/12/2023" not in drawn


def test_step_line_goes_across_before_it_goes_up() -> None:
    root = ElementTree.fromstring(draw([(START, 11), (date(2024, 7, 1), 13)], []))
    line = next(e for e in root.iter(f"{SVG}path") if e.get("class") == "chart-actual")
    assert "H" in (line.get("d") or "")
    assert "L" not in (line.get("d") or "")


def test_without_values_it_shows_it() -> None:
    assert "Thực tế: chưa có" in draw([], [])


@pytest.mark.parametrize("drawn", [draw([(START, 1)], [(END, 2)]), bar(3, 8, label="Chỉ tiêu")])
def test_no_style_that_the_content_policy_would_block(drawn: str) -> None:
    assert "style=" not in drawn
    assert "<style" not in drawn


@pytest.mark.parametrize(
    ("value", "total", "width"),
    [
        (0, 8, None),
        (4, 8, "100.0"),
        (8, 8, "200.0"),
        (9, 8, "200.0"),
        (3, 0, None),
        (None, 8, None),
    ],
)
def test_bar_is_as_long_as_its_share(value, total, width) -> None:
    rects = list(ElementTree.fromstring(bar(value, total)).iter(f"{SVG}rect"))
    assert (rects[1].get("width") if len(rects) > 1 else None) == width


def test_unknown_is_not_zero() -> None:
    assert 'aria-label="Minh chứng: chưa rõ"' in bar(None, 4, label="Minh chứng")
    assert 'aria-label="Minh chứng: 0/4"' in bar(0, 4, label="Minh chứng")


def test_the_axis_begins_at_zero_and_ends_at_the_total() -> None:
    drawn = ElementTree.fromstring(draw([(START, 11), (END, 12)], [], total=19))
    figures = [e.text for e in drawn.iter(f"{SVG}text") if e.get("text-anchor") == "end"]
    assert figures[0] == "0"
    assert "19" in figures


def test_columns_hold_their_values_as_text_and_escape_names() -> None:
    bad = '"><script>x</script>'
    counts = {"xong": 2, "dang-lam": 0, "chua-lam": 1, "qua-han": 3}
    drawn = stacked_columns([StackedColumn(bad, counts)], title=bad, key="t")
    root = ElementTree.fromstring(drawn)
    assert "<script" not in drawn
    assert "2 hoàn thành, 1 chưa thực hiện, 3 quá hạn" in (root.findtext(f"{SVG}desc") or "")
    assert "style=" not in drawn
