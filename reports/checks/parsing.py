"""What the checks read in authored texts: names, codes, counts, and texts of one meaning."""

import re
from collections.abc import Collection, Iterable, Iterator
from string import ascii_lowercase, digits

from django.utils.text import capfirst

from ntm_project.common.text import canonical_tones, fold

ASIDE = re.compile(r"\([^()]*\)")
COMMUNE = r"(?:xã|phường|đặc khu)"
# What means nothing for the work itself: two orders that share only these are two orders.
_SMALL = frozenset(
    fold(word)
    for line in (
        "và của cho các tại trên theo đến hết trong với là để từ từng một số nhiều được phải cần",
        "xã thôn xóm tổ dân phố khu ban nhằm ngày tháng quý năm trước sau nội dung việc công tác",
        "thực hiện chức tiếp tục đẩy mạnh tăng cường phối hợp giao nghị chỉ đạo đảm bảo địa",
    )
    for word in line.split()
)


def beginning(*words: str) -> str:
    """A pattern of whole words: small, with a capital, or in capitals. Each alternative begins
    with its own letter, so that a search looks at these letters alone; `re.I` looks at all."""
    cases = (case for word in words for case in (word, capfirst(word), word.upper()))
    return "(?:" + "|".join(rf"{case}(?<=\b{case})" for case in dict.fromkeys(cases)) + ")"


# Each alternative begins with its own letters, as above.
_PLACE = re.compile(
    r"(thôn|Thôn|xóm|Xóm|bản|ấp|Ấp|tổ dân phố|Tổ dân phố|TDP|khu phố|Khu phố|KP|buôn|Buôn|khóm"
    r"|Khóm|sóc|Sóc|làng|Làng|tiểu khu|Tiểu khu|khu|Khu)"
    r"\s+(?:số\s+)?(?![a-zđ])"  # a name has a capital, or a number
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
_NAME_PART = re.compile(r"([A-ZĐ]['’](?= [A-ZĐ])|[^\W_]+(?:['’][^\W_]+)*)(\s*)")  # `H'Wen`, `K'`
_CODE = re.compile(r"\d{1,2}\.\d{1,2}")
_CODES = re.compile(
    rf"(?:chỉ tiêu|nội dung|tiêu chí|\bCT|\bTC|mục)\s+(?:số\s+)?"
    rf"({_CODE.pattern}(?:[\s,;và]+{_CODE.pattern})*)",
    re.I,
)
_TELLING = frozenset("bcdeg123456789")  # `khu B`, `ngõ 3`; an A alone may be a word
_EMPTY = _SMALL | (frozenset(ascii_lowercase + digits) - _TELLING)
_WORD = re.compile(r"[a-z0-9]+")
ANY_WORD = re.compile(r"\d+(?:[.,]\d+)+(?!\w)|\w+")  # `1,2` is one
NUMBERED = re.compile(r"\d|[qQ][uU][ýÝ]")  # what a deadline cannot do without
# The first digit of a count: of no day, no date, no part of a longer number. It comes before what
# must not stand in front of it, so that a search looks at digits alone; first what most fail by.
FIRST_DIGIT = (
    r"\d(?<![\d/.,]\d)(?:(?<! \d)|(?<!từ \d|lễ \d)"
    r"(?<!đến \d|hết \d|sau \d|tới \d|dịp \d|Dịp \d|tối \d|Tối \d)"
    r"(?<!ngày \d|Ngày \d|mừng \d|sáng \d|Sáng \d)(?<!trước \d|chiều \d|Chiều \d))"
)
# `4/8 thôn`, `4 trong số 8 thôn`
_OF = (
    rf"({FIRST_DIGIT}\d{{0,2}})\s*"
    r"(?:/|(?:trên|trong)(?: tổng)?(?: số)?|của)\s*(\d{1,3})(?![\d/.,]\d)\s+"
    r"([^\W\d]+)[^.;\n]{0,80}?"
)
# `…, còn 5`, `…, còn lại 5`; `…, 5 ấp còn lại`
_SHARE = re.compile(
    rf"{_OF};?\s*\b(?:còn(?: lại)?|thiếu|chưa|vắng(?: mặt)?)\s*(?:đạt\s*|có\s*)?(\d+)\b"
    r"(?![.,]\d|\s*%)(?:\s+([^\W\d]+))?",
    re.I,
)
_SHARE_LEFT = re.compile(
    rf"{_OF};?\s*\b(?<!số )(\d+)\s+(?:([^\W\d]+)\s+(?:[^\W\d]+\s+)?)?(?:còn lại|chưa)\b", re.I
)
# `…; đặt thêm ở 5 ấp còn lại`
_SHARE_REST = re.compile(
    rf"{_OF};[^.;\n\d]{{1,60}}?\b(\d+)\s+(?:([^\W\d]+)\s+(?:[^\W\d]+\s+)?)?còn lại\b", re.I
)
# What may follow a count in place of its noun.
_NO_NOUN = frozenset(("chưa", "đang", "cần", "sẽ", "còn", "nữa", "và", "do"))
_A_CRITERION = beginning("tiêu chí", "TC", "tc")
# `tiêu chí số 14 (Giao thông)`, `tiêu chí số 14 về giao thông`, `tiêu chí 14: Giao thông`
_CRITERION = re.compile(
    rf"{_A_CRITERION}(?i: (?:số\s+)?(\d{{1,2}})\b(?![./]\d)"
    r"(?:\s*\(([^()\d]{3,60})\)|(?:\s+về|\s*[-–:])\s+([^,.;()\n]{3,60}))?)"
)
# `tiêu chí 2, 6 và 12`: those that follow the first; `tiêu chí 2 và 15 hộ` counts households
_GOES_ON = r"(?:còn|chưa|đã|đạt|là|được|trong|cần|phải|của|và|theo|ở|thì|do)\b"
_CRITERIA = re.compile(
    rf"{_A_CRITERION}(?i: (?:số\s+)?\d{{1,2}}((?:\s*(?:[,;]|và)\s*(?:số\s+)?"
    rf"\d{{1,2}}\b(?![./]\d|\s*%|\s+(?!{_GOES_ON})[^\W\d]))+))"
)
_ONE_OF_THEM = re.compile(r"\d{1,2}")
# `tiêu chí 5 không, 3 sạch` numbers no criterion.
_SLOGAN = re.compile(r"\s*(?:không|có|sạch|tốt|nhất|rõ|đúng|hơn|sao|năm|-|/)", re.I)
_NUMBERED = re.compile(r"(?:tiêu chí|TC) số\s+\d", re.I)
_MET = re.compile(
    rf"{beginning('đã', 'mới', 'hiện')}\s+(?i:"
    r"đạt(?: chuẩn| được)?\s+(\d{1,2})\s*/\s*(\d{1,2})\s+tiêu chí"
    r"|có\s+(\d{1,2})\s*/\s*(\d{1,2})\s+tiêu chí\s+(?:đã\s+)?đạt)"
)


def wording(text: str) -> tuple[str, ...]:
    """The words of a text that name what is to be done, folded, in their order."""
    return tuple([word for word in _WORD.findall(fold(text)) if word not in _EMPTY])


def meaning(text: str) -> frozenset[str]:
    """The same words, each once."""
    return frozenset(wording(text))


def is_same_work(one: tuple[str, ...], other: tuple[str, ...], *, by_name: bool = True) -> bool:
    """Whether two wordings order the same: nearly all words of the shorter stand in the longer, or
    (`by_name`) they name one thing in six words or more that follow each other."""
    small, large = sorted((frozenset(one), frozenset(other)), key=len)
    shared = len(small & large)
    if len(small) < 4:
        is_same = small == large and len(small) >= 2
    else:
        is_same = shared >= 0.8 * len(small) and len(large) <= 2 * len(small)
        if not is_same and by_name and shared >= NAMED_IN:
            is_same = not _runs(one).isdisjoint(_runs(other))
    return is_same and _may_be_one(_numbers(small), _numbers(large))


def _may_be_one(numbers: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two works may be one by their numbers: `hẻm 12`, `hẻm 14` are two."""
    return not numbers or not others or not numbers.isdisjoint(others)


NAMED_IN = 6


def _runs(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    """The words that follow each other, so many together as name one thing."""
    return {words[at : at + NAMED_IN] for at in range(len(words) - NAMED_IN + 1)}


_MEASURING = frozenset(
    ("ty", "le", "so", "co", "dat", "chuan", "hoac", "tren", "du", "muc", "do", "duoc", "ho")
)


def measured(wording: str) -> frozenset[str]:
    """The words that name what an indicator measures."""
    return meaning(wording) - _MEASURING


def is_alike(one: str, other: str) -> bool:
    """Whether two wordings of indicators speak of one thing: nearly all that the shorter one names
    stands in the longer."""
    small, large = sorted((measured(one), measured(other)), key=len)
    shared = len(small & large)
    return shared >= 0.75 * len(small) and (len(small) > 2 or small == large != frozenset())


def _numbers(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if word.isdigit() or word in _TELLING)


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


_IN_A_NAME = re.compile(r"\w [A-ZĐ][^\W\dA-Z]+ $")
_NO_PLACE = ("văn ", "mỗi ", "Mỗi ", "từng ", "Từng ")
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


def places_in(text: str, called: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """(noun, name) of each village that a text names: `các thôn Mai Thượng, Mai Hạ và Đông Đạo`. A
    `làng` or `khu` is one where villages are called so, else a place: `đình làng Nguộn`."""
    for found in _PLACE.finditer(text):
        if found[1].lower() in ("làng", "khu") and found[1].lower() not in called:
            continue
        # `văn bản`, `mỗi ấp 50 triệu đồng` name no village.
        if not _begins_word(text, found) or text.endswith(_NO_PLACE, 0, found.start()):
            continue
        if found[1][0].isupper() and _IN_A_NAME.search(text, 0, found.start()):
            continue  # `Kiên Sóc Kha` is a person
        name, end = _name_and_end(text, found.end())
        # `thôn Nông thôn mới` names a standard.
        if not name or fold(name).partition(" ")[0] in ("nong", "kieu"):
            continue
        yield found[1], name
        several = _SEVERAL.search(text[: found.start()])
        while several and (comma := _FOLLOWING.match(text, end)):
            name, end = _name_and_end(text, comma.end())
            if not name or name.isdigit() or fold(name).partition(" ")[0] in _BODIES:
                break
            yield found[1], name


# Of which names of villages are made, and sentences seldom: `thôn đông hạ`, `xóm trung tâm`.
_OF_NAMES = (
    "thượng|hạ|trung|đông|tây|nam|bắc|đoài|phú|phúc|lộc|tân|xuân|vĩnh|long|sơn|thành|minh|lâm"
)
_SMALL_NOUNS = "|".join(rf"{n}(?<=\b{n})" for n in ("thôn", "xóm", "bản", "ấp", "buôn", "khóm"))
_SMALL_PLACE = re.compile(
    rf"({_SMALL_NOUNS})\s+(trung tâm|(?:{_OF_NAMES})\s+(?:{_OF_NAMES}))\b(?!\s+(?:xã|cụm|của))"
)


def small_places_in(text: str) -> Iterator[tuple[str, str]]:
    """(noun, name) of each village that a text names without capitals."""
    for found in _SMALL_PLACE.finditer(text):
        if not _SEVERAL.search(text[: found.start()]):
            yield found[1], found[2]


# `Suối Ông Hùng`, `chợ Bà Chiểu` are places; `đồng chí Hùng 2` is called so, `bà Lài 260` is not.
_AT_A_PLACE = re.compile(
    r"\b(?:suối|cầu|chợ|kênh|rạch|núi|đền|miếu|chùa|đình|hồ|đập|cống|bến|gò|hòn|đồi|vàm|giồng|bàu"
    r"|ấp|thôn|xóm|bản|buôn|khóm|đường|lăng|mũi|cồn|bãi|sông|ngã ba|ngã tư)\s$",
    re.I,
)
# `sửa nhà cho bà Lý`, `hộ ông Sơn` are none whom a register of officials knows.
_OF_A_HOUSEHOLD = re.compile(
    r"\b(?:hộ|gia đình|nhà|vườn|ruộng|đất|(?:sửa|xây|tặng|trao|hỗ trợ|giúp)\s[^,.;:\n]{0,24}?\bcho)"
    r"\s(?:ông|bà|anh|chị|cô|chú)\s$",
    re.I,
)
_A_COUNT = re.compile(r"\s*\b\d{2,}$|^\d+$")


def persons_in(text: str) -> Iterator[str]:
    """Each person that a text names after a title, or by a full name."""
    for found in _TITLE.finditer(text):
        is_person = _begins_word(text, found) and not _OF_A_HOUSEHOLD.search(text, 0, found.end())
        if is_person and not _AT_A_PLACE.search(text, 0, found.start()):
            name = _A_COUNT.sub("", _name_at(text, found.end()))
            if name:
                yield name
    for found in _FULL_NAME.finditer(text) if "Văn" in text or "Thị" in text else ():
        before = _BEFORE_NAME.search(text, max(0, found.start() - 24), found.start())
        is_own = not _OF_A_HOUSEHOLD.search(text, 0, found.start())
        given = _name_at(text, found.end()) if is_own else ""
        if given and before and (before[1] or "").lower() not in _NAMED_AFTER:
            yield f"{' '.join(found[0].split())} {given}"


_BRACKETED = re.compile(r"\(\s*((\d{1,2})\.\d{1,2})\s*\)")


def codes_in(text: str, criterion: int = 0) -> Iterator[str]:
    """Codes of indicators that a text names as such: `chỉ tiêu 13.2, 13.5`; of the criterion also
    in brackets: `(13.6)`."""
    if not _CODE.search(text):  # most texts name none
        return
    for found in _CODES.finditer(text):
        yield from _CODE.findall(found[1])
    for found in _BRACKETED.finditer(text) if criterion else ():
        if int(found[2]) == criterion:
            yield found[1]


_OF_A_REST = ("còn", "chưa", "thiếu", "vắng")  # most texts have none


def wrong_shares(text: str) -> Iterator[str]:
    """Counts that contradict each other: four of eight done, and five left."""
    small = text.lower()
    if not any(map(small.__contains__, _OF_A_REST)):
        return
    for pattern in (_SHARE, _SHARE_LEFT, _SHARE_REST):
        for found in pattern.finditer(text):
            done, whole, left = int(found[1]), int(found[2]), int(found[4])
            noun = (found[5] or found[3]).lower()
            is_of_them = noun == found[3].lower() or noun in _NO_NOUN
            if is_of_them and done + left != whole and "phấn đấu" not in found[0].lower():
                yield " ".join(found[0].split())
    for found in _OF_WHICH.finditer(text):
        if int(found[1]) != int(found[3]) + int(found[4]):
            yield " ".join(found[0].split())


# `5 thôn, trong đó 3 thôn đã có khu thể thao, 3 thôn chưa có`
_OF_WHICH = re.compile(
    r"(\d(?<![\d/.,]\d)\d{0,3})\s+([^\W\d]+)\b[^.;:\n\d]{0,40}?trong đó[^.;\n\d]{0,20}?"
    r"(\d{1,4})\s+\2\b[^.;\n\d]{0,50}?[,;]\s*(?:và\s+)?(?:còn\s+(?:lại\s+)?)?(\d{1,4})\s+\2\b"
    r"[^.;,\n\d]{0,20}?(?:chưa|còn lại)",
    re.I,
)


def criteria_in(text: str) -> Iterator[tuple[int, str]]:
    """(number, name or "") of each criterion that a text names by its number."""
    for found in _CRITERION.finditer(text):
        name = " ".join((found[2] or found[3] or "").split())
        if name or _NUMBERED.match(found[0]) or not _SLOGAN.match(text, found.end()):
            yield int(found[1]), name
    for found in _CRITERIA.finditer(text):
        for number in _ONE_OF_THEM.findall(found[1]):
            yield int(number), ""


_STATE = re.compile(
    rf"{_A_CRITERION}(?i:\s+(?:số\s+)?(\d{{1,2}})\b(?![./]\d)\s*"
    r"(?:\([^()\n]{1,60}\)|[^\W\d][^.;:,\n()\d]{0,60}?)?\s*"
    r"\b(chưa đạt|không đạt|đã đạt)\b(?!\s+(?!100\s*%)\d))"
)


def states_in(text: str) -> Iterator[tuple[int, bool]]:
    """(number, whether met) of each criterion that a text calls met or not."""
    for found in _STATE.finditer(text):
        yield int(found[1]), found[2].lower() == "đã đạt"


def shares_met(text: str) -> Iterator[tuple[int, int]]:
    """(met, of how many) criteria that a text counts as met."""
    for found in _MET.finditer(text):
        met, whole = (number for number in found.groups() if number)
        yield int(met), int(whole)


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
