"""All checks together, at most once in some seconds on a machine, however often they are wanted.

What was found lies in a file beside the locks of this machine, so that all processes show the same,
and since when: a probe costs the reading of a file.
"""

import asyncio
import json
import logging
import os
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings
from health_check.base import HealthCheckResult

from ntm_project.common.logs import note
from ntm_project.watch.checks import CHECKS, WatchCheck

FRESH_SECONDS = 5.0
_FILE = "health.json"


@dataclass(frozen=True)
class CheckResult:
    """What a check found: its fault or "", and since when that is so, in seconds of the clock."""

    error: str
    since: float


@dataclass(frozen=True)
class Health:
    """What all checks found, by their names, and when they were run."""

    at: float = 0.0
    found: dict[str, CheckResult] = field(default_factory=dict)

    @property
    def is_well(self) -> bool:
        return bool(self.found) and not any(one.error for one in self.found.values())

    @property
    def is_fresh(self) -> bool:
        # A clock that was set back must not keep an old answer.
        return 0 <= time.time() - self.at < FRESH_SECONDS


_running = threading.Lock()
_last = Health()


def current() -> Health:
    """How the server is now, or was some seconds ago; nobody waits for another's checks."""
    global _last  # noqa: PLW0603 - one memory a process, for when the file cannot be written
    known = _read() or _last
    if known.is_fresh or not _running.acquire(blocking=False):
        return known
    try:
        _last = _after(known, asyncio.run(_run()))
        with suppress(OSError):
            _write(_last)
        return _last
    finally:
        _running.release()


async def _run() -> list[HealthCheckResult]:
    """Each check in its thread; what does not come back in time is left to end by itself."""
    executor = ThreadPoolExecutor(max_workers=len(CHECKS), thread_name_prefix="health")
    try:
        return list(await asyncio.gather(*(check().get_result(executor) for check in CHECKS)))
    finally:
        executor.shutdown(wait=False)


def _after(known: Health, results: list[HealthCheckResult]) -> Health:
    """What was found now; what has changed has a line in the log, what stays as it was has none."""
    now, found = time.time(), {}
    for result in results:
        check = result.check
        assert isinstance(check, WatchCheck)
        error = "" if result.error is None else _sentence(check, result)
        before = known.found.get(check.name)
        is_changed = before is None or bool(before.error) != bool(error)
        found[check.name] = CheckResult(
            error, now if before is None or is_changed else before.since
        )
        if is_changed and (error or before):
            cause = str(result.error.__cause__ or "")[:300] if result.error else ""
            level = logging.ERROR if error else logging.INFO
            note("health", level=level, check=check.name, fault=error, cause=cause)
    return Health(now, found)


def _sentence(check: WatchCheck, result: HealthCheckResult) -> str:
    """The check's own sentence; of what did not answer in time, the one that states so."""
    words = str(getattr(result.error, "message", ""))
    return check.fault if not words or words.startswith("Timed out") else words


def _place() -> Path:
    return Path(settings.LOCK_FOLDER) / _FILE


def _read() -> Health | None:
    try:
        known = json.loads(_place().read_text(encoding="utf-8"))
        found = {name: CheckResult(**one) for name, one in known["found"].items()}
        return Health(float(known["at"]), found)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _write(health: Health) -> None:
    """Writes the file in one step, so that no process reads half of it."""
    place = _place()
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, part = tempfile.mkstemp(prefix=_FILE, dir=place.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(asdict(health), file, ensure_ascii=False)
        os.replace(part, place)
    except BaseException:
        with suppress(OSError):
            os.unlink(part)
        raise
