"""Files are hashed and measured while they arrive, cut at the limits, and leave nothing behind."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from itertools import chain, repeat
from pathlib import Path
from uuid import uuid4
from zlib import crc32

import pytest
from django.conf import settings as project_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse, JsonResponse
from django.test import Client
from django.urls import path

from evidence.papers.files.limits import MAX_FILE_BYTES
from evidence.papers.uploads import incoming_folder, received_files
from ntm_project.urls import urlpatterns as site
from tests import factories as make
from tests.evidence import drill
from tests.waiting import MOST_SECONDS, until

pytestmark = pytest.mark.django_db


def receive(request):
    """Tells what arrived, while it is there."""
    files = received_files(request)
    return JsonResponse(
        {
            "files": [
                [f.name, f.declared, f.size, f.crc32, f.sha256, f.path.read_bytes().hex()[:20]]
                for f in files
            ],
            "modes": [oct(f.path.stat().st_mode & 0o777) for f in files],
            "note": request.POST.get("note", ""),
        }
    )


def fail(request):
    assert received_files(request)
    raise LookupError


def read_as_before(request):
    """What any other form of the site does with an upload."""
    return HttpResponse(request.FILES["files"].read())


handler500 = "ntm_project.errors.server_error"
urlpatterns = [
    path("_nhan/", receive),
    path("_hong/", fail),
    path("_doc/", read_as_before),
    *site,
]


@pytest.fixture
def client(settings) -> Client:
    settings.ROOT_URLCONF = __name__
    client = Client()
    official = make.make_official(make.make_commune())
    client.force_login(official, backend="django.contrib.auth.backends.ModelBackend")
    return client


def sent(client: Client, *contents: bytes, address: str = "/_nhan/", **extra):
    files = [
        SimpleUploadedFile(f"Biên bản {n}.pdf", content, "application/pdf")
        for n, content in enumerate(contents)
    ]
    return client.post(address, {"note": "ghi chú", "files": files}, **extra)


def nothing_left() -> bool:
    folder = incoming_folder()
    return not folder.exists() or list(folder.iterdir()) == []


def test_the_limit_of_a_file_is_that_of_the_check_of_files():
    assert project_settings.EVIDENCE_FILE_BYTES == MAX_FILE_BYTES


def test_a_file_arrives_with_its_own_hashes_size_and_name(client):
    contents = [b"%PDF-1.7 " + bytes(range(256)) * 3000, b"x", b""]
    answer = sent(client, *contents).json()
    for n, (received, content) in enumerate(zip(answer["files"], contents, strict=True)):
        sums = [crc32(content), hashlib.sha256(content).hexdigest()]
        kind, name = "application/pdf", f"Biên bản {n}.pdf"
        assert received == [name, kind, len(content), *sums, content.hex()[:20]]
    assert answer["note"] == "ghi chú"
    assert set(answer["modes"]) == {"0o600"}
    assert nothing_left()


def test_other_forms_read_their_uploads_as_ever(client):
    assert sent(client, b"abc" * 100_000, address="/_doc/").content == b"abc" * 100_000
    assert nothing_left()


def test_a_view_that_fails_leaves_nothing(client):
    client.raise_request_exception = False
    assert sent(client, b"abc", address="/_hong/").status_code == 500
    assert nothing_left()


def test_at_the_limit_a_file_passes_and_one_byte_more_is_told(client, settings):
    settings.EVIDENCE_FILE_BYTES = 300_000
    assert sent(client, b"x" * 300_000).status_code == 200
    response = sent(client, b"x" * 300_001)
    assert response.status_code == 413
    assert "Biên bản 0.pdf" in response.content.decode()
    assert nothing_left()


def test_the_first_good_file_goes_with_the_one_that_is_too_big(client, settings):
    settings.EVIDENCE_FILE_BYTES = 1000
    assert sent(client, b"x" * 1000, b"x" * 1001).status_code == 413
    assert nothing_left()


def test_too_many_files_and_too_long_a_body_are_told(client, settings):
    settings.EVIDENCE_FILES_PER_REQUEST = 2
    assert sent(client, b"1", b"2").status_code == 200
    assert sent(client, b"1", b"2", b"3").status_code == 413
    settings.EVIDENCE_BODY_BYTES = 1000
    assert sent(client, b"x" * 1001).status_code == 413
    assert nothing_left()


@pytest.mark.parametrize(
    ("headers", "begins"),
    [
        ({"accept": "application/json"}, '{"error": '),
        ({"HX-Request": "true"}, "<div"),
        ({}, "<!doctype html>"),
    ],
)
def test_the_refusal_is_told_as_it_was_asked(client, settings, headers, begins):
    settings.EVIDENCE_FILE_BYTES = 10
    response = sent(client, b"x" * 11, headers=headers)
    assert response.status_code == 413
    assert response.content.decode().lstrip().startswith(begins)


def test_a_limit_is_told_even_where_the_token_comes_after_the_file(settings):
    """The browser's order of fields must not turn a file that is too big into a lost session."""
    settings.ROOT_URLCONF = __name__
    settings.EVIDENCE_FILE_BYTES = 10
    client = Client(enforce_csrf_checks=True)
    official = make.make_official(make.make_commune())
    client.force_login(official, backend="django.contrib.auth.backends.ModelBackend")
    assert sent(client, b"x" * 11).status_code == 413
    assert sent(client, b"x").status_code == 403
    assert nothing_left()


def test_whoever_is_not_signed_in_writes_nothing_to_the_disk(settings, monkeypatch):
    settings.ROOT_URLCONF = __name__
    monkeypatch.setattr("evidence.papers.uploads._Part", lambda: pytest.fail("a file was begun"))
    assert sent(Client(), b"x" * 100).status_code == 302


# --- A real server --------------------------------------------------------------------------------


def resident(pid: int, name: str) -> int:
    """A figure of a process's memory in bytes."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    (line,) = (line for line in lines if line.startswith(f"{name}:"))
    return int(line.split()[1]) * 1024


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server with one worker that has warmed up, what its clients know, and its folder."""
    folder = tmp_path_factory.mktemp("server")
    variables = drill.environment(folder, f"sqlite:///{folder / 'upload.sqlite3'}")
    variables |= {"WORKERS": "1"}
    known = drill.prepare(variables)
    with drill.serving(variables) as running:
        for _ in range(3):
            assert upload(running, known) == 201
        yield running, known, Path(variables["EVIDENCE_FOLDER"])


def upload(server, known) -> int:
    """The status of one small upload."""
    body = drill.body_of(known, {str(uuid4()): drill.photo(30_000, str(uuid4()))})
    return streamed(server, known, [body], len(body))[0]


def streamed(server, known, pieces, length: int) -> tuple[int, int]:
    """Sends pieces until the server stops taking them; its status, and the bytes that went out."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=MOST_SECONDS)
    connection.putrequest("POST", "/_nop/")
    for name, value in drill.headers_of(known, length).items():
        connection.putheader(name, value)
    connection.endheaders()
    out = 0
    try:
        for piece in pieces:
            connection.send(piece)
            out += len(piece)
        return connection.getresponse().status, out
    except ConnectionError:
        # The answer may lie in the socket although the server no longer reads.
        try:
            return connection.getresponse().status, out
        except ConnectionError:
            return 0, out
    finally:
        connection.close()


@pytest.mark.once
def test_memory_stays_the_same_for_a_body_of_200_megabytes(server):
    running, known, folder = server
    (pid,) = running.workers()
    files = len(kept(folder))
    uploads = {str(uuid4()): drill.photo(19_900_000, f"to{n}") for n in range(10)}
    body = drill.body_of(known, uploads)
    assert 198_000_000 < len(body) < 201_000_000
    with growth(pid) as grown:
        assert streamed(running, known, [body], len(body))[0] == 201
    assert grown[0] <= 16 * 2**20, f"{grown[0] / 2**20:.1f} MB"
    assert len(kept(folder)) == files + 10


@pytest.mark.once
@pytest.mark.parametrize("length", [10 * 10**9, 150_000_000])
def test_a_body_is_cut_at_the_limit_and_the_server_lives_on(server, length):
    """Beyond the limit of a body nothing is read; beyond that of a file nothing more is kept."""
    running, known, folder = server
    (pid,) = running.workers()
    before = kept(folder)
    head = drill.part("unit", known["unit"]) + drill.file_head("Phim.jpg")
    pieces = chain([head], repeat(bytes(10**6), length // 10**6))
    with growth(pid) as grown:
        status, out = streamed(running, known, pieces, len(head) + length)
    assert grown[0] <= 16 * 2**20, f"{grown[0] / 2**20:.1f} MB"
    if length > 201_000_000:
        # What went out lies in the buffers of the connection; the answer may be lost with it.
        assert status in {413, 0}
        assert out < 40_000_000
    else:
        assert status == 413
    assert kept(folder) == before
    assert upload(running, known) == 201


@pytest.mark.parametrize("share", [0.01, 0.5, 0.99])
def test_an_interrupted_upload_leaves_no_file_and_no_row(server, share):
    running, known, folder = server
    before, rows = kept(folder), rows_of(folder)
    key = str(uuid4())
    body = drill.body_of(known, {key: drill.photo(2_000_000, key)})
    connection = HTTPConnection("127.0.0.1", running.port, timeout=MOST_SECONDS)
    connection.putrequest("POST", "/_nop/")
    for name, value in drill.headers_of(known, len(body)).items():
        connection.putheader(name, value)
    connection.endheaders()
    connection.send(body[: int(len(body) * share)])
    connection.close()
    # The server notices within moments; a later upload shows that it went on.
    assert upload(running, known) == 201
    until(
        lambda: not any("incoming" in path.parts for path in kept(folder)), "nothing is left of it"
    )
    assert len(kept(folder) - before) == 1
    assert rows_of(folder) == rows + 1


def rows_of(folder: Path) -> int:
    """How many files the server's own database knows."""
    with closing(sqlite3.connect(folder.parent / "upload.sqlite3")) as database:
        return database.execute("SELECT count(*) FROM evidence_revision").fetchone()[0]


def kept(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


@contextmanager
def growth(pid: int) -> Iterator[list[int]]:
    """By how many bytes the memory of a process rose above where it stood, at its highest."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")
    before, grown = resident(pid, "VmHWM"), [0]
    yield grown
    grown[0] = resident(pid, "VmHWM") - before
