"""Rules about the whole repository: sizes, directions, words."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.db.models import signals

ROOT = Path(settings.BASE_DIR)
APPS = ["villages", "criteria", "tasks", "evidence", "reports"]
FLOOR = {name: number for number, name in enumerate(APPS)}
OURS = [*APPS, "ntm_project", "tests", "tools"]
SOURCES = [
    path
    for folder in OURS
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
]
PAGES = [
    *(ROOT / "templates").rglob("*.html"),
    *(ROOT / "static").rglob("*.css"),
    *(ROOT / "static").rglob("*.js"),
]
MODELS = [model for app in APPS for model in apps.get_app_config(app).get_models()]


def test_no_file_is_longer_than_400_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in [*SOURCES, *PAGES]
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


def test_no_function_is_longer_than_40_lines() -> None:
    long = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > 40:
                    long[f"{path.relative_to(ROOT)}:{node.name}"] = lines
    assert long == {}


def test_every_module_says_what_it_promises() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if path.read_text(encoding="utf-8").strip()
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_relations_point_down(model: type[models.Model]) -> None:
    own = FLOOR[model._meta.app_label]
    for field in model._meta.get_fields():
        if field.is_relation and field.concrete and field.related_model is not None:
            assert FLOOR.get(field.related_model._meta.app_label, -1) <= own, field


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_models_are_named_in_vietnamese_and_never_ordered_by_stealth(model) -> None:
    assert model._meta.verbose_name != model._meta.model_name.lower()
    assert model.__str__ is not models.Model.__str__
    assert not model._meta.ordering


def test_our_apps_use_no_signals() -> None:
    for name in ("pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed"):
        for receiver in getattr(signals, name).receivers:
            target = receiver[1]() if callable(receiver[1]) else receiver[1]
            module = getattr(target, "__module__", "") or ""
            assert module.split(".")[0] not in APPS, (name, module)


def test_templates_carry_no_inline_script_style_or_handler() -> None:
    bad = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", re.I)
    found = {
        str(path.relative_to(ROOT)): match[0]
        for path in (ROOT / "templates").rglob("*.html")
        if (
            match := bad.search(
                re.sub(
                    r"{#.*?#}|{% comment %}.*?{% endcomment %}",
                    "",
                    path.read_text(encoding="utf-8"),
                    flags=re.S,
                )
            )
        )
    }
    assert found == {}


def test_a_form_in_a_fragment_of_its_own_gets_its_token() -> None:
    """What is included with `only` sees nothing of the page, the token neither: it would be 403."""
    folder = ROOT / "templates"
    texts = {
        str(path.relative_to(folder)): path.read_text(encoding="utf-8")
        for path in folder.rglob("*.html")
    }
    included = re.compile(r'{% include "([^"]+)"(?! with [^%]*csrf_token=)[^%]* only %}')
    found = {
        f"{page}: {name}"
        for page, text in texts.items()
        for name in included.findall(text)
        if "csrf_token" in texts[name]
    }
    assert found == set()


def test_every_template_is_used() -> None:
    written = "\n".join(
        path.read_text(encoding="utf-8")
        for path in [*SOURCES, *(ROOT / "templates").rglob("*.html")]
    )
    unused = [
        name
        for path in (ROOT / "templates").rglob("*.html")
        # Pages and their fragments are chosen as `f"{folder}/{name}.html"` in places.
        if (name := path.name.lstrip("_")) not in written
        and f'"{path.stem}"' not in written
        # Django looks these up by their names.
        and name not in {"400.html", "404.html", "500.html", "login.html"}
    ]
    assert unused == []


def test_every_page_of_docs_that_is_cited_exists() -> None:
    cited = re.compile(r"[\w./-]*\b(?:domain|quality|data|docs|adr)/[\w./-]+\.md\b")
    missing = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in [*SOURCES, *ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
        for name in cited.findall(path.read_text(encoding="utf-8"))
        if not any((base / name).exists() for base in (ROOT, path.parent))
    }
    assert missing == set()


def test_every_file_of_code_that_the_docs_name_exists() -> None:
    """By its path from the root, from `ntm_project`, or from the app that a page is about."""
    known = {path.relative_to(ROOT).as_posix() for path in [*SOURCES, *PAGES]}
    named = re.compile(r"`([\w/-]+\.(?:py|html|css|js))`")
    missing = {
        f"{page.relative_to(ROOT)}: {name}"
        for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
        for name in named.findall(page.read_text(encoding="utf-8"))
        if not (ROOT / name).exists() and not any(f"/{path}".endswith(f"/{name}") for path in known)
    }
    assert missing == set()


APPLICATION = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
    for path in SOURCES
    if path.relative_to(ROOT).parts[0] not in {"tests", "tools"}
}


def _with(pattern: str, *but: str) -> set[str]:
    """The application's files that hold the pattern, but for those below the given paths."""
    found = re.compile(pattern, re.M)
    return {n for n, text in APPLICATION.items() if not n.startswith(but) and found.search(text)}


def test_markup_stands_in_templates() -> None:
    """Python draws tiles, charts and papers alone."""
    drawing = ("ntm_project/common/draw/", "reports/documents/")
    assert _with(r"SafeString|mark_safe|format_html", *drawing) == set()


def test_templates_escape_everything() -> None:
    trusting = re.compile(r"\|\s*(safe|safeseq)\b|autoescape off")
    assert [page.name for page in PAGES if trusting.search(page.read_text(encoding="utf-8"))] == []


def test_reads_go_through_the_orm() -> None:
    """SQL by hand is for triggers, the rights of a role and the lookup of a path alone."""
    by_hand = r"\bSELECT\b|\.raw\(|\.extra\(|RawSQL|\binstance\(|common(\.sql\b| import sql\b)"
    written = {name for name in _with(by_hand) if not name.startswith("villages/guards/")}
    assert written - {"villages/models/lookups.py"} == set()
    # Statements that are no question about rows: what only the database's own engine knows or does.
    own_cursor = {name for name in _with(r"\.cursor\(|\.execute\(") if "/guards/" not in name}
    assert own_cursor == {
        "ntm_project/common/turns.py",  # locks that are no row's
        "ntm_project/backup/engines.py",  # one snapshot for dump and list, and a schema set aside
        "ntm_project/backup/proofs.py",  # SQLite proves its own file
        "ntm_project/generator/country/writer.py",  # an invented country, in minutes
        "evidence/management/commands/check_evidence.py",  # SQLite's pages counted as memory
    }


def test_views_read_no_rows_of_their_own() -> None:
    """A view fetches the row that its address names; what its page lists comes from `queries`."""
    own = r"\.(order_by|values_list|aggregate|in_bulk|filter|exclude|annotate)\(|"
    found = _with(own + r"\.(count|exists)\(\)", "ntm_project/common/")
    assert {name for name in found if re.search(r"(/|_)views(/|\.py)", name)} == set()


def test_code_is_written_in_plain_verbs() -> None:
    """Rendered, shown, recorded, parsed, given, requested: what was done, to a stranger's eye."""
    assert _with(r"(\b|_)(told|asked|said)(\b|_)") == set()
    # But for `file.tell()`.
    assert _with(r"(?<!\.)(\b|_)(tells?|says?|saying)(\b|_)") == set()


def test_there_is_one_way_to_have_been_overtaken() -> None:
    assert _with(r"^class Stale", "villages/edit.py") == set()
    # But for what is gone, and for what the fields were that had been typed.
    assert _with(r"raise Stale\((?!stale\.|None\))", "villages/edit.py") == set()


def test_a_view_stands_under_its_own_name() -> None:
    assert _with(r"^\w+ = (reads|writes|reads_and_writes)\(") == set()


def test_errors_of_a_service_are_placed_by_one_function() -> None:
    assert _with(r"def _?(put|apply|add)_errors\(", "ntm_project/common/forms.py") == set()


def test_a_day_is_written_by_one_function() -> None:
    """A cell of a sheet that somebody sent is read as that somebody wrote it."""
    assert _with(r"[:\"]%d/%m", "ntm_project/formats/", "evidence/papers/files/") == set()
    for page in (ROOT / "templates").rglob("*.html"):
        assert 'date:"d/m' not in page.read_text(encoding="utf-8"), page


def test_a_moment_is_written_by_one_function() -> None:
    """The hour and its day, as the filter `moment` has them."""
    assert _with(r"%H:%M\}? ngày", "ntm_project/common/dates.py") == set()
    for page in (ROOT / "templates").rglob("*.html"):
        assert 'date:"H:i" }} ngày' not in page.read_text(encoding="utf-8"), page


def test_every_migration_can_be_taken_back() -> None:
    """What must stay as it is (a hash, a sealed key) shows it by a way back that does nothing."""
    one_way = {
        f"{app}.{name}": str(step)
        for (app, name), migration in MigrationLoader(None).disk_migrations.items()
        for step in migration.operations
        if app in APPS and not step.reversible
    }
    assert one_way == {}


def test_words_as_somebody_wrote_them_hold_no_line_break_of_the_template() -> None:
    """What shows line ends as they are typed (`prose`) would show those of the template too."""
    opens = re.compile(r'class="[^"]*\bprose\b[^"]*">[ \t]*\n')
    pages = (ROOT / "templates").rglob("*.html")
    assert not [page.name for page in pages if opens.search(page.read_text(encoding="utf-8"))]
