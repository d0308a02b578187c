"""A commune at work on 15/8/2024 with a paper, and those who come to it."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse

from tests.evidence import factories as ev
from tests.shared import copied_that_morning, made_once
from tests.world import World, open_world

FORM_KEY = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"


rows = made_once(lambda: open_world("village", "result", "lan"))


world = copied_that_morning


def upload_url(world: World) -> str:
    """The page where files for the first indicator are sent."""
    return f"{reverse('evidence:upload')}?ket_qua={world.result.pk}"


def photo(name: str = "Ảnh đường thôn.jpg", content: bytes | None = None) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    content = ev.photo_bytes() if content is None else content
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def typed(world: World, *files: SimpleUploadedFile, **fields: Any) -> dict[str, Any]:
    """The form of sending, filled in as an official would."""
    return {
        "files": list(files),
        "kind": "photo",
        "title": "Đường trục thôn Thắng Lợi sau khi rải nhựa",
        "dated_on": "01/08/2024",
        "unit": world.result.assessment.unit_id,
        "form_key": FORM_KEY,
    } | fields


def page_of(response: HttpResponse) -> str:
    return response.content.decode()
