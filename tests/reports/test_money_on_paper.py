"""Sums on paper stand each on one line of its column, to the đồng."""

from dataclasses import replace

import pytest

from reports.documents.blocks import Paragraph, Table, as_row
from reports.documents.kinds import kind_of
from reports.documents.plain_text import render_text
from reports.drawn import drawn
from tasks.models import Funding
from tests.reports.decree30 import faults
from tests.reports.paper import read
from tests.reports.printing import render_pdf
from tests.reports.words import renderings
from tests.world import World, opened

# What a paper states of rows; PostgreSQL draws every kind in `access/test_reworded_papers.py`.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


world = opened()


def works(world: World, *totals: int | None, stage: str) -> None:
    for total in totals:
        Funding.objects.create(
            unit=world.commune, plan=world.plan, text="Đường thôn", stage=stage, total=total
        )


def test_a_plan_s_sums_stand_in_one_unit_unless_its_words_are_more_than_a_sum(world) -> None:
    works(world, 2_750_000_000, 605_000_000, stage="planned")
    first = Funding.objects.earliest("pk")
    part = first.parts.create(source="commune", amount=2_100_000_000, words="2,1 tỷ đồng")
    document = drawn(kind_of("plan"), world.plan).document
    (table,) = (b for b in document.blocks if isinstance(b, Table))
    assert table.unit_line == "Đơn vị tính: triệu đồng"
    assert [row.cells[2] for row in table.rows] == ["2.750", "605", "3.355"]
    assert table.rows[2].cells[1] == "Cộng"
    assert table.rows[2].cells[3] == table.rows[0].cells[3]  # the one source that is stated
    assert table.rows[0].cells[3].endswith(": 2.100")
    kinds = renderings(document)
    assert kinds["word"] == kinds["paper"] == kinds["message"]
    assert "Đơn vị tính: triệu đồng" in render_text(document)
    part.words = "2,1 tỷ đồng (cấp trên hỗ trợ)"
    part.save()
    (table,) = (
        b for b in drawn(kind_of("plan"), world.plan).document.blocks if isinstance(b, Table)
    )
    assert not table.unit
    assert table.rows[0].cells[2:] == (
        "2,75 tỷ đồng",
        f"{first.parts.get().get_source_display()}: {part.words}",
    )


@pytest.mark.pdf
def test_the_line_of_the_unit_is_as_large_as_the_decree_has_a_text(world) -> None:
    works(world, 2_750_000_000, 605_000_000, stage="planned")
    document = drawn(kind_of("plan"), world.plan).document
    at = next(at for at, block in enumerate(document.blocks) if isinstance(block, Table))
    below = (Paragraph("Trên đây là Kế hoạch"),)
    document = replace(document, blocks=(*document.blocks[: at + 1], *below))
    assert faults(render_pdf(document)) == {}


@pytest.mark.parametrize(
    ("stages", "total"), [(("planned", "mobilised"), ""), (("paid", "paid"), "1,5 tỷ đồng")]
)
def test_what_may_be_the_same_money_twice_is_not_added_up(world, stages, total) -> None:
    for stage, amount in zip(stages, (1_000_000_000, 500_000_000), strict=True):
        works(world, amount, stage=stage)
    part = Funding.objects.earliest("pk").parts.create(
        source="commune", amount=200_000_000, words="200 triệu đồng trở lên"
    )
    (table,) = (
        b for b in drawn(kind_of("plan"), world.plan).document.blocks if isinstance(b, Table)
    )
    sums = [row.cells[2] for row in table.rows if as_row(row).kind == "total"]
    assert sums == ([total] if total else [])
    Funding.objects.filter(stage="mobilised").update(text="Nhà văn hóa")
    if "mobilised" in stages:  # another work, so other money
        (table,) = (
            b for b in drawn(kind_of("plan"), world.plan).document.blocks if isinstance(b, Table)
        )
        assert as_row(table.rows[-1]).cells[1:3] == ("Cộng", "1,5 tỷ đồng")
    assert part.words in str(table.rows)


@pytest.mark.pdf
def test_a_debt_to_the_last_dong_stands_on_one_line(world) -> None:
    works(world, 12_345_678_901, 500_000, stage="owed")
    document = drawn(kind_of("recognition_debts"), world.assessment).document
    segments = [s.text for sheet in read(render_pdf(document)) for s in sheet.segments]
    assert "12.345,678901" in segments
    assert "12.346,178901" in segments
