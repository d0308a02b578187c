"""A criterion on paper is one of the commune's or of a village's, whose numbers are the same."""

from datetime import date

import pytest

from evidence.papers.models import Evidence
from evidence.papers.queries.dossier import IndexRow
from reports.documents.blocks import plain
from reports.documents.kinds import kind_of
from reports.documents.kinds.plan.document import portfolio_blocks
from reports.documents.kinds.plan.placeholders import portfolio_words
from reports.documents.kinds.plan.rows import plan_rows
from reports.documents.plain_text import render_text
from reports.drawn import drawn
from tests import factories as make
from tests.world import World
from villages.enums import Role


@pytest.mark.django_db
def test_who_directs_criteria_of_a_village_too_is_named_with_whose_they_are() -> None:
    world = World()
    tam = world.official("tam")
    for order, judged in enumerate((world.assessment, world.village_assessment), start=1):
        world.plan.targets.create(order=order, assessment=judged, text="Đạt chuẩn")
        criterion = judged.criteria_set.criteria.get(number=1)
        tam.supervisions.create(assessment=judged, criterion=criterion)
    words = portfolio_words(plan_rows(world.plan), "Đinh Văn Tám")
    assert words == "1 của xã; 1 của thôn Thắng Lợi"
    world.assessment.supervisions.all().delete()
    assert portfolio_words(plan_rows(world.plan), "Đinh Văn Tám") == "1 của thôn Thắng Lợi"


@pytest.mark.django_db
def test_who_is_given_criteria_is_named_by_the_office_of_that_year() -> None:
    world = World()
    tam = world.official("tam")
    criterion = world.assessment.criteria_set.criteria.get(number=1)
    world.plan.targets.create(order=1, assessment=world.assessment, text="Đạt chuẩn")
    tam.supervisions.create(assessment=world.assessment, criterion=criterion)
    tam.postings.update(title="Phó Chủ tịch UBND xã")
    start = date(world.plan.year + 1, 1, 1)
    later = {"role": Role.CHAIR, "title": "Chủ tịch UBND xã", "starts_on": start}
    tam.postings.create(unit=world.commune, **later)

    def given() -> list[str]:
        blocks = portfolio_blocks(plan_rows(world.plan))
        return [plain(block.text).partition(" trực tiếp")[0] for block in blocks]

    assert given() == ["Giao đồng chí Đinh Văn Tám, Phó Chủ tịch UBND xã,"]
    tam.postings.filter(starts_on=None).delete()
    assert given() == ["Giao đồng chí Đinh Văn Tám"]
    tam.postings.update(starts_on=None)
    tam.distinction = "Chủ tịch UBND xã"
    tam.save()
    assert given() == ["Giao đồng chí Đinh Văn Tám (Chủ tịch UBND xã)"]


@pytest.mark.django_db
def test_criteria_without_tasks_stand_below_no_other_criterion_s_heading() -> None:
    world = World()
    criteria = world.assessment.criteria_set.criteria
    for number in (1, 2):
        criterion = criteria.get(number=number)
        world.assessment.baselines.create(criterion=criterion, state="met")
    make.make_task(world.plan, assessment=world.assessment, criterion=criteria.get(number=1))
    text = render_text(drawn(kind_of("year_report"), world.plan).document)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    at = next(n for n, line in enumerate(lines) if line.startswith("Tiếp tục duy trì"))
    assert lines[at - 1].endswith("Các tiêu chí khác")


@pytest.mark.parametrize(
    ("kind", "title", "shown"),
    [
        ("list", "Danh sách lao động qua đào tạo.", "Danh sách lao động qua đào tạo"),
        ("dossier", "Hồ sơ quỹ đất", "Hồ sơ quỹ đất"),
        ("confirmation", "Xác nhận hộ dùng điện", "Xác nhận hộ dùng điện"),
        ("list", "Cây trồng", "Danh sách, biểu thống kê: Cây trồng"),
        ("minutes", "nghiệm thu;", "Biên bản: nghiệm thu"),
        ("other", "Bài báo.", "Bài báo"),
        ("minutes", "...", "Biên bản"),
    ],
)
def test_the_contents_name_the_kind_of_a_paper_once_and_end_its_name_with_no_stop(
    kind, title, shown
) -> None:
    row = IndexRow(order=1, paper=Evidence(kind=kind, title=title), sheets="", serves="")
    assert row.title == shown
