from django.db import migrations


def fill(apps, schema_editor):
    """A task carried over by a change of units is the new unit's from that act on."""
    events = apps.get_model("villages", "AuditEvent").objects.filter(
        object_type="tasks.task", action="nhận nhiệm vụ chuyển tiếp"
    )
    tasks = apps.get_model("tasks", "Task").objects
    for key, at in events.order_by("pk").values_list("object_id", "at").iterator():
        tasks.filter(pk=key).update(added_at=at)


class Migration(migrations.Migration):
    locks = "Row by row, of the tasks that changes of units have carried over: few, and brief."

    dependencies = [
        ("tasks", "0025_remark_written_at"),
        ("villages", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
