"""A long page in parts, each laid out by a process of its own and joined again: for `press`.

Parts begin where a new sheet begins anyway: at the appendices, which are numbered for themselves.
A long table is laid out in stretches: the last page of a stretch is left out, and the next begins
with the row that stood first on it, so that every page is the one that the whole would have had.
So two cores work at once, and no process holds more than some sixty pages.
"""

import ctypes
import json
import os
import re
import select
import signal
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

# Characters of HTML: of a page that is worth it, and of the rows of a stretch (some forty pages).
LONG, STRETCH = 25_000, 105_000
MOST_AT_ONCE = 3
FEW_PAGES = 3  # of which the drawing is over sooner than it is shared out
_APPENDIX = re.compile(r'<section class="doc-appendix (doc-\w+)">')
_ROW_END = "</tr>"
_OPENING = re.compile(r"<(\w+)")
_PARAGRAPH = re.compile(r'(?=<(?:p|h3|h4|h5) class="doc-[ph]\b)')
# In the engine's pixels: 20 mm, and the gap above a paragraph where it is kept.
_TOP_OF_A_PAGE = 76 + 9
_PDEATHSIG = 1
ONLY_WHOLE = 7  # ends a part of a page that cannot be parted

LayOut = Callable[[str, list[str]], Any]  # a page and its styles as the engine's document


class NoCut(Exception):
    """Each page of a stretch begins within a paragraph, so that nothing can go on from there."""


class PartFailed(Exception):
    """A process of a part ended otherwise than it should; its exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


@dataclass
class PressPart:
    """Main part or appendices of one orientation: HTML between the page's own head and foot."""

    html: str
    files: list[Path] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)  # of its long table, if it has one
    before: str = ""
    after: str = ""
    again: str = ""  # what opens the table anew on a later sheet
    sheet: str = ""  # the name of its sheets
    next_row: int = 0
    pages: int = 0
    flows: bool = False  # its rows are paragraphs, which a page may part

    def __post_init__(self) -> None:
        bodies = re.finditer(r"<tbody>(.*?)</tbody>", self.html, re.S)
        body = max(bodies, key=lambda found: len(found[1]), default=None)
        if body is None or len(body[1]) < 2 * STRETCH:
            self._flow()
            return
        self.rows = [row + _ROW_END for row in body[1].split(_ROW_END)[:-1]]
        self.before, self.after = self.html[: body.start(1)], self.html[body.end(1) :]
        opened = self.before.rindex('<div class="doc-scroll"')
        place = _APPENDIX.findall(self.before)
        self.sheet = place[-1] if place else ""
        section = (
            f'<section class="doc-appendix {place[-1]}">' if place else '<div class="doc-main">'
        )
        self.again = section + self.before[opened:].replace(
            'class="doc-table', 'class="doc-continued doc-table', 1
        )

    def _flow(self) -> None:
        """Of a body without a long table, each paragraph with what follows it as a row."""
        pieces = _PARAGRAPH.split(self.html)
        if len(self.html) < 2 * STRETCH or len(pieces) < 40 or _APPENDIX.search(self.html):
            return
        self.flows = True
        self.before, self.rows, self.after = pieces[0], pieces[1:-9], "".join(pieces[-9:])
        self.again = '<div class="doc-main">'

    @property
    def is_done(self) -> bool:
        return bool(self.files) and self.next_row >= len(self.rows)

    @property
    def made(self) -> list[Path]:
        """Its files in order, once all is drawn."""
        halves = (half for file in self.files for half in (file, _second(file)))
        return [file for file in halves if file.exists()]

    def stretch(self) -> tuple[str, int]:
        """The HTML of what comes next, and the row behind its last; its rows have names."""
        if not self.rows:
            return self.html, 0
        end, size = self.next_row, 0
        while end < len(self.rows) and size < STRETCH:
            size += len(self.rows[end])
            end += 1
        if sum(map(len, self.rows[end:])) < STRETCH // 3:
            end = len(self.rows)
        named = (
            _OPENING.sub(rf'<\1 id="row-{at}"', self.rows[at], count=1)
            for at in range(self.next_row, end)
        )
        start = self.again if self.next_row else self.before
        open_end = "</div>" if self.flows else "</tbody></table></div>"
        foot = self.after if end == len(self.rows) else open_end
        return start + "".join(named) + foot, end


def split(page: str) -> tuple[str, list[PressPart], str]:
    """Head, parts and foot of a page; one part where it is not worth it."""
    start, end = page.find('<article class="doc"'), page.rfind("</article>")
    if len(page) < LONG or start < 0:
        return "", [], ""
    start = page.index(">", start) + 1
    cuts, last = [start], ""
    for found in _APPENDIX.finditer(page):
        # Neighbours of one orientation are numbered on, so they stay together.
        if found[1] != last:
            cuts.append(found.start())
        last = found[1]
    cuts.append(end)
    parts = [PressPart(page[a:b]) for a, b in pairwise(cuts) if page[a:b]]
    if len(parts) == 1 and not parts[0].rows:
        return "", [], ""
    return page[:start], parts, page[end:]


def lay_out_in_parts(page: str, styles: list[str], into: Path, lay_out: LayOut, **how: Any) -> bool:
    """The page as PDF into the file; whether it was worth it, else nothing is done."""
    head, parts, foot = split(page)
    if not parts:
        return False
    with tempfile.TemporaryDirectory(dir=into.parent) as folder:
        running: dict[int, tuple[int, PressPart]] = {}  # where its word comes from → process, part
        waiting = sorted(parts, key=lambda part: -len(part.html))
        ended: list[int] = []
        while waiting or running or ended:
            while waiting and len(running) + len(ended) < MOST_AT_ONCE:
                part = waiting.pop(0)
                file = Path(folder, f"{parts.index(part)}-{len(part.files)}")
                pipe, pid = _start(head, part, foot, styles, file, lay_out, how)
                running[pipe] = (pid, part)
                part.files.append(file)
            _listen(running, waiting, ended)
        _join([file for part in parts for file in part.made], into)
    return True


def _start(
    head: str, part: PressPart, foot: str, styles: list[str], file: Path, lay_out: LayOut, how: Any
) -> tuple[int, int]:
    """A process for the next stretch of a part, and the pipe that shows how far it came."""
    html, end = part.stretch()
    if part.next_row:
        styles = [*styles, _continued(part)]
    is_last = end >= len(part.rows)
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return reading, pid
    code = 1
    try:
        ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGKILL)
        document = lay_out(head + html + foot, styles)
        pages, row = (document.pages, end) if is_last else _cut(document.pages, flows=part.flows)
        os.write(writing, json.dumps({"row": row, "pages": len(pages)}).encode())
        os.close(writing)
        if is_last:
            code = _draw_in_halves(document, pages, file, how)
        else:
            file.write_bytes(document.copy(pages).write_pdf(**how))
            code = 0
    except NoCut:
        code = ONLY_WHOLE
    except MemoryError:
        code = 6
    finally:
        os._exit(code)


def _draw_in_halves(document: Any, pages: Any, file: Path, how: Any) -> int:
    """The exit code of drawing what nothing follows: half of it by a process more, since the other
    core has nothing left to lay out."""
    half = len(pages) // 2 if len(pages) > FEW_PAGES else len(pages)
    pid = os.fork() if half < len(pages) else 0
    if pid:
        _second(file).write_bytes(document.copy(pages[half:]).write_pdf(**how))
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    file.write_bytes(document.copy(pages[:half]).write_pdf(**how))
    return 0


def _second(file: Path) -> Path:
    return file.with_suffix(".second")


def _continued(part: PressPart) -> str:
    """The styles of a stretch that goes on with a table: its pages are counted on."""
    at = f":nth(1 of {part.sheet})" if part.sheet else ":first"
    return (
        ".doc-table.doc-continued, .doc .doc-main > :first-child { margin-top: 0 }"
        f"@page {at} {{ counter-reset: page {part.pages + 1};"
        " @top-center { content: counter(page) } }"
    )


def _cut(pages: Any, *, flows: bool) -> tuple[Any, int]:
    """The pages that stay, and the row that begins the next one: of paragraphs the last page that
    opens with the beginning of one."""
    for at in range(len(pages) - 1, 0, -1):
        places = _rows_on(pages[at])
        first = min(places, default=-1)
        if first < 0:
            continue
        is_parted = first in _rows_on(pages[at - 1]) or places[first] > _TOP_OF_A_PAGE
        if not flows or not is_parted:
            return pages[:at], first
    raise NoCut


def _rows_on(page: Any) -> dict[int, float]:
    """The rows of which anything stands on the page, and how far down each begins."""
    named = ((name, place[1]) for name, place in page.anchors.items() if name.startswith("row-"))
    return {int(name[4:]): y for name, y in named}


def _listen(
    running: dict[int, tuple[int, PressPart]], waiting: list[PressPart], ended: list[int]
) -> None:
    """Wait until a part is laid out, or a process is over; what follows a stretch may begin."""
    ready, _, _ = select.select(list(running), [], [], None if not ended else 0.01)
    for pipe in ready:
        word = os.read(pipe, 1000)
        os.close(pipe)
        pid, part = running.pop(pipe)
        ended.append(pid)
        if word:
            reached = json.loads(word)
            part.next_row = reached["row"]
            part.pages += reached["pages"]
            if not part.is_done:
                waiting.insert(0, part)
    for pid in list(ended):
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            ended.remove(pid)
            if code := os.waitstatus_to_exitcode(status):
                raise PartFailed(code)


def _join(files: list[Path], into: Path) -> None:
    """One PDF of all: what the first states of itself, the pages and bookmarks of each."""
    import pikepdf

    with pikepdf.open(files[0]) as whole:
        for file in files[1:]:
            with pikepdf.open(file) as more:
                before = len(whole.pages)
                whole.pages.extend(more.pages)
                with whole.open_outline() as outline, more.open_outline() as theirs:
                    outline.root.extend(_moved(theirs.root, more, before))
        if "/Names" in whole.Root and "/Dests" in whole.Root.Names:
            del whole.Root.Names["/Dests"]
        whole.save(into, deterministic_id=True)


def _moved(items: Any, pdf: Any, before: int) -> Iterator[Any]:
    """Bookmarks that point so many pages further on."""
    import pikepdf

    numbers = {page.objgen: at for at, page in enumerate(pdf.pages)}
    for item in items:
        to = item.destination
        left, top = (float(to[at]) for at in (2, 3))
        moved = pikepdf.OutlineItem(
            item.title, before + numbers[to[0].objgen], "XYZ", left=left, top=top
        )
        moved.children.extend(_moved(item.children, pdf, before))
        yield moved
