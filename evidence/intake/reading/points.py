"""The work that one point of a plan gives: its sentences made proposals."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ntm_project.common.deadlines import parse_deadline

from .headings import HeadingPart, code_inside
from .lines import PlanParagraph
from .outline import Frame
from .people import Span, begins_with_verb, leads_in, ordered_in, partners_in, split_names
from .proposals import Named, Proposal
from .register import Register
from .sentences import is_given, is_no_work, is_principle, sentences
from .times import NOT_READ, Stated, deadline_in, without_times

_I = re.IGNORECASE
FROM_HEADING = "Lấy từ đầu mục."
FROM_BEFORE = "Lấy từ câu trước."
# What is left of a sentence that only gives time and people.
_EMPTY_WORK = re.compile(
    r"^(?:(?:và|khởi công|vận động|đảm nhiệm|để|thì|là|các|nội dung|việc|này|nêu|trên|thực hiện"
    r"|triển khai|hoàn thành"
    r"|hoàn thiện|tham mưu|báo cáo|kết quả|theo dõi|phụ trách|chịu trách nhiệm"
    r"|chủ trì|chính|trực tiếp|chỉ đạo|lo|làm|phối hợp|cùng|thường xuyên|trong năm|phải|xong"
    r"|đôn đốc|tổ chức|đảm nhận|dự kiến|thời gian|thời hạn|đúng tiến độ|theo quy định"
    r"|khẩn trương|giải quyết|khắc phục|vào|trong|trước|ngay|tiến độ)(?:[\s,.;:]+|$))*$",
    _I,
)
_CUT = " ,.;:–-"


@dataclass(frozen=True)
class WorkPoint:
    """A paragraph of work, and what holds where it stands."""

    text: str
    frame: Frame
    part: HeadingPart
    section: str
    first: int


@dataclass
class _Piece:
    """A sentence with what was read in it."""

    text: str
    leads: list[Span]
    partners: list[Span]
    deadline: Stated | None
    left: str = ""

    @property
    def only_adds(self) -> bool:
        """Whether it gives but time and people to what stands before it."""
        has_more = bool(self.leads or self.partners or self.deadline)
        left = without_times(self.left).strip(_CUT + "()")
        return has_more and bool(_EMPTY_WORK.match(left))


@dataclass
class Points:
    """Gathers the proposals of a plan."""

    register: Register
    found: list[Proposal] = field(default_factory=list)
    begun: int = 0  # the first proposal of the point under way

    def new_point(self) -> None:
        self.begun = len(self.found)

    # --- Points ----------------------------------------------------------------------------------

    def read(self, point: WorkPoint) -> None:
        pieces = [self._piece(words) for words in sentences(point.text)]
        merged = _merged([p for p in pieces if not _says_nothing(p)], self._piece)
        waiting: list[Span] = []
        headed: list[Span] = []  # "Trường Tiểu học: …" is for every sentence behind it
        for at, piece in enumerate(merged):
            if not piece.leads and (waiting or headed) and not ordered_in(piece.text):
                piece.leads = waiting or headed
            if piece.text.endswith(",") and at + 1 < len(merged):
                shared = merged[at + 1].deadline
                shared = replace(shared, start=0, end=0) if shared else None
                piece.deadline = piece.deadline or shared
                merged[at + 1].leads = merged[at + 1].leads or _behind(piece.leads)
            if piece.only_adds and self.found[self.begun :]:
                self._add(piece, point)
            elif piece.only_adds and piece.leads and at + 1 < len(merged):
                waiting = _behind(piece.leads)
            elif piece.only_adds and self._is_for_all(point, piece):
                self._add(piece, point)
            elif piece.only_adds or not is_no_work(piece.text, is_timed=bool(piece.deadline)):
                self._propose(piece, point)
                if (
                    at == 0
                    and piece.leads
                    and re.match(r"\s*[:)]", piece.text[piece.leads[0].end :])
                ):
                    headed = _behind(piece.leads) if piece.leads[0].start == 0 else []

    def _is_for_all(self, point: WorkPoint, piece: _Piece) -> bool:
        """A point that gives but a time, or the lead of a criterion, is for all before it."""
        is_common = bool(piece.deadline) or point.frame.criterion is not None
        return is_common and bool(self.found[point.first :])

    def _piece(self, text: str) -> _Piece:
        deadline = deadline_in(text)
        leads = leads_in(text)
        partners = [
            p
            for p in partners_in(text)
            if not any(
                p.start < one.end and one.start < p.end and p.words == one.words for one in leads
            )
        ]
        piece = _Piece(text, leads, partners, deadline)
        piece.left = _without(text, [*leads, *partners], deadline)
        if (
            deadline is None
            and leads
            and (often := deadline_in(piece.left))
            and often.words in text
        ):
            start = text.index(often.words)
            piece.deadline = Stated(often.words, start, start + len(often.words), often.doubt)
        return piece

    def _add(self, piece: _Piece, point: WorkPoint) -> None:
        """A sentence that gives time or people to the work before it in the same point; a point of
        its own gives them to all under its heading that have none."""
        mine = self.found[self.begun :]
        if mine:
            last = mine[-1]
            if piece.leads and not last.leads:
                self._set_leads(last, piece.leads, piece.text)
            if piece.partners:
                last.partners += self._named(piece.partners, last)
                last.words.setdefault("partners", piece.text)
            for one in mine if piece.deadline else []:
                if not one.deadline_words:
                    _set_deadline(one, piece.deadline, piece.text)
            last.source = f"{last.source} {piece.text}"
            return
        if piece.deadline:
            self.give_deadline(piece.deadline, piece.text, point.first)
        if piece.leads:
            names = tuple(n for span in piece.leads for n in split_names(span.words))
            self.give_leads(names, piece.text, point.first)

    def _propose(self, piece: _Piece, point: WorkPoint) -> None:
        before = self.found[self.begun :]
        frame = point.frame
        for code in frame.codes or ("",):
            made = Proposal(text=_as_text(piece), source=piece.text, section=point.section)
            self._place(made, frame, code, piece.text)
            if piece.leads:
                self._set_leads(made, piece.leads, piece.text)
            elif (
                before
                and before[-1].leads
                and re.match(r"(?:đồng thời|phối hợp|ngoài ra|tham mưu)", piece.text, _I)
            ):
                made.leads = list(before[-1].leads)
                made.words["leads"] = before[-1].words.get("leads", "")
                made.doubts["leads"] = FROM_BEFORE
            elif ordered := ordered_in(piece.text):
                self._set_leads(made, ordered, piece.text)
                made.doubts["leads"] = "Đơn vị được chỉ đạo, đôn đốc; chưa chắc là chủ trì."
            elif frame.leads:
                made.leads = [self._name(words, made) for words in frame.leads]
                made.words["leads"] = frame.lead_words
            made.partners = self._named(piece.partners, made)
            if piece.deadline:
                _set_deadline(made, piece.deadline, piece.text)
            else:
                _from_heading(made, frame)
            made.is_likely = _is_likely(piece, point)
            self.found.append(made)

    def _place(self, made: Proposal, frame: Frame, code: str, text: str) -> None:
        made.unit = frame.unit or self.register.commune.key
        made.words["unit"] = frame.unit_words
        if frame.unit_doubt:
            made.doubts["unit"] = frame.unit_doubt
        made.criterion = frame.criterion
        if frame.criterion is not None:
            made.words["criterion"] = frame.criterion_words
            if frame.criterion_doubt:
                made.doubts["criterion"] = frame.criterion_doubt
        made.indicator, made.words["indicator"] = code, frame.code_words if code else ""
        if code and frame.code_doubt:
            made.doubts["indicator"] = frame.code_doubt
        inside, words = code_inside(text)
        if inside and not code:
            made.indicator, made.words["indicator"] = inside, words
        if made.indicator and made.criterion is None and "." in made.indicator:
            made.criterion = int(made.indicator.split(".")[0])
            made.words["criterion"] = made.words["indicator"]

    # --- Rows of a table -------------------------------------------------------------------------

    def read_row(
        self, cells: dict[str, str], row: PlanParagraph, frame: Frame, section: str
    ) -> None:
        text = re.sub(r"^[-+•*]\s*", "", cells["text"])
        piece = self._piece(text)
        source = " | ".join(filter(None, row.cells))
        made = Proposal(text=_as_text(piece), source=source, section=section)
        written = re.search(r"\d{1,2}\.\d{1,2}", cells.get("indicator", ""))
        code = written[0] if written else code_inside(" ".join(row.cells))[0]
        self._place(made, frame, code or next(iter(frame.codes), ""), text)
        if code:
            made.words["indicator"] = code
        self._row_people(made, piece, cells, frame)
        if words := cells.get("deadline", "").strip(" ./-"):
            _set_deadline(made, _as_cell(words), words)
        elif piece.deadline:
            _set_deadline(made, piece.deadline, text)
        else:
            _from_heading(made, frame)
        self.found.append(made)

    def _row_people(
        self, made: Proposal, piece: _Piece, cells: dict[str, str], frame: Frame
    ) -> None:
        if words := cells.get("lead", ""):
            made.leads = [self._name(name, made) for name in split_names(words)]
            made.words["leads"] = words
        elif piece.leads:
            self._set_leads(made, piece.leads, piece.text)
        elif frame.leads:
            made.leads = [self._name(name, made) for name in frame.leads]
            made.words["leads"] = frame.lead_words
        made.partners = self._named(piece.partners, made)
        if words := cells.get("partner", ""):
            made.partners = [self._name(name, made) for name in split_names(words)]
            made.words["partners"] = words

    # --- What stands around ----------------------------------------------------------------------

    def give_deadline(self, stated: Stated, words: str, first: int) -> None:
        for one in self.found[first:]:
            if not one.deadline_words:
                _set_deadline(one, stated, words)
                one.doubts.setdefault("deadline_words", "Lấy từ dòng chung của mục.")

    def give_leads(self, names: tuple[str, ...], words: str, first: int) -> None:
        for one in self.found[first:]:
            if not one.leads:
                one.leads = [self._name(name, one) for name in names]
                one.words["leads"] = words
                one.doubts.setdefault("leads", "Lấy từ dòng chung của mục.")

    def add_partners(self, names: list[str], words: str, first: int) -> None:
        for one in self.found[first:]:
            if not one.partners:
                one.partners = [self._name(name, one) for name in names]
                one.words["partners"] = words

    # --- People ----------------------------------------------------------------------------------

    def _set_leads(self, made: Proposal, spans: list[Span], words: str) -> None:
        made.leads = self._named(spans, made)
        made.words["leads"] = words

    def _named(self, spans: list[Span], made: Proposal) -> list[Named]:
        return [self._name(name, made) for span in spans for name in split_names(span.words)]

    def _name(self, words: str, made: Proposal) -> Named:
        assert made.unit is not None
        words = words.strip(_CUT)[:200]
        return Named(words, self.register.found(words, made.unit))


def _behind(spans: list[Span]) -> list[Span]:
    """Who was named, for a later sentence, in which the name does not stand."""
    return [Span(span.words, 0, 0) for span in spans]


def _says_nothing(piece: _Piece) -> bool:
    return not re.search(r"\w{2}", piece.text)


def _merged(pieces: list[_Piece], made: Callable[[str], _Piece]) -> list[_Piece]:
    """Sentences of one point made one where only together they are a piece of work: the last alone
    states until when, and none before it by whom."""
    work = [p for p in pieces if not p.only_adds and not is_no_work(p.text)]
    if len(work) < 2:
        return pieces
    ends = work[-1]
    is_one = (
        bool(ends.deadline)
        and not ends.leads
        and not any(p.deadline or p.only_adds for p in pieces[: pieces.index(ends)])
    )
    if not is_one or not re.match(r"phối hợp|đồng thời", ends.text, _I):
        return pieces
    at = pieces.index(work[0])
    rest = [p for p in pieces if p not in work]
    return [*rest[:at], made(" ".join(p.text for p in work)), *rest[at:]]


def _is_likely(piece: _Piece, point: WorkPoint) -> bool:
    bare = piece.left or piece.text
    has_day = piece.deadline is not None and bool(
        parse_deadline(piece.deadline.words, year=2000).ends_on
    )
    if is_given(piece.text) or has_day:
        return True
    if point.part == HeadingPart.TASKS:
        return not (is_principle(bare) and len(bare.split()) < 10) or bool(
            piece.leads or piece.deadline
        )
    if not (piece.leads or piece.deadline or begins_with_verb(bare)):
        return False
    return not is_principle(piece.text) and not is_principle(bare)


def _without(text: str, spans: list[Span], deadline: Stated | None) -> str:
    """The sentence without the words that give it to somebody and until when."""
    cuts = [(s.start, s.end) for s in spans]
    if deadline:
        cuts.append((deadline.start, deadline.end))
    left = text
    for start, end in sorted(cuts, reverse=True):
        left = f"{left[:start]} {left[end:]}"
    left = re.sub(r"\(\s*[,;:]*\s*\)", " ", left)
    left = re.sub(r"\s*([,;:])(?:\s*[,;:.])+", r"\1", left)
    return " ".join(left.split())


def _as_text(piece: _Piece) -> str:
    """What is to be done, without who and until when where that leaves a whole sentence."""
    text = piece.text
    cuts = [
        (s.start, s.end)
        for s in piece.leads
        if s.start == 0
        or text[s.start - 1] in "(,"
        or text[: s.start].rstrip().endswith((",", ";", ":", ".", "(", "-"))
    ]
    if piece.deadline:
        cuts.append((piece.deadline.start, piece.deadline.end))
    for span in piece.partners:
        if any(abs(span.start - end) <= 2 for _, end in cuts) or text[
            : span.start
        ].rstrip().endswith(("(", ";", ":")):
            cuts.append((span.start, span.end))
    left = text
    for start, end in sorted(set(cuts), reverse=True):
        left = f"{left[:start]} {left[end:]}"
    left = re.sub(r"\(\s*(?:giao|[,;:.\s])*\s*\)", " ", left, flags=_I)
    left = re.sub(r" ([,;:.)])", r"\1", left)
    left = re.sub(r"([,;:(])(?:\s*[,;:.])+", r"\1", left)
    left = " ".join(left.split()).strip(_CUT)
    left = re.sub(r"^(?:chủ trì|có trách nhiệm|chịu trách nhiệm)\s*,?\s*", "", left, flags=_I)
    if (
        len(left.split()) < 3
        or _EMPTY_WORK.match(left)
        or re.match(r"(?:để|thì|là|và)\s", left, _I)
    ):
        left = text.strip(_CUT)
    return left[:1].upper() + left[1:]


def _set_deadline(made: Proposal, stated: Stated | None, words: str) -> None:
    if stated is None:
        return
    made.deadline_words = stated.words[:200]
    made.words["deadline_words"] = words
    if stated.doubt:
        made.doubts["deadline_words"] = stated.doubt


def _from_heading(made: Proposal, frame: Frame) -> None:
    if frame.deadline:
        _set_deadline(made, frame.deadline, frame.deadline.words)
        made.doubts.setdefault("deadline_words", FROM_HEADING)


def _as_cell(words: str) -> Stated:
    """A cell is a deadline whole; what the reader of deadlines cannot read is kept as written."""
    read = parse_deadline(words, year=2000)
    return Stated(words, 0, 0, "" if read.ends_on or read.rhythm else NOT_READ)
