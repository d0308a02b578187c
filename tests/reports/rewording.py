"""A later release that words papers otherwise, for tests of what was checked before it."""

from dataclasses import replace
from typing import Any

import pytest

from reports.documents.blocks import Document, Paragraph
from reports.documents.kind import DocumentKind

NEW_WORDS = "Câu này do bản chương trình sau in thêm."


def install_later_release(
    monkeypatch: pytest.MonkeyPatch, kind: DocumentKind[Any, Any], name: str = "later"
) -> None:
    """From now on the kind prints one sentence more, by another program."""
    before = kind.document

    def document(rows: Any) -> Document:
        made = before(rows)
        return replace(made, blocks=(*made.blocks[:1], Paragraph(NEW_WORDS), *made.blocks[1:]))

    with_name(monkeypatch, name)
    monkeypatch.setitem(kind.__dict__, "document", document)


def with_name(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The program is another one."""
    for module in ("reports.kept", "reports.confirming"):
        monkeypatch.setattr(f"{module}.code_version", lambda: name)
