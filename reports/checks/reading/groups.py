"""Villages, hamlets or peoples with a count each, that do not make the whole of their line."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ntm_project.common.numbers import format_decimal
from reports.checks.reading.figures import NOUNS
from reports.checks.reading.patterns import read_number

_UNIT = r"(?P<unit>hộ|nhân khẩu|khẩu|người|ha|km)"
_COUNT = re.compile(rf"(?<![\d/.,])(?P<n>\d[\d.]*(?:,\d+)?)\s+{_UNIT}\b", re.I)
# `4 bản (Pá Lếch 142 hộ, Nậm Hua 118 hộ)`, `3 xóm: xóm Trên 80 hộ, xóm Giữa 74 hộ`
_PLACES = re.compile(
    rf"(?<![\d/.,])(?P<many>\d{{1,2}})\s+{NOUNS}\s*(?:\((?P<in>[^()\n]+)\)|:(?P<after>[^.;:\n()]+))",
    re.I,
)
# `dân tộc Thái 366 hộ, dân tộc Mông 122 hộ`
_PEOPLES = re.compile(
    rf"(?:dân tộc|người)\s+[^\W\d_][^\d,.;()\n]{{1,20}}\s\d[\d.]*\s+{_UNIT}\b"
    r"(?:\s*(?:,|và)\s*(?:dân tộc|người)\s+[^\W\d_][^\d,.;()\n]{1,20}\s\d[\d.]*\s+(?P=unit)\b)+",
    re.I,
)
_WHOLE_OF = re.compile(
    rf"\b(?:tổng(?: số)?|có|gồm|với|toàn xã)\s+(?P<n>\d[\d.]*)\s+{_UNIT}\b", re.I
)


def wrong_groups(text: str) -> Iterator[tuple[str, str]]:
    """(words of the whole, what its groups make) where these are not one."""
    for line in text.split("\n"):
        for found in _PLACES.finditer(line) if ":" in line or "(" in line else ():
            yield from _places_of(line, found)
        for found in _PEOPLES.finditer(line):
            unit = found["unit"].lower()
            wholes = [one for one in _WHOLE_OF.finditer(line) if one["unit"].lower() == unit]
            made = sum(_numbers(found[0], unit), Decimal(0))
            # The smallest peoples may be left out: only more than there are is a fault.
            if len(wholes) == 1 and made > read_number(wholes[0]["n"]):
                yield wholes[0][0], f"{format_decimal(made)} {unit}"


def _places_of(line: str, found: re.Match[str]) -> Iterator[tuple[str, str]]:
    listed = found["in"] or found["after"]
    units = {one["unit"].lower() for one in _COUNT.finditer(listed)}
    unit = units.pop() if len(units) == 1 else ""
    parts = _numbers(listed, unit) if unit else []
    if len(parts) < 2 or len(parts) != int(found["many"]):
        return
    rest = line[: found.start()] + line[found.end() :]
    wholes = _numbers(rest, unit)
    made = sum(parts, Decimal(0))
    if wholes and made not in wholes and max(wholes) > max(parts):
        yield f"{format_decimal(max(wholes))} {unit}", f"{format_decimal(made)} {unit}"


def _numbers(words: str, unit: str) -> list[Decimal]:
    """The counts of the unit in the words."""
    return [read_number(one["n"]) for one in _COUNT.finditer(words) if one["unit"].lower() == unit]
