from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    """Of the tasks given one by one, the trail knows when."""
    events = apps.get_model("villages", "AuditEvent").objects.filter(
        object_type="tasks.task", object_id=OuterRef("pk"), action="giao nhiệm vụ"
    )
    given = Subquery(events.order_by("pk").values("at")[:1])
    apps.get_model("tasks", "Task").objects.update(added_at=given)


class Migration(migrations.Migration):
    dependencies = [
        ("tasks", "0017_meeting_signature"),
        ("villages", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="task",
            name="added_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="giao lúc"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
