"""The numbers and bullets that Word puts before paragraphs; no text of the file holds them."""

from collections.abc import Callable
from string import ascii_lowercase
from typing import Any

from evidence.papers.files.word_xml import StyleSheet, WordXml
from ntm_project.common.numbers import whole_number

MOST_LEVELS = 9
MOST_COUNTED = 2_000
BULLET = "- "
_VALUES = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
_SIGNS = ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i")


def _roman(number: int) -> str:
    made = ""
    for value, letters in zip(_VALUES, _SIGNS, strict=True):
        while number >= value:
            made, number = made + letters, number - value
    return made


def _letter(number: int) -> str:
    return ascii_lowercase[(number - 1) % len(ascii_lowercase)]


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

    def __init__(self, xml: WordXml, numbering: Any, styles: StyleSheet) -> None:
        self._xml = xml
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._abstract: dict[str, str] = {}
        self._of_style: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, list[int]] = {}
        self._read(numbering)
        for key, style in styles:
            if number := xml.value(style, "pPr/numPr/numId"):
                level = _small(xml.value(style, "pPr/numPr/ilvl") or "0")
                self._of_style[key] = (number, level)

    def _read(self, numbering: Any) -> None:
        xml, kinds = self._xml, {}
        for kind in xml.children(numbering, "abstractNum"):
            levels = {}
            for level in xml.children(kind, "lvl"):
                look = xml.value(level, "numFmt"), xml.value(level, "lvlText")
                start = _small(xml.value(level, "start") or "1")
                levels[_small(xml.get(level, "ilvl", "0"))] = (*look, start)
            kinds[xml.get(kind, "abstractNumId")] = levels
        for row in xml.children(numbering, "num"):
            key = xml.get(row, "numId")
            self._abstract[key] = xml.value(row, "abstractNumId")
            self._levels[key] = kinds.get(self._abstract[key], {})

    def before(self, paragraph: Any) -> str:
        """The number or bullet that Word shows before the paragraph: `1.2. `, `a) `, `- `, or
        ""."""
        key = self._xml.value(paragraph, "pPr/numPr/numId")
        level = _small(self._xml.value(paragraph, "pPr/numPr/ilvl") or "0")
        if not key:
            key, level = self._of_style.get(self._xml.value(paragraph, "pPr/pStyle"), ("", 0))
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
    """A level or a first number; 0 where the text is no such number."""
    return min(whole_number(text, 5) or 0, MOST_COUNTED) % MOST_COUNTED
