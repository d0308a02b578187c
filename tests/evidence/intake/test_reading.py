"""What is read of the plans of other communes, and that no day is made up."""

import pytest

from evidence.intake.reading import Register, UnitEntry, read_plan
from tests.evidence.intake.measured import MEASURED, measured

# Tasks found; of those found how many agree, by field.
BARS = {"việc": 0.85, "đơn vị": 0.9, "tiêu chí": 0.85, "hạn": 0.95, "chủ trì": 0.8}


@pytest.mark.parametrize("name", MEASURED)
def test_plans_are_read_as_people_read_them(name: str) -> None:
    """Of the sample the criteria of eight works are people's judgement, which no heading gives."""
    result = measured(name)
    assert result.invented == []
    assert result.maimed == []
    for part, bar in BARS.items():
        got = result.scores[part].recall if part == "việc" else result.agreed[part] / result.found
        assert got >= bar, (part, got, result.faults)


def _read(text: str) -> list[str]:
    register = Register([UnitEntry(1, "xã", "An Bình", is_commune=True)])
    return [one.deadline_words for one in read_plan(f"II. NHIỆM VỤ\n- {text}", register)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Làm đường, xong trước 30/6.", "xong trước 30/6"),
        ("Làm đường trong quý III.", "trong quý III"),
        ("Trồng hoa; thực hiện thường xuyên.", "thực hiện thường xuyên"),
        ("Sửa chợ, xong trước rằm tháng 7.", "xong trước rằm tháng 7"),
        ("Triển khai Nghị quyết số 5 ngày 10/01/2025 của Đảng ủy.", ""),
        ("Vận động nhân dân, phấn đấu 80% số hộ tham gia trong năm 2025.", ""),
        ("Rà soát theo Quyết định số 318/QĐ-TTg ngày 08/3/2022.", ""),
        ("Tạo việc làm thường xuyên cho lao động.", ""),
        ("Duy trì 2/3 số hộ nghe được loa.", ""),
    ],
)
def test_a_deadline_comes_from_words_that_make_it_one(text: str, words: str) -> None:
    assert _read(text) == [words]


def test_a_time_shared_by_two_works_cuts_no_letters() -> None:
    register = Register([UnitEntry(1, "xã", "An Bình", is_commune=True)])
    text = (
        "II. NHIỆM VỤ\n- Rà soát các tuyến đường, Tham mưu nâng cấp đường, xong trong quý I/2025."
    )
    found = read_plan(text, register)
    assert [one.text for one in found] == ["Rà soát các tuyến đường", "Tham mưu nâng cấp đường"]
    assert {one.deadline_words for one in found} == {"xong trong quý I/2025"}
