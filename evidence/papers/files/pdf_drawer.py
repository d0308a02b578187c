"""Draws one page of a PDF as raw pixels; run as a process of its own, never called.

    python -I -B pdf_drawer.py PAGE LONGEST CPU_SECONDS MEMORY_BYTES < a.pdf > pixels

A hostile file may spin, swell or crash here: the process has its own limits, no environment, and
hands back numbers and pixels alone. PDFium cannot be used by two threads at once either.
"""

import os
import resource
import struct
import sys
from typing import Any

# What the exit says; anything else is a crash.
DAMAGED, LOCKED, NO_SUCH_PAGE, TOO_HEAVY, NOT_INSTALLED = 3, 4, 5, 6, 7
# Pages of the file, width and height of the picture, bytes of one row.
HEADER = struct.Struct("<4I")
# Fonts of the system are read where a file brings none; nothing is written anywhere.
MOST_OPEN_FILES = 32


def limit(cpu_seconds: int, memory: int) -> None:
    """Takes from this process what drawing does not need, before it sees a byte of the file."""
    most = {
        resource.RLIMIT_CPU: cpu_seconds,
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_NOFILE: MOST_OPEN_FILES,
    }
    for kind, value in most.items():
        # A second more before the kernel kills: the first signal tells that it was the time.
        resource.setrlimit(kind, (value, value + (kind == resource.RLIMIT_CPU)))
    os.nice(10)


def whole_file() -> bytes:
    """The file from its start, wherever the caller has read to."""
    os.lseek(0, 0, os.SEEK_SET)
    with open(0, "rb", closefd=False) as file:
        return file.read()


def draw(pdfium: Any, data: bytes, number: int, longest: int) -> bytes:
    """The page, its longest side `longest` pixels, as `HEADER` and rows of RGB."""
    document = pdfium.PdfDocument(data)
    document.init_forms()  # or what was filled into a form would not be seen
    pages = len(document)
    if not 1 <= number <= pages:
        sys.exit(NO_SUCH_PAGE)
    page = document[number - 1]
    scale = longest / max(page.get_size())
    # A hair less, or rounding up could add a pixel.
    bitmap = page.render(scale=scale * (1 - 1e-6), rev_byteorder=True)
    header = HEADER.pack(pages, bitmap.width, bitmap.height, bitmap.stride)
    return header + bytes(bitmap.buffer)


def main() -> None:
    number, longest, cpu_seconds, memory = map(int, sys.argv[1:])
    limit(cpu_seconds, memory)
    try:
        import pypdfium2 as pdfium
    except Exception:
        sys.exit(NOT_INSTALLED)
    try:
        pixels = draw(pdfium, whole_file(), number, longest)
    except MemoryError:
        sys.exit(TOO_HEAVY)
    except pdfium.PdfiumError as error:
        sys.exit(LOCKED if error.err_code == pdfium.raw.FPDF_ERR_PASSWORD else DAMAGED)
    except (ValueError, ArithmeticError):
        sys.exit(DAMAGED)
    sys.stdout.buffer.write(pixels)
    sys.stdout.buffer.flush()
    # Closing what a hostile file has built could still crash; the kernel tidies up.
    os._exit(0)


if __name__ == "__main__":
    main()
