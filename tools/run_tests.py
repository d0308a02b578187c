"""`make test`, `make deep`: every part in turn, each to its end; one closing line counts them all.

A part that cannot run here is skipped with its reason; with CI=true such a skip is a failure.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTHON = sys.executable
IS_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
APPS = ("villages", "criteria", "tasks", "evidence", "reports")
# Above that the longest test is what is waited for, and each process takes half a gigabyte.
CORES = min(len(os.sched_getaffinity(0)), 8)
# One process per core, and one more: some tests mostly wait, for a server that starts or hangs.
WORKERS = str(os.environ.get("TEST_WORKERS") or CORES + 1)
# A browser is two processes that work and a server that answers: one such group a core.
BROWSERS = str(CORES)

sys.path.insert(0, str(ROOT / "tools"))
import with_postgres  # noqa: E402 - a neighbour in this folder, which is no package

# Tests run in one mixed order, the same everywhere: what passes here does not fail elsewhere for
# what came before it. Another number mixes them otherwise; `make deep` takes a new one each time.
SEED = os.environ.get("TEST_SEED", "1")

COUNTS = re.compile(r"(\d+) (passed|failed|skipped|error|errors|xfailed|xpassed)\b")
CLOSING = re.compile(r"^=*\s*((?:\d+ \w+(?:, )?)+) in [\d.]+s")
FAULT = re.compile(r"^(FAILED|ERROR) ")


def reason_no_chromium() -> str:
    """Why no browser test can run, or ""."""
    path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    return "" if shutil.which(path) else f"không có Chromium tại {path} (biến CHROMIUM)"


Result = tuple[Counter[str], list[str]]  # what was counted, and what failed


@dataclass(frozen=True)
class Part:
    """One part of the whole: its command, and the reason why it cannot run here, if any."""

    name: str
    command: tuple[str, ...]
    is_pytest: bool = False
    is_long: bool = False  # a check on one core, which runs beside the tests
    reason: Callable[[], str] = field(default=lambda: "")


def tool(name: str, *arguments: str) -> tuple[str, ...]:
    """The command line of a program that pip put beside this interpreter."""
    return (str(BIN / name), *arguments)


def pytest(*arguments: str, processes: str = WORKERS) -> tuple[str, ...]:
    """The command line of a run of tests on every core."""
    spread = ("-n", processes, "--dist=worksteal")
    return (PYTHON, "-m", "pytest", *spread, "--durations=15", "--durations-min=2", *arguments)


POSTGRES = (PYTHON, "tools/with_postgres.py")

STATIC = (
    Part("tệp khóa", (PYTHON, "tools/check_lock.py")),
    Part("bí mật trong mã nguồn", (PYTHON, "tools/find_secrets.py")),
    Part("ruff check", tool("ruff", "check", "--quiet", ".")),
    Part("ruff format", tool("ruff", "format", "--check", "--quiet", ".")),
    Part("tầng (import-linter)", tool("lint-imports")),
    Part("kiểu (mypy)", tool("mypy", "ntm_project", *APPS), is_long=True),
    Part("migration", (PYTHON, "manage.py", "makemigrations", "--check", "--dry-run")),
    Part("nâng cấp khi đang chạy", (PYTHON, "tools/check_migrations.py")),
)
# What takes long without asking the database anything of its own ran on SQLite.
OF_POSTGRES = "(not (stress or deep) or concurrency or both)"


def on_both(marks: str, *options: str) -> tuple[Part, Part]:
    """The tests of these marks on SQLite, and those on PostgreSQL that ask it something."""
    return (
        Part("SQLite", pytest("-m", marks, *options), is_pytest=True),
        Part(
            "PostgreSQL",
            (*POSTGRES, *pytest("-m", f"{marks} and {OF_POSTGRES}", *options)),
            is_pytest=True,
            reason=with_postgres.reason_unavailable,
        ),
    )


SUITES = (
    *on_both("not browser and not deep", f"--randomly-seed={SEED}"),
    Part(
        "trình duyệt",
        pytest("-m", "browser", "tests/browser", f"--randomly-seed={SEED}", processes=BROWSERS),
        is_pytest=True,
        reason=reason_no_chromium,
    ),
)
# What takes minutes: hostile values in every field, drills, great sizes. Before a release.
DEEP = on_both("deep")


def environment(part: Part) -> dict[str, str]:
    """The variables of a part: the tests' settings, and a PostgreSQL only where it is meant."""
    variables = {**os.environ, "DJANGO_SETTINGS_MODULE": "ntm_project.settings_test"}
    # Without its compiled files every process of tests reads all of them anew: 3 seconds each.
    variables.pop("PYTHONDONTWRITEBYTECODE", None)
    if part.name != "PostgreSQL":
        variables.pop("TEST_DATABASE_URL", None)
    return variables


def show(text: str) -> None:
    print(text, end="", flush=True)


def run(part: Part, show: Callable[[str], None]) -> tuple[int, str, list[str]]:
    """Runs a part, showing its output as it comes; its exit code, its last line that counts, and
    the lines that name what failed."""
    closing, faults = "", []
    with subprocess.Popen(
        part.command,
        cwd=ROOT,
        env=environment(part),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            show(line)
            if match := CLOSING.match(line):
                closing = match[1]
            elif FAULT.match(line):
                faults.append(line.rstrip())
    return process.returncode, closing, faults


def count(part: Part, code: int, closing: str) -> Counter[str]:
    """What a part adds to the closing line; a run of no test at all is a failure."""
    if not part.is_pytest:
        return Counter(failed=1) if code else Counter(passed=1)
    total: Counter[str] = Counter()
    for number, word in COUNTS.findall(closing):
        name = {"error": "failed", "errors": "failed", "xfailed": "passed", "xpassed": "failed"}
        total[name.get(word, word)] += int(number)
    if code and not total["failed"]:
        total["failed"] = 1
    return total


def attempt(part: Part, show: Callable[[str], None] = show) -> Result:
    """Runs a part, or skips it with its reason, and reports how it ended: its counts, and what
    failed."""
    show(f"\n── {part.name}\n")
    if reason := part.reason():
        show(f"{'HỎNG' if IS_CI else 'BỎ QUA'}: {reason}\n")
        return (Counter(failed=1), [reason]) if IS_CI else (Counter(skipped=1), [])
    begun = time.monotonic()
    code, closing, faults = run(part, show)
    result = count(part, code, closing)
    word = "HỎNG" if result["failed"] else "đạt"
    show(f"── {part.name}: {word} ({time.monotonic() - begun:.1f} giây)\n")
    return result, faults


def attempt_all(parts: Sequence[Part]) -> dict[str, Result]:
    """Runs every part, in turn; beside them what is long and needs but one core, shown last."""
    lines: list[str] = []
    with migrate_ahead() as ahead, ThreadPoolExecutor() as pool:
        beside = {p.name: pool.submit(attempt, p, lines.append) for p in parts if p.is_long}
        results = {}
        for part in parts:
            if part.is_pytest:
                ahead.wait()  # else each process of tests compiles what it is just compiling
            if not part.is_long:
                results[part.name] = attempt(part)
        results |= {name: result.result() for name, result in beside.items()}
    show("".join(lines))
    return results


def migrate_ahead() -> subprocess.Popen[bytes]:
    """Has a small test migrate the SQLite database that all processes of tests copy, else all would
    wait for the one that does it, and write the compiled files of all tests, else each process of
    a fresh clone compiles them all. Should it fail, the part that needs the database says so."""
    command = (PYTHON, "-m", "pytest", "-n0", "-k", "test_checked_models")
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        command, cwd=ROOT, env=environment(SUITES[0]), stdout=quiet, stderr=quiet
    )


def main() -> int:
    """0 when nothing failed; the last line counts every part and every test."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--static-only", action="store_true", help="no suite of tests")
    parser.add_argument("--deep", action="store_true", help="only what takes minutes")
    options = parser.parse_args()
    # Where a fresh clone keeps its SQLite files; `makemigrations` looks there too.
    (ROOT / "data").mkdir(mode=0o700, exist_ok=True)
    parts = DEEP if options.deep else STATIC if options.static_only else STATIC + SUITES
    is_whole = parts == STATIC + SUITES
    results = attempt_all(parts) if is_whole else {part.name: attempt(part) for part in parts}
    total = sum((result for result, _ in results.values()), Counter())
    # Once more at the end: of a long output often the end alone is kept.
    for name, (result, faults) in results.items():
        if result["failed"]:
            print(f"\nHỏng: {name}", *faults, sep="\n")
    print(f"\n{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped")
    return 1 if total["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
