"""What goes out of any kind of list comes back without a change, whatever people have typed."""

from typing import Any

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from criteria.models import Indicator, Level, Result
from evidence.models import Evidence
from ntm_project.common.text import clean_line
from tasks.models import Funding, Task
from tests.access.matrix import Matrix
from tests.access.test_imports import CASES, Case, sent
from tests.shared import undone
from villages.models import Body, Official, Unit

# As a person may begin a line; some of it would be a formula in a sheet that lets it.
BEGINS = st.sampled_from(["Đường ", "=Đường", "+Đường ", "-Đường", "@Đường ", "'Đường", "(Đường) "])
RESTS = st.text("aăđơáẾ=+-@'\";,.%()/0123456789 ", max_size=24)
WORDS = st.builds(lambda begin, rest: clean_line(begin + rest), BEGINS, RESTS)
NAMES = "đồng chí Đường\nđ/c Đường\nĐường"  # apart by semicolons in one cell
TEXTS = st.lists(WORDS, min_size=4, max_size=4, unique_by=str.casefold)


def _put(case: Case, world: Matrix, words: list[str], number: int) -> None:
    """Words as people type them into the texts of the list's rows."""
    name, note, short, more = words
    pk = {key: row.pk for key, row in world.rows.items()}
    puts: dict[str, list[tuple[Any, int, dict[str, Any]]]] = {
        "don-vi": [(Unit, pk["village"], {"note": note})],
        "can-bo": [(Official, pk["official"], {"phone": "0912345678", "aliases": NAMES})],
        "nhiem-vu": [(Task, pk["task"], {"text": name, "note": note, "section": short[:9]})],
        "ket-qua": [(Result, pk["result"], {"source": name, "note": note, "value": number})],
        "kinh-phi": [(Funding, pk["funding"], {"text": name, "total": number, "words": short})],
        "minh-chung": [
            (Evidence, pk["paper"], {"title": name, "note": note, "number": short, "issuer": more})
        ],
        "bo-tieu-chi": [
            (Indicator, pk["indicator"], {"wording": name, "guidance": note, "source": more})
        ],
    }
    for model, key, fields in puts.get(case.slug, []):
        row = model.objects.get(pk=key)
        for name_of_field, value in fields.items():
            setattr(row, name_of_field, value)
        row.save()
    if case.slug == "to-chuc":
        commune = world.rows["commune"]
        Body.objects.create(unit=commune, name=name, note=note, short_names=NAMES)
    if case.slug == "bo-tieu-chi":
        Level.objects.filter(indicator=pk["indicator"]).update(value=number, legal_source=short)


@pytest.mark.parametrize("case", CASES, ids=str)
@settings(
    max_examples=2,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(words=TEXTS, number=st.integers(0, 99))
def test_what_goes_out_comes_back_without_a_change(
    world: Matrix, case: Case, words: list[str], number: int
) -> None:
    client = world.clients[case.keeper]
    with undone():
        _put(case, world, words, number)
        url = reverse("villages:export_list", args=[case.slug, world.rows[case.place].pk])
        content = client.get(url).content
        run = sent(client, case.import_url(world), "a.xlsx", content)
        counts = run.outcome["counts"]
        assert counts.pop("same", 0) > 0
        assert counts == {"cells": 0}, run.outcome["rows"]
        assert run.outcome["left_out"] == []
