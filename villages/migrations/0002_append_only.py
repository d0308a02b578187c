"""The audit trail can only grow."""

from django.db import migrations

from villages.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("villages", "0001_initial")]

    operations = [append_only("villages_auditevent")]
