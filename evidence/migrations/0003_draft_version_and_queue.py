"""A draft knows its version, so that the second of two reviewers sees what the first wrote; the
queue's index serves both databases."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evidence", "0002_append_only")]

    operations = [
        migrations.AddField(
            model_name="draftverdict",
            name="version",
            field=models.PositiveIntegerField(default=1, verbose_name="phiên bản"),
        ),
        migrations.RemoveIndex(model_name="submission", name="submission_queue"),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                fields=["holder", "state", "submitted_at", "id"], name="submission_queue"
            ),
        ),
    ]
