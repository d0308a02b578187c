"""What a clerk reads where the machine cannot keep a paper that is to be issued."""

import errno
import os
from datetime import date

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from evidence.issued.queries import settings_of
from evidence.models import IssuedDocument
from evidence.papers.services import keeping
from evidence.papers.store_errors import down
from reports.documents.kinds import kind_of
from reports.issuing import SLUG
from reports.pdf import pdf_available
from tests.conftest import require
from tests.issuing import sign_paper
from tests.reports.at_once import AtHand
from villages.models import Official

pytestmark = [pytest.mark.both, pytest.mark.django_db, pytest.mark.pdf]
FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
BROKEN = OSError(errno.EIO, os.strerror(errno.EIO))


@pytest.fixture
def issue(world, settings, tmp_path):
    """The clerk issues a signed plan: the sentences that the form answers with."""
    require(not pdf_available(), pdf_available())
    settings.EVIDENCE_FOLDER = tmp_path / "files"
    sign_paper(kind_of("plan"), world.plan, world.official("chair"), on=date(2024, 8, 14))
    typed = {"number": "5", "issued_on": "14/8/2024", "skips": "on"}

    def send() -> str:
        answer = world.client("vanthu").post(
            reverse("reports:plan_issue", args=[world.plan.pk]), typed
        )
        assert answer.status_code == 422
        assert 'value="14/8/2024"' in answer.content.decode()
        return " ".join(answer.context["form"].non_field_errors())

    return send


@pytest.mark.parametrize(("fault", "words"), [(FULL, "hết chỗ"), (BROKEN, "không nhận được tệp")])
def test_a_store_that_takes_nothing_gives_no_number(fault, words, issue, monkeypatch) -> None:
    def refuse(received: object) -> None:
        raise down(fault)

    monkeypatch.setattr(keeping, "store", refuse)
    sentence = issue()
    assert words in sentence
    assert "chưa lấy số" in sentence
    assert "minh chứng" not in sentence
    assert not IssuedDocument.objects.exists()


def test_a_disk_that_is_full_while_the_paper_is_made_gives_no_number(issue, monkeypatch) -> None:
    def refuse(*given: object) -> None:
        raise FULL

    monkeypatch.setattr(AtHand, "lay_out", refuse)
    sentence = issue()
    assert "hết chỗ" in sentence
    assert not IssuedDocument.objects.exists()


def _wait(person: Official, **facts: object) -> None:
    """Another paper stands in the line to be issued."""
    order = {
        "slug": SLUG, "row": 999, "person": person.pk, "key": "0" * 64, "ending": "",
        "facts": {"kind": "plan", "issued_on": "2024-08-14", **facts},
    }  # fmt: skip
    DBTaskResult.objects.create(
        queue_name="prints",
        backend_name="default",
        task_path="reports.prints.tasks.make_print",
        args_kwargs={"args": [], "kwargs": order},
    )


def test_a_paper_is_offered_the_number_behind_those_in_the_line(world, settings, tmp_path) -> None:
    require(not pdf_available(), pdf_available())
    settings.EVIDENCE_FOLDER = tmp_path / "files"
    sign_paper(kind_of("plan"), world.plan, world.official("chair"), on=date(2024, 8, 13))
    page, clerk = reverse("reports:plan_issue", args=[world.plan.pk]), world.client("vanthu")
    own = {"unit": world.commune.pk, "series": "KH-UBND"}
    for facts in (
        {**own, "number": 7, "series": "BC-UBND"},
        {**own, "number": 8, "unit": world.district.pk},
        {**own, "number": 9, "issued_on": "2023-08-14"},
    ):
        _wait(world.official("vanthu"), **facts)
    assert clerk.get(page).context["form"].initial["number"] == 1
    _wait(world.official("vanthu"), number=1, **own)
    form = clerk.get(page).context["form"]
    assert form.initial == {"number": 2, "issued_on": date(2024, 8, 14)}
    taken = clerk.post(page, {"number": "1", "issued_on": "14/8/2024"})
    assert taken.context["form"].errors["number"] == [
        "Văn bản khác đang chờ phát hành với số 01 của năm 2024; số tiếp theo là 02."
    ]
    # The one before it got no number after all: none is left out.
    left = clerk.post(page, {"number": "2", "issued_on": "14/8/2024"})
    assert "Số tiếp theo là 01" in " ".join(left.context["form"].non_field_errors())
    assert not IssuedDocument.objects.exists()


def test_in_one_series_papers_of_all_symbols_count(world) -> None:
    settings = settings_of(world.commune)
    settings.is_one_series = True
    settings.save()
    sign_paper(kind_of("plan"), world.plan, world.official("chair"), on=date(2024, 8, 13))
    for symbol, number in (("TB-UBND", 3), ("TB-BCĐ", 9)):
        person = world.official("vanthu")
        _wait(person, unit=world.commune.pk, series=symbol, number=number)
    page = reverse("reports:plan_issue", args=[world.plan.pk])
    assert world.client("vanthu").get(page).context["form"].initial["number"] == 4
