"""Vietnamese text: one clean form in, folded keys for search, keys that sort the Vietnamese way."""

import re
import unicodedata

# Pasted from Word and Zalo: zero-width characters and bidi controls show nothing and break search.
_INVISIBLE = dict.fromkeys(
    [*range(8203, 8208), *range(8234, 8239), *range(8288, 8293), *range(8294, 8298), 65279, 173],
    None,
)
_BLANKS = dict.fromkeys([0x00A0, 0x2007, 0x202F, 0x3000], " ")
_CONTROLS = {code: None for code in range(32) if code not in (9, 10)} | {127: None}
_CLEAN = _INVISIBLE | _BLANKS | _CONTROLS

_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_SHAPES = {"\u0306": "1", "\u0302": "2", "\u031b": "3"}


def clean_prose(text: str) -> str:
    """The text in NFC, without invisible or control characters, line ends as \\n, trimmed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CLEAN)
    text = unicodedata.normalize("NFC", text)
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def clean_line(text: str) -> str:
    """The same on one line, runs of blanks made one."""
    return " ".join(clean_prose(text).split())


def fold(text: str) -> str:
    """The key for search without diacritics: `Mai Đình` and `MAI  ĐÌNH` give `mai dinh`."""
    decomposed = unicodedata.normalize("NFD", text.casefold().translate(_CLEAN))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).replace("đ", "d")
    return " ".join(bare.split())


def canonical_tones(text: str) -> str:
    """A key equal for the old and the new placing of tones: `hòa` and `hoà`, `ủy` and `uỷ`."""

    def one(word: str) -> str:
        decomposed = unicodedata.normalize("NFD", word)
        tones = "".join(_TONES[c] for c in decomposed if c in _TONES)
        bare = "".join(c for c in decomposed if c not in _TONES)
        return unicodedata.normalize("NFC", bare) + tones

    return " ".join(one(word) for word in clean_line(text).casefold().split())


def _letter_codes(word: str) -> tuple[str, str]:
    """Two strings of [0-9a-z]: the letters in the order a ă â b … d đ e ê …, and the tones."""
    letters: list[str] = []
    tone = "0"
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            tone = _TONES[char]
        elif char in _SHAPES and letters:
            letters[-1] = letters[-1][0] + _SHAPES[char]
        elif char == "đ":
            letters.append("d1")
        elif char.isascii() and char.isalpha():
            letters.append(char + "0")
    return "".join(letters), tone


def sort_key(text: str) -> str:
    """A key of [0-9a-z] alone, so that both databases sort it alike: Đ after D, numbers by value.

    Tones only break ties, in the order of CLDR `vi`: none, huyền, hỏi, ngã, sắc, nặng.
    """
    primary: list[str] = []
    tones: list[str] = []
    for token in re.findall(r"\d+|[^\W\d_]+", unicodedata.normalize("NFC", text.casefold())):
        if token[0].isdigit():
            primary.append("1" + token.lstrip("0").rjust(9, "0")[:9])
            tones.append("0")
        else:
            letters, tone = _letter_codes(token)
            primary.append(letters)
            tones.append(tone)
    return "00".join(primary) + "000" + "".join(tones)


def name_key(text: str) -> str:
    """The key of a person's name as Vietnamese lists sort it: given name, middle names, family."""
    words = clean_line(text).split()
    return sort_key(" ".join([*words[-1:], *words[1:-1], *words[:1]] if len(words) > 1 else words))


def slug(text: str) -> str:
    """ASCII words joined by hyphens, for file names: `Thôn Đồng Tâm` gives `thon-dong-tam`."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
