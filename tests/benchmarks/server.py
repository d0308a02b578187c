"""A real gunicorn on a fresh sample database, a signed-in client, and the CPU it burns."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import environ
import psycopg2

from tests.waiting import free_port, until_open

TICKS = os.sysconf("SC_CLK_TCK")


def _manage(*arguments: str, environment: dict[str, str]) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], env=environment, check=True)


def cpu_ticks(pid: int) -> int:
    """CPU ticks of a process and of all its children, living and gone; counted again where a child
    goes meanwhile, whose ticks its parent then has."""
    for _ in range(20):
        with suppress(OSError):
            return _ticks(pid)
    return _ticks(pid)


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return sum(map(int, fields[11:15])) + sum(_ticks(int(child)) for child in children)


def processes_of(url: str) -> list[int]:
    """The first process of a PostgreSQL of this machine; none of SQLite, which has none."""
    if not url.startswith("postgres"):
        return []
    known = environ.Env.db_url_config(url)
    connection = psycopg2.connect(
        dbname=known["NAME"], user=known["USER"], password=known["PASSWORD"],
        host=known["HOST"], port=known["PORT"],
    )  # fmt: skip
    status = Path(f"/proc/{connection.info.backend_pid}/stat").read_text()
    connection.close()
    return [int(status.rsplit(")", 1)[1].split()[1])]


@contextmanager
def running_server(
    folder: Path, prepare: Sequence[str], record: str = "", *, prints: bool = False
) -> Iterator[tuple[int, int]]:
    """Port and process of a server on a fresh database; stopped and gone afterwards.

    `prepare` are the commands that fill it, of `manage.py` or of a module (`-m …`); `record` is the
    address of one that is filled already. `prints` starts the worker of prints too, not counted.
    """
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings",
        "DATABASE_URL": record or f"sqlite:///{folder / 'bench.sqlite3'}",
        "EVIDENCE_FOLDER": str(folder / "files"),
        "LOCK_FOLDER": str(folder / "locks"),
        "PRINT_FOLDER": str(folder / "prints"),
        "PYTHONPATH": str(Path.cwd()),
    }
    _manage("migrate", "--verbosity=0", environment=environment)
    _manage("collectstatic", "--noinput", "--verbosity=0", environment=environment)
    for command in prepare:
        words = command.split()
        script = [] if words[0] == "-m" else ["manage.py"]
        subprocess.run(
            [sys.executable, *script, *words],
            env=environment, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
    port = free_port()
    # Production's own settings, but one sync worker that is never renewed: so F is defined.
    command = [sys.executable, "-m", "gunicorn", "-c", "python:ntm_project.server"]
    command += ["--worker-class=sync", "--workers=1", "--threads=1"]
    command += ["--max-requests=0", "ntm_project.wsgi"]
    process = subprocess.Popen([*command, f"--bind=127.0.0.1:{port}"], env=environment)
    started = [process]
    if prints:
        worker = [sys.executable, "manage.py", "print_worker"]
        started.append(subprocess.Popen(worker, env=environment))
    try:
        until_open(port)
        yield port, process.pid
    finally:
        _stop(started)


def _stop(started: Sequence[subprocess.Popen[bytes]]) -> None:
    for one in started:
        one.terminate()
        one.wait(timeout=20)


class Client:
    """A signed-in browser without a screen: keeps cookies and the CSRF token."""

    def __init__(self, port: int, username: str, password: str) -> None:
        self.port, self.cookies, self.location = port, {}, ""
        _, page = self.request("GET", "/dang-nhap/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token is not None
        form = {"username": username, "password": password, "csrfmiddlewaretoken": token[1]}
        status, _ = self.request("POST", "/dang-nhap/", form)
        assert status == 302, status

    def request(
        self, method: str, path: str, form: dict[str, str] | None = None, *, htmx: bool = False
    ) -> tuple[int, str]:
        """Status and body of one request."""
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["X-CSRFToken"] = self.cookies.get("csrftoken", "")
        if htmx:
            headers["HX-Request"] = "true"
        return self._send(method, path, urlencode(form) if form is not None else None, headers)

    def upload(self, path: str, form: dict[str, str], name: str, content: bytes) -> tuple[int, str]:
        """Status and body of a form with one file."""
        edge = "----WebKitFormBoundary7MA4YWxkTrZu0gW9"  # as long as a browser's
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
            for key, value in form.items()
        ]
        head = (
            f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
            "Content-Type: image/jpeg\r\n\r\n"
        )
        body = "".join([*parts, head]).encode() + content + f"\r\n--{edge}--\r\n".encode()
        headers = {
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
            "Content-Type": f"multipart/form-data; boundary={edge}",
            "X-CSRFToken": self.cookies.get("csrftoken", ""),
        }
        return self._send("POST", path, body, headers)

    def get_kept(self, path: str, tag: str = "") -> tuple[int, str]:
        """The status and tag of a page, as a browser asks that holds it under the tag."""
        cookies = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        connection = HTTPConnection("127.0.0.1", self.port, timeout=180)
        headers = {"Cookie": cookies, "If-None-Match": tag, "Accept-Encoding": "gzip"}
        connection.request("GET", path, None, headers)
        response = connection.getresponse()
        response.read()
        connection.close()
        return response.status, response.headers.get("ETag", "")

    def _send(
        self, method: str, path: str, body: str | bytes | None, headers: dict[str, str]
    ) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=180)
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        page = response.read().decode(errors="replace")
        self.location = response.headers.get("Location", "")
        for cookie in response.msg.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        return response.status, page
