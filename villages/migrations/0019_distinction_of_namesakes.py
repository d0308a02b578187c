from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("villages", "0018_audit_of_scope"),
    ]

    operations = [
        migrations.RenameField("official", "told_apart", "distinction"),
    ]
