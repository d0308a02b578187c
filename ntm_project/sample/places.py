"""Reads units, their history, bodies, people and postings."""

from collections.abc import Mapping
from pathlib import Path

from ntm_project.sample.rows import Draft, FixtureRow, by_key, read_rows
from villages.enums import LineageKind, Region, Role, UnitLevel

UNIT_COLUMNS = [
    "mã",
    "cấp",
    "danh xưng",
    "tên",
    "mã hành chính",
    "cấp trên",
    "vùng",
    "thứ tự",
    "có từ ngày",
    "đến ngày",
    "ghi chú",
    "mã dữ kiện",
]
LINEAGE_COLUMNS = ["đơn vị cũ", "đơn vị mới", "hình thức", "ngày", "văn bản", "ghi chú"]
BODY_COLUMNS = [
    "mã",
    "đơn vị",
    "tên",
    "tên gọi khác",
    "trực thuộc UBND",
    "thứ tự",
    "ghi chú",
    "mã dữ kiện",
]
OFFICIAL_COLUMNS = [
    "tên đăng nhập",
    "họ và tên",
    "cách gọi khác",
    "ghi chú",
    "mã dữ kiện",
]
POSTING_COLUMNS = [
    "tên đăng nhập",
    "đơn vị",
    "tổ chức",
    "vai trò",
    "chức vụ",
    "chức vụ chính",
    "từ ngày",
    "đến ngày",
    "ghi chú",
]
UNITS, BODIES, OFFICIALS = "units.csv", "bodies.csv", "officials.csv"


def unit_key(row: FixtureRow, units: Mapping[str, Draft], column: str = "đơn vị") -> str:
    return row.needed_key(column, units, "đơn vị", UNITS)


def read_units(folder: Path, known: Mapping[str, Draft]) -> list[Draft]:
    """Units of one folder; a unit stands below one of the same folder or of an earlier one."""
    units = dict(known)
    drafts = []
    for row in read_rows(folder, UNITS, UNIT_COLUMNS):
        draft = Draft(
            row,
            row.required("mã"),
            {
                "level": row.needed_choice("cấp", UnitLevel),
                "noun": row.required("danh xưng"),
                "name": row.required("tên"),
                "code": row.text("mã hành chính"),
                "region": row.choice("vùng", Region),
                "order": row.whole("thứ tự") or 0,
                "valid_from": row.day("có từ ngày"),
                "valid_to": row.day("đến ngày"),
                "note": row.text("ghi chú"),
            },
            {"parent": row.key_of("cấp trên", units, "đơn vị đứng trước", UNITS)},
        )
        units.setdefault(draft.name, draft)
        drafts.append(draft)
    return drafts


def read_lineage(folder: Path, units: Mapping[str, Draft]) -> list[Draft]:
    drafts = []
    for row in read_rows(folder, "lineage.csv", LINEAGE_COLUMNS, may_lack=True):
        row.required("ngày")
        old = unit_key(row, units, "đơn vị cũ")
        new = unit_key(row, units, "đơn vị mới")
        fields = {
            "kind": row.needed_choice("hình thức", LineageKind),
            "happened_on": row.day("ngày"),
            "act": row.required("văn bản"),
        }
        drafts.append(Draft(row, (old, new), fields, {"predecessor": old, "successor": new}))
    return list(by_key(drafts).values())


def read_bodies(folder: Path, units: Mapping[str, Draft]) -> list[Draft]:
    return [
        Draft(
            row,
            row.required("mã"),
            {
                "name": row.required("tên"),
                "short_names": row.lines("tên gọi khác"),
                "is_subordinate": row.yes("trực thuộc UBND"),
                "order": row.whole("thứ tự") or 0,
                "note": row.text("ghi chú"),
            },
            {"unit": unit_key(row, units)},
        )
        for row in read_rows(folder, BODIES, BODY_COLUMNS)
    ]


def read_officials(folder: Path) -> list[Draft]:
    """People, and accounts without a person behind them."""
    return [
        Draft(
            row,
            row.required("tên đăng nhập"),
            {
                "username": row.required("tên đăng nhập"),
                "full_name": row.required("họ và tên"),
                "aliases": row.lines("cách gọi khác"),
                "note": row.text("ghi chú"),
            },
        )
        for row in read_rows(folder, OFFICIALS, OFFICIAL_COLUMNS)
    ]


def read_postings(
    folder: Path,
    units: Mapping[str, Draft],
    bodies: Mapping[str, Draft],
    officials: Mapping[str, Draft],
) -> list[Draft]:
    drafts = []
    for row in read_rows(folder, "postings.csv", POSTING_COLUMNS):
        username = row.needed_key("tên đăng nhập", officials, "cán bộ", OFFICIALS)
        unit = unit_key(row, units)
        fields = {
            "role": row.needed_choice("vai trò", Role),
            "title": row.required("chức vụ"),
            "is_main": row.yes("chức vụ chính"),
            "starts_on": row.day("từ ngày"),
            "ends_on": row.day("đến ngày"),
            "note": row.text("ghi chú"),
        }
        key = (username, unit, fields["role"])
        refs = {
            "official": username,
            "unit": unit,
            "body": row.key_of("tổ chức", bodies, "tổ chức", BODIES),
        }
        drafts.append(Draft(row, key, fields, refs))
    return list(by_key(drafts).values())
