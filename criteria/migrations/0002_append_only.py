"""The changes of results can only grow."""

from django.db import migrations

from villages.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("criteria", "0001_initial")]

    operations = [append_only("criteria_resultchange")]
