"""Papers of which little is recorded print no bare heading and no remark of the program."""

import pytest

from reports.documents.blocks import Heading, Paragraph, as_row
from reports.documents.kinds import kind_of
from reports.documents.plain_text import render_text
from reports.drawn import drawn
from tasks.services import hold_meeting
from tests import factories as make
from tests.world import World

# What a paper states of rows; PostgreSQL draws every kind in `access/test_reworded_papers.py`.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def plan():
    return World().plan


def document_of(slug: str, row):
    return drawn(kind_of(slug), row).document


@pytest.mark.parametrize("slug", ["plan", "year_report"])
def test_nothing_is_attached_to_a_plan_of_which_nothing_is_recorded(plan, slug) -> None:
    document = document_of(slug, plan)
    assert document.appendices == ()
    assert not [block for block in document.blocks if isinstance(block, Heading)]


def test_the_closing_words_keep_no_heading_above_them(plan) -> None:
    plan.texts.create(section="closing", text="Trên đây là kế hoạch năm 2024.")
    assert document_of("plan", plan).blocks == (Paragraph("Trên đây là kế hoạch năm 2024."),)


def test_tasks_without_a_criterion_have_their_appendix_and_the_words_that_lead_to_it(plan) -> None:
    make.make_task(plan, text="Mua loa truyền thanh")
    document = document_of("plan", plan)
    (appendix,) = document.appendices
    assert len(appendix.blocks[0].rows) == 2  # its heading and the task
    assert "có Phụ lục kèm theo" in str(document.blocks)


def _world_of_one_baseline() -> World:
    """Its plan states of one criterion that it is not met, and has one task."""
    world = World()
    assert world.task
    world.assessment.baselines.create(
        criterion=world.assessment.criteria_set.criteria.get(number=2),
        state="not_met",
        as_of="2023-12-30",
    )
    return world


def test_other_tasks_have_no_heading_where_there_are_none() -> None:
    world = _world_of_one_baseline()
    words = render_text(document_of("year_report", world.plan))
    assert "phấn đấu" in words
    # The title announces results: how many criteria stood so is one.
    assert "\nKết quả đạt được\nXã Mai Đình đạt 0/2 tiêu chí" in words
    assert "01 tiêu chí chưa đánh giá." in words
    assert "Nhiệm vụ khác" not in words


def test_a_table_of_results_has_no_column_over_nothing() -> None:
    """How criteria stand is known, no value of any: levels and values have no column."""
    world = _world_of_one_baseline()
    table = document_of("year_report", world.plan).appendices[0].blocks[0]
    assert table.header[0] == ("TT", "Tiêu chí, nội dung", "Đánh giá")
    assert {len(row.cells) for row in table.rows if row.cells[0] == "2"} <= {3}
    assert len(table.columns) == 3


def test_an_opening_announces_nothing_where_nothing_follows() -> None:
    plan = World(name="Tân Mới").plan
    words = render_text(document_of("year_report", plan))
    assert "như sau" not in words
    assert f"nhiệm vụ năm {plan.year}.\nTrên đây" in words


def test_of_what_nobody_has_judged_the_appendix_has_the_work_alone() -> None:
    world = World()
    make.make_task(
        world.plan, assessment=world.assessment,
        criterion=world.assessment.criteria_set.criteria.get(number=2),
    )  # fmt: skip
    table = document_of("plan", world.plan).appendices[0].blocks[0]
    first, *others = [as_row(row).cells for row in table.rows]
    assert "tiêu chí" not in str(first)  # no remark of the program on a paper for signature
    assert [row[0] for row in others] == ["2"]
    assert "Tình trạng" not in table.header[0]  # nothing would stand below it
    judged = document_of("plan", _world_of_one_baseline().plan).appendices[0].blocks[0]
    assert "Tình trạng" in judged.header[0]


def test_a_target_that_nobody_judged_and_nobody_works_on_is_in_doubt_on_the_screen_alone() -> None:
    world = World()
    make.make_task(world.plan, text="Mua loa truyền thanh")
    world.plan.targets.create(order=1, assessment=world.village_assessment, text="Đạt chuẩn")
    document = document_of("plan", world.plan)
    assert world.village.name not in str(document.appendices)
    assert "Về xây dựng" not in render_text(document)
    (doubt,) = (d for d in drawn(kind_of("plan"), world.plan).doubts if "không in" in d)
    assert world.village.name in doubt


def test_a_notice_that_has_nothing_to_give_notice_of_is_not_issued() -> None:
    meeting = hold_meeting(
        by=make.system(), unit=World().commune, held_on=make.TODAY, name="Giao ban đột xuất"
    )
    kind = kind_of("conclusions_notice")
    assert "chưa có gì để thông báo" in drawn(kind, meeting).wording.fault()
    meeting.summary = "Đạt thêm tiêu chí số 2."
    assert not drawn(kind, meeting).wording.fault()


def test_a_village_that_is_given_no_target_has_no_column() -> None:
    world = World()
    assessment, other = world.village_assessment, make.make_village(world.commune, "Mai Hạ")
    whole = make.make_assessment(other, assessment.criteria_set)
    world.plan.targets.create(order=1, assessment=whole, text="Thôn Mai Hạ đạt chuẩn")
    criterion = assessment.criteria_set.criteria.first()
    world.plan.targets.create(
        order=2, assessment=assessment, criterion=criterion, text="Cây xanh", value=4,
        unit_words="m2/người",
    )  # fmt: skip
    words = render_text(document_of("village_targets", world.plan))
    assert "giao 01 thôn" in words
    assert "Mai Hạ" not in words
    assert "m²/người" in words  # on the paper alone: nobody's words are changed
