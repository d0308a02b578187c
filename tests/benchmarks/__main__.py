"""`make bench`: server CPU of the pages, in multiples of the empty signed-in page F.

F and page alternate, five rounds, the median of the ratios counts: the machine may be busy, the
ratio holds. Fails above the caps of the issue. With words, only the pages whose names hold one of
them: `python -m tests.benchmarks tiêu`. With `--record`, on the record that `DATABASE_URL` names
and `generate_country` has filled; of a PostgreSQL on this machine the CPU is counted too.
"""

import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.benchmarks import dossiers
from tests.benchmarks.pages import COUNTRY, PROVINCE, RECORD, SAMPLE, Ground, Page
from tests.benchmarks.prints import PRINTS, measure
from tests.benchmarks.seed import PASSWORD, WRITES
from tests.benchmarks.server import TICKS, Client, cpu_ticks, processes_of, running_server

ROUNDS, FLOOR_REQUESTS = 5, 400
WITH_RECORD = "--record"
WORDS = [word for word in sys.argv[1:] if word != WITH_RECORD]
# What the trail may add to a write, in F.
TRAIL, TRAIL_CAP = "Dấu vết thêm vào một lần ghi", 0.5


def _cpu_per_request(pids: Sequence[int], count: int, send: Callable[[], object]) -> float:
    """Server CPU in milliseconds of one request, over `count` of them."""
    before = sum(map(cpu_ticks, pids))
    for _ in range(count):
        send()
    return (sum(map(cpu_ticks, pids)) - before) / TICKS / count * 1000


def _measure(
    pids: Sequence[int], client: Client, page: Page, send: Callable[[], object]
) -> tuple[float, float]:
    """Milliseconds of F, and the page's cost in F: medians of interleaved rounds."""
    floors, ratios = [], []
    for _ in range(3):
        send()
    for _ in range(ROUNDS):
        floor = _cpu_per_request(pids, FLOOR_REQUESTS, lambda: client.request("GET", "/_f/"))
        cost = _cpu_per_request(pids, page.requests, send)
        floors.append(floor)
        ratios.append(cost / floor)
    return statistics.median(floors), statistics.median(ratios)


def _cost_of_trail(pids: Sequence[int], client: Client) -> float:
    """What one event in the trail adds to a write, in F: medians of interleaved rounds of many."""

    def sends(address: str) -> Callable[[], None]:
        def send() -> None:
            status, body = client.request("POST", address, {})
            assert status == 200, (status, body[:500])

        return send

    ratios = []
    for _ in range(2 * ROUNDS):
        floor = _cpu_per_request(pids, FLOOR_REQUESTS, lambda: client.request("GET", "/_f/"))
        bare, recorded = (
            _cpu_per_request(pids, 20, sends(address)) for address in ("/_ghi/", "/_ghi/dau-vet/")
        )
        ratios.append((recorded - bare) / WRITES / floor)
    return statistics.median(ratios)


def _report(name: str, ratio: float, cap: float, more: str = "") -> bool:
    """Tells the figure; whether it is above its cap."""
    mark = "" if ratio <= cap else "  VƯỢT MỨC"
    print(f"{name:<40} {ratio:6.1f} F  (mức {cap:g} F{more}){mark}")
    return ratio > cap


def _is_wanted(name: str) -> bool:
    return not WORDS or any(word.lower() in name.lower() for word in WORDS)


def _measure_ground(ground: Ground, record: str = "") -> int:
    """How many of its pages are above their caps."""
    pages = [page for page in ground.pages if _is_wanted(page.name)]
    is_trail_wanted = ground is SAMPLE and _is_wanted(TRAIL)
    if not pages and not is_trail_wanted:
        return 0
    over = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(Path(folder), ground.prepare, record) as (port, pid),
    ):
        pids = [pid, *processes_of(record)]
        names = {page.username for page in pages} | ({"lan"} if is_trail_wanted else set())
        clients = {username: Client(port, username, PASSWORD) for username in names}
        for page in pages:
            client = clients[page.username]
            send = page.sender(client, page.find(client))
            floor, ratio = _measure(pids, client, page, send)
            over += _report(page.name, ratio, page.cap, f"; F = {floor:.2f} ms")
        if is_trail_wanted:
            over += _report(TRAIL, _cost_of_trail(pids, clients["lan"]), TRAIL_CAP)
    return over


def main() -> int:
    """Measure every page; 1 when one is above its cap."""
    if WITH_RECORD in sys.argv:
        return int(_measure_ground(RECORD, os.environ["DATABASE_URL"]) > 0)
    over = sum(_measure_ground(ground) for ground in (SAMPLE, PROVINCE, COUNTRY))
    over += sum(measure(one) for one in PRINTS if _is_wanted(one.name))
    if WORDS and _is_wanted(dossiers.NAME):  # a gigabyte: only for whoever names it
        over += dossiers.measure()
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
