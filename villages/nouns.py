"""The nouns that stand before the names of units: `thôn Đông`, `xã Mai Đình`, `huyện Hiệp Hòa`."""

from collections.abc import Iterable

from ntm_project.common.text import canonical_tones, clean_line
from villages.models import Unit

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


def nouns_of(villages: Iterable[Unit]) -> str:
    """What the villages are called: `thôn`, or `thôn, tổ dân phố` where there are both."""
    return ", ".join(dict.fromkeys(unit.noun for unit in villages))
