"""The XML of a Word file: its parts as trees, and each style with those that it is based on."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from evidence.papers.files.package import Package

WORDS = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",  # the strict edition
)
MOST_PARENTS = 20  # of a style
OFF = {"0", "false", "off", "none"}


def parsed(content: bytes) -> Any:
    """The tree of a part; SyntaxError where it is deeper than lxml goes (255)."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(content, parser)


def related_part(package: Package, kind: str) -> Any:
    """The tree of a part that belongs to the main one, as `styles`; None where there is none."""
    part = package.related(kind)
    return parsed(package.content(part)) if part else None


class WordXml:
    """Finds by the short names of Word's namespace: `pPr/pStyle`, `val`."""

    def __init__(self, root: Any) -> None:
        uri = etree.QName(root).namespace
        if uri not in WORDS:
            raise ValueError(uri)
        self._names = {None: uri}
        self._space = f"{{{uri}}}"

    def tag(self, name: str) -> str:
        """The name as lxml writes it, with its namespace."""
        return self._space + name

    def name(self, node: Any) -> str:
        """The short name of an element of the namespace."""
        return str(node.tag).removeprefix(self._space)

    def children(self, node: Any, name: str) -> Iterator[Any]:
        """The elements of that name (`*`: of any) directly below; none below None."""
        return iter(()) if node is None else node.iterchildren(self._space + name)

    def find(self, node: Any, path: str) -> Any:
        """The first element at the path, or None."""
        return None if node is None else node.find(path, self._names)

    def get(self, node: Any, name: str, default: str = "") -> str:
        """An attribute of the element; the default where it, or the element, is missing."""
        return default if node is None else node.get(self._space + name, default)

    def value(self, node: Any, path: str) -> str:
        """What the element at the path states as its `val`, or ""."""
        return self.get(self.find(node, path), "val")

    def is_on(self, switch: Any) -> bool:
        """Whether a switch, as the one for bold, is there and not turned off."""
        return switch is not None and self.get(switch, "val", "1") not in OFF


class StyleSheet:
    """The styles of a Word file by their identity."""

    def __init__(self, xml: WordXml, root: Any) -> None:
        self._xml = xml
        self._styles = {xml.get(style, "styleId"): style for style in xml.children(root, "style")}
        self.defaults = xml.find(root, "docDefaults/rPrDefault/rPr")

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return iter(self._styles.items())

    def lineage(self, key: str) -> Iterator[Any]:
        """The style and those that it is based on, the nearest first."""
        for _ in range(MOST_PARENTS):
            style = self._styles.get(key)
            if style is None:
                return
            yield style
            key = self._xml.value(style, "basedOn")
