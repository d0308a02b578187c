"""Pages of PDFs as pictures: what is drawn, what is refused, and that nothing gets out of hand."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pikepdf
import pytest
from PIL import Image

from evidence.papers.files import limits, pdf_pages
from evidence.papers.files.limited import ReaderAnswer
from evidence.papers.files.pdf_pages import draw_page, kept_page
from evidence.papers.files.refusals import RefusedFile
from tests.evidence.files import makers as m


@contextmanager
def file_of(data: bytes, folder: Path) -> Iterator[BinaryIO]:
    path = folder / "a.pdf"
    path.write_bytes(data)
    with path.open("rb") as file:
        yield file


@pytest.fixture
def drawn(tmp_path: Path):
    """`drawn(data, number, longest)`: the page as `draw_page` gives it."""

    def draw(data: bytes, number: int = 1, longest: int = 400) -> pdf_pages.DrawnPage:
        with file_of(data, tmp_path) as file:
            file.read(10)  # where the caller has read to does not matter
            return draw_page(file, number, longest)

    return draw


@pytest.fixture
def refused(drawn):
    """`refused(data, number)`: the name of the reason why the page is not drawn."""

    def why(data: bytes, number: int = 1) -> str:
        with pytest.raises(RefusedFile) as refusal:
            drawn(data, number)
        return refusal.value.key

    return why


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content), formats=["JPEG"])
    image.load()
    return image


def marked_pdf(pages: int = 1, size: tuple[float, float] = (400, 200), **page: object) -> bytes:
    """Pages with a dark upper left quarter on the last of them."""

    def change(pdf: pikepdf.Pdf) -> None:
        sheet = pdf.pages[-1]
        sheet.MediaBox = [0, 0, *size]
        for name, value in page.items():
            sheet[f"/{name}"] = value
        drawing = f"0 0 0 rg 0 {size[1] / 2} {size[0] / 2} {size[1] / 2} re f"
        sheet.Contents = pdf.make_stream(drawing.encode())

    return m.changed_pdf(change, pages)


def dark_corners(image: Image.Image) -> list[str]:
    width, height = image.size
    grey = image.convert("L")
    spots = {"nw": (9, 9), "ne": (width - 9, 9), "sw": (9, height - 9)}
    return [name for name, spot in spots.items() if grey.getpixel(spot) < 60]


def test_a_page_is_drawn_to_the_size_asked_and_knows_how_many_there_are(drawn) -> None:
    page = drawn(marked_pdf(3), 3)
    image = opened(page.content)
    assert (page.width, page.height, page.pages) == (400, 200, 3) == (*image.size, 3)
    assert dark_corners(image) == ["nw"]
    assert dark_corners(opened(drawn(marked_pdf(3), 1).content)) == []


def test_a_page_lies_as_its_reader_sees_it(drawn) -> None:
    image = opened(drawn(marked_pdf(Rotate=90)).content)
    assert image.size == (200, 400)
    assert dark_corners(image) == ["ne"]


def test_what_was_filled_into_a_form_is_seen(drawn) -> None:
    def fill(pdf: pikepdf.Pdf) -> None:
        look = pdf.make_stream(b"0 0 0 rg 0 0 300 300 re f", BBox=[0, 0, 300, 300])
        look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx,
            T=pikepdf.String("o"), Rect=[0, 492, 300, 792], F=4, AP=pikepdf.Dictionary(N=look),
        )  # fmt: skip
        field = pdf.make_indirect(field)
        pdf.pages[0].Annots = [field]
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[field])

    assert dark_corners(opened(drawn(m.changed_pdf(fill)).content)) == ["nw"]


def test_the_last_of_a_thousand_pages_comes_as_fast_as_the_first(drawn) -> None:
    data = marked_pdf(1_000)
    page = drawn(data, 1_000)
    assert page.pages == 1_000
    assert dark_corners(opened(page.content)) == ["nw"]


@pytest.mark.parametrize(
    "size", [(14_400, 14_400), (1e9, 2), (3, 14_400), (0.001, 0.001), (1e30, 1e30)]
)
def test_the_size_of_a_page_never_makes_a_larger_picture(drawn, size) -> None:
    page = drawn(marked_pdf(size=size))
    assert 1 <= min(page.width, page.height) <= max(page.width, page.height) <= 400


@pytest.mark.parametrize("number", [0, 3, 10**9])
def test_a_page_that_is_not_there_is_named(drawn, refused, number: int) -> None:
    assert refused(m.pdf(2), number) == "page_missing"


def test_a_locked_file_says_so(refused) -> None:
    assert refused(m.pdf(encryption=pikepdf.Encryption(user="x", owner="y"))) == "page_locked"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n%%EOF", b"\0" * 5_000, m.pdf()[:200], m.jpeg()])
def test_a_damaged_file_is_refused(refused, data: bytes) -> None:
    assert refused(data) == "page_damaged"


def spinning_pdf() -> bytes:
    """A page of a few KB whose colours are reckoned pixel by pixel, thousands of times over."""

    def spin(pdf: pikepdf.Pdf) -> None:
        reckon = pdf.make_stream(b"{ mul " + b"sin 2 mul " * 2_000 + b"}")
        reckon.FunctionType, reckon.Domain, reckon.Range = 4, [0, 1, 0, 1], [0, 1]
        colours = pikepdf.Dictionary(
            ShadingType=1,
            ColorSpace=pikepdf.Name.DeviceGray,
            Matrix=[612, 0, 0, 792, 0, 0],
            Function=reckon,
        )
        pdf.pages[0].Resources = pikepdf.Dictionary(Shading=pikepdf.Dictionary(S=colours))
        pdf.pages[0].Contents = pdf.make_stream(b"/S sh " * 5_000)

    return m.changed_pdf(spin)


def test_a_page_that_spins_is_stopped_by_the_kernel(refused, monkeypatch) -> None:
    monkeypatch.setattr(limits, "READ_CPU_SECONDS", 1)
    assert refused(spinning_pdf()) == "page_heavy"


def swelling_pdf() -> bytes:
    """A page that repeats one drawing 10 ^ 9 times, each form drawing the one below ten times."""

    def swell(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_stream(b"0 0 500 500 re f " * 50)
        form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 9, 9]
        for _ in range(9):
            outer = pdf.make_stream(b"/F Do " * 10)
            outer.Type, outer.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
            outer.BBox = [0, 0, 999, 999]
            outer.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
            form = outer
        pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
        pdf.pages[0].Contents = pdf.make_stream(b"/F Do")

    return m.changed_pdf(swell)


def test_a_page_that_swells_is_stopped_at_its_memory(refused, monkeypatch) -> None:
    monkeypatch.setattr(limits, "READ_MEMORY_BYTES", 200_000_000)
    assert refused(swelling_pdf()) == "page_heavy"


@pytest.mark.parametrize(
    ("facts", "size"),
    [
        ({}, 0),
        ({"pages": 1, "width": 401, "height": 1, "stride": 1203}, 1203),
        ({"pages": 1, "width": 2, "height": 2, "stride": 5}, 10),
        ({"pages": 1, "width": 2, "height": 2, "stride": 6}, 11),
        ({"pages": 1, "width": 0, "height": 0, "stride": 0}, 0),
        ({"pages": 1, "width": 2, "height": 2, "stride": 2**31}, 12),
        ({"pages": "x", "width": [], "height": None, "stride": {}}, 12),
        ([1, 2], 0),
    ],
)
def test_an_answer_that_does_not_add_up_is_no_picture(drawn, monkeypatch, facts, size) -> None:
    answer = ReaderAnswer(facts, bytearray(size))
    monkeypatch.setattr(pdf_pages, "read", lambda order, file: answer)
    with pytest.raises(RefusedFile):
        drawn(m.pdf())


def test_a_kept_page_is_read_again_and_a_cut_one_is_not(drawn) -> None:
    page = drawn(marked_pdf(7), 2)
    assert kept_page(page.content) == page
    for content in (b"", page.content[:-5], m.jpeg(), b"\xff\xd9"):
        assert kept_page(content) is None
