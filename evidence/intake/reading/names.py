"""A name in a text: where it ends, and the names of a list."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ntm_project.common.text import uncapitalised
from villages.nouns import COMMUNE

from .who import ACTOR, IN_NAMES, LARGE, PERSON, TITLE, VERB

_I = re.IGNORECASE

_WORD = re.compile(r"\S+")
MOST_WORDS = 26


@dataclass(frozen=True)
class Span:
    """Who is named, and where: `start` is where the words that give the work begin."""

    words: str
    start: int
    end: int


_LARGE_WORDS = re.compile(rf"(?:[{LARGE}][\wÀ-ỹ]* ){{1,4}}")
_INITIAL = re.compile(r"[abcôđp]\.", _I)  # "a. Tâm", "ô. Sáu Lành", "P. NN&MT"


# "LĐ - TB và XH", "Giáo dục và Đào tạo", "Văn hóa, Thể thao và Du lịch": one office. No office is
# named by such a field alone.
_FIELD = (
    r"(?:XH|MT|PTNT|ĐT|[Xx]ã hội|[Mm]ôi trường|[Pp]hát triển (?:nông thôn|quỹ đất)|[Hh]ạ tầng"
    r"|[Đđ]ào tạo|[Tt]hông tin|[Tt]hể thao|[Dd]u lịch|[Kk]hoa học|[Cc]ông nghệ|[Kk]ế hoạch"
    r"|[Đđ]ô thị|[Tt]ruyền thông|[Tt]ôn giáo|[Tt]rả kết quả)(?!\w)"
)
# "Phòng Văn hóa, Khoa học và Thông tin"
_NEXT_FIELD = re.compile(rf" (?=[A-ZĐ]){_FIELD}")


def actor_at(text: str, at: int) -> int:
    """Where the name that begins at `at` ends; `at` where none begins there."""
    if not ACTOR.match(text, at):
        first = text[at : at + 1]
        if not (first.isupper() and _LARGE_WORDS.match(text, at)):
            return at
    end, is_first = at, True
    for word in _WORD.finditer(text, at):
        begin = word.start()
        if not is_first and not _belongs(text, at, begin):
            break
        is_first = False
        bare = word[0].rstrip(",;:.)")
        end = begin + len(bare)
        if len(text[at:end].split()) > MOST_WORDS:
            break
        is_short = _INITIAL.fullmatch(word[0]) and (begin == at or ACTOR.match(text, begin))
        tail = "" if is_short else word[0][len(bare) :]
        if "(" in word[0] and ")" not in word[0] and begin > at:
            close = text.find(")", begin)
            if 0 < close - begin < 90:
                continue
        is_list = tail == "," and (
            _goes_on(text, word.end())
            or _lists(text, at, word.end())
            or bool(_NEXT_FIELD.match(text, word.end()))
        )
        if tail and not is_list:
            if not (tail == ")" and "(" in text[at:end]):
                break
            end = word.end()
    return end


# "Ban quản lý xã mỗi quý họp một lần"
WHEN = re.compile(
    r"(?:mỗi|hằng|hàng|định kỳ|trong|trước|vào|từ|đến|cuối) (?:ngày|tuần|tháng|quý|năm|\d)", _I
)


# "thôn Đông bằng xi măng", "Trường THCS đạt chuẩn mức 2", "HTX sau khi được giao": of what it is
# made, what becomes of it, and when it acts
_MEANS = re.compile(r"(?:bằng|đạt chuẩn|sau khi)\s")


# "công chức Địa chính (Nguyễn Văn Lâm) cùng …"
_BRACKETED_NAME = re.compile(rf"\([{LARGE}][\wÀ-ỹ']*(?: [{LARGE}][\wÀ-ỹ']*){{1,4}}\)")


def _belongs(text: str, at: int, begin: int) -> bool:
    """Whether the word that begins there is still part of the name."""
    inside = [
        m
        for m in IN_NAMES.finditer(text, at, min(len(text), begin + 40))
        if m.start() <= begin < m.end()
    ]
    if inside and inside[-1].end() > begin:
        return True
    if text[begin] in "–-" and (begin + 1 >= len(text) or text[begin + 1] == " "):
        rest = text[begin + 1 :].lstrip()
        return not VERB.match(rest) or bool(TITLE.match(rest))
    if _is_behind_name(text, at, begin):
        return bool(TITLE.match(text, begin) or re.match(r"(?:và|phụ trách)\s", text[begin:]))
    if re.match(r"và\s", text[begin:]):
        rest = text[begin + 2 :].lstrip()
        return not VERB.match(rest)
    if text[begin] == "(":
        return ")" in text[begin : begin + 90] and bool(
            PERSON.match(text, at)
            or PERSON.match(text, begin + 1)
            or (TITLE.match(text, at) and _BRACKETED_NAME.match(text, begin))
        )
    return not (VERB.match(text, begin) or WHEN.match(text, begin) or _MEANS.match(text, begin))


def _is_behind_name(text: str, at: int, begin: int) -> bool:
    """Whether a small word stands right behind the large ones of a person's name."""
    person = PERSON.match(text, at)
    if not person or not text[begin].islower() or TITLE.match(text, person.end()):
        return False
    name = text[person.end() : begin].split()
    if name and name[-1].isupper() and re.match(rf"(?:{COMMUNE}|thôn)(?!\w)", text[begin:]):
        return False  # "đ/c Giàng Thị Dúa PCT UBND xã"
    return bool(name) and all(word[0].isupper() and word[-1].isalnum() for word in name)


# "Điện lực, ấp": whatever village it is.
_VILLAGE = re.compile(r"(?:các )?(?:thôn|xóm|bản|ấp|buôn|làng)(?=\s*(?:[;.)]|$))", _I)


def _goes_on(text: str, at: int) -> bool:
    """Whether behind a comma comes a title of the same person, or another name."""
    rest = text[at:].lstrip()
    if rest.startswith("chống ") and text[:at].endswith("phòng,"):
        return True  # "Ban chỉ huy phòng, chống thiên tai"
    if VERB.match(rest):
        return False
    return bool(TITLE.match(rest) or ACTOR.match(rest) or _VILLAGE.match(rest))


# "Các xóm Tân Thọ, Mỹ Lộc": villages by their names alone.
_VILLAGES = re.compile(
    r"(?:các|hai|ba|bốn|\d+|trưởng|bí thư|ban [^\W\d]+ [^\W\d]+)"
    r" (?:thôn|xóm|bản|ấp|buôn|làng|khu)\s",
    _I,
)


def _lists(text: str, at: int, behind: int) -> bool:
    """Whether another village of the list goes on behind the comma."""
    named = text[at:behind]
    first = max(named.rfind(f", {one} ") for one in ("các", "hai", "ba", "bốn")) + 2
    is_list = _VILLAGES.match(text, at) or (first > 1 and _VILLAGES.match(text, at + first))
    return bool(is_list) and text[behind:].lstrip()[:1].isupper()


_BETWEEN = re.compile(rf";|\s\+\s|(?<!HĐND)(?<!Hội đồng nhân dân) và (?=\S)(?!{_FIELD})")
# "các ông, bà Trưởng thôn" are of one post.
_COMMA = re.compile(rf"(?:(?<!ông),|,(?! ?bà ))(?! ?{_FIELD})", _I)
_NOBODY = re.compile(r"[\W_]*(?:không(?: có)?(?: ai)?[\W_]*)?", _I)  # "–", "Không có"


def split_names(words: str) -> list[str]:
    """The names of a list; a title behind a comma stays with its person."""
    if _NOBODY.fullmatch(words):
        return []
    parts = [p.strip() for p in _BETWEEN.split(words) if p.strip(" ,.")]
    names: list[str] = []
    for part in parts:
        pieces = [p.strip() for p in _COMMA.split(part) if p.strip(" .")]
        for at, piece in enumerate(pieces):
            is_title = (
                at
                and TITLE.match(piece)
                and (PERSON.match(names[-1] + " ") or re.match(r"[A-ZĐ]\w+ [A-ZĐ]", names[-1]))
            )
            is_village = names and _VILLAGES.match(names[-1]) and not ACTOR.match(piece)
            if (
                is_title
                or is_village
                or (names and not ACTOR.match(piece) and at and not piece[:1].isupper())
            ):
                names[-1] = f"{names[-1]}, {piece}"
            else:
                names.append(piece)
    return [name.strip(" .") for name in names]


def names_of(spans: Iterable[Span]) -> tuple[str, ...]:
    """Each name in the spans by itself."""
    return tuple(name for span in spans for name in split_names(span.words))


def begins_with_actor(text: str) -> bool:
    """Whether a text begins as the name of somebody."""
    return bool(ACTOR.match(text))


def is_only_a_name(text: str) -> bool:
    """Whether the whole text is the name of somebody with their titles."""
    return begins_with_actor(text) and actor_at(text, 0) >= len(text.rstrip(" .:;"))


def begins_with_verb(text: str) -> bool:
    """Whether a text begins with what is to be done."""
    bare = text.strip(" -–+*.:,;")
    return bool(VERB.match(uncapitalised(bare)))


_NEXT_NAME = re.compile(r"\s*;\s*([^;.()]+)")


def end_of_list(text: str, end: int) -> int:
    """Where a list of names ends that goes on behind a semicolon: "các trường; Hội Phụ nữ xã."."""
    while (more := _NEXT_NAME.match(text, end)) and is_only_a_name(more[1]):
        end = more.end()
    return end


# "Mai Văn Tình", without a title
_PERSON_ALONE = re.compile(rf"[{LARGE}][\wÀ-ỹ']+(?: [{LARGE}][\wÀ-ỹ']*){{1,4}}")


def names_whole(text: str, at: int, end: int) -> bool:
    """Whether the text between the two positions is the name of somebody."""
    if ACTOR.match(text, at):
        return actor_at(text, at) >= end
    return bool(_PERSON_ALONE.fullmatch(text[at:end])) and not begins_with_verb(text[at:end])
