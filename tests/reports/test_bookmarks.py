"""The bookmarks of a page that was laid out in parts stand below each other as in the whole."""

from pathlib import Path

import pikepdf

from reports.press_parts import _join

FIRST = ("III. Nội dung", ["1. Đối với xã", ["1.1. Tiêu chí số 1", []]])
SECOND = (
    ("1.2. Tiêu chí số 2", []),
    ("Tiêu chí số 5 (Văn hóa)", []),
    ("2. Về thôn", ["2.1. Tiêu chí số 3", []]),
    ("IV. Nhiệm vụ", []),
)
UNDER_ONE = [(title, []) for title in ("1.1. Tiêu chí số 1", *(one[0] for one in SECOND[:2]))]
UNDER_TWO = [("2.1. Tiêu chí số 3", [])]


def _item(title: str, below: list) -> pikepdf.OutlineItem:
    item = pikepdf.OutlineItem(title, 0, "XYZ", left=0, top=800)
    if below:
        item.children.append(_item(*below))
    return item


def _part(path: Path, *items: tuple[str, list]) -> Path:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        with pdf.open_outline() as outline:
            outline.root.extend(_item(*one) for one in items)
        pdf.save(path)
    return path


def _tree(items) -> list:
    return [(item.title, _tree(item.children)) for item in items]


def test_what_a_part_begins_with_stands_below_its_section(tmp_path) -> None:
    parts = [_part(tmp_path / "1.pdf", FIRST), _part(tmp_path / "2.pdf", *SECOND)]
    _join(parts, tmp_path / "whole.pdf")
    with pikepdf.open(tmp_path / "whole.pdf") as whole, whole.open_outline() as outline:
        assert _tree(outline.root) == [
            ("III. Nội dung", [("1. Đối với xã", UNDER_ONE), ("2. Về thôn", UNDER_TWO)]),
            ("IV. Nhiệm vụ", []),
        ]
