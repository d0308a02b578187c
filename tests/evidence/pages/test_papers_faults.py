"""Faults of disk and store: a sentence at the place, what was typed stays, no wrong bytes."""

import errno
import os
import threading
from collections import deque

import pytest
from django.core.management import call_command
from django.urls import reverse

from evidence.models import ContentScan, FileFault, Revision
from evidence.papers import reading_store, uploads
from evidence.papers.antivirus import Blocked
from evidence.papers.reading_store import SMALL_BYTES, WRONG, StorageDown, WrongBytes
from evidence.papers.store_errors import StorageFull
from tests import factories as make
from tests.evidence import factories as ev
from tests.evidence.files import makers
from tests.evidence.pages.conftest import page_of, photo, typed, upload_url
from tests.evidence.test_check_evidence import check
from villages.enums import Role

JSON = {"Accept": "application/json"}


@pytest.fixture
def broken_disk(monkeypatch):
    """`broken_disk(code, "write")`: this call of the system fails so where uploads arrive."""

    def fail(code: int, call: str) -> None:
        class Broken:
            def __getattr__(self, name):
                if name != call:
                    return getattr(os, name)

                def refuse(*_: object, **__: object) -> None:
                    raise OSError(code, os.strerror(code))

                return refuse

        monkeypatch.setattr(uploads, "os", Broken())

    return fail


@pytest.mark.parametrize("call", ["open", "write"])
@pytest.mark.parametrize(
    ("code", "status"),
    [(errno.ENOSPC, 507), (errno.EDQUOT, 507), (errno.EROFS, 503), (errno.EIO, 503)],
)
def test_a_disk_that_takes_no_upload_says_so_at_the_form(world, broken_disk, code, status, call):
    broken_disk(code, call)
    sent = typed(world, photo(), photo("b.jpg"), title="Đường đã chữa lại")
    response = world.standing.post(upload_url(world), sent)
    assert response.status_code == status
    page = page_of(response)
    assert "Kho tệp" in page
    assert "Đường đã chữa lại" in page
    answer = world.standing.post(upload_url(world), typed(world, photo()), headers=JSON)
    assert answer.status_code == status
    assert "Kho tệp" in str(answer.json()["errors"])
    assert not Revision.objects.exists()
    assert not list(uploads.incoming_folder().glob("*"))


@pytest.mark.parametrize(
    ("person", "page", "of"),
    [("admin", "villages:import_list", "unit"), ("lan", "evidence:take_plan", "plan"),
     ("lan", "reports:reference_file", "unit")],
)  # fmt: skip
def test_a_file_of_another_form_that_found_no_place_is_no_missing_file(
    world, broken_disk, person, page, of
):
    broken_disk(errno.ENOSPC, "write")
    who = world.member(Role.ADMINISTRATOR) if person == "admin" else world.standing
    kept = world.commune if of == "unit" else make.make_plan(world.commune)
    args = ["to-chuc", kept.pk] if person == "admin" else [kept.pk]
    response = who.post(reverse(page, args=args), {"file": photo("ds.csv"), "text": "Đã dán"})
    assert response.status_code == 422
    (sentence,) = response.context["form"].errors["file"]
    assert "hết chỗ" in sentence
    if "text" in response.context["form"].fields:
        assert "Đã dán" in page_of(response)


def test_a_further_file_meets_the_same_disk(world, broken_disk):
    paper = ev.paper(world.commune)
    broken_disk(errno.ENOSPC, "write")
    sent = {"files": [photo()], "form_key": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff", "version": 0}
    response = world.standing.post(reverse("evidence:add_revision", args=[paper.pk]), sent)
    assert response.status_code == 507
    assert "hết chỗ" in page_of(response)


def test_a_folder_that_is_read_only_says_so(world, evidence_folder):
    evidence_folder.parent.mkdir(exist_ok=True)
    evidence_folder.write_bytes(b"a file where the folder should be")
    response = world.standing.post(upload_url(world), typed(world, photo()))
    assert response.status_code == 503
    assert "Kho tệp" in page_of(response)


def test_a_store_that_is_full_when_the_file_is_kept_says_so(world, monkeypatch):
    from evidence.papers.services import keeping

    def full(received):
        raise StorageFull

    monkeypatch.setattr(keeping, "store", full)
    response = world.standing.post(upload_url(world), typed(world, photo()))
    assert response.status_code == 507
    assert "hết chỗ" in page_of(response)


@pytest.fixture
def spoilt(world, evidence_folder):
    """`spoilt(size, how)`: a file of so many bytes, spoilt in the store afterwards."""

    def spoil(size: int, how: str) -> Revision:
        content = makers.jpeg() + os.urandom(size)
        revision = ev.paper(world.commune, content=content).revisions.get()
        path = evidence_folder / revision.key
        kept = bytearray(path.read_bytes())
        if how == "short":
            del kept[-1]
        else:
            kept[len(kept) // 2] ^= 1
        path.write_bytes(kept)
        return revision

    return spoil


@pytest.mark.parametrize(("size", "how"), [(1000, "bit"), (1000, "short"), (SMALL_BYTES, "short")])
def test_other_bytes_than_were_sent_do_not_go_out(world, spoilt, size, how):
    revision = spoilt(size, how)
    address = reverse("evidence:file", args=[revision.pk])
    response = world.standing.get(address)
    assert response.status_code == 503
    assert WRONG in page_of(response)
    assert FileFault.objects.get().revision == revision
    assert WRONG in page_of(
        world.standing.get(reverse("evidence:paper", args=[revision.evidence_id]))
    )


def test_a_large_file_is_cut_off_before_its_end(world, spoilt):
    revision = spoilt(3 * SMALL_BYTES, "bit")
    response = world.standing.get(reverse("evidence:file", args=[revision.pk]))
    assert response.status_code == 200
    sent: list[bytes] = []
    with pytest.raises(WrongBytes):
        deque(map(sent.append, response.streaming_content))
    assert 0 < len(b"".join(sent)) < revision.size
    assert FileFault.objects.get().revision == revision


def test_the_check_reads_a_marked_file_again_and_takes_the_mark_off_when_it_is_right(
    world, spoilt, evidence_folder
):
    revision = spoilt(1000, "bit")
    assert check()[0] == 0  # nobody has read it
    world.standing.get(reverse("evidence:file", args=[revision.pk]))
    code, output = check()
    assert code == 1
    assert "sai mã băm" in output
    path = evidence_folder / revision.key
    kept = bytearray(path.read_bytes())
    kept[len(kept) // 2] ^= 1
    path.write_bytes(kept)
    call_command("check_evidence")
    assert not FileFault.objects.exists()
    response = world.standing.get(reverse("evidence:file", args=[revision.pk]))
    assert response.getvalue() == bytes(kept)


@pytest.mark.parametrize("size", [1, SMALL_BYTES, 3 * SMALL_BYTES + 1])
def test_a_good_file_goes_out_whole(world, size):
    content = makers.jpeg() + os.urandom(size)
    revision = ev.paper(world.commune, content=content).revisions.get()
    response = world.standing.get(reverse("evidence:file", args=[revision.pk]))
    assert response.getvalue() == content
    assert not FileFault.objects.exists()


def test_a_store_that_hangs_does_not_hold_every_thread(world, monkeypatch):
    """So many wait before it as leave two of eight threads free; the rest is sent away at once."""
    revision = ev.paper(world.commune).revisions.get()
    go, inside, ends = threading.Event(), threading.Semaphore(0), []

    class Hanging:
        def open(self, key):
            inside.release()
            go.wait()
            raise OSError(errno.ETIMEDOUT, "time out")

    monkeypatch.setattr(reading_store, "evidence_store", Hanging)

    def request() -> None:
        try:
            reading_store.open_original(revision)
        except StorageDown:
            ends.append(go.is_set())

    threads = [threading.Thread(target=request) for _ in range(8)]
    for thread in threads:
        thread.start()
    for _ in range(reading_store.MOST_AT_ONCE):
        inside.acquire()
    while len(ends) < 2:
        pass
    assert ends == [False, False]
    go.set()
    for thread in threads:
        thread.join()
    assert len(ends) == 8


def test_a_blocked_file_answers_with_its_sentence_everywhere(world):
    revision = ev.paper(world.commune).revisions.get()
    world.standing.get(reverse("evidence:preview", args=[revision.pk]))
    ContentScan.objects.create(sha256=revision.sha256, state="blocked", threat="Eicar")
    for name in ("file", "preview", "thumbnail"):
        response = world.standing.get(reverse(f"evidence:{name}", args=[revision.pk]))
        assert response.status_code == 403
        assert Blocked.reason in page_of(response)
    for address in (
        reverse("evidence:view", args=[revision.pk]),
        reverse("evidence:paper", args=[revision.evidence_id]),
    ):
        page = page_of(world.standing.get(address))
        assert Blocked.reason in page
        assert reverse("evidence:preview", args=[revision.pk]) not in page
