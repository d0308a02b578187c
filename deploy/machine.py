"""What the installer does to a machine; each step may be repeated and then changes nothing."""

import grp
import os
import pwd
import re
import secrets
import shutil
import subprocess
import sys
import urllib.parse
from pathlib import Path

OS_RELEASE, SYSTEMD = Path("/etc/os-release"), Path("/run/systemd/system")


def show(words: str) -> None:
    print(words, flush=True)


def run(command: list[str], given: str = "", variables: dict[str, str] | None = None) -> str:
    """What the command prints; ends the installation where it fails, with what it wrote."""
    done = subprocess.run(
        command,
        check=False,
        text=True,
        input=given,
        env=os.environ | (variables or {}),
        capture_output=True,
    )
    if done.returncode:
        what = command[command.index("--") + 1 :] if "--" in command else command
        shown = " ".join(Path(part).name if n < 2 else part for n, part in enumerate(what[:6]))
        sys.exit(f"Không làm được “{shown}”:\n{done.stdout[-1500:]}{done.stderr[-1500:]}")
    return done.stdout


def run_as(user: str, command: list[str], variables: dict[str, str], *, is_quiet: bool) -> str:
    """The command as another user, whose home is that user's own; what it prints."""
    names = ",".join([*variables, "ADMINISTRATOR_PASSWORD"])
    printed = run(["runuser", "-u", user, "-w", names, "--", *command], variables=variables)
    if printed.strip() and not is_quiet:
        show(printed.rstrip())
    return printed


def refuse_wrong_machine(program: Path) -> None:
    """Ends where nothing good can come of it; another Debian is only remarked upon."""
    if os.geteuid() != 0:
        sys.exit("Cần quyền quản trị máy: chạy bằng root hoặc sudo make install.")
    if program.is_relative_to("/home") or program.is_relative_to("/root"):
        sys.exit(f"Hãy đặt mã nguồn ở /srv/ntm, không ở {program} (dịch vụ không đọc được /home).")
    lines = OS_RELEASE.read_text(encoding="utf-8").splitlines() if OS_RELEASE.exists() else []
    facts = dict(line.partition("=")[::2] for line in lines)
    if facts.get("ID") != "debian" or facts.get("VERSION_ID", "").strip('"') not in ("12", "13"):
        show("Bản cài này đã thử trên Debian 12 và 13; máy này khác, có thể phải sửa vài bước.")


def apt(packages: list[str]) -> None:
    """Installs what is missing of these."""
    lacking = [name for name in dict.fromkeys(packages) if not _is_installed(name)]
    if not lacking:
        return
    show(f"Đang cài các gói của Debian: {', '.join(lacking)}.")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-qq"], variables=quiet)
    run(["apt-get", "install", "-qq", "-y", "--no-install-recommends", *lacking], variables=quiet)


def _is_installed(name: str) -> bool:
    done = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Status}", name],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout == "installed"


def system_user(name: str, home: Path) -> None:
    """A user whom nobody signs in as."""
    try:
        pwd.getpwnam(name)
    except KeyError:
        run(["useradd", "--system", "--user-group", "--home-dir", str(home), "--no-create-home",
             "--shell", "/usr/sbin/nologin", name])  # fmt: skip


def folder(place: Path, mode: int, user: str, group: str = "") -> None:
    place.mkdir(parents=True, exist_ok=True)
    place.chmod(mode)
    os.chown(place, pwd.getpwnam(user).pw_uid, grp.getgrnam(group or user).gr_gid)


def put(place: Path, text: str, mode: int, group: str, *, is_kept: bool = False) -> None:
    """A file of root's, readable by a group at most; one that is kept is never written again, only
    given its owner and mode, which it lacks where it was brought from another machine."""
    is_kept = is_kept and place.exists()
    if not is_kept and not (place.exists() and place.read_text(encoding="utf-8") == text):
        # A secret is never there for others, not even for a moment.
        part = place.with_name(f"{place.name}.part")
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(text)
        part.replace(place)
    os.chown(place, 0, grp.getgrnam(group).gr_gid)
    place.chmod(mode)


def secret(size: int) -> str:
    """Random letters and digits, which need no quoting anywhere."""
    return secrets.token_hex(size // 2)


def value_of(file: Path, name: str) -> str:
    """A variable as the file sets it."""
    for line in file.read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition("=")
        if key.strip() == name:
            return value.strip()
    sys.exit(f"{file} không đặt {name}.")


def password_in(url: str) -> str:
    return urllib.parse.unquote(urllib.parse.urlsplit(url).password or "")


def start_postgres() -> None:
    """The cluster of Debian's own package, running."""
    if SYSTEMD.is_dir():
        run(["systemctl", "enable", "--now", "postgresql"])
    elif subprocess.run(["pg_isready", "-q"], check=False).returncode:
        run(["service", "postgresql", "start"])
    run(["timeout", "60", "sh", "-c", "until pg_isready -q; do sleep 0.2; done"])


def _as_postgres(sql: str) -> str:
    command = ["runuser", "-u", "postgres", "--", "psql", "-XqAt", "-v", "ON_ERROR_STOP=1"]
    return run([*command, "-d", "postgres"], sql).strip()


def role(name: str, password: str) -> None:
    """A role that can sign in and no more; its password is that of the file, whatever it was."""
    if not _as_postgres(f"SELECT 1 FROM pg_roles WHERE rolname = '{name}'"):
        _as_postgres(f"CREATE ROLE {name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE")
    _as_postgres(f"ALTER ROLE {name} PASSWORD '{password}'")


def database(name: str, owner: str) -> None:
    if not _as_postgres(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
        _as_postgres(f"CREATE DATABASE {name} OWNER {owner} ENCODING 'UTF8' TEMPLATE template0")
    _as_postgres(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC")
    _as_postgres(f"GRANT CONNECT ON DATABASE {name} TO ntm_web")


def psql(sql: str, url: str) -> None:
    """Statements as the role of this address; the password stands in no list of processes."""
    parts = urllib.parse.urlsplit(url)
    known = {"PGUSER": parts.username, "PGPASSWORD": password_in(url), "PGHOST": parts.hostname}
    known |= {"PGPORT": str(parts.port or 5432), "PGDATABASE": parts.path.lstrip("/")}
    variables = {name: value for name, value in known.items() if value}
    run(["psql", "-Xq", "-v", "ON_ERROR_STOP=1"], sql, variables)


def systemctl(*arguments: str) -> None:
    """Given to systemd where it runs; elsewhere (a container) shown, to be done at the start."""
    is_there = SYSTEMD.is_dir() or (arguments[0] == "enable" and shutil.which("systemctl"))
    if is_there:
        run(["systemctl", *arguments])
    else:
        show(f"systemd không chạy ở đây, bỏ qua: systemctl {' '.join(arguments)}")


def nginx_version(program: str = "nginx") -> tuple[int, ...]:
    done = subprocess.run([program, "-v"], check=True, capture_output=True, text=True)
    return tuple(map(int, re.findall(r"\d+", done.stderr)[:3]))


def self_signed(certificate: Path, key: Path, server_name: str) -> None:
    """A certificate of our own for a year, where there is none."""
    if certificate.exists() and key.exists():
        return
    run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "365",
         "-subj", f"/CN={server_name}", "-addext", f"subjectAltName=DNS:{server_name}",
         "-keyout", str(key), "-out", str(certificate)])  # fmt: skip
    key.chmod(0o600)
