"""Headings of units: of the commune, of a village, of a village that no register knows."""

import re
from abc import ABC, abstractmethod
from dataclasses import replace
from typing import Any

from criteria.naming import SURE_NAME
from villages.nouns import COMMUNE

from .head_line import HeadLine, is_item, named_in, style_of
from .headings import HeadingPart
from .last_named import only_name
from .markers import PLAIN, Marker
from .names import begins_with_verb, split_names
from .outline import Frame, Outline
from .points import Points
from .register import Register
from .sentences import is_given
from .unit_words import (
    acts,
    is_name_of,
    starts_with_unit,
    unit_named,
    unknown_beside,
    unknown_village,
)
from .who import VERB

VILLAGES = re.compile(r"(?:các )?(?:thôn|xóm|bản|ấp|buôn|làng|khu dân cư)", re.IGNORECASE)
# "Xã lắp 20 điểm wifi": what it does, and no heading of its own.
_DOES = re.compile(rf"{COMMUNE} (?={VERB.pattern})", re.IGNORECASE)
_BULLETS = {"-", "+", "*", "•"}
MOST_WORDS = 8  # of a heading that no colon ends


class UnitHeads(ABC):
    """Opens the headings of units; a village that no register knows is put under the commune."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.outline = Outline()
        self.points = Points(register)
        self.has_parts = False
        self.working_style = "-"  # the mark of the part of work that was opened last

    @abstractmethod
    def content(self, marker: Marker, text: str) -> None:
        """A point of work."""

    @abstractmethod
    def label(self, line: HeadLine) -> bool:
        """A point that begins with a label: "Hiện trạng:"."""

    @property
    def unit(self) -> int:
        return self.outline.now.unit or self.register.commune.key

    def open(self, frame: Frame, rest: str = "") -> bool:
        """Open a heading, and read the rest of its line."""
        self.outline.open(replace(frame, first=len(self.points.found)))
        self.points.new_point()
        if re.search(r"\w{2}", rest):
            self.content(PLAIN, rest)
        return True

    def open_below(self, above: int | None, frame: Frame) -> None:
        """Open a heading right below that one, where there is one."""
        if above is None:
            self.open(frame)
            return
        self.outline.put_below(above, replace(frame, first=len(self.points.found)))
        self.points.new_point()

    # --- Units -----------------------------------------------------------------------------------

    def unit_head(self, line: HeadLine) -> bool:
        starts = starts_with_unit(line.text)
        if unknown_village(line.text, self.register):
            return self._unknown_unit(line)
        if not line.marker.style and not line.is_large and not starts:
            return False
        head = line.before_colon
        found = unit_named(head, self.register)
        rest = line.text[len(head) + 1 :].strip()
        is_point = line.marker.style in {"-", "+"} and not line.text.endswith(":")
        is_sentence = not line.marker.style and not line.is_large and not line.text.endswith(":")
        is_work = line.marker.is_numbered and not rest and head.endswith((".", ";"))
        is_work = (is_work and (is_item(head) or acts(head))) or bool(_DOES.match(head))
        if (
            found is None
            or len(head.split()) > 25
            or is_given(head)
            or not (line.is_head or starts)
            or is_point
            or (is_sentence and not self._is_bare(line) and (line.following or acts(head)))
            or (found.is_commune and not (line.marker.is_numbered or line.is_bold))
            or is_work
        ):
            return False
        frame = Frame(line.marker, unit=found.key, is_bare=is_sentence and self._is_bare(line))
        if not found.is_commune and (other := unknown_beside(head, self.register)):
            commune = self.register.commune
            frame = replace(frame, unit=commune.key, unit_doubt=other.doubt(commune))
        return self._open_unit(frame, head, rest)

    def _is_bare(self, line: HeadLine) -> bool:
        """ "Bản Pá Khoang" and nothing more but in whose charge it is, over the points of it."""
        name = re.split(r"\s*(?:\(|\s[-–]\s|$)", line.text, maxsplit=1)[0]
        below = line.following
        is_over = below is not None and not below.cells and style_of(below) in _BULLETS
        village = unit_named(name, self.register)
        return is_over and village is not None and is_name_of(village, name)

    def _open_unit(self, frame: Frame, head: str, rest: str) -> bool:
        words = head.strip(" :.–-")
        bracket = re.search(r"\(([^()]*)\)", head)
        leads = named_in(bracket[1]) if bracket else ()
        if not leads and (name := only_name(rest)):
            leads, rest = tuple(split_names(name)), ""
        self.outline.close_for(frame.marker)
        if any(VILLAGES.match(name) for name in self.outline.now.leads):
            # under "Các bản" each heading is one that acts
            leads = (re.sub(r"\s*[(:].*", "", words),)
        is_settled = self.outline.now.part in {HeadingPart.TASKS, HeadingPart.NONE}
        part = None if is_settled else HeadingPart.TASKS
        frame = replace(frame, part=part, unit_words=words, **self._criterion_above(frame.unit))
        if leads:
            frame = replace(frame, leads=leads, lead_words=words)
        return self.open(frame, rest)

    def _criterion_above(self, unit: int | None) -> dict[str, Any]:
        """The criterion for a heading that names a unit under the heading of a criterion: the
        unit's own criterion of the same name."""
        now = self.outline.now
        if unit is None or now.unit is not None or not now.criterion:
            return {}
        name = self.register.criteria_set(self.register.commune.key).criteria.get(now.criterion, "")
        number, near = self.register.criterion_named(name, unit)
        if near < SURE_NAME:
            return {}
        return {"criterion": number, "criterion_words": now.criterion_words}

    def _unknown_unit(self, line: HeadLine) -> bool:
        """With a bullet it is but where one work is, which `points` doubts."""
        village, commune = unknown_village(line.text, self.register), self.register.commune
        ends = line.text.endswith(":")
        if village is None or not (line.marker.is_numbered or line.is_head or ends):
            return False
        is_short = len(line.text.split()) <= MOST_WORDS and not begins_with_verb(village.rest)
        if is_given(line.before_colon) or not (village.is_apart or is_short or ends):
            return False
        self.outline.close_for(line.marker)
        now = self.outline.now
        above = now if self.unit == commune.key else Frame(line.marker)
        doubt = village.doubt(commune)
        frame = replace(above, marker=line.marker, unit=commune.key, unit_doubt=doubt)
        head = line.text.removesuffix(village.work)
        return self._open_unit(frame, head, village.work)

    def led_by_known(self, frame: Frame, line: HeadLine) -> Frame:
        """ "VHXH (c Út Hiền)", "KINH TẾ (P. Kinh tế)": the body whose whole name, or one of its
        other names, the heading is, or the first words of its brackets are."""
        head, _, inside = line.text.strip(" :.").partition("(")
        named = (head.strip(), re.split(r"\s[-–]\s|[,;)]", inside)[0].strip())
        known = next((one for one in named if one and self.register.is_body(one)), "")
        return replace(frame, leads=(known,), lead_words=line.text) if known else frame
