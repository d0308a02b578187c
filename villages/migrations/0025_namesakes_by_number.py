from collections import Counter

from django.db import migrations


def number(apps, schema_editor):
    """Namesakes with one title in one unit bear a number where the sign-in name stood."""
    officials = apps.get_model("villages", "Official").objects
    before = Counter()
    for one in officials.exclude(distinction="").order_by("pk"):
        if not one.distinction.endswith(f", {one.username}"):
            continue
        place = one.distinction.removesuffix(f", {one.username}")
        before[one.name_key, place] += 1
        words = f"{place[:280]}, người thứ {before[one.name_key, place]}"
        officials.filter(pk=one.pk).update(distinction=words)


class Migration(migrations.Migration):
    dependencies = [("villages", "0024_import_run_confirmed")]

    operations = [migrations.RunPython(number, migrations.RunPython.noop, elidable=True)]
