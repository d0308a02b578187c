"""A file broken anywhere is taken or refused; nothing else ever happens."""

import contextlib
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.papers.enums import FileType
from evidence.papers.files import reading
from evidence.papers.files.detect import check_file
from evidence.papers.files.pdf_pages import draw_page
from evidence.papers.files.refusals import RefusedFile
from tests.evidence.files import makers as m

CELLS = '<row r="1"><c r="A1"><v>1</v></c></row>'
WHOLE = {
    "jpg": m.jpeg(exif=m.exif(6, located=True)),
    "png": m.png_with(m.png_chunk(b"tEXt", b"a\0b")),
    "webp": m.webp(exif=m.exif(6)),
    "heic": m.heic(),
    "pdf": m.pdf(3),
    # Stored, so that a broken byte reaches the XML and not only the packing.
    "docx": m.zipped(m.docx_parts(), 0),
    "xlsx": m.zipped(m.xlsx_parts(CELLS), 0),
}


@st.composite
def broken(draw: st.DrawFn) -> tuple[str, bytes]:
    """A whole file with some bytes changed, cut out, or cut off."""
    kind = draw(st.sampled_from(sorted(WHOLE)))
    data = bytearray(WHOLE[kind])
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data) - 1))
        patch = draw(st.binary(max_size=8))
        data[at : at + draw(st.integers(0, 8))] = patch
        if not data:
            break
    return kind, bytes(data[: draw(st.integers(0, len(data)))] if draw(st.booleans()) else data)


@settings(max_examples=300, deadline=None)
@given(broken())
def test_broken_files(case: tuple[str, bytes]) -> None:
    kind, data = case
    file = io.BytesIO(data)
    with contextlib.suppress(RefusedFile):
        check_file(file, f"a.{kind}")
    with contextlib.suppress(RefusedFile):
        if kind in {"docx", "xlsx"}:
            reading.words(file, FileType(kind))
        elif kind == "pdf":
            draw_page(file, 1, 50)
        else:
            reading.preview(file, FileType(kind))
