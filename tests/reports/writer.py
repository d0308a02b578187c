"""Word files as LibreOffice's Writer lays them out: what a clerk without our stylesheet sees."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.reports.paper import MM

PROGRAM = "soffice"
# Writer makes a no-break blank wider than it then draws it, and keeps a twelfth of its height free
# behind a line in italics: by so much the ends of justified lines differ, however they are written.
ROUNDING = 0.8 * MM


def reason_no_writer() -> str:
    """Why no Word file can be laid out here, or ""."""
    return "" if shutil.which(PROGRAM) else "không có LibreOffice Writer (soffice)"


def laid_out(files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """The PDF of each Word file by its name; Writer keeps all its own in the folder."""
    for name, made in files.items():
        (folder / f"{name}.docx").write_bytes(made)
    subprocess.run(
        [
            PROGRAM,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            *(f"{name}.docx" for name in files),
        ],
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=600,
    )
    return {name: (folder / f"{name}.pdf").read_bytes() for name in files}
