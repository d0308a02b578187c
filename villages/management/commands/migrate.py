"""`manage.py migrate`: Django's own, and then no append-only table is without its guard."""

from typing import Any

from django.core.checks import Tags
from django.core.management.commands import migrate
from django.db import connections

from villages.guards import triggers


class Command(migrate.Command):
    def get_check_kwargs(self, options: dict[str, Any]) -> Any:
        # The database is checked after its migration: before, a guard that fell off, or that an
        # older version did not have, would refuse the very command that puts it back.
        return super().get_check_kwargs(options) | {"databases": []}

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        if options["plan"] or options["check_unapplied"]:
            super().handle(*args, **options)
            return
        lacked = triggers.missing_guards(connection)
        known = set(connection.introspection.table_names())
        triggers.take_off_for_migration(connection)
        try:
            super().handle(*args, **options)
        finally:
            restored = triggers.restore(connection)
        mended = {model._meta.db_table for model in lacked} | set(restored) - known
        if mended and options["verbosity"] >= 1:
            self.stdout.write(f"Đã đặt chốt chỉ-thêm cho các bảng: {', '.join(sorted(mended))}.")
        if not options["skip_checks"]:
            self.check(tags=[Tags.database], databases=[connection.alias])
