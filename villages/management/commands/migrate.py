"""`manage.py migrate`: Django's own, and then no append-only table is without its guard."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from villages import guard


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        is_looking = options["plan"] or options["check_unapplied"]
        if not is_looking:
            # Before, too: Django's checks of the database would else refuse to migrate at all.
            self._restore(connection, options)
        super().handle(*args, **options)
        if not is_looking:
            self._restore(connection, options)

    def _restore(self, connection: Any, options: dict[str, Any]) -> None:
        tables = guard.restore(connection)
        if tables and options["verbosity"] >= 1:
            self.stdout.write(f"Đã đặt chốt chỉ-thêm cho các bảng: {', '.join(tables)}.")
