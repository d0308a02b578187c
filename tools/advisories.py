"""`make advisories`: whether a locked version has a known weakness. Needs the network.

The lock is checked by `uv audit`, in a folder of its own: exactly the locked versions.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = Path(sys.executable).parent / "uv"
STEPS = (("lock", "--quiet"), ("audit", "--frozen", "--preview-features", "audit-command"))
MEANINGS = {
    0: "Chưa có cảnh báo nào đối với các phiên bản đã khóa.",
    1: "Có cảnh báo nêu trên: nâng phiên bản trong pyproject.toml rồi chạy `make lock`.",
    2: "Chưa kiểm tra được: không hỏi được nguồn cảnh báo qua mạng. Không coi là đạt.",
}

sys.path.insert(0, str(ROOT / "tools"))
from check_lock import PIN  # noqa: E402 - a neighbour in this folder, which is no package


def project_of(lock: str) -> str:
    """A project that needs what the lock holds, and nothing else."""
    found = (PIN.match(line) for line in lock.splitlines())
    pins = [f"{pin[1]}=={pin[2]}{pin[3].rstrip(' ' + chr(92))}" for pin in found if pin]
    head = '[project]\nname = "locked"\nversion = "0"\nrequires-python = ">=3.11"\n'
    return f"{head}dependencies = {json.dumps(pins, indent=1)}\n[tool.uv]\npackage = false\n"


def audit(lock: str) -> int:
    """0 when nothing is known against the lock, 1 when something is, 2 when nobody answered."""
    with tempfile.TemporaryDirectory(prefix="ntm-audit-") as folder:
        (Path(folder) / "pyproject.toml").write_text(project_of(lock), encoding="utf-8")
        for step in STEPS:
            done = subprocess.run([str(UV), *step], cwd=folder, check=False)
            if done.returncode:
                return 1 if step[0] == "audit" and done.returncode == 1 else 2
    return 0


def main() -> int:
    """The development lock holds the other whole."""
    code = audit((ROOT / "requirements-dev.txt").read_text(encoding="utf-8"))
    print(MEANINGS[code])
    return code


if __name__ == "__main__":
    sys.exit(main())
