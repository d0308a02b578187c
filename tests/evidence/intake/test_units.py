"""For which unit work of an old plan is, and that nothing of a village unknown to the register goes
to another one in silence."""

from datetime import date

import pytest

from evidence.intake.queries import register_of
from evidence.intake.reading import Proposal, Register, SetEntry, UnitEntry, read_plan
from tests import factories as make
from tests.world import open_world
from villages.models import Lineage, Unit


def _read(text: str) -> list[Proposal]:
    register = Register(
        [
            UnitEntry(1, "xã", "An Bình", is_commune=True),
            UnitEntry(2, "thôn", "Đông"),
            UnitEntry(3, "thôn", "Đoài"),
            UnitEntry(4, "tổ dân phố", "số 2"),
        ]
    )
    register.sets[1] = SetEntry({2: "Giao thông", 17: "Môi trường"}, {"17.8": 17})
    return read_plan(f"II. NHIỆM VỤ\n{text}", register)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("3. Thôn Trại Mít: làm 500 m đường, xong trước 30/9.", "Thôn Trại Mít"),
        ("3. Thôn Trại Mít: làm 500 m đường", "Thôn Trại Mít"),
        ("3. Thôn Trại Mít làm 500 m đường.", "Thôn Trại Mít"),
        ("3. Xóm Mít (ông Bảy phụ trách): làm đường.", "Xóm Mít"),
        ("3. Buôn Ea Knuôr – làm đường, xong trước 30/9.", "Buôn Ea Knuôr"),
        ("3. Tổ dân phố số 5: làm đường.", "Tổ dân phố số 5"),
        ("3. Thôn Đông Hải: làm đường.", "Thôn Đông Hải"),
        ("3. Thôn Đông và thôn Mít: làm đường.", "thôn Mít"),
        ("Xóm Mít: làm đường.", "Xóm Mít"),
        ("3. Thôn Bãi Sậy, Thôn Gò Mối: làm chung 300 m mương, xong trước 30/8.", "Thôn Bãi Sậy"),
        ("3. Bản Mông Xanh. Làm đường, xong trước 30/9.", "Bản Mông Xanh"),
    ],
)
def test_work_behind_an_unknown_village_is_put_nowhere_in_silence(line: str, words: str) -> None:
    first, second, last = _read(f"1. Thôn Đông\n- Dọn kênh.\n{line}\n4. Thôn Đoài: trồng hoa.")
    assert (first.unit, "unit" in first.doubts) == (2, False)
    assert "làm" in second.text.lower()
    assert words in second.doubts["unit"]
    assert second.unit == 1 or not line[0].isdigit()
    assert (last.unit, "unit" in last.doubts) == (3, False)


def test_each_heading_of_an_unknown_village_names_its_own() -> None:
    found = _read("1. Thôn Trại Mít\n- Làm đường.\n2. Xóm Mít: sửa nhà văn hóa.\n- Trồng hoa.")
    named = [one.doubts["unit"].split("”")[0].strip("“") for one in found]
    assert named == ["Thôn Trại Mít", "Xóm Mít", "Xóm Mít"]


def test_work_of_an_unknown_village_under_another_stays_there_with_a_doubt() -> None:
    _, second, third = _read("1. Thôn Đông\n- Làm đường.\n- Xóm Mít: sửa cầu.\n- Dọn kênh.")
    assert (second.unit, "thôn Đông" in second.doubts["unit"]) == (2, True)
    assert (third.unit, third.doubts) == (2, {})


def test_an_unknown_village_under_a_criterion_keeps_the_criterion() -> None:
    found = _read(
        "1. Tiêu chí số 2 - Giao thông\n1.1. Thôn Trại Mít: làm đường.\n- Thôn Mít: dọn kênh.\n"
        "2. Tiêu chí số 17\n- Dọn chợ."
    )
    assert [(one.criterion, "unit" in one.doubts) for one in found] == [
        (2, True),
        (2, True),
        (17, False),
    ]


def test_a_village_that_acts_is_no_heading_of_the_next_work() -> None:
    found = _read("1. Thôn Đông\n- Làm đường.\n3. Thôn Đoài trồng hoa.\n4. Thôn Đoài dọn kênh.")
    assert [one.unit for one in found] == [2, 3, 3]


@pytest.mark.parametrize("place", ["Thôn Trại Mít", "Trại Mít"])
def test_an_unknown_village_in_a_column_is_doubted_row_by_row(place: str) -> None:
    found = _read(
        "TT\tThôn\tNội dung\tChủ trì\tThời gian\n1\tThôn Đông\tLàm đường\tCông an xã\t30/6\n"
        f"2\t{place}\tDọn kênh\tCông an xã\t30/6\n3\tToàn xã\tDọn chợ\tCông an xã\t30/6"
    )
    assert [one.unit for one in found] == [2, 1, 1]
    assert [place in one.doubts.get("unit", "") for one in found] == [False, True, False]


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ("B. ĐỐI VỚI XÃ NÔNG THÔN MỚI NÂNG CAO", 1),
        ("B. Đối với xã nông thôn mới nâng cao", 1),
        ("B. Đối với thôn Mới", 2),
    ],
)
def test_the_thon_of_nong_thon_moi_is_no_village(head: str, unit: int) -> None:
    register = Register(
        [UnitEntry(1, "xã", "An Bình", is_commune=True), UnitEntry(2, "thôn", "Mới")]
    )
    register.sets[1] = SetEntry({2: "Giao thông"}, {})
    text = f"{head}\n1. Tiêu chí số 2 về Giao thông\n- Làm 500 m đường, xong trước 30/6."
    assert [one.unit for one in read_plan(text, register)] == [unit]


def _since_merged(*heirs: int) -> Register:
    return Register(
        [
            UnitEntry(1, "xã", "An Bình", is_commune=True),
            UnitEntry(2, "thôn", "Đông Đoài"),
            UnitEntry(3, "thôn", "Trại"),
            UnitEntry(9, "thôn", "Đông", ended_on=date(2025, 4, 30), heirs=heirs),
        ],
        sets={1: SetEntry({2: "Giao thông"}, {}), 2: SetEntry({7: "Cảnh quan"}, {})},
    )


@pytest.mark.parametrize(
    "text",
    [
        "II. NHIỆM VỤ\n1. Thôn Đông\n- Làm 500 m đường.\n2. Thôn Đông Đoài\n- Dọn kênh.",
        "II. NHIỆM VỤ\n- Thôn Đông: làm 500 m đường.\n2. Thôn Đông Đoài\n- Dọn kênh.",
        "II. NHIỆM VỤ\nA. NHIỆM VỤ CỦA THÔN ĐÔNG\n1. Làm 500 m đường.\n"
        "B. NHIỆM VỤ CỦA THÔN ĐÔNG ĐOÀI\n1. Dọn kênh.",
        "TT\tThôn\tNội dung\tThời gian\n1\tĐông\tLàm 500 m đường\t30/6\n"
        "2\tĐông Đoài\tDọn kênh\t30/6",
    ],
)
def test_work_of_a_village_that_has_ended_names_the_village_and_its_heir(text: str) -> None:
    first, last = read_plan(text, _since_merged(2))
    assert first.unit == 2
    for part in ("Thôn Đông có đến ngày 30/4/2025", "thôn Đông Đoài"):
        assert part in first.doubts["unit"]
    assert (last.unit, last.doubts.get("unit")) == (2, None)


@pytest.mark.parametrize("heirs", [(), (2, 3)])
def test_what_no_one_village_took_over_stays_with_the_commune_in_doubt(heirs: tuple[int]) -> None:
    text = "II. NHIỆM VỤ\n1. Thôn Đông\n- Làm 500 m đường."
    (one,) = read_plan(text, _since_merged(*heirs))
    assert one.unit == 1
    assert "Thôn Đông" in one.doubts["unit"]
    assert ("thôn Trại" in one.doubts["unit"]) == bool(heirs)


def test_a_village_that_has_ended_is_judged_as_its_heir_is() -> None:
    text = "II. NHIỆM VỤ\n1. Thôn Đông\n1.1. Tiêu chí Cảnh quan\n- Trồng hoa."
    (one,) = read_plan(text, _since_merged(2))
    assert (one.unit, one.criterion) == (2, 7)


@pytest.mark.django_db
def test_villages_that_have_ended_are_in_the_register_with_what_they_became_in_the_end() -> None:
    world = open_world("plan", "lan")
    old, same = (make.make_village(world.commune, name) for name in ("Đông", "Trại"))
    between, heir = (make.make_village(world.commune, name) for name in ("Đông Đoài", "Tân Lập"))
    again = make.make_village(world.commune, "Trại")
    for before, after in ((old, between), (between, heir), (same, again)):
        Lineage.objects.create(
            predecessor=before, successor=after, kind="merge", happened_on=make.TODAY, act="NQ 1"
        )
        Unit.objects.filter(pk=before.pk).update(valid_to=make.TODAY)
    ended = {
        unit.name: unit.heirs for unit in register_of(world.plan, make.TODAY).units if unit.ended_on
    }
    assert ended == {"Đông": (heir.pk,), "Đông Đoài": (heir.pk,)}


@pytest.mark.parametrize("name", ["số 7", "7"])
@pytest.mark.parametrize("heading", ["1. Thôn số 7", "Thôn 7", "II. THÔN SỐ 7"])
def test_a_village_is_known_by_its_number_with_or_without_the_word(name: str, heading: str) -> None:
    units = [UnitEntry(1, "xã", "An Bình", is_commune=True), UnitEntry(2, "thôn", name)]
    register = Register([*units, UnitEntry(3, "thôn", "17")])
    (one,) = read_plan(f"I. NHIỆM VỤ\n{heading}\n- Làm cổng rào, xong tháng 6/2025", register)
    assert one.unit == 2
