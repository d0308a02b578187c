"""What happens elsewhere changes no page: each is the same before and after another province works.

Names are looked for by `test_offers.py`; this one hears what has none: a count, a sum, a mark, a
line of a check. Whole pages are compared, so that a page that is added is met.
"""

import difflib
import re

import pytest

from tests.access.foreign import build_foreign
from tests.access.matrix import Matrix
from tests.access.pages import walk
from villages.enums import Role

pytestmark = [pytest.mark.once, pytest.mark.long]

# Between them they open every page of a commune, of its village, and of the district above.
READERS = (Role.STANDING_OFFICER, Role.VILLAGE_BOARD, "upper")
# Drawn anew each time: tokens, and the keys by which a form is sent once.
ANEW = re.compile(
    r'(?<=csrfmiddlewaretoken" value=")\w+|[0-9a-f]{8}-[0-9a-f-]{27}|(?<="X-CSRFToken": ")\w+'
)


def _pages(world: Matrix, person: str) -> dict[str, str]:
    """Each page of somebody by its address, as text."""
    return {
        page.url: ANEW.sub("", page.html)
        for page in walk(world, person)
        if page.response.status_code == 200 and "html" in page.response["Content-Type"]
    }


@pytest.mark.parametrize("person", READERS)
def test_a_page_is_the_same_whatever_another_province_does(world: Matrix, person: str) -> None:
    before = _pages(world, person)
    build_foreign(world.rows["set"])
    changed = {}
    for url, html in _pages(world, person).items():
        if html != before.get(url):
            lines = difflib.unified_diff(before.get(url, "").splitlines(), html.splitlines(), n=0)
            changed[url] = [line[:200] for line in lines if line[:3] not in ("---", "+++", "@@ ")]
    assert changed == {}
    assert len(before) > 50
