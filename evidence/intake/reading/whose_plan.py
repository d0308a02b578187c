"""Finds the one village that a plan is for, by the text above its first heading."""

import re
from collections.abc import Iterable
from itertools import islice, takewhile

from .headings import is_title
from .lines import PlanParagraph
from .markers import Marker, marked
from .outline import Frame
from .register import Register
from .unit_words import unit_named
from .who import OF_COMMUNE

_MOST_LINES, _MOST_WORDS = 14, 24
# "Xây dựng thôn Đông đạt chuẩn thôn nông thôn mới kiểu mẫu", of the commune's paper
_BUILDS = re.compile(
    r"(?:(?:kế hoạch|về việc|thực hiện|triển khai|xây dựng|phấn đấu|hoàn thành) )*"
    r"(?:(?:mô hình|các tiêu chí)(?: tại| của)? )?(?P<unit>(?:thôn|xóm|bản|ấp|buôn|làng|khu|khóm)"
    r" [^,;.:]{1,60}?) (?:đạt|trở thành|thành) ",
    re.IGNORECASE,
)
# Another aim in the abstract: "…, thôn Tây đạt thôn nông thôn mới"
_OTHERS = re.compile(r"(?:[,;]| và) (?:xã|thôn|xóm|bản|ấp|buôn|làng)\s", re.IGNORECASE)


def frame_of_all(rows: Iterable[PlanParagraph], register: Register) -> Frame:
    """The frame for the whole plan: the board of a village as its author, or a village named in its
    title."""
    above = takewhile(lambda row: not (row.cells or marked(row.text)[0].is_numbered), rows)
    lines = [row.text for row in islice(above, _MOST_LINES) if len(row.text.split()) < _MOST_WORDS]
    named = [(unit, line) for line in lines if (unit := unit_named(line, register))]
    villages = {unit.key for unit, _ in named if not unit.is_commune}
    if len(villages) != 1 or any(OF_COMMUNE.search(line) for line in lines):
        return _frame_of_one(lines, register)
    words = next(line for unit, line in named if unit.key in villages)
    is_head = words.isupper() or is_title(Marker(), words)
    return Frame(Marker(), unit=villages.pop(), unit_words=words) if is_head else Frame(Marker())


def _frame_of_one(lines: list[str], register: Register) -> Frame:
    """The frame of a plan whose abstract aims at one village: the work is for its criteria."""
    for line in lines:
        found = _BUILDS.match(line)
        unit = unit_named(found["unit"], register) if found else None
        if found and unit and not unit.is_commune and not _OTHERS.search(line[found.end() :]):
            return Frame(Marker(), unit=unit.key, unit_words=line, of_criteria=True)
    return Frame(Marker())
