"""Plans typed without diacritics, and what a scan made of them."""

import unicodedata

import pytest

from evidence.intake.reading import Register, UnitEntry, read_plan
from evidence.intake.reading.bare_letters import TYPED_BARE, is_typed_bare, with_diacritics
from evidence.intake.reading.lines import paragraphs
from evidence.intake.reading.misread import well_read
from ntm_project.common.text import fold_letters
from tests.evidence.intake.measured import (
    INVENTED,
    PLANS,
    Result,
    measure,
    register_of,
    rows_of,
    truths_of,
)

REGISTER = Register([UnitEntry(1, "xã", "An Bình", is_commune=True)])
BARS = {"việc": 0.85, "đơn vị": 0.9, "tiêu chí": 0.9, "hạn": 0.95, "chủ trì": 0.8}


def _without_marks(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    pairs = zip(text, fold_letters(text), strict=True)
    return "".join(new.upper() if old.isupper() else new for old, new in pairs)


def _read_bare(name: str) -> Result:
    path = PLANS / f"{name}.txt"
    rows = rows_of(path.with_suffix(".register.csv"))
    years = [int(row["khác"]) for row in rows if row["loại"] == "bộ" and row["khác"]]
    truths = truths_of(rows_of(path.with_suffix(".csv")))
    text = _without_marks(path.read_text())
    return measure(name, text, register_of(rows), truths, min(years, default=2025))


def test_plans_typed_without_diacritics_are_read_above_the_bars() -> None:
    results = [_read_bare(name) for name in INVENTED[::6]]
    found = sum(result.found for result in results)
    for part, bar in BARS.items():
        if part == "việc":
            got = found / sum(result.scores[part].true for result in results)
        else:
            got = sum(result.agreed[part] for result in results) / found
        assert got >= bar, (part, got)


def test_what_was_read_is_given_back_as_it_was_typed_and_no_day_is_sure() -> None:
    text = "II. NHIEM VU\n- Giao Cong an xa lap 16 camera an ninh, hoan thanh truoc ngay 30/6/2025."
    (one,) = read_plan(text, REGISTER)
    assert one.text == "Lap 16 camera an ninh"
    assert [named.words for named in one.leads] == ["Cong an xa"]
    assert one.deadline_words == "hoan thanh truoc ngay 30/6/2025"
    assert one.doubts["deadline_words"] == TYPED_BARE


def test_letters_stay_where_they_stood() -> None:
    typed = "Giao Hoi Nong dan phoi hop voi Tram Y te, xong trong quy II/2025 den het thang 6"
    spelled = with_diacritics(typed, REGISTER)
    assert (
        spelled
        == "Giao Hội Nông dân phối hợp với Trạm Y tế, xong trong quý II/2025 đến hết tháng 6"
    )
    assert _without_marks(spelled) == typed


@pytest.mark.parametrize("text", ["", "Plan 2025", "Giao Công an xã lắp camera trong quý II/2025"])
def test_other_texts_are_left_alone(text: str) -> None:
    assert not is_typed_bare(text)


@pytest.mark.parametrize(
    ("scanned", "meant"),
    [
        ("hoàn thành trươc ngày 3O/9/2O24", "hoàn thành trước ngày 30/9/2024"),
        ("trong tháng 1O/2024", "trong tháng 10/2024"),
        ("TRƯƠC NGÀY", "TRƯỚC NGÀY"),
        ("nước H2O và ống D200", "nước H2O và ống D200"),
        ("số 12/2OA", "số 12/2OA"),
        ("thôn Ô Môn, ông Lê", "thôn Ô Môn, ông Lê"),
    ],
)
def test_what_a_scan_misread(scanned: str, meant: str) -> None:
    assert well_read(scanned) == meant


def test_bars_between_cells_need_none_around_them() -> None:
    rows = paragraphs("Tiêu chí | Giải pháp | Hoàn thành\n2 | Làm đường | 9/2024\nA | b | c")
    assert [row.cells for row in rows[:2]] == [
        ("Tiêu chí", "Giải pháp", "Hoàn thành"),
        ("2", "Làm đường", "9/2024"),
    ]


def test_a_quarter_that_no_year_has_is_no_time() -> None:
    text = "II. NHIỆM VỤ\n- Công an xã lắp camera trong quý VI/2025; Hội Nông dân mời quý vi góp ý."
    assert [one.deadline_words for one in read_plan(text, REGISTER)] == ["", ""]
