"""What a text means by its words: whether two order the same, or two indicators measure it."""

import re
from string import ascii_lowercase, digits

from reports.checks.reading.once import fold, read_once

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


_TELLING = frozenset("bcdeg123456789")  # `khu B`, `ngõ 3`; an A alone may be a word
_EMPTY = _SMALL | (frozenset(ascii_lowercase + digits) - _TELLING)
_WORD = re.compile(r"[a-z0-9]+")


@read_once
def wording(text: str) -> tuple[str, ...]:
    """The words of a text that name what is to be done, folded, in their order."""
    return tuple([word for word in _WORD.findall(fold(text)) if word not in _EMPTY])


@read_once
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


@read_once
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


# So many of a thing, named by two words: `05 nha tam`; of no sum and no time.
_THING = re.compile(
    r"(?<![\d/.,])0*([2-9]|[1-9]\d{1,2}) ((?!trieu|ty|nghin|dong|thang|ngay|nam)[a-z]+ [a-z]+)\b"
)
_IS_DUE = re.compile(r"\b(?:hoan thanh|ban giao|xong|khanh thanh|nghiem thu|dua vao)\b")


@read_once
def things_due(folded: str) -> frozenset[tuple[str, str]]:
    """(how many, of what) of each thing that folded words order to finish."""
    return frozenset(_THING.findall(folded) if _IS_DUE.search(folded) else ())
