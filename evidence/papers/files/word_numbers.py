"""The numbers and bullets that Word puts before paragraphs; no text of the file holds them."""

from collections.abc import Callable
from typing import Any

from ntm_project.common.numbers import whole_number

MOST_LEVELS = 9
MOST_COUNTED = 2_000
BULLET = "- "
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_VALUES = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
_SIGNS = ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i")


def _roman(number: int) -> str:
    made = ""
    for value, letters in zip(_VALUES, _SIGNS, strict=True):
        while number >= value:
            made, number = made + letters, number - value
    return made


def _letter(number: int) -> str:
    return _LETTERS[(number - 1) % len(_LETTERS)]


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}


class WordNumbers:
    """Counts the numbered paragraphs of a document in their order."""

    def __init__(self, space: str, numbering: Any, styles: Any) -> None:
        self._space = space
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._abstract: dict[str, str] = {}
        self._of_style: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, list[int]] = {}
        if numbering is not None:
            self._read(numbering)
        if styles is not None:
            self._read_styles(styles)

    def _value(self, node: Any, path: str) -> str:
        found = (
            None if node is None else node.find("/".join(self._space + p for p in path.split("/")))
        )
        return "" if found is None else found.get(f"{self._space}val", "")

    def _read(self, numbering: Any) -> None:
        kinds = {}
        for kind in numbering.iterchildren(f"{self._space}abstractNum"):
            levels = {}
            for level in kind.iterchildren(f"{self._space}lvl"):
                number = _small(level.get(f"{self._space}ilvl", "0"))
                start = _small(self._value(level, "start") or "1")
                look = self._value(level, "numFmt"), self._value(level, "lvlText")
                levels[number] = (*look, start)
            kinds[kind.get(f"{self._space}abstractNumId", "")] = levels
        for row in numbering.iterchildren(f"{self._space}num"):
            key = row.get(f"{self._space}numId", "")
            self._abstract[key] = self._value(row, "abstractNumId")
            self._levels[key] = kinds.get(self._abstract[key], {})

    def _read_styles(self, styles: Any) -> None:
        for style in styles.iterchildren(f"{self._space}style"):
            if number := self._value(style, "pPr/numPr/numId"):
                level = _small(self._value(style, "pPr/numPr/ilvl") or "0")
                self._of_style[style.get(f"{self._space}styleId", "")] = (number, level)

    def before(self, paragraph: Any) -> str:
        """What stands before the paragraph: `1.2. `, `a) `, `- `, or ""."""
        key = self._value(paragraph, "pPr/numPr/numId")
        level = _small(self._value(paragraph, "pPr/numPr/ilvl") or "0")
        if not key:
            key, level = self._of_style.get(self._value(paragraph, "pPr/pStyle"), ("", 0))
        levels = self._levels.get(key)
        if key in {"", "0"} or not levels or level not in levels:
            return ""
        form, text, start = levels[level]
        counts = self._counts.setdefault(self._abstract[key], [0] * MOST_LEVELS)
        counts[level] = counts[level] + 1 if counts[level] else start
        counts[level + 1 :] = [0] * (MOST_LEVELS - level - 1)
        if form == "bullet":
            return BULLET
        return self._written(levels, counts, text)

    def _written(
        self, levels: dict[int, tuple[str, str, int]], counts: list[int], text: str
    ) -> str:
        for at in range(MOST_LEVELS):
            if f"%{at + 1}" not in text:
                continue
            form, _, start = levels.get(at, ("decimal", "", 1))
            number = min(counts[at] or start, MOST_COUNTED)
            write = FORMATS.get(form)
            text = text.replace(f"%{at + 1}", write(number) if write and number else "")
        return f"{text[:20].strip()} " if text.strip() else ""


def _small(text: str) -> int:
    """A level or a first number; 0 for what is none."""
    return min(whole_number(text, 5) or 0, MOST_COUNTED) % MOST_COUNTED
