"""The plugin of pytest that tries the places, and the processes it forks."""

import argparse
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import accumulate, groupby
from pathlib import Path
from typing import Any

from rights.places import Mutant

# Files that notice most in the shortest time; the others follow, the long walks last of all.
FIRST = ("test_rules.py", "test_access.py", "test_services.py")
LAST = ("test_offers.py", "test_every_write.py", "test_every_edit.py", "test_query_budget.py")
ALIVE, KILLED, UNREACHED = "survived", "killed", "not reached"


class Children:
    """Processes forked from this one, at most `most` at a time, each with a time limit."""

    def __init__(self, most: int, folder: Path) -> None:
        self.most, self.folder = most, folder
        self.running: dict[int, tuple[float, Path, Callable[[Any], None]]] = {}

    def start(self, limit: float, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """`then` gets what `work` returned in its process; None where it died or was too slow."""
        while len(self.running) >= self.most:
            self._wait()
        report = Path(tempfile.mkstemp(dir=self.folder)[1])
        pid = os.fork()
        if pid == 0:
            self._be_child(work, report)
        self.running[pid] = (time.monotonic() + limit, report, then)

    def finish(self) -> None:
        while self.running:
            self._wait()

    def _be_child(self, work: Callable[[], Any], report: Path) -> None:
        from django.conf import settings

        try:
            os.setsid()
            sys.unraisablehook = lambda _: None  # what the parent left open is not the child's
            settings.LOCK_FOLDER = report.with_suffix(".locks")
            report.write_text(json.dumps(work()), encoding="utf-8")
        except BaseException as error:
            sys.__stderr__.write(f"{error!r}\n")
        os._exit(0)

    def _wait(self) -> None:
        time.sleep(0.02)
        for pid, (ends, report, then) in list(self.running.items()):
            is_late = time.monotonic() > ends
            if is_late:
                os.killpg(pid, signal.SIGKILL)
            if os.waitpid(pid, 0 if is_late else os.WNOHANG)[0]:
                del self.running[pid]
                text = report.read_text(encoding="utf-8")
                then(json.loads(text) if text else None)


def _passes(item: Any, after: Any) -> bool:
    """Runs one test; what it shares with `after` stays."""
    from _pytest.runner import runtestprotocol

    return all(not report.failed for report in runtestprotocol(item, nextitem=after, log=False))


def _rank(path: Path) -> Any:
    is_walk, name = "access" in path.parts, path.name
    return is_walk, name in LAST, name not in FIRST, not name.startswith("test_matrix"), str(path)


class Hunt:
    """The plugin that tries every place in the file of tests which the loop has reached."""

    def __init__(self, mutants: list[Mutant], results: Path, given: argparse.Namespace) -> None:
        self.results, self.given = results, given
        self.known: dict[str, str] = json.loads(results.read_text()) if results.exists() else {}
        self.left = [m for m in mutants if not self.known.get(m.key, "").startswith(KILLED)]
        self.reached: set[str] = set()
        self.held: dict[str, bool] = {}
        self.answers: list[Any] = []

    def pytest_runtestloop(self, session: Any) -> bool:
        self.children = Children(self.given.children, Path.cwd() / "data")
        self.ends = (session.items[0], session.items[-1])
        ordered = sorted(session.items, key=lambda item: _rank(item.path))
        for path, items in groupby(ordered, key=lambda item: item.path):
            if self.left:
                self._hunt_in(path, list(items))
        for mutant in self.left:
            self._note(mutant, ALIVE if mutant.key in self.reached else UNREACHED)
        return True

    def _hunt_in(self, path: Path, items: list[Any]) -> None:
        began, before = time.monotonic(), len(self.left)
        self._warm(items)
        self.children.start(1800, lambda: self._record(items), self.answers.append)
        self.children.finish()
        reached, seconds, failed = self.answers.pop()
        if failed:
            print(f"fail with nothing off, and are left out: {failed}")
        for mutant in self.left[:]:
            names = [n for n in reached.get(str(mutant.number), ()) if n not in failed]
            if names:
                self.reached.add(mutant.key)
                names = self._quickest(names, seconds)
                limit = 60 + 10 * sum(seconds[name] for name in names)
                self._try(mutant, names, items, limit)
        self.children.finish()
        spent, killed = time.monotonic() - began, before - len(self.left)
        print(f"{path.relative_to(Path.cwd())}: {killed} killed in {spent:.0f} s", flush=True)

    def _quickest(self, names: list[str], seconds: dict[str, float]) -> list[str]:
        """The tests that fit into the time of a place, and at least one."""
        names = sorted(names, key=seconds.__getitem__)
        spent = accumulate(seconds[name] for name in names)
        fits = sum(time_ <= self.given.seconds for time_ in spent)
        return names[: max(fits, 1)]

    def _after(self, item: Any, items: list[Any]) -> Any:
        """A test that leaves standing what the file made: another of it, if there is one."""
        others = [other for other in (*items[:2], *self.ends) if other is not item]
        return others[0] if others else None

    def _warm(self, items: list[Any]) -> None:
        """Makes what all tests of the file share, after what those of the last one shared."""
        items[0].session._setupstate.teardown_exact(items[0])
        if len(items) == 1:
            return
        item = max(items, key=lambda item: len(item.fixturenames))
        item.config.option.setuponly = True
        _passes(item, self._after(item, items))
        item.config.option.setuponly = False

    def _record(self, items: list[Any]) -> Any:
        import ntm_switch

        seconds, failed = {}, []
        for item in items:
            began = time.process_time()  # so that a busy machine tries no fewer tests
            if not _passes(item, self._after(item, items)):
                failed.append(item.nodeid)
            seconds[item.nodeid] = time.process_time() - began
        return {n: list(names) for n, names in ntm_switch.reached.items()}, seconds, failed

    def _fails(self, names: list[str], items: list[Any], number: int = 0) -> str:
        """The first of the tests that fails with this place off; "" where none does."""
        import ntm_switch

        ntm_switch.active = number
        by_name = {item.nodeid: item for item in items}
        found = (n for n in names if not _passes(by_name[n], self._after(by_name[n], items)))
        return next(found, "")

    def _try(self, mutant: Mutant, names: list[str], items: list[Any], limit: float) -> None:
        def then(name: str | None) -> None:
            if name is None:
                print(f"died or too slow: {mutant}", flush=True)
            elif name and self._holds(name, items, limit):
                self.left.remove(mutant)
                self._note(mutant, f"{KILLED} by {name}")

        self.children.start(limit, lambda: self._fails(names, items, mutant.number), then)

    def _holds(self, name: str, items: list[Any], limit: float) -> bool:
        """Whether the test passes alone, with nothing off: checked once, so that a kill is one."""
        if name not in self.held:
            control = Children(1, self.children.folder)
            control.start(limit, lambda: self._fails([name], items), self.answers.append)
            control.finish()
            self.held[name] = self.answers.pop() == ""
            if not self.held[name]:
                print(f"fails alone with nothing off: {name}", flush=True)
        return self.held[name]

    def _note(self, mutant: Mutant, answer: str) -> None:
        self.known[mutant.key] = answer
        text = json.dumps(self.known, ensure_ascii=False, indent=1, sort_keys=True)
        self.results.write_text(text, encoding="utf-8")
