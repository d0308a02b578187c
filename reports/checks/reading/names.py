"""The names in a text: of villages, of persons, and whether they are those known."""

import re
from collections.abc import Iterable, Iterator

from ntm_project.common.text import canonical_tones
from reports.checks.reading.once import all_read_once, fold

# Each alternative begins with its own letters, so that a search looks at these alone.
_PLACE = re.compile(
    r"(thôn|Thôn|xóm|Xóm|bản|ấp|Ấp|tổ dân phố|Tổ dân phố|TDP|khu phố|Khu phố|KP|buôn|Buôn|khóm"
    r"|Khóm|sóc|Sóc|làng|Làng|tiểu khu|Tiểu khu|khu|Khu)"
    r"[^\S\n]+(?:số\s+)?(?![a-zđ])"  # a name has a capital, or a number
)
_TITLE = re.compile(
    r"(?:đồng chí|Đồng chí|đ/c|đ/C|Đ/c|Đ/C|đ\.c|đ\.C|Đ\.c|Đ\.C|ông|Ông|bà|Bà|anh|chị|cô|chú)\.?\s+"
    r"(?![a-zđ])"
)
# A full name without a title; schools and streets bear such names too.
_FULL_NAME = re.compile(
    r"(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô"
    r"|Dương|Lý|Đinh|Mai|Trịnh|Đoàn|Lương|Tạ|Cao|Hà|Lưu|Vàng|Giàng|Lò|Quàng|Cầm|Triệu|Nông|Lại) "
    r"(?:Văn|Thị)\s+"
)
_BEFORE_NAME = re.compile(r"(?:^|([^\W\d_]*)[\s,:(-]+)$")
_NAMED_AFTER = frozenset(
    ("trường", "đường", "phố", "thcs", "thpt", "học", "sĩ", "hùng", "giải", "chợ", "viên", "cầu")
)
# `H'Wen`, `K'`; no name goes on in the next line, and none holds a part of `1,5 km`.
_NAME_PART = re.compile(r"(?!\d+[.,]\d)([A-ZĐ]['’](?= [A-ZĐ])|[^\W_]+(?:['’][^\W_]+)*)([^\S\n]*)")


def _begins_word(text: str, found: re.Match[str]) -> bool:
    """Whether what was found is no part of a word: of `nhanh` no `anh`."""
    return not text[max(0, found.start() - 1) : found.start()].isalnum()


def _name_at(text: str, start: int) -> str:
    """The words with a capital, or numbers, that follow each other from there: `Thắng Lợi`, `3`."""
    return _name_and_end(text, start)[0]


def _name_and_end(text: str, start: int) -> tuple[str, int]:
    """The same, and where it ends."""
    end = start
    parts: list[str] = []
    while found := _NAME_PART.match(text, start):
        word = found[1]
        if not (word.istitle() or word.isdigit()):
            break
        parts.append(word)
        start, end = found.end(), found.end(1)
        if not found[2]:
            break
    return " ".join(parts), end


NEAR = 60  # letters before a name: more than the longest of what must not stand there
_IN_A_NAME = re.compile(r"\w [A-ZĐ][^\W\dA-Z]+ $")
_NO_PLACE = ("văn ", "mỗi ", "Mỗi ", "từng ", "Từng ", "nông ", "Nông ")
# `ngõ xóm 3 thôn`, `2 thôn 1.900 triệu`: the number counts what follows, or is a part of one.
_COUNTS_ON = re.compile(
    r"[.,]\d|\s+(?:thôn|xóm|bản|ấp|buôn|khóm|tổ|làng|hộ|km|m|tuyến|cái|chiếc|bộ)\b(?!\s+[A-ZĐ\d])"
)
_A_NUMBER_BEFORE = re.compile(r"(?<![\w.,/])\d{1,2}\s+$")  # `7 thôn 14 người`
# Before the noun of a list; between its names; what begins the name of a body, which ends it.
_SEVERAL = re.compile(r"(?:các|những|\b\d{1,2}|hai|ba|bốn|năm|sáu)\s+$", re.I)
_FOLLOWING = re.compile(r"\s*(?:,|;|và)\s+(?:(?:thôn|xóm|bản|ấp|buôn)\s+)?")
_BODIES = frozenset(
    word
    for line in (
        "hoi doan uy ban chi to truong tram phong van cong quy trung so htx hop nha duong ong ba",
        "dong quoc tinh xa huyen bi",
    )
    for word in line.split()
)


@all_read_once
def places_in(text: str, called: frozenset[str] = frozenset()) -> Iterator[tuple[str, str]]:
    """(noun, name) of each village that a text names: `các thôn Mai Thượng, Mai Hạ và Đông Đạo`. A
    `làng` or `khu` is one where villages are called so, else a place: `đình làng Nguộn`."""
    for found in _PLACE.finditer(text):
        if found[1].lower() in ("làng", "khu") and found[1].lower() not in called:
            continue
        # `văn bản`, `mỗi ấp 50 triệu đồng` name no village.
        if not _begins_word(text, found) or text.endswith(_NO_PLACE, 0, found.start()):
            continue
        near = max(0, found.start() - NEAR)
        if found[1][0].isupper() and _IN_A_NAME.search(text, near, found.start()):
            continue  # `Kiên Sóc Kha` is a person
        name, end = _name_and_end(text, found.end())
        # `thôn Nông thôn mới` names a standard.
        if not name or fold(name).partition(" ")[0] in ("nong", "kieu"):
            continue
        if name.isdigit() and _is_count(text, found.start(), end):
            continue
        yield found[1], name
        several = _SEVERAL.search(text, near, found.start())
        while several and (comma := _FOLLOWING.match(text, end)):
            name, end = _name_and_end(text, comma.end())
            if not name or name.isdigit() or fold(name).partition(" ")[0] in _BODIES:
                break
            yield found[1], name


def _is_count(text: str, start: int, end: int) -> bool:
    """Whether the number behind the noun of a village counts something else."""
    counts = _A_NUMBER_BEFORE.search(text, max(0, start - 4), start)
    return bool(_COUNTS_ON.match(text, end)) or bool(counts and re.match(r"\s+[a-zđ]", text[end:]))


# Of which names of villages are made, and sentences seldom: `thôn đông hạ`, `xóm trung tâm`.
_OF_NAMES = (
    "thượng|hạ|trung|đông|tây|nam|bắc|đoài|phú|phúc|lộc|tân|xuân|vĩnh|long|sơn|thành|minh|lâm"
)
_SMALL_NOUNS = "|".join(rf"{n}(?<=\b{n})" for n in ("thôn", "xóm", "bản", "ấp", "buôn", "khóm"))
_SMALL_PLACE = re.compile(
    rf"({_SMALL_NOUNS})\s+(trung tâm|(?:{_OF_NAMES})\s+(?:{_OF_NAMES}))\b(?!\s+(?:xã|cụm|của))"
)


@all_read_once
def small_places_in(text: str) -> Iterator[tuple[str, str]]:
    """(noun, name) of each village that a text names without capitals."""
    for found in _SMALL_PLACE.finditer(text):
        if not _SEVERAL.search(text[: found.start()]):
            yield found[1], found[2]


# `Suối Ông Hùng`, `chợ Bà Chiểu` are places; `đồng chí Hùng 2` is called so, `bà Lài 260` is not.
_AT_A_PLACE = re.compile(
    r"\b(?:suối|cầu|chợ|kênh|rạch|núi|đền|miếu|chùa|đình|hồ|đập|cống|bến|gò|hòn|đồi|vàm|giồng|bàu"
    r"|ấp|thôn|xóm|bản|buôn|khóm|làng|khu|đường|lăng|mũi|cồn|bãi|sông|kinh|ngã ba|ngã tư)\s$",
    re.I,
)
# `sửa nhà cho bà Lý`, `hộ ông Sơn` are none whom a register of officials knows.
_OF_A_HOUSEHOLD = re.compile(
    r"\b(?:hộ|gia đình|nhà|vườn|ruộng|đất|(?:sửa|xây|tặng|trao|hỗ trợ|giúp)\s[^,.;:\n]{0,24}?\bcho)"
    r"\s(?:ông|bà|anh|chị|cô|chú)\s$",
    re.I,
)
_OFFICES = ("Chủ", "Phó", "Bí", "Trưởng", "Thường", "Giám", "Hiệu")  # `đồng chí Chủ tịch`
_A_COUNT = re.compile(r"\s*\b\d{2,}$|^\d+$")


@all_read_once
def persons_in(text: str) -> Iterator[str]:
    """Each person that a text names after a title, or by a full name."""
    for found in _TITLE.finditer(text):
        start, end = found.span()
        near = max(0, start - NEAR)
        is_person = _begins_word(text, found) and not _OF_A_HOUSEHOLD.search(text, near, end)
        if is_person and not _AT_A_PLACE.search(text, near, start):
            name = _A_COUNT.sub("", _name_at(text, end))
            if name and name not in _OFFICES:
                yield name
    for found in _FULL_NAME.finditer(text) if "Văn" in text or "Thị" in text else ():
        before = _BEFORE_NAME.search(text, max(0, found.start() - 24), found.start())
        near = max(0, found.start() - NEAR)
        is_own = not _OF_A_HOUSEHOLD.search(text, near, found.start())
        given = _name_at(text, found.end()) if is_own else ""
        if given and before and (before[1] or "").lower() not in _NAMED_AFTER:
            yield f"{' '.join(found[0].split())} {given}"


def name_after(text: str, start: int) -> str:
    """The name that stands there: words with a capital that follow each other."""
    return _name_at(text, start)


class Names:
    """Known names, found by what a text begins with, without marks and capitals."""

    def __init__(self, known: Iterable[str]) -> None:
        self._by_key: dict[str, list[str]] = {}
        for name in known:
            self._by_key.setdefault(fold(name), []).append(name)
        self._most = max((key.count(" ") + 1 for key in self._by_key), default=0)

    def like(self, name: str) -> list[str]:
        """The longest known names with which the found one begins: alike but for their marks."""
        words = fold(name).split()[: self._most]
        for count in range(len(words), 0, -1):
            if known := self._by_key.get(" ".join(words[:count])):
                return known
        return []

    def misspelt(self, name: str) -> str:
        """The known name where the found one is spelt otherwise; i or y, old or new tones are one
        spelling."""
        known = self.like(name)
        if not known or any(name == one or name.startswith(f"{one} ") for one in known):
            return ""
        words = _spelling(name)
        is_known = any(words[: len(own)] == own for own in map(_spelling, known))
        return "" if is_known else known[0]


def _spelling(name: str) -> list[str]:
    return canonical_tones(name).replace("y", "i").split()


def among(name: str, known: Iterable[str]) -> bool:
    """Whether the found name begins with one of those known."""
    return bool(Names(known).like(name))
