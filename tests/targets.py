"""Whether everything that a page points to is there: targets of htmx, addresses, anchors, labels.

A button whose target is missing sends nothing and shows nothing: only a look at the page finds it.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from lxml import html
from lxml.html import HtmlElement

VERBS = ("hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete")
# Attributes that name ids of the same page.
NAMING = (
    "for", "aria-controls", "aria-describedby", "aria-labelledby", "aria-owns", "list", "form",
    "data-fill",
)  # fmt: skip
SELECTING = ("data-bs-target", "hx-indicator")
Fetch = Callable[[str], str]


def faults_of(page: str, path: str) -> list[str]:
    """Everything in a page that points to nothing, one line each."""
    return list(_faults(html.document_fromstring(page), path))


def faults_of_fragments(page: str, path: str, fetch: Fetch, seen: set[str]) -> Iterator[str]:
    """The faults of the page as it is once each fragment that it fetches stands in its place;
    `seen` holds the kinds of fragments that were looked at."""
    tree = html.document_fromstring(page)
    for asker in tree.xpath("//*[@hx-get]"):
        address = _address(asker.get("hx-get"), path)
        kind = f"{_kind(path)} {_kind(address)}"
        if kind in seen or _is_disabled(asker):
            continue
        seen.add(kind)
        place = _target(asker)
        swap = (_inherited(asker, "hx-swap") or ("innerHTML", asker))[0].split()[0]
        fragment = _selected(fetch(address), asker.get("hx-select") or "")
        if place is None or not fragment.strip() or swap not in ("innerHTML", "outerHTML"):
            continue
        merged = _merged(tree, place, fragment, swap)
        yield from (f"{fault} (with {address})" for fault in _faults(merged, path))


def anchors_of(page: str) -> set[str]:
    """The ids of a page."""
    return set(html.document_fromstring(page).xpath("//@id"))


def links_of(page: str, path: str) -> Iterator[tuple[str, str]]:
    """Address and anchor of each link of the page to a page of this site."""
    for link in html.document_fromstring(page).xpath("//a[@href]"):
        parts = urlsplit(_address(link.get("href"), path))
        if not parts.scheme and not parts.netloc and "download" not in link.attrib:
            query = f"?{parts.query}" if parts.query else ""
            yield f"{parts.path}{query}", parts.fragment


def _faults(tree: HtmlElement, path: str) -> Iterator[str]:
    ids = set(tree.xpath("//@id"))
    yield from (f"{path}: two elements #{name}" for name in sorted(_twice(tree)))
    for node in tree.iter():
        if not isinstance(node.tag, str):
            continue
        for name in NAMING:
            for wanted in (node.get(name) or "").split():
                if wanted not in ids:
                    yield f"{path}: {name}={wanted!r} of <{node.tag}> is not there"
        for name in SELECTING:
            wanted = node.get(name) or ""
            if wanted.startswith("#") and wanted[1:] not in ids:
                yield f"{path}: {name}={wanted!r} of <{node.tag}> is not there"
        yield from _address_faults(node, path, ids)
        sends = any(verb in node.attrib for verb in VERBS) and not _is_disabled(node)
        if sends and _target(node) is None:
            target = _inherited(node, "hx-target")
            yield f"{path}: hx-target={target and target[0]!r} of <{node.tag}> is not there"


def _address_faults(node: HtmlElement, path: str, ids: set[str]) -> Iterator[str]:
    names = [
        *VERBS,
        *(["href"] if node.tag == "a" else []),
        *(["action"] if node.tag == "form" else []),
    ]
    for name in names:
        if (value := node.get(name)) is None:
            continue
        if name == "href" and value.startswith("#"):
            if value[1:] not in ids:
                yield f"{path}: href={value!r} is not there"
            continue
        if not _resolves(_address(value, path)):
            yield f"{path}: {name}={value!r} of <{node.tag}> is no address"
    if node.tag == "a" and node.get("href") == "":
        yield f"{path}: a link to nowhere"


@cache
def _resolves(address: str) -> bool:
    parts = urlsplit(address)
    if parts.scheme in ("http", "https", "mailto", "tel") or parts.path.startswith("/static/"):
        return True
    try:
        resolve(parts.path)
    except Resolver404:
        return False
    return True


def _address(value: str, path: str) -> str:
    """An address as a browser on the page reads it; ours are absolute, or only a query."""
    is_query = value.startswith("?") or not value
    return f"{path.split('?', maxsplit=1)[0]}{value}" if is_query else value


def _kind(address: str) -> str:
    return "".join("n" if c.isdigit() else c for c in urlsplit(address).path)


def _twice(tree: HtmlElement) -> set[str]:
    seen: set[str] = set()
    return {name for name in tree.xpath("//@id") if name in seen or seen.add(name)}


def _is_disabled(node: HtmlElement) -> bool:
    return any("hx-disable" in up.attrib for up in [node, *node.iterancestors()])


def _inherited(node: HtmlElement, name: str) -> tuple[str, HtmlElement] | None:
    """The value of an attribute of htmx at the node or nearest above, and where it stands."""
    for up in [node, *node.iterancestors()]:
        if name in up.attrib:
            return up.get(name), up
    return None


def _target(node: HtmlElement) -> HtmlElement | None:
    """The element into which the answer goes; None when it is not there."""
    found = _inherited(node, "hx-target")
    if found is None:
        return node
    wanted, at = found
    if wanted == "this":
        return at
    if wanted == "body":
        return node.getroottree().find("body")
    how, _, selector = wanted.partition(" ")
    if how == "closest":
        return next((up for up in [node, *node.iterancestors()] if _matches(up, selector)), None)
    if how == "find":
        return next((below for below in node.iterdescendants() if _matches(below, selector)), None)
    whole = node.getroottree().getroot()
    return next((any_ for any_ in whole.iter() if _matches(any_, wanted)), None)


def _matches(node: HtmlElement, selector: str) -> bool:
    """A tag, a class or an id: the selectors that our pages use."""
    assert not set(selector) & set(" >+~:["), f"too clever for this test: {selector}"
    if not isinstance(node.tag, str):
        return False
    if selector.startswith("#"):
        return node.get("id") == selector[1:]
    if selector.startswith("."):
        return selector[1:] in (node.get("class") or "").split()
    return node.tag == selector


def _selected(fragment: str, wanted: str) -> str:
    """The part of an answer that `hx-select` takes: of a class or an id; all without it."""
    if not wanted or not fragment.strip():
        return fragment
    tree = html.document_fromstring(fragment)
    name = wanted[1:]
    found = tree.find_class(name) if wanted[0] == "." else [tree.get_element_by_id(name)]
    return "".join(html.tostring(node, encoding="unicode", with_tail=False) for node in found)


def _merged(tree: HtmlElement, place: HtmlElement, fragment: str, swap: str) -> HtmlElement:
    """A copy of the page with the fragment in its place; what goes elsewhere (out of band) too."""
    mark = tree.getroottree().getpath(place)
    copy = deepcopy(tree)
    target = copy.getroottree().xpath(mark)[0]
    # A row of a table keeps its tags only within one.
    parsed = html.fragment_fromstring(fragment, create_parent="div")
    if swap == "innerHTML":
        target.clear()
        target.attrib.update(place.attrib)
        target.extend(list(parsed))
        return copy
    parent = target.getparent()
    at = parent.index(target)
    parent.remove(target)
    for number, child in enumerate(list(parsed)):
        if "hx-swap-oob" not in child.attrib:
            parent.insert(at + number, child)
    return copy
