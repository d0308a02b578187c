"""Reads the criteria sets of the fixtures; everything they refer to is checked here."""

from dataclasses import dataclass
from pathlib import Path

from criteria.enums import Comparator, Confidence, IndicatorKind, SetLevel, Tier
from criteria.models.sets import usual_noun
from ntm_project.sample.rows import Draft, FixtureRow, by_key, read_rows
from villages.enums import Region

INDEX_COLUMNS = [
    "mã",
    "tên",
    "tên ngắn",
    "cấp",
    "mức chuẩn",
    "từ năm",
    "đến năm",
    "văn bản ban hành",
    "cụ thể hóa bộ",
    "sửa đổi bộ",
    "đã đối chiếu",
    "số tiêu chí",
    "số chỉ tiêu",
    "ghi chú",
]
SET_COLUMNS = [
    "tiêu chí",
    "tên tiêu chí",
    "nhóm",
    "chỉ tiêu",
    "nội dung",
    "kiểu",
    "đơn vị tính",
    "thang xếp loại",
    "ngành hướng dẫn",
    "hướng dẫn",
    "chỉ tiêu gốc",
    "độ tin cậy",
    "nguồn",
]
NOUN, PLACE, PART_OF = "gọi chỉ tiêu là", "tỉnh", "điều kiện của"  # columns that a table may lack
LEVEL_COLUMNS = [
    "bộ",
    "chỉ tiêu",
    "so sánh",
    "mức",
    "mẫu số",
    "mức xếp loại",
    "như văn bản viết",
    "vùng",
    "nhóm xã",
    "từ năm",
    "đến năm",
    "độ tin cậy",
    "căn cứ",
    "mã dữ kiện",
]
INDEX = "sets/index.csv"


@dataclass(frozen=True)
class SetDraft:
    """A set as the fixtures hold it: criteria by number, indicators by code, levels in order."""

    set: Draft
    criteria: dict[str, Draft]
    indicators: dict[str, Draft]
    levels: list[Draft]


def read_sets(folder: Path) -> dict[str, SetDraft]:
    """Code → set, those that others refine first."""
    sets: dict[str, SetDraft] = {}
    index = by_key(_read_set(row) for row in read_index(folder))
    for code, draft in index.items():
        for column in ("cụ thể hóa bộ", "sửa đổi bộ"):
            draft.row.key_of(column, sets, "bộ tiêu chí đứng trước", INDEX)
        parent = sets.get(draft.refs["refines"])
        rows = read_rows(folder, f"{code}.csv", SET_COLUMNS, optional=[PART_OF])
        criteria, indicators = _read_indicators(rows, parent)
        sets[code] = SetDraft(draft, criteria, indicators, [])
    _read_levels(folder, sets)
    return sets


def read_index(folder: Path) -> list[FixtureRow]:
    return read_rows(folder, "index.csv", INDEX_COLUMNS, optional=[NOUN, PLACE])


def _read_set(row: FixtureRow) -> Draft:
    return Draft(
        row,
        row.required("mã"),
        {
            "name": row.required("tên"),
            "short_name": row.required("tên ngắn"),
            "level": row.needed_choice("cấp", SetLevel),
            "tier": row.needed_choice("mức chuẩn", Tier),
            "year_from": row.needed_whole("từ năm"),
            "year_to": row.whole("đến năm"),
            "indicator_noun": row.text(NOUN) or usual_noun(row.needed_whole("từ năm")),
            "place": row.text(PLACE),
            "legal_basis": row.required("văn bản ban hành"),
            "is_verified": row.yes("đã đối chiếu"),
            "criteria_known": row.whole("số tiêu chí"),
            "indicators_known": row.whole("số chỉ tiêu"),
            "note": row.text("ghi chú"),
        },
        {"refines": row.text("cụ thể hóa bộ"), "amends": row.text("sửa đổi bộ")},
    )


def _read_indicators(
    rows: list[FixtureRow], parent: SetDraft | None
) -> tuple[dict[str, Draft], dict[str, Draft]]:
    """Criteria in the order of their first row, and indicators numbered within their criterion."""
    criteria: dict[str, Draft] = {}
    indicators: list[Draft] = []
    orders: dict[str, int] = {}
    for row in rows:
        criterion = _read_criterion(row)
        number = criterion.name
        known = criteria.setdefault(number, criterion)
        if known.fields != criterion.fields:
            raise row.error(
                f"tiêu chí {number} có tên hoặc nhóm khác dòng {known.row.number}; "
                "ghi giống nhau ở mọi dòng của tiêu chí.",
                "tên tiêu chí",
            )
        orders[number] = orders.get(number, 0) + 1
        indicators.append(_read_indicator(row, number, orders[number], parent))
    return criteria, by_key(indicators)


def _read_criterion(row: FixtureRow) -> Draft:
    number = row.needed_whole("tiêu chí")
    fields = {"number": number, "name": row.required("tên tiêu chí"), "group": row.text("nhóm")}
    return Draft(row, str(number), fields)


def _read_indicator(row: FixtureRow, number: str, order: int, parent: SetDraft | None) -> Draft:
    known = parent.indicators if parent else {}
    return Draft(
        row,
        row.required("chỉ tiêu"),
        {
            "order": order,
            "wording": row.required("nội dung"),
            "kind": row.needed_choice("kiểu", IndicatorKind),
            "unit_words": row.text("đơn vị tính"),
            "grade_scale": row.lines("thang xếp loại"),
            "lead_department": row.text("ngành hướng dẫn"),
            "guidance": row.text("hướng dẫn"),
            "confidence": row.needed_choice("độ tin cậy", Confidence),
            "source": row.text("nguồn"),
        },
        {
            "criterion": number,
            "part_of": row.text(PART_OF),
            "parent": row.key_of("chỉ tiêu gốc", known, "chỉ tiêu của bộ gốc", "tệp của bộ gốc"),
        },
    )


def _read_levels(folder: Path, sets: dict[str, SetDraft]) -> None:
    for row in read_rows(folder, "levels.csv", LEVEL_COLUMNS):
        code, draft = read_level(row, sets)
        sets[code].levels.append(draft)
    for made in sets.values():
        by_key(made.levels)


def read_added_levels(folder: Path, sets: dict[str, SetDraft]) -> list[Draft]:
    """The levels that whoever keeps the sets adds to one as published, each with its source."""
    rows = read_rows(folder, "added_levels.csv", LEVEL_COLUMNS, may_lack=True)
    return [draft for _, draft in (read_level(row, sets) for row in rows)]


def read_level(row: FixtureRow, sets: dict[str, SetDraft]) -> tuple[str, Draft]:
    """The code of the set, and the level."""
    code = row.needed_key("bộ", sets, "bộ tiêu chí", INDEX)
    indicators = sets[code].indicators
    indicator = row.needed_key("chỉ tiêu", indicators, "chỉ tiêu", f"sets/{code}.csv")
    fields = {
        "comparator": read_comparator(row),
        "value": row.number_of("mức"),
        "denominator": row.number_of("mẫu số"),
        "grade": row.text("mức xếp loại"),
        "words": row.text("như văn bản viết"),
        "region": row.choice("vùng", Region),
        "commune_group": row.whole("nhóm xã"),
        "year_from": row.whole("từ năm"),
        "year_to": row.whole("đến năm"),
        "confidence": row.needed_choice("độ tin cậy", Confidence),
        "legal_source": row.text("căn cứ"),
    }
    key = (code, indicator, fields["region"], fields["commune_group"], fields["year_from"])
    return code, Draft(row, key, fields, {"set": code, "indicator": indicator})


def read_comparator(row: FixtureRow) -> str:
    """The stored comparator of a sign; signs are compared as they are."""
    sign = row.text("so sánh")
    signs = {str(option.label): option.value for option in Comparator}
    if sign and sign not in signs:
        raise row.error(f"“{sign}” không hợp lệ; ghi một trong: {' '.join(signs)}.", "so sánh")
    return signs.get(sign, "")
