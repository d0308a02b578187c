"""Every form that saves leaves its event in the trail, and takes nothing but its own fields; and no
page on the way holds, opens, offers or takes what is foreign (`looks.py`)."""

import inspect
import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.urls import resolve

from criteria.forms.assessments import BaselinesForm
from ntm_project.common.forms import CrispyModelForm
from tests.access.looks import Looks, build_with_foreign
from tests.access.matrix import Matrix
from tests.access.pages import (
    WALKERS,
    Page,
    SentForm,
    Typed,
    django_forms,
    name_of,
    read,
    send,
    sent_forms,
)
from tests.access.test_every_edit import _other
from tests.access.test_matrix import ROWS
from tests.shared import made_once, undone
from villages.models import AuditEvent

# Saved without an event, each with its reason.
SILENT = {
    "criteria:many_results": "names nobody here, so nothing changes; `pages/test_many_results.py`",
    "login": "the session is not a row of the record",
    "logout": "the session is not a row of the record",
    "reports:text_draft": "a draft is its writer's alone; `pages/test_authored_texts.py`",
    "villages:import_run": "what it writes has its events; `tests/villages/imports`",
    "reports:cancel_print": "a print is made from the record, and no row of it",
    "villages:open_notice": "a notice is word of an act, which has its own event",
    "villages:read_all_notices": "a notice is word of an act, which has its own event",
    "evidence:judge": "drafts of a verdict: the reviewed must not learn of them",
    "evidence:approve_unmarked": "drafts of a verdict: the reviewed must not learn of them",
}
# Saved with more than one event: each concerns another row.
SEVERAL = {
    "criteria:quick_entry": "each row of the grid",
    "villages:add_official": "the person, and the first posting",
    "criteria:baselines": "the assessment, and each criterion",
    "tasks:conclude": "the conclusion, and the task that it is at once",
    "tasks:edit_conclusion": "the conclusion, and the task that it becomes",
    "tasks:create": "the task, and the conclusion that it comes from",
}
# Open to somebody who walks, and saved by tests of their own, each with its reason.
UNSAVED = {
    "criteria:confirm_baselines": "no baseline of this world is tentative",
    "criteria:open_assessment": "no set of this world is published",
    "criteria:predecessors": "no unit of this world came from others; `test_predecessors.py`",
    "evidence:complete_grounds": "needs something newly known; `tests/evidence/review_pages`",
    "evidence:decide": "needs a verdict on every item first",
    "evidence:read_again": "no file of this world was too heavy",
    "evidence:recognition": "nothing waits for an answer in this world",
    "evidence:take_over": "no mapping of this world is published; `pages/test_mapping.py`",
    "evidence:take_plan": "needs the text of a plan; `tests/evidence/intake`",
    "evidence:take_sections": "needs the text of a plan; `tests/evidence/intake/test_sections.py`",
    "evidence:upload": "a photo needs its day; `tests/evidence/pages` sends it",
    "tasks:copy_plan": "needs a plan of the year before; `tests/tasks/pages/test_copy_plan.py`",
    "tasks:fill_agenda": "no point of this world's agenda was taken out",
    "tasks:take_back_waiver": "nothing that this world's checks find is known",
    "villages:paste_bodies": "read first, then written: `tests/villages/pages/test_pasting.py`",
    "villages:paste_people": "read first, then written: `tests/villages/pages/test_pasting.py`",
    "villages:paste_villages": "read first, then written: `tests/villages/pages/test_pasting.py`",
    "reports:reference_file": "asks for a Word file; `tests/reports/pages/test_authored_texts.py`",
    "villages:import_list": "needs a file of its kind: `tests/villages/imports`",
    "tasks:waive": "the list of checks puts the finding into the address",
    "villages:change_units": "seen first, then done: `tests/villages/changes`",
    "villages:delegate": "needs a last day; `tests/villages/pages/test_delegate.py`",
    "villages:hand_over": "needs to whom each goes: `tests/villages/test_handover.py`",
    "villages:lift_block": "nobody is blocked in this world",
}
OWN_ROOM = ("accounts:", "login", "logout")  # passwords, codes and sessions: `tests/villages`
APPS = ("villages", "criteria", "tasks", "evidence")


def _name(url: str) -> str:
    return name_of(url).partition(" ")[0]


def _anew(context: Any) -> dict[str, Any]:
    """Other values for what stands already: saving it as it is changes nothing."""
    stored = [f for f in django_forms(context) if isinstance(f, CrispyModelForm) and f.instance.pk]
    anew = {
        form.add_prefix(name): value
        for form in stored
        for name, field in form.fields.items()
        if not field.widget.is_hidden and (value := _other(form, name))
    }
    states = {
        name: "met"
        for form in django_forms(context)
        if isinstance(form, BaselinesForm)
        for name in form.fields
    }
    others = {"officials": [], "year": ["2025"]}
    return anew | states | others | {"nguoi-1-role_words": "Trưởng thôn"}


@contextmanager
def _taken_back(client: Client) -> Iterator[None]:
    """What is sent inside leaves no row, and the sender signed in as before."""
    cookies = deepcopy(client.cookies)
    with undone():
        yield
    client.cookies = cookies


def _with_other_values(form: SentForm, data: Typed, page: Page) -> Typed:
    anew = _anew(page.response.context).items()
    return data | {name: value for name, value in anew if name in data or name in form.fields}


def _open_to_walkers() -> set[str]:
    """The addresses that one of those who walk may send something to."""
    return {
        row["name"]
        for row in ROWS
        if row["method"] == "POST" and "ok" in [row[person] for person in WALKERS]
    }


# --- Nothing but its own fields -------------------------------------------------------------------


def _models() -> list[type[Model]]:
    """All tables of the record; what marks the store of files is no part of it."""
    found = (model for model in apps.get_models() if model._meta.app_label in APPS)
    return [model for model in found if model._meta.model_name != "storemark"]


PASSING = {"request_id", "upload_key", "key", "password", "sha256", "digest"}


@cache
def _questions() -> dict[str, tuple[str, tuple[Any, ...]]]:
    """For all rows of each table, without what differs from one saving to the next; made once."""
    found = {}
    for model in _models():
        fields = [f.attname for f in model._meta.concrete_fields if f.name not in PASSING]
        rows = model._base_manager.order_by("pk").values_list(*fields)
        found[model._meta.label] = rows.query.sql_with_params()
    return found


def _record() -> dict[str, list[Any]]:
    """All rows, as the database gives them: they are compared, never used, and building them anew
    before and after each of hundreds of requests was a third of the whole test."""
    found = {}
    with connection.cursor() as cursor:
        for table, question in _questions().items():
            cursor.execute(*question)
            found[table] = cursor.fetchall()
    return found


def _forget_used_keys() -> None:
    """PostgreSQL counts on after what is undone; new rows shall get the same keys each time."""
    statements = connection.ops.sequence_reset_sql(no_style(), _models())
    if statements:
        with connection.cursor() as cursor:
            cursor.execute("".join(statements))


def _read_by(url: str) -> set[str]:
    """The words that the code of an address reads from what was sent, besides its forms."""
    module = inspect.getmodule(inspect.unwrap(resolve(url.partition("?")[0]).func))
    source = inspect.getsource(module)
    return set(re.findall(r"""["'](\w+)["']""", source))


def _strange(form: Any, context: Any) -> dict[str, list[str]]:
    """A field for every column that there is, but those of the form."""
    own = set(form.fields) | set(form.buttons) | set(form.files) | _read_by(form.action)
    own |= {name for known in django_forms(context) for name in known.fields}
    values = {"version": "7", "is_active": "", "is_main": "on", "state": "approved"}
    names = {f.name for model in _models() for f in model._meta.get_fields()}
    names |= {f.attname for model in _models() for f in model._meta.concrete_fields}
    names |= {"is_staff", "is_superuser", "groups", "user_permissions", "by", "on", "today"}
    return {name: [values.get(name, "1")] for name in sorted(names - own)}


@dataclass
class Sent:
    """What a form brought about: the answer, its events, and all rows as they stand then."""

    answer: Any
    events: int
    record: dict[str, list[Any]]

    @property
    def is_saved(self) -> bool:
        """Whether the form was taken: a redirect, or its fragment anew."""
        return self.answer.status_code in (201, 302, 303)


def _after(client: Client, url: str, data: Any) -> Sent:
    _forget_used_keys()
    with _taken_back(client):
        before = AuditEvent.objects.count()
        for values in data.values():
            for value in values:
                if hasattr(value, "seek"):
                    value.seek(0)
        answer = send(client, url, data)
        read(answer)
        events = AuditEvent.objects.count() - before
        return Sent(answer, events, _record())


def _changed_by_more(form: SentForm, data: Typed, page: Page, plain: Sent) -> list[Any]:
    """The address and the tables that a field which the form does not show changes; or nothing."""
    more = _after(page.client, form.action, _strange(form, page.response.context) | data)
    codes = plain.answer.status_code, more.answer.status_code
    tables = [name for name in plain.record if plain.record[name] != more.record[name]]
    return [(form.action, *codes, tables)] if tables or codes[0] != codes[1] else []


rows = made_once(build_with_foreign)


@pytest.mark.stress
def test_every_form_leaves_its_event_and_takes_its_own_fields_alone_and_nothing_foreign(
    world: Matrix,
) -> None:
    """One walk for all: to draw the pages costs as much as to send their forms. A form is sent as
    it is filled in where it is not taken with other values."""
    saved, silent, changed, tried = set(), [], [], 0
    looks = {person: Looks(person, world.rows["foreign"]) for person in WALKERS}
    for form, filled_in, page in sent_forms(world, lambda page: looks[page.person].at(page)):
        name, data = _name(form.action), _with_other_values(form, filled_in, page)
        sent = _after(page.client, form.action, data)
        if sent.is_saved:
            saved.add(name)
            made = sent.events
            if name not in SILENT and not (made == 1 or (made > 1 and name in SEVERAL)):
                silent.append((name, form.action, made))
        else:
            data, sent = filled_in, _after(page.client, form.action, filled_in)
        changed += _changed_by_more(form, data, page, sent)
        tried += 1
    assert [line for look in looks.values() for line in look.found] == []
    assert [name for look in looks.values() for name in look.unmet()] == []
    assert silent == []
    assert changed == []
    assert tried > 40
    unmet = _open_to_walkers() - saved - SILENT.keys() - UNSAVED.keys()
    assert {name for name in unmet if not name.startswith(OWN_ROOM)} == set()
