"""Which paragraphs of a Word file are headings: by their style's level, or all in bold."""

from typing import Any

from ntm_project.common.numbers import whole_number

MOST_PARENTS = 20  # of a style
MOST_LEVELS = 9
_OFF = {"0", "false", "off", "none"}


class WordHeadings:
    """What stands around a heading as plain text marks one: `## …`, `**…**`."""

    def __init__(self, space: str, styles: Any) -> None:
        self._space = space
        self._styles: dict[str, Any] = {}
        if styles is not None:
            for style in styles.iterchildren(f"{space}style"):
                self._styles[style.get(f"{space}styleId", "")] = style

    def marked(self, paragraph: Any, text: str) -> str:
        """The text with its mark, where the paragraph is a heading."""
        style = self._found(paragraph, "pPr/pStyle")
        key = "" if style is None else style.get(f"{self._space}val", "")
        level = self._level(paragraph, key)
        if level:
            return f"{'#' * level} {text}"
        return f"**{text}**" if "*" not in text and self._is_bold(paragraph, key) else text

    def _found(self, node: Any, path: str) -> Any:
        return node.find("/".join(self._space + part for part in path.split("/")))

    def _of_style(self, key: str, path: str) -> Any:
        """What the style, or one that it stands on, states first."""
        for _ in range(MOST_PARENTS):
            style = self._styles.get(key)
            if style is None:
                return None
            if (found := self._found(style, path)) is not None:
                return found
            parent = self._found(style, "basedOn")
            key = "" if parent is None else parent.get(f"{self._space}val", "")
        return None

    def _level(self, paragraph: Any, key: str) -> int:
        own = self._found(paragraph, "pPr/outlineLvl")
        found = self._of_style(key, "pPr/outlineLvl") if own is None else own
        value = "" if found is None else found.get(f"{self._space}val", "")
        level = whole_number(value, 1)
        return level + 1 if level is not None and level < MOST_LEVELS else 0

    def _is_bold(self, paragraph: Any, key: str) -> bool:
        """Whether every run that has words is bold."""
        base = self._is_on(self._of_style(key, "rPr/b"))
        runs = [
            run
            for run in paragraph.iter(f"{self._space}r")
            if any((node.text or "").strip() for node in run.iterchildren(f"{self._space}t"))
        ]
        own = [self._found(run, "rPr/b") for run in runs]
        return bool(runs) and all(base if bold is None else self._is_on(bold) for bold in own)

    def _is_on(self, bold: Any) -> bool:
        return bold is not None and bold.get(f"{self._space}val", "1") not in _OFF
