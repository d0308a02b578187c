"""What the installer does where a site is there already, or is to come back from a copy."""

import os
from contextlib import redirect_stdout
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from ntm_project.backup.models import Run, Work
from ntm_project.backup.runs import record_run
from tests.deploy.site import NAME, ROOT, install
from villages.enums import Region

TEMPLATE = (ROOT / "deploy/nginx/ntm.conf").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def nothing_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("TLS_CERTIFICATE", "TLS_KEY", "RESTORE", *install.OF_RESTORE):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(install, "OWN_CERTIFICATE", str(tmp_path / "own.crt"))
    monkeypatch.setattr(install, "OWN_KEY", str(tmp_path / "own.key"))


def true_certificate(folder: Path) -> tuple[str, str]:
    files = folder / "fullchain.pem", folder / "privkey.pem"
    install.machine.self_signed(*files, NAME)
    return str(files[0]), str(files[1])


def test_a_true_certificate_stays_when_an_upgrade_names_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site_file, named = tmp_path / "ntm", true_certificate(tmp_path)
    assert install.certificate_of(NAME, site_file).certificate == install.OWN_CERTIFICATE
    with monkeypatch.context() as patch:
        patch.setenv("TLS_CERTIFICATE", named[0])
        patch.setenv("TLS_KEY", named[1])
        wanted = install.certificate_of(NAME, site_file)
    assert (wanted.certificate, wanted.key) == named
    site_file.write_text(install.site(TEMPLATE, wanted, ROOT), encoding="utf-8")
    assert install.certificate_of(NAME, site_file) == wanted
    Path(named[1]).unlink()
    assert install.certificate_of(NAME, site_file).certificate == install.OWN_CERTIFICATE


def test_each_nginx_gets_http2_as_it_has_it(tmp_path: Path) -> None:
    text = install.site(TEMPLATE, install.Wanted(NAME, "a.crt", "a.key"), ROOT)
    assert install.with_http2(text, (1, 22, 1)).count(" ssl http2;") == 2
    newer = install.with_http2(text, (1, 26, 3))
    assert (newer.count("http2"), newer.count("    http2 on;\n")) == (1, 1)
    assert newer.count("443 ssl;") == 2
    program = tmp_path / "nginx"
    program.write_text("#!/bin/sh\necho 'nginx version: nginx/1.26.3 (Debian)' >&2\n")
    program.chmod(0o755)
    assert install.machine.nginx_version(str(program)) == (1, 26, 3)


def test_half_a_certificate_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TLS_CERTIFICATE", true_certificate(tmp_path)[0])
    with pytest.raises(SystemExit, match="TLS_KEY"):
        install.certificate_of(NAME, tmp_path / "ntm")


def test_a_key_of_another_certificate_is_refused_before_anything_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.setattr(install.machine, "refuse_wrong_machine", lambda _: None)
    monkeypatch.setattr(install, "install_packages", lambda: pytest.fail("began to install"))
    monkeypatch.setenv("TLS_CERTIFICATE", true_certificate(tmp_path)[0])
    monkeypatch.setenv("TLS_KEY", true_certificate(other)[1])
    with pytest.raises(SystemExit, match="không đi với nhau"):
        install.main()


def test_settings_from_another_machine_stay_and_become_readable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owners: list[Any] = []
    monkeypatch.setattr(os, "chown", lambda *words: owners.append(words))
    brought = tmp_path / "ntm.env"
    brought.write_text("SECRET_KEY=the old one\n")
    brought.chmod(0o600)
    install.machine.put(brought, "SECRET_KEY=new\n", 0o640, "root", is_kept=True)
    assert brought.read_text() == "SECRET_KEY=the old one\n"
    assert brought.stat().st_mode & 0o777 == 0o640
    assert owners == [(brought, 0, 0)]


@pytest.fixture
def done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What the installer would have done to the machine, in turn."""
    found: list[tuple[str, ...]] = []
    monkeypatch.setattr(install, "UNIT_FOLDER", tmp_path)
    monkeypatch.setattr(install.machine, "systemctl", lambda *words: found.append(words))
    monkeypatch.setattr(install.machine, "run", lambda words: found.append(tuple(words)))
    monkeypatch.setattr(install.machine, "psql", lambda *_: found.append(("psql",)))
    monkeypatch.setattr(install.machine, "value_of", lambda *_: "postgres://")

    def manage(*words: str, is_owner: bool = False, is_quiet: bool = False) -> str:
        found.append(("owner" if is_owner else "web", *words))
        if "refused" in words:
            raise SystemExit
        return ""

    monkeypatch.setattr(install, "manage", manage)
    return found


def test_a_copy_comes_back_as_the_owner_and_is_verified_as_the_role_that_serves(
    done: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RESTORE", str(install.COPIES))
    monkeypatch.setenv("REPLACE", "/mnt/before")
    install.fill_database()
    assert done[0][0] == "chown"
    restore = ("owner", "restore", str(install.COPIES), "--replace=/mnt/before", "--verbosity=0")
    assert done[1] == restore  # without the hint to give rights, which the installer gives next
    assert [words[1] for words in done if words[0] == "owner"] == ["restore", "migrate", "web_role"]
    assert done[-1] == ("web", "verify")


def test_a_refused_copy_leaves_the_site_serving(
    done: list[tuple[str, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / install.UNITS[0]).touch()
    monkeypatch.setenv("RESTORE", "refused")
    with pytest.raises(SystemExit):
        install.fill_database()
    assert [words[0] for words in done] == ["stop", "owner", "start"]


def test_an_upgrade_leaves_the_socket_alone_in_which_people_wait(
    done: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def put(place: Path, text: str, *_: Any) -> None:
        place.write_text(text, encoding="utf-8")

    monkeypatch.setattr(install.machine, "put", put)
    monkeypatch.setattr(install.machine, "folder", lambda place, *_: place.mkdir(exist_ok=True))
    socket = install.UNITS[0]
    install.start_units()
    assert ("restart", *install.UNITS) in done
    done.clear()
    install.start_units()
    assert [words for words in done if socket in words and words[0] != "enable"] == [
        ("start", socket)
    ]
    assert ("restart", *install.UNITS[1:]) in done


def test_what_is_started_again_is_never_given_up() -> None:
    """systemd leaves a service down that ended five times in ten seconds, as one does whose
    settings are wrong, and `restart` refuses to start it even when they are mended (tried)."""
    files = (path for path in (ROOT / "deploy").rglob("*") if path.suffix in (".service", ".conf"))
    texts = [path.read_text(encoding="utf-8") for path in files]
    again = [text for text in texts if "\nRestart=" in text]
    assert len(again) == 3
    for text in again:
        assert "\nStartLimitIntervalSec=0\n" in text.partition("[Service]")[0]


@pytest.mark.django_db
def test_a_new_record_beside_old_copies_gets_a_copy_of_its_own(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    def manage(*words: str, **_: bool) -> str:
        with redirect_stdout(StringIO()) as out:
            call_command("shell", command=words[-1], no_imports=True)
        return out.getvalue()

    monkeypatch.setattr(install, "manage", manage)
    settings.BACKUP_TO = "/var/backups/ntm"
    assert install.lacks_copy()
    record_run(Work.BACKUP, is_well=True, words="")
    assert not install.lacks_copy()
    yesterday = timezone.now() - timedelta(days=1, minutes=1)
    Run.objects.update(ended_at=yesterday, good_at=yesterday)
    assert install.lacks_copy()
    settings.BACKUP_TO = ""
    assert not install.lacks_copy()


def test_a_region_that_is_none_is_refused_before_anything_is_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert list(install.REGIONS) == Region.values
    for code in install.REGIONS:
        assert code in install.QUESTIONS["REGION"]
        monkeypatch.setenv("REGION", code)
        assert install.answers(["REGION"]) == {"REGION": code}
    monkeypatch.setenv("REGION", "Bắc Bộ")
    with pytest.raises(SystemExit, match="Bắc Bộ"):
        install.answers(["REGION"])


def test_what_could_not_be_done_is_named_by_its_own_words(tmp_path: Path) -> None:
    """Not by those of the program that runs it as another user."""
    with pytest.raises(SystemExit) as stop:
        install.machine.run(["env", "--", "/bin/ls", str(tmp_path / "none")])
    assert "“ls none”" in str(stop.value)
