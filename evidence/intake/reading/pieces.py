"""A sentence of a plan, who does it, with whom and until when, and what is left of it."""

import re
from dataclasses import dataclass

from django.utils.text import capfirst

from ntm_project.common.deadlines import without_rhythms, without_times

from .last_named import last_named, only_name
from .names import (
    Span,
    begins_with_actor,
    begins_with_verb,
    is_only_a_name,
    names_of,
    split_names,
)
from .passing import without_last, without_passing
from .people import leads_in, partners_in
from .time_words import StatedTime
from .times import behind_label, deadline_in
from .unit_words import starts_with_unit

_I = re.IGNORECASE
# What is left of a sentence that only gives time and people.
_EMPTY_WORK = re.compile(
    r"^(?:(?:và|khởi công|vận động|đảm nhiệm|để|thì|là|các|nội dung|việc|này|nêu|trên|thực hiện"
    r"|nòng cốt|điều hành|giám sát|trình (?:cấp trên )?(?:phê )?duyệt"
    r"|triển khai|hoàn thành"
    r"|hoàn thiện|tham mưu|báo cáo|kết quả|theo dõi|phụ trách|chịu trách nhiệm|có trách nhiệm"
    r"|chủ đầu tư|chào mừng"
    r"|chủ trì|chính|trực tiếp|chỉ đạo|lo|tự|làm|phối hợp|cùng|thường xuyên|(?:trong|suốt) năm|phải"
    r"|từ nay|xong|(?:nhân |vào )?dịp (?:lễ|tết|kỷ niệm)[^,;.]*"
    r"|đôn đốc|tổ chức|đảm nhận|dự kiến|thời gian|thời hạn|đúng tiến độ|theo quy định"
    r"|khẩn trương|đồng loạt|kéo dài|giải quyết|khắc phục|vào|trong|trước|ngay|tiến độ|hướng dẫn"
    r"|hỗ trợ|khối lượng [\d., ]+\w+|giúp|giúp đỡ|ra mắt|khánh thành|nghiệm thu|bàn giao)"
    r"(?:[\s,.;:]+|$))*$",
    _I,
)
_OF_CRITERION = re.compile(r"\((?:thuộc )?(?:tiêu chí|chỉ tiêu|TC|CT)\s[^()]*\)", _I)
_DIRECTS = re.compile(
    r"\s(?:trực tiếp )?(?:chỉ đạo|phụ trách|theo dõi|đôn đốc|giám sát)(?: chung)?$", _I
)
# "…, xong trước 19/5 để chào mừng ngày sinh nhật Bác": why so soon.
_PURPOSE = re.compile(
    r"[\s,]*(?<!\w)(?:(?:để|nhằm) (?:kịp|chào|phục vụ|đón|lập|đảm bảo|bảo đảm)|chào mừng"
    r"|lập thành tích)\s.*|\((?:trước|sau|trong|vào|kịp) [^()\d]*\)",
    _I,
)
# With which what stands behind the work begins: "– Công an xã", "=> Trạm Y tế".
_SIGN = re.compile(r"\s*(?:[-–—:([]|[-=]>|→)")
_EACH = re.compile(r"(?:mỗi|từng) ", _I)  # of those before the colon
CUT = " ,.;:–-"
_DOES = re.compile(
    r"\s(?:(?:có|chịu) trách nhiệm"
    r"|(?:tham mưu |trực tiếp |chủ trì )?(?:thực hiện|triển khai|tham mưu))$",
    _I,
)
_LAST_SIGN = re.compile(r"\s*[;,.(][^;,.(]*$")


@dataclass
class ReadSentence:
    """A sentence with what was read in it."""

    text: str
    leads: list[Span]
    partners: list[Span]
    deadline: StatedTime | None
    left: str = ""

    @property
    def only_adds(self) -> bool:
        """Whether it only gives time and people to the text before it."""
        bare = without_passing(self.left)
        has_more = bool(self.leads or self.partners or self.deadline) or bare != self.left
        bare = _PURPOSE.sub("", _OF_CRITERION.sub("", bare))
        left = without_times(_without_directors(bare)).strip(CUT + "()")
        return has_more and bool(_EMPTY_WORK.match(left))


def piece_of(text: str) -> ReadSentence:
    """The sentence with who is to do it, with whom and until when."""
    deadline = deadline_in(text) or behind_label(text)
    others = partners_in(text)
    leads = leads_in(text)
    leads = _behind_place(text, leads) or leads
    if not leads and others:  # "…: Trạm Y tế xã phối hợp Hội Phụ nữ"
        leads = last_named(text[: min(span.start for span in others)].rstrip(" ,;("))
    leads = leads or last_named(text)
    if not leads and (words := only_name(text)):
        at = text.index(words)
        leads = [Span(words, at, at + len(words))]
    partners = [
        p
        for p in others
        if not any(
            p.start < one.end and one.start < p.end and p.words == one.words for one in leads
        )
    ]
    piece = ReadSentence(text, leads, partners, deadline)
    piece.left = without(text, [*leads, *partners], deadline)
    if deadline is None and leads and (often := deadline_in(piece.left)) and often.words in text:
        start = text.index(often.words)
        piece.deadline = StatedTime(often.words, start, start + len(often.words), often.doubt)
    return piece


def _without_directors(text: str) -> str:
    """The text without clauses that only name who directs: ", đồng chí Thọ trực tiếp chỉ đạo;"."""
    clauses = re.split(r"[,;]\s*", text)
    return ", ".join(one for one in clauses if not _is_directors(one.strip(CUT)))


def _is_directors(clause: str) -> bool:
    found = _DIRECTS.search(clause)
    return (
        found is not None and begins_with_actor(clause) and is_only_a_name(clause[: found.start()])
    )


def _behind_place(text: str, leads: list[Span]) -> list[Span]:
    """ "Ấp Đông: xây cầu - Ban nhân dân ấp": the village is where, and who stands behind leads."""
    at = leads[0].end if leads and leads[0].start == 0 else 0
    if not (leads and text[at:].startswith(":")):
        return []
    rest = text[at + 1 :].lstrip()
    at = len(text) - len(rest) - 1
    behind = leads_in(rest) or last_named(rest)
    is_first = bool(behind) and behind[0].start == 0
    if not (is_first or starts_with_unit(leads[0].words)) or _EACH.match(rest):
        return []
    return [Span(one.words, at + 1 + one.start, at + 1 + one.end) for one in behind]


def charges_place(text: str) -> bool:
    """ "Ấp Vĩnh Lợi: đ/c Út (PCT)": who is in charge of a village, and no work."""
    head, _, rest = text.strip(CUT).partition(":")
    return starts_with_unit(head) and is_only_a_name(rest.strip())


def given_below(text: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Who leads and who supports all that stands below a line that ends with a colon and gives
    nothing itself; None for another line."""
    head = text.rstrip(" :")
    who = re.split(r"[:;] ", head)[-1]  # "Giao ông A chỉ đạo; ông B thực hiện:"
    if not text.endswith(":") or len(who.split()) > 25:
        return None
    if begins_with_actor(who) and len(who.split()) <= 14 and "phối hợp" not in who:
        return tuple(split_names(_DOES.sub("", who))), ()
    piece = piece_of(who)
    if not (piece.leads and piece.only_adds):
        return None
    return names_of(piece.leads), names_of(piece.partners)


def gives_work(words: str) -> bool:
    """Whether behind the name stands what is to be done, not only that somebody leads it."""
    piece = piece_of(words)
    is_first = bool(piece.leads) and piece.leads[0].start == 0 and not piece.only_adds
    work = re.split(r"[;,.]", piece.left)[0]
    return is_first and begins_with_verb(work) and len(work.split()) > 3


def _cut(text: str, cuts: list[tuple[int, int]]) -> str:
    """The text without those parts, which may overlap."""
    kept, at = [], 0
    for start, end in sorted(cuts):
        kept.append(text[at : max(at, start)])
        at = max(at, end)
    return " ".join([*kept, text[at:]])


def without(text: str, spans: list[Span], deadline: StatedTime | None) -> str:
    """The sentence without the words that give it to somebody and until when."""
    cuts = [(s.start, s.end) for s in spans]
    if deadline:
        cuts.append((deadline.start, deadline.end))
    left = _cut(text, cuts)
    left = re.sub(r"\(\s*[,;:]*\s*\)", " ", left)
    left = re.sub(r"\s*([,;:])(?:\s*[,;:.])+", r"\1", left)
    return " ".join(left.split())


def _without_rest(left: str) -> str:
    """The work without what its time leaves at its end: "…; trong năm", "…, thực hiện"."""
    bare = without_passing(left).rstrip(CUT)
    sign = _LAST_SIGN.search(bare)
    if sign and bare != left and _is_time(sign[0]):
        left = bare  # "…; trong năm (tiêu chí 19)"
    while sign := _LAST_SIGN.search(left):
        if not _is_time(sign[0]):
            break
        left = left[: sign.start()]
    return left


def _is_time(clause: str) -> bool:
    return bool(_EMPTY_WORK.match(without_rhythms(without_times(clause)).strip(CUT + "()")))


def as_text(piece: ReadSentence) -> str:
    """What is to be done, without who and until when where that leaves a whole sentence."""
    text = piece.text
    cuts = [
        (s.start, s.end)
        for s in piece.leads
        if s.start == 0
        or _SIGN.match(text, s.start)
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
    left = " ".join(_cut(text, cuts).split())
    left = re.sub(r"\(\s*(?:giao|[,;:.\s])*\s*\)", " ", left, flags=_I)
    left = re.sub(r"([,;:(])(?:\s*[,;:.])+", r"\1", left)
    left = re.sub(r"(?<=\() | (?=[,;:.)])", "", left)
    left = " ".join(left.split()).strip(CUT)
    left = re.sub(r"^(?:trên cơ sở|từ|sau|tiếp) đó,?\s+", "", left, flags=_I)
    left = re.sub(r"^(?:chủ trì|có trách nhiệm|chịu trách nhiệm)\s*,?\s*", "", left, flags=_I)
    left = without_last(_without_rest(left) if piece.deadline else left)
    if (
        len(left.split()) < (2 if begins_with_verb(left) else 3)
        or _EMPTY_WORK.match(left)
        or re.match(r"(?:để|thì|là|và)\s", left, _I)
    ):
        left = text.strip(CUT)
    return capfirst(left)
