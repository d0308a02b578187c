"""The decided rounds of a step are walked by key, newest first, as those that wait are."""

from django.db import migrations, models

from ntm_project.common.migrations import AddIndexAside


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("evidence", "0034_recipients_in_register")]

    operations = [
        AddIndexAside(
            model_name="submission",
            index=models.Index(fields=["holder", "decided_at", "id"], name="submission_handled"),
        ),
    ]
