"""Keeps tables from being made where a restore was broken off: what is there looks like an empty
database then, while the record waits beside it to be put back."""

from typing import Any

from django.core.management.base import CommandError

from ntm_project.backup.engines import is_record_aside


def refuse_half_restored(using: str, **_kwargs: Any) -> None:
    """A command that ends with what to do, before `migrate` touches anything."""
    if is_record_aside(using):
        raise CommandError(
            "Lần khôi phục trước dừng giữa chừng: sổ trước đó còn nguyên, đang cất riêng. Hãy chạy "
            "lại lần khôi phục ấy (restore, hoặc make install với RESTORE=… REPLACE=…); việc đầu "
            "tiên của nó là đặt sổ ấy lại."
        )
