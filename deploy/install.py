"""`make install`: Sổ NTM on a Debian 12 or 13, with PostgreSQL, nginx and systemd.

May be run again at any time: what is there is kept, what is missing is added. Needs root. What is
not given by a variable (see `QUESTIONS`) is requested where somebody sits at the terminal.
"""

import os
import re
import ssl
import sys
from dataclasses import dataclass
from pathlib import Path

import machine

ROOT = Path(__file__).resolve().parent.parent

PACKAGES = [
    "nginx",
    "openssl",
    "postgresql",
    "ca-certificates",
    "age",
    "gnupg",
]
USER, SETTINGS, OWNER = "ntm", Path("/etc/ntm/ntm.env"), Path("/etc/ntm/owner.env")
DATABASE, OWNER_ROLE, WEB_ROLE = "ntm", "ntm_owner", "ntm_web"
DATA, COPIES, ACME = Path("/var/lib/ntm"), Path("/var/backups/ntm"), Path("/var/www/ntm-acme")
TLS_NAMES = ("ssl_certificate", "ssl_certificate_key")
SITE = Path("/etc/nginx/sites-available/ntm")
OWN_CERTIFICATE, OWN_KEY = "/etc/ntm/tls.crt", "/etc/ntm/tls.key"
UNITS = ["ntm-web.socket", "ntm-web.service", "ntm-prints.service"]
TIMERS = ["ntm-nightly.timer", "ntm-morning.timer"]
UNIT_FOLDER = Path("/etc/systemd/system")

QUESTIONS = {
    "SERVER_NAME": "Tên miền mà mọi người gõ (ví dụ ntm.xa-mai-dinh.vn)",
    "PROVINCE": "Tỉnh (ví dụ Bắc Giang)",
    "COMMUNE": "Xã đầu tiên (ví dụ Mai Đình)",
    "REGION": "Vùng theo bộ tiêu chí (TDMNPB trung du miền núi phía Bắc, DBSH đồng bằng sông Hồng, "
    "BTB Bắc Trung Bộ, DHNTB duyên hải Nam Trung Bộ, TN Tây Nguyên, DNB Đông Nam Bộ, "
    "DBSCL đồng bằng sông Cửu Long)",
    "ADMIN_USERNAME": "Tên đăng nhập của người quản trị đầu tiên",
    "ADMIN_NAME": "Họ và tên người quản trị đầu tiên",
}
REGIONS = ("TDMNPB", "DBSH", "BTB", "DHNTB", "TN", "DNB", "DBSCL")
FIRST = [name for name in QUESTIONS if name != "SERVER_NAME"]
# Beside RESTORE: which copy, the file with age's private key, where what is there is copied before.
OF_RESTORE = ("COPY", "IDENTITY", "REPLACE")


@dataclass(frozen=True)
class Wanted:
    """What is to be installed: the site's name, and the two files of its certificate."""

    server_name: str
    certificate: str
    key: str


def site(template: str, wanted: Wanted, program: Path) -> str:
    """nginx's file for this server, from the one in `deploy/nginx`."""
    for name, value in {
        "SERVER_NAME": wanted.server_name,
        "TLS_CERTIFICATE": wanted.certificate,
        "TLS_KEY": wanted.key,
        "PROGRAM": str(program),
    }.items():
        template = template.replace(name, value)
    return template


def with_http2(text: str, nginx: tuple[int, ...]) -> str:
    """nginx's file with HTTP/2 as this version has it: a line of its own since 1.25.1, which warns
    of the older form; Debian 12 knows the older one alone."""
    if nginx < (1, 25, 1):
        return text
    text = text.replace("listen 443 ssl http2;", "listen 443 ssl;\n    http2 on;")
    return text.replace(" ssl http2;", " ssl;")


def unit(template: str, program: Path) -> str:
    """systemd's file for this server, from the one in `deploy/systemd`."""
    return template.replace("/srv/ntm", str(program))


def is_known(name: str, value: str) -> bool:
    """Whether the answer is one of those that there are, before minutes of work that need it."""
    return name != "REGION" or value in REGIONS


def answers(names: list[str]) -> dict[str, str]:
    """What the variables of these names hold, and what is typed for the rest, once."""
    found = {name: os.environ.get(name, "").strip() for name in names}
    lacking = [name for name, value in found.items() if not value]
    if lacking and not sys.stdin.isatty():
        sys.exit("Còn thiếu, hãy đặt các biến này rồi chạy lại: " + ", ".join(lacking))
    for name in lacking:
        while not found[name] or not is_known(name, found[name]):
            found[name] = input(f"{QUESTIONS[name]}: ").strip()
    for name, value in found.items():
        if not is_known(name, value):
            sys.exit(f"{name}={value} không có. {QUESTIONS[name]}.")
    os.environ.update(found)
    return found


def settings_text(server_name: str, database_url: str) -> str:
    """The settings of a new site; all others keep their defaults (`.env.example`)."""
    return f"""# Cài đặt của Sổ NTM; mọi biến khác và ý nghĩa: {ROOT}/.env.example.
# Sửa xong: systemctl restart ntm-web ntm-prints
DEBUG=false
SECRET_KEY={machine.secret(64)}
ALLOWED_HOSTS={server_name}
CSRF_TRUSTED_ORIGINS=https://{server_name}
SITE_URL=https://{server_name}
DATABASE_URL={database_url}
EVIDENCE_FOLDER={DATA}/files
PRINT_FOLDER={DATA}/prints
LOCK_FOLDER={DATA}/locks
BACKUP_TO={COPIES}
"""


def install_packages() -> None:
    machine.apt(PACKAGES)
    machine.run([sys.executable, str(ROOT / "tools" / "system_packages.py")])


def make_folders() -> None:
    machine.system_user(USER, DATA)
    for place in (DATA, DATA / "files", DATA / "prints", DATA / "locks", COPIES):
        machine.folder(place, 0o700, USER)
    machine.folder(SETTINGS.parent, 0o750, "root", USER)
    machine.folder(ACME, 0o755, "root")


def write_settings(server_name: str) -> None:
    """Secrets are made once, and stay; the program finds its settings by a link."""
    passwords = {role: machine.secret(32) for role in (OWNER_ROLE, WEB_ROLE)}
    urls = {
        role: f"postgres://{role}:{password}@127.0.0.1:5432/{DATABASE}"
        for role, password in passwords.items()
    }
    machine.put(SETTINGS, settings_text(server_name, urls[WEB_ROLE]), 0o640, USER, is_kept=True)
    machine.put(OWNER, f"DATABASE_URL={urls[OWNER_ROLE]}\n", 0o600, "root", is_kept=True)
    link = ROOT / ".env"
    if link.is_symlink() and link.readlink() == SETTINGS:
        return
    if link.exists():
        sys.exit(f"Đã có {link}. Hãy chuyển nội dung vào {SETTINGS}, xóa tệp ấy rồi chạy lại.")
    link.symlink_to(SETTINGS)


def make_database() -> None:
    """Two roles: one owns the tables and migrates, one serves and cannot change the trail."""
    for file, role in ((OWNER, OWNER_ROLE), (SETTINGS, WEB_ROLE)):
        if f"@127.0.0.1:5432/{DATABASE}" not in machine.value_of(file, "DATABASE_URL"):
            machine.show(f"{file} nêu cơ sở dữ liệu khác: không tạo vai trò {role}.")
            return
    machine.start_postgres()
    for file, role in ((OWNER, OWNER_ROLE), (SETTINGS, WEB_ROLE)):
        machine.role(role, machine.password_in(machine.value_of(file, "DATABASE_URL")))
    machine.database(DATABASE, OWNER_ROLE)


def manage(*arguments: str, is_owner: bool = False, is_quiet: bool = False) -> str:
    """`manage.py` as the program's user; as the owner of the database where tables change."""
    command = [str(ROOT / ".venv/bin/python"), str(ROOT / "manage.py"), *arguments]
    given = {"DATABASE_URL": machine.value_of(OWNER, "DATABASE_URL")} if is_owner else {}
    return machine.run_as(USER, command, given, is_quiet=is_quiet)


def put_back(place: str) -> None:
    """The copy at `RESTORE` takes the place of what is there; the owner alone may do it."""
    if Path(place).is_relative_to(COPIES):
        machine.run(["chown", "-R", f"{USER}:", str(COPIES)])  # as brought from elsewhere by root
    words = [f"--{name.lower()}={os.environ[name]}" for name in OF_RESTORE if os.environ.get(name)]
    was_there = (UNIT_FOLDER / UNITS[0]).exists()
    if was_there:
        machine.systemctl("stop", *UNITS)
    try:
        manage("restore", place, *words, "--verbosity=0", is_owner=True)
    except SystemExit:
        if was_there:
            machine.systemctl("start", *UNITS)  # a refusal has left everything as it was
        given = ", ".join(f"{name}=… thay cho --{name.lower()}" for name in OF_RESTORE)
        machine.show(f"Với make install, ghi {given}.")
        raise


def fill_database() -> None:
    place = os.environ.get("RESTORE", "")
    if place:
        put_back(place)
    machine.show("Đang tạo hoặc cập nhật các bảng của cơ sở dữ liệu; mất một, hai phút.")
    manage("migrate", "--verbosity", "0", is_owner=True)
    grants = manage("web_role", WEB_ROLE, is_owner=True, is_quiet=True)
    machine.psql(grants, machine.value_of(OWNER, "DATABASE_URL"))
    manage("load_sample", "--sets-only")
    # Nothing is cleared: the old program goes on giving out its own files until the restart, and a
    # page that somebody holds open asks for them afterwards.
    machine.run([str(ROOT / ".venv/bin/python"), str(ROOT / "manage.py"), "collectstatic",
                 "--noinput", "--verbosity", "0"])  # fmt: skip
    if place:
        manage("verify")


def start_units() -> None:
    folder, socket = ROOT / "deploy" / "systemd", UNIT_FOLDER / UNITS[0]
    before = socket.read_text(encoding="utf-8") if socket.exists() else ""
    for file in sorted(folder.iterdir()):
        text = unit(file.read_text(encoding="utf-8"), ROOT)
        machine.put(UNIT_FOLDER / file.name, text, 0o644, "root")
    beside_nginx = UNIT_FOLDER / "nginx.service.d"
    machine.folder(beside_nginx, 0o755, "root")
    text = (ROOT / "deploy" / "nginx" / "restart.conf").read_text(encoding="utf-8")
    machine.put(beside_nginx / "ntm.conf", text, 0o644, "root")
    machine.systemctl("daemon-reload")
    machine.systemctl("enable", *UNITS, *TIMERS)
    if socket.read_text(encoding="utf-8") == before:
        # It goes on: whoever waits in it would be refused.
        machine.systemctl("start", UNITS[0])
        machine.systemctl("restart", *UNITS[1:])
    else:
        machine.systemctl("restart", *UNITS)
    machine.systemctl("start", *TIMERS)


def named_certificate() -> tuple[str, str]:
    """The two files that are named now, or two empty names; ends where they are no pair, before
    nginx's file names them and its next start fails."""
    named = os.environ.get("TLS_CERTIFICATE", ""), os.environ.get("TLS_KEY", "")
    if not any(named):
        return named
    if not all(Path(name).is_file() for name in named):
        sys.exit("TLS_CERTIFICATE và TLS_KEY phải cùng nêu hai tệp có thật.")
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(*named, password="")
    except (OSError, ValueError) as error:  # what ssl raises is an OSError
        sys.exit(
            f"Chứng thư {named[0]} và khóa {named[1]} không đi với nhau: chứng thư của tên miền "
            f"phải đứng đầu tệp, khóa không có mật khẩu ({error})."
        )
    return named


def certificate_of(server_name: str, site_file: Path) -> Wanted:
    """The certificate that is named now, else the one that the site has; our own where neither is
    there, so an upgrade keeps a true one."""
    named = named_certificate()
    text = site_file.read_text(encoding="utf-8") if site_file.exists() else ""
    had = [re.findall(rf"^ *{name} (.+);$", text, re.M) for name in TLS_NAMES]
    for certificate, key in (named, *zip(*had, strict=False)):
        if Path(certificate).is_file() and Path(key).is_file():
            return Wanted(server_name, certificate, key)
    machine.self_signed(Path(OWN_CERTIFICATE), Path(OWN_KEY), server_name)
    return Wanted(server_name, OWN_CERTIFICATE, OWN_KEY)


def open_site(wanted: Wanted) -> None:
    """The site of nginx, with its certificate."""
    text = site((ROOT / "deploy/nginx/ntm.conf").read_text(encoding="utf-8"), wanted, ROOT)
    machine.put(SITE, with_http2(text, machine.nginx_version()), 0o644, "root")
    link = Path("/etc/nginx/sites-enabled/ntm")
    if not link.is_symlink():
        link.symlink_to(SITE)
    # Debian's page of welcome would answer whoever comes by the machine's address, probes too.
    welcome = Path("/etc/nginx/sites-enabled/default")
    if welcome.is_symlink():
        welcome.unlink()
    machine.run(["nginx", "-t", "-q"])
    machine.systemctl("reload-or-restart", "nginx")


def first_administrator() -> str:
    """The link by which the first administrator sets a password; "" where somebody is there."""
    count = "from villages.models import Unit; print(Unit.objects.count())"
    if manage("shell", "--verbosity", "0", "-c", count, is_quiet=True).split()[-1] != "0":
        return ""
    given = answers(FIRST)
    return manage(
        "create_commune", "--province", given["PROVINCE"], "--commune", given["COMMUNE"],
        "--region", given["REGION"], "--username", given["ADMIN_USERNAME"],
        "--full-name", given["ADMIN_NAME"], is_quiet=True,
    )  # fmt: skip


def lacks_copy() -> bool:
    """Whether this record, which may be new beside copies of another, has no copy of today."""
    words = (
        "from django.conf import settings\n"
        "from ntm_project.backup.models import Work\n"
        "from ntm_project.backup.runs import last_run\n"
        "age = last_run(Work.BACKUP).age\n"
        "print(bool(settings.BACKUP_TO) and (age is None or age.days != 0))"
    )
    return manage("shell", "--verbosity", "0", "-c", words, is_quiet=True).split()[-1] == "True"


def show_what_is_next(wanted: Wanted, link: str) -> None:
    name = wanted.server_name
    offer = f"cd {ROOT} && runuser -u {USER} -- .venv/bin/python manage.py offer_password_link"
    again = f"Quản trị viên đã có; cần liên kết mới thì chạy: {offer} --username …"
    lines = [f"\nĐã cài xong: https://{name}/", link.strip() or again]
    if wanted.certificate == OWN_CERTIFICATE:
        lines += [
            "Chứng thư TLS hiện do máy này tự ký, trình duyệt sẽ cảnh báo. Lấy chứng thư thật:",
            f"  apt-get install -y certbot && certbot certonly --webroot -w {ACME} -d {name} \\",
            '    --agree-tos -m ĐỊA-CHỈ-THƯ --deploy-hook "systemctl reload nginx"',
            f"  TLS_CERTIFICATE=/etc/letsencrypt/live/{name}/fullchain.pem \\",
            f"  TLS_KEY=/etc/letsencrypt/live/{name}/privkey.pem make install",
        ]
    lines += [
        "Việc tiếp theo (docs/operating.md):",
        f"  1. Mở liên kết trên, đặt mật khẩu, bật xác thực hai lớp. Xem https://{name}/tinh-trang/.",
        f"  2. Bản sao lưu đang ở {COPIES}, cùng máy này: gắn ổ khác vào đó hoặc sửa BACKUP_TO.",
        f"  3. Cất {SETTINGS} và {OWNER} ở nơi khác: mất SECRET_KEY là mất khóa xác thực hai lớp.",
        "  4. Thư điện tử (EMAIL_URL, MAIL_FROM), quét mã độc (CLAMD_SOCKET): xem .env.example.",
        "  5. Kiểm tra: curl -s http://127.0.0.1:8000/readyz",
    ]
    print("\n".join(line for line in lines if line), flush=True)


def main() -> None:
    machine.refuse_wrong_machine(ROOT)
    named_certificate()
    if SETTINGS.exists():
        server_name = machine.value_of(SETTINGS, "ALLOWED_HOSTS").split(",")[0]
    else:
        first = [] if os.environ.get("RESTORE") else FIRST
        server_name = answers(["SERVER_NAME", *first])["SERVER_NAME"]
    install_packages()
    make_folders()
    write_settings(server_name)
    make_database()
    fill_database()
    start_units()
    wanted = certificate_of(server_name, SITE)
    open_site(wanted)
    link = first_administrator()
    if lacks_copy():
        manage("backup")
    show_what_is_next(wanted, link)


if __name__ == "__main__":
    main()
