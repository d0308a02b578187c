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
