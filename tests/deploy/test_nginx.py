"""Debian's nginx, with the file that is shipped, before the real server: as a site runs."""

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import pytest

from ntm_project import settings as program
from tests import migrated
from tests.conftest import require
from tests.deploy import http2
from tests.deploy.site import NAME, NGINX, Site, Web, served, signed_in, variables
from tests.evidence import drill
from tests.waiting import until

pytestmark = [pytest.mark.stress]
MEGABYTES = 19_900_000


@pytest.fixture(scope="module")
def known() -> dict[str, str]:
    return {}


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory, known: dict[str, str], django_db_setup: None
) -> Iterator[Site]:
    """One site for all; its server starts with the first test that needs it."""
    require(Path(NGINX).exists(), "chưa có nginx (apt-get install nginx)")
    folder = tmp_path_factory.mktemp("site")
    settings = variables(folder, f"sqlite:///{folder / 'site.sqlite3'}")
    shutil.copyfile(migrated.place(), folder / "site.sqlite3")
    known.update(drill.prepare(settings | {"HTTPS": "false", "ALLOWED_HOSTS": "127.0.0.1"}))
    web = Web(folder, settings)
    with served(folder, [web]) as site:
        yield site


@pytest.fixture
def running(site: Site) -> Site:
    if site.webs[0].process is None:
        site.webs[0].start()
    return site


def test_the_first_request_waits_for_a_server_that_starts_just_now(site: Site) -> None:
    web = site.webs[0]
    web.stop()
    web.start()
    response, page = site.get("/dang-nhap/")
    assert response.status == 200
    assert "Đăng nhập" in page.decode()
    assert int(response.headers["Strict-Transport-Security"].split("=")[1].split(";")[0]) > 0
    assert response.headers["Server"] == "nginx"
    assert response.headers.get_all("X-Request-Id") is not None


def test_plain_http_leads_to_tls_once_and_probes_are_answered_on_both(running: Site) -> None:
    response, _ = running.get_plain("/bang/?nam=2024", host="else.example")
    assert response.status == 301
    assert response.headers["Location"] == f"https://{NAME}/bang/?nam=2024"
    for answer in (running.get_plain("/healthz", "10.0.0.9"), running.get("/healthz")):
        assert (answer[0].status, answer[1]) == (200, b"ok\n")


def test_the_address_in_the_log_is_the_client_s_whatever_it_writes(running: Site) -> None:
    names = ("X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Forwarded-Host")
    forged = dict.fromkeys(names, "6.6.6.6") | {"X-Forwarded-Proto": "http"}
    response, _ = running.get("/dang-nhap/", forged, source="127.0.0.9")
    assert response.status == 200
    lines = running.webs[0].lines()
    line = next(one for one in lines if one.get("request_id") == response.headers["X-Request-Id"])
    assert line["address"] == "127.0.0.9"


def test_200_megabytes_arrive_and_one_too_many_is_refused_in_the_program_s_words(
    running: Site, known: dict[str, str]
) -> None:
    keys = [str(uuid4()) for _ in range(10)]
    size = len(drill.photo(MEGABYTES, keys[0]))
    heads = [drill.part("unit", known["unit"]), drill.part("result", known["result"])]
    heads += [drill.part("upload_key", key) for key in keys]
    head = drill.file_head("Ảnh.jpg")
    length = sum(map(len, heads)) + 10 * (len(head) + size + 2) + len(drill.END)
    assert length < program.EVIDENCE_BODY_BYTES
    connection = running.connect(timeout=120)
    connection.putrequest("POST", "/_nop/", skip_host=True)
    for name, value in signed_in(known, length).items():
        connection.putheader(name, value)
    connection.endheaders(b"".join(heads))
    for key in keys:
        connection.send(head + drill.photo(MEGABYTES, key) + b"\r\n")
    connection.send(drill.END)
    response = connection.getresponse()
    assert (response.status, len(response.read()) > 0) == (201, True)
    connection.close()

    connection = running.connect()
    connection.putrequest("POST", "/_nop/", skip_host=True)
    for name, value in signed_in(known, program.EVIDENCE_BODY_BYTES + 1).items():
        connection.putheader(name, value)
    connection.endheaders()
    response = connection.getresponse()
    page = response.read().decode()
    assert response.status == 413
    assert f"vượt quá {program.EVIDENCE_BODY_BYTES // 10**6} MB" in page
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    connection.close()


def test_by_http2_too_much_is_told_in_the_program_s_words(site: Site) -> None:
    """Every browser comes this way; nginx then has the size looked at on its own page once more."""
    length = str(program.EVIDENCE_BODY_BYTES + 1)
    fields = {":method": "POST", ":scheme": "https", ":path": "/_nop/", ":authority": NAME}
    page = http2.body_of(site, fields | {"content-length": length})
    assert f"vượt quá {program.EVIDENCE_BODY_BYTES // 10**6} MB" in page


def test_nginx_lets_in_what_the_program_takes_to_the_byte() -> None:
    """The program answers a longer body before it has read it, which nginx may show as 502."""
    for name in ("deploy/nginx/ntm.conf", "docs/by-hand.md"):
        text = (drill.ROOT / name).read_text(encoding="utf-8")
        limit = text.partition("client_max_body_size ")[2].partition(";")[0]
        assert int(limit) == program.EVIDENCE_BODY_BYTES


class Load:
    """Clients that open a page again and again, each by a connection of its own."""

    def __init__(self, site: Site, known: dict[str, str], path: str = "/_f/") -> None:
        self.site, self.path, self.headers = site, path, signed_in(known)
        self.answers: list[object] = []
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._work) for _ in range(4)]

    def __enter__(self) -> "Load":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *args: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        while not self._stop.is_set():
            try:
                self.answers.append(self.site.get(self.path, self.headers)[0].status)
            except OSError as error:
                self.answers.append(error)

    def wait_for(self, more: int) -> None:
        """Until so many more answers have come."""
        wanted = len(self.answers) + more
        until(lambda: len(self.answers) >= wanted, f"{wanted} answers", pause=0.02)


def test_a_restart_under_load_refuses_nobody(running: Site, known: dict[str, str]) -> None:
    web = running.webs[0]
    with Load(running, known) as load:
        load.wait_for(20)
        web.stop()
        web.start()
        load.wait_for(20)
    assert set(load.answers) == {200}


def test_slow_phones_hold_no_worker(running: Site, known: dict[str, str]) -> None:
    """Fifty send 10 KB a second, on a server of eight threads; whoever else comes is answered."""
    trust = ssl.create_default_context(cafile=str(running.folder / "tls.crt"))
    trust.check_hostname = False
    headers = signed_in(known, 5_000_000)
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    with ExitStack() as open_lines:
        phones = []
        for _ in range(50):
            plain = socket.create_connection(("127.0.0.1", running.secure))
            phones.append(open_lines.enter_context(trust.wrap_socket(plain)))
            phones[-1].sendall(f"POST /_nop/ HTTP/1.1\r\n{head}\r\n".encode())
        with Load(running, known) as load:
            for _ in range(5):
                for phone in phones:
                    phone.sendall(b"x" * 1024)
                load.wait_for(10)
    assert set(load.answers) == {200}


def test_without_a_server_nginx_shows_the_program_s_page(tmp_path: Path) -> None:
    require(Path(NGINX).exists(), "chưa có nginx (apt-get install nginx)")
    web = Web(tmp_path, {})
    web.listener.close()
    with served(tmp_path, [web]) as site:
        response, page = site.get("/")
        assert response.status == 502
        assert "Máy chủ chưa trả lời" in page.decode()
        assert response.headers["Retry-After"]


def test_units_are_what_systemd_reads(tmp_path: Path) -> None:
    """Every unit is sound, and gives the program next to no rights."""
    require(Path("/usr/bin/systemd-analyze").exists(), "chưa có systemd-analyze")
    units = sorted((drill.ROOT / "deploy" / "systemd").iterdir())
    for unit in units:
        text = unit.read_text(encoding="utf-8").replace("User=ntm", "User=root")
        # The program is looked for where it is installed.
        text = text.replace("Group=ntm", "").replace("/srv/ntm/.venv/bin/gunicorn", "/bin/true")
        text = text.replace("/srv/ntm/.venv/bin/python", "/bin/true")
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    copies = [str(tmp_path / unit.name) for unit in units]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *copies],
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    for copy in copies:
        if copy.endswith(".service"):
            command = ["systemd-analyze", "security", "--offline=true", "--threshold=30", copy]
            done = subprocess.run(command, check=False, capture_output=True, text=True)
            assert done.returncode == 0, done.stdout[-200:]
