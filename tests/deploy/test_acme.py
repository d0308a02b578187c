"""The certificate of an authority, as docs/operating.md has it: Debian's certbot proves the name
through the file of nginx that is shipped, to Pebble, Let's Encrypt's authority for tests."""

import json
import os
import shlex
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.conftest import require
from tests.deploy.site import NAME, NGINX, ROOT, Site, Web, install
from tests.waiting import free_port, until, until_open

pytestmark = pytest.mark.deep


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[tuple[int, int]]:
    """Pebble, with a resolver that knows every name as this machine: its port, and the one at which
    it looks for the answer to its challenge."""
    require(shutil.which("pebble") and shutil.which("certbot"), "chưa có pebble, certbot")
    ports = {name: free_port() for name in ("directory", "management", "names", "steering", "http")}
    at = {name: f"127.0.0.1:{port}" for name, port in ports.items()}
    install.machine.self_signed(tmp_path / "acme.crt", tmp_path / "acme.key", "localhost")
    known = {
        "listenAddress": at["directory"],
        "managementListenAddress": at["management"],
        "certificate": str(tmp_path / "acme.crt"),
        "privateKey": str(tmp_path / "acme.key"),
        "httpPort": ports["http"],
        "tlsPort": free_port(),
    }
    (tmp_path / "pebble.json").write_text(json.dumps({"pebble": known}))
    # What it would open at ports of its own choice; `doh` only from Debian 13 on.
    help_text = subprocess.run(["pebble-challtestsrv", "-h"], check=False, capture_output=True)
    others = ["http01", "https01", "tlsalpn01", *(["doh"] if b"-doh" in help_text.stderr else [])]
    off = [word for name in others for word in (f"-{name}", "")]
    names = ["-defaultIPv4", "127.0.0.1", "-defaultIPv6", "", "-dns01", at["names"]]
    commands = (
        ["pebble-challtestsrv", *names, *off, "-management", at["steering"]],
        ["pebble", "-config", str(tmp_path / "pebble.json"), "-dnsserver", at["names"]],
    )
    with ExitStack() as running, (tmp_path / "authority.log").open("wb") as log:
        for command in commands:
            variables = os.environ | {"PEBBLE_VA_NOSLEEP": "1", "PEBBLE_WFE_NONCEREJECT": "0"}
            process = subprocess.Popen(command, env=variables, stdout=log, stderr=log)
            running.enter_context(process)
            running.callback(process.terminate)
        until_open(ports["directory"])
        yield ports["directory"], ports["http"]


def served(site: Site) -> str:
    """The certificate that whoever comes is shown."""
    return ssl.get_server_certificate(("127.0.0.1", site.secure))


def page_command(site: Site, webroot: Path) -> list[str]:
    """What the operators' page has one type once the packages are there, for this site."""
    page = (ROOT / "docs/operating.md").read_text(encoding="utf-8")
    (line,) = (one for one in page.splitlines() if "certbot certonly" in one)
    assert site.process is not None
    own = {
        "NAME": NAME,
        str(install.ACME): str(webroot),
        "systemctl reload nginx": f"kill -HUP {site.process.pid}",
    }
    words = shlex.split(line.partition("&& ")[2])
    assert own.keys() <= set(words)
    return [own.get(word, word) for word in words]


def run(*command: str) -> None:
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def until_another(site: Site, before: str) -> str:
    """The certificate, once nginx shows another than before."""
    until(lambda: served(site) != before, "nginx shows another certificate")
    return served(site)


def test_the_page_s_certbot_gets_a_certificate_and_renews_it(
    tmp_path: Path, authority: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    require(Path(NGINX).exists(), "chưa có nginx (apt-get install nginx)")
    directory, challenged = authority
    web = Web(tmp_path, {})
    web.close()
    site = Site(tmp_path, [web])
    site.plain = challenged
    site.write()
    conf, webroot = tmp_path / "site.conf", tmp_path / "webroot"
    webroot.mkdir()
    text = conf.read_text(encoding="utf-8")
    assert f"root {install.ACME};" in text
    text = text.replace(str(install.ACME), str(webroot))
    conf.write_text(text, encoding="utf-8")
    site.start()
    folders = [f"--{name}-dir={tmp_path / name}" for name in ("config", "work", "logs")]
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "acme.crt"))
    try:
        own = served(site)
        command = page_command(site, webroot)
        run(*command, "-n", "--server", f"https://localhost:{directory}/dir", *folders)
        live = tmp_path / "config" / "live" / NAME
        files = str(live / "fullchain.pem"), str(live / "privkey.pem")
        for old, new in zip(("tls.crt", "tls.key"), files, strict=True):  # as the page's next line
            text = text.replace(str(tmp_path / old), new)
        conf.write_text(text, encoding="utf-8")
        site.reload()
        first = until_another(site, own)
        assert Path(files[0]).read_text().startswith(first)
        run("certbot", "renew", "--force-renewal", "--no-random-sleep-on-renew", *folders)
        until_another(site, first)
    finally:
        site.close()
