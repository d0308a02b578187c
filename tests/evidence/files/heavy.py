"""Files that keep a reader busy; `python -m tests.evidence.files.heavy` prints what each costs.

It reads each of them through the limited process, as the web process does, and prints how much
that process grew at its most and how long the answer took.
"""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from hashlib import md5
from pathlib import Path

import pikepdf
from PIL import Image

from tests.evidence.files import makers as m

ROOT = Path(__file__).resolve().parents[3]


def pdf_of_nothing(count: int) -> bytes:
    """One object that holds as many empty dictionaries as fit."""
    root = b"<< /Type /Catalog /Pages 2 0 R /X 4 0 R >>"
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return m.raw_pdf(
        [root, pages, b"<< /Type /Page /Parent 2 0 R >>", b"[" + b"<<>>" * count + b"]"]
    )


def many_scans(width: int, height: int, scans: int) -> bytes:
    """A progressive photo whose last pass comes again and again, within the limit of passes."""
    target = io.BytesIO()
    noise = Image.effect_noise((width // 20, height // 20), 90).resize((width, height))
    noise.convert("RGB").save(target, "JPEG", quality=20, progressive=True)
    data = target.getvalue()
    last = data.rindex(b"\xff\xda")
    more = scans - data.count(b"\xff\xda")
    return data[:last] + data[last:-2] * (more + 1) + data[-2:]


def deep_docx(depth: int) -> bytes:
    """Content controls in content controls, deeper than lxml goes."""
    body = "<w:sdt><w:sdtContent>" * depth + "</w:sdtContent></w:sdt>" * depth
    return m.zipped(m.docx_parts(body))


def packed_thrice() -> bytes:
    """A stream that opens to ten megabytes, each of which opens to more."""

    def change(pdf: pikepdf.Pdf) -> None:
        import zlib

        content = b"0 0 9 9 re f " * 80_000_000
        for _ in range(3):
            content = zlib.compress(content, 9)
        filters = pikepdf.Array([pikepdf.Name.FlateDecode] * 3)
        pdf.pages[0].Contents = pikepdf.Stream(pdf, content, Filter=filters)

    return m.changed_pdf(change, compress_streams=False, stream_decode_level=0)


def endless_form() -> bytes:
    """A form that draws itself, ten times over."""

    def change(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_stream(b"/F Do " * 10)
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox = [0, 0, 999, 999]
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
        pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
        pdf.pages[0].Contents = pdf.make_stream(b"/F Do")

    return m.changed_pdf(change)


def words(count: int) -> str:
    """So many words that no packer shrinks a hundredfold."""
    return " ".join(md5(str(n).encode()).hexdigest()[:8] for n in range(count))


def wide_sheet() -> bytes:
    """Sixty thousand filled cells."""
    cell = '<c t="inlineStr"><is><t>{}</t></is></c>'
    texts = words(60_000).split()
    rows = (texts[n : n + 30] for n in range(0, len(texts), 30))
    return m.sheet("".join(f"<row>{''.join(map(cell.format, row))}</row>" for row in rows))


def long_docx() -> bytes:
    """Nineteen megabytes of words."""
    paragraph = f"<w:p><w:r><w:t>{words(500)}</w:t></w:r></w:p>"
    return m.zipped(
        m.docx_parts(f"<w:p><w:r><w:t>{words(500_000)}</w:t></w:r></w:p>" + paragraph * 3_000)
    )


def _drawings() -> dict[str, Callable[[], bytes]]:
    from tests.evidence.files.test_pages import spinning_pdf, swelling_pdf

    return {"spinning page": spinning_pdf, "swelling page": swelling_pdf}


def cases() -> dict[str, tuple[Callable[[], bytes], str]]:
    """Name of each file → how it is made, and its ending."""
    return {
        "pdf, 4,990,000 × <<>>": (lambda: pdf_of_nothing(4_990_000), "pdf"),
        "pdf, flate × 3": (packed_thrice, "pdf"),
        "pdf, endless form": (endless_form, "pdf"),
        **{f"pdf, {name}": (make, "pdf") for name, make in _drawings().items()},
        "jpg, 48 MP, 45 scans": (lambda: many_scans(8_000, 6_000, 45), "jpg"),
        "png, 48 MP": (lambda: m.png((8_000, 6_000)), "png"),
        "heic, 48 MP": (lambda: m.heic((8_000, 6_000)), "heic"),
        "docx, 300 deep": (lambda: deep_docx(300), "docx"),
        "docx, 18 MB of words": (long_docx, "docx"),
        "xlsx, 60,000 cells": (wide_sheet, "xlsx"),
    }


MEASURE = """
import json, sys, time
import django
django.setup()
from evidence.papers.enums import FileType
from evidence.papers.files import reading
from evidence.papers.files.limited import ReaderBusy
from evidence.papers.files.pdf_pages import draw_page
from evidence.papers.files.refusals import RefusedFile

def peak():
    lines = open("/proc/self/status").read().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1])

def read(path, ending):
    jobs = {"check": lambda f: reading.check(f, f"a.{ending}")}
    if ending == "pdf":
        jobs["page"] = lambda f: draw_page(f, 1, 1600)
    elif ending in ("docx", "xlsx"):
        jobs["words"] = lambda f: reading.words(f, FileType(ending))
    else:
        jobs["preview"] = lambda f: reading.preview(f, FileType(ending))
    ends = {}
    for name, job in jobs.items():
        begin = time.monotonic()
        try:
            with open(path, "rb") as file:
                job(file)
            found = "read"
        except RefusedFile as refusal:
            found = refusal.key
        except ReaderBusy as busy:
            found = type(busy).__name__
        ends[name] = [found, round(time.monotonic() - begin, 1)]
    return ends

warm, path, ending = sys.argv[1:]
read(warm, ending)
before = peak()
ends = read(path, ending)
print(json.dumps([peak() - before, ends]))
"""


def cost(data: bytes, small: bytes, ending: str, folder: Path) -> tuple[int, dict[str, list]]:
    """KB by which the web process grew at its most, and for each job its end and its seconds."""
    warm, path = folder / "warm", folder / "file"
    warm.write_bytes(small)
    path.write_bytes(data)
    answer = subprocess.run(
        [sys.executable, "-c", MEASURE, str(warm), str(path), ending],
        cwd=ROOT,
        env={"DJANGO_SETTINGS_MODULE": "ntm_project.settings_test", "PYTHONPATH": "."},
        capture_output=True,
        check=True,
    )
    grown, ends = json.loads(answer.stdout)
    return grown, ends


SMALL: dict[str, Callable[[], bytes]] = {
    "jpg": m.jpeg,
    "png": m.png,
    "heic": m.heic,
    "pdf": m.pdf,
    "docx": m.word,
    "xlsx": m.sheet,
}


def main() -> None:
    import tempfile

    for name, (make, ending) in cases().items():
        data = make()
        with tempfile.TemporaryDirectory() as folder:
            grown, ends = cost(data, SMALL[ending](), ending, Path(folder))
        ends = ", ".join(f"{job}: {end} in {seconds} s" for job, (end, seconds) in ends.items())
        size = f"{len(data) / 1e6:.1f} MB"
        print(f"{name} ({size}): web +{grown / 1024:.1f} MB; {ends}", flush=True)  # noqa: T201 - the figures


if __name__ == "__main__":
    main()
