"""`make bench`: server CPU of the pages, in multiples of the empty signed-in page F.

F and page alternate, five rounds, the median of the ratios is told: the machine may be busy, the
ratio holds. Fails above the caps of the issue. With words, only the pages whose names hold one of
them: `python -m tests.benchmarks tiêu`.
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
# What the trail may add to a write, in F.
TRAIL_CAP = 0.5


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


def _cost_of_trail(pid: int, client: Client) -> float:
    """What one event in the trail adds to a write, in F: medians of interleaved rounds."""

    def sends(address: str) -> Callable[[], None]:
        def send() -> None:
            method = "GET" if address == "/_f/" else "POST"
            status, body = client.request(method, address, None if method == "GET" else {})
            assert status == 200, (status, body[:500])

        return send

    ratios = []
    for _ in range(2 * ROUNDS):
        floor, bare, recorded = (
            _cpu_per_request(pid, FLOOR_REQUESTS // 2, sends(address))
            for address in ("/_f/", "/_ghi/", "/_ghi/dau-vet/")
        )
        ratios.append((recorded - bare) / floor)
    return statistics.median(ratios)


def _told(name: str, ratio: float, cap: float, more: str = "") -> bool:
    """Tells the figure; whether it is above its cap."""
    mark = "" if ratio <= cap else "  VƯỢT MỨC"
    print(f"{name:<40} {ratio:6.1f} F  (mức {cap:g} F{more}){mark}")
    return ratio > cap


def _is_wanted(name: str) -> bool:
    words = sys.argv[1:]
    return not words or any(word.lower() in name.lower() for word in words)


def main() -> int:
    """Measure every page; 1 when one is above its cap."""
    over = 0
    with tempfile.TemporaryDirectory() as folder, running_server(Path(folder)) as (port, pid):
        clients = {
            username: Client(port, username, PASSWORD)
            for username in {page.username for page in PAGES}
        }
        for page in filter(lambda page: _is_wanted(page.name), PAGES):
            client = clients[page.username]
            send = page.sender(client, page.find(client))
            floor, ratio = _measure(pid, client, page, send)
            over += _told(page.name, ratio, page.cap, f"; F = {floor:.2f} ms")
        trail = _cost_of_trail(pid, clients["lan"])
        over += _told("Dấu vết thêm vào một lần ghi", trail, TRAIL_CAP)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
