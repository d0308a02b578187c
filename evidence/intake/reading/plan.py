"""The reader of a whole plan: paragraph by paragraph, row by row, under its headings."""

import re
from dataclasses import replace

from .headings import HeadingPart, code_head, criterion_head, part_named, unit_named
from .lines import PlanParagraph, paragraphs
from .markers import PLAIN, Marker, marked
from .opening import OpeningLine, Openings
from .outline import Frame
from .people import begins_with_actor, leads_in, split_names
from .points import WorkPoint
from .proposals import Proposal
from .register import Register
from .sentences import label_of
from .tables import Columns, columns_of, is_sum, lone_text
from .times import deadline_in

_END = re.compile(r"^(?:nơi nhận|trên đây là|TM\.|KT\.)", re.IGNORECASE)
_ALL_BELOW = re.compile(r"(?:sau(?: đây)?|như sau|dưới đây|cụ thể)\s*:?$|:$", re.IGNORECASE)
MOST_FOUND = 1_000  # more than any commune plans
_WORKING = {HeadingPart.TASKS, HeadingPart.GENERAL}


def read_plan(text: str, register: Register) -> list[Proposal]:
    """The tasks that the text of a plan gives, as far as rules can tell; nothing is written."""
    reader = _Reader(register)
    reader.read(paragraphs(text))
    return reader.points.found


class _Reader(Openings):
    def __init__(self, register: Register) -> None:
        super().__init__(register)
        self.columns: Columns | None = None
        self.down: dict[str, str] = {}  # of the rows above, for empty cells

    def read(self, rows: list[PlanParagraph]) -> None:
        self.has_parts = any(map(self._is_working_head, rows))
        for at, row in enumerate(rows):
            following = rows[at + 1] if at + 1 < len(rows) else None
            if len(self.points.found) >= MOST_FOUND:
                return
            if row.cells:
                self._row(row)
            elif self.columns and is_sum((row.text,)):
                continue
            elif _END.match(row.text) and at > len(rows) // 2:
                if row.text.lower().startswith("nơi nhận"):
                    return
            elif not self._is_title_of_table(row, following):
                self.columns = None
                self._paragraph(row, following)

    def _is_working_head(self, row: PlanParagraph) -> bool:
        marker, text = marked(row.text)
        if row.cells:
            return columns_of(row.cells) is not None
        if criterion_head(text, self.register, self.register.commune.key, by_name=False):
            return True
        is_strong = bool(marker.style) or row.is_bold or text.isupper()
        return is_strong and part_named(text) in _WORKING

    def _is_title_of_table(self, row: PlanParagraph, following: PlanParagraph | None) -> bool:
        has_table = following is not None and columns_of(following.cells) is not None
        return has_table and not marked(row.text)[0].style and not self._is_working_head(row)

    # --- Paragraphs ------------------------------------------------------------------------------

    def _paragraph(self, row: PlanParagraph, following: PlanParagraph | None) -> None:
        marker, text = marked(row.text)
        inner, inside = marked(text) if marker.style in {"-", "+", "*"} else (PLAIN, text)
        if inner.style and not inner.is_numbered:
            text = inside
        line = OpeningLine(marker, text, row.is_bold, following)
        if self.criterion(line) or self.unit_head(line) or self.part(line) or self.label(line):
            return
        if not marker.style and not line.is_large:
            if not self._is_opening(text):
                self.content(marker, text)
        elif not self.other_head(line):
            self.content(marker, text)

    def label(self, line: OpeningLine) -> bool:
        kind, rest = label_of(line.text)
        outline = self.outline
        has_label = any(frame.is_label for frame in outline.frames)
        is_outside = outline.now.part == HeadingPart.NONE and not has_label
        if kind in {"none", "work"}:
            part = HeadingPart.NONE if kind == "none" or is_outside else HeadingPart.TASKS
            if line.marker.style or not rest:
                first = len(self.points.found)
                outline.open(Frame(line.marker, part=part, is_label=True, first=first))
            else:
                outline.close_labels()
            if kind == "work" and rest:
                self.content(PLAIN, rest)
        elif kind and not is_outside:
            self._supplement(kind, rest, line.text)
        return bool(kind)

    def _supplement(self, kind: str, rest: str, whole: str) -> None:
        """A line of its own that gives the time, the lead or the partners of what stands around:
        of the work before it under its heading, or where there is none of what follows."""
        first = self.outline.first
        has_work = len(self.points.found) > first
        stated = deadline_in(rest) or deadline_in(whole)
        if kind == "time" and stated:
            if has_work:
                self.points.give_deadline(stated, whole, first)
            else:
                self.outline.set_last(deadline=stated)
        elif kind == "lead" and rest:
            named = [span.words for span in leads_in(whole)] or [rest.split(".", maxsplit=1)[0]]
            names = tuple(name for words in named for name in split_names(words))
            if has_work:
                self.points.give_leads(names, whole, first)
            else:
                self.outline.set_last(leads=names, lead_words=whole)
        elif kind == "partner" and rest:
            self.points.add_partners(split_names(rest.rstrip(".")), whole, first)

    def _is_opening(self, text: str) -> bool:
        """ "Giao … chủ trì thực hiện các nội dung sau:" gives to all that follows."""
        if not _ALL_BELOW.search(text):
            return False
        if self.outline.now.part not in _WORKING:
            return not self.outline.frames
        names = tuple(name for span in leads_in(text) for name in split_names(span.words))
        if names:
            self.outline.set_last(leads=names, lead_words=text)
        if stated := deadline_in(text.rstrip(":") + "."):
            self.outline.set_last(deadline=stated)
        return True

    def content(self, marker: Marker, text: str) -> None:
        if marker.style:
            self.outline.close_beside(marker)
            self.points.new_point()
        now = self.outline.now
        part = now.part or (None if self.has_parts else HeadingPart.GENERAL)
        if code := code_head(text):
            now = replace(now, codes=code.codes, code_words=code.words, code_doubt="")
            text = code.rest or text
        if part not in _WORKING:
            return
        head, colon, rest = text.partition(":")
        is_actor = len(head.split()) <= 14 and begins_with_actor(head)
        if marker.style and colon and is_actor and not rest.strip():
            self.open(Frame(marker, leads=tuple(split_names(head)), lead_words=head))
            return
        self.points.read(WorkPoint(text, now, part, self.outline.section, self.outline.first))

    # --- Tables ----------------------------------------------------------------------------------

    def _row(self, row: PlanParagraph) -> None:
        if columns := columns_of(row.cells):
            self.columns, self.down = columns, {}
        elif self.columns is None:
            self._paragraph(PlanParagraph(row.text), None)
        elif alone := lone_text(row.cells):
            if not is_sum(row.cells):
                self._row_head(alone)
        elif not is_sum(row.cells):
            self._row_task(row, self.columns)

    def _row_head(self, text: str) -> None:
        marker, rest = marked(text)
        line = OpeningLine(marker if marker.style else Marker("row"), rest, is_bold=True)
        found = self.criterion(line) or self.unit_head(line) or self.part(line)
        if not found:
            self.plain_head(line)

    def _row_task(self, row: PlanParagraph, columns: Columns) -> None:
        cells = {kind: columns.cell(row.cells, kind) for kind in columns.places}
        if not cells.get("text") or self.outline.now.part == HeadingPart.NONE:
            return
        for kind in ("criterion", "unit"):
            self.down[kind] = cells.get(kind, "") or self.down.get(kind, "")
        now = self._with_unit(self.outline.now, self.down["unit"])
        now = self._with_criterion(now, self.down["criterion"])
        self.points.new_point()
        self.points.read_row(cells, row, now, self.outline.section)

    def _with_unit(self, now: Frame, words: str) -> Frame:
        if not words:
            return now
        names = {village.name.casefold(): village for village in self.register.villages}
        found = unit_named(words, self.register) or names.get(words.casefold())
        return replace(now, unit=found.key, unit_words=words) if found else now

    def _with_criterion(self, now: Frame, words: str) -> Frame:
        if not words:
            return now
        unit = now.unit or self.register.commune.key
        head = criterion_head(words, self.register, unit, by_name=True)
        bare = re.match(r"(\d{1,2})(?:\s*[.:\-–]\s*(.*))?$", words)
        number = head.number if head else int(bare[1]) if bare else 0
        if not number:
            return now
        name = head.name if head else (bare[2] or "") if bare else ""
        checked, doubt = self.checked(number, name, unit)
        return replace(
            now, criterion=checked, criterion_words=words, criterion_doubt=doubt, codes=()
        )
