"""A field that a form has is a control of its page, even one that no template knows; and the page
keeps to its budget of queries.

Every form of ours gets one field more; whatever page of the matrix draws a form must hold it, once.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import lxml.html
import pytest
from django import forms
from django.test import Client

from ntm_project.common.forms import CrispyForm, LineInput
from tests.access.matrix import Matrix
from tests.access.pages import values_of
from tests.access.test_matrix import PRINTS, ROWS, _address
from tests.access.test_query_budget import assert_within_budget, noted, settled
from tests.shared import undone

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.long]

# A file has no form; what orders it takes seconds to make.
PAGES = [
    row
    for row in ROWS
    if row["method"] == "GET" and "ok" in row.values() and not row["name"].endswith(PRINTS)
]
PARTS = {"tasks:criterion_fields"}  # one fieldset of a page, which keeps the other fields
# Forms of which the page folds a part.
OPENED = dict.fromkeys(
    ("tasks:list", "reports:board", "reports:country", "reports:assessment"), "?mo_loc=1"
)
PROBE = "field_of_tomorrow"


@pytest.fixture
def _one_field_more(monkeypatch: pytest.MonkeyPatch) -> None:
    begin = forms.BaseForm.__init__

    def begin_with_probe(self: Any, *args: Any, **kwargs: Any) -> None:
        begin(self, *args, **kwargs)
        if isinstance(self, CrispyForm):
            self.fields[PROBE] = LineInput(label="Thử", required=False)

    monkeypatch.setattr(forms.BaseForm, "__init__", begin_with_probe)


def _forms_in(context: Any) -> Iterator[CrispyForm]:
    """The forms that a page had at hand, those of a set of rows with them."""
    for value in values_of(context):
        if isinstance(value, forms.BaseFormSet | list):
            yield from (form for form in value if isinstance(form, CrispyForm))
        elif isinstance(value, CrispyForm):
            yield value


def _page(client: Client, url: str) -> Any:
    with undone():
        page = client.get(url)
    if page.streaming:
        b"".join(page.streaming_content)
        return None
    return page if page.status_code == 200 and page.context else None


@pytest.mark.usefixtures("_one_field_more")
def test_every_page_draws_each_field_of_its_forms_once_within_its_budget(world: Matrix) -> None:
    """One walk for both: to draw the pages costs more than to look at them. What the page of a
    form opens besides is counted without it."""
    seen: set[str] = set()
    wrong: dict[str, set[str]] = {}
    counts: dict[str, int] = {}
    for row in PAGES:
        person = next(name for name, client in world.clients.items() if row.get(name) == "ok")
        opened = OPENED.get(row["name"], "")
        url = _address(row, world) + opened
        with noted() as queries:
            page = _page(world.clients[person], url)
        first = None if opened else len(queries)
        counts[f"{row['name']} {row['args']}"] = settled(world, row, person, first)
        if page is None or row["name"] in PARTS:
            continue
        drawn = {id(form): form for form in _forms_in(page.context) if form.drawn}.values()
        expected = Counter(form.add_prefix(PROBE) for form in drawn)
        names = lxml.html.document_fromstring(b"<body>" + page.content).xpath(
            f"//*[contains(@name, '{PROBE}')]/@name"
        )
        kinds = {type(form).__name__ for form in drawn}
        if Counter(map(str, names)) != expected:
            wrong[url] = kinds
        seen |= kinds
    assert_within_budget(counts)
    assert not wrong
    assert seen >= {"PaperForm", "UploadForm", "FileForm", "LinkForm", "ResultForm", "VerdictForm"}
    assert seen >= {"TaskForm", "AssigneeForm", "FundingForm", "RecipientForm"}
    assert seen >= {"LibraryForm", "TaskFilterForm", "BoardForm", "FilterForm", "WithdrawForm"}
