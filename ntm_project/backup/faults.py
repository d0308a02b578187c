"""The one exception of the operator's commands, their words for what a system refuses, and what
lets no two of them run at once."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ntm_project.common.turns import take_turn, turn_of_file


class NotCertain(Exception):
    """Something is not certain, so nothing goes on; `reason` is the sentence for the operator."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@contextmanager
def alone(path: Path | None = None) -> Iterator[None]:
    """Hold the turn of a file (where none is given: of whoever copies this record), or refuse."""
    turn = turn_of_file(path) if path else take_turn("backup")
    if turn is None:
        raise NotCertain("Đang có một lần sao lưu hoặc khôi phục khác; hãy đợi xong.")
    with turn:
        yield


_OF_SYSTEM = {
    errno.ENOSPC: "đĩa đã hết chỗ",
    errno.EDQUOT: "đã hết phần đĩa được cấp",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.EIO: "ổ đĩa báo lỗi khi đọc, ghi",
    errno.EACCES: "tài khoản chạy lệnh không có quyền",
    errno.EPERM: "tài khoản chạy lệnh không có quyền",
    errno.ENOENT: "không có tệp hoặc thư mục ấy",
    errno.EEXIST: "ở đó là một tệp, không phải thư mục",
    errno.ENOTDIR: "trên đường dẫn có một tệp, không phải thư mục",
}


def in_plain_words(error: OSError) -> str:
    """What the system refused, in words and with the place; its own where we have none."""
    words = _OF_SYSTEM.get(error.errno or 0)
    if words is None:
        return str(error)
    return f"{words} ({error.filename})" if error.filename else words


def plain_words(words: str) -> str:
    """The same of what another program wrote, whose own words stay behind ours."""
    is_full = "no space left on device" in words.lower()
    return f"{_OF_SYSTEM[errno.ENOSPC]} ({words})" if is_full else words
