"""`manage.py print_worker`: makes the prints that people order; runs beside the web server."""

import fcntl
import logging
import os
import signal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from reports import press
from reports.prints.press_room import ROOM
from reports.prints.worker import PrintWorker, name_under, recover


class Command(BaseCommand):
    help = (
        "Làm các bản in PDF, Word mà mọi người đặt; chạy thường trực bên cạnh máy chủ web, "
        "một tiến trình trên mỗi máy."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--until-empty", action="store_true", help="Làm hết hàng chờ rồi kết thúc."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        press.yield_to_others(settings.PRINT_NICE)
        os.umask(0o077)
        logging.getLogger("django_tasks_db").setLevel(logging.WARNING)  # each print has its line
        lock = _only_one()
        worker = PrintWorker(name_under(lock))
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, worker.shutdown)
        try:
            if options["until_empty"]:
                recover(worker.worker_id)
                worker.run()
            else:
                worker.run_for_ever()
        finally:
            ROOM.close()
            os.close(lock)


def _only_one() -> int:
    """The lock of this machine's worker, after waiting for one that is about to end."""
    folder = Path(settings.LOCK_FOLDER)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(folder / "print-worker", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    return lock
