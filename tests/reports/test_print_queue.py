"""Papers that are issued wait in line across processes, and nobody waits for ever."""

import subprocess
import sys
import threading
from datetime import date
from time import sleep

import pytest
from django.conf import settings
from django.urls import reverse

from reports import print_queue
from reports.documents.kinds import kind_of
from reports.print_queue import PrintBusy, turn_to_print
from reports.views import issuing
from tests.issuing import sign_paper
from tests.world import client_of, open_world
from villages.enums import Role

HOLD = (
    "import django, sys; django.setup(); from django.conf import settings; "
    "settings.LOCK_FOLDER = sys.argv[1]; from reports.print_queue import turn_to_print\n"
    "with turn_to_print(int(sys.argv[2])):\n"
    "    print('held', flush=True); sys.stdin.read()"
)


@pytest.fixture(autouse=True)
def folder(tmp_path, settings, monkeypatch):
    settings.LOCK_FOLDER = tmp_path
    monkeypatch.setattr(print_queue, "WAIT_SECONDS", 0.05)
    monkeypatch.setattr(print_queue, "_LOOK_EVERY", 0.01)
    return tmp_path


@pytest.fixture
def other(folder):
    """Another process of this machine that prints for person 1 until told to stop."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder), "1"], cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_one_prints_at_a_time_on_the_machine(other) -> None:
    with pytest.raises(PrintBusy) as busy, turn_to_print(2):
        pass
    assert busy.value.status == 503
    other.communicate("")
    with turn_to_print(2):
        pass


def test_a_process_that_dies_leaves_its_place(other) -> None:
    other.kill()
    other.wait()
    with turn_to_print(1):
        pass


def test_one_per_person(other) -> None:
    with pytest.raises(PrintBusy) as busy, turn_to_print(1):
        pass
    assert busy.value.status == 429


def test_whoever_waits_gets_the_turn_when_it_comes(other, monkeypatch) -> None:
    monkeypatch.setattr(print_queue, "WAIT_SECONDS", 60)
    threading.Timer(0.2, other.terminate).start()
    with turn_to_print(2):
        pass


def test_two_wait_and_the_next_does_not(monkeypatch) -> None:
    monkeypatch.setattr(print_queue, "WAIT_SECONDS", 30)
    got: list[str] = []
    looking: set[int] = set()
    both = threading.Event()

    def look(seconds: float) -> None:
        looking.add(threading.get_ident())
        if len(looking) == 2:
            both.set()
        sleep(seconds)

    monkeypatch.setattr(print_queue, "sleep", look)

    def wait(person: int) -> None:
        with turn_to_print(person):
            got.append(f"{person} printed")

    with turn_to_print(1):
        waiting = [threading.Thread(target=wait, args=(n,)) for n in (2, 3)]
        for thread in waiting:
            thread.start()
        assert both.wait(timeout=60)
        with pytest.raises(PrintBusy), turn_to_print(4):
            pass
    for thread in waiting:
        thread.join()
    assert sorted(got) == ["2 printed", "3 printed"]


def test_a_print_that_fails_gives_its_place_back() -> None:
    for _ in range(4):
        with pytest.raises(ZeroDivisionError), turn_to_print(1):
            raise ZeroDivisionError
    with turn_to_print(1):
        pass


@pytest.mark.django_db
def test_the_page_says_why_not_and_when_again(monkeypatch) -> None:
    world = open_world("plan", "lan")
    clerk = world.person(world.commune, Role.CLERK).official
    chair = world.person(world.commune, Role.CHAIR).official
    sign_paper(kind_of("plan"), world.plan, chair, on=date(2024, 8, 14))
    monkeypatch.setattr(issuing, "pdf_available", lambda: "")
    url = reverse("reports:plan_issue", args=[world.plan.pk])
    typed = {"number": "1", "issued_on": "14/8/2024", "skips": "on"}
    for holder, status, seconds in ((clerk, 429, "10"), (world.lan.official, 503, "30")):
        with turn_to_print(holder.pk):
            answer = client_of(clerk).post(url, typed)
        assert (answer.status_code, answer["Retry-After"]) == (status, seconds)
        assert "hãy" in answer.content.decode()
