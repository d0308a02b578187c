"""A commune at work on 15/8/2024 with a paper, and those who come to it."""

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from criteria.models import Assessment, Result
from tests import factories as make
from tests.evidence import factories as ev
from tests.shared import MORNING, made_once
from villages.enums import Role
from villages.models import Official, Unit

HTMX = {"HX-Request": "true"}
FORM_KEY = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"


@dataclass
class Desk:
    """A commune with an assessment, a village, and a client for each who comes."""

    commune: Unit
    village: Unit
    assessment: Assessment
    result: Result
    lan: Official

    def client(self, official: Official) -> Client:
        client = Client()
        client.force_login(official, backend="django.contrib.auth.backends.ModelBackend")
        return client

    @property
    def standing(self) -> Client:
        return self.client(self.lan)

    def member(self, role: str, unit: Unit | None = None) -> Client:
        return self.client(make.make_official(unit or self.commune, role))

    def stranger(self) -> Client:
        other = make.make_commune("Nghi Hoa", self.commune.parent)
        return self.client(make.make_official(other, Role.STANDING_OFFICER))

    @property
    def upload_url(self) -> str:
        return f"{reverse('evidence:upload')}?ket_qua={self.result.pk}"


def open_desk() -> Desk:
    commune = make.make_commune()
    assessment = make.make_assessment(commune)
    result = assessment.results.select_related("indicator__criterion").order_by("pk").first()
    lan = make.make_official(commune, Role.STANDING_OFFICER, "Nguyễn Thị Lan")
    return Desk(commune, make.make_village(commune), assessment, result, lan)


rows = made_once(open_desk)


@pytest.fixture
def desk(rows: Desk, db: None, time_machine) -> Desk:
    time_machine.move_to(MORNING, tick=False)
    return deepcopy(rows)


def photo(name: str = "Ảnh đường thôn.jpg", content: bytes | None = None) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    content = ev.photo_bytes() if content is None else content
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def typed(desk: Desk, *files: SimpleUploadedFile, **fields: Any) -> dict[str, Any]:
    """The form of sending, filled in as an official would."""
    return {
        "files": list(files),
        "kind": "photo",
        "title": "Đường trục thôn Thắng Lợi sau khi rải nhựa",
        "dated_on": "01/08/2024",
        "unit": desk.result.assessment.unit_id,
        "form_key": FORM_KEY,
    } | fields


def page_of(response: HttpResponse) -> str:
    return response.content.decode()
