"""How a store of files reports that it cannot: each with the sentence and status of the answer."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class StorageDown(Exception):
    """The store does not answer, or takes nothing; `reason` is the sentence that the page shows."""

    reason = (
        "Kho tệp đang không nhận được tệp nên tệp chưa được lưu. "
        "Hãy gửi lại sau ít phút; các việc khác vẫn làm bình thường."
    )
    # What a command prints, which nobody sends files to.
    sentence = "Kho tệp không trả lời hoặc không đọc, ghi được; hãy kiểm tra kho rồi chạy lại."
    status = 503


class StorageFull(StorageDown):
    """The store has no room."""

    reason = (
        "Kho tệp đã hết chỗ nên tệp chưa được lưu. "
        "Hãy báo quản trị viên; các việc khác vẫn làm bình thường."
    )
    sentence = "Kho tệp đã hết chỗ; hãy thêm chỗ rồi chạy lại."
    status = 507


def down(error: Exception) -> StorageDown:
    """What a failure of the store means for whoever uses it."""
    if isinstance(error, OSError) and error.errno in FULL:
        return StorageFull(str(error))
    return StorageDown(str(error))


@contextmanager
def down_on(*errors: type[Exception]) -> Iterator[None]:
    try:
        yield
    except errors as error:
        raise down(error) from error
