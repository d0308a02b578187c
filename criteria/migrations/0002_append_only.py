"""The changes of results can only grow."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("criteria", "0001_initial")]

    # `migrate` itself puts the guards on, after its last step (villages/guards/triggers.py).
    operations = []
