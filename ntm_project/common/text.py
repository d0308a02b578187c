"""Vietnamese text: one clean form in, folded keys for search, keys that sort the Vietnamese way."""

import re
import unicodedata
from functools import lru_cache

from .old_fonts import OldFont, recognised

# Pasted from Word and Zalo: zero-width characters and bidi controls show nothing and break search,
# nor does what a phone puts behind a tick so that it is drawn in colour.
_INVISIBLE = dict.fromkeys(
    [
        *(0x00AD, 0x061C, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F)),
        *(*range(0x2060, 0x2065), *range(0x2066, 0x2070), *range(0xFFF9, 0xFFFC)),
        *range(0xFE00, 0xFE10),
    ],
    None,
)
# They look like Đ, and some keyboards give them for it.
_LOOKS_LIKE_DD = str.maketrans("ÐðƉɖ", "ĐđĐđ")
_BLANKS = dict.fromkeys([0x00A0, 0x2007, 0x202F, 0x3000], " ")
# Word's own line break is one of these: words around it must not grow together.
_CONTROLS = dict.fromkeys({*range(32), *range(127, 160)} - {9, 10}, " ")
# What Word draws by its fonts of signs has no meaning without them: ticks, boxes, marks of a list.
_WORD_SIGNS = str.maketrans(
    "\uf0fc\uf0fb\uf0fe\uf0fd\uf0a8\uf06f\uf071\uf072\uf0a7\uf0b7\uf0d8\uf076\uf0e0\uf0e8",
    "✓✗☑☒☐☐☐☐▪•••→→",
)
_CLEAN = _INVISIBLE | _BLANKS | _CONTROLS | _WORD_SIGNS
_CLEAN_OF_TCVN3 = {code: sign for code, sign in _CLEAN.items() if code != 0x00AD}
_MAY_BE_OLD = re.compile("[\u00adÐðƉɖ]")
# What numbers the points of a paper, in the decree's own order (30/2020/NĐ-CP, annex I): no f, j,
# w, z, no ă â ê ô ơ ư.
POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"
VARIANTS = re.compile("[\ufe00-\ufe0f]")  # printable by their category, and yet they show nothing

_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_SHAPES = {"\u0306": "1", "\u0302": "2", "\u031b": "3"}


def shortened(text: str, length: int = 220) -> str:
    """The text on one line, of at most so many characters; a longer one is cut between words."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    whole, _, _ = line[:length].rpartition(" ")
    return f"{(whole or line[: length - 1]).rstrip(' ,;:–-(')}…"


def is_storable(text: str) -> bool:
    """Whether both databases take the text: no NUL, no half of a surrogate pair."""
    return "\x00" not in text and not any("\ud800" <= c <= "\udfff" for c in text)


def plain_signs(text: str) -> str:
    """The text with the ticks, boxes and marks of Word's fonts of signs as characters of any."""
    return text.translate(_WORD_SIGNS)


def clean_prose(text: str) -> str:
    """The text in NFC, without invisible or control characters, line ends as \\n, trimmed; ticks
    and boxes of Word as characters.

    Of a text in the letters of an old font every character is kept: each is one of its letters.
    """
    if not text:  # as most fields of a row are
        return ""
    if text.isprintable() and not _MAY_BE_OLD.search(text) and not VARIANTS.search(text):
        # So nothing of it is to be cleaned.
        return unicodedata.normalize("NFC", text).strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    cleaning = _CLEAN
    if _MAY_BE_OLD.search(text):
        font = recognised(text)
        if font is None:
            text = text.translate(_LOOKS_LIKE_DD)
        elif font == OldFont.TCVN3:
            cleaning = _CLEAN_OF_TCVN3
    text = text.translate(cleaning)
    text = unicodedata.normalize("NFC", text)
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def clean_line(text: str) -> str:
    """The same on one line, runs of blanks made one."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join(clean_prose(text).split())


def fold(text: str) -> str:
    """The key for search without diacritics: `Mai Đình` and `MAI  ĐÌNH` give `mai dinh`."""
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return " ".join(decomposed.translate(_BARE).split())


# With what the name of no body or person begins, so that only a sentence gives it its capital;
# `Nhân dân` keeps it anywhere (decree 30, annex II).
_COMMON = re.compile(
    r"(bí|cán|các|cấp|chỉ|chưa|công(?! (?:an|đoàn|ty)\b)|đề nghị|đồng|giáo|hạn|hồ|hộ|không|lãnh|"
    r"mỗi|mọi|một|mới|người|nhân(?! dân\b)|nhiệm|những|số|thành|tiêu|tiến|toàn|"
    r"tổng|trưởng|tỷ|vì|việc|vốn|xã|thôn|xóm) "
)


def uncapitalised(text: str) -> str:
    """The text with a small first letter, as Django's `capfirst` gives it a capital."""
    return text[:1].lower() + text[1:]


def within_a_sentence(text: str) -> str:
    """The words as they go on in a sentence: `Các ngành` gives `các ngành`; `Hội Nông dân`, which
    is a name, stays."""
    begun = uncapitalised(text)
    return begun if _COMMON.match(begun) else text


# Officials write i or y after these letters alike: kỹ/kĩ, tỷ/tỉ, lý/lí.
I_OR_Y = re.compile(r"\b([hklmstv]|qu)[iy]\b")


@lru_cache(maxsize=4096)  # each cell of a table is read by it, and a column repeats few words
def spoken(text: str) -> str:
    """The folded text with one spelling of i and y and without punctuation."""
    words = re.sub(r"[^\w&/.]+", " ", fold(text))
    return I_OR_Y.sub(r"\1i", " ".join(words.split()))


class _Bare(dict[int, int | str | None]):
    """What stays of a character without its marks, found once for those of common scripts."""

    COMMON = 0x3000

    def __missing__(self, code: int) -> int | None:
        kept = None if unicodedata.combining(chr(code)) else code
        if code < self.COMMON:
            self[code] = kept
        return kept


_BARE = _Bare(_CLEAN | str.maketrans("đðɖ", "ddd"))
_DASHES = dict.fromkeys("‐‑‒–—―−", "-")


def fold_letters(text: str) -> str:
    """The text in lower case without diacritics, letter for letter: a place in one is a place in
    the other, as a reader needs it; every dash becomes a hyphen."""
    return "".join(map(_bare_letter, text))


def _bare_letter(char: str) -> str:
    if char.isascii():
        return char.lower()
    if char in "đĐÐðƉɖ":
        return "d"
    if (dash := _DASHES.get(char)) is not None:
        return dash
    return unicodedata.normalize("NFD", char)[0].lower()[:1]


def canonical_tones(text: str) -> str:
    """A key equal for the old and the new placing of tones: `hòa` and `hoà`, `ủy` and `uỷ`."""
    return " ".join(map(_tone_last, clean_line(text).casefold().split()))


# One search compares thousands of words, again and again the same few syllables: fewer than that.
@lru_cache(maxsize=8192)
def _tone_last(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    tones = "".join(_TONES[c] for c in decomposed if c in _TONES)
    bare = "".join(c for c in decomposed if c not in _TONES)
    return unicodedata.normalize("NFC", bare) + tones


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
    text = unicodedata.normalize("NFC", text.casefold().translate(_LOOKS_LIKE_DD))
    for token in re.findall(r"\d+|[^\W\d_]+", text):
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
