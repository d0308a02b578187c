"""How the paragraph styles of a Word file look: names and a few numbers, nothing of its XML."""

from collections.abc import Callable, Iterator
from typing import Any

from evidence.papers.files.package import Package
from evidence.papers.files.word_text import parsed, space_of
from ntm_project.common.numbers import whole_number

MOST_STYLES = 500
MOST_LETTERS = 60
Look = dict[str, str | int | bool]
ALIGNED = {"left": "left", "start": "left", "center": "center", "right": "right", "end": "right"}
ALIGNED |= {"both": "justify", "distribute": "justify"}


def style_looks(package: Package) -> list[Look]:
    """The paragraph styles with what each states itself; what it takes from others is left out."""
    if not (part := package.related("styles")):
        return []
    root = parsed(package.content(part))
    space = space_of(root)
    styles = [s for s in root.iterchildren(f"{space}style") if s.get(f"{space}type") == "paragraph"]
    return [dict(_look(style, space)) for style in styles[:MOST_STYLES]]


def _look(style: Any, space: str) -> Iterator[tuple[str, str | int | bool]]:
    yield "id", style.get(f"{space}styleId", "")[:MOST_LETTERS]
    yield "name", _value(style, space, "name")[:MOST_LETTERS]
    run, paragraph = style.find(f"{space}rPr"), style.find(f"{space}pPr")
    if run is not None:
        fonts = run.find(f"{space}rFonts")
        font = "" if fonts is None else fonts.get(f"{space}ascii") or fonts.get(f"{space}hAnsi")
        if font:
            yield "font", font[:MOST_LETTERS]
        for key, tag in (("bold", "b"), ("italic", "i"), ("capitals", "caps")):
            if (found := run.find(f"{space}{tag}")) is not None:
                yield key, found.get(f"{space}val", "1") not in {"0", "false", "off", "none"}
        yield from _number("size", _value(run, space, "sz"))
    if paragraph is not None:
        if align := ALIGNED.get(_value(paragraph, space, "jc")):
            yield "align", align
        for key, tag, name in (
            ("before", "spacing", "before"),
            ("after", "spacing", "after"),
            ("indent", "ind", "firstLine"),
        ):
            found = paragraph.find(f"{space}{tag}")
            yield from _number(key, "" if found is None else found.get(f"{space}{name}", ""))


def _value(parent: Any, space: str, tag: str) -> str:
    found = parent.find(f"{space}{tag}")
    return "" if found is None else found.get(f"{space}val", "")


def _number(key: str, text: str) -> Iterator[tuple[str, int]]:
    """A whole number as Word writes it: half points of a size, twentieths of a point of a gap."""
    if (number := whole_number(text, 5)) is not None:
        yield key, number


# What may be stated of a style, and how each is read back from the limited process.
READ: dict[str, Callable[[Any], Any]] = {
    "id": str, "name": str, "font": str, "align": str,
    "bold": bool, "italic": bool, "capitals": bool,
    "size": int, "before": int, "after": int, "indent": int,
}  # fmt: skip


def looks_of(answer: Any) -> list[Look]:
    """The looks as they came back; ValueError or the like for an answer of another shape."""
    looks = [{key: READ[key](value) for key, value in dict(one).items()} for one in list(answer)]
    if any(len(str(value)) > MOST_LETTERS for look in looks for value in look.values()):
        raise ValueError("too long")
    return looks
