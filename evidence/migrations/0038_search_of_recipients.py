"""The register looks for words among the recipients of a document too."""

from typing import Any

from django.db import migrations

import ntm_project.common.models
from villages.guards.triggers import lift_to_fill

BATCH = 1_000


def fill(apps: Any, schema_editor: Any) -> None:
    """The key of what names recipients is made anew; all else keeps its own."""
    lift_to_fill(schema_editor.connection, "evidence_issueddocument")
    model = apps.get_model("evidence", "IssuedDocument")
    key, last = model._meta.get_field("search"), 0
    rows = model.objects.exclude(sent_to="").order_by("pk")
    while page := list(rows.filter(pk__gt=last)[:BATCH]):
        for row in page:
            key.pre_save(row, add=False)
        model.objects.bulk_update(page, ["search"])
        last = page[-1].pk


class Migration(migrations.Migration):
    dependencies = [("evidence", "0037_numbers_of_boards")]
    locks = "few rows name recipients yet, and a commune issues some hundred papers a year"

    operations = [
        migrations.AlterField(
            model_name="issueddocument",
            name="search",
            field=ntm_project.common.models.SearchField(
                blank=True,
                editable=False,
                sources=("series", "type_name", "title", "signatory", "sent_to"),
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
