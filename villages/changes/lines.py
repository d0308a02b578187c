"""Reading which units become which, one change a line: `Mai Hạ + Giáp Ngũ → thôn Mai Giáp`, or in
the words of an act: `Sáp nhập thôn Mai Hạ và thôn Giáp Ngũ thành thôn Mai Giáp`."""

import re
from dataclasses import dataclass

from ntm_project.common.text import clean_line
from villages.nouns import COMMUNES, VILLAGES

MOST_LINES = 50


def _either(pattern: str) -> dict[bool, re.Pattern[str]]:
    return {False: re.compile(pattern), True: re.compile(pattern, re.I)}


_VERB = r"(?:sắp\s+xếp|sáp\s+nhập|hợp\s+nhất|chia\s+tách|đổi\s+tên|nhập|chia|tách|chuyển)"
_ARROW = re.compile(r"→|⇒|=>|->|=")
# By whether the line is all in capitals: else "Thành" and "Và" are parts of names.
_INTO = _either(rf"(?:\s{_VERB})?\s+(?:(?:để\s+|trở\s+)?thành(?:\s+lập)?|vào)\b(?!\s+(?:phố|viên))")
_AND = _either(r"[+,;]|\b(?:và|với)\b")
_NUMBERED = re.compile(
    r"^(?:Điều\s+\d{1,3}\s*[.:]\s*)?(?:\d{1,3}(?:\.\d{1,3})*\s*[.)]\s*|[a-zđ]\)\s*|[-•*]\s+)?", re.I
)
# `… kể từ ngày 01/7/2025`: when, which the page has a field for.
_WHEN = re.compile(r",?\s+(?:kể\s+)?từ\s+(?:ngày\s+)?\d.*$", re.I)
# `Thành lập xã Xuân Cẩm trên cơ sở nhập xã Mai Đình và xã Châu Minh`: the new one stands first.
_FOUNDED = re.compile(r"^thành\s+lập\s+(.+?),?\s+trên\s+cơ\s+sở\s+(.+)$", re.I)
_NOUN = rf"(?:{'|'.join((*COMMUNES, *VILLAGES, 'đơn vị'))})".replace(" ", r"\s+")
_COUNTS = ("hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_COUNT = rf"(?:các|{'|'.join(_COUNTS)}|\d{{1,2}})"
_PLACE = rf"(?:{_COUNT}\s+)?{_NOUN}\b"
# A name may be such a verb (xã Hợp Nhất), with nothing or another name after it; before what names
# a kind of place it is one.
_DOING = re.compile(
    rf"^(?:{_VERB}\s*:|(?!nhập|chia\s+(?!tách)|tách|chuyển){_VERB}\b"
    r"(?!\s*(?:[+,;]|$|(?:và|với)\b))"
    rf"|{_VERB}\s+(?={_PLACE}|toàn\s+bộ|nguyên\s+trạng))\s*",
    re.I,
)
_RENAMES = re.compile(r"đổi\s+tên\b(?!\s*(?:[+,;]|$|(?:và|với)\b))", re.I)
_WHOLE = re.compile(r"^(?:nguyên\s+trạng|toàn\s+bộ\b.*?\bcủa)\s+", re.I)
# `02 thôn mới: A và B`; `các thôn A và B`, which names at least as many as it counts. `Ba Vì` and
# `Ba Làng` count nothing; nor does `Ba Bản Mới`, whose noun is a part of the name.
_LISTED = re.compile(rf"^{_COUNT}\s+{_NOUN}(?:\s+mới)?\s*:\s*", re.I)
_COUNTED = re.compile(rf"^({_COUNT})\s+(?={_NOUN}\s+\w)", re.I)
_NOUN_AFTER = re.compile(rf"^\S+\s+{_NOUN}\s")
_PASSIVE = re.compile(r"\s+(?:được|bị)$", re.I)
_NAMED = re.compile(
    r"^.*?\b(?:lấy|có|mang|đặt)\s+tên(?:\s+gọi)?(?:\s+mới)?(?:\s+là)?\s*:?\s*", re.I
)
_BELOW = re.compile(r"\s+thuộc\s+(.+)$")

# What no name of a unit has: `một phần thôn B`, `45 hộ của thôn A`, `02 thôn: thôn B`, `12,5 km2`.
_NO_NAME = re.compile(
    r":|\d{4}|\d[.,]\d|\d/[a-zđ]|\d\s*(?:hộ|người|nhân\s+khẩu|ha|km2?|m2)\b"
    r"|^(?:giải\s+thể|một\s+phần|phần\s+còn\s+lại)\b",
    re.I,
)

NO_ARROW = "Cần đúng một dấu “→” (hoặc “=”, “thành”, “vào”) giữa đơn vị cũ và đơn vị mới."
NO_NAME = "Thiếu tên đơn vị ở một bên dấu “→”."
MANY_TO_MANY = (
    "Nhiều đơn vị cũ thành nhiều đơn vị mới: hãy viết thành nhiều dòng, mỗi dòng chỉ một lần "
    "sáp nhập hoặc một lần chia tách."
)


@dataclass(frozen=True)
class ChangeLine:
    """One line as it was read; `doubt` is why it cannot be done, "" when it is clear."""

    text: str
    olds: tuple[str, ...] = ()
    news: tuple[str, ...] = ()
    doubt: str = ""
    is_rename: bool = False  # in so many words


def read_changes(text: str) -> list[ChangeLine]:
    """The lines that are not empty, in their order; a number or bullet before them goes."""
    raw = (clean_line(_NUMBERED.sub("", line.strip())) for line in text.splitlines())
    return [_read(line) for line in raw if line]


def _read(line: str) -> ChangeLine:
    words = _WHEN.sub("", line.rstrip(" .;"))
    parted = _ARROW if _ARROW.search(words) else _INTO[words.isupper()]
    founded = _FOUNDED.match(words)
    sides = [founded[2], founded[1]] if founded else parted.split(words)
    if len(sides) != 2:
        return ChangeLine(line, doubt=NO_ARROW)
    olds, news = _olds(sides[0]), _news(sides[1])
    doubt = ""
    if not olds or not news:
        doubt = NO_NAME
    elif len(olds) > 1 and len(news) > 1:
        doubt = MANY_TO_MANY
    elif odd := next((name for name in (*olds, *news) if _NO_NAME.search(name)), ""):
        doubt = f"“{odd[:60]}” không phải tên đơn vị. Mỗi bên chỉ ghi tên các đơn vị."
    elif too_long := next((name for name in news if len(name) > 100), ""):
        doubt = f"Tên “{too_long[:30]}…” dài quá 100 ký tự."
    return ChangeLine(line, olds, news, doubt, bool(_RENAMES.match(sides[0].strip())))


def _olds(side: str) -> tuple[str, ...]:
    """Without the verb; `thôn Trung Tâm thuộc xã Bắc Lý` as `thôn Trung Tâm (xã Bắc Lý)`."""
    names = _names(_WHOLE.sub("", _DOING.sub("", side.strip())))
    return tuple(_BELOW.sub(r" (\1)", _PASSIVE.sub("", name)) for name in names)


def _news(side: str) -> tuple[str, ...]:
    """Without `xã mới có tên gọi là`; below what they stand is the unit of the page."""
    return tuple(_BELOW.sub("", name) for name in _names(_NAMED.sub("", side.strip())))


def _names(side: str) -> tuple[str, ...]:
    """The names joined by `+` or `và`, without the count before them and the `mới:` after it."""
    parts = [clean_line(part) for part in _AND[side.isupper()].split(side)]
    named = [_uncounted(part, len(parts) - n, side) for n, part in enumerate(parts)]
    return tuple(name for name in named if name)


def _uncounted(part: str, left: int, side: str) -> str:
    """Without a count, where so many names are left of the side and the noun is no name."""
    if listed := _LISTED.match(part):
        return part[listed.end() :]
    counted = _COUNTED.match(part)
    if counted is None or not (side.isupper() or _NOUN_AFTER.match(part)):
        return part
    return part[counted.end() :] if left >= _count(counted[1]) else part


def _count(word: str) -> int:
    """How many a count speaks of: `các` of several."""
    if word.isdecimal():
        return int(word)
    return 2 + (_COUNTS.index(word.lower()) if word.lower() in _COUNTS else 0)
