"""The work that one point of a plan gives: its sentences made proposals."""

import re
from dataclasses import dataclass, replace

from ntm_project.common.deadlines import parse_deadline
from ntm_project.common.text import spoken

from .assignments import directed
from .gathered import DIRECTED, set_deadline
from .headings import HeadingPart, criterion_in_charge
from .labels import label_of
from .names import Span, begins_with_verb, names_of
from .outline import Frame
from .people import ordered_in
from .pieces import ReadSentence, as_text, charges_place, piece_of, without
from .proposals import Proposal
from .purposes import FINISHES, MAKES_IT
from .row_works import RowWorks, from_heading
from .sentences import (
    is_aim,
    is_charge,
    is_condition,
    is_given,
    is_level,
    is_no_work,
    is_principle,
    is_report,
    sentences,
)
from .shared_work import FROM_BEFORE, FROM_BEHIND, merged_work, share_criterion, shares_time
from .time_words import StatedTime
from .timed_works import WHOLE_YEAR
from .times import last_day, only_begins
from .unit_words import starts_with_unit
from .who import PERSON, VERB

_I = re.IGNORECASE
_SAYS_WHEN = re.compile(
    r"(?:dự kiến )?(?:thực hiện|triển khai|hoàn thành|xong|thời gian|trước|chậm nhất)", _I
)
# "thôn Đông xong trong tháng 5, các thôn còn lại trong tháng 8": all of the work before it.
_OF_THE_REST = re.compile(r"xong[^.;]*,[^.;,]* còn lại ", _I)
# "Việc này giao …", "Công trình phải thi công xong …, do đồng chí … chỉ đạo."
_OF_IT = re.compile(
    r"(?:việc|công việc|nội dung|nhiệm vụ|phần việc|công trình|hạng mục|tuyến|đoạn|hồ sơ) (?:này"
    r"|trên|đó"
    r"|nêu trên|phải|vận động|thi công)(?!\w)|thời hạn (?:nộp|gửi|trình)"
    r"|(?:thời gian|tiến độ) (?!tới|[^.:]{12,}:)",
    _I,
)
# "Xong 15/8 để kịp năm học.", "Trồng xong trong tháng 7."
_XONG = re.compile(r"(?:\w+ )?xong (?=\w)(?!việc)", _I)
# "Hoàn thành hồ sơ …", "Báo cáo gửi …": what was made by the work before it.
_OF_THING = re.compile(
    r"(?:hoàn thành|hoàn thiện|hoàn tất) (?:\d[\d.,]* )?(?P<made>\w+ \w+)"
    r"|(?P<thing>\w+ \w+) (?:phải |được )*(?:gửi|nộp|trình|hoàn thành|xong)(?!\w)",
    _I,
)
# "Khởi công trước 30/4, hoàn thành cả 14 nhà trước 30/9."
_STEP = re.compile(r"(?:khởi công|bàn giao|nghiệm thu)(?!\w)", _I)
_ANY_WORK = re.compile(r"(?:cong viec|cong trinh|hang muc|tien do|thoi (?:gian|han))(?!\w)")
_GOES_ON = re.compile(r"đồng thời|phối hợp|ngoài ra|tham mưu", _I)


@dataclass(frozen=True)
class WorkPoint:
    """A paragraph of work, and what holds where it stands."""

    text: str
    frame: Frame
    part: HeadingPart
    section: str
    first: int  # the first proposal under its heading
    mark: str = ""  # its own number or letter
    is_supplied: bool = False  # who does it, or until when, stands under it


_BY_A_DAY = re.compile(r"(?:trước|đến) (?:ngày )?\d{1,2}/\d", _I)


# "Tháng 3/2026" over "…, xong trong tháng"
_THAT_PERIOD = re.compile(
    r"(?:(?:làm )?xong |hoàn thành )?(?:trong|(?:đến )?hết|cuối) (?:tháng|quý)(?: này)?", _I
)


def _is_of_heading(words: str) -> bool:
    """Whether the words are no end of their own under a heading that has one."""
    return bool(_THAT_PERIOD.fullmatch(words)) or only_begins(words)


def _is_free(one: Proposal) -> bool:
    return not one.deadline_words or "deadline_words" in one.inherited


def _ends_it(piece: ReadSentence, one: Proposal) -> bool:
    """Whether the sentence ends work whose own time no word makes its end: "Rà soát hộ nghèo cuối
    năm. Hoàn thành chậm nhất 15/10.", "… cuối năm, trước ngày 15/10."."""
    words = piece.deadline.words if piece.deadline else ""
    ends = bool(FINISHES.search(words) or _BY_A_DAY.match(words))
    return ends and not MAKES_IT.search(one.deadline_words)


def _is_unled(one: Proposal) -> bool:
    return not one.leads or "leads" in one.inherited


def _names_after_place(piece: ReadSentence, one: Proposal) -> bool:
    """ "Bản Nà Tăm: làm hàng rào. Chịu trách nhiệm: trưởng bản": the village is where, not who."""
    return (
        (piece.only_adds or label_of(piece.text)[0] == "lead")
        and len(one.leads) == 1
        and starts_with_unit(one.leads[0].words)
    )


def _led_by(piece: ReadSentence, mine: list[Proposal]) -> list[Proposal]:
    """Which works of the point whoever a sentence names leads: the last; behind a label, "Chịu
    trách nhiệm: bà Nhung", all that nobody leads too, and before "phụ trách" these alone."""
    last, unled = mine[-1], [one for one in mine if _is_unled(one)]
    if not piece.leads:
        return []
    if piece.text.rstrip(" .;").endswith(" phụ trách"):
        return unled
    if label_of(piece.text)[0] == "lead":
        return [one for one in mine if one is last or one in unled]
    return [last] if last in unled or _names_after_place(piece, last) else []


class Points(RowWorks):
    """Gathers the proposals of a plan from its points and rows."""

    # --- Points ----------------------------------------------------------------------------------

    def read(self, point: WorkPoint) -> None:
        apart = [_bare(one) for one in sentences(point.text) if not charges_place(one)]
        pieces = map(self._piece, apart)
        merged = merged_work([p for p in pieces if not _is_empty(p)], self._piece)
        _share_first_time(merged)
        reached = _reached(merged, point)
        waiting: list[Span] = []
        headed: list[Span] = []  # "Trường Tiểu học: …" is for every sentence behind it
        for at, piece in enumerate(merged):
            if not piece.leads and (waiting or headed) and not ordered_in(piece.text):
                piece.leads = waiting or headed
            if at + 1 < len(merged) and shares_time(piece, merged[at + 1]):
                shared = merged[at + 1].deadline
                doubt = FROM_BEHIND if piece.text.endswith(";") else ""
                shared = shared and replace(shared, start=0, end=0, doubt=shared.doubt or doubt)
                piece.deadline = piece.deadline or shared
                merged[at + 1].leads = merged[at + 1].leads or _behind(piece.leads)
            is_of_it = piece.only_adds or bool(_OF_IT.match(piece.text))
            is_of_it = is_of_it or (is_condition(piece.text) and not piece.leads)
            if self.found[self.begun :] and (is_of_it or self._speaks_of_it(piece)):
                self._add(piece, point)
            elif piece.only_adds and piece.leads and at + 1 < len(merged):
                waiting = _behind(piece.leads)
            elif piece.only_adds and self._is_for_all(point, piece):
                self._add(piece, point)
            elif is_charge(piece.left) and not piece.deadline:
                waiting = _behind(piece.leads) or waiting
                point = self._charged(point, piece.text)
            elif piece is reached or piece.only_adds or not _is_no_work(piece):
                self._begin(at)
                self._propose(piece, point)
                if (
                    at == 0
                    and piece.leads
                    and re.match(r"\s*[:)]", piece.text[piece.leads[0].end :])
                ):
                    headed = _behind(piece.leads) if piece.leads[0].start == 0 else []

        self._time_from_behind()

    def _piece(self, text: str) -> ReadSentence:
        """The sentence as read; one that begins with a name of the register, without a title, and
        then with the work is led by it: "Cà Văn Hưng phối hợp Đoàn Thanh niên làm sân"."""
        piece = piece_of(text)
        names = (one.name for one in self.register.people)
        name = next((one for one in names if piece.text.startswith(f"{one} ")), "")
        if name and not piece.leads and begins_with_verb(piece.text[len(name) :]):
            piece.leads = [Span(name, 0, len(name))]
            piece.left = without(piece.text, [*piece.leads, *piece.partners], piece.deadline)
        return piece

    def _charged(self, point: WorkPoint, words: str) -> WorkPoint:
        """The point, where its first words put somebody in charge of one criterion: "Bà Bình: phụ
        trách tiêu chí số 6; sửa nhà văn hóa …"."""
        known = self.register.criteria_set(point.frame.unit or self.register.commune.key).criteria
        number = criterion_in_charge(words)
        if point.frame.criterion is not None or number not in known:
            return point
        return replace(point, frame=replace(point.frame, criterion=number, criterion_words=words))

    def _time_from_behind(self) -> None:
        """Work that a later sentence of the point gives to somebody is done by the one time that
        stands behind it: "Làm 420 m đường. Giao ông A hướng dẫn; làng làm xong trong tháng 4."."""
        mine = self.found[self.begun :]
        is_open = bool(mine) and bool(
            re.fullmatch(f"({WHOLE_YEAR.pattern})?", mine[0].deadline_words, _I)
        )
        if not is_open or mine[0].doubts.get("leads") != FROM_BEHIND:
            return
        times = [one for one in mine[1:] if one.deadline_words]
        times = [one for one in times if last_day(one.deadline_words, 2000)] or times
        if len(times) == 1:
            words = times[0].words["deadline_words"]
            set_deadline(mine[0], StatedTime(times[0].deadline_words, 0, 0, FROM_BEHIND), words)

    def _speaks_of_it(self, piece: ReadSentence) -> bool:
        """Whether the sentence gives a time to the work before it: "Hồ sơ gửi … trong tháng 6.",
        "Kinh phí xã hội hóa, thực hiện trong quý III."."""
        last = self.found[-1]
        has_own = bool(last.deadline_words) and "deadline_words" not in last.inherited
        if not piece.deadline or has_own:
            return False
        is_of_rest = bool(_OF_THE_REST.search(piece.text) or _XONG.match(piece.text))
        if thing := _OF_THING.match(piece.text):
            is_of_rest |= (thing["made"] or thing["thing"]).lower() in last.source.lower()
        is_of_rest |= bool(_STEP.match(piece.text)) and not piece.leads
        if is_of_rest or is_aim(piece.left) or label_of(piece.text)[0] == "time":
            return True
        if is_no_work(piece.text):
            return bool(_SAYS_WHEN.match(piece.deadline.words))
        rest = piece.text[piece.deadline.end if piece.deadline.start == 0 else 0 :]
        if piece.leads or begins_with_verb(rest) or is_given(piece.text):
            return False
        is_own = ":" in piece.text or last_day(piece.deadline.words, 2000) is None
        return not is_own and _is_about(piece, last.text)

    def _is_for_all(self, point: WorkPoint, piece: ReadSentence) -> bool:
        """A point that gives but a time, or the lead of a criterion, is for all before it."""
        is_common = bool(piece.deadline or directed(piece.text))
        is_common = is_common or point.frame.criterion is not None
        return is_common and bool(self.found[point.first :])

    def _add(self, piece: ReadSentence, point: WorkPoint) -> None:
        """A sentence that gives time or people to the work before it in the same point; a point of
        its own gives them to all under its heading that have none."""
        mine = self.found[self.begun :]
        if mine:
            last = mine[-1]
            led = _led_by(piece, mine)
            for one in led:
                self._set_leads(one, piece.leads, piece.text)
            if not led and directed(piece.text):
                last.leads += self._named(piece.leads, last)
                last.doubts["leads"] = DIRECTED
            if last.criterion is None:
                self._place_inside(last, last.indicator, piece.text)
            if piece.partners:
                last.partners += self._named(piece.partners, last)
                last.words.setdefault("partners", piece.text)
            for one in mine if piece.deadline else []:
                if _is_free(one) or (one is last and piece.only_adds and _ends_it(piece, one)):
                    set_deadline(one, piece.deadline, piece.text)
            last.source = f"{last.source} {piece.text}"
            return
        if piece.deadline:
            self.give_deadline(piece.deadline, piece.text, point.first)
        if piece.leads:
            self.give_leads(names_of(piece.leads), piece.text, point.first)

    def _begin(self, at: int) -> None:
        """A paragraph that begins with work gives nothing to what stands before it."""
        if at == 0:
            self.new_point()

    def _propose(self, piece: ReadSentence, point: WorkPoint) -> None:
        before = self.found[self.begun :]
        frame = point.frame
        for code in frame.codes or ("",):
            made = Proposal(as_text(piece), piece.text, point.section, point.mark)
            self._place(made, frame, code, piece.text)
            if before:
                share_criterion(made, before[-1], piece, point.text)
            if piece.leads:
                self._set_leads(made, piece.leads, piece.text)
            elif before and before[-1].leads and _goes_on(piece.text):
                made.leads = list(before[-1].leads)
                made.words["leads"] = before[-1].words.get("leads", "")
                made.doubts["leads"] = FROM_BEFORE
            elif not _is_person(frame) and (ordered := ordered_in(piece.text)):
                self._set_leads(made, ordered, piece.text)
                made.doubts["leads"] = "Đơn vị được chỉ đạo, đôn đốc; chưa chắc là chủ trì."
            elif frame.leads:
                made.leads = [self._name(words, made) for words in frame.leads]
                made.words["leads"] = frame.lead_words
                made.inherited.add("leads")
            made.partners = self._named(piece.partners, made)
            if "leads" in made.inherited and not made.partners and frame.partners:
                made.partners = [self._name(words, made) for words in frame.partners]
                made.words["partners"] = frame.lead_words
            if piece.deadline and not (frame.deadline and _is_of_heading(piece.deadline.words)):
                set_deadline(made, piece.deadline, piece.text)
            else:
                from_heading(made, frame)
            made.is_likely = _is_likely(piece, point)
            self.found.append(made)
            self._doubt_unknown(made, piece.text, is_own=bool(point.mark))
            self._place_by_lead(made, frame, is_own=bool(point.mark))
            self._place_apart(made, frame)
            if _begins_by_name(piece) and _is_behind(before):
                before[-1].leads = list(made.leads)
                before[-1].words["leads"] = piece.text
                before[-1].doubts["leads"] = FROM_BEHIND
                before[-1].partners = before[-1].partners or list(made.partners)


def _share_first_time(pieces: list[ReadSentence]) -> None:
    """The time before a colon with which a point begins is that of each of its works."""
    time = pieces[0].deadline if pieces else None
    if time and time.start == 0 and re.match(r"\s*:", pieces[0].text[time.end :]):
        for piece in pieces[1:]:
            piece.deadline = piece.deadline or replace(time, start=0, end=0)


def _is_no_work(piece: ReadSentence) -> bool:
    return is_no_work(piece.text, is_timed=bool(piece.deadline))


def _reached(pieces: list[ReadSentence], point: WorkPoint) -> ReadSentence | None:
    """The level that is the work of a point without other work, with who or when behind or under
    it: "Tham gia BHYT đạt 93%"."""
    is_supplied = point.is_supplied or any(one.leads or one.deadline for one in pieces[1:])
    is_alone = is_supplied and all(piece.only_adds or _is_no_work(piece) for piece in pieces)
    return next((piece for piece in pieces if is_alone and is_level(piece.text)), None)


def _is_about(piece: ReadSentence, work: str) -> bool:
    """Whether the thing of which a sentence states the time is one of the work before it: "Việc cấp
    mã …", "Đợt khám …", and not "Việc quyết toán các công trình …"."""
    thing = spoken(piece.text[: piece.deadline.start] if piece.deadline else piece.text)
    bare = re.sub(r"^việc ", "", piece.text, flags=_I)
    verb = VERB.match(bare) if bare != piece.text else None
    words, known = thing.removeprefix("viec ").split(), set(spoken(work).split())
    if verb and not known.issuperset(
        spoken(verb[0]).split()
    ):  # what is done to the thing may be other work
        words = words[len(verb[0].split()) :]
    return bool(_ANY_WORK.match(thing)) or not known.isdisjoint(words)


def _is_person(frame: Frame) -> bool:
    """Whether it stands under the heading of an official, who then gives the orders."""
    return len(frame.leads) == 1 and bool(PERSON.match(frame.leads[0]))


def _is_behind(before: list[Proposal]) -> bool:
    """Whether the sentence before, ended by a full stop, names nobody."""
    return bool(before) and not before[-1].leads and before[-1].source.endswith(".")


def _begins_by_name(piece: ReadSentence) -> bool:
    """Whether it begins with whoever does it, no village, whose work is its own."""
    is_first = bool(piece.leads) and piece.leads[0].start == 0
    return is_first and not starts_with_unit(piece.leads[0].words)


def _goes_on(text: str) -> bool:
    """Whether the text speaks of the same people as the one before: by the word, or as the
    rest of a sentence cut at a semicolon."""
    return text[0].islower() or bool(_GOES_ON.match(text))


def _behind(spans: list[Span]) -> list[Span]:
    """Who was named, for a later sentence, in which the name does not stand."""
    return [Span(span.words, 0, 0) for span in spans]


def _bare(sentence: str) -> str:
    """Without the label of work: "Biện pháp: dặm vá mặt đường"."""
    kind, rest = label_of(sentence)
    return rest if kind == "work" and rest else sentence


def _is_empty(piece: ReadSentence) -> bool:
    return not re.search(r"\w{2}|\d\.\d", piece.text)  # "(3.2)" names an indicator


def _is_likely(piece: ReadSentence, point: WorkPoint) -> bool:
    bare = piece.left or piece.text
    has_day = piece.deadline is not None and bool(
        parse_deadline(piece.deadline.words, year=2000).ends_on
    )
    if piece.deadline and not has_day and is_report(as_text(piece)):
        return False  # how the plan is followed, month by month, and no piece of its work
    if is_given(piece.text) or has_day:
        return True
    if point.part == HeadingPart.TASKS:
        return not (is_principle(bare) and len(bare.split()) < 10) or bool(
            piece.leads or piece.deadline
        )
    if not (piece.leads or piece.deadline or begins_with_verb(bare)):
        return False
    return not is_principle(piece.text) and not is_principle(bare)
