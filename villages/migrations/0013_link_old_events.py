"""Links what the trail holds already; `linked_at` says that it was done on this day."""

from typing import Any

from django.db import migrations

from villages.chain import link_old


def link(apps: Any, schema_editor: Any) -> None:
    link_old(schema_editor.connection.alias, apps)


class Migration(migrations.Migration):
    atomic = False  # batch by batch, and on from where it was interrupted

    dependencies = [
        ("villages", "0012_audit_chains"),
    ]

    operations = [
        migrations.RunPython(link, migrations.RunPython.noop),
    ]
