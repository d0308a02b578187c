"""A server stopped in the middle of an upload and of a dossier: both end whole, or are seen to be
broken (O09)."""

import hashlib
import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from uuid import uuid4

import pytest

from tests.evidence import drill
from tests.shared import whole_zip
from tests.waiting import MOST_SECONDS, moments, until

pytestmark = [pytest.mark.stress]
PHOTO = 19_900_000  # more than the buffers of a connection hold
SEEN = 100_000


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> tuple[dict[str, str], dict[str, str]]:
    """The variables of a server with an empty dossier, and who is signed in there."""
    folder = tmp_path_factory.mktemp("stop")
    variables = drill.environment(folder, f"sqlite:///{folder / 'stop.sqlite3'}")
    variables |= {"PRINT_FOLDER": str(folder / "prints"), "LOCK_FOLDER": str(folder / "locks")}
    return variables, drill.prepare(variables)


def upload(server: drill.Server, known: dict[str, str], key: str, content: bytes) -> HTTPConnection:
    """An upload of which half has been sent; the rest is the caller's (`rest_of`)."""
    body = drill.body_of(known, {key: content})
    connection = HTTPConnection("127.0.0.1", server.port, timeout=MOST_SECONDS)
    connection.putrequest("POST", "/_nop/")
    for name, value in drill.headers_of(known, len(body)).items():
        connection.putheader(name, value)
    connection.endheaders(body[: len(body) // 2])
    return connection


def answered(connection: HTTPConnection) -> tuple[int, bytes]:
    with connection.getresponse() as answer:
        return answer.status, answer.read()


def rest_of(known: dict[str, str], key: str, content: bytes) -> bytes:
    body = drill.body_of(known, {key: content})
    return body[len(body) // 2 :]


@contextmanager
def dossier(server: drill.Server, known: dict[str, str]) -> Iterator[HTTPResponse]:
    """The answer with the dossier, none of it read; whoever meets a busy machine (503) comes
    again."""
    headers = {"Cookie": drill.headers_of(known, 0)["Cookie"]}
    address = f"/danh-gia/{known['assessment']}/ho-so/zip/"
    for _ in moments("no dossier, only 503"):
        with closing(HTTPConnection("127.0.0.1", server.port, timeout=MOST_SECONDS)) as connection:
            connection.request("GET", address, headers=headers)
            with connection.getresponse() as answer:
                if answer.status == 200:
                    yield answer
                    return
                assert answer.status == 503, (answer.status, answer.read())


def sockets(process: subprocess.Popen[bytes]) -> int:
    """How many sockets the process holds."""
    found = Path(f"/proc/{process.pid}/fd").iterdir()
    return sum(os.path.realpath(one).rpartition("/")[2].startswith("socket:") for one in found)


def stop(server: drill.Server) -> None:
    """What systemd does first; then nobody else is taken."""
    before = sockets(server.process)
    server.process.send_signal(signal.SIGTERM)
    until(lambda: sockets(server.process) < before, "the server listens no more")
    assert server.process.poll() is None


def test_a_server_that_is_stopped_ends_the_upload_and_the_dossier_it_is_at(site) -> None:
    variables, known = site
    first, second = (str(uuid4()) for _ in range(2))
    contents = {key: drill.photo(PHOTO, key) for key in (first, second)}
    with drill.serving(variables) as server:
        with closing(upload(server, known, first, contents[first])) as sent:
            sent.send(rest_of(known, first, contents[first]))
            assert answered(sent)[0] == 201
        with (
            closing(upload(server, known, second, contents[second])) as sent,
            dossier(server, known) as answer,
        ):
            began = answer.read(SEEN)
            stop(server)
            zipped = whole_zip(began + answer.read())
            sent.send(rest_of(known, second, contents[second]))
            status, said = answered(sent)
        assert server.process.wait(timeout=MOST_SECONDS) == 0
    assert status == 201
    assert json.loads(said) == {second: hashlib.sha256(contents[second]).hexdigest()}
    assert max(info.file_size for info in zipped.infolist()) > PHOTO - 100_000
    stored = [path for path in Path(variables["EVIDENCE_FOLDER"]).rglob("*") if path.is_file()]
    hashes = {hashlib.sha256(path.read_bytes()).hexdigest() for path in stored}
    assert {hashlib.sha256(content).hexdigest() for content in contents.values()} <= hashes


def test_a_dossier_whose_server_dies_is_seen_to_be_broken_and_can_be_taken_again(site) -> None:
    variables, known = site
    content = drill.photo(PHOTO, key := str(uuid4()))
    with drill.serving(variables) as server:
        with closing(upload(server, known, key, content)) as sent:
            sent.send(rest_of(known, key, content))
            assert answered(sent)[0] == 201
        with dossier(server, known) as answer:
            answer.read(SEEN)
            server.kill()
            with pytest.raises((HTTPException, OSError)):
                answer.read()
    with drill.serving(variables) as server, dossier(server, known) as answer:
        whole_zip(answer.read())
