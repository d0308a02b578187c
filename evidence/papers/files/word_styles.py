"""How the paragraph styles of a Word file look: names and a few numbers, nothing of its XML."""

from collections.abc import Callable, Iterator
from typing import Any

from evidence.papers.files.package import Package
from evidence.papers.files.word_xml import WordXml, related_part
from ntm_project.common.numbers import whole_number

MOST_STYLES = 500
MOST_LETTERS = 60
Look = dict[str, str | int | bool]
ALIGNED = {"left": "left", "start": "left", "center": "center", "right": "right", "end": "right"}
ALIGNED |= {"both": "justify", "distribute": "justify"}


def style_looks(package: Package) -> list[Look]:
    """The paragraph styles with what each states itself; what it takes from others is left out."""
    root = related_part(package, "styles")
    if root is None:
        return []
    xml = WordXml(root)
    styles = [s for s in xml.children(root, "style") if xml.get(s, "type") == "paragraph"]
    return [dict(_look(style, xml)) for style in styles[:MOST_STYLES]]


def _look(style: Any, xml: WordXml) -> Iterator[tuple[str, str | int | bool]]:
    yield "id", xml.get(style, "styleId")[:MOST_LETTERS]
    yield "name", xml.value(style, "name")[:MOST_LETTERS]
    fonts = xml.find(style, "rPr/rFonts")
    if font := xml.get(fonts, "ascii") or xml.get(fonts, "hAnsi"):
        yield "font", font[:MOST_LETTERS]
    for key, tag in (("bold", "b"), ("italic", "i"), ("capitals", "caps")):
        if (found := xml.find(style, f"rPr/{tag}")) is not None:
            yield key, xml.is_on(found)
    yield from _number("size", xml.value(style, "rPr/sz"))
    if align := ALIGNED.get(xml.value(style, "pPr/jc")):
        yield "align", align
    for key, tag, name in (
        ("before", "spacing", "before"),
        ("after", "spacing", "after"),
        ("indent", "ind", "firstLine"),
    ):
        yield from _number(key, xml.get(xml.find(style, f"pPr/{tag}"), name))


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
