from collections import defaultdict
from typing import Any

from django.db import migrations, models
from django.db.models.functions import Lower


def refuse_doubles(apps: Any, schema_editor: Any) -> None:
    """Name codes of one criterion that differ by case alone, instead of failing without a word."""
    rows = apps.get_model("criteria", "Indicator").objects.using(schema_editor.connection.alias)
    where = "criterion__criteria_set__code", "criterion__number", "code"
    alike = defaultdict(list)
    for criteria_set, number, code in rows.order_by(*where).values_list(*where):
        alike[criteria_set, number, code.lower()].append(code)
    if found := [
        f"{criteria_set}, tiêu chí {number}: {' và '.join(codes)}"
        for (criteria_set, number, _), codes in alike.items()
        if len(codes) > 1
    ]:
        raise ValueError(
            "Mã chỉ tiêu chỉ khác nhau chữ hoa, chữ thường; hãy đổi một mã bằng bản đang chạy rồi "
            "nâng cấp lại: " + "; ".join(found)
        )


class Migration(migrations.Migration):
    dependencies = [("criteria", "0018_mappings_and_origins")]
    contract = (
        "chỉ người giữ bộ tiêu chí ghi chỉ tiêu, vào bộ chưa công bố; bản trước ghi mã chỉ khác chữ "
        "hoa thì cả lần ghi bị từ chối, không mất dòng nào"
    )
    operations = [
        migrations.RunPython(refuse_doubles, migrations.RunPython.noop),
        migrations.RemoveConstraint(
            model_name="indicator", name="indicator_code_unique_in_criterion"
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.UniqueConstraint(
                models.F("criterion"),
                Lower("code"),
                name="indicator_code_once_in_criterion",
                violation_error_message="Tiêu chí đã có chỉ tiêu mang mã này.",
            ),
        ),
    ]
