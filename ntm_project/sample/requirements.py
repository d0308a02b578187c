"""Reads the papers that the fixtures expect of indicators; an indicator without rows has none."""

from pathlib import Path

from criteria.enums import Confidence
from evidence.papers.enums import PaperKind
from ntm_project.sample.rows import Draft, by_key, read_rows
from ntm_project.sample.sets import INDEX, SetDraft

COLUMNS = [
    "bộ",
    "chỉ tiêu",
    "thứ tự",
    "giấy tờ",
    "loại",
    "bắt buộc",
    "cần chữ ký",
    "cần dấu",
    "kỳ số liệu",
    "độ tin cậy",
    "nguồn",
]


def read_requirements(folder: Path, sets: dict[str, SetDraft]) -> list[Draft]:
    """The rows of `requirements.csv`; each names its source, for nothing is invented."""
    drafts = []
    for row in read_rows(folder, "requirements.csv", COLUMNS, may_lack=True):
        code = row.needed_key("bộ", sets, "bộ tiêu chí", INDEX)
        known = sets[code].indicators
        indicator = row.needed_key("chỉ tiêu", known, "chỉ tiêu", f"sets/{code}.csv")
        fields = {
            "order": row.needed_whole("thứ tự"),
            "text": row.required("giấy tờ"),
            "kind": row.needed_choice("loại", PaperKind),
            "is_mandatory": row.yes("bắt buộc"),
            "needs_signature": row.yes("cần chữ ký"),
            "needs_seal": row.yes("cần dấu"),
            "period_words": row.text("kỳ số liệu"),
            "confidence": row.needed_choice("độ tin cậy", Confidence),
            "source": row.required("nguồn"),
        }
        refs = {"set": code, "indicator": indicator}
        drafts.append(Draft(row, (code, indicator, str(fields["order"])), fields, refs))
    return list(by_key(drafts).values())
