"""Every kind of document as a Word file, opened by Writer, keeps to the decree as our PDF does."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reports.documents.blocks import Document
from reports.documents.kinds import KINDS
from reports.documents.word import render_docx
from reports.drawn import drawn
from tests.access.matrix import Matrix
from tests.access.test_documents import cases, worst
from tests.conftest import require
from tests.reports import sample, writer
from tests.reports.decree30 import faults, spared

pytestmark = [pytest.mark.deep, pytest.mark.once]


def _documents(world: Matrix) -> Iterator[tuple[str, Document]]:
    for kind in KINDS:
        row = next(row for row, _ in cases(kind, world))
        document = drawn(kind, row).document
        yield kind.slug, document
        yield f"{kind.slug}_worst", worst(document)
    yield "issued", replace(sample.issued(), code="https://sontm.example/kiem-tra/1")


def test_every_kind_keeps_the_form_in_writer(world: Matrix, tmp_path: Path) -> None:
    require(not writer.reason_no_writer(), writer.reason_no_writer())
    documents = dict(_documents(world))
    files = {name: render_docx(document) for name, document in documents.items()}
    found = {}
    for name, pdf in writer.laid_out(files, tmp_path).items():
        wrong = faults(pdf, writer.ROUNDING)
        found[name] = {key: why for key, why in wrong.items() if key not in spared(documents[name])}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
