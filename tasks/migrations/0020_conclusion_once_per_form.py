from django.db import migrations, models


class Migration(migrations.Migration):
    contract = "the release before knows no such column, so it writes none: it stays empty"
    locks = "the column is new and empty, and a commune's meetings conclude a few hundred a year"
    dependencies = [
        ("tasks", "0019_task_paper_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="conclusion",
            name="form_key",
            field=models.UUIDField(
                blank=True, editable=False, null=True, verbose_name="mã lần gửi"
            ),
        ),
        migrations.AddConstraint(
            model_name="conclusion",
            constraint=models.UniqueConstraint(
                fields=("meeting", "form_key"),
                name="conclusion_once_per_form",
                violation_error_message="Kết luận này đã được ghi.",
            ),
        ),
    ]
