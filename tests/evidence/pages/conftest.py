"""A commune at work on 15/8/2024 with a paper, and those who come to it."""

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse

from tests import desk as desks
from tests import factories as make
from tests.evidence import factories as ev
from tests.shared import MORNING, made_once
from villages.models import Unit

HTMX = {"HX-Request": "true"}
FORM_KEY = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"


@dataclass
class Desk(desks.Desk):
    """The desk with a village of the commune, and the page where files are sent."""

    village: Unit

    @property
    def upload_url(self) -> str:
        return f"{reverse('evidence:upload')}?ket_qua={self.result.pk}"


def open_desk() -> Desk:
    desk = desks.open_desk()
    return Desk(**vars(desk), village=make.make_village(desk.commune))


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
