"""What a scan misread, put right where it can be nothing else: "3O/9/2O24", "trươc ngày"."""

import re

from ntm_project.common.text import fold_letters

# Of a number, and not of "H2O".
_ZERO = re.compile(r"(?<![^\W\d])(?P<before>[\d/.]*\d)[Oo](?=[\d/.,\s]|$)|(?<=\d[/.])[Oo](?=\d)")
# A syllable that ends so has a tone: "trươc" is none.
_TONELESS = re.compile(r"(?<!\w)[^\W\d_]*[ăâêôơư](?:c|ch|p|t)(?!\w)", re.IGNORECASE)
_WORDS = ("trước", "được", "việc", "thực", "phúc", "chất", "nhất", "xuất", "cấp", "hợp", "mặt")
_BARE = {fold_letters(word): word for word in _WORDS}


def well_read(text: str) -> str:
    """The text of one line, letter for letter."""
    while (made := _ZERO.sub(lambda found: f"{found['before'] or ''}0", text)) != text:
        text = made
    return _TONELESS.sub(_with_tone, text)


def _with_tone(found: re.Match[str]) -> str:
    known = _BARE.get(fold_letters(found[0]), found[0])
    return "".join(
        new.upper() if old.isupper() else new for new, old in zip(known, found[0], strict=True)
    )
