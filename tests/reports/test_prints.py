"""A print's life: ordered once, made once, read by whoever may, ended at will, never lost."""

import os
import signal
import subprocess
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import InterfaceError, transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from evidence.models import IssuedDocument
from ntm_project.common.pulse import beat
from reports import presses
from reports.documents.kinds import kind_of
from reports.prints import services, store, worker
from reports.prints.answers import file_answer
from reports.prints.press_room import Cancelled, PressRoom, TooMuch, WorkerStops
from tests import factories as make
from tests.issuing import sign_paper
from tests.reports.at_once import AtHand
from tests.waiting import until
from tests.world import client_of, opened
from villages.audit import record
from villages.enums import Role
from villages.models import Posting

pytestmark = pytest.mark.django_db
NAME = "this machine"


world = opened("plan", "lan", "tam")


def _url(world) -> str:
    return reverse("reports:plan_pdf", args=[world.plan.pk])


def _work() -> None:
    worker.PrintWorker(NAME).run()


def _write(world) -> None:
    """Something recorded elsewhere in the commune."""
    with transaction.atomic():
        record(world.lan, "việc khác", world.plan, unit=world.commune)


def test_a_print_waits_is_made_and_is_opened_where_it_was_ordered(world, room) -> None:
    lan, tam = world.client("lan"), world.client("tam")
    page = lan.get(_url(world))["Location"]
    assert lan.get(_url(world))["Location"] == page  # pressed twice: one job
    assert tam.get(_url(world))["Location"] != page
    assert tam.get(page).status_code == 404  # nobody sees another's
    shown = lan.get(page).content.decode()
    assert "bản này là bản kế tiếp" in shown
    assert 'http-equiv="refresh"' in shown
    assert "1 bản in trước" in tam.get(tam.get(_url(world))["Location"]).content.decode()
    assert lan.get(f"{page}?thay=waiting-0", headers={"HX-Request": "true"}).status_code == 204
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
    assert "tùy số tệp, có khi nhiều phút" in lan.get(page).content.decode()
    room.begin(page.split("/")[-2])
    room.show(3, 40)
    room.show(4, 40)  # within the same second
    assert "Đã đọc 3/40 tệp." in lan.get(page).content.decode()
    for seen, status in (("working-0", 200), ("working-3", 204)):
        assert lan.get(f"{page}?thay={seen}", headers={"HX-Request": "true"}).status_code == status
    room.show(40, 40)
    assert "Đã đọc đủ 40 tệp" in lan.get(page).content.decode()
    DBTaskResult.objects.update(status=TaskResultStatus.READY, return_value=None)
    _work()
    made = f"{_url(world)}?ban={page.split('/')[-2]}"
    assert made in lan.get(page, headers={"HX-Request": "true"}).content.decode()
    assert lan.get(made).content == b"%PDF-1"
    assert lan.get(made)["Content-Disposition"].startswith("inline; filename=")
    # Both ordered the same: it was laid out once, and is there at once for whoever comes later.
    assert tam.get(_url(world)).content == b"%PDF-1"
    assert room.laid_out == 1


@pytest.mark.once
@pytest.mark.parametrize("ending", ["pdf", "word"])
def test_a_character_of_no_font_stops_every_rendering(world, room, ending) -> None:
    world.plan.title = "Trích yếu 🎉"
    world.plan.save()
    lan = world.client("lan")
    page = lan.get(reverse(f"reports:plan_{ending}", args=[world.plan.pk]))["Location"]
    _work()
    assert "không có ký tự 🎉" in lan.get(page).content.decode()


def test_a_print_that_waits_is_called_forgotten_where_no_worker_lives(world, room) -> None:
    lan = world.client("lan")
    page = lan.get(_url(world))["Location"]
    long_ago = timezone.now() - timedelta(minutes=5)
    DBTaskResult.objects.update(enqueued_at=long_ago)
    assert "print_worker" in lan.get(page).content.decode()
    beat()  # it lives, and is slow to take up the next
    assert "bản này là bản kế tiếp" in lan.get(page).content.decode()


def test_what_changed_is_a_new_print_and_the_same_words_are_laid_out_once(world, room) -> None:
    lan = world.client("lan")
    first = lan.get(_url(world))["Location"]
    _work()
    _write(world)
    assert lan.get(_url(world))["Location"] != first
    _work()
    assert room.laid_out == 1
    world.plan.title = "Trích yếu khác"
    world.plan.save()
    _write(world)
    lan.get(_url(world))
    _work()
    assert room.laid_out == 2
    assert lan.get(_url(world)).content == b"%PDF-2"
    # Whoever still waits for the first gets what it led to.
    assert lan.get(f"{_url(world)}?ban={first.split('/')[-2]}").content == b"%PDF-1"


def _gives_back_what_was_issued(clerk, document) -> None:
    pdf, word = document.paper.revisions.order_by("number")
    for name, file in (("pdf", pdf), ("word", word)):
        answer = clerk.get(reverse(f"reports:plan_{name}", args=[document.row_key]), follow=True)
        assert sha256(b"".join(answer.streaming_content)).hexdigest() == file.sha256


@pytest.mark.pdf
def test_the_worker_issues_a_paper_once_or_not_at_all(world, room, settings, tmp_path) -> None:
    """Its number is given as the job ends: whatever comes between leaves neither."""
    settings.EVIDENCE_FOLDER = tmp_path / "files"
    room.lay_out = AtHand().lay_out
    clerk, plan = world.client("vanthu"), world.plan
    sign_paper(kind_of("plan"), plan, world.official("chair"))
    url = reverse("reports:plan_issue", args=[plan.pk])
    typed = {"number": "1", "issued_on": f"{make.TODAY:%d/%m/%Y}"}
    page = clerk.post(url, typed)["Location"]
    assert "Dừng phát hành" in clerk.get(page).content.decode()
    assert "chưa cấp số" in clerk.post(f"{page}dung/", follow=True).content.decode()
    _work()
    assert not IssuedDocument.objects.exists()

    clerk.post(url, typed)
    lay_out = room.lay_out
    job = UUID(page.split("/")[-2])
    room.lay_out = lambda *given: (lay_out(*given), services.cancel_print(job))
    _work()  # stopped at the last moment
    assert not IssuedDocument.objects.exists()
    assert not list((tmp_path / "files").rglob("*.pdf"))

    room.lay_out = lay_out
    clerk.post(url, typed)
    _work()
    document = IssuedDocument.objects.get()
    assert f"Đã phát hành {document}" in clerk.get(page).content.decode()
    assert not services.cancel_print(job)
    assert worker.recover(begun_before=timezone.now()) == 0

    _gives_back_what_was_issued(clerk, document)


@pytest.mark.pdf
def test_of_two_clerks_who_issue_a_paper_one_does(world, room, settings, tmp_path) -> None:
    settings.EVIDENCE_FOLDER = tmp_path / "files"
    room.lay_out = AtHand().lay_out
    sign_paper(kind_of("plan"), world.plan, world.official("chair"))
    clerks = [world.client("vanthu"), client_of(make.make_official(world.commune, Role.CLERK))]
    url = reverse("reports:plan_issue", args=[world.plan.pk])
    typed = {"number": "1", "issued_on": f"{make.TODAY:%d/%m/%Y}"}
    world.client("lan").get(_url(world))  # a draft, which a paper that is issued passes
    pages = [clerk.post(url, typed)["Location"] for clerk in clerks]
    assert "bản này là bản kế tiếp" in clerks[0].get(pages[0]).content.decode()
    _work()
    assert IssuedDocument.objects.count() == 1
    shown = [clerk.get(page).content.decode() for clerk, page in zip(clerks, pages, strict=True)]
    assert "Đã phát hành" in shown[0]
    assert "Văn bản đã phát hành" in shown[1]


def test_the_right_to_the_paper_is_asked_at_every_reading(world, room) -> None:
    lan = world.client("lan")
    page = lan.get(_url(world))["Location"]
    _work()
    made = f"{_url(world)}?ban={page.split('/')[-2]}"
    assert world.stranger().get(made).status_code == 404
    Posting.objects.filter(official=world.lan.official).update(ends_on="2024-01-01")
    assert lan.get(made).status_code == 404


def test_a_print_that_nobody_wants_any_more_is_not_made(world, room) -> None:
    lan = world.client("lan")
    page = lan.get(_url(world))["Location"]
    assert world.client("tam").post(f"{page}dung/").status_code == 404
    assert lan.post(f"{page}dung/").status_code == 303
    _work()
    assert room.laid_out == 0
    assert "đã được dừng" in lan.get(page).content.decode()
    assert lan.get(_url(world))["Location"] == page  # ordered again
    _work()
    assert lan.get(_url(world)).content == b"%PDF-1"
    assert lan.post(f"{page}dung/").status_code == 303  # too late


def test_what_a_dead_worker_held_is_taken_up_once_more_and_then_given_up(world, room) -> None:
    lan = world.client("lan")
    page = lan.get(_url(world))["Location"]
    (row,) = DBTaskResult.objects.all()
    row.claim("another machine")
    assert worker.recover(NAME) == 0
    long_ago = timezone.now() - timedelta(hours=1)
    DBTaskResult.objects.update(started_at=long_ago, worker_ids=[NAME])
    assert worker.recover(begun_before=timezone.now()) == 1
    row.refresh_from_db()
    assert row.status == TaskResultStatus.READY
    row.claim(NAME)
    assert worker.recover(NAME) == 1
    _work()
    assert room.laid_out == 0
    assert "quá dài so với sức" in lan.get(page).content.decode()
    # The worker that was thought dead ends after all: nothing is overwritten.
    worker.finish(row)
    row.refresh_from_db()
    assert row.status == TaskResultStatus.FAILED


def test_a_fault_ends_the_job_with_a_sentence_and_the_line_goes_on(
    world, room, monkeypatch
) -> None:
    lan = world.client("lan")
    page = lan.get(_url(world))["Location"]

    def break_down(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(room, "lay_out", break_down)
        _work()
    assert "gặp lỗi" in lan.get(page).content.decode()
    assert not list(store.folder().glob("*.part"))
    lan.get(_url(world))
    _work()
    assert lan.get(_url(world)).content == b"%PDF-1"


def test_a_job_whose_database_goes_away_is_put_back_into_the_line(world, room, monkeypatch) -> None:
    lan = world.client("lan")
    lan.get(_url(world))
    one, lay_out = worker.PrintWorker(NAME), room.lay_out
    faults = [InterfaceError("connection already closed")]

    def lose_it_once(*given: object) -> None:
        if faults:
            raise faults.pop()
        one.running = False
        lay_out(*given)

    monkeypatch.setattr(worker, "AWAY_SECONDS", 0)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(worker, "ROOM", room)
    monkeypatch.setattr(room, "warm_up", lambda: None)
    monkeypatch.setattr(room, "lay_out", lose_it_once)
    one.run_for_ever()
    assert lan.get(_url(world)).content == b"%PDF-1"
    assert not faults


def test_one_person_waits_for_few_at_a_time(world, room) -> None:
    lan = world.client("lan")
    papers = [make.make_plan(world.commune, 2030 + at) for at in range(services.MOST_UNFINISHED)]
    for paper in papers:
        assert lan.get(reverse("reports:plan_pdf", args=[paper.pk])).status_code == 302
    answer = lan.get(_url(world))
    assert (answer.status_code, answer["Retry-After"]) == (429, "10")


def test_a_paper_that_changed_takes_the_place_of_its_older_print_in_the_line(world, room) -> None:
    lan, tam = world.client("lan"), world.client("tam")
    older = lan.get(_url(world))["Location"]
    others = [
        tam.get(_url(world))["Location"],
        lan.get(f"{_url(world)}?gan_the=1")["Location"],
        lan.get(reverse("reports:plan_word", args=[world.plan.pk]))["Location"],
    ]
    _write(world)
    newer = lan.get(_url(world))["Location"]
    assert newer != older
    assert "bản này là bản kế tiếp" in lan.get(newer).content.decode()
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    left = {str(pk) for pk in waiting.values_list("pk", flat=True)}
    assert left == {page.split("/")[-2] for page in (newer, *others)}
    # What is being made already is not thrown away.
    waiting.filter(pk=UUID(newer.split("/")[-2])).update(status=TaskResultStatus.RUNNING)
    _write(world)
    assert lan.get(_url(world))["Location"] != newer
    running = DBTaskResult.objects.get(pk=UUID(newer.split("/")[-2]))
    assert running.status == TaskResultStatus.RUNNING


def test_a_line_without_a_worker_says_so(world, room) -> None:
    page = world.client("lan").get(_url(world))["Location"]
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=1))
    assert "print_worker" in world.client("lan").get(page).content.decode()


def test_old_and_surplus_files_are_swept(room, settings, world) -> None:
    world.client("lan").get(_url(world))
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        with store.making(name) as part:
            part.write_bytes(b"x" * 100)
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(days=30))
    settings.PRINT_BYTES = 150
    call_command("sweep_prints")
    assert sum(store.find(name) is not None for name in ("a.pdf", "b.pdf", "c.pdf")) == 1
    assert not DBTaskResult.objects.exists()
    settings.PRINT_DAYS = -1
    assert store.sweep() == 1


# --- The press ------------------------------------------------------------------------------------


def _press_of(script: str) -> presses.Press:
    process = subprocess.Popen(["sh", "-c", script], stdin=subprocess.PIPE, start_new_session=True)
    return presses.Press(process, open("/dev/null", "rb"))


def _room_of(monkeypatch, script: str) -> tuple[PressRoom, list[presses.Press]]:
    started: list[presses.Press] = []

    def start(nice: int) -> presses.Press:
        started.append(_press_of(script))
        return started[-1]

    monkeypatch.setattr(presses, "start_press", start)
    return PressRoom(), started


def test_a_stroke_in_a_title_does_not_cut_the_name_of_the_file(tmp_path) -> None:
    made = tmp_path / "key.pdf"
    made.write_bytes(b"%PDF")
    answer = file_answer(made, "Giao ban tháng 6/2024")
    assert answer["Content-Disposition"].endswith("Giao%20ban%20th%C3%A1ng%206-2024.pdf")


@pytest.mark.once
def test_a_press_that_the_system_ends_is_tried_once_more(monkeypatch, tmp_path) -> None:
    room, started = _room_of(monkeypatch, "cat > /dev/null; kill -9 $$")
    with pytest.raises(TooMuch):
        room.lay_out("x", (), tmp_path / "a")
    assert len(started) == 2


@pytest.mark.once
@pytest.mark.parametrize("end", [Cancelled, WorkerStops, TooMuch])
def test_a_press_is_ended_with_all_that_it_started(monkeypatch, tmp_path, end) -> None:
    room, started = _room_of(monkeypatch, "sleep 100 & cat > /dev/null; wait")
    if end is TooMuch:
        monkeypatch.setattr(presses, "PATIENT_SECONDS", 0.1)
    elif end is WorkerStops:
        room.warm_up()
        room.is_stopping = True
    else:
        room._job = "5c0c9a5e-6d0b-4b53-9a57-0f6f6a7f3f57"  # of which no row is left
    with pytest.raises(end):
        room.lay_out("x", (), tmp_path / "a")
    (one,) = started
    assert one.process.poll() == -signal.SIGKILL
    until(lambda: _is_gone(one.process.pid), "nobody of its group is left")


def _is_gone(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False
