"""`make bench`: server CPU of the pages, in multiples of the empty signed-in page F.

F and page alternate, five rounds, the median of the ratios is told: the machine may be busy, the
ratio holds. Fails above the caps of the issue.
"""

import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.pages import PAGES, Page
from tests.benchmarks.seed import PASSWORD
from tests.benchmarks.server import TICKS, Client, cpu_ticks, running_server

ROUNDS, FLOOR_REQUESTS = 5, 400


def _cpu_per_request(pid: int, count: int, send: Callable[[], object]) -> float:
    """Server CPU in milliseconds of one request, over `count` of them."""
    before = cpu_ticks(pid)
    for _ in range(count):
        send()
    return (cpu_ticks(pid) - before) / TICKS / count * 1000


def _measure(
    pid: int, client: Client, page: Page, send: Callable[[], object]
) -> tuple[float, float]:
    """Milliseconds of F, and the page's cost in F: medians of interleaved rounds."""
    floors, ratios = [], []
    for _ in range(3):
        send()
    for _ in range(ROUNDS):
        floor = _cpu_per_request(pid, FLOOR_REQUESTS, lambda: client.request("GET", "/_f/"))
        cost = _cpu_per_request(pid, page.requests, send)
        floors.append(floor)
        ratios.append(cost / floor)
    return statistics.median(floors), statistics.median(ratios)


def main() -> int:
    """Measure every page; 1 when one is above its cap."""
    over = 0
    with tempfile.TemporaryDirectory() as folder, running_server(Path(folder)) as (port, pid):
        clients = {
            username: Client(port, username, PASSWORD)
            for username in {page.username for page in PAGES}
        }
        for page in PAGES:
            client = clients[page.username]
            send = page.sender(client, page.find(client))
            floor, ratio = _measure(pid, client, page, send)
            mark = "" if ratio <= page.cap else "  VƯỢT MỨC"
            over += ratio > page.cap
            print(
                f"{page.name:<40} {ratio:6.1f} F  (mức {page.cap:.0f} F; F = {floor:.2f} ms){mark}"
            )
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
