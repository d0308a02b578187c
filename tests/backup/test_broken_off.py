"""A restore on PostgreSQL that the machine broke off is settled before anything else is done."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from ntm_project.backup.engines import ASIDE
from ntm_project.backup.restoring import end_broken_restore
from tests import factories as make
from villages.models import Unit

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _locks(settings, tmp_path) -> None:
    settings.LOCK_FOLDER = tmp_path / "locks"


def test_what_was_set_aside_comes_back_before_another_copy_is_loaded() -> None:
    commune = make.make_commune()
    # As a machine leaves it that stops while a copy is loaded.
    with connection.cursor() as cursor:  # a schema: the ORM has no word for it
        cursor.execute(f"ALTER SCHEMA public RENAME TO {ASIDE}")
        cursor.execute("CREATE SCHEMA public")
    with pytest.raises(CommandError, match="đặt sổ ấy lại"):
        call_command("migrate", verbosity=0)
    assert end_broken_restore()
    assert Unit.objects.filter(pk=commune.pk).exists()
    assert not end_broken_restore()
