"""The list of a dossier (danh mục hồ sơ) on paper: one table, each criterion above its papers."""

import pytest

from evidence.papers.enums import PaperKind
from evidence.papers.models import Evidence, Proof
from reports.documents.blocks import as_cell, as_row, plain
from reports.documents.kinds import kind_of
from reports.drawn import drawn
from tests.world import World

pytestmark = pytest.mark.django_db


def test_a_criterion_in_the_list_of_a_dossier_bears_its_own_number_alone(world) -> None:
    """A numeral of the list beside it (`X. Tiêu chí số 11`) would be taken for its number."""
    paper = Evidence.objects.create(unit=world.commune, title="Đường thôn", kind=PaperKind.PHOTO)
    Proof.objects.create(evidence=paper, result=world.results()[-1])
    (above, _), criterion = _rows_of_index(world), world.results()[-1].indicator.criterion
    assert above == [f"Tiêu chí số {criterion.number} ({criterion.name})"]


def test_the_list_of_a_dossier_has_its_heads_once(world) -> None:
    paper = Evidence.objects.create(unit=world.commune, title="Đường thôn", kind=PaperKind.PHOTO)
    results = {one.indicator.criterion.number: one for one in world.results()}
    for number in sorted(results):
        Proof.objects.create(evidence=paper, result=results[number])
    rows = _rows_of_index(world)
    assert len(results) > 1
    assert [len(row) for row in rows] == [1, 7] * len(results)
    assert [row[0] for row in rows if len(row) == 7] == ["1"] * len(results)


def _rows_of_index(world: World) -> list[list[str]]:
    (appendix,) = drawn(kind_of("dossier_index"), world.assessment).document.appendices
    (table,) = appendix.blocks
    return [[plain(as_cell(cell).text) for cell in as_row(row).cells] for row in table.rows]
