"""The word that was shown of a set from 2026 on is now the one that it holds."""

from django.db import migrations


def hold_the_word_shown(apps, schema_editor):
    sets = apps.get_model("criteria", "CriteriaSet").objects.filter(year_from__gte=2026)
    sets.filter(indicator_noun="chỉ tiêu").update(indicator_noun="nội dung")


class Migration(migrations.Migration):
    dependencies = [("criteria", "0019_codes_in_any_case")]

    operations = [migrations.RunPython(hold_the_word_shown, migrations.RunPython.noop)]
