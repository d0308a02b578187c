"""Lays out one page as a PDF; run as a process of its own, never called.

    python -I -B press.py CPU_SECONDS MEMORY_BYTES NICE < ["likely style", …]
                                                          {"page": …, "styles": […], "into": file}

A plan of 2,000 tasks takes half a gigabyte, which Python would never give back, and a core for
many seconds: here both end with the process, and every web request goes first. The engine is
loaded, and the styles that nearly every page has are read, before the page comes, so that a press
can be started before there is anything to print.
"""

import contextlib
import ctypes
import errno
import json
import os
import resource
import signal
import sys
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

# An archive format that also lets figures travel along; costs no time over plain.
VARIANT = "pdf/a-3b"
# The same with headings, paragraphs and tables as such, for who has it read out: of a page that
# bids it where its language stands.
TAGGED_VARIANT = "pdf/a-3a"
UNTAGGED, TAGGED = '<html lang="vi">', '<html lang="vi" data-tagged>'
FAILED, OUT_OF_MEMORY, NO_ROOM = 1, 6, 8
_PDEATHSIG = 1
_LARGEST_FILE = 300_000_000


def limit(cpu_seconds: int, memory: int, nice: int = 0) -> None:
    """Takes from this process what a page does not need, before it sees the page."""
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")  # where the system runs out of memory, this process goes first
    ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGKILL)  # ends with whoever started it
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    yield_to_others(nice)


def yield_to_others(nice: int) -> None:
    """Whoever reads a page goes first, also where each session has its own share of the cores."""
    os.nice(nice)
    with contextlib.suppress(OSError), open("/proc/self/autogroup", "w") as file:
        file.write(str(os.nice(0)))


def variant_of(page: str) -> str:
    """The format of the page's PDF."""
    return TAGGED_VARIANT if TAGGED in page[:100] else VARIANT


def lay_out(
    page: str, styles: list[str], beginning: Callable[[], tuple[int, str]] | None = None
) -> Any:
    """The page as the engine's document; no file and no address can be read from it.

    Where it is known late with which row a page begins, everything else is made ready before
    `beginning` gives it: rows before it stay out, and its styles may number the sheets."""
    from weasyprint import CSS, HTML, document

    sheets = [*map(_sheet, styles)]
    if beginning:
        late = CSS(string="")
        sheets.append(late)
        whole = document.layout_document

        def begun(html: Any, root: Any, context: Any) -> Any:
            row, css = beginning()
            late.page_rules.extend(CSS(string=css).page_rules)
            _leave_out(root, row)
            return whole(html, root, context)

        # The engine has no name for the moment between boxes and layout; the process ends soon.
        document.layout_document = begun
    how = {"stylesheets": sheets, "pdf_variant": variant_of(page)}
    return HTML(string=page, url_fetcher=_fetcher()).render(**how)


@cache
def _sheet(css: str) -> Any:
    """A stylesheet as the engine reads it, once for all parts of a page."""
    from weasyprint import CSS

    return CSS(string=css, url_fetcher=_fetcher())


def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher

    return URLFetcher(allowed_protocols={"data"})


def _leave_out(root: Any, row: int) -> None:
    """Rows of a long table that are on sheets before."""
    from weasyprint.formatting_structure.boxes import TableRowGroupBox

    for body in root.descendants():
        if isinstance(body, TableRowGroupBox):
            names = [child.element.get("id", "") for child in body.children]
            body.children = [
                child
                for child, name in zip(body.children, names, strict=True)
                if not name.startswith("row-") or int(name[4:]) >= row
            ]


def _in_parts(page: str, styles: list[str], into: Path, how: dict[str, Any]) -> bool:
    """Whether the page was laid out in parts; not where it is short, or cannot be parted: parts
    that are joined lose their tags."""
    from press_parts import ONLY_WHOLE, PartFailed, lay_out_in_parts

    if how["pdf_variant"] == TAGGED_VARIANT:
        return False
    try:
        return bool(lay_out_in_parts(page, styles, into, lay_out, **how))
    except PartFailed as failed:
        if failed.code != ONLY_WHOLE:
            raise
    return False


def _ordered() -> dict[str, Any]:
    """The order, once it comes; empty where none does. A worker that runs on from an older release
    sends no styles before it."""
    given: dict[str, Any] = {}
    for line in sys.stdin:
        words = json.loads(line)
        if isinstance(words, dict):
            given = words
        else:
            for css in words:
                _sheet(css)
    return given


def main() -> None:
    import gc

    limit(*map(int, sys.argv[1:]))
    gc.disable()  # the process ends soon
    warnings.simplefilter("ignore")
    # Loaded while nobody waits.
    import pikepdf  # noqa: F401
    from weasyprint.text.fonts import FontConfiguration

    FontConfiguration()
    sys.path.insert(0, str(Path(__file__).parent))
    from press_parts import PartFailed

    given = _ordered()
    if not given:
        os._exit(0)
    page, styles, into = given["page"], given["styles"], Path(given["into"])
    how = {"pdf_variant": variant_of(page)}
    try:
        if not _in_parts(page, styles, into, how):
            into.write_bytes(lay_out(page, styles).write_pdf(**how))
    except PartFailed as failed:
        if failed.code < 0:
            os.kill(os.getpid(), -failed.code)  # ends as its part did
        os._exit(failed.code)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        os._exit(NO_ROOM)
    os._exit(0)


if __name__ == "__main__":
    main()
