"""Headings opened one after another: a part of the plan, a unit, a criterion, a code, an actor."""

import re
from dataclasses import replace

from criteria.naming import SURE_NAME

from .code_heads import CodeHead, code_head
from .criterion_names import NO_SUCH, other_name
from .head_line import (
    HeadLine,
    is_item,
    is_over_work,
    is_whole_sentence,
    label_below,
    named_in,
    style_of,
    timed_head,
)
from .headings import (
    SEVERAL_CRITERIA,
    CriterionHeading,
    HeadingPart,
    criterion_head,
    criterion_in_charge,
    is_last_part,
    is_title,
    named_in_charge,
    part_named,
)
from .labels import label_of
from .last_named import last_named, only_name
from .listed import listed_works
from .markers import PLAIN, Marker
from .names import begins_with_actor, begins_with_verb, is_only_a_name, split_names
from .outline import TOPIC, Frame
from .people import leads_in
from .pieces import piece_of
from .sentences import is_given, is_sentence_of_work
from .times import deadline_in, stated_in
from .unit_heads import VILLAGES, UnitHeads
from .who import ACTOR

MOST_WORDS = 22  # of the heading of a part
_BULLETS = {"-", "+", "*", "•"}
_TOPIC = re.compile(r"về\s", re.IGNORECASE)
_TOPIC_AND_STOP = re.compile(r"^(về [^:.]{2,60})\. (?=[A-ZĐÀ-Ỹ])", re.IGNORECASE)
_TOPIC_AND_WHO = re.compile(rf"^([Vv]ề [^:.,]{{2,60}}), (?=[A-ZĐÀ-Ỹ])(?=(?i:{ACTOR.pattern}))")
_WORK_OF_MONEY = re.compile(r"(?:huy động|bố trí|quản lý)", re.IGNORECASE)
# "Nhóm hạ tầng (TC 2, 3): đ/c Lộc - PCT phụ trách."
_IN_CHARGE = re.compile(r"\s(?:phụ trách|chỉ đạo|chịu trách nhiệm)(?: chung)?$", re.IGNORECASE)
_SHORT_LABEL = re.compile(r"^(?:PT|phụ trách|chủ trì)\s*:?\s*", re.IGNORECASE)
_DUTY = re.compile(r"\s(?:có|chịu) trách nhiệm$", re.IGNORECASE)
_BEFORE_ACTOR = re.compile(
    r"^(?:đối với|trách nhiệm của|giao(?: cho)?|(?:đề nghị|yêu cầu)(?: với)?) ", re.IGNORECASE
)

# What is left of the heading of a group of tasks without its time.
_GROUP = re.compile(
    r"^(?:(?:đối với|về|các|những|nhóm|một số|phần|nội dung|nhiệm vụ|công việc|việc|tiêu chí"
    r"|chỉ tiêu|hạng mục|công trình|sau|sau đây|dưới đây|cần|phải|được|triển khai|thực hiện"
    r"|hoàn thành|xong|ngay|trọng tâm|giai đoạn|đợt|thời gian|gồm|như|cụ thể|làm|định kỳ|\d+)"
    r"(?:[\s,.;:()–-]+|$))*$",
    re.IGNORECASE,
)

_OFTEN = re.compile(
    r"(?:các )?(?:việc|công việc|nhiệm vụ|nội dung)(?: làm)? "
    r"(?P<words>thường xuyên|(?:hằng|hàng) \w+)",
    re.IGNORECASE,
)
# "Giai đoạn 1 (từ 01/3 đến 30/4): Rà soát, vận động", behind its mark
_PHASE = re.compile(r"\(([^()]*)\)\s*(?::|$)")
_ANY_YEAR = re.compile(r"trong năm", re.IGNORECASE)
# A heading that is but a time: "Tháng 3/2025", "Quý III".
_PERIOD = re.compile(
    r"(?:trong )?(?:tháng|quý)\s[\divx/.]{1,8}"
    r"(?:\s?(?:,|\+|và|-|–|đến)\s?(?:(?:tháng|quý)\s)?[\divx/.]{1,7}){0,5}(?:\snăm 20\d\d)?",
    re.IGNORECASE,
)
# "NHIỆM VỤ QUÝ I/2023"
_WORK_OF = re.compile(
    r"(?:các )?(?:nhiệm vụ|công việc|nội dung|việc)"
    r"(?: (?:trọng tâm|chủ yếu|cần làm|cụ thể|thực hiện|của|cần thực hiện))*"
    rf" (?P<words>{_PERIOD.pattern})",
    re.IGNORECASE,
)


class HeadOpener(UnitHeads):
    """Opens the headings; what is not one is left to `content`."""

    # --- Criteria --------------------------------------------------------------------------------

    def criterion(self, line: HeadLine) -> bool:
        line = _with_colon(line)
        marker = _mark_of(line)
        by_name = self._may_be_named(line)
        first = self._head_of(line, by_name=by_name)
        is_inside = marker.written.partition(".")[0] == str(self.outline.now.criterion)
        is_same = first is not None and first.number == self.outline.now.criterion
        if first is None or (is_same and (is_inside or first.doubt)):
            return False  # "5.1. Nhà văn hóa: …" is of an indicator, or a part of what holds
        above = self.outline.actor_above(marker)
        if above is None:
            self.outline.close_for(marker)
        head = self._head_of(line, by_name=by_name)
        if head is None or self._is_work_itself(line, head):
            return False  # by its name it is one of the unit before, or no heading
        number, doubt = self.checked(head.number, head.name, self.unit)
        part = self.outline.now.part
        frame = Frame(
            marker,
            part=HeadingPart.NONE if part == HeadingPart.NONE else HeadingPart.TASKS,
            criterion=number,
            criterion_words=head.words.strip(),
            criterion_doubt=head.doubt or doubt,
        )
        frame, rest = _with_people(frame, head)
        self.open_below(above, frame)
        behind = HeadLine(Marker("line"), rest)
        if re.search(r"\w{2}", rest) and not self.label(behind):
            self.content(PLAIN, rest)
            if self._is_passing(line, head):
                self.outline.frames.pop()  # "- Tiêu chí 17: ra quân …": for this point alone
        return True

    def _may_be_named(self, line: HeadLine) -> bool:
        """Whether the name of a criterion alone heads what follows here."""
        part = self.outline.now.part
        is_open = part is not None or not self.has_parts
        is_marked = line.marker.is_numbered or line.is_large
        return is_open and (self._is_topic(line) or (is_marked and part != HeadingPart.NONE))

    def _head_of(self, line: HeadLine, *, by_name: bool) -> CriterionHeading | None:
        count = line.marker.number if line.marker.style.startswith("number") else 0
        return criterion_head(line.text, self.register, self.unit, by_name=by_name, count=count)

    def _is_passing(self, line: HeadLine, head: CriterionHeading) -> bool:
        """Whether a point with work of its own among others only names its criterion: `- Tiêu chí
        17: ra quân`, `2. Nhà ở (tiêu chí 9): sửa 6 nhà`."""
        below = line.following
        if below is None or style_of(below) != line.marker.style:
            return False
        is_prose = not line.marker.style and bool(_TOPIC.match(line.text))
        is_behind = head.words.endswith(")") and (line.marker.is_numbered or is_prose)
        is_item = line.marker.style in _BULLETS or line.marker.is_numbered
        return is_behind or is_item

    def _is_work_itself(self, line: HeadLine, head: CriterionHeading) -> bool:
        """ "Điều tra hộ nghèo (TC 6): Phòng Kinh tế; trước 15/10" among its like: the words before
        the bracket are the work, behind it stand but who and until when."""
        below = line.following
        styles = {line.marker.style, "" if line.marker.style in _BULLETS else line.marker.style}
        is_among = below is None or style_of(below) in styles
        if not (is_among and head.words.endswith(")")):
            return False
        piece = piece_of(head.rest)
        is_timed = bool(piece.deadline or (piece.leads and self.outline.now.deadline))
        return is_timed and piece.only_adds

    def _is_topic(self, line: HeadLine) -> bool:
        """ "- Về y tế: …", where no criterion holds but that of a point beside it."""
        frames = self.outline.frames
        is_beside = bool(frames) and frames[-1].marker.style == _mark_of(line).style
        is_free = self.outline.now.criterion is None or is_beside
        return is_free and has_topic(line)

    def checked(self, number: int, name: str, unit: int) -> tuple[int, str]:
        """The number, or that of the criterion whose name the heading carries; 0 stays."""
        known = self.register.criteria_set(unit).criteria
        if not known or not number:
            return number, ""
        name = re.sub(r"\(.*", "", name).strip()
        by_name, near = self.register.criterion_named(name, unit) if name else (0, 0)
        if number not in known:
            return number, NO_SUCH.format(number)
        if by_name and by_name != number and near >= SURE_NAME:
            return by_name, f"Văn bản ghi số {number}, nhưng tên là của tiêu chí {by_name}."
        if by_name != number and other_name(name, known[number]):
            return number, f"Văn bản ghi “{name}”, nhưng tiêu chí {number} là {known[number]}."
        return number, ""

    def codes(self, marker: Marker, code: CodeHead) -> bool:
        """ "Chỉ tiêu 13.2 (…): …"."""
        self.outline.close_for(marker)
        return self.open(Frame(marker, codes=code.codes, code_words=code.words), code.rest)

    def code_of_number(self, line: HeadLine) -> bool:
        """ "5.2. Khu thể thao": the number of an indicator, or only of the paragraph."""
        written, now = line.marker.written, self.outline.now
        if line.marker.style != "number2" or written.split(".")[0] != str(now.criterion):
            return False
        known = self.register.criteria_set(self.unit)
        is_code = written in known.codes
        self.outline.close_for(line.marker, of=now.criterion)
        frame = Frame(
            line.marker,
            codes=(written,) if is_code else (),
            code_words=written,
            code_doubt="Có thể chỉ là số thứ tự của mục.",
        )
        return self.open(frame, line.text)

    # --- Parts and others ------------------------------------------------------------------------

    def part(self, line: HeadLine) -> bool:
        if is_title(line.marker, line.text) and not self.outline.frames:
            return True
        is_strong = line.is_head or line.marker.style.startswith("number")
        is_strong = is_strong or is_last_part(line.marker, line.text) or self._opens_all(line)
        head = line.text if line.is_head else line.before_colon
        is_work = is_given(head) and not line.text.isupper()
        is_work = is_work or (line.marker.style.startswith("number") and _is_point(line))
        is_work = is_work or bool(_DUTY.search(head) and begins_with_actor(head))
        if not is_strong or len(head.split()) > MOST_WORDS or is_work or ". " in head:
            return False
        part = part_named(head.strip(" .:"))
        if part is None or (deadline_in(head) and not line.is_head):
            return False
        above = self.outline.now.part
        if part == HeadingPart.NONE and above == HeadingPart.GENERAL and _WORK_OF_MONEY.match(head):
            part = HeadingPart.GENERAL
        self.outline.close_for(line.marker)
        if self.outline.now.part == HeadingPart.NONE and part == HeadingPart.GENERAL:
            part = HeadingPart.NONE
        if part in {HeadingPart.TASKS, HeadingPart.GENERAL}:
            self.working_style = line.marker.style
        return self.open(Frame(line.marker, part=part), line.text[len(head) + 1 :].strip())

    def _opens_all(self, line: HeadLine) -> bool:
        """ "* Các công việc cần làm:" over numbers, where no part is open."""
        below = line.following
        is_over = below is not None and style_of(below).startswith(("number", "roman"))
        return is_over and self.outline.now.part is None and line.text.endswith(":")

    def plain_head(self, line: HeadLine) -> bool:
        """Any other heading; one that names somebody gives what is under it to them."""
        outer = line.marker.style in {"roman", "part", "large"}
        self.outline.close_for(line.marker)
        is_first = outer and not self.outline.frames and self.has_parts
        # "3. Tuyên truyền" behind "2. Nhiệm vụ"
        is_beside = self.outline.now.part is None and line.marker.style == self.working_style
        frame = Frame(line.marker, part=HeadingPart.GENERAL if is_first or is_beside else None)
        head = _BEFORE_ACTOR.sub("", line.text.strip(" :.")).split(":")[0]
        head = _DUTY.sub("", head)  # "4. Trạm Y tế xã có trách nhiệm:"
        is_actor = begins_with_actor(head) and len(re.split(r"\s[-–]\s|, ", head)[0].split()) <= 14
        if line.is_large and (known := self.led_by_known(frame, line)).leads:
            frame = known
        elif VILLAGES.fullmatch(head) or (is_actor and not leads_in(f"{head} x")):
            frame = replace(frame, leads=(head,), lead_words=line.text)
        elif is_actor:
            frame = replace(frame, leads=tuple(split_names(head)), lead_words=line.text)
        if bracket := re.search(r"\(([^()]*)\)[\s.:]*$|^\(([^()]*)\)\s*:", line.text):
            # "Chặng 1 (từ 01/4 đến 15/4)", "Về môi trường (phụ trách: đ/c Mai)"
            inside = bracket[1] or bracket[2]
            frame = replace(frame, deadline=deadline_in(inside) if outer else None)
            if not frame.leads and (names := named_in(inside)):
                frame = replace(frame, leads=names, lead_words=inside)
        behind = _IN_CHARGE.sub("", line.text.partition(":")[2].strip(" ."))
        if not frame.leads and behind and is_only_a_name(behind):
            frame = replace(frame, leads=tuple(split_names(behind)), lead_words=line.text)
        if frame.leads and self.outline.now.part is None:
            frame = replace(frame, part=HeadingPart.TASKS)
        number, words, doubt = self.points.named_inside(line.text, self.unit)
        if frame.leads and (charged := self._charged(line.text)):
            number, doubt = self.checked(charged, "", self.unit)
            words = line.text
        if number and doubt != SEVERAL_CRITERIA:
            frame = replace(frame, criterion=number, criterion_words=words, criterion_doubt=doubt)
        return self.open(frame)

    def _charged(self, text: str) -> int:
        return criterion_in_charge(text) or named_in_charge(text, self.register, self.unit)

    def phase(self, line: HeadLine) -> bool:
        """ "Giai đoạn 1 (từ 01/3 đến 30/4): Rà soát": its time is that of all under it."""
        found = _PHASE.match(line.text) if line.marker.style == "part" else None
        stated = deadline_in(f"{found[1]}.") if found else None
        if stated is None:
            return False
        self.outline.close_for(line.marker)
        part = self.outline.now.part or HeadingPart.TASKS
        return self.open(Frame(line.marker, part=part, deadline=stated))

    def timed_group(self, line: HeadLine) -> bool:
        """ "1. Các nhiệm vụ hoàn thành trước 30/4/2025": the time of all that stands under it."""
        bare = line.text.rstrip(" .:;")
        below = line.following
        if below is None or below.cells or label_of(line.text)[0]:
            return False
        often = _OFTEN.fullmatch(bare) or _WORK_OF.fullmatch(bare)
        is_bare = bool(_PERIOD.fullmatch(bare) or often) and style_of(below) in {"-", "+", "*", "•"}
        is_deeper = line.marker.is_numbered and style_of(below) not in {"", line.marker.style}
        if not (line.text.endswith(":") or is_deeper or line.is_large or is_bare):
            return False
        stated = stated_in(often["words"]) if often else deadline_in(f"{bare}.")
        if stated and _ANY_YEAR.fullmatch(stated.words):
            return False  # "I. NHỮNG VIỆC PHẢI LÀM TRONG NĂM"
        if often is None and (
            stated is None
            or not _GROUP.match(f"{bare[: stated.start]} {bare[stated.end :]}".strip())
        ):
            return False
        if not line.marker.style and not (line.is_large or is_bare):
            self.outline.set_last(deadline=stated)
            return bool(self.outline.frames)
        self.outline.close_for(line.marker)
        part = self.outline.now.part or HeadingPart.TASKS
        return self.open(Frame(line.marker, part=part, deadline=stated))

    def other_head(self, line: HeadLine) -> bool:
        """A heading by its mark, or by the points of a lower kind under it."""
        below = line.following
        if code := code_head(line.text, criterion=self.outline.now.criterion):
            kind = label_below(line)
            is_named = not begins_with_verb(code.rest) or is_over_work(line)
            is_bare = kind in {"none", "work"} or (kind != "" and ":" not in line.text and is_named)
            return self.codes(line.marker, replace(code, rest="") if is_bare else code)
        if self.code_of_number(line):
            return True
        if not line.marker.style and not self.outline.frames:
            return True  # the name of the paper, and of who issues it
        is_name = line.marker.is_numbered and is_only_a_name(_BEFORE_ACTOR.sub("", line.text))
        style = "" if below is None or below.cells else style_of(below)
        # "3. Đề nghị Hội Nông dân xã"
        is_over_bullets = style in _BULLETS | {"small", "round"} or is_whole_sentence(below)
        is_over_bullets = is_name and is_over_bullets
        is_work = bool(listed_works(line.text, line.marker))
        is_point = line.marker.style in _BULLETS or not line.text.isupper()
        is_work = is_work or (is_item(line.text) and is_point)
        if len(line.text.split()) > 30 or (is_work and not is_over_bullets):
            return False
        if label_below(line) in {"time", "lead", "partner"} and not (line.is_head or is_name):
            return False  # the time and the people of this work stand under it
        has_points = (
            line.marker.style.startswith("number")
            and style != line.marker.style
            and style in {"-", "+", "*", "small", "•", "round", *_deeper(line.marker.style)}
        )
        # "Tồn tại 1: …" over "Biện pháp: …"
        has_points = has_points or (
            line.marker.is_numbered and label_below(line) in {"none", "work"}
        )
        is_over = line.marker.is_numbered and not line.text.endswith((".", ";", ",", ":"))
        has_points = has_points or (is_over and is_whole_sentence(below))
        return (line.is_head or has_points or is_name) and self.plain_head(line)


def _with_people(frame: Frame, head: CriterionHeading) -> tuple[Frame, str]:
    """The heading with whoever it names and until when, and what goes on behind it."""
    stated, rest = timed_head(head)
    bracket = re.match(r"^\(([^()]*)\)\s*[:.]?\s*", rest)
    if bracket and (names := named_in(bracket[1])):
        frame = replace(frame, leads=names, lead_words=bracket[1])
        rest = rest[bracket.end() :]
    spans = [] if is_given(head.words) else last_named(head.words)
    if spans and spans[0].words != head.name:
        more = f" ({frame.lead_words})" if frame.leads else ""  # "Tổ 1 (ông Hậu, tổ trưởng)"
        frame = replace(frame, leads=(spans[0].words + more,), lead_words=head.words + more)
    if not frame.leads and (words := only_name(_SHORT_LABEL.sub("", rest))):
        frame = replace(frame, leads=tuple(split_names(words)), lead_words=rest)
        rest = ""
    return replace(frame, deadline=stated), rest


def _mark_of(line: HeadLine) -> Marker:
    """The mark of a line; "Về môi trường: …" without one is the heading of a topic."""
    is_topic = not line.marker.style and has_topic(line)
    return Marker(TOPIC) if is_topic else line.marker


def has_topic(line: HeadLine) -> bool:
    """ "Về môi trường: …"."""
    return ":" in line.text and bool(_TOPIC.match(line.text))


def _with_colon(line: HeadLine) -> HeadLine:
    """ "1. Về giao thông. Huy động …", "1. Về giao thông, UBND xã …" as "Về giao thông: …"."""
    is_plain = not line.marker.style and not line.is_large
    is_read = is_plain or line.marker.is_numbered
    text = _TOPIC_AND_STOP.sub(r"\1: ", line.text) if is_read else line.text
    return replace(line, text=text if is_plain else _TOPIC_AND_WHO.sub(r"\1: ", text))


def _is_point(line: HeadLine) -> bool:
    """Whether a numbered line is work: "Đánh giá hài lòng của người dân (MTTQ xã).", "Rà soát nội
    dung hương ước."."""
    bracket = re.search(r"\(([^()]*)\)[\s.;]*$", line.text)
    is_beside = line.following is not None and style_of(line.following) == line.marker.style
    is_act = ":" not in line.text and is_beside and begins_with_verb(line.text)
    return bool(bracket and only_name(bracket[1])) or is_act or is_sentence_of_work(line.text)


def _deeper(style: str) -> set[str]:
    """The mark of the points under "1.": "1.1."."""
    return {f"number{int(style[-1]) + 1}"} if style.startswith("number") else set()
