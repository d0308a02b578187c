"""No service trusts its caller: each checks the right itself, whoever has checked before it.

Every function of the services that acts by somebody's access is called as it would be rightly, once
by whoever may do it and once by each of those who may not: a stranger with every role but in the
commune next door, and somebody posted in the commune itself who only looks on.
"""

import ast
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.text import capfirst

from ntm_project.common.refusals import Refused
from tests import factories as make
from tests.access import evidence_calls, service_calls
from tests.access.matrix import Matrix
from tests.access.service_calls import Fields, Rows
from tests.shared import undone
from villages.access import Access
from villages.enums import Role
from villages.models import AuditEvent, Official, Posting
from villages.models.audit import ACT
from villages.words import field_label, model_named

pytestmark = pytest.mark.once

APPS = ("villages", "criteria", "tasks", "evidence")
CALLS = service_calls.CALLS | evidence_calls.CALLS
# What checks no right of its own, or is checked elsewhere with the state that it needs.
OWN = "one's own alone"
PART = "part of another service, which checks"
ELSEWHERE: dict[str, str] = {
    "villages.accounts.services.factors.enrol": OWN,
    "villages.accounts.services.factors.renew_codes": OWN,
    "villages.accounts.services.factors.remove_own_factor": "`accounts/test_factors.py`",
    "villages.accounts.services.passwords.change_password": OWN,
    "villages.accounts.services.sessions.end_session": OWN,
    "villages.accounts.services.sessions.end_other_sessions": OWN,
    "villages.accounts.services.shared.managed_account": PART,
    "villages.accounts.services.shared.record_account": PART,
    "villages.changes.services.run_change": PART,
    "villages.handover.services.hand_over": "`villages/test_handover.py`",
    "villages.imports.services.begin": "by the rule of its kind: `villages/imports`",
    "villages.imports.services.match": "of an import of one's own: `villages/imports`",
    "villages.imports.services.start": PART,
    "villages.imports.working.work": PART,
    "villages.imports.services.confirm": "of an import of one's own: `villages/imports`",
    "villages.imports.services.answer": "of an import of one's own: `villages/imports`",
    "villages.imports.services.retry": "of an import of one's own: `villages/imports`",
    "tasks.services.from_list.give_many": "`tasks/test_import_tasks.py`",
    "tasks.services.from_list.edit_many": "`tasks/test_import_tasks.py`",
    "villages.services.delegations.delegate": "`villages/test_delegations.py`",
    "villages.services.delegations.revoke_delegation": "`villages/test_delegations.py`",
    "villages.services.notices.notify": PART,
    "villages.services.notices.notify_each": PART,
    "villages.services.notices.mark_read": OWN,
    "villages.services.notices.mark_all_read": OWN,
    "villages.services.notices.choose_notices": OWN,
    "villages.services.saved_lists.save_view": OWN,
    "villages.services.units.record_succession": "part of `succeed` and the admin, which check",
    "villages.services.units.succession_fault": "part of `succeed` and the admin, which check",
    "villages.services.saved_lists.edit_view": "`pages/test_saved_views.py`",
    "villages.services.saved_lists.remove_view": "`pages/test_saved_views.py`",
    "criteria.services.results.put_result": PART,
    "criteria.services.results.undo_result": "of a change of one's own: `criteria/pages`",
    "criteria.services.results.set_results": "answers by row; each is put by `put_result`",
    "criteria.mapping.services.carrying.carry_results": PART,
    "criteria.services.results.keep": PART,
    "criteria.services.results.conclude_whole": PART,
    "tasks.services.carrying.carry_leaders": PART,
    "tasks.services.carrying.move_open_tasks": PART,
    "tasks.services.moving.move_tasks": PART,
    "tasks.services.notices.notify_new_task": PART,
    "tasks.services.notices.notify_meeting": PART,
    "tasks.services.notices.notify_conclusion": PART,
    "tasks.services.notices.notify_moved_meeting": PART,
    "tasks.services.plans.locked_plan": PART,
    "tasks.services.handing.hand_over_tasks": "`villages/test_handover.py`",
    "tasks.services.handing.give_to_holder": PART,
    "tasks.services.handing.replace_assignees": PART,
    "tasks.services.posts.take_post": "`tasks/test_posts.py`",
    "tasks.services.posts.take_turned_posts": "each posting by `take_post`",
    "tasks.services.meetings.locked_meeting": PART,
    "evidence.authored.services.keep_draft": OWN,
    "evidence.authored.services.drop_draft": OWN,
    "evidence.papers.services.keeping.earlier": PART,
    "evidence.papers.services.keeping.add_row": PART,
    "evidence.papers.services.proving.new_proof": PART,
}
# Who holds a round, and in which state it is: `tests/evidence/review`.
REVIEW = "evidence.review.services."


def _acts(node: ast.FunctionDef) -> bool:
    return any(given.arg == "by" for given in (*node.args.args, *node.args.kwonlyargs))


def _services() -> Iterator[str]:
    """Every function of the services that is given somebody's access."""
    root = Path(settings.BASE_DIR)
    for path in sorted(found for app in APPS for found in (root / app).rglob("*.py")):
        module = ".".join(path.relative_to(root).with_suffix("").parts)
        if {"services", "working"} & set(module.split(".")):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.FunctionDef) and node.name[0] != "_" and _acts(node):
                    yield f"{module}.{node.name}"


def test_every_service_is_called_here_or_elsewhere() -> None:
    known = CALLS.keys() | ELSEWHERE.keys()
    assert {name for name in _services() if not name.startswith(REVIEW)} == {
        name for name in known if not name.startswith(REVIEW)
    }


def _access(world: Matrix, name: str) -> Access:
    key = world.clients[name].session["_auth_user_id"]
    return make.access(Official.objects.get(pk=key))


def _stranger(world: Matrix) -> Access:
    """Somebody with every role, next door."""
    stranger = _access(world, "stranger")
    unit = stranger.postings[0].unit
    for role in set(Role) - {Role.STANDING_OFFICER}:
        Posting.objects.create(official=stranger.official, unit=unit, role=role, title="Chức vụ")
    return make.access(stranger.official)


def _outcome(service: Callable[..., Any], by: Access, call: Callable[[Rows], Fields], rows: Rows):
    try:
        with undone():
            before = AuditEvent.objects.count()
            service(by=by, **call(rows))
            assert _without_words(AuditEvent.objects.order_by("pk")[before:]) == set()
    except Refused:
        return "refused"
    return "done"


def _without_words(events: Iterable[AuditEvent]) -> set[tuple[str, str]]:
    """What the trail would call by its name in the code: kind of row and name. (An act's parts are
    rows, called by their own names.)"""
    return {
        (event.object_type, name)
        for event in events
        for name in event.changes
        if event.object_type != ACT
        and name.isascii()
        and field_label(model_named(event.object_type), name) == capfirst(name)
    }


@pytest.mark.parametrize("name", CALLS)
def test_a_service_refuses_who_may_not_and_nobody_else(world: Matrix, name: str) -> None:
    rows = SimpleNamespace(**world.rows)
    service = import_string(name)
    people = {
        "itself": make.system(),
        "stranger": _stranger(world),
        "onlooker": _access(world, Role.REVIEWER),
    }
    outcomes = {who: _outcome(service, by, CALLS[name], rows) for who, by in people.items()}
    assert outcomes == {"itself": "done", "stranger": "refused", "onlooker": "refused"}
