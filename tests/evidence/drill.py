"""A real gunicorn that takes uploads, the clients that send them, and the hand that kills it.

`python -m tests.evidence.drill` prepares a database: one commune, one assessment, one official
signed in; it prints what the clients need as JSON.
"""

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from io import BytesIO
from pathlib import Path
from typing import ClassVar
from uuid import uuid4

from tests import migrated
from tests.waiting import MOST_SECONDS, free_port, until, until_open

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "a" * 32
HANGS = 1_800  # seconds: nobody is that slow, on the busiest machine
BOUNDARY = "ranh-gioi-dien-tap"


def environment(folder: Path, database_url: str) -> dict[str, str]:
    """The variables under which the server and the commands of a drill run."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.evidence.drill_settings",
        "DATABASE_URL": database_url,
        # As in `settings_test`: a time-out that strikes on a slow machine shows nothing.
        "DATABASE_PATIENCE": os.environ.get("DATABASE_PATIENCE", "12"),
        "EVIDENCE_FOLDER": str(folder / "files"),
        "PYTHONPATH": str(ROOT),
        "LOG_LEVEL": "critical",
        "WORKERS": "2",
        "THREADS": "4",
    }


def run(*arguments: str, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Runs Python in the project; the caller looks at the exit code."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=HANGS,
    )


def show(*words: object) -> None:
    """A line for whoever runs the drill, person or test, at once."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def prepare(variables: dict[str, str]) -> dict[str, str]:
    """Makes the database; gives the session, unit and result that the clients name."""
    name = variables["DATABASE_URL"].removeprefix("sqlite:///")
    if (ready := migrated.place()).exists() and name != variables["DATABASE_URL"]:
        shutil.copyfile(ready, name)
    done = run("-m", "tests.evidence.drill", variables=variables)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def photo(size: int, seed: str) -> bytes:
    """A true JPEG of about `size` bytes that no other seed gives: the rest is comments."""
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (32, 32), (20, 90, 60)).save(out, "JPEG", comment=seed.encode())
    picture = out.getvalue()
    filler = bytearray()
    while len(filler) + len(picture) + 70_000 < size:
        filler += b"\xff\xfe" + (65_002).to_bytes(2, "big") + seed.encode().ljust(65_000, b".")
    return picture[:2] + bytes(filler) + picture[2:]


def part(name: str, value: str) -> bytes:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
    return f"{head}{value}\r\n".encode()


def file_head(name: str, declared: str = "image/jpeg") -> bytes:
    disposition = f'form-data; name="files"; filename="{name}"'
    head = f"--{BOUNDARY}\r\nContent-Disposition: {disposition}\r\nContent-Type: {declared}\r\n\r\n"
    return head.encode()


END = f"--{BOUNDARY}--\r\n".encode()


def body_of(known: dict[str, str], uploads: dict[str, bytes]) -> bytes:
    """A multipart body: the fields, then a file for each upload key."""
    pieces = [part("unit", known["unit"]), part("result", known["result"])]
    pieces += [part("upload_key", key) for key in uploads]
    for content in uploads.values():
        pieces += [file_head("Ảnh diễn tập.jpg"), content, b"\r\n"]
    return b"".join([*pieces, END])


def headers_of(known: dict[str, str], length: int) -> dict[str, str]:
    return {
        "Cookie": f"sessionid={known['session']}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
        "Accept": "application/json",
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        "Content-Length": str(length),
    }


class Server:
    """A gunicorn of its own process group."""

    def __init__(self, variables: dict[str, str]) -> None:
        self.port = free_port()
        command = ["-m", "gunicorn", "-c", "python:ntm_project.server", "ntm_project.wsgi"]
        self.process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=variables | {"PORT": str(self.port)},
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        until_open(self.port)

    def kill(self) -> None:
        """kill -9 of the master and its workers at once, as a power cut would."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=MOST_SECONDS)

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]


@contextmanager
def serving(variables: dict[str, str]) -> Iterator[Server]:
    server = Server(variables)
    try:
        yield server
    finally:
        server.kill()


@dataclass
class Load:
    """Clients that upload without a pause and remember what they were promised."""

    known: dict[str, str]
    port: int = 0
    acknowledged: dict[str, str] = field(default_factory=dict)
    attempts: int = 0
    unexpected: list[str] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    # What a proxy says where the server behind it died: nobody knows whether it kept the file.
    no_answer: ClassVar[frozenset[int]] = frozenset()

    def connect(self) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self.port, timeout=20)

    def headers(self, length: int) -> dict[str, str]:
        return headers_of(self.known, length)

    def start(self, clients: int) -> None:
        self._threads = [threading.Thread(target=self._work, args=(n,)) for n in range(clients)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _work(self, number: int) -> None:
        chance = random.Random(number)
        pending: tuple[str, bytes] | None = None
        while not self._stop.is_set():
            # What got no answer is sent again under its key, as the page does.
            key, content = pending or self._new(chance)
            pending = (key, content)
            if self._send(key, content, is_slow=chance.random() < 0.3):
                pending = None

    def _new(self, chance: random.Random) -> tuple[str, bytes]:
        key = str(uuid4())
        return key, photo(chance.choice([1_000, 100_000, 600_000]), key)

    def _send(self, key: str, content: bytes, *, is_slow: bool) -> bool:
        """Whether the server has promised to keep the file."""
        self.attempts += 1
        body = body_of(self.known, {key: content})
        connection, headers = self.connect(), self.headers(len(body))
        try:
            connection.putrequest("POST", "/_nop/", skip_host="Host" in headers)
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.endheaders()
            step = max(1, len(body) // 8) if is_slow else len(body)
            for start in range(0, len(body), step):
                connection.send(body[start : start + step])
                time.sleep(0.01 if is_slow else 0)
            response = connection.getresponse()
            answer = response.read()
        except (OSError, HTTPException):
            time.sleep(0.05)
            return False
        finally:
            connection.close()
        if response.status in self.no_answer:
            return False
        if response.status != 201:
            self.unexpected.append(f"{response.status} {answer.decode(errors='replace')}")
            return False
        acknowledged = json.loads(answer)[key]
        assert acknowledged == hashlib.sha256(content).hexdigest()
        self.acknowledged[key] = acknowledged
        return True


def kill_repeatedly(variables: dict[str, str], known: dict[str, str], kills: int) -> Load:
    """Start a server, load it, kill it at a random moment; so many times."""
    load = Load(known)
    chance = random.Random(kills)
    longest = 1.2 if "DRILL_KILLS" in os.environ else 0.4  # seconds of load
    server = Server(variables)
    load.port = server.port
    load.start(clients=4)
    try:
        for left in range(kills, 0, -1):
            _until_serving(load)
            time.sleep(chance.random() * longest)
            server.kill()
            if left > 1:
                server = Server(variables)
                load.port = server.port
    finally:
        load.stop()
        server.kill()
    return load


def _until_serving(load: Load) -> None:
    """Waits until the load flows: a kill while nothing happens shows nothing."""
    seen = len(load.acknowledged)
    until(lambda: len(load.acknowledged) > seen, "the load flows", pause=0.02)


def _prepare_here() -> dict[str, str]:
    from django.test import Client
    from django.utils import timezone

    from tests import factories as make
    from villages.access import access_of

    commune = make.make_commune()
    result = make.make_assessment(commune, make.make_set(criteria=1, indicators=1)).results.get()
    official = make.make_official(commune)
    assert access_of(official, timezone.localdate()).postings
    client = Client()
    client.force_login(official, backend="django.contrib.auth.backends.ModelBackend")
    session = client.cookies["sessionid"].value
    rows = {"unit": commune.pk, "result": result.pk, "assessment": result.assessment_id}
    return {"session": session, **{name: str(pk) for name, pk in rows.items()}}


if __name__ == "__main__":
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    show(json.dumps(_prepare_here()))
