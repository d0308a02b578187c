"""The board of a commune, a village, an upper unit, and on the projector."""

from datetime import date
from io import BytesIO

import pdfplumber
import pytest
from django.urls import reverse

from tasks.models import Meeting
from tasks.services import set_supervision
from tests import factories as make
from tests.queries import MOST, assert_constant_queries
from tests.shared import text_of
from villages.enums import Role

pytestmark = pytest.mark.both


@pytest.fixture
def url(world) -> str:
    return reverse("reports:board", args=[world.commune.pk])


def test_every_figure_leads_to_its_rows(world, url) -> None:
    criterion = world.results()[0].indicator.criterion
    make.make_task(
        world.plan, assessment=world.assessment, criterion=criterion,
        deadline_words="xong trong tháng 6/2024",
    )  # fmt: skip
    world.claim(world.results()[0])
    page = world.member().get(url).content.decode()
    assessment = world.assessment.pk
    tasks = reverse("tasks:list")
    for address in (
        reverse("reports:assessment", args=[assessment]),
        reverse("reports:criterion", args=[assessment, 1]),
        f"{tasks}?danh_gia={assessment}&amp;tieu_chi={criterion.pk}&amp;qua_han=1",
        f"{tasks}?danh_gia={assessment}&amp;tieu_chi={criterion.pk}&amp;tinh_trang=open",
        f"{tasks}?don_vi={world.commune.pk}&amp;qua_han=1",
    ):
        assert f'href="{address}"' in page, address
    assert "Quá hạn 46 ngày" in page


def test_sets_that_were_not_checked_and_guesses_say_so(world, url) -> None:
    page = world.member().get(url).content.decode()
    assert "Chưa đối chiếu văn bản gốc" in page
    world.assessment.criteria_set.is_verified = True
    world.assessment.criteria_set.save()
    world.village_assessment.criteria_set.is_verified = True
    world.village_assessment.criteria_set.save()
    assert "Chưa đối chiếu văn bản gốc" not in world.member().get(url).content.decode()


def test_another_day_another_year_and_what_is_new(world, url) -> None:
    for result in world.results()[:2]:
        world.claim(result, on=date(2024, 6, 1))
    member = world.member()
    query = {"ngay": "15/07/2024", "so_voi": "01/05/2024"}
    page = member.get(url, query).content.decode()
    assert "tile-new" in page
    assert "So với ngày 01/5/2024" in page
    assert "tính đến ngày 15/7/2024" in page
    early = member.get(url, {"ngay": "01/05/2024"}).content.decode()
    assert 'class="stat-n">0<' in early
    assert "Tiêu chí đạt theo tháng" in page
    assert member.get(url, {"nam": "2024"}).status_code == 200


def test_a_day_before_the_first_result_says_when_they_begin(world, url) -> None:
    """Nobody had judged anything, so no figure of what is met stands on top."""
    world.claim(world.results()[0], on=date(2024, 6, 1))
    of_village = world.village_assessment.results.first()
    world.claim(of_village, on=date(2024, 3, 1))  # stands in no figure on top
    member = world.member()
    begins = '<a href="?ngay=01%2F6%2F2024">01/6/2024</a>'
    for day, is_before in (("31/05/2024", True), ("01/06/2024", False)):
        page = member.get(url, {"ngay": day})
        heads = [figure.slug for figure in page.context["page"].heads]
        assert (begins in page.content.decode()) is is_before, day
        assert ("chi-tieu" in heads) is not is_before, day
        shown = text_of(member.get(url, {"ngay": day, "trinh_chieu": 1}))
        assert ("kết quả được ghi từ 01/6/2024" in shown) is is_before, day
    assert "được ghi từ" not in member.get(url).content.decode()


def test_before_the_first_result_no_change_is_known(world, url) -> None:
    world.claim(world.results()[0], on=date(2024, 3, 1))
    world.claim(world.village_assessment.results.first(), on=date(2024, 6, 1))
    page = world.member().get(url, {"ngay": "31/05/2024", "so_voi": "01/05/2024"})
    changes = [row.ends[1].text for row in page.context["matrix"]["rows"][:2]]
    assert changes == ["0", "–"]


@pytest.mark.once
@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"ngay": "31/02/2024"}, "ngay"),
        ({"ngay": "01/01/2099"}, "ngay"),
        ({"so_voi": "01/01/2099"}, "so_voi"),
        ({"so_voi": "hôm qua"}, "so_voi"),
        ({"nam": "1999"}, "nam"),
        ({"nam": "abc"}, "nam"),
        ({"ngay": "01/05/2024", "so_voi": "01/06/2024"}, "so_voi"),
    ],
)
def test_a_wrong_question_is_told_at_its_field_and_stays(world, url, query, field) -> None:
    response = world.member().get(url, query)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    if field != "nam":
        assert query[field] in response.content.decode()


def test_the_filters_stay_folded_until_they_are_wanted(world, url) -> None:
    Meeting.objects.create(unit=world.commune, held_on=date(2024, 7, 1), name="Giao ban")
    member, opened = world.member(), '<details class="card board-filters" open>'
    for query in ({}, {"ngay": "15/07/2024"}):
        assert opened not in member.get(url, query).content.decode()
    for query in ({"mo_loc": "1"}, {"ngay": "31/02/2024"}):
        assert opened in member.get(url, query).content.decode()


def test_the_projector_shows_one_assessment_per_screen(world, url) -> None:
    member = world.member()
    first = member.get(url, {"trinh_chieu": 1})
    assert first.context["screen"].count == 2
    assert "projector" in first.content.decode()
    second = member.get(first.context["screen"].next_url)
    assert second.context["screen"].number == 2
    assert "Thôn Thắng Lợi" in second.content.decode()
    for muc in ("99", "0", "-1", "x", "²", "9" * 40):
        assert member.get(url, {"trinh_chieu": 1, "muc": muc}).status_code == 200


def test_a_village_board_sees_its_village_and_not_the_commune(world, url) -> None:
    member = make.make_official(world.village, Role.VILLAGE_BOARD)
    from tests.world import client_of

    client = client_of(member)
    page = client.get(reverse("reports:board", args=[world.village.pk])).content.decode()
    assert "Thôn Thắng Lợi" in page
    assert "NTM nâng cao" in page
    assert client.get(url).status_code == 404


def test_a_stranger_gets_404_and_nobody_posts(world, url) -> None:
    assert world.stranger().get(url).status_code == 404
    assert world.member().post(url).status_code == 405
    assert world.member().get(reverse("reports:board", args=[999_999])).status_code == 404


def test_a_unit_without_assessments_says_so(world) -> None:
    village = make.make_village(world.commune, "Mai Hạ")
    page = world.member().get(reverse("reports:board", args=[village.pk]))
    assert page.status_code == 200
    assert "chưa lập đánh giá" in page.content.decode()


def test_a_filter_that_leaves_no_commune_is_named(world) -> None:
    from tests.world import client_of

    reviewer = client_of(make.make_official(world.commune.parent, Role.REVIEWER))
    url = reverse("reports:board", args=[world.commune.parent.pk])
    assert "Mai Đình" in reviewer.get(url).content.decode()
    page = reviewer.get(url, {"nhom": "3"}).content.decode()
    assert "theo bộ lọc đang chọn" in page


def test_the_district_sees_communes_and_tallies(world) -> None:
    from tests.world import client_of

    reviewer = client_of(make.make_official(world.commune.parent, Role.REVIEWER))
    url = reverse("reports:board", args=[world.commune.parent.pk])
    page = reviewer.get(url).content.decode()
    assert f"{reverse('reports:board', args=[world.commune.pk])}?nam=2024" in page
    assert "aria-sort" in reviewer.get(url, {"xep": "-dat"}).content.decode()
    assert world.member().get(url).status_code == 404

    def grow() -> None:
        for number in range(10):
            commune = make.make_commune(f"Xã {number}", world.commune.parent)
            make.make_assessment(commune, world.assessment.criteria_set)

    assert_constant_queries(reviewer, url, grow)


@pytest.mark.once
def test_queries_stay_constant(world, url) -> None:
    lan = make.make_official(world.commune)

    def one() -> None:
        criterion = world.results()[0].indicator.criterion
        make.make_task(
            world.plan, lead=lan, assessment=world.assessment, criterion=criterion,
            deadline_words="xong trong tháng 6/2024",
        )  # fmt: skip

    def grow() -> None:
        for number in range(10):
            one()
            village = make.make_village(world.commune, f"Thôn {number}")
            make.make_assessment(village, world.village_assessment.criteria_set)
        for result in world.results():
            world.claim(result, value="10")
            set_supervision(
                by=make.system(),
                assessment=world.assessment,
                criterion=result.indicator.criterion,
                officials=[lan],
            )

    one()
    # One claim against its figures: without any, its levels need not be read at all.
    world.claim(world.results()[1], value="10")
    assert_constant_queries(world.member(), url, grow)
    # One more for the trail of the tasks: until when and by whom they were to be done.
    assert_constant_queries(world.member(), f"{url}?ngay=01/08/2024", lambda: None, MOST + 1)
    assert_constant_queries(world.member(), f"{url}?trinh_chieu=1", lambda: None)


@pytest.mark.once
@pytest.mark.pdf
@pytest.mark.parametrize("villages", [0, 3, 30])
def test_the_board_prints_on_one_page(world, villages) -> None:
    for number in range(villages):
        village = make.make_village(world.commune, f"Thôn {number}")
        make.make_assessment(village, world.village_assessment.criteria_set)
    for number in range(12):
        make.make_task(world.plan, text=f"Việc dài số {number} " + "rất dài " * 20)
    response = world.standing.get(reverse("reports:board_print", args=[world.commune.pk]))
    assert response["Content-Type"] == "application/pdf"
    with pdfplumber.open(BytesIO(response.content)) as made:
        (sheet,) = made.pages
        assert sheet.width > sheet.height
        words = sheet.extract_text()
    assert "Còn phải làm" in words
    assert ("đơn vị nữa" in words) == (villages == 30)
