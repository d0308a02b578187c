"""What happens elsewhere changes no page: each is the same before and after another province works.

Names are looked for by `test_offers.py`; this one hears what has none: a count, a sum, a mark, a
line of a check. Whole pages are compared, so that a page that is added is met. What people wrote
is markup in this world: to draw the pages once more for that would cost more than to look.
"""

import difflib
import re

import pytest

from tests.access.foreign import build_foreign
from tests.access.matrix import Matrix
from tests.access.pages import walk
from tests.access.test_markup import shown_of, write_everywhere
from villages.enums import Role

pytestmark = [pytest.mark.once, pytest.mark.long]

# Between them they open every page of a commune, of its village, and of the district above.
READERS = (Role.STANDING_OFFICER, Role.VILLAGE_BOARD, "upper")
# Drawn anew each time: tokens, and the keys by which a form is sent once.
ANEW = re.compile(
    r'(?<=csrfmiddlewaretoken" value=")\w+|[0-9a-f]{8}-[0-9a-f-]{27}|(?<="X-CSRFToken": ")\w+'
)


def _pages(world: Matrix, person: str) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Each page of somebody by its address, as text; and whatever else was answered on the way."""
    pages, answers = {}, []
    for page in walk(world, person):
        answers.append((page.url, page.html))
        if page.response.status_code == 200 and "html" in page.response["Content-Type"]:
            pages[page.url] = ANEW.sub("", page.html)
    return pages, answers


@pytest.mark.parametrize("person", READERS)
def test_a_page_is_the_same_whatever_another_province_does_and_shows_markup_as_text(
    world: Matrix, person: str
) -> None:
    write_everywhere()
    before, answers = _pages(world, person)
    shown, as_elements = shown_of(answers)
    assert as_elements == []
    assert shown > 10
    build_foreign(world.rows["set"])
    changed = {}
    for url, html in _pages(world, person)[0].items():
        if html != before.get(url):
            lines = difflib.unified_diff(before.get(url, "").splitlines(), html.splitlines(), n=0)
            changed[url] = [line[:200] for line in lines if line[:3] not in ("---", "+++", "@@ ")]
    assert changed == {}
    assert len(before) > 50
