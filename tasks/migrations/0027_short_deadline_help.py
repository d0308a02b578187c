from django.db import migrations

import ntm_project.common.models


class Migration(migrations.Migration):
    dependencies = [
        ("tasks", "0026_added_with_change"),
    ]

    operations = [
        migrations.AlterField(
            model_name="conclusion",
            name="deadline_words",
            field=ntm_project.common.models.LineField(
                blank=True,
                help_text="Ghi như nói, ví dụ: trước ngày 15/8, tuần sau.",
                max_length=200,
                verbose_name="thời hạn",
            ),
        ),
    ]
