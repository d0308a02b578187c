"""The nouns that stand before the names of units: `thôn Đông`, `xã Mai Đình`, `huyện Hiệp Hòa`."""

from collections.abc import Iterable
from typing import Protocol

from ntm_project.common.text import canonical_tones, clean_line

VILLAGES = (
    "tổ dân phố",
    "khu phố",
    "thôn",
    "xóm",
    "bản",
    "ấp",
    "buôn",
    "làng",
    "khóm",
    "tổ",
    "khu",
)
COMMUNES = ("xã", "phường", "thị trấn", "đặc khu")
# Any of them, as part of a pattern.
COMMUNE = rf"(?:{'|'.join(COMMUNES)})"
DISTRICTS = ("huyện", "thị xã", "quận", "thành phố")


def split_noun(words: str, nouns: Iterable[str]) -> tuple[str, str]:
    """`Thôn Đông` → thôn, Đông; "" and the words where none of the nouns stands before a name.

    Its marks count: `Ban Mai` is no bản.
    """
    words = clean_line(words)
    begin = canonical_tones(words).casefold()
    for noun in nouns:
        if begin.startswith(f"{canonical_tones(noun)} "):
            return noun, " ".join(words.split()[len(noun.split()) :])
    return "", words


class WithNoun(Protocol):
    """Anything with a unit noun: a unit, or a row of a board that speaks of one."""

    @property
    def noun(self) -> str: ...


def nouns_of(units: Iterable[WithNoun]) -> str:
    """What the units are called: `thôn`, or `thôn, tổ dân phố` where there are both; of communes
    the usual noun stands first."""
    nouns = dict.fromkeys(unit.noun for unit in units)
    return ", ".join(
        [*(n for n in COMMUNES if n in nouns), *(n for n in nouns if n not in COMMUNES)]
    )
