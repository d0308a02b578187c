"""The reader of a whole plan: paragraph by paragraph, row by row, under its headings."""

import re
from dataclasses import replace

from .common_lines import CommonLine, common_lines
from .headings import HeadingPart, code_head, criterion_head, part_named, unit_named
from .lines import PlanParagraph, paragraphs
from .markers import PLAIN, Marker, marked
from .opening import SURE_NAME, OpeningLine, Openings, is_item
from .outline import Frame
from .passing import criterion_inside
from .people import (
    begins_with_verb,
    leads_in,
    names_of,
    partners_in,
    split_names,
)
from .pieces import given_below, gives_work
from .points import WorkPoint
from .proposals import Proposal
from .register import Register, SetEntry
from .sentences import is_given, label_of, labelled
from .tables import (
    Columns,
    columns_of,
    counts_criteria,
    is_as_above,
    is_sum,
    leaves_out,
    lone_text,
    whole_rows,
)
from .times import behind_label, deadline_in, stated_in

_END = re.compile(r"^(?:nơi nhận|trên đây là|TM\.|KT\.)", re.IGNORECASE)
_ALL_BELOW = re.compile(r"(?:sau(?: đây)?|như sau|dưới đây|cụ thể)\s*:?$|:$", re.IGNORECASE)
_PART_OF_ROW = re.compile(r"^(?:[-–+•*]|[a-zđ]\))\s*")
_OF_ALL = re.compile(r"(?:trên cơ sở|căn cứ|từ) (?:nội dung )?kế hoạch này", re.IGNORECASE)
_TOPIC = re.compile(r"Về [^:.]{2,40}:")
_THESE = re.compile(r"(?:các|hai|ba|bốn) tiêu chí (?:này|trên|nêu trên)", re.IGNORECASE)
_GIVES = re.compile(r"(?:phân công|giao)\s*:", re.IGNORECASE)
MOST_FOUND = 1_000  # more than any commune plans
_WORKING = {HeadingPart.TASKS, HeadingPart.GENERAL}


def read_plan(text: str, register: Register) -> list[Proposal]:
    """The tasks that the text of a plan gives, as far as rules can read; nothing is written."""
    reader = _Reader(register)
    reader.read(list(whole_rows(paragraphs(text))))
    return reader.points.found


def _read_labels(cells: dict[str, str]) -> None:
    """ "CT: Phòng Kinh tế; PH: bản Huổi Lóng" in the cell of the lead."""
    parts = [(label_of(part), part) for part in labelled(cells.get("lead", ""))]
    if not all(kind in {"lead", "partner"} for (kind, _), _ in parts):
        return
    for (kind, rest), _ in parts:
        cells[kind] = rest if kind == "lead" else cells.get("partner") or rest


class _Reader(Openings):
    def __init__(self, register: Register) -> None:
        super().__init__(register)
        self.columns: Columns | None = None
        self.is_address = self.was_large = False
        # From where to where the last line of times and people went.
        self.supplied = (0, 0)
        self.over: dict[str, str] = {}  # the cells of the last numbered row
        self.above: dict[str, str] = {}
        self.leaves_out = self.counts_criteria = False
        self.coded = ""  # the bullet of the last point with a code: "+ 13.1. …"
        self.charged: frozenset[int] = frozenset()  # the criteria of the official named last
        self.down: dict[str, str] = {}  # of the rows above, for empty cells

    def read(self, rows: list[PlanParagraph]) -> None:
        self.has_parts = any(map(self._is_working_head, rows))
        for at, row in enumerate(rows):
            following = rows[at + 1] if at + 1 < len(rows) else None
            if len(self.points.found) >= MOST_FOUND:
                return
            if row.cells:
                self._row(row, rows[at + 1 :])
            elif self.columns and is_sum((row.text,)):
                continue
            elif self._is_merged_row(following):
                self._row_head(row.text)
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

    def _is_merged_row(self, following: PlanParagraph | None) -> bool:
        """A line without cells amid the rows of a table: one cell across all columns."""
        is_row = following is not None and bool(following.cells)
        return bool(self.columns and is_row and following and not columns_of(following.cells))

    def _is_title_of_table(self, row: PlanParagraph, following: PlanParagraph | None) -> bool:
        has_table = following is not None and columns_of(following.cells) is not None
        return has_table and not marked(row.text)[0].style and not self._is_working_head(row)

    # --- Paragraphs ------------------------------------------------------------------------------

    def _paragraph(self, row: PlanParagraph, following: PlanParagraph | None) -> None:
        marker, text = marked(row.text)
        if self._is_address(marker, text) or self._is_abstract(marker, text):
            return
        inner, inside = marked(text) if marker.style in {"-", "+", "*"} else (PLAIN, text)
        if inner.style and not inner.is_numbered:
            text = inside
        elif inner.written.partition(".")[0] == str(self.outline.now.criterion):
            marker, text = inner, inside  # "- 5.1. Nhà văn hóa: …"
            self.coded = "" if text.endswith(":") else row.text[:1]
        elif marker.style and row.text[:1] == self.coded:
            self.outline.close_codes()
        line = OpeningLine(marker, text, row.is_bold, following)
        if self.criterion(line) or self.unit_head(line) or self.timed_group(line):
            return
        if self.part(line) or self.label(line):
            return
        if not marker.style and not line.is_large:
            if not self._is_opening(text):
                self.content(marker, text)
        elif not self.other_head(line):
            self.content(marker, text)

    def _is_address(self, marker: Marker, text: str) -> bool:
        """ "Kính gửi:" and who is named under it."""
        begins = text.lower().startswith("kính gửi")
        self.is_address = begins or (self.is_address and marker.style in {"-", "+", "•"})
        return self.is_address

    def _is_abstract(self, marker: Marker, text: str) -> bool:
        """The line under the large title of a paper that goes on with it."""
        was_large, self.was_large = self.was_large, text.isupper() and not marker.style
        is_open = bool(marker.style or text.isupper() or text.endswith((".", ";", ":", ",")))
        return was_large and not is_open and not is_item(text) and not begins_with_verb(text)

    def label(self, line: OpeningLine) -> bool:
        kind, rest = label_of(line.text)
        outline = self.outline
        has_label = any(frame.is_label for frame in outline.frames)
        is_outside = outline.now.part == HeadingPart.NONE and not has_label
        if kind in {"none", "work"}:
            part = HeadingPart.NONE if kind == "none" or is_outside else HeadingPart.TASKS
            if line.marker.style or not rest:
                first = len(self.points.found)
                marker = line.marker if line.marker.style else Marker("label")
                outline.open(Frame(marker, part=part, is_label=True, first=first))
            else:
                outline.close_labels()
            if kind == "work" and rest:
                self.content(PLAIN, rest)
        elif kind == "lead" and not is_outside and _GIVES.match(line.text) and gives_work(rest):
            self.content(line.marker, rest)  # "Phân công: công chức Địa chính cắm mốc …"
        elif kind and not is_outside:
            if line.marker.style != self.coded:
                self.outline.close_codes()  # "+ 13.1. …", "+ 13.2. …", "- Phân công: …"
            self._supplements(line.text)
        return bool(kind)

    def _supplements(self, line: str) -> None:
        """A line of its own that gives the time, the lead or the partners of what stands around:
        of the work before it under its heading, back to the last such line, or where there is none
        of what follows."""
        end = len(self.points.found)
        if end != self.supplied[1]:  # lines one under the other are for the same work
            self.supplied = (self.supplied[1], end)
        first = max(self.outline.first, self.supplied[0])
        for part in labelled(line):
            self._supplement(*label_of(part), part, first)

    def _supplement(self, kind: str, rest: str, whole: str, first: int) -> None:
        has_work = len(self.points.found) > first
        stated = deadline_in(rest) or behind_label(whole)
        if stated is None and not stated_in(rest).doubt:
            stated = stated_in(rest)  # typed without accents: "Thoi gian: thang 4"
        if kind == "time" and stated:
            if has_work:
                self.points.give_deadline(stated, whole, first)
            else:
                self.outline.set_last(deadline=stated)
        elif kind == "lead" and rest:
            spans = leads_in(rest if " chủ trì" in rest else whole)
            named = [span.words for span in spans] or [rest.split(".", maxsplit=1)[0]]
            names = tuple(name for words in named for name in split_names(words))
            if has_work:
                self.points.give_leads(names, whole, first)
                self.points.add_partners(names_of(partners_in(rest)), whole, first)
            else:
                self.outline.set_last(leads=names, lead_words=whole)
        elif kind == "place":
            self._give_place(whole, first)
        elif kind == "partner" and rest:
            self.points.add_partners(split_names(rest.rstrip(".")), whole, first)

    def _give_place(self, whole: str, first: int) -> None:
        """ "Tiêu chí: 13": of the work before it, or else of what follows under the heading."""
        number, words, doubt = criterion_inside(whole)
        if len(self.points.found) > first:
            self.points.place_all(whole, first)
        elif number:
            self.outline.set_last(
                criterion=number, criterion_words=words, criterion_doubt=doubt, codes=()
            )

    def _is_opening(self, text: str) -> bool:
        """ "Giao … chủ trì thực hiện các nội dung sau:" gives to all that follows."""
        if not _ALL_BELOW.search(text):
            return False
        if self.outline.now.part not in _WORKING:
            return not self.outline.frames
        if names := names_of(leads_in(text)):
            self.outline.set_last(leads=names, lead_words=text)
        if stated := deadline_in(text.rstrip(":") + "."):
            self.outline.set_last(deadline=stated)
        return True

    def content(self, marker: Marker, text: str) -> None:
        if marker.style:
            self.outline.close_beside(marker, is_topic=bool(_TOPIC.match(text)))
            self.points.new_point()
        now = self.outline.now
        part = now.part or (None if self.has_parts else HeadingPart.GENERAL)
        known = self.register.sets.get(self.unit, SetEntry()).codes
        if code := code_head(text, known):
            now = replace(now, codes=code.codes, code_words=code.words, code_doubt="")
            text = code.rest or text
        if not marker.style and _OF_ALL.match(text):
            now = replace(now, criterion=None, criterion_words="", codes=())
        if part is None and marker.is_numbered and is_given(text) and leads_in(text):
            part = HeadingPart.TASKS  # "4. Giao Văn phòng …" stands under no heading
        if part not in _WORKING:
            return
        if self._gives_below(marker, text):
            return
        outline = self.outline
        if lines := common_lines(text):
            first = outline.first if marker.style else outline.outer_first
            if self._give_common(lines, now, first):
                return
        mark = marker.written.split(".")[-1]
        self.points.read(WorkPoint(text, now, part, outline.section, outline.first, mark))

    def _gives_below(self, marker: Marker, text: str) -> bool:
        """ "- Đường thôn: giao công chức Địa chính thực hiện:" gives to the points under it."""
        given = given_below(text)
        if given is None:
            return False
        leads, partners = given
        if marker.style:
            return self.open(Frame(marker, leads=leads, lead_words=text, partners=partners))
        self.outline.set_last(leads=leads, lead_words=text, partners=partners)
        return True

    def _give_common(self, lines: list[CommonLine], now: Frame, first: int) -> bool:
        """Whether the line gives to works read before; who is in charge of criteria, to all."""
        self.charged = next((one.criteria for one in lines if one.is_charge), self.charged)
        if _THESE.search(lines[0].text):
            lines = [replace(lines[0], criteria=self.charged), *lines[1:]]
        if any(line.criteria or line.section for line in lines):
            first = 0
        given = [self.points.give_common(line.under(now.leads), first) for line in lines]
        return any(given)

    # --- Tables ----------------------------------------------------------------------------------

    def _row(self, row: PlanParagraph, below: list[PlanParagraph]) -> None:
        if columns := columns_of(row.cells):
            self.columns, self.down, self.above = columns, {}, {}
            self.leaves_out = leaves_out(below, columns)
            self.counts_criteria = counts_criteria(below, columns, self._criterion_named)
        elif self.columns is None:
            self._paragraph(PlanParagraph(row.text), None)
        elif (alone := lone_text(row.cells)) and not self._is_part(alone, row, self.columns):
            if not is_sum(row.cells):
                self._row_head(alone)
        elif not is_sum(row.cells):
            self._row_task(row, self.columns)

    def _is_part(self, alone: str, row: PlanParagraph, columns: Columns) -> bool:
        """Whether the one filled cell of a row is work of the numbered row above it, not a heading:
        its other cells were one with those above."""
        is_below = columns.cell(row.cells, "text") == alone and not row.cells[0].strip()
        return bool(self.over) and (
            bool(_PART_OF_ROW.match(alone)) or (is_below and not alone.isupper())
        )

    def _row_head(self, text: str) -> None:
        marker, rest = marked(text)
        line = OpeningLine(marker if marker.style else Marker("row"), rest, is_bold=True)
        found = self.criterion(line) or self.unit_head(line) or self.part(line)
        if not found:
            self.plain_head(line)

    def _row_task(self, row: PlanParagraph, columns: Columns) -> None:
        cells = {kind: columns.cell(row.cells, kind) for kind in columns.places}
        if both := cells.pop("both", ""):
            cells["lead"], _, cells["partner"] = (part.strip() for part in both.partition("/"))
        _read_labels(cells)
        if not cells.get("text") or self.outline.now.part == HeadingPart.NONE:
            return
        if "number" in cells and not cells["number"] and _PART_OF_ROW.match(cells["text"]):
            row = self._part_of_row(cells, row)
        else:
            self.over = cells
        self._from_above(cells)
        if self.counts_criteria and cells["criterion"] and cells.get("number", "").isdigit():
            cells["criterion"] = f"{cells['number']}. {cells['criterion']}"
        for kind in ("criterion", "unit"):
            self.down[kind] = cells.get(kind, "") or self.down.get(kind, "")
        now = self._with_unit(self.outline.now, self.down["unit"])
        now = self._with_criterion(now, self.down["criterion"])
        self.points.new_point()
        self.points.read_row(cells, row, now, self.outline.section)

    def _from_above(self, cells: dict[str, str]) -> None:
        """Cells with "nt", and those of several rows made one: the first has the words."""
        above = self.above
        for kind in ("lead", "partner", "deadline"):
            if is_as_above(cells.get(kind, "")):
                cells[kind] = above.get(kind, "")
        is_merged = cells.get("number") == "" and not cells.get("lead")
        is_below = (self.leaves_out or is_merged) and above.get("head") == self.outline.section
        if is_merged and is_below and "partner" in cells:
            cells["partner"] = cells["partner"] or above.get("partner", "")
        if is_below and not cells.get("lead") and above.get("lead"):
            cells["lead"] = above["lead"]
            cells["doubtful"] = "leads"
            has_own = bool(cells.get("deadline") or deadline_in(cells["text"]))
            if not has_own and above.get("deadline"):
                cells["deadline"] = above["deadline"]
                cells["doubtful"] = "leads deadline_words"
        self.above = cells | {"head": self.outline.section}

    def _part_of_row(self, cells: dict[str, str], row: PlanParagraph) -> PlanParagraph:
        """A row without a number, "- Đoạn …", is part of the numbered one above it: of the same
        people where its cells are empty. The one above is then a heading, unless it has a time."""
        over = self.over
        if not over:
            return row
        if self.points.found[self.points.begun :] and not over.get("deadline"):
            del self.points.found[self.points.begun :]
        over["deadline"] = over.get("deadline") or "-"
        bare = _PART_OF_ROW.sub("", cells["text"])
        cells["text"] = f"{over['text'].strip(' .:;')}: {bare}"
        for kind in ("lead", "partner"):
            if kind in cells:
                cells[kind] = cells[kind] or over[kind]
        return replace(row, cells=(over["text"], *row.cells))

    def _criterion_named(self, words: str) -> int:
        """The criterion whose name the words surely are; 0 for none."""
        number, near = self.register.criterion_named(words, self.unit) if words else (0, 0)
        return number if near >= SURE_NAME else 0

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
        known = self.register.sets.get(unit, SetEntry())
        if words in known.codes:  # "17.3": of an indicator, whose criterion it names
            words = f"{known.codes[words]}"
        words = re.sub(r"^(?:Tiêu chí )?số\s+(?=\d)", "", words, flags=re.IGNORECASE)
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
