"""The rows of a table of tasks, under the headings inside and above it."""

import re
from dataclasses import replace

from criteria.naming import SURE_NAME

from .criterion_names import criterion_called
from .head_line import HeadLine
from .head_opener import HeadOpener
from .headings import HeadingPart, criterion_head
from .labels import label_of, labelled
from .lines import PlanParagraph
from .listed import listed_works
from .markers import Marker, marked
from .names import begins_with_verb
from .outline import Frame
from .register import Register
from .shared_times import parts_of_cells
from .tables import Columns, counts_criteria, is_as_above, leaves_out, lone_text, repeats_below
from .times import deadline_in
from .unit_words import bare_name, unit_named, unknown_cell

_OF_NO_CRITERION = re.compile(
    r"(?:(?:các |những )?(?:nhiệm vụ|nội dung|công việc|việc|công tác) )?(?:chung|khác)\W*", re.I
)
_PART_OF_ROW = re.compile(r"^(?:[-–+•*]|[a-zđ]\))\s*")


# "Ban QLDA (chủ trì), thôn Đông, thôn Đoài (phối hợp)"
_ROLE_BEHIND = re.compile(r"([^()]+)\((?:(chủ trì|CT)|phối hợp|PH)\)[,;.]?\s*", re.IGNORECASE)


def _read_roles(cells: dict[str, str]) -> None:
    """Who leads and who helps where brackets behind the names of one cell give it."""
    words = cells.get("lead", "")
    found = list(_ROLE_BEHIND.finditer(words))
    if not found or _ROLE_BEHIND.sub("", words):
        return
    leads = [one[1].strip(" ,;") for one in found if one[2]]
    partners = [one[1].strip(" ,;") for one in found if not one[2]]
    if leads:
        cells["lead"] = "; ".join(leads)
        cells["partner"] = cells.get("partner") or "; ".join(partners)


def _read_labels(cells: dict[str, str]) -> None:
    """ "CT: Phòng Kinh tế; PH: bản Huổi Lóng" in the cell of the lead."""
    parts = [(label_of(part), part) for part in labelled(cells.get("lead", ""))]
    if not all(kind in {"lead", "partner"} for (kind, _), _ in parts):
        return
    for (kind, rest), _ in parts:
        cells[kind] = rest if kind == "lead" else cells.get("partner") or rest


def _works_of(cells: dict[str, str]) -> list[dict[str, str]]:
    """The works of one row, each with its own time where the cell of times shares them out."""
    if parts := parts_of_cells(cells["text"], cells.get("deadline", "")):
        return [{"text": text, "deadline": words} for text, words in parts]
    if works := _lines_of(cells["text"]):
        return [{"text": text} for text in works]
    listed = listed_works(cells["text"])
    return [{"text": text} for _, text in listed.items] if listed else [{}]


def _lines_of(text: str) -> list[str]:
    """The works that stand one under the other in a cell, each behind a dash of its own."""
    sign = _PART_OF_ROW.match(text)
    works: list[str] = []
    for part in re.split(rf"\s{re.escape(sign[0].strip())}\s", text[sign.end() :]) if sign else []:
        if works and not (part[:1].isupper() and begins_with_verb(part)):
            works[-1] = f"{works[-1]} {sign[0].strip() if sign else ''} {part}"  # "Nà Hin - Co Mị"
        else:
            works.append(part.strip())
    return works if len(works) > 1 else []


_MARK = re.compile(r"[xX✓✔]")
# "17, 18" in the column of criteria, and "TC 17 + TC 18"
_NUMBERS = re.compile(r"\d{1,2}(?:\s*(?:,|;|và)\s*\d{1,2})+")
_PLUS = re.compile(r"\s*[+&]\s*(?=(?:(?:TC|tiêu chí)\s*)?(?:số\s*)?\d)", re.IGNORECASE)


def _with_areas(cells: dict[str, str], row: PlanParagraph, columns: Columns) -> PlanParagraph:
    """The row with its work in each area: "Đổ bê tông đường (Vùng 1: 500 m; Vùng 2: 300 m)"."""
    parts = [
        (head.replace(" (", ", ").rstrip(")"), row.cells[at].strip())
        for at, head in columns.areas
        if at < len(row.cells) and row.cells[at].strip()
    ]
    if not parts:
        return row
    words = "; ".join(head if _MARK.fullmatch(part) else f"{head}: {part}" for head, part in parts)
    cells["text"] = f"{cells['text'].rstrip(' .;:')} ({words})"
    return replace(row, cells=(words, *row.cells))


class TableRows(HeadOpener):
    """Reads the rows of the table under way."""

    def __init__(self, register: Register) -> None:
        super().__init__(register)
        self.columns: Columns | None = None
        self.over: dict[str, str] = {}  # the cells of the last numbered row
        self.above: dict[str, str] = {}
        self.down: dict[str, str] = {}  # of the rows above, for empty cells
        self.leaves_out = self.counts_criteria = False
        self.repeats: set[str] = set()  # kinds of cells of which an empty one states nothing
        self.around: list[Frame] = []  # the headings that were open before the table

    def begin_table(self, columns: Columns, below: list[PlanParagraph]) -> None:
        """The head of a table, and the rows below it; a head repeated is of the same table."""
        if self.columns is None:
            self.around = list(self.outline.frames)
        self.columns, self.down, self.above = columns, {}, {}
        self.leaves_out = leaves_out(below, columns)
        self.repeats = {
            kind for kind in ("criterion", "unit") if repeats_below(below, columns, kind)
        }
        self.counts_criteria = counts_criteria(below, columns, self._criterion_named)

    def end_table(self) -> None:
        """Behind a table holds what held before it."""
        if self.columns is not None:
            self.outline.frames = self.around
        self.columns = None

    def table_row(self, row: PlanParagraph, columns: Columns) -> None:
        """A row with work, or a heading across the table."""
        alone = lone_text(row.cells)
        if alone and not self._is_part(alone, row, columns):
            self.row_head(alone)
        elif self._heads_sum(row, columns):
            self.row_head(columns.cell(row.cells, "text"))
        else:
            self._row_task(row, columns)

    def _heads_sum(self, row: PlanParagraph, columns: Columns) -> bool:
        """ "1 | Tiêu chí Giao thông | | 3.450 |": a criterion with the sum of what is under it."""
        text = columns.cell(row.cells, "text")
        kinds = {"lead", "both", "deadline"} & set(columns.places)
        if not kinds or any(columns.cell(row.cells, kind) for kind in kinds):
            return False
        head = criterion_head(text, self.register, self.unit, by_name=False)
        return head is not None and not head.rest

    def _may_be_named(self, line: HeadLine) -> bool:
        """A table of tasks is work, under whichever heading it stands."""
        is_row = self.columns is not None and self.outline.now.part is None
        return is_row or super()._may_be_named(line)

    def _is_part(self, alone: str, row: PlanParagraph, columns: Columns) -> bool:
        """Whether the one filled cell of a row is work of the numbered row above it, not a heading:
        its other cells were one with those above."""
        is_below = columns.cell(row.cells, "text") == alone and not row.cells[0].strip()
        return bool(self.over) and (
            bool(_PART_OF_ROW.match(alone)) or (is_below and not alone.isupper())
        )

    def row_head(self, text: str) -> None:
        """A heading across the table, below which no cell is one with those above."""
        self.down = {}
        marker, rest = marked(text)
        line = HeadLine(marker if marker.style else Marker("row"), rest, is_bold=True)
        found = self.criterion(line) or self.unit_head(line) or self.part(line)
        if not found:
            self.plain_head(line)

    def _row_task(self, row: PlanParagraph, columns: Columns) -> None:
        cells = {kind: columns.cell(row.cells, kind) for kind in columns.places}
        if both := cells.pop("both", ""):
            cells["lead"], _, cells["partner"] = (part.strip() for part in both.partition("/"))
        _read_labels(cells)
        _read_roles(cells)
        if not cells.get("text") or self.outline.now.part == HeadingPart.NONE:
            return
        row = _with_areas(cells, row, columns)
        if "number" in cells and not cells["number"] and _PART_OF_ROW.match(cells["text"]):
            row = self._part_of_row(cells, row)
        else:
            self.over = cells
        self._from_above(cells)
        if self.counts_criteria and cells["criterion"] and cells.get("number", "").isdigit():
            cells["criterion"] = f"{cells['number']}. {cells['criterion']}"
        if group := cells.pop("group", ""):
            head = criterion_head(group, self.register, self.unit, by_name=True)
            self.down["criterion"] = group if head else ""
        for kind in ("criterion", "unit"):
            above = "" if kind in self.repeats else self.down.get(kind, "")
            self.down[kind] = cells.get(kind, "") or above
        now = self._with_unit(self.outline.now, self.down["unit"])
        now = self._with_criterion(now, self.down["criterion"])
        self.points.new_point()
        for part in _works_of(cells):
            self.points.read_row(cells | part, row, now, self.outline.section)

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
        places = self.columns.places if self.columns else {}
        is_under = places.get("deadline", len(places)) < places.get("text", 0)
        if is_under and not cells.get("deadline") and not deadline_in(cells["text"]):
            # "Tháng 3" in a column before the work, over several rows
            cells |= {"deadline": above.get("deadline", ""), "doubtful": "deadline_words"}
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
        names = {bare_name(one.name).casefold(): one for one in self.register.villages}
        found = unit_named(words, self.register) or names.get(bare_name(words).casefold())
        commune = self.register.commune
        if found is None and (village := unknown_cell(words, self.register)):
            now = replace(now, unit=commune.key, unit_words=words)
            return replace(now, unit_doubt=village.doubt(commune))
        return replace(now, unit=found.key, unit_words=words) if found else now

    def _with_criterion(self, now: Frame, words: str) -> Frame:
        if not words:
            return now
        if _OF_NO_CRITERION.fullmatch(words):
            return replace(now, criterion=None, criterion_words="", codes=())
        unit = now.unit or self.register.commune.key
        known = self.register.criteria_set(unit)
        if words in known.codes:  # "17.3": of an indicator, whose criterion it names
            words = f"{known.codes[words]}"
        words = re.sub(r"^(?:Tiêu chí )?số\s+(?=\d)", "", words, flags=re.IGNORECASE)
        several = _PLUS.sub(", ", words)
        if _NUMBERS.fullmatch(several):
            several = f"Tiêu chí {several}"
        head = criterion_head(several, self.register, unit, by_name=True)
        bare = re.match(r"(\d{1,2})(?:(?:\s*[.:\-–(]\s*|\s+(?=[^\W\d]))(.*?)\)?)?$", words)
        number = head.number if head else int(bare[1]) if bare else 0
        name = head.name if head else (bare[2] or "") if bare else ""
        if number:
            checked, doubt = self.checked(number, name, unit)
            doubt = doubt or (head.doubt if head and not bare else "")
        elif known.criteria and re.search(r"[^\W\d]{2}", words):
            checked, doubt = criterion_called(name or words, self.register, unit)
        else:
            return now
        return replace(
            now, criterion=checked, criterion_words=words, criterion_doubt=doubt, codes=()
        )
