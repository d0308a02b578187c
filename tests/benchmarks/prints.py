"""What the press takes for a paper, beside one plain `write_pdf()` of the same HTML in one process.

Wall time, the two in turn, the median of the ratios; memory of the largest process of the press.
"""

import re
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

PLAIN = """
import sys, time
from pathlib import Path
from weasyprint import CSS, HTML
page, css, into = map(Path, sys.argv[1:])
page, css = page.read_text(), css.read_text()
began = time.monotonic()
into.write_bytes(HTML(string=page).write_pdf(stylesheets=[CSS(string=css)], pdf_variant="pdf/a-3b"))
print(time.monotonic() - began)
"""


@dataclass(frozen=True)
class Print:
    """A plan with so many rows in its appendix."""

    name: str
    rows: int
    cap: float  # of the wall time of the plain way
    rounds: int
    megabytes: int = 150


PRINTS = (
    Print("In 12 trang", 90, 0.85, 5),
    Print("In 200 trang", 2_330, 0.6, 3),
)


def _largest(pid: int) -> int:
    """Megabytes that the process, or one that it started, has held at most so far."""
    most = 0
    for found in (pid, *_children(pid)):
        try:
            status = Path(f"/proc/{found}/status").read_text()
        except OSError:
            continue
        held = re.search(r"^VmHWM:\s+(\d+)", status, re.M)
        most = max(most, int(held[1]) // 1024 if held else 0)
    return most


def _children(pid: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _pressed(page: str, css: str, into: Path) -> tuple[float, int]:
    """Seconds from the order to the file, of a press that stood ready; its largest process."""
    from reports import presses

    running = presses.start_press()
    time.sleep(3)
    assert running.process.stdin is not None
    began = time.monotonic()
    running.process.stdin.write(presses.order(page, (css,), into))
    running.process.stdin.close()
    most = 0
    while running.process.poll() is None:
        most = max(most, _largest(running.process.pid))
        time.sleep(0.01)
    seconds = time.monotonic() - began
    assert running.process.returncode == 0, running.last_words()
    running.close()
    return seconds, most


def measure(one: Print) -> bool:
    """Tells the figures of a print; whether one is above its cap."""
    import pikepdf

    from reports.documents.html import render_page
    from reports.pdf import stylesheet
    from tests.reports import sample

    page, css = render_page(sample.plan(one.rows)), stylesheet()
    ratios, most = [], 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        given = [folder / "page.html", folder / "page.css", folder / "plain.pdf"]
        given[0].write_text(page, encoding="utf-8")
        given[1].write_text(css, encoding="utf-8")
        for _ in range(one.rounds):
            command = [sys.executable, "-W", "ignore", "-c", PLAIN, *map(str, given)]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            seconds, held = _pressed(page, css, folder / "pressed.pdf")
            ratios.append(seconds / float(done.stdout))
            most = max(most, held)
        pages = []
        for path in (given[2], folder / "pressed.pdf"):
            with pikepdf.open(path) as file:
                pages.append(len(file.pages))
    assert pages[0] == pages[1], pages
    ratio = statistics.median(ratios)
    over = ratio > one.cap or most > one.megabytes
    mark = "  VƯỢT MỨC" if over else ""
    print(
        f"{one.name:<40} {ratio:6.2f} x {pages[0]} trang (mức {one.cap:g}), "
        f"{most} MB mỗi tiến trình (mức {one.megabytes}){mark}"
    )
    return over
