"""Says of each account which unit made it: by the first event about it, else by a posting."""

from typing import Any

from django.db import migrations

BATCH = 500


def fill(apps: Any, schema_editor: Any) -> None:
    """The unit of the event that made the account, else the unit of its last posting."""
    official = apps.get_model("villages", "Official")
    alias = schema_editor.connection.alias
    last = 0
    while True:
        rows = official.objects.using(alias).filter(home_unit=None, pk__gt=last).order_by("pk")
        batch = list(rows[:BATCH])
        if not batch:
            return
        last = batch[-1].pk
        keys = [row.pk for row in batch]
        made = _by_posting(apps, alias, keys) | _by_event(apps, alias, keys)
        for row in batch:
            row.home_unit_id = made.get(row.pk)
        official.objects.using(alias).bulk_update(batch, ["home_unit"])


def _by_event(apps: Any, alias: str, keys: list[int]) -> dict[int, int]:
    """Account → the last unit of the path under which its first event is kept, if it still is."""
    events = apps.get_model("villages", "AuditEvent").objects.using(alias)
    told = events.filter(object_type="villages.official", object_id__in=keys).order_by("-pk")
    found = {}
    for key, path in told.values_list("object_id", "unit_path"):
        parts = path.strip("/").split("/")
        if parts[-1].isdigit():
            found[key] = int(parts[-1])
    units = apps.get_model("villages", "Unit").objects.using(alias)
    known = set(units.filter(pk__in=set(found.values())).values_list("pk", flat=True))
    return {key: unit for key, unit in found.items() if unit in known}


def _by_posting(apps: Any, alias: str, keys: list[int]) -> dict[int, int]:
    """Account → the unit of the posting that ended last; an open one counts as the latest."""
    postings = apps.get_model("villages", "Posting").objects.using(alias)
    held = postings.filter(official__in=keys).values_list("official", "unit", "ends_on", "pk")
    ordered = sorted(held, key=lambda row: (row[2] is None, row[2] or row[3], row[3]))
    return {official: unit for official, unit, _, _ in ordered}


class Migration(migrations.Migration):
    dependencies = [
        ("villages", "0004_account_home_unit"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
