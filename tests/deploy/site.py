"""Debian's nginx with the project's own file for it, before a gunicorn that systemd would start."""

import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from pathlib import Path
from typing import Any

from tests.evidence import drill
from tests.waiting import MOST_SECONDS, free_port, until_open

ROOT = drill.ROOT
sys.path.append(str(ROOT / "deploy"))
import install  # noqa: E402 - of the folder of what is installed, which is no package

NAME = "ntm.example.vn"
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
# What systemd does: the socket as descriptor 3, its number and for whom it is in two variables.
ACTIVATED = """
import os, sys
fd = int(sys.argv[1])
if fd != 3:
    os.dup2(fd, 3)
os.set_inheritable(3, True)
os.environ |= {"LISTEN_PID": str(os.getpid()), "LISTEN_FDS": "1"}
os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "-c", "python:ntm_project.server",
                          "ntm_project.wsgi"])
"""
MAIN = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
    {paths}
    include {folder}/site.conf;
}}
"""
PATHS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


class Web:
    """A gunicorn on a socket that stays open while it comes and goes."""

    def __init__(self, folder: Path, variables: dict[str, str]) -> None:
        self.folder, self.variables = folder, variables
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.port = int(self.listener.getsockname()[1])
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        return self.folder / f"web-{self.port}.log"

    def start(self) -> None:
        if self.listener.fileno() < 0:
            self.listener = socket.create_server(("127.0.0.1", self.port), backlog=512)
        fd = self.listener.fileno()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", ACTIVATED, str(fd)],
                cwd=ROOT, env=self.variables, pass_fds=[fd], stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip

    def stop(self, how: int = signal.SIGTERM) -> None:
        if self.process is not None:
            if how == signal.SIGKILL:
                with suppress(ProcessLookupError):
                    os.killpg(self.process.pid, how)
            else:
                self.process.send_signal(how)
            self.process.wait(timeout=MOST_SECONDS)
            self.process = None

    def close(self) -> None:
        """As if its machine had lost its power: nobody listens at its port any more."""
        self.stop(signal.SIGKILL)
        self.listener.close()

    def wait(self) -> None:
        """Until it answers; who comes before waits in the socket."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=MOST_SECONDS)
        connection.request("GET", "/healthz")
        assert connection.getresponse().status == 200
        connection.close()

    def lines(self) -> list[dict[str, Any]]:
        """The lines of its log."""
        text = self.log.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in text if line.startswith("{")]


class CutConnection(HTTPSConnection):
    """One that may be cut at any moment, and is closed then too: Python up to 3.11 loses a socket
    that the other side resets between its connection and its handshake, so TLS stands first."""

    def __init__(self, port: int, trust: ssl.SSLContext, timeout: float, source: str) -> None:
        super().__init__("127.0.0.1", port, timeout=timeout)
        self.trust, self.source = trust, source

    def connect(self) -> None:
        self.sock = self.trust.wrap_socket(socket.socket())
        self.sock.settimeout(self.timeout)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sock.bind((self.source, 0))
        self.sock.connect((self.host, self.port))


class Site:
    """nginx before one or more web servers."""

    def __init__(self, folder: Path, webs: list[Web]) -> None:
        self.folder, self.webs = folder, webs
        self.plain, self.secure = free_port(), free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def write(self) -> None:
        """The project's own file, at the ports of this test."""
        certificate, key = self.folder / "tls.crt", self.folder / "tls.key"
        install.machine.self_signed(certificate, key, NAME)
        wanted = install.Wanted(NAME, str(certificate), str(key))
        template = (ROOT / "deploy/nginx/ntm.conf").read_text(encoding="utf-8")
        nginx = install.machine.nginx_version(NGINX)
        text = install.with_http2(install.site(template, wanted, ROOT), nginx)
        servers = "\n    ".join(f"server 127.0.0.1:{w.port} max_fails=0;" for w in self.webs)
        for old, new in {
            "server 127.0.0.1:8000 max_fails=0;": servers,
            "listen 80;": f"listen 127.0.0.1:{self.plain};",
            "listen [::]:80;": "",
            "listen 443 ssl": f"listen 127.0.0.1:{self.secure} ssl",
            install.with_http2("listen [::]:443 ssl http2;", nginx): "",
            "/var/log/nginx/ntm.error.log": f"{self.folder}/site.log",
        }.items():
            assert old in text, old
            text = text.replace(old, new)
        (self.folder / "site.conf").write_text(text, encoding="utf-8")
        paths = " ".join(f"{name}_temp_path {self.folder}/{name};" for name in PATHS)
        user = "user root;" if os.geteuid() == 0 else ""
        main = MAIN.format(user=user, folder=self.folder, paths=paths)
        (self.folder / "nginx.conf").write_text(main, encoding="utf-8")

    def start(self) -> None:
        command = [NGINX, "-p", str(self.folder), "-c", str(self.folder / "nginx.conf")]
        done = subprocess.run([*command, "-t", "-q"], check=True, stderr=subprocess.PIPE, text=True)
        assert done.stderr == "", "nginx warns of its own file"
        with (self.folder / "nginx.out").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        until_open(self.secure)

    def reload(self) -> None:
        """What `systemctl reload nginx` does."""
        assert self.process is not None
        self.process.send_signal(signal.SIGHUP)

    def kill(self) -> None:
        """All of nginx at once: without their master its workers would serve on."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=MOST_SECONDS)

    def close(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=MOST_SECONDS)

    def connect(self, *, source: str = "127.0.0.1", timeout: float = 60) -> HTTPSConnection:
        """A connection as a browser has it, from an address of this machine."""
        trust = ssl.create_default_context(cafile=str(self.folder / "tls.crt"))
        trust.check_hostname = False
        return CutConnection(self.secure, trust, timeout, source)

    def get(
        self, path: str, headers: dict[str, str] | None = None, *, source: str = "127.0.0.1"
    ) -> tuple[HTTPResponse, bytes]:
        connection = self.connect(source=source)
        try:
            connection.request("GET", path, headers={"Host": NAME} | (headers or {}))
            response = connection.getresponse()
            return response, response.read()
        finally:
            connection.close()

    def get_plain(self, path: str, host: str = NAME) -> tuple[HTTPResponse, bytes]:
        connection = HTTPConnection("127.0.0.1", self.plain, timeout=MOST_SECONDS)
        try:
            connection.request("GET", path, headers={"Host": host})
            response = connection.getresponse()
            return response, response.read()
        finally:
            connection.close()


def variables(folder: Path, database_url: str) -> dict[str, str]:
    """A real site's settings, with the drill's addresses."""
    return drill.environment(folder, database_url) | {
        "DEBUG": "false",
        "HTTPS": "true",
        "ALLOWED_HOSTS": NAME,
        "PRINT_FOLDER": str(folder / "prints"),
        "LOCK_FOLDER": str(folder / "locks"),
        "LOG_LEVEL": "info",
    }


def signed_in(known: dict[str, str], length: int | None = None) -> dict[str, str]:
    """The headers of somebody signed in over TLS; of an upload, where it has a length."""
    headers = drill.headers_of(known, length or 0)
    headers["Cookie"] = headers["Cookie"].replace("sessionid=", "__Host-sessionid=")
    headers["Cookie"] = headers["Cookie"].replace("csrftoken=", "__Host-csrftoken=")
    headers |= {"Host": NAME, "Referer": f"https://{NAME}/"}
    if length is None:
        return {name: headers[name] for name in ("Cookie", "Host")}
    return headers


def start_all(webs: list[Web]) -> None:
    """Start the servers side by side, and wait until each answers."""
    for web in webs:
        web.start()
    for web in webs:
        web.wait()


@contextmanager
def served(folder: Path, webs: list[Web]) -> Iterator[Site]:
    site = Site(folder, webs)
    site.write()
    site.start()
    try:
        yield site
    finally:
        site.close()
        for web in webs:
            web.close()
