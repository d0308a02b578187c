"""The ZIP of a dossier whose own papers stand behind other prints in the line."""

import io
import zipfile

import pytest
from django.urls import reverse
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from reports.dossier import own
from reports.dossier.archive import LACKING, OWN_FOLDER
from reports.prints import worker
from tests.world import opened

pytestmark = pytest.mark.django_db


world = opened("plan", "assessment", "lan", "tam")


def _names(response) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))).namelist()


def test_one_waits_for_its_papers_or_takes_it_without_them(world, room, monkeypatch) -> None:
    tam, lan = world.client("tam"), world.client("lan")
    zip_url = reverse("reports:dossier_zip", args=[world.assessment.pk])
    tam.get(reverse("reports:plan_pdf", args=[world.plan.pk]))
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
    page = lan.get(zip_url)["Location"]
    shown = lan.get(page).content.decode()
    assert "còn 1 bản in trước" in shown
    assert "tệp ZIP" in shown
    assert f'href="{zip_url}?ngay=1"' in shown
    monkeypatch.setattr(own, "WAIT_SECONDS", 0)
    without = _names(tam.get(f"{zip_url}?ngay=1"))
    assert LACKING in without
    worker.PrintWorker("this machine").run()
    made = f"{zip_url}?ban={page.split('/')[-2]}"
    assert made in lan.get(page).content.decode()
    whole = _names(lan.get(made))
    assert LACKING not in whole
    assert any(name.startswith(f"{OWN_FOLDER}/DỰ THẢO") for name in whole)


def test_where_they_come_next_it_is_sent_at_once(world, room, monkeypatch) -> None:
    monkeypatch.setattr(own, "WAIT_SECONDS", 0)
    zip_url = reverse("reports:dossier_zip", args=[world.assessment.pk])
    assert LACKING in _names(world.client("lan").get(zip_url))
