"""What Word is strict about in each kind's file: the schema (ECMA-376), what cells end with, names
that stand once, and parts that are all there."""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator

from reports.documents.word import render_docx
from reports.drawn import drawn
from tests.access.matrix import Matrix
from tests.access.test_documents import Kind, cases, each_kind
from tests.reports import sample

pytestmark = pytest.mark.once
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def _faults(made: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    trees = {n: etree.fromstring(parts[n]) for n in parts if n.endswith((".xml", ".rels"))}
    yield from _missing(trees, set(parts))
    body = trees["word/document.xml"]
    yield from (f"no paragraph ends {cell}" for cell in body.iter(f"{_W}tc")
                if len(cell) == 0 or cell[-1].tag != f"{_W}p")  # fmt: skip
    drawn_ids = [each.get("id") for each in body.iter("{*}docPr")]
    marks = [each.get(f"{_W}id") for each in body.iter(f"{_W}bookmarkStart")]
    yield from (f"twice: {key}" for one in (drawn_ids, marks) for key, n in Counter(one).items()
                if n > 1)  # fmt: skip
    styles = {one.get(f"{_W}styleId") for one in trees["word/styles.xml"].iter(f"{_W}style")}
    named = {
        one.get(f"{_W}val") for one in body.iter(f"{_W}pStyle", f"{_W}rStyle", f"{_W}tblStyle")
    }
    yield from (f"no style {one}" for one in named - styles)


def _missing(trees: dict[str, etree._Element], parts: set[str]) -> Iterator[str]:
    """Parts that a relation names, relations that a part names, types that nothing states."""
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder = dirname(dirname(name))
        for each in tree:
            if each.get("TargetMode") != "External":
                target = each.get("Target")
                path = target[1:] if target.startswith("/") else normpath(join(folder, target))
                if path not in parts:
                    yield f"{name} names {path}"
        source = trees.get(join(folder, name.rpartition("/")[2].removesuffix(".rels")))
        keys = {each.get("Id") for each in tree}
        used = {each.get(_R + at) for each in source.iter() for at in ("id", "embed")} if (
            source is not None) else set()  # fmt: skip
        yield from (f"{name} lacks {key}" for key in used - keys - {None})
    types = trees["[Content_Types].xml"]
    stated = {each.get("PartName", "")[1:] for each in types}
    endings = {each.get("Extension") for each in types}
    for part in parts - {"[Content_Types].xml"}:
        if part not in stated and part.rpartition(".")[2] not in endings:
            yield f"{part} has no type"


def _strange(made: bytes, folder: Path) -> list[str]:
    """What the schema of today's Word does not allow."""
    path = folder / "paper.docx"
    path.write_bytes(made)
    found = OpenXmlValidator(FileFormat.MICROSOFT_365).validate(path)
    return [f"{fault.path} {fault.description}" for fault in found.errors]


@each_kind
def test_the_file_of_each_kind_is_as_word_wants_it(
    kind: Kind, world: Matrix, tmp_path: Path
) -> None:
    for row, _ in cases(kind, world):
        document = drawn(kind, row).document
        for one in (document, replace(document, code="https://ntm.example/v/abc")):
            made = render_docx(one)
            assert not list(_faults(made))
            assert not _strange(made, tmp_path)
            names = zipfile.ZipFile(io.BytesIO(made)).namelist()
            assert not [name for name in names if "Effects" in name or "thumbnail" in name]


def test_properties_out_of_order_are_found(tmp_path: Path) -> None:
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(render_docx(sample.plan(1)))) as right,
        zipfile.ZipFile(changed, "w") as wrong,
    ):
        for name in right.namelist():
            part = right.read(name)
            wrong.writestr(name, part.replace(b"</w:pPr>", b"<w:keepNext/></w:pPr>", 1))
    assert any("keepNext" in fault for fault in _strange(changed.getvalue(), tmp_path))
