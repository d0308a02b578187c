"""Vietnamese written for the fonts of before Unicode: TCVN3 (`.VnTime`) and VNI (`VNI-Times`).

The letters of such a text are other signs of Latin 1 that only its font draws as Vietnamese; the
name of the font decides surely which they are.
"""

import re
import unicodedata
from enum import Enum

GRAVE, HOOK, TILDE, ACUTE, DOT = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
BREVE, ROOF, HORN = "\u0306", "\u0302", "\u031b"


class OldFont(Enum):
    """How a text is written; its value is what people call it."""

    TCVN3 = "TCVN3 (ABC)"
    VNI = "VNI"


# One sign for each letter; in this order the letters follow, each without and with its five tones.
_TCVN3_LETTERS = (
    ("a", " µ¶·¸¹"),
    ("ă", "¨»¼½¾Æ"),
    ("â", "©ÇÈÉÊË"),
    ("e", " ÌÎÏÐÑ"),
    ("ê", "ªÒÓÔÕÖ"),
    ("i", " ×ØÜÝÞ"),
    ("o", " ßáâãä"),
    ("ô", "«åæçèé"),
    ("ơ", "¬êëìíî"),
    ("u", " ïñòóô"),
    ("ư", "\u00adõö÷øù"),
    ("y", " úûüýþ"),
    ("đ", "®"),
)
_TCVN3_CAPITALS = dict(zip("¡¢£¤¥¦§", "ĂÂÊÔƠƯĐ", strict=True))
_TONES = ("", GRAVE, HOOK, TILDE, ACUTE, DOT)

# A letter and behind it the sign of its tone, of its shape, or of both.
_VNI_TONES = {"ø": GRAVE, "û": HOOK, "õ": TILDE, "ù": ACUTE, "ï": DOT}
_VNI_ROOFS = {"â": "", "à": GRAVE, "å": HOOK, "ã": TILDE, "á": ACUTE, "ä": DOT}
_VNI_BREVES = {"ê": "", "è": GRAVE, "ú": HOOK, "ü": TILDE, "é": ACUTE, "ë": DOT}
_VNI_WHOLE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_BASES = {**dict.fromkeys("aeouy"), "ô": "ơ", "ö": "ư"}


def _tcvn3() -> dict[int, str]:
    table = dict(_TCVN3_CAPITALS)
    for letter, signs in _TCVN3_LETTERS:
        for sign, tone in zip(signs, _TONES, strict=False):
            if sign != " ":
                table[sign] = unicodedata.normalize("NFC", letter + tone)
    return str.maketrans(table)


def _vni() -> dict[str, str]:
    table = dict(_VNI_WHOLE)
    for sign, letter in _VNI_BASES.items():
        marks = dict(_VNI_TONES)
        if sign in "aeo":
            marks |= {mark: ROOF + tone for mark, tone in _VNI_ROOFS.items()}
        if sign == "a":
            marks |= {mark: BREVE + tone for mark, tone in _VNI_BREVES.items()}
        for mark, shape in marks.items():
            table[sign + mark] = unicodedata.normalize("NFC", (letter or sign) + shape)
    for signs, letter in [*table.items()]:
        for capital in {signs[0].upper() + signs[1:], signs.upper()}:
            table[capital] = letter.upper()
    return table


_TCVN3 = _tcvn3()
_VNI = _vni()
_VNI_SIGNS = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
# Letters that only Unicode has: whoever typed them wrote no old font, whatever the font's name.
_UNICODE_ONLY = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0-\u01b0\u1ea0-\u1ef9]"
)


def old_font(name: str) -> OldFont | None:
    """Which of them a font of this name draws; None for every font of Unicode."""
    bare = name.strip().casefold()
    if bare.startswith(".vn"):
        return OldFont.TCVN3
    return OldFont.VNI if re.match(r"vni[-_ ]", bare) else None


def converted(text: str, font: OldFont, *, name: str = "") -> str:
    """The text in Unicode; unchanged where it is Unicode already.

    `name`: of the font, for those of TCVN3 that draw every letter as a capital (`.VnTimeH`).
    """
    if _UNICODE_ONLY.search(unicodedata.normalize("NFC", text)):
        return text
    if font == OldFont.VNI:
        return _VNI_SIGNS.sub(lambda found: _VNI[found[0]], text)
    changed = text.translate(_TCVN3)
    return changed.upper() if name.strip().endswith("H") else changed


# --- Without the name of a font: what was typed or pasted into a field ----------------------------

_ONSETS = r"ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx]"
_RIME = (
    r"(?:iêu|yêu|oai|oay|oeo|uây|uôi|ươi|ươu|uya|uyê|uyu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|yê|oa|oă|"
    r"oe|oi|oo|ôi|ơi|ua|uâ|uê|ui|uô|uơ|uy|ưa|ươ|ưi|ưu|[aăâeêioôơuưy])(?:ng|nh|ch|[cmnpt])?"
)
_SYLLABLE = re.compile(rf"(?:{_ONSETS})?{_RIME}")
# Names of the highlands and beyond, as plans write them: Krông Pắk, Đắk Lắk, Plei Kần, Mường Lay.
_OF_A_NAME = re.compile(rf"(?:[bcdđghkmpt][rl]|k[bdmnđ]|{_ONSETS})?{_RIME}[klrsh]?")
_LETTER = re.compile("[A-Za-z]")
_WORD = re.compile(r"[^\s\d.,;:!?()\[\]{}/\\\"'“”‘’…<>=+*%–—-]+")
# Signs that no word of Unicode has inside.
_STRANGE = re.compile(r"[a-z][µ¶·¸¹¨»¼½¾©ª«¬®\u00ad§¡¢£¤¥¦]", re.IGNORECASE)


def _is_syllable(word: str, shape: re.Pattern[str] = _SYLLABLE) -> bool:
    parts = unicodedata.normalize("NFD", word.casefold())
    tones = [part for part in parts if part in _TONES[1:]]
    bare = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES[1:]))
    return len(tones) <= 1 and shape.fullmatch(bare) is not None


def recognised(text: str) -> OldFont | None:
    """The old font in whose letters a text without a font's name was written, if it is sure.

    Sure is what reads as Vietnamese once converted, and as nothing before.
    """
    if text.isascii() or _UNICODE_ONLY.search(unicodedata.normalize("NFC", text)):
        return None
    for font in OldFont:
        found = _WORD.findall(text)
        words = [word for word in found if not word.isascii() and _LETTER.search(word)]
        read = [converted(word, font) for word in words]
        changed = [(old, new) for old, new in zip(words, read, strict=True) if old != new]
        strange = [old for old, _ in changed if not _is_syllable(old)]
        right = [new for _, new in changed if _is_syllable(new, _OF_A_NAME)]
        is_sure = len(strange) > 1 or (len(strange) == 1 and _STRANGE.search(strange[0]))
        mostly = len(right) * 10 >= len(changed) * 9 and len(strange) * 2 >= len(changed)
        if is_sure and mostly and len(changed) * 2 >= len(words):
            return font
    return None


def recognised_in(text: str) -> OldFont | None:
    """The old font of the text, or of the first of its lines that was pasted among others."""
    return recognised(text) or next(filter(None, map(recognised, text.splitlines())), None)


def in_unicode(text: str) -> str:
    """The text with what was surely written for an old font in Unicode: all of it, or lines."""
    if font := recognised(text):
        return converted(text, font)
    lines = text.splitlines(keepends=True)
    return "".join(converted(line, font) if (font := recognised(line)) else line for line in lines)
