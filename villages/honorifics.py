"""Reads the titles written before a person's name: `Đ/c Nguyễn Văn A`, `Bà Trần Thị B`."""

import re

from ntm_project.common.text import clean_line, fold

_WORD = r"(?:đồng\s+chí|đ\s*[/.]?\s*c|ông|bà|anh|chị|cô|chú|thầy)"
_BARE = r"(?:dong\s+chi|d\s*[/.]?\s*c|ong|ba|anh|chi)"


def _before(word: str) -> re.Pattern[str]:
    return re.compile(rf"{word}(?:\s*[/(]\s*{word}\s*\)?)?(?:\s*[:.]\s*|\s+)(?=\S)", re.I)


# Without its marks "Ba" is an honorific only where the whole text has none: "Bá" is a family name.
_BEFORE, _BEFORE_BARE = _before(_WORD), _before(_BARE)
# What no family name is where one word alone follows: of "Ông Ích Khiêm" the first word is one.
_NO_FAMILY = {"thi", "ich", "van", "huu", "dinh"}


def split_honorifics(name: str) -> tuple[str, str]:
    """The honorifics before a name, "" for none, and the name."""
    words = clean_line(name)
    before = _BEFORE_BARE if words.isascii() else _BEFORE
    at = 0
    while found := before.match(words, at):
        at = found.end()
    return words[:at].rstrip(" :"), words[at:]


def bare_name(name: str) -> str:
    """The full name without honorifics; the whole of the words where the rest would be none."""
    _, rest = split_honorifics(name)
    words = rest.split()
    is_full = len(words) > 2 or (len(words) == 2 and fold(words[0]) not in _NO_FAMILY)
    return rest if is_full else clean_line(name)
