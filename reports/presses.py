"""Starts the press (`reports.press`): a process without our passwords that waits for one page."""

import json
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from reports import press
from reports.pdf import stylesheet

CPU_SECONDS, MEMORY_BYTES = 100, 1_500_000_000
# Everybody else may overtake a press.
PATIENT_SECONDS = 600
_FONT_VARIABLES = ("HOME", "LANG", "LD_LIBRARY_PATH", "XDG_CACHE_HOME", "FONTCONFIG_FILE")


@dataclass(frozen=True)
class Press:
    """A press that runs, and what it complains of."""

    process: "subprocess.Popen[bytes]"
    complaints: IO[bytes]

    def close(self) -> None:
        """Lets go of what this process holds of it."""
        if self.process.stdin is not None and not self.process.stdin.closed:
            self.process.stdin.close()
        self.complaints.close()

    def last_words(self) -> str:
        """The end of what it complained of."""
        self.complaints.seek(0)
        return self.complaints.read()[-800:].decode(errors="replace")


def start_press(nice: int = 0) -> Press:
    """A press in a group of its own, so that all of it can be ended at once; it yields so far more
    to others than this process does."""
    complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the press
    limits = map(str, (CPU_SECONDS, MEMORY_BYTES, nice))
    process = subprocess.Popen(
        [sys.executable, "-I", "-B", press.__file__, *limits],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=complaints,
        cwd="/",
        # What the fonts need, and no password of a database.
        env={name: os.environ[name] for name in _FONT_VARIABLES if name in os.environ},
        start_new_session=True,
    )
    assert process.stdin is not None
    with suppress(BrokenPipeError):  # it has ended already; its code shows why
        # Some 10 KB, which a pipe holds: nobody waits for the press here.
        os.write(process.stdin.fileno(), json.dumps([stylesheet()]).encode() + b"\n")
    return Press(process, complaints)


def order(page: str, styles: tuple[str, ...], into: Path) -> bytes:
    """The bytes of an order, as they are sent to a press process."""
    return json.dumps({"page": page, "styles": styles, "into": str(into)}).encode()
