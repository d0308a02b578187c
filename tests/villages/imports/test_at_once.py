"""Imports written at the same time, on the database under test: each answer is what was done."""

from collections import Counter
from functools import partial

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from ntm_project.common.refusals import Refused
from tests.shared import at_once
from tests.villages.imports.test_units_and_people import upload
from tests.world import World
from villages.imports import services, working
from villages.models import AuditEvent, Body, ImportRun

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.concurrency]


def _text(*names: str) -> str:
    return "Tên tổ chức\n" + "".join(f"{name}\n" for name in names)


def _press(client: Client, run: ImportRun) -> tuple[int, str]:
    """Press “Ghi”: the answer, and the page that it leads to."""
    url = reverse("villages:import_run", args=[run.pk])
    answer = client.post(url, {"viec": "ghi"})
    return answer.status_code, client.get(url).content.decode()


def test_whoever_presses_in_three_windows_writes_once_and_each_reads_so() -> None:
    world = World()
    client = world.member("administrator")
    run = upload(client, "to-chuc", world.commune, _text(*(f"Hội số {n}" for n in range(99))))
    answers: list[tuple[int, str]] = []
    raised = at_once(*[lambda: answers.append(_press(client, run))] * 3)
    assert raised == []
    assert Counter(status for status, _ in answers) == {303: 3}
    assert all("Đã ghi xong" in page for _, page in answers)
    assert Body.objects.count() == 99
    assert AuditEvent.objects.filter(action="nhập tổ chức từ Excel").count() == 1


def test_three_imports_at_once_are_each_written_or_shown_again() -> None:
    world = World()
    client = world.member("administrator")
    files = [_text(*(f"Hội số {n}" for n in range(at, at + 60))) for at in (0, 40, 80)]
    runs = [upload(client, "to-chuc", world.commune, text) for text in files]
    answers: dict[int, tuple[int, str]] = {}

    def press(run: ImportRun) -> None:
        answers[run.pk] = _press(client, run)

    raised = at_once(*[partial(press, run) for run in runs])
    assert raised == []
    for run in runs:
        status, page = answers[run.pk]
        run.refresh_from_db()
        assert (status, run.state) in ((303, "done"), (303, "checked")), (status, run.outcome)
        assert ("Đã ghi xong" in page) == (run.state == "done")
    done = sum(run.outcome["counts"]["new"] for run in runs if run.state == "done")
    assert Body.objects.count() == done


def test_what_the_database_refuses_for_a_moment_can_be_pressed_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = World()
    client = world.member("administrator")
    run = upload(client, "to-chuc", world.commune, _text("Hội Nông dân"))

    def busy(*given: object) -> None:
        raise OperationalError("database is locked")

    with monkeypatch.context() as broken:
        broken.setattr(working, "_record", busy)
        assert _press(client, run)[0] == 503
    run.refresh_from_db()
    assert (run.state, Body.objects.count()) == ("checked", 0)
    assert _press(client, run)[0] == 303
    assert Body.objects.count() == 1


def test_whoever_cancels_what_is_written_learns_that_it_is() -> None:
    world = World()
    client = world.member("administrator")
    run = upload(client, "to-chuc", world.commune, _text("Hội Nông dân"))
    seen = ImportRun.objects.get(pk=run.pk)  # as another window shows it
    _press(client, run)
    with pytest.raises(Refused, match="đã ghi"):
        services.cancel(run=seen)
    run.refresh_from_db()
    assert (run.state, Body.objects.count()) == ("done", 1)
