"""Looks at what somebody meets on a walk for what is of another province: one canary over what
lists, selects, searches, filters and forms show, offer, open and take.

Whoever walks for something else has the looks with him (`test_every_write.py`): to draw the pages
costs more than to look at them.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as field_of
from typing import Any

from django import forms
from django.core.exceptions import EmptyResultSet
from django.db.models import Model
from django.test import Client

from ntm_project.common.choices import RowSelect
from tests.access.foreign import FOREIGN, KINDS, NO_KEYS, SET, build_foreign
from tests.access.matrix import Matrix, build_matrix
from tests.access.pages import Page, django_forms, filled, parameters_of, read, send
from tests.shared import undone
from villages.enums import Role

Rows = dict[str, Model]
# Pages of what is the same for everybody: the sets, and what they expect.
PUBLIC = {"criteria:set", "criteria:mapping", "evidence:requirements"}


def build_with_foreign() -> Matrix:
    made = build_matrix()
    made.rows["foreign"] = build_foreign()
    return made


def heard(text: str, where: str, *, is_public: bool = False) -> list[str]:
    """Where the canary sings, with what stands around it."""
    birds = (FOREIGN,) if is_public else (FOREIGN, SET)
    found = [(bird, text.find(bird)) for bird in birds if bird in text]
    return [f"{where}: …{' '.join(text[max(0, at - 60) : at + 40].split())}…" for _, at in found]


def _choices(field: Any) -> list[str]:
    """The words of every line that a field offers."""
    if isinstance(field, forms.ModelChoiceField):
        return [field.label_from_instance(row) for row in field.queryset.all()]
    return [str(words) for _, words in getattr(field, "choices", ())]


def _query_of(rows_: Any) -> str:
    """The question behind a field, by which the same offer is known."""
    try:
        return str(rows_.query) if rows_ is not None else ""
    except EmptyResultSet:
        return ""


def offered(page: str, context: Any, met: set[str], *, is_public: bool = False) -> Iterator[str]:
    """The canary in what the forms of a page offer, opened or not."""
    for form in django_forms(context):
        for name, field in form.fields.items():
            rows_ = getattr(field, "queryset", None)
            key = f"{type(form).__name__}.{name}:{_query_of(rows_)}"
            # Django's own mark of a row that stands beside another; drawn as its key alone.
            if key not in met and name != "id":
                met.add(key)
                for words in _choices(field):
                    yield from heard(words, f"{page} {name}", is_public=is_public)


def _lazy(context: Any) -> set[str]:
    """The selects that bring their lines when opened."""
    return {
        form.add_prefix(name)
        for form in django_forms(context)
        for name, field in form.fields.items()
        if isinstance(field.widget, RowSelect)
    }


def get(client: Client, url: str) -> Any:
    with undone():
        response = client.get(url)
        response.text_read = read(response)
    return response


Met = set[Any]
# Each scope; between them they open every page.
READERS = (
    *(Role.ADMINISTRATOR, Role.STANDING_OFFICER, Role.VILLAGE_BOARD, Role.CLERK),
    *(Role.DATA_STEWARD, "upper", "stranger"),
)


def _shown(page: Page, foreign: Rows, met: Met) -> Iterator[str]:
    """What the page says, and what its forms offer."""
    yield from heard(page.html, page.url, is_public=page.name in PUBLIC)
    if page.response.status_code == 200:
        yield from offered(page.url, page.response.context, met)


def _named(page: Page, foreign: Rows) -> Iterator[str]:
    """The page requested with the key of a foreign row, wherever it takes a key."""
    path, _, query = page.url.partition("?")
    fields = {name for form in page.forms if form.method == "get" for name in form.fields}
    for name in sorted((parameters_of(page.url) | fields) - NO_KEYS):
        kind = KINDS.get(name)
        keys = {row.pk for row in ([foreign[kind]] if kind else foreign.values())}
        for key in sorted(keys, key=str):
            yield f"{path}?{query}&{name}={key}"


def _asked_by_key(page: Page, foreign: Rows, met: Met) -> Iterator[str]:
    """What a foreign key in the address opens."""
    urls = list(_named(page, foreign))
    names = sorted({url.rpartition("&")[2].partition("=")[0] for url in urls})
    kind = (page.name.partition(" ")[0], *names)  # one view, whatever its literal words
    if kind in met or page.response.status_code != 200:
        return
    met.add(kind)
    for url in urls:
        response = get(page.client, url)
        yield from heard(response.text_read, url)
        yield from offered(url, response.context, met)


def _selects_opened(page: Page, foreign: Rows, met: Met) -> Iterator[str]:
    """What a select brings when it is opened."""
    for name in _lazy(page.response.context) if page.response.status_code == 200 else ():
        if (page.name, name) not in met and "__prefix__" not in name:
            met.add((page.name, name))
            url = page.url + ("&" if "?" in page.url else "?") + f"lua_chon={name}"
            yield from heard(get(page.client, url).text_read, url)


def foreign_pick(field: Any, foreign: Rows) -> str | None:
    """The foreign row of the kind that a field takes."""
    if not isinstance(field, forms.ModelChoiceField) or field.queryset is None:
        return None
    kinds = (row for row in foreign.values() if type(row) is field.queryset.model)
    return next((str(row.pk) for row in kinds), None)


def _sent(page: Page, foreign: Rows, met: Met) -> Iterator[str]:
    """Whether a form takes or names a foreign row that is sent."""
    for form in page.forms:
        if form.method != "post" or form.kind in met:
            continue
        picks = {
            known.add_prefix(name): [key]
            for known in django_forms(page.response.context)
            for name, field in known.fields.items()
            if (key := foreign_pick(field, foreign))
        }
        picks = {name: key for name, key in picks.items() if name in form.fields}
        if picks:
            met.add(form.kind)
        for name, key in picks.items():
            with undone():
                sent = filled(form, page.response.context) | {name: key}
                answer = send(page.client, form.action, sent)
                text = read(answer)
            yield from heard(text, f"{form.action} {name}")
            if answer.status_code in (302, 303):
                yield f"{form.action} took a foreign {name}"


LOOKS = (_shown, _asked_by_key, _selects_opened, _sent)
# Who tries what a page does with a foreign row, with the least of which that each look must meet.
LEAST = {Role.STANDING_OFFICER: (1, 1, 11, 1), "upper": (1, 1, 0, 0), "stranger": (1, 1, 0, 1)}


@dataclass
class Looks:
    """All looks at the pages of one person's walk."""

    person: str
    foreign: Rows
    found: list[str] = field_of(default_factory=list)
    met: dict[str, Met] = field_of(default_factory=lambda: defaultdict(set))

    @property
    def least(self) -> dict[Any, int]:
        return dict(zip(LOOKS, LEAST.get(self.person, (1,)), strict=False))

    def at(self, page: Page) -> None:
        """Looks at the page in each way that this person tries."""
        for look in self.least:
            self.found += look(page, self.foreign, self.met[look.__name__])

    def unmet(self) -> list[str]:
        """The looks that saw too little to show anything."""
        return [look.__name__ for look, n in self.least.items() if len(self.met[look.__name__]) < n]
