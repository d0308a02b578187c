"""Files, what was submitted and what was decided can only grow."""

from django.db import migrations

from villages.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial")]

    operations = [
        append_only("evidence_revision"),
        append_only("evidence_submitteditem"),
        append_only("evidence_submittedpaper"),
        append_only("evidence_verdict"),
    ]
