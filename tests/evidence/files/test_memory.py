"""Looking through a file costs the same memory whatever its size."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

from evidence.papers.files import limits
from tests.evidence.files import makers as m

GROWTH_MAX_KB = 16 * 1024
MEASURE = """
import json, sys
import django
django.setup()
from evidence.papers.files.detect import check_file

def peak():
    lines = open("/proc/self/status").read().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1])

warm, path, name = sys.argv[1:]
with open(warm, "rb") as file:
    check_file(file, name)
before = peak()
with open(path, "rb") as file:
    size = check_file(file, name).size
print(json.dumps([peak() - before, size]))
"""


def padded(kind: str) -> bytes:
    """A file of the kind that fills the size limit."""
    # A byte pattern that no packer shrinks and no reader takes for a mark.
    filler = bytes(range(1, 60)) * (limits.MAX_FILE_BYTES // 59)
    room = limits.MAX_FILE_BYTES - 40_000
    if kind == "jpg":
        data = m.jpeg((640, 480))
        return data[:-2] + filler[:room] + data[-2:]
    if kind == "png":
        return m.png_with(m.png_chunk(b"IDAT", filler[:room]))
    if kind == "webp":
        data = m.webp()
        chunk = b"JUNK" + room.to_bytes(4, "little") + filler[:room]
        size = (len(data) - 8 + len(chunk)).to_bytes(4, "little")
        return data[:4] + size + data[8:] + chunk
    if kind == "heic":
        return m.heic() + (room + 8).to_bytes(4, "big") + b"free" + filler[:room]
    if kind == "pdf":
        return m.changed_pdf(
            lambda pdf: pdf.pages[0].__setattr__("Contents", pdf.make_stream(filler[:room])),
            pages=100,
            compress_streams=False,
        )
    parts = m.docx_parts() if kind == "docx" else m.xlsx_parts()
    return m.zipped(parts | {"media/1.bin": filler[:room]}, zipfile.ZIP_STORED)


SMALL = {
    "jpg": m.jpeg,
    "png": m.png,
    "webp": m.webp,
    "heic": m.heic,
    "pdf": m.pdf,
    "docx": m.word,
    "xlsx": m.sheet,
}


# The kind that most papers are of stands for all; the others before a release.
KINDS = [pytest.param(kind, marks=[pytest.mark.deep] * (kind != "pdf")) for kind in SMALL]


@pytest.mark.stress
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("kind", KINDS)
def test_checking_the_largest_file_takes_little_memory(kind: str, tmp_path: Path) -> None:
    warm, large = tmp_path / "warm", tmp_path / "large"
    warm.write_bytes(SMALL[kind]())
    large.write_bytes(padded(kind)[: limits.MAX_FILE_BYTES])
    answer = subprocess.run(
        [sys.executable, "-c", MEASURE, str(warm), str(large), f"a.{kind}"],
        cwd=settings.BASE_DIR,
        env={"DJANGO_SETTINGS_MODULE": "ntm_project.settings_test", "PYTHONPATH": "."},
        capture_output=True,
        check=True,
    )
    grown, size = json.loads(answer.stdout)
    assert size > 19_000_000
    assert grown <= GROWTH_MAX_KB
