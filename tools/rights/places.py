"""Where the code checks a right or filters by scope; a copy of the tree with a switch there."""

import ast
import shutil
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("villages", "criteria", "tasks", "evidence", "reports")
TREE = (*APPS, "ntm_project", "tests", "templates", "static", "fixtures", "tools", "docs")
LEFT_OUT = {"migrations", "management", "__pycache__"}
SWITCH = Path(__file__).with_name("switch.py")
# The database of the copy stands in memory, so that each fork has its own.
IN_MEMORY = '\nDATABASES["default"]["TEST"]["NAME"] = ":memory:"\n'
# What an `Access` answers, with the answer of a place that is off.
ANSWERS = {"can": True, "can_anywhere": True, "sees": True, "deny": "", "holds": True}
ANYWHERE = "ntm_switch_.ANYWHERE"
VISIBLE = {"visible_to", "answered_for_in"}
# Rows that a page reads below the row of its address.
OWNERS = {"plan", "meeting", "assessment", "unit", "evidence", "submission"}
PERMITS = {"has_add_permission", "has_change_permission", "has_delete_permission",
           "has_view_permission", "has_permission", "may_write"}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One place that can be off; its key outlives what is written above it."""

    number: int
    path: str
    line: int
    what: str
    key: str

    def __str__(self) -> str:
        return f"{self.number:4} {self.path}:{self.line} {self.what}"


def _parsed(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


class Switches(ast.NodeTransformer):
    """Puts a switch at every scope filter and every question of a right."""

    def __init__(self, path: str, first: int) -> None:
        self.path, self.first = path, first
        self.found: list[Mutant] = []
        self.inside: list[str] = []
        self.met: Counter[str] = Counter()

    def _place(self, node: Any, what: str) -> int:
        key = f"{self.path} {'.'.join(self.inside)}: {what}"
        self.met[key] += 1
        key += f" #{self.met[key]}" if self.met[key] > 1 else ""
        number = self.first + len(self.found)
        self.found.append(Mutant(number, self.path, node.lineno, what, key))
        return number

    def _instead(self, node: ast.Call) -> ast.expr | None:
        """The expression that takes its place when the check is turned off; None where nothing is
        checked."""
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        given = {k.arg or "" for k in node.keywords}
        below = {name for name in given if name.endswith("path__below")}
        if "/views/" in self.path and name == "filter":
            below |= given & OWNERS
        if name.lstrip("_").startswith("deny_"):
            return ast.Constant("")
        if below:
            less = deepcopy(node)
            less.keywords = [k for k in less.keywords if k.arg not in below]
            return less
        if not isinstance(node.func, ast.Attribute) or not node.args:
            return _parsed(ANYWHERE) if name == "in_scope" else None
        if name in VISIBLE:
            return ast.Call(ast.Attribute(deepcopy(node.func.value), "all", ast.Load()), [], [])
        if name == "holding":
            return deepcopy(node.func.value)
        is_filter = name == "holds" and isinstance(node.args[0], ast.Constant)
        answer = _parsed(ANYWHERE) if is_filter else ast.Constant(ANSWERS.get(name))
        return answer if name in ANSWERS else None

    def visit_Call(self, node: ast.Call) -> ast.AST:
        words = ast.unparse(node)[:90]
        self.generic_visit(node)
        instead = self._instead(node)
        if instead is None:
            return node
        number = self._place(node, words)
        if isinstance(instead, ast.Constant):
            made: ast.expr = _parsed(f"ntm_switch_.answered({number}, {instead.value!r})")
            question = cast(ast.Lambda, _parsed("lambda: None"))
            question.body = node
            cast(ast.Call, made).args.append(question)
        else:
            test = _parsed(f"ntm_switch_.off({number})")
            made = ast.IfExp(test=test, body=instead, orelse=node)
        return ast.copy_location(made, node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        self.inside.append(node.name)
        self.generic_visit(node)
        self.inside.pop()
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.inside.append(node.name)
        self.generic_visit(node)
        is_rule = node.name.lstrip("_").startswith("deny_")
        is_access = self.path == "villages/access.py" and node.name in ANSWERS
        if is_rule or is_access or node.name in PERMITS:
            answer = "" if is_rule else ANSWERS.get(node.name, True)
            number = self._place(node, "def")
            node.decorator_list.append(_parsed(f"ntm_switch_.rule({number}, {answer!r})"))
        self.inside.pop()
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
    shutil.copy(SWITCH, to / "ntm_switch.py")
    with (to / "ntm_project/settings_test.py").open("a", encoding="utf-8") as settings:
        settings.write(IN_MEMORY)
