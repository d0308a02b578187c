"""A dossier of 500 files and 1 GB as a ZIP; `python -m tests.benchmarks hồ sơ`, not of every run.

Server CPU in F, memory of the worker above what it held before, and the first byte in multiples of
the wall time of F. The worker of prints makes the dossier's own papers meanwhile: without one every
download would wait for them in vain. As a module of its own it fills the database: files with
holes, cheap to make.
"""

import hashlib
import re
import statistics
import sys
import tempfile
import time
import zlib
from http.client import HTTPConnection
from pathlib import Path

from tests.benchmarks.seed import PASSWORD
from tests.benchmarks.server import TICKS, Client, cpu_ticks, running_server

NAME = "Hồ sơ ZIP, 500 tệp, 1 GB"
CAP, FIRST_CAP, MEMORY_CAP = 900, 10, 8.0
FILES, BYTES = 500, 2_000_000
ROUNDS, FLOORS = 3, 400
PREPARE = (
    "load_sample --with-accounts --verbosity=0",
    "-m tests.benchmarks.seed lan",
    "-m tests.benchmarks.dossiers",
)
Found = tuple[float, float, float]


def fill() -> None:
    """Papers with a file each for the commune's assessment."""
    from django.conf import settings

    from criteria.models import Result
    from evidence.models import Evidence, Proof, Revision

    results = list(Result.objects.filter(assessment__unit__name="Mai Đình").order_by("pk"))
    unit = results[0].assessment.unit
    folder = Path(settings.EVIDENCE_FOLDER) / "2026" / "11"
    folder.mkdir(parents=True)
    for number in range(FILES):
        head = b"%PDF-1.7 " + str(number).encode()
        path = folder / f"{number:032x}"
        with path.open("wb") as file:
            file.write(head)
            file.truncate(BYTES)
        paper = Evidence.objects.create(unit=unit, title=f"Biên bản nghiệm thu số {number}")
        Revision.objects.create(
            evidence=paper,
            number=1,
            key=f"2026/11/{path.name}",
            name=f"{number}.pdf",
            sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
            crc32=zlib.crc32(path.read_bytes()),
            size=BYTES,
            file_type="pdf",
            upload_key=f"{number:032x}",
        )
        Proof.objects.create(evidence=paper, result=results[number % len(results)])


def _held(pid: int) -> float:
    """Megabytes that the server's workers hold."""
    workers = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    pages = (Path(f"/proc/{worker}/status").read_text() for worker in workers)
    return sum(int(re.findall(r"^VmRSS:\s+(\d+)", page, re.M)[0]) for page in pages) / 1024


def _download(pid: int, port: int, client: Client, address: str) -> Found:
    """CPU milliseconds, seconds to the first byte, and megabytes above what was held."""
    before, ticks, began = _held(pid), cpu_ticks(pid), time.monotonic()
    connection = HTTPConnection("127.0.0.1", port, timeout=180)
    cookies = "; ".join(f"{key}={value}" for key, value in client.cookies.items())
    connection.request("GET", address, None, {"Cookie": cookies})
    response = connection.getresponse()
    assert response.status == 200, response.status
    size, most = len(response.read(1)), before
    first, looked = time.monotonic() - began, size
    while piece := response.read(1 << 18):
        size += len(piece)
        if size > looked + 20_000_000:
            looked, most = size, max(most, _held(pid))
    connection.close()
    most = max(most, _held(pid))
    if "/1/" in address:
        assert size > FILES * BYTES, size
    return (cpu_ticks(pid) - ticks) / TICKS * 1000, first, most - before


def _floor(pid: int, client: Client) -> tuple[float, float]:
    """CPU milliseconds of the empty page, and its seconds."""
    ticks, began = cpu_ticks(pid), time.monotonic()
    for _ in range(FLOORS):
        client.request("GET", "/_f/")
    cpu = (cpu_ticks(pid) - ticks) / TICKS / FLOORS * 1000
    return cpu, (time.monotonic() - began) / FLOORS


def measure() -> bool:
    """Tells the figures; whether one is above its cap."""
    costs, firsts, grown = [], [], []
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(Path(folder), PREPARE, prints=True) as (port, pid),
    ):
        client = Client(port, "lan", PASSWORD)
        # What is loaded once for all, on a dossier without papers.
        _download(pid, port, client, "/danh-gia/2/ho-so/zip/")
        for _ in range(ROUNDS):
            floor, seconds = _floor(pid, client)
            cpu, first, more = _download(pid, port, client, "/danh-gia/1/ho-so/zip/")
            costs.append(cpu / floor)
            firsts.append(first / seconds)
            grown.append(more)
    cost, first, more = statistics.median(costs), statistics.median(firsts), max(grown)
    over = cost > CAP or first > FIRST_CAP or more > MEMORY_CAP
    print(
        f"{NAME:<40} {cost:6.1f} F  (mức {CAP} F; lần đầu {costs[0]:.0f} F), byte đầu sau "
        f"{first:.1f} F (mức {FIRST_CAP}), thêm {more:.1f} MB (mức {MEMORY_CAP:g})"
        f"{'  VƯỢT MỨC' if over else ''}"
    )
    return over


if __name__ == "__main__":
    import django

    django.setup()
    fill()
    sys.exit(0)
