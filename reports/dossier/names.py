"""Names inside a ZIP that Windows, 7-Zip and macOS show and unpack alike, in Vietnamese."""

import re
import unicodedata

from evidence.papers.files.limits import MAX_NAME_BYTES
from evidence.papers.files.names import clean_name

# A path of Windows has 260 characters; folders of a person and of the ZIP itself come before ours.
MOST_FOLDER, MOST_NAME = 80, 100
_UNSHOWN = {"Cn", "Co"}  # what no font has, and some file systems refuse


def utf16_length(text: str) -> int:
    """How long Windows takes a text to be: in units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def entry_name(stem: str, extension: str = "", more: str = "", *, most: int = MOST_NAME) -> str:
    """The name of a file or folder: no separator, no reserved word, not too long, NFC; `more`
    stands before the ending, whatever is cut."""
    text = "".join(char for char in stem if unicodedata.category(char) not in _UNSHOWN)
    text = clean_name(re.sub(r"\s*[/\\]\s*", "-", text).lstrip(".- "))
    ending = more + (f".{extension}" if extension else "")
    text = _cut(text, most - len(ending), MAX_NAME_BYTES - len(ending.encode()))
    return clean_name(text + ending) if ending else text


def _cut(text: str, most: int, most_bytes: int) -> str:
    """The text cut to the limits, at a word where one ends not long before."""
    if utf16_length(text) <= most and len(text.encode()) <= most_bytes:
        return text
    cut = text[:most]
    while utf16_length(cut) > most or len(cut.encode()) > most_bytes:
        cut = cut[:-1]
    # A letter does not lose the marks that follow it.
    while cut and unicodedata.combining(text[len(cut)]):
        cut = cut[:-1]
    at_word = cut.rpartition(" ")[0]
    return (at_word if len(at_word) > most * 2 // 3 else cut).rstrip(" .-")


class PathNames:
    """The paths given so far; no two are one to a system that folds case or takes letters apart."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def path(self, folder: str, stem: str, extension: str) -> str:
        """A path that is free, with the name of the file as near to `stem` as that allows."""
        for number in range(1, 10_000):
            more = f" ({number})" if number > 1 else ""
            path = f"{folder}/" if folder else ""
            path += entry_name(stem, extension, more)
            key = unicodedata.normalize("NFC", path.casefold())
            if key not in self._taken:
                self._taken.add(key)
                return path
        raise ValueError(stem)
