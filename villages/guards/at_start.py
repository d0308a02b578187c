"""What must stand in the database before the program serves anybody."""

import sys

from django.db import DEFAULT_DB_ALIAS, Error, connections

from villages.guards.catalogue import present_guards
from villages.guards.triggers import missing_guards


def refuse_unguarded() -> None:
    """Exit with the way out where a `migrate` that was killed left tables without their guards.

    On SQLite, which loses them while its tables are rebuilt. On PostgreSQL the release before may
    start again while `migrate` runs (ADR 19), so there `manage.py check` alone reports it. A
    database that is down stops nothing.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "sqlite":
        return
    try:
        missing, present = missing_guards(connection), present_guards(connection)
    except Error:
        return
    finally:
        connection.close()
    # One in another form is of another release, which still refuses what it must.
    tables = [model._meta.db_table for model, guards in missing.items() if guards.keys() - present]
    if tables:
        sys.exit(
            f"Các bảng sau chưa có chốt chỉ-thêm, có thể vì lần cập nhật cơ sở dữ liệu trước bị "
            f"ngắt giữa chừng: {', '.join(tables)}. Hãy chạy manage.py migrate để đặt lại, rồi "
            "khởi động lại chương trình."
        )
