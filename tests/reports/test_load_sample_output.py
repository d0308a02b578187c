"""What `load_sample` prints, and when it opens the sample accounts."""

from io import StringIO

import pytest
from django.core.management import call_command

from ntm_project.sample.accounts import SAMPLE_PASSWORD
from villages.models import Official, Unit

pytestmark = pytest.mark.once


def run(*args: str) -> str:
    out = StringIO()
    call_command("load_sample", *args, stdout=out)
    return out.getvalue()


def test_what_it_tells_and_when_it_opens_accounts(db: None) -> None:
    out = run()
    assert "nhiệm vụ: 118" in out
    assert "40 dữ kiện" in out
    assert "S1-INC-01" not in out
    assert out.count("\n") < 20
    assert SAMPLE_PASSWORD not in out
    assert not Official.objects.get(username="lan").has_usable_password()

    run("--with-accounts")
    lan = Official.objects.get(username="lan")
    assert lan.check_password(SAMPLE_PASSWORD)


def test_accounts_can_be_listed_without_a_database(settings) -> None:
    settings.SAMPLE_PASSWORD_OPENS = True
    out = run("--accounts-only", "--with-accounts")

    assert "lan" in out
    assert SAMPLE_PASSWORD in out
    assert "nhiệm vụ:" not in out


def test_a_password_that_opens_nothing_is_not_offered(settings) -> None:
    settings.SAMPLE_PASSWORD_OPENS = False
    out = run("--accounts-only", "--with-accounts")

    assert SAMPLE_PASSWORD not in out
    assert "offer_password_link" in out


def test_the_sets_alone_bring_no_commune(db: None) -> None:
    out = run("--sets-only")
    assert "bộ tiêu chí: 9" in out
    assert "yêu cầu minh chứng: 24" in out
    assert not Unit.objects.exists()
    assert not Official.objects.exists()
    assert "không nạp thêm gì" in run("--sets-only")
