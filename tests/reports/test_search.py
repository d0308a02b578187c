"""Search: without diacritics, in both spellings, exact first, within the scope."""

import pytest

from reports.search.queries import rank, search, spoken, variants
from tests import factories as make
from tests.world import World, open_world
from villages import services
from villages.enums import Role
from villages.models import Official, Posting

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return open_world("assessment", "village_assessment", "plan")


@pytest.mark.parametrize(
    ("query", "text", "place"),
    [
        ("Mai Đình", "xã Mai Đình", 0),
        ("mai dinh", "xã Mai Đình", 1),
        ("MAI DINH", "xã Mai Đình", 1),
        ("nha van hoa", "Xây dựng nhà văn hóa thôn Mai Hạ", 1),
        ("nhà văn hoá", "Xây dựng nhà văn hóa thôn Mai Hạ", 0),
        ("uỷ ban", "Ủy ban nhân dân", 0),
        ("Hiệp Hoà", "huyện Hiệp Hòa", 0),
        ("tám đinh", "Đinh Văn Tám", 2),
        ("hoa", "khoa học", None),
        ("kĩ thuat", "khoa học kỹ thuật", 1),
        ("NTM", "xây dựng nông thôn mới", 1),
        ("nông thôn mới", "Ban Chỉ đạo NTM xã", 1),
        ("hội nông dân", "HND xã", 1),
        ("ubnd xa", "Ủy ban nhân dân xã Mai Đình", 1),
        ("đường", "dương", 1),
    ],
)
def test_how_well_a_text_matches(query, text, place) -> None:
    assert rank(query, text) == place


def test_variants_write_out_and_abbreviate() -> None:
    assert variants("BCĐ NTM") == ["bcd ntm", "ban chi dao nong thon moi"]
    assert "ntm xa" in variants("Nông thôn mới xã")
    assert spoken("Kỹ thuật, tỷ lệ") == "ki thuat ti le"


def titles(world: World, query: str, access=None) -> dict[str, list[str]]:
    access = access or make.access(make.make_official(world.commune, name="Nguyễn Thị Lan"))
    return {g.title: [hit.text for hit in g.hits] for g in search(access, query)}


def test_people_tasks_indicators_units_and_bodies_are_found(world) -> None:
    make.make_official(world.commune, Role.VICE_CHAIR, "Đinh Văn Tám", title="Phó Chủ tịch")
    make.make_task(world.plan, text="Xây dựng nhà văn hóa thôn Mai Hạ")
    services.create_body(by=make.system(), unit=world.commune, name="Hội Nông dân")
    assert titles(world, "dinh van tam") == {"Cán bộ": ["Đinh Văn Tám"]}
    assert titles(world, "nha van hoa") == {"Nhiệm vụ": ["Xây dựng nhà văn hóa thôn Mai Hạ"]}
    assert titles(world, "hnd") == {"Tổ chức": ["Hội Nông dân"]}
    assert titles(world, "thang loi") == {"Đơn vị": ["Thôn Thắng Lợi"]}
    assert set(titles(world, "ty le thu")) == {"Chỉ tiêu"}
    assert set(titles(world, "tỉ lệ thử")) == {"Chỉ tiêu"}


def test_exact_diacritics_stand_first(world) -> None:
    for name in ("Lê Thị Dương", "Lê Thị Đường", "Lê Thị Đượng"):
        make.make_official(world.commune, Role.OFFICIAL, name)
    assert titles(world, "đường")["Cán bộ"][0] == "Lê Thị Đường"
    assert len(titles(world, "duong")["Cán bộ"]) == 3


def test_nothing_outside_the_scope_is_found(world) -> None:
    other = make.make_commune("Nghi Hoa", world.commune.parent)
    stranger = make.access(make.make_official(other))
    make.make_task(world.plan, text="Xây dựng nhà văn hóa")
    for query in ("mai dinh", "nha van hoa", "thang loi", "ty le"):
        assert titles(world, query, stranger) == {}


@pytest.mark.parametrize("query", ["", " ", "a", "%", "__", "\u200b", "((", "\\b", "'" * 50])
def test_short_and_strange_questions_find_nothing_and_break_nothing(world, query) -> None:
    assert titles(world, query) == {}


def test_who_is_found_is_told_apart_by_office(world) -> None:
    make.make_official(world.commune, Role.OFFICIAL, "Đặng Văn Quyên", title="Công chức VHXH")
    make.make_official(world.village, Role.VILLAGE_BOARD, "Đặng Văn Quyên", title="Trưởng thôn")
    access = make.access(make.make_official(world.commune))
    beside = make.make_commune("Nghi Hoa", world.commune.parent)
    Posting.objects.create(
        official=Official.objects.get(postings__title="Trưởng thôn"),
        unit=beside, role=Role.CLERK, title="Văn thư xã bên",
    )  # fmt: skip
    (group,) = search(access, "dang van quyen")
    assert {hit.note for hit in group.hits} == {
        "Công chức VHXH, xã Mai Đình",
        "Trưởng thôn, thôn Thắng Lợi",
    }


def test_many_hits_are_cut_and_counted(world) -> None:
    for number in range(12):
        make.make_task(world.plan, text=f"Làm đường số {number}")
    access = make.access(make.make_official(world.commune))
    (group,) = search(access, "lam duong")
    assert (len(group.hits), group.count, group.is_more) == (10, 12, True)


def test_at_most_ten_queries(world, django_assert_max_num_queries) -> None:
    access = make.access(make.make_official(world.commune))
    make.make_task(world.plan, text="Xã Mai Đình làm đường")
    with django_assert_max_num_queries(7):
        assert search(access, "mai dinh")
