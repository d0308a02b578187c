"""What a person typed or pasted, made one spelling before anything reads it."""

import unicodedata

DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")


def _plain(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cf":  # zero-width marks, soft hyphens and direction marks of Word and Zalo
        return ""
    if category in {"Cc", "Zs", "Zl", "Zp"}:
        return " "
    return char


def tidy(text: str) -> str:
    """The text in NFC, without zero-width marks, each run of blanks one space, trimmed."""
    if text.isascii():
        return " ".join(text.split())
    # Marks go first: one between a letter and its tone would keep NFC from joining the two.
    visible = "".join(map(_plain, text))
    return " ".join(unicodedata.normalize("NFC", visible).split())


def fold(text: str) -> str:
    """The tidied text in lower case without diacritics, letter for letter of equal length."""
    return "".join(map(_bare, text))


def _bare(char: str) -> str:
    if char.isascii():
        return char.lower()
    if char in "đĐ":
        return "d"
    if (dash := DASHES.get(ord(char))) is not None:
        return dash
    return unicodedata.normalize("NFD", char)[0].lower()[:1]
