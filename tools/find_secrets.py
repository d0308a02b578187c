"""Looks through what Git keeps for secrets: keys of services, private keys, real passwords.

What is found is gone to everybody who has the repository: change the secret, not only the file.
"""

import math
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
LARGEST = 2_000_000  # no text of ours is longer; a picture is not read

RULES = {
    "khóa riêng": r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    "khóa của dịch vụ": r"\bA[KS]IA[0-9A-Z]{16}\b|\bAIza[\w-]{35}\b|\bsk[-_][a-z]+[-_]\w{16,}",
    "mã truy cập kho mã nguồn": r"\b(?:gh[pousr]_\w{36}|github_pat_\w{22,}|glpat-[\w-]{20})",
    "mã truy cập tin nhắn": r"\bxox[abprs]-[\w-]{10,}|\b\d{8,10}:AA[\w-]{33}\b",
    "mã phiên đã ký": r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}",
    "mật khẩu trong địa chỉ": r"\b\w+://[^\s/:@'\"{}]+:(?!mat-khau@|password@)[^\s/@'\"{}]{3,}@[\w.-]",
}
PATTERNS = {name: re.compile(rule) for name, rule in RULES.items()}
# `API_KEY = "…"`, `password: …`: of these only what looks drawn by lot.
NAMED = re.compile(
    r"(?i)(?:secret|passw(?:or)?d|token|api_?key|access_?key)\w*['\"]?\s*[:=]\s*['\"]?([^\s'\"]{16,})"
)
FILES = ("*.pem", "*.key", "*.p12", "*.pfx", "*.jks", "*.sqlite3*", "*.dump", "id_rsa*", ".env")

# Known and harmless, each with its reason.
ALLOWED = {
    "chi-dung-khi-chay-thu-khong-dung-khi-van-hanh-that-0123456789": "refused outside debug",
    "nongthonmoi-2024-mau": "the sample's, in README: opens nothing outside debug",
    "mot-chuoi-ngau-nhien-du-dai-Zk3vP9xQ7wL2mN8rT4yB6cD1fG5hJ0sA": "of a test of the settings",
    "con-duong-lang-moi-2024": "of a test's people",
    "c9x2lk-8f14e45fceea167a5a36dedd4bea2543": "of a test: it must not reach the log",
}


def is_drawn_by_lot(text: str) -> bool:
    """Whether a text looks random: letters and digits, hardly one of them twice."""
    shares = [count / len(text) for count in Counter(text).values()]
    bits = -sum(share * math.log2(share) for share in shares)
    return bits > 3.5 and bool(re.search(r"\d", text)) and bool(re.search(r"[A-Za-z]", text))


def faults_of_line(line: str) -> Iterator[str]:
    """The kinds of secrets in a line."""
    if any(known in line for known in ALLOWED):
        return
    yield from (name for name, pattern in PATTERNS.items() if pattern.search(line))
    if any(is_drawn_by_lot(found) and "(" not in found for found in NAMED.findall(line)):
        yield "giá trị ngẫu nhiên dưới tên một bí mật"


def faults(path: str, content: bytes) -> Iterator[str]:
    """What is wrong with a file, each with its line; never the secret itself."""
    if any(PurePosixPath(path).match(pattern) for pattern in FILES):
        yield f"{path}: tệp loại này không được đưa vào kho mã nguồn"
    if b"\0" in content[:8000] or len(content) > LARGEST:
        return
    for number, line in enumerate(content.decode(errors="replace").splitlines(), start=1):
        yield from (f"{path}:{number}: {kind}" for kind in faults_of_line(line))


def tracked() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def main() -> int:
    """0 when nothing was found."""
    found = [fault for name in tracked() for fault in faults(name, (ROOT / name).read_bytes())]
    for fault in found:
        print(fault)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
