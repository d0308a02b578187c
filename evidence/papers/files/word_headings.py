"""Which paragraphs of a Word file are headings: by their style's level, or all in bold."""

from typing import Any

from evidence.papers.files.word_xml import StyleSheet, WordXml
from ntm_project.common.numbers import whole_number

MOST_LEVELS = 9


class WordHeadings:
    """Marks the headings of a Word file as plain text does: `## …`, `**…**`."""

    def __init__(self, xml: WordXml, styles: StyleSheet) -> None:
        self._xml, self._styles = xml, styles

    def marked(self, paragraph: Any, text: str) -> str:
        """The text with its mark, where the paragraph is a heading."""
        key = self._xml.value(paragraph, "pPr/pStyle")
        level = self._level(paragraph, key)
        if level:
            return f"{'#' * level} {text}"
        return f"**{text}**" if "*" not in text and self._is_bold(paragraph, key) else text

    def _of_style(self, key: str, path: str) -> Any:
        """What the style, or one that it is based on, states first."""
        found = (self._xml.find(style, path) for style in self._styles.lineage(key))
        return next((node for node in found if node is not None), None)

    def _level(self, paragraph: Any, key: str) -> int:
        own = self._xml.find(paragraph, "pPr/outlineLvl")
        found = self._of_style(key, "pPr/outlineLvl") if own is None else own
        level = whole_number(self._xml.get(found, "val"), 1)
        return level + 1 if level is not None and level < MOST_LEVELS else 0

    def _is_bold(self, paragraph: Any, key: str) -> bool:
        """Whether every run that has words is bold."""
        xml = self._xml
        base = xml.is_on(self._of_style(key, "rPr/b"))
        runs = [
            run
            for run in paragraph.iter(xml.tag("r"))
            if any((node.text or "").strip() for node in xml.children(run, "t"))
        ]
        own = [xml.find(run, "rPr/b") for run in runs]
        return bool(runs) and all(base if bold is None else xml.is_on(bold) for bold in own)
