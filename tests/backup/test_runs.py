"""The age of the last backup counts from the last one that ended well."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError, connection
from django.utils import timezone

from ntm_project.backup.management.commands import backup, nightly
from ntm_project.backup.models import Run, Work
from ntm_project.backup.runs import last_run, record_run

pytestmark = pytest.mark.django_db


def test_age_counts_from_the_last_run_that_ended_well(time_machine) -> None:
    assert (last_run(Work.BACKUP).is_well, last_run(Work.BACKUP).age) == (False, None)
    begun = timezone.now()
    time_machine.move_to(begun, tick=False)
    record_run(Work.BACKUP, is_well=True, words="Đã sao lưu.")
    time_machine.move_to(begun + timedelta(hours=5), tick=False)
    assert (last_run(Work.BACKUP).is_well, last_run(Work.BACKUP).age) == (True, timedelta(hours=5))
    record_run(Work.BACKUP, is_well=False, words="Hết chỗ.")
    known = last_run(Work.BACKUP)
    assert (known.is_well, known.age, known.words) == (False, timedelta(hours=5), "Hết chỗ.")
    assert last_run(Work.VERIFY).age is None


@pytest.fixture
def full_database():
    """One that answers, and takes nothing of how a command ended."""

    def refuse(execute, sql, *args):
        if Run._meta.db_table in sql and not sql.startswith("SELECT"):
            raise OperationalError("database or disk is full")
        return execute(sql, *args)

    with connection.execute_wrapper(refuse):
        yield


def test_a_night_on_a_full_database_is_reported_by_mail_all_the_same(
    full_database, settings, monkeypatch
) -> None:
    settings.HAS_MAIL, settings.OPERATOR_MAIL = True, ["may-chu@maidinh.example"]
    monkeypatch.setattr(nightly, "steps", lambda: [("đếm lại", ("check",))])
    with pytest.raises(CommandError, match="1 việc đêm hỏng"):
        call_command("nightly", stdout=(out := StringIO()))
    assert "HỎNG  ghi kết quả" in out.getvalue()
    assert out.getvalue().splitlines()[-1] in mail.outbox[0].body


def test_a_copy_that_could_not_be_written_down_ends_with_a_sentence(
    full_database, monkeypatch
) -> None:
    with pytest.raises(CommandError, match=r"Chưa nêu nơi .* sổ chưa ghi được"):
        call_command("backup", "", stdout=StringIO())
    monkeypatch.setattr(backup.Command, "_back_up", lambda *_: "Đã sao thành bản 1.")
    with pytest.raises(CommandError, match="sổ chưa ghi được"):
        call_command("backup", "copies", stdout=StringIO())
    with pytest.raises(CommandError, match="sổ chưa ghi được"):
        call_command("verify", stdout=StringIO())
