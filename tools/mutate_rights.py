"""Disable each scope filter and each rule of rights once: at least one test must fail each time.

    tools/mutate_rights.py --list                         what would be disabled, by number
    tools/mutate_rights.py --app tasks tests/tasks        the mutants of an app, by these tests
    tools/mutate_rights.py                                everything, by the whole suite

The tree is copied; in the copy each place asks whether it is the one that is off, so that one run
of the tests tells which of them reach which place, and a mutant is tried by those alone: first the
matrix of rights, then the quickest. What was killed is kept (`--results`) and not tried again.
Put `nice -n 10` in front: it takes hours, one process at a time.
"""

import argparse
import ast
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("villages", "criteria", "tasks", "evidence", "reports")
TREE = (*APPS, "ntm_project", "tests", "templates", "static", "fixtures", "tools", "docs")
LEFT_OUT = {"migrations", "management", "__pycache__"}
ASKED = {"can": True, "can_anywhere": True, "sees": True, "deny": ""}
PERMITS = {"has_add_permission", "has_change_permission", "has_delete_permission",
           "has_view_permission", "has_permission", "may_write"}  # fmt: skip
SWITCH = '''"""Which place is off, and which test reaches which place."""
import os
from django.db.models import Q

active, reached = 0, {}


def off(number):
    test = os.environ.get("PYTEST_CURRENT_TEST", "")
    if test.endswith("(call)"):
        reached.setdefault(number, {})[test.removesuffix(" (call)")] = None
    return number == active
'''


@dataclass(frozen=True)
class Mutant:
    """One place that can be off."""

    number: int
    path: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.number:4} {self.path}:{self.line} {self.what}"


def _parsed(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


class Switches(ast.NodeTransformer):
    """Puts a switch at every scope filter and every question of a right."""

    def __init__(self, path: str, first: int) -> None:
        self.path, self.found, self.next = path, [], first

    def _place(self, node: ast.AST, what: str) -> ast.expr:
        made = Mutant(self.next, self.path, node.lineno, what)
        self.found.append(made)
        self.next += 1
        return _parsed(f"ntm_switch_.off({made.number})")

    def _either(self, node: ast.expr, what: str, instead: ast.expr) -> ast.expr:
        made = ast.IfExp(test=self._place(node, what), body=instead, orelse=node)
        return ast.copy_location(made, node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        told = ast.unparse(node)[:70]
        if name == "visible_to" and isinstance(node.func, ast.Attribute):
            rows = ast.Attribute(deepcopy(node.func.value), "all", ast.Load())
            return self._either(node, told, ast.Call(rows, [], []))
        if name == "in_scope":
            return self._either(node, told, _parsed("ntm_switch_.Q()"))
        if name in ASKED and isinstance(node.func, ast.Attribute) and node.args:
            return self._either(node, told, ast.Constant(ASKED[name]))
        if name.lstrip("_").startswith("deny_"):
            return self._either(node, told, ast.Constant(""))
        scopes = [k for k in node.keywords if (k.arg or "").endswith("path__below")]
        if scopes:
            less = deepcopy(node)
            less.keywords = [k for k in less.keywords if not (k.arg or "").endswith("path__below")]
            return self._either(node, told, less)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.generic_visit(node)
        is_rule = node.name.lstrip("_").startswith("deny_")
        is_access = self.path == "villages/access.py" and node.name in ASKED
        if not (is_rule or is_access or node.name in PERMITS):
            return node
        answer = "" if is_rule else ASKED.get(node.name, True)
        test = self._place(node, f"def {node.name}")
        stop = ast.If(test=test, body=[ast.Return(ast.Constant(answer))], orelse=[])
        at = 1 if ast.get_docstring(node) else 0
        node.body.insert(at, stop)
        return node


def sources(root: Path) -> Iterator[Path]:
    for app in APPS:
        for path in sorted((root / app).rglob("*.py")):
            if not LEFT_OUT.intersection(path.parts):
                yield path


def put_switches(root: Path, *, write: bool) -> list[Mutant]:
    """Every place of the tree; with `write` its files hold the switches."""
    found: list[Mutant] = []
    for path in sources(root):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        switches = Switches(str(path.relative_to(root)), len(found) + 1)
        tree = switches.visit(tree)
        if not switches.found:
            continue
        found += switches.found
        at = 1 if ast.get_docstring(tree) else 0
        tree.body.insert(at, ast.parse("import ntm_switch as ntm_switch_").body[0])
        if write:
            path.write_text(ast.unparse(ast.fix_missing_locations(tree)), encoding="utf-8")
    return found


def copy_tree(to: Path) -> None:
    for name in TREE:
        if (ROOT / name).exists():
            shutil.copytree(ROOT / name, to / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "manage.py", "README.md", "CONTRIBUTING.md"):
        shutil.copy(ROOT / name, to / name)
    (to / "data").mkdir()
    (to / "ntm_switch.py").write_text(SWITCH, encoding="utf-8")


# --- Running --------------------------------------------------------------------------------------

PLAIN = ["-q", "-p", "no:randomly", "-p", "no:cacheprovider", "-n0", "--reuse-db",
         "-m", "not browser and not stress and not concurrency and not pdf"]  # fmt: skip


class Timer:
    """How long each test took."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def pytest_runtest_logreport(self, report: object) -> None:
        if report.when == "call":  # type: ignore[attr-defined]
            self.seconds[report.nodeid] = report.duration  # type: ignore[attr-defined]


def _child(limit: int, log: Path, work: object) -> int | None:
    """The answer of a process of its own; None where it took too long."""
    pid = os.fork()
    if pid == 0:
        os.setsid()
        out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(out, 1)
        os.dup2(out, 2)
        os._exit(int(work()))  # type: ignore[operator]
    ends = time.monotonic() + limit
    while time.monotonic() < ends:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.1)
    os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return None


def record_reach(tests: list[str], kept: Path) -> None:
    """Runs the tests once, nothing off, and keeps which test reaches which place."""
    import pytest

    def run() -> int:
        timer = Timer()
        code = pytest.main([*PLAIN, *tests], plugins=[timer])
        import ntm_switch

        reached = {number: list(names) for number, names in ntm_switch.reached.items()}
        kept.write_text(json.dumps({"reached": reached, "seconds": timer.seconds}))
        return code

    code = _child(7200, kept.with_suffix(".log"), run)
    if not kept.exists():
        sys.exit(f"the tests did not run: see {kept.with_suffix('.log')}")
    if code:
        print(f"warning: some tests fail with nothing off, see {kept.with_suffix('.log')}")
        sys.exit(1)


def try_mutant(number: int, tests: list[str], limit: int, log: Path) -> str:
    """`killed` when a test fails with this place off, `survived` when none does."""
    import pytest

    def run() -> int:
        import ntm_switch

        ntm_switch.active = number
        return pytest.main([*PLAIN, "-x", *tests])

    code = _child(limit, log, run)
    if code is None:
        return "too slow"
    return "survived" if code == 0 else "killed" if code == 1 else f"error {code}"


def in_order(names: list[str], seconds: dict[str, float]) -> list[str]:
    """The tests of rights first, then the quickest."""
    return sorted(names, key=lambda n: ("tests/access/test_matrix" not in n, seconds.get(n, 9.0)))


def _warm() -> None:
    """Loads what every child needs, once for all."""
    import django

    django.setup()
    import_module("ntm_project.urls")


def run_all(mutants: list[Mutant], given: argparse.Namespace) -> int:
    results = Path(given.results).resolve()
    known = json.loads(results.read_text()) if results.exists() else {}
    with tempfile.TemporaryDirectory(prefix="ntm-rights-") as folder:
        tree = Path(folder)
        copy_tree(tree)
        put_switches(tree, write=True)
        os.chdir(tree)
        sys.path.insert(0, str(tree))
        os.environ["DJANGO_SETTINGS_MODULE"] = "ntm_project.settings_test"
        _warm()
        kept = tree / "reach.json"
        record_reach(given.tests or ["tests"], kept)
        data = json.loads(kept.read_text())
        for mutant in mutants:
            name = f"{mutant.path}:{mutant.line}:{mutant.what}"
            if known.get(name) == "killed":
                continue
            tests = in_order(data["reached"].get(str(mutant.number), []), data["seconds"])
            answer = "survived, unreached"
            if tests:
                answer = try_mutant(mutant.number, tests[: given.most], given.limit, tree / "m.log")
            known[name] = answer
            results.write_text(json.dumps(known, ensure_ascii=False, indent=1))
            print(f"{answer:20}{mutant}", flush=True)
    states = [known.get(f"{m.path}:{m.line}:{m.what}") for m in mutants]
    print(f"{states.count('killed')} of {len(states)} killed")
    return 0 if set(states) == {"killed"} else 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("tests", nargs="*", help="tests that are to notice (all)")
    parser.add_argument("--app", help="only places whose path begins with this")
    parser.add_argument("--list", action="store_true", help="name the places and stop")
    parser.add_argument("--limit", type=int, default=300, help="seconds for one mutant")
    parser.add_argument("--most", type=int, default=60, help="tests for one mutant")
    parser.add_argument("--results", default="data/mutants.json")
    given = parser.parse_args()
    mutants = [m for m in put_switches(ROOT, write=False) if m.path.startswith(given.app or "")]
    if given.list:
        print(*mutants, f"{len(mutants)} places", sep="\n")
        return 0
    return run_all(mutants, given)


if __name__ == "__main__":
    sys.exit(main())
