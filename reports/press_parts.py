"""A long page in parts, each laid out by a process of its own and joined again: for `press`.

Parts begin where a new sheet begins anyway: at the appendices, which are numbered for themselves.
A long table is laid out in stretches: the last page of a stretch is left out, and the next begins
with the row that stood first on it, so that every page is the one that the whole would have had.
So no process holds more than some sixty pages, and two cores draw and lay out at once.
"""

import ctypes
import errno
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
from typing import Any, NoReturn

# Characters of HTML: of a page that is worth it, and of the rows of a stretch (some forty pages).
LONG, STRETCH = 25_000, 105_000
BEHIND = 12  # what part of a stretch may stand on its last page, which is laid out again
MOST_AT_ONCE = 3
AFTER_LAYOUT = 10  # how much drawing steps back behind layout, which others wait for
FEW_PAGES = 3  # of which the drawing is over sooner than it is shared out
_APPENDIX = re.compile(r'<section class="doc-appendix (doc-\w+)">')
_LEVELS = (r"[IVXLC]+\. |Phụ lục", r"\d+\. ", "")  # how a heading of each level begins
_ROW_END = "</tr>"
_OPENING = re.compile(r"<(\w+)")
_PARAGRAPH = re.compile(r'(?=<(?:p|h3|h4|h5) class="doc-[ph]\b)')
# In the engine's pixels: 20 mm, and the gap above a paragraph where it is kept.
_TOP_OF_A_PAGE = 76 + 9
_CONTINUED = ".doc-table.doc-continued, .doc .doc-main > :first-child { margin-top: 0 }"
_PDEATHSIG = 1
# With which a part ends, as `press` does; the third where a page cannot be parted.
FAILED, OUT_OF_MEMORY, ONLY_WHOLE, NO_ROOM = 1, 6, 7, 8

Beginning = tuple[int, str]  # the first row that counts, and the styles of its sheet
# A page and its styles as the document of the engine; the beginning is fetched before the layout.
LayOut = Callable[[str, list[str], Callable[[], Beginning]], Any]


class NoCut(Exception):
    """Each page of a stretch begins within a paragraph, so that nothing can go on from there."""


class PartFailed(Exception):
    """A process of a part ended otherwise than it should; its exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


@dataclass
class PressPart:
    """Main part or an appendix: HTML between the page's own head and foot."""

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
        """Lays out a body without a long table: each paragraph as a row, with what follows it."""
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

    def stretch(self, start: int) -> tuple[str, int]:
        """The HTML that begins with a row, and the row behind its last; its rows have names.

        The first of a table is short: the other core waits for it."""
        if not self.rows:
            return self.html, 0
        end, size, most = start, 0, STRETCH if start or self.flows else STRETCH // 3
        while end < len(self.rows) and size < most:
            size += len(self.rows[end])
            end += 1
        if sum(map(len, self.rows[end:])) < STRETCH // 3:
            end = len(self.rows)
        named = (
            _OPENING.sub(rf'<\1 id="row-{at}"', self.rows[at], count=1) for at in range(start, end)
        )
        opening = self.again if start else self.before
        open_end = "</div>" if self.flows else "</tbody></table></div>"
        foot = self.after if end == len(self.rows) else open_end
        return opening + "".join(named) + foot, end

    def first_likely(self, start: int, end: int) -> int:
        """A row that the last page of a stretch will hardly begin before."""
        size = 0
        while size * BEHIND < STRETCH and end > start + 1:
            end -= 1
            size += len(self.rows[end])
        return end


def split(page: str) -> tuple[str, list[PressPart], str]:
    """Head, parts and foot of a page; one part where it is not worth it."""
    start, end = page.find('<article class="doc"'), page.rfind("</article>")
    if len(page) < LONG or start < 0:
        return "", [], ""
    start = page.index(">", start) + 1
    cuts = [start, *(found.start() for found in _APPENDIX.finditer(page)), end]
    parts = [PressPart(page[a:b]) for a, b in pairwise(cuts) if page[a:b]]
    if len(parts) == 1 and not parts[0].rows:
        return "", [], ""
    return page[:start], parts, page[end:]


@dataclass
class _Running:
    """A process of a stretch, and the pipes between it and the one that started it."""

    pid: int
    part: PressPart
    start: int
    end: int
    file: Path
    reached: int  # from which it sends the row and the pages that it came to
    begin: int  # to which the row and the page are sent that it begins with


@dataclass
class _Press:
    """The parts of a page on their way; `lay_out` and `how` as the engine is called."""

    head: str
    foot: str
    styles: list[str]
    folder: Path
    lay_out: LayOut
    how: dict[str, Any]
    waiting: list[PressPart]
    now: list[_Running] = field(default_factory=list)  # laid out at this moment
    ahead: list[_Running] = field(default_factory=list)  # ready, or made ready, for the turn
    ended: list[int] = field(default_factory=list)  # laid out, and drawn at this moment

    def run(self) -> None:
        try:
            while self.waiting or self.now or self.ended:
                self._start_what_may()
                self._listen()
        finally:
            for pid in (*self.ended, *(one.pid for one in (*self.now, *self.ahead))):
                os.kill(pid, signal.SIGKILL)

    def _start_what_may(self) -> None:
        """A stretch that is known to begin somewhere goes before one that likely does."""
        while len(self.now) + len(self.ahead) + len(self.ended) < MOST_AT_ONCE:
            if self.waiting:
                part = self.waiting.pop(0)
                running = self._start(part, part.next_row)
                self._turn(running)
            elif (before := self._without_successor()) is not None:
                start = before.part.first_likely(before.start, before.end)
                self.ahead.append(self._start(before.part, start))
            else:
                return

    def _without_successor(self) -> _Running | None:
        """A stretch of rows that is laid out while none is made ready to go on with it."""
        followed = [one.part for one in self.ahead]
        for one in self.now:
            if one.end < len(one.part.rows) and not one.part.flows and one.part not in followed:
                return one
        return None

    def _start(self, part: PressPart, start: int) -> _Running:
        file = self.folder / f"{id(part)}-{start}.pdf"
        html, end = part.stretch(start)
        reached, write_reached = os.pipe()
        read_begin, begin = os.pipe()
        pid = os.fork()
        if not pid:
            _work(self, _Running(0, part, start, end, file, write_reached, read_begin), html)
        os.close(write_reached)
        os.close(read_begin)
        return _Running(pid, part, start, end, file, reached, begin)

    def _turn(self, running: _Running) -> None:
        """It is known where a stretch begins."""
        part = running.part
        os.write(running.begin, json.dumps([part.next_row, part.pages]).encode())
        os.close(running.begin)
        part.files.append(running.file)
        self.now.append(running)

    def _listen(self) -> None:
        """Wait until a part is laid out, or a process is over; what follows a stretch may begin."""
        pipes = [one.reached for one in self.now]
        ready, _, _ = select.select(pipes, [], [], None if not self.ended else 0.01)
        for one in [one for one in self.now if one.reached in ready]:
            word = os.read(one.reached, 1000)
            os.close(one.reached)
            self.now.remove(one)
            self.ended.append(one.pid)
            if word:
                one.part.next_row, pages = json.loads(word)
                one.part.pages += pages
                self._go_on(one.part)
        for pid in list(self.ended):
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                self.ended.remove(pid)
                if code := os.waitstatus_to_exitcode(status):
                    raise PartFailed(code)

    def _go_on(self, part: PressPart) -> None:
        """With what follows in a part: by the process that is ready for it, if there is one."""
        for one in [one for one in self.ahead if one.part is part]:
            self.ahead.remove(one)
            if one.start <= part.next_row:
                self._turn(one)
                return
            os.kill(one.pid, signal.SIGKILL)
            os.waitpid(one.pid, 0)
            os.close(one.reached)
            os.close(one.begin)
        if not part.is_done:
            self.waiting.insert(0, part)


def lay_out_in_parts(page: str, styles: list[str], into: Path, lay_out: LayOut, **how: Any) -> bool:
    """The page as PDF into the file; whether it was worth it, else nothing is done."""
    head, parts, foot = split(page)
    if not parts:
        return False
    with tempfile.TemporaryDirectory(dir=into.parent) as folder:
        by_length = sorted(parts, key=lambda part: -len(part.html))
        _Press(head, foot, styles, Path(folder), lay_out, how, by_length).run()
        _join([file for part in parts for file in part.made], into)
    return True


def _work(press: _Press, mine: _Running, html: str) -> NoReturn:
    """The process of a stretch: it is laid out once its turn comes, and drawn."""
    part, how = mine.part, press.how
    is_last = mine.end >= len(part.rows)
    code = FAILED
    try:
        ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGKILL)
        styles = [*press.styles, _CONTINUED] if mine.start else press.styles
        document = press.lay_out(press.head + html + press.foot, styles, lambda: _beginning(mine))
        pages, row = (
            (document.pages, mine.end)
            if is_last
            else _cut(document.pages, mine.end, flows=part.flows)
        )
        os.write(mine.reached, json.dumps([row, len(pages)]).encode())
        os.close(mine.reached)
        os.nice(AFTER_LAYOUT)
        if is_last:
            code = _draw_in_halves(document, pages, mine.file, how)
        else:
            mine.file.write_bytes(document.copy(pages).write_pdf(**how))
            code = 0
    except NoCut:
        code = ONLY_WHOLE
    except MemoryError:
        code = OUT_OF_MEMORY
    except OSError as error:
        code = NO_ROOM if error.errno == errno.ENOSPC else FAILED
    finally:
        os._exit(code)


def _draw_in_halves(document: Any, pages: Any, file: Path, how: Any) -> int:
    """The exit code of drawing what nothing follows: half of it by a process more."""
    half = len(pages) // 2 if len(pages) > FEW_PAGES else len(pages)
    pid = os.fork() if half < len(pages) else 0
    if pid:
        _second(file).write_bytes(document.copy(pages[half:]).write_pdf(**how))
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    file.write_bytes(document.copy(pages[:half]).write_pdf(**how))
    return 0


def _second(file: Path) -> Path:
    return file.with_suffix(".second")


def _beginning(mine: _Running) -> Beginning:
    """Wait for the turn of a stretch: the row and the number of the page that it begins with."""
    row, pages = json.loads(os.read(mine.begin, 1000))
    if not row:
        return 0, ""
    at = f":nth(1 of {mine.part.sheet})" if mine.part.sheet else ":first"
    return row, (
        f"@page {at} {{ counter-reset: page {pages + 1};"
        " @top-center { content: counter(page) } }"
    )


def _cut(pages: Any, end: int, *, flows: bool) -> tuple[Any, int]:
    """The pages that stay, and the row that begins the next one: the last page that opens with the
    beginning of a row, or of a paragraph; none of the last two before `end`, which stay together
    as if they closed the table, and so may have left a page that the whole has room on."""
    for at in range(len(pages) - 1, 0, -1):
        places = _rows_on(pages[at])
        first = min(places, default=-1)
        if first < 0 or first >= end - 2:
            continue
        is_parted = first in _rows_on(pages[at - 1])
        if not is_parted and not (flows and places[first] > _TOP_OF_A_PAGE):
            return pages[:at], first
    raise NoCut


def _rows_on(page: Any) -> dict[int, float]:
    """The rows of which anything stands on the page, and how far down each begins."""
    named = ((name, place[1]) for name, place in page.anchors.items() if name.startswith("row-"))
    return {int(name[4:]): y for name, y in named}


def _join(files: list[Path], into: Path) -> None:
    """One PDF of all: what the first states of itself, the pages and bookmarks of each."""
    import pikepdf

    with pikepdf.open(files[0]) as whole:
        for file in files[1:]:
            with pikepdf.open(file) as more:
                before = len(whole.pages)
                whole.pages.extend(more.pages)
                with whole.open_outline() as outline, more.open_outline() as theirs:
                    for item in _moved(theirs.root, more, before):
                        _place(outline.root, item.title).append(item)
        if "/Names" in whole.Root and "/Dests" in whole.Root.Names:
            del whole.Root.Names["/Dests"]
        whole.save(into, deterministic_id=True)


def _place(items: Any, title: str) -> Any:
    """Where a bookmark belongs that a part begins with: below the last of a higher level."""
    while items and _level(items[-1].title) < _level(title):
        items = items[-1].children
    return items


def _level(title: str) -> int:
    return next(at for at, begins in enumerate(_LEVELS) if re.match(begins, title))


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
