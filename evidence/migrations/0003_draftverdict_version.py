"""A draft knows its version, so that of two reviewers the second sees what the first wrote."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evidence", "0002_append_only")]

    operations = [
        migrations.AddField(
            model_name="draftverdict",
            name="version",
            field=models.PositiveIntegerField(default=1, verbose_name="phiên bản"),
        ),
    ]
