"""Takes the whole program into memory before it serves: an upgrade changes its files while the old
one goes on, and what it read of them only then would be of another version (tried: 215 of 400
requests failed between `git pull` and the restart)."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from django.apps import apps
from django.conf import settings
from django.forms.renderers import EngineMixin, get_default_renderer
from django.template import TemplateSyntaxError, engines
from django.template.backends.base import BaseEngine
from django.template.utils import get_app_template_dirs
from django.urls import get_resolver

# What no page reads: commands, the changes of tables, invented data, and the clients of S3 (30 MB
# each), which a store in a bucket has loaded by itself.
_NO_PAGE_S = {"management", "migrations", "generator", "sample", "settings_test"}
_NO_PAGE_S |= {"server", "wsgi", "shelf_s3", "storage_s3"}


def load_program() -> None:
    """Import every module that a page may need, and compile every template."""
    _ = get_resolver().url_patterns  # what this brings first is in the order that all are used to
    for name in program_modules():
        import_module(name)
    of_forms = get_default_renderer()
    assert isinstance(of_forms, EngineMixin)
    for engine in (engines["django"], of_forms.engine):
        for name in template_names(engine):
            try:
                engine.get_template(name)
            except (TemplateSyntaxError, ValueError):
                # A library's, for a part of it that is not installed; or static files were not
                # collected, which health shows. A page that needs it fails as it would have.
                continue


def program_modules() -> Iterator[str]:
    """The names of the program's own modules, of the packages below which its apps stand too."""
    roots = {config.name.partition(".")[0] for config in apps.get_app_configs()}
    for root in sorted(roots):
        place = Path(settings.BASE_DIR, root)
        if place.is_dir():
            yield from _below(place, root)


def _below(place: Path, name: str) -> Iterator[str]:
    for found in iter_modules([str(place)]):
        if found.name in _NO_PAGE_S:
            continue
        yield f"{name}.{found.name}"
        if found.ispkg:
            yield from _below(place / found.name, f"{name}.{found.name}")


def template_names(engine: BaseEngine) -> Iterator[str]:
    """The names of all templates of an engine, the program's own and those of its libraries."""
    for folder in map(str, (*engine.dirs, *get_app_template_dirs("templates"))):
        for path in sorted(Path(folder).rglob("*.html")):
            yield path.relative_to(folder).as_posix()
