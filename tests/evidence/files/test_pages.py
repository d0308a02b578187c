"""Pages of PDFs as pictures: what is drawn, what is refused, and that nothing gets out of hand."""

import io
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pikepdf
import pytest
from PIL import Image

from evidence.papers.files import limits, pdf_drawer, pdf_pages
from evidence.papers.files.pdf_pages import DrawerBusy, draw_page, kept_page
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
    monkeypatch.setattr(limits, "DRAW_CPU_SECONDS", 1)
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
    monkeypatch.setattr(limits, "DRAW_MEMORY_BYTES", 200_000_000)
    assert refused(swelling_pdf()) == "page_heavy"


def test_a_drawer_that_hangs_is_killed_and_the_file_is_not_blamed(drawn, monkeypatch) -> None:
    monkeypatch.setattr(limits, "DRAW_WALL_SECONDS", 0.01)
    with pytest.raises(DrawerBusy):
        drawn(m.pdf())


def lying_drawer(monkeypatch, tmp_path: Path, answer: str) -> None:
    """In the place of the drawer, a program that says something else."""
    program = tmp_path / "drawer.py"
    program.write_text(f"import struct, sys\nsay = sys.stdout.buffer.write\n{answer}\n")
    monkeypatch.setattr(pdf_drawer, "__file__", str(program))


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "say(b'short')",
        "say(struct.pack('<4I', 1, 401, 1, 1203) + bytes(1203))",
        "say(struct.pack('<4I', 1, 2, 2, 5) + bytes(10))",
        "say(struct.pack('<4I', 1, 2, 2, 6) + bytes(11))",
        "say(struct.pack('<4I', 1, 0, 0, 0))",
        "say(struct.pack('<4I', 1, 2, 2, 2**31) + bytes(12))",
    ],
)
def test_an_answer_that_does_not_add_up_is_no_picture(
    drawn, monkeypatch, tmp_path, answer: str
) -> None:
    lying_drawer(monkeypatch, tmp_path, answer)
    with pytest.raises(RefusedFile):
        drawn(m.pdf())


def test_an_answer_without_end_is_not_listened_to(drawn, monkeypatch, tmp_path) -> None:
    lying_drawer(monkeypatch, tmp_path, "while True: say(bytes(100_000))")
    with pytest.raises((RefusedFile, DrawerBusy)):
        drawn(m.pdf())


def test_the_drawer_is_told_nothing_of_the_program(drawn, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("SECRET_KEY", "x")
    lying_drawer(
        monkeypatch, tmp_path, "import os; sys.exit(3 if 'SECRET_KEY' in os.environ else 5)"
    )
    with pytest.raises(RefusedFile) as refusal:
        drawn(m.pdf())
    assert refusal.value.key == "page_missing"


def test_a_kill_from_outside_says_nothing_about_the_file(drawn, monkeypatch, tmp_path) -> None:
    kill = f"import os; os.kill(os.getpid(), {int(signal.SIGKILL)})"
    lying_drawer(monkeypatch, tmp_path, kill)
    with pytest.raises(DrawerBusy):
        drawn(m.pdf())


def test_one_page_is_drawn_at_a_time_and_few_wait(drawn, monkeypatch) -> None:
    running, most, codes = [], [], []
    lock = threading.Lock()

    def slow(*_: object) -> tuple[int, bytes]:
        with lock:
            running.append(1)
            most.append(len(running))
        time.sleep(0.1)
        with lock:
            running.pop()
        return pdf_drawer.DAMAGED, b""

    def ask() -> None:
        try:
            draw_page(io.BytesIO(), 1, 10)
        except (RefusedFile, DrawerBusy) as error:
            codes.append(type(error).__name__)

    monkeypatch.setattr(pdf_pages, "_run", slow)
    threads = [threading.Thread(target=ask) for _ in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 1
    assert sorted(codes) == ["DrawerBusy"] * 3 + ["RefusedFile"] * 6


def test_who_waits_too_long_is_sent_away(drawn, monkeypatch) -> None:
    monkeypatch.setattr(limits, "DRAW_WAIT_SECONDS", 0.01)
    with pdf_pages._one, pytest.raises(DrawerBusy):
        drawn(m.pdf())
    assert drawn(m.pdf()).pages == 1


def test_the_drawer_writes_nothing_and_starts_nothing(tmp_path: Path) -> None:
    """Its limits, as the kernel tells them of a process that has just taken them."""
    program = (
        f"import runpy; d = runpy.run_path({pdf_drawer.__file__!r}); d['limit'](3, 400_000_000);"
        "print(open('/proc/self/limits').read())"
    )
    told = subprocess.run(
        [pdf_pages.sys.executable, "-I", "-c", program], capture_output=True, check=True, text=True
    ).stdout
    rows = {line[:26].strip(): line[26:].split()[:2] for line in told.splitlines()}
    assert rows["Max cpu time"] == ["3", "4"]
    assert rows["Max address space"] == ["400000000"] * 2
    for name in ("Max file size", "Max core file size", "Max processes"):
        assert rows[name] == ["0", "0"]
    assert rows["Max open files"] == ["32", "32"]


def test_a_kept_page_is_read_again_and_a_cut_one_is_not(drawn) -> None:
    page = drawn(marked_pdf(7), 2)
    assert kept_page(page.content) == page
    for content in (b"", page.content[:-5], m.jpeg(), b"\xff\xd9"):
        assert kept_page(content) is None
