"""The passages of a document that people write: the text of each, and where it came from."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from evidence.authored.queries import defaults_of, fill_default, texts_of
from reports.documents.blocks import Block
from reports.documents.typed_text import blocks_from_text
from villages.models import Unit

OF_UNIT = ("đơn vị", "năm")  # the placeholders that `filled_for` fills


@dataclass(frozen=True, kw_only=True)
class AuthoredBlock:
    """A passage that is edited in the browser; `default` is its text until somebody writes it.

    In a default `{đơn vị}` is the unit and `{năm}` the year of the document.
    """

    key: str
    title: str
    help: str = ""
    default: str = ""


@dataclass(frozen=True)
class Texts:
    """The passages of one document.

    `written` is what people wrote of this very document; of what they did not, `begun` is what is
    printed: what the record has, the unit's default, or the kind's.
    """

    written: Mapping[str, str]
    begun: Mapping[str, str]
    fill: Callable[[str], str] = field(default=str)
    own: Mapping[str, str] = field(default_factory=dict)  # the unit's defaults

    @property
    def yielding(self) -> tuple[str, ...]:
        """The passages in which words of the record stand, though the unit has a default of its
        own, until somebody writes them."""
        unwritten = (key for key in self.own if key not in self.written)
        return tuple(key for key in unwritten if self.begun.get(key) != self.own[key])

    def text(self, key: str) -> str:
        """What is printed of a passage, its placeholders filled."""
        return self.fill(self.written.get(key, self.begun.get(key, "")))

    def blocks(self, key: str, *, heading_level: Literal[0, 2, 3] = 0) -> tuple[Block, ...]:
        return blocks_from_text(self.text(key), key, heading_level=heading_level)


NO_TEXTS = Texts({}, {})


def read_texts(
    kind: str,
    row_key: int,
    unit: Unit,
    blocks: Iterable[AuthoredBlock],
    *,
    given: Mapping[str, str] | None = None,
    drawn: Mapping[str, str] | None = None,
    fill: Callable[[str], str],
) -> Texts:
    """The passages of a document, in two queries: as written; else what the record `given` has in
    so many words, the unit's default, what is `drawn` from the record, the kind's default."""
    own = defaults_of(kind, unit)
    layers = (given or {}, own, drawn or {}, {b.key: b.default for b in blocks})
    begun: dict[str, str] = {}
    for layer in reversed(layers):
        begun |= {key: text for key, text in layer.items() if text}
    return Texts(texts_of(kind, row_key), begun, fill, own)


def filled_for(unit: Unit, year: int) -> Callable[[str], str]:
    """Fills `{đơn vị}` and `{năm}`; other braces stay as typed."""
    return lambda text: fill_default(text, unit, year)
