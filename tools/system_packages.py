"""Sees to the libraries, the font and the programs that pip cannot bring.

What is needed is tested by using it, never by a package's name. As root with apt the missing
packages are installed quietly; else the one command line is printed and the program goes on.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

FONT_FAMILIES = ("Liberation Serif", "Tinos")
MARKS = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng


def vietnamese_letters() -> str:
    """The 134 letters of Vietnamese that ASCII lacks, composed (NFC)."""
    import unicodedata

    vowels = "aăâeêioôơuưy"
    small = {unicodedata.normalize("NFC", v + m) for v in vowels for m in ("", *MARKS)} | {"đ"}
    small = {letter for letter in small if not letter.isascii()}
    return "".join(sorted(small | {letter.upper() for letter in small}))


def has_weasyprint() -> bool:
    """Whether WeasyPrint finds Pango; tried in a fresh process, as a failed load is remembered."""
    done = subprocess.run(
        [sys.executable, "-c", "import weasyprint"], check=False, capture_output=True
    )
    return done.returncode == 0


def font_file() -> Path | None:
    """The file that fontconfig gives for the documents' family, None when it gives another."""
    if not shutil.which("fc-match"):
        return None
    for family in FONT_FAMILIES:
        done = subprocess.run(
            ["fc-match", "--format", "%{family}\n%{file}", f"{family}:style=Regular"],
            check=False,
            capture_output=True,
            text=True,
        )
        found, _, name = done.stdout.partition("\n")
        if family in found.split(",") and Path(name).is_file():
            return Path(name)
    return None


def has_font() -> bool:
    """Whether the documents' font carries every Vietnamese letter (version 1.07 lacks 92)."""
    from fontTools.ttLib import TTFont

    path = font_file()
    if path is None:
        return False
    with TTFont(path, fontNumber=0, lazy=True) as font:
        return set(map(ord, vietnamese_letters())) <= set(font.getBestCmap())


def has_sign_font() -> bool:
    """Whether fontconfig knows the font that draws the ticks of printed documents."""
    if not shutil.which("fc-match"):
        return False
    command = ["fc-match", "--format", "%{family[0]}", "DejaVu Sans"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    return done.stdout == "DejaVu Sans"


def has_program(name: str) -> bool:
    """Whether a program can be started by this name or path."""
    return shutil.which(name) is not None


@dataclass(frozen=True)
class Need:
    """Something outside pip: how to see that it is there, and what brings it."""

    what: str
    is_there: Callable[[], bool]
    packages: tuple[str, ...]


NEEDS = (
    Need(
        "thư viện Pango (để in PDF)",
        has_weasyprint,
        ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"),
    ),
    Need("phông chữ Liberation Serif 2 (để in PDF)", has_font, ("fontconfig", "fonts-liberation2")),
    Need(
        "phông chữ DejaVu Sans (để in dấu ☑ ☐ ✓)",
        has_sign_font,
        ("fontconfig", "fonts-dejavu-core"),
    ),
)
OF_TESTS = (
    Need("nginx", lambda: has_program("/usr/sbin/nginx"), ("nginx-light",)),
    Need("systemd-analyze", lambda: has_program("systemd-analyze"), ("systemd",)),
    Need("age", lambda: has_program("age"), ("age",)),
    Need("gpg", lambda: has_program("gpg"), ("gnupg",)),
    Need("pdftotext", lambda: has_program("pdftotext"), ("poppler-utils",)),
    Need(
        "Chromium",
        lambda: has_program(os.environ.get("CHROMIUM", "/usr/bin/chromium")),
        ("chromium",),
    ),
)
# 200 MB: only for `make deep`, which lays out the Word files, and is given a certificate.
OF_DEEP_TESTS = (
    Need("LibreOffice Writer", lambda: has_program("soffice"), ("libreoffice-writer-nogui",)),
    Need("certbot", lambda: has_program("certbot"), ("certbot",)),
    Need("Pebble", lambda: has_program("pebble"), ("pebble",)),
)


def missing(wanted: tuple[Need, ...]) -> list[Need]:
    """What this machine lacks."""
    return [need for need in wanted if not need.is_there()]


def install(packages: list[str]) -> str:
    """Installs with apt as root; "" when done, else the last lines that apt wrote."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    steps = (["update", "-qq"], ["install", "-qq", "-y", "--no-install-recommends", *packages])
    for step in steps:
        done = subprocess.run(
            ["apt-get", *step],
            check=False,
            env=environment,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        if done.returncode and step[0] == "install":
            return "\n".join(done.stdout.splitlines()[-3:])
    return ""


def supply(lacking: list[Need]) -> None:
    """Installs what is lacking where it may, else shows how to."""
    packages = [package for need in lacking for package in need.packages]
    names = ", ".join(need.what for need in lacking)
    if os.geteuid() == 0 and has_program("apt-get"):
        print(f"Đang cài các gói hệ thống: {names}.", flush=True)
        if complaint := install(packages):
            print(f"apt-get không cài được:\n{complaint}", flush=True)
        return
    print(
        f"Máy này còn thiếu: {names}. Chương trình vẫn chạy. Để cài, hãy chạy:\n"
        f"  sudo apt-get install --no-install-recommends {' '.join(packages)}",
        flush=True,
    )


def main() -> None:
    """Looks, supplies, looks again; makes the stamp only when nothing is missing any more."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tests", action="store_true", help="also what only the tests need")
    parser.add_argument("--deep", action="store_true", help="also what only `make deep` needs")
    parser.add_argument("--stamp", type=Path, help="file to make when nothing is missing")
    options = parser.parse_args()
    wanted = NEEDS + (OF_TESTS if options.tests else ()) + (OF_DEEP_TESTS if options.deep else ())
    lacking = missing(wanted)
    if lacking:
        supply(lacking)
        lacking = missing(wanted)
    if options.stamp and not lacking:
        options.stamp.parent.mkdir(exist_ok=True)
        options.stamp.touch()


if __name__ == "__main__":
    main()
