"""Each file keeps its CRC-32 beside its SHA-256, from now on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evidence", "0038_search_of_recipients")]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="crc32",
            field=models.BigIntegerField(blank=True, null=True, verbose_name="CRC-32"),
        )
    ]
