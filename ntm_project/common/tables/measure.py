"""Reads the unit in which the amounts of a table are given: from a line above it, or from the
heading of one column."""

import re
from collections.abc import Sequence
from typing import Any

from ntm_project.common.tables.values import text_of
from ntm_project.common.text import fold

_SCALES = {
    "nghìn đồng": "nghin|ngan|1[., ]?000",
    "triệu đồng": "trieu|tr",
    "tỷ đồng": "ty|ti",
}
_DONG = "[. ]*(?:dong|vnd|d)"
# With “đồng” anywhere, without it only alone (`(tỷ)`): “công ty”, “huy động”, “xã Triệu Sơn” are
# none, and “trên 500 triệu đồng” is an amount.
_ALONE = {name: re.compile(f"(?:{scale})(?:{_DONG})?") for name, scale in _SCALES.items()}
_ALONE["đồng"] = re.compile("dong|vnd|d")
_WITHIN = {
    name: re.compile(rf"(?<![\w.,])(?<!\d )(?<!tram )(?<!chuc )(?:{scale}){_DONG}(?!\w)")
    for name, scale in _SCALES.items()
}
_ANNOUNCED = re.compile(r"\b(?:(?:don vi|dv)(?: tinh)?|dvt) ?: ?|\b(?:don vi tinh|dvt)\b ?")
_PARTS = re.compile(r"[()\[\]:;,–]|/ ?(?:nam|nguoi|ho|khau)\b|(?<= )- ")


def stated_measure(words: str) -> str:
    """What a heading states that its amounts are in (`triệu đồng`); "" where it states nothing.

    Of a head in two rows the lower one holds.
    """
    folded = _ANNOUNCED.sub(":", fold(words))
    parts = [part.strip(" .-") for part in _PARTS.split(folded)]
    for part in reversed(parts):
        for patterns in (_ALONE, _WITHIN):
            for name, pattern in patterns.items():
                if pattern.fullmatch(part) or (patterns is _WITHIN and pattern.search(part)):
                    return name
    return ""


def measure_above(rows: Sequence[Sequence[Any]]) -> str:
    """What the lines above a head state (“Đơn vị tính: triệu”), the lowest first; "" for none.

    A line that announces no measure states one only where a cell holds nothing else.
    """
    for row in reversed(rows):
        cells = [fold(text_of(cell)) for cell in row if cell not in (None, "")]
        line = " ".join(cells)
        stated = [line[found.end() :] for found in _ANNOUNCED.finditer(line)]
        alone = (cell.strip("() .") for cell in cells)
        stated += [cell for cell in alone if any(p.fullmatch(cell) for p in _WITHIN.values())]
        for words in stated:
            if measure := stated_measure(words):
                return measure
    return ""
