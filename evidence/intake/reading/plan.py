"""The reader of a whole plan: paragraph by paragraph, row by row, under its headings."""

import re
from dataclasses import replace

from .bare_letters import as_typed, is_typed_bare, with_diacritics
from .charge_tables import ChargeColumns, charge_columns
from .code_heads import code_head
from .common_lines import CommonLine, charge_of, common_lines
from .head_line import HeadLine, is_item, label_below, style_of
from .head_opener import MOST_WORDS
from .headings import (
    HeadingPart,
    criterion_head,
    is_title,
    part_named,
)
from .labels import label_of
from .lines import PlanParagraph, paragraphs
from .listed import listed_works
from .listed_points import read_list
from .markers import PLAIN, Marker, marked
from .names import begins_with_verb, names_of
from .outline import TOPIC, Frame
from .people import leads_in
from .pieces import given_below
from .points import WorkPoint
from .proposals import Proposal
from .register import Register
from .sentences import is_given, is_no_work, is_sentence_of_work
from .supplied import Supplied
from .tables import (
    columns_by_cells,
    columns_of,
    columns_of_both,
    is_sum,
    whole_rows,
)
from .times import deadline_in
from .whose_plan import frame_of_all

_END = re.compile(r"^(?:nơi nhận|trên đây là|TM\.|KT\.)", re.IGNORECASE)
_ALL_BELOW = re.compile(r"(?:sau(?: đây)?|như sau|dưới đây|cụ thể)\s*:?$|:$", re.IGNORECASE)
_OF_ALL = re.compile(r"(?:trên cơ sở|căn cứ|từ) (?:nội dung )?kế hoạch này", re.IGNORECASE)
_TOPIC = re.compile(r"Về [^:.]{2,40}:")
_THESE = re.compile(r"(?:các|hai|ba|bốn) tiêu chí (?:này|trên|nêu trên)", re.IGNORECASE)
_OTHER = re.compile(
    r"(?:(?:các |một số )?(?:việc|nội dung|nhiệm vụ|công việc|công tác) )?(?:khác|chung)\s*:",
    re.IGNORECASE,
)
# "Cao điểm 60 ngày đêm (từ 01/4 đến 30/5)", "Kết luận hội nghị tháng 5/2024", under the large title
_SPAN_OF_ALL = re.compile(
    r"\s*(?:\((?:thời gian )?từ [^()]*\)|(?<!trong )(?:tháng|quý) [\dIVX]+(?:[/.]20\d\d)?)$",
    re.IGNORECASE,
)
# "… phân công cho các thành viên như sau:"
_EVERYBODY = re.compile(
    r"(?:các|từng) (?:thành viên|đồng chí|đ/c|đơn vị|ngành|ban|bộ phận|cá nhân|cơ quan)[^,;]*"
    r"(?: như sau| sau(?: đây)?| cụ thể)$",
    re.IGNORECASE,
)
# "Phân công nhiệm vụ nông thôn mới những tháng cuối năm 2025" under "THÔNG BÁO"
_ABSTRACT = re.compile(
    r"(?:V/v|Về việc|Phân công|Triển khai|Thực hiện|Giao)(?!\w)[^;.]*(?:nông thôn mới|NTM)",
    re.IGNORECASE,
)
_HERE = re.compile(r"(?:mục|phần|nhóm|tiêu chí|lĩnh vực) này|(?:dưới|sau) đây", re.IGNORECASE)
_TITLE = re.compile(r"KẾ HOẠCH|THÔNG BÁO|CHƯƠNG TRÌNH|ĐỀ ÁN|(?:BẢNG|BIỂU|DANH MỤC) [^.:]{5,60}")
MOST_FOUND = 1_000  # more than any commune plans; behind so many nothing is read
_WORKING = {HeadingPart.TASKS, HeadingPart.GENERAL}


def read_plan(text: str, register: Register) -> list[Proposal]:
    """The tasks that the text of a plan gives, as far as rules can read; nothing is written."""
    if is_typed_bare(text):
        return [as_typed(one) for one in _read(with_diacritics(text, register), register)]
    return _read(text, register)


def _read(text: str, register: Register) -> list[Proposal]:
    reader = _Reader(register)
    reader.read(list(whole_rows(paragraphs(text))))
    for charge in reader.charges:
        reader.points.give_common(charge, 0)
    reader.points.drop_repeated()
    reader.points.put_today()
    return reader.points.found


def _mark_of_label(marker: Marker, text: str) -> Marker:
    """A letter's mark for a numbered line that gives but who, when, or behind a number of two parts
    the work: "1.2. Thời gian: …" under "1. Giao thông" is of no indicator 1.2."""
    kind, rest = label_of(text) if marker.is_numbered else ("", "")
    is_label = kind in {"time", "lead", "partner"} or (kind and "." in marker.written)
    return Marker("small", level=marker.level) if is_label and rest else marker


class _Reader(Supplied):
    def __init__(self, register: Register) -> None:
        super().__init__(register)
        self.is_address = self.was_large = self.is_signed = self.was_row = self.was_title = False
        self.head: tuple[str, ...] = ()  # the row before, where it is the head of a table
        self.charging: ChargeColumns | None = None  # of the table of charges under way
        self.charged: frozenset[int] = frozenset()  # the criteria of the official named last
        self.charges: list[CommonLine] = []  # to whoever has no lead of their own in the end

    def read(self, rows: list[PlanParagraph]) -> None:
        self.has_parts = any(map(self._is_working_head, rows))
        self.outline.of_all = frame_of_all(rows, self.register)
        for at, row in enumerate(rows):
            following = rows[at + 1] if at + 1 < len(rows) else None
            if len(self.points.found) >= MOST_FOUND:
                return
            if row.cells:
                self._row(row, rows[at + 1 :])
            elif self.columns and is_sum((row.text,)):
                continue
            elif self._is_merged_row(following):
                self.row_head(row.text)
            elif self._is_signed(row, following) or (_END.match(row.text) and at > len(rows) // 2):
                continue
            elif not self._is_title_of_table(row, following):
                self.end_table()
                self._paragraph(row, following)

    def _is_signed(self, row: PlanParagraph, following: PlanParagraph | None) -> bool:
        """From "Nơi nhận" on stand names, until an appendix or a table begins."""
        if row.text.lower().startswith("nơi nhận"):
            self.is_signed = True
        elif part_named(row.text) == HeadingPart.APPENDIX or self._is_title_of_table(
            row, following
        ):
            self.is_signed = False
        return self.is_signed

    def _is_working_head(self, row: PlanParagraph) -> bool:
        marker, text = marked(row.text)
        if row.cells:
            return columns_of(row.cells) is not None
        if criterion_head(text, self.register, self.register.commune.key, by_name=False):
            return True
        is_short = len(text.split()) <= MOST_WORDS
        is_point = marker.style in {"-", "+", "•"} and not text.endswith(":")
        is_point = is_point or (marker.is_numbered and is_sentence_of_work(text))
        is_strong = bool(marker.style) and not is_point
        is_strong = is_short and (is_strong or row.is_bold or text.isupper())
        return is_strong and not is_title(marker, text) and part_named(text) in _WORKING

    def _is_merged_row(self, following: PlanParagraph | None) -> bool:
        """A line without cells amid the rows of a table: one cell across all columns."""
        is_row = following is not None and bool(following.cells)
        return bool(self.columns and is_row and following and not columns_of(following.cells))

    def _is_title_of_table(self, row: PlanParagraph, following: PlanParagraph | None) -> bool:
        has_table = following is not None and columns_of(following.cells) is not None
        return has_table and not marked(row.text)[0].style and not self._is_working_head(row)

    # --- Paragraphs ------------------------------------------------------------------------------

    def _paragraph(self, row: PlanParagraph, following: PlanParagraph | None) -> None:
        self.charging, self.was_row = None, False
        marker, text = marked(row.text)
        marker = _mark_of_label(replace(marker, level=row.level), text)
        is_above = self._is_address(marker, text) or self._is_abstract(marker, text)
        if is_above or self._is_timed_charge(text):
            return
        inner, inside = marked(text) if marker.style in {"-", "+", "*"} else (PLAIN, text)
        if inner.style and not inner.is_numbered:
            text = inside
        elif inner.written.partition(".")[0] == str(self.outline.now.criterion):
            marker, text = inner, inside  # "- 5.1. Nhà văn hóa: …"
            self.coded = "" if text.endswith(":") else row.text[:1]
        elif marker.style and row.text[:1] == self.coded:
            self.outline.close_codes()
        line = HeadLine(marker, text, row.is_bold, following)
        self.is_supplied = label_below(line) in {"time", "lead", "partner"}
        if self._heads_charge(line) or self.criterion(line) or self.unit_head(line):
            return
        is_read = self.phase(line) or self.timed_group(line)
        is_read = is_read or self.part(line) or self.label(line)
        if is_read or self._is_other(marker, text):
            return
        if not marker.style and not line.is_large:
            self.outline.close_bare(len(self.points.found))
            if not self._is_opening(text):
                self.content(marker, text)
        elif not self.other_head(line):
            self.content(marker, text)

    def _is_timed_charge(self, text: str) -> bool:
        """Whether a line gives but who is in charge of criteria, and until when."""
        charge = charge_of(text)
        self.charges += filter(None, [charge])
        return charge is not None and charge.deadline is not None

    def _heads_charge(self, line: HeadLine) -> bool:
        """ "2. Đ/c Phong - Chủ tịch UBND xã: phụ trách TC 1, 2", over "Nhiệm vụ:" and points."""
        below = line.following
        is_over = below is not None and not below.cells and style_of(below) != line.marker.style
        is_charge = line.marker.is_numbered and charge_of(line.text) is not None
        return is_over and is_charge and self.plain_head(line)

    def _is_address(self, marker: Marker, text: str) -> bool:
        """ "Kính gửi:" and who is named under it."""
        begins = text.lower().startswith("kính gửi")
        self.is_address = begins or (self.is_address and marker.style in {"-", "+", "•"})
        return self.is_address

    def _is_abstract(self, marker: Marker, text: str) -> bool:
        """The line under the large title of a paper that goes on with it."""
        was_title, self.was_title = self.was_title, _TITLE.fullmatch(text.strip(" :.")) is not None
        was_large, self.was_large = self.was_large, text.isupper() and not marker.style
        is_open = bool(marker.style or text.isupper() or text.endswith((".", ";", ":", ",")))
        is_open = is_open or bool(label_of(text)[0])  # "VIỆC 2" over "Việc: …"
        bare = _SPAN_OF_ALL.sub("", text)
        is_work = is_item(bare) or (begins_with_verb(text) and not was_title)
        is_work &= not (was_title and _ABSTRACT.match(text))
        return was_large and not is_open and not is_work

    def _is_other(self, marker: Marker, text: str) -> bool:
        """ "Khác:" behind the criteria, whose headings have no mark either."""
        is_other = not marker.style and bool(_OTHER.fullmatch(text))
        if is_other:
            self.outline.end_criterion(len(self.points.found))
        return is_other

    def _is_opening(self, text: str) -> bool:
        """ "Giao … chủ trì thực hiện các nội dung sau:" gives to all that follows."""
        if not _ALL_BELOW.search(text):
            return False
        if self.outline.now.part not in _WORKING:
            return not self.outline.frames
        names = names_of(leads_in(text))
        if names and not _EVERYBODY.match(names[0]):
            self.outline.set_last(leads=names, lead_words=text)
        stated = None if is_no_work(text) else deadline_in(text.rstrip(":") + ".")
        if stated:
            self.outline.set_last(deadline=stated)
        return True

    def _close_beside(self, marker: Marker, text: str) -> None:
        is_topic = bool(_TOPIC.match(text))
        if marker.style or is_topic:  # "Về an ninh trật tự: …" behind "Về môi trường: …"
            beside = marker if marker.style else Marker(TOPIC)
            self.outline.close_beside(beside, is_topic=is_topic)
        if marker.style:
            self.points.new_point()

    def content(self, marker: Marker, text: str) -> None:
        self._close_beside(marker, text)
        now = self.outline.now
        if now.of_criteria and now.criterion is None:
            now = replace(now, unit=None)
        part = now.part or (None if self.has_parts else HeadingPart.GENERAL)
        known = self.register.criteria_set(self.unit).codes
        if code := code_head(text, known, now.criterion):
            now = replace(now, codes=code.codes, code_words=code.words, code_doubt="")
            text = code.rest or text
        if not marker.style and _OF_ALL.match(text):
            now = replace(now, criterion=None, criterion_words="", codes=())
        if part is None and marker.is_numbered and leads_in(text):
            # "4. Giao Văn phòng …" stands under no heading
            part = HeadingPart.TASKS if is_given(text) or deadline_in(text) else None
        if part not in _WORKING:
            return
        if self._gives_below(marker, text):
            return
        outline = self.outline
        if lines := common_lines(text):
            first = outline.first if marker.style else outline.outer_first
            if self._give_common(lines, now, first):
                return
        mark, found = marker.written.split(".")[-1], len(self.points.found)
        point = WorkPoint(text, now, part, outline.section, outline.first, mark, self.is_supplied)
        if listed := listed_works(text, marker):
            read_list(self.points, listed, point)
        else:
            self.points.read(point)
        self.is_lost = len(self.points.found) == found

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
        if self._is_for_what_follows(lines):
            return True
        if any(line.criteria or line.section for line in lines):
            first = 0
        given = [self.points.give_common(line.under(now.leads), first) for line in lines]
        return any(given)

    def _is_for_what_follows(self, lines: list[CommonLine]) -> bool:
        """ "Các việc của mục này xong trước 30/9." before the first work under its heading."""
        line = lines[0]
        is_first = bool(self.outline.frames) and len(self.points.found) == self.outline.first
        if not (is_first and _HERE.search(line.text)) or line.is_charge:
            return False
        if line.deadline:
            self.outline.set_last(deadline=line.deadline)
        if line.leads:
            self.outline.set_last(leads=line.leads, lead_words=line.text)
        return True

    # --- Tables ----------------------------------------------------------------------------------

    def _row(self, row: PlanParagraph, below: list[PlanParagraph]) -> None:
        head, self.head = self.head, ()
        columns = columns_of(row.cells) or columns_of_both(head, row.cells)
        charging = None if columns else charge_columns(row.cells)
        if columns or not (charging or self.columns or self.charging or self.was_row):
            columns = columns_by_cells(row.cells, below, columns)
        self.was_row = True
        if columns:
            self.begin_table(columns, below)
            self.head, self.charging = row.cells, None
        elif charging:
            self.end_table()
            self.charging = charging
        elif self.charging:
            self.charges += filter(None, [self.charging.charge(row.cells)])
        elif self.columns is None:
            self._paragraph(PlanParagraph(row.text), None)
        elif not is_sum(row.cells):
            self.table_row(row, self.columns)
