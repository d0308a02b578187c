"""Reads what becomes of each indicator of a set in the set after it."""

from pathlib import Path

from criteria.enums import MappingKind
from ntm_project.sample.rows import Draft, by_key, read_rows
from ntm_project.sample.sets import INDEX, SetDraft

MAPPING_COLUMNS = [
    "bộ cũ",
    "bộ mới",
    "chỉ tiêu cũ",
    "thay đổi",
    "chỉ tiêu mới",
    "ghi chú",
    "căn cứ",
]


def read_mappings(folder: Path, sets: dict[str, SetDraft]) -> list[Draft]:
    """One row for each old indicator and each new one that it becomes."""
    drafts = []
    for row in read_rows(folder, "mappings.csv", MAPPING_COLUMNS, may_lack=True):
        refs = {
            "old_set": row.needed_key("bộ cũ", sets, "bộ tiêu chí", INDEX),
            "new_set": row.needed_key("bộ mới", sets, "bộ tiêu chí", INDEX),
        }
        for name, column in (("old", "chỉ tiêu cũ"), ("new", "chỉ tiêu mới")):
            code = refs[f"{name}_set"]
            known = sets[code].indicators
            refs[name] = row.key_of(column, known, f"chỉ tiêu của bộ {code}", f"sets/{code}.csv")
        fields = {
            "kind": row.needed_choice("thay đổi", MappingKind),
            "note": row.text("ghi chú"),
            "source": row.text("căn cứ"),
        }
        drafts.append(Draft(row, tuple(refs.values()), fields, refs))
    return list(by_key(drafts).values())
