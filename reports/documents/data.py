"""A document as data and back: in what was kept of it every text, table and place is as it was.

A field that a later program does not know is passed over, and one that it has beside them begins as
usual, so that what was kept before is still read.
"""

import json
from dataclasses import fields, is_dataclass, replace
from typing import Any

from reports.documents import blocks
from reports.documents.blocks import Document, Signature

_KINDS = {name: kind for name, kind in vars(blocks).items() if is_dataclass(kind)}
_KIND = "is"


def checked_part(document: Document) -> Document:
    """The document without number, day and who signs, which are no part of what is checked."""
    header = replace(document.header, number=None, issued_on=None)
    return replace(document, header=header, signature=Signature(()))


def text_to_keep(document: Document) -> str:
    """What is checked of the document, as JSON."""
    return json.dumps(_data(checked_part(document)), ensure_ascii=False, separators=(",", ":"))


def kept_document(text: str) -> Document:
    """The document of which that was kept; `ValueError` where it holds what nobody knows now."""
    try:
        document = _part(json.loads(text))
    except (KeyError, TypeError) as error:
        raise ValueError(f"no document: {error}") from error
    if not isinstance(document, Document):
        raise ValueError("no document")
    return document


def _data(part: Any) -> Any:
    if isinstance(part, tuple | list):
        return [_data(one) for one in part]
    if is_dataclass(part) and not isinstance(part, type):
        held = {field.name: _data(getattr(part, field.name)) for field in fields(part)}
        return {_KIND: type(part).__name__} | held
    return part


def _part(data: Any) -> Any:
    if isinstance(data, list):
        return tuple(map(_part, data))
    if isinstance(data, dict):
        kind: Any = _KINDS[data[_KIND]]
        known = {field.name for field in fields(kind)}
        return kind(**{name: _part(value) for name, value in data.items() if name in known})
    return data
