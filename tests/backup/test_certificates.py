"""The night warns of a certificate before browsers do."""

import ssl
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from socket import create_server
from threading import Thread

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from deploy import machine
from ntm_project.backup.certificates import certificate_ends
from ntm_project.backup.nights import steps
from tests.backup.conftest import run
from tests.waiting import free_port


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A site that shows a certificate of its own for a year."""
    files = tmp_path / "site.crt", tmp_path / "site.key"
    machine.self_signed(*files, "127.0.0.1")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*files)
    server = create_server(("127.0.0.1", 0))

    def show() -> None:
        while True:
            try:
                wire, _ = server.accept()
            except OSError:
                return
            with closing(wire):
                context.wrap_socket(wire, server_side=True).close()

    thread = Thread(target=show, daemon=True)
    thread.start()
    yield f"https://127.0.0.1:{server.getsockname()[1]}"
    server.close()


def test_the_night_looks_at_the_certificate_of_an_https_site_alone(settings) -> None:
    settings.SITE_URL = "http://ntm.example.vn"
    assert "check_certificate" not in {command[0] for _, command in steps()}
    assert "không phải địa chỉ https" in run("check_certificate")
    settings.SITE_URL = "https://ntm.example.vn"
    assert "check_certificate" in {command[0] for _, command in steps()}


def test_it_warns_while_there_is_time(address: str, settings, time_machine) -> None:
    settings.SITE_URL = address
    ends = certificate_ends(address)
    assert timedelta(days=360) < ends - timezone.now() < timedelta(days=367)
    assert "còn hạn đến ngày" in run("check_certificate")
    time_machine.move_to(ends - timedelta(days=9, hours=1))
    with pytest.raises(CommandError, match=r"\(9 ngày\)"):
        call_command("check_certificate")
    time_machine.move_to(ends + timedelta(hours=1))
    with pytest.raises(CommandError, match="đã hết hạn"):
        call_command("check_certificate")


def test_a_site_that_cannot_reach_itself_has_no_fault(settings) -> None:
    settings.SITE_URL = f"https://127.0.0.1:{free_port()}"
    assert "Không xem được" in run("check_certificate")
