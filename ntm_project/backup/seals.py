"""What lies in a copy, plain or encrypted by `age` or GnuPG; no key is ever kept with it."""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from ntm_project.backup.faults import NotCertain, plain_words


@dataclass(frozen=True)
class Seal:
    """How files are written and read: `suffix` ends the names of what it wrote."""

    suffix: str = ""
    recipients: tuple[str, ...] = ()
    identity: str = ""

    def write(self, pieces: Iterator[bytes], target: Path) -> None:
        """Write what comes, encrypted where recipients are named."""
        with target.open("xb") as out:
            if not self.suffix:
                out.writelines(pieces)
                return
            with _running(self._encrypt(), stdin=subprocess.PIPE, stdout=out) as process:
                assert process.stdin is not None
                process.stdin.writelines(pieces)
                process.stdin.close()

    @contextmanager
    def open(self, path: Path) -> Iterator[IO[bytes]]:
        """What was written, for reading to its end; `NotCertain` where it cannot be opened."""
        with path.open("rb") as source:
            if not self.suffix:
                yield source
                return
            with _running(self._decrypt(), stdin=source, stdout=subprocess.PIPE) as process:
                assert process.stdout is not None
                yield process.stdout
                process.stdout.read()  # what is left, so that the program can end by itself

    def _encrypt(self) -> list[str]:
        named = [word for name in self.recipients for word in ("-r", name)]
        if self.suffix == ".age":
            return ["age", *named]
        # Evidence is mostly compressed already, and its size shall show that it is whole.
        # A key that the keyring lacks is looked for nowhere else.
        plain = ["--compress-algo", "none", "--trust-model", "always", "--no-auto-key-locate"]
        return [*_GPG, *plain, *named, "--encrypt"]

    def _decrypt(self) -> list[str]:
        if self.suffix == ".age":
            if not self.identity:
                raise NotCertain(
                    "Bản sao được mã hóa bằng age; hãy nêu tệp khóa riêng: --identity TỆP."
                )
            return ["age", "--decrypt", "-i", self.identity]
        return [*_GPG, "--decrypt"]


PLAIN = Seal()
_GPG = ("gpg", "--batch", "--quiet", "--status-fd", "2")
# What GnuPG reports of its state (doc/DETAILS of its sources), the first that is found counts.
_GPG_STATES = {
    "KEYEXPIRED": "khóa của người nhận đã hết hạn",
    "KEYREVOKED": "khóa của người nhận đã bị thu hồi",
    "INV_RECP": "chùm khóa không có khóa công khai của người nhận",
    "BADMDC": "tệp đã bị hỏng hoặc bị sửa",
    "NODATA": "tệp đã bị hỏng hoặc bị sửa",
    "DECRYPTION_FAILED": "chùm khóa không có khóa riêng để mở tệp",
}


# The same of age, which has no states but words; its own stay behind ours.
_AGE_WORDS = {
    "no identity matched": "khóa riêng ấy không phải của bản sao này",
    "malformed recipient": "BACKUP_RECIPIENTS hoặc --recipient không phải khóa công khai của age",
    "permission denied": "tài khoản chạy lệnh (ntm) không đọc được tệp khóa",
    "no such file": "không có tệp khóa ấy",
}


def seal_for(recipients: Sequence[str]) -> Seal:
    """The seal that these people can open; plain where there are none."""
    if not recipients:
        return PLAIN
    of_age = [name.startswith(("age1", "ssh-")) for name in recipients]
    if any(of_age) and not all(of_age):
        raise NotCertain("Người nhận bản mã phải cùng là khóa age (age1…) hoặc cùng là khóa GPG.")
    return Seal(".age" if all(of_age) else ".gpg", tuple(recipients))


@contextmanager
def _running(command: list[str], **streams: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A program that must end well; `NotCertain` with its own last words where it does not."""
    if not shutil.which(command[0]):
        raise NotCertain(f"Máy này chưa cài {command[0]} nên không mã hóa, giải mã được.")
    with subprocess.Popen(command, stderr=subprocess.PIPE, **streams) as process:
        try:
            yield process
        except BrokenPipeError:
            pass  # it has ended already, and its words show why
        except BaseException:
            process.kill()
            raise
        assert process.stderr is not None
        words = process.stderr.read().decode(errors="replace").strip().splitlines()
    if process.returncode:
        raise NotCertain(f"{command[0]} không làm được: {plain_words(_why(words))}.")


def _why(words: list[str]) -> str:
    """What went wrong, of the lines that age or GnuPG has written."""
    states = {line.split()[1] for line in words if line.startswith("[GNUPG:] ")}
    for state, sentence in _GPG_STATES.items():
        if state in states:
            return sentence
    # age ends with where to report its bugs; what went wrong stands before it.
    why = ([line for line in words if line.startswith("age: error")] or words or [""])[-1]
    for part, sentence in _AGE_WORDS.items():
        if part in why:
            return f"{sentence} ({why})"
    return why or "không rõ vì sao"
