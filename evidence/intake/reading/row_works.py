"""The work that one row of a table gives, made a proposal."""

import re

from .assignments import shared_in_cell
from .gathered import set_deadline
from .lines import PlanParagraph
from .names import split_names
from .outline import Frame
from .passing import code_inside
from .pieces import ReadSentence, as_text, piece_of, without
from .placed import Placed
from .proposals import Proposal
from .times import begun_too_late, stated_in

FROM_HEADING = "Lấy từ đầu mục."
FROM_ABOVE = "Ô để trống; lấy theo dòng trên."
# "17.7 Vận động …": the code of an indicator before the work of a row.
_FIRST_CODE = re.compile(r"(?P<code>(?P<of>\d{1,2})\.\d{1,2})[.):]?\s+(?=[^\W\d])")


class RowWorks(Placed):
    """Gathers the proposals of the rows of tables."""

    def read_row(
        self, cells: dict[str, str], row: PlanParagraph, frame: Frame, section: str
    ) -> None:
        known = self.register.criteria_set(frame.unit or self.register.commune.key)
        text = re.sub(r"^[-+•*]\s*", "", cells["text"])
        first = _FIRST_CODE.match(text)
        if first and first["code"] in known.codes and frame.criterion in {None, int(first["of"])}:
            text, lead = text[first.end() :], first["code"]
        else:
            lead = ""
        piece = piece_of(text)
        if cells.get("lead"):  # "Sửa Nhà văn hóa - Khu thể thao": nobody, where a cell names who
            piece.leads, piece.left = [], without(text, piece.partners, piece.deadline)
        source = " | ".join(filter(None, row.cells))
        made = Proposal(as_text(piece), source, section, cells.get("number", "").strip(" ."))
        written = re.search(r"\d{1,2}\.\d{1,2}", cells.get("indicator", ""))
        code = written[0] if written else code_inside(" ".join(row.cells), known.codes)[0]
        for kind in ("indicator", "criterion", "note"):
            is_code = kind == "indicator" or "." in cells.get(kind, "")
            if is_code and cells.get(kind, "") in known.codes:
                code = code or cells[kind]
        code = code or lead
        self._place(made, frame, code or next(iter(frame.codes), ""), text)
        if code:
            made.words["indicator"] = code
        self._doubt_unknown(made, text, is_own=False)
        self._row_people(made, piece, cells, frame)
        if words := cells.get("deadline", "").strip(" ./-"):
            words = begun_too_late(cells.get("start", ""), words) or words
            set_deadline(made, stated_in(words), words)
        elif piece.deadline:
            set_deadline(made, piece.deadline, text)
        else:
            from_heading(made, frame)
        for name in cells.get("doubtful", "").split():
            made.doubts.setdefault(name, FROM_ABOVE)
        self.found.append(made)

    def _row_people(
        self, made: Proposal, piece: ReadSentence, cells: dict[str, str], frame: Frame
    ) -> None:
        partners: list[str] = []
        if words := cells.get("lead", ""):
            leads, partners = shared_in_cell(words)
            self._lead(made, leads, words)
        elif piece.leads:
            self._set_leads(made, piece.leads, piece.text)
        elif frame.leads:
            made.leads = [self._name(name, made) for name in frame.leads]
            made.words["leads"] = frame.lead_words
        made.partners = self._named(piece.partners, made)
        if words := cells.get("partner", ""):
            partners = [*partners, *split_names(words)]
        if partners:
            made.partners = [self._name(name, made) for name in partners]
            made.words["partners"] = words or cells["lead"]


def from_heading(made: Proposal, frame: Frame) -> None:
    """Gives the proposal the deadline of the heading above."""
    if frame.deadline:
        set_deadline(made, frame.deadline, frame.deadline.words)
        made.doubts.setdefault("deadline_words", FROM_HEADING)
        made.inherited.add("deadline_words")
