"""On the board's sheet the marks of change stand beside the number of a criterion, not on it."""

import pypdfium2
import pytest

from reports.board_print import _styles
from tests.reports.printing import html_to_pdf


def _letters(state: str) -> int:
    """How many points of the number in a printed tile are white."""
    page = f'<div style="background:#1b6b4a;padding:9mm"><span class="tile {state}">18</span></div>'
    with pypdfium2.PdfDocument(html_to_pdf(page, *_styles())) as pdf:
        sheet = pdf[0].render(scale=8).to_pil().convert("L")
    # The first box of the page: its tile is as green as what stands around it.
    box = sheet.crop((8 * 40, 8 * 40, 8 * 110, 8 * 90))
    return sum(box.point(lambda grey: grey > 200).histogram()[1:])


@pytest.mark.pdf
@pytest.mark.parametrize("mark", ["tile-new", "tile-lost"])
def test_a_mark_hides_nothing_of_the_number(mark) -> None:
    plain = _letters("tile-met")
    assert plain > 500
    assert abs(_letters(f"tile-met {mark}") - plain) < 0.02 * plain
