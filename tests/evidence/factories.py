"""Received files, papers and situations, made through the services of the program."""

from datetime import date
from io import BytesIO
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from PIL import Image

from criteria.enums import Confidence
from criteria.models import Indicator, Result
from evidence.models import Evidence, Requirement
from evidence.papers.enums import PaperKind
from evidence.papers.services import Added, add_paper
from evidence.papers.uploads import ReceivedFile
from tests import factories as make
from tests.evidence.files import makers
from villages.access import Access
from villages.models import Unit

_numbers = count(1)


def photo_bytes(shade: int | None = None) -> bytes:
    """A small true JPEG; a shade gives the same bytes each time, none gives new bytes."""
    number = next(_numbers) if shade is None else shade
    out = BytesIO()
    colour = (number % 251, number // 251 % 251, 80)
    Image.new("RGB", (48, 32), colour).save(out, "JPEG", comment=str(number).encode())
    return out.getvalue()


def received(
    content: bytes | None = None, name: str = "Ảnh đường thôn.jpg", declared: str = "image/jpeg"
) -> ReceivedFile:
    """A file as the upload handler leaves it."""
    return ReceivedFile.of(photo_bytes() if content is None else content, name, declared)


def paper_data(**fields: Any) -> dict[str, Any]:
    defaults: dict[str, Any] = {
        "title": f"Ảnh đường trục thôn số {next(_numbers)}",
        "kind": PaperKind.PHOTO,
        "dated_on": date(2024, 8, 1),
    }
    return defaults | fields


def added(
    unit: Unit,
    *results: Result,
    by: Access | None = None,
    content: bytes | None = None,
    file_name: str = "",
    upload_key: UUID | None = None,
    **fields: Any,
) -> Added:
    """What `add_paper` gives for one photo."""
    (made,) = add_paper(
        by=by or make.system(),
        unit=unit,
        data=paper_data(**fields),
        files=[received(content, file_name) if file_name else received(content)],
        upload_keys=[upload_key or uuid4()],
        results=results,
    )
    return made


def paper(unit: Unit, *results: Result, **fields: Any) -> Evidence:
    """A photo of the unit that proves the results."""
    return added(unit, *results, **fields).evidence


def pdf_paper(unit: Unit, *results: Result, content: bytes | None = None, **f: Any) -> Evidence:
    """A PDF of the unit that proves the results; blank unless its bytes are given."""
    content = makers.pdf() if content is None else content
    (made,) = add_paper(
        by=make.system(),
        unit=unit,
        data=paper_data(**{"kind": PaperKind.DECISION} | f),
        files=[received(content, "Quyết định.pdf", "application/pdf")],
        upload_keys=[uuid4()],
        results=results,
    )
    return made.evidence


def requirement(indicator: Indicator, **fields: Any) -> Requirement:
    """An expected paper of an indicator."""
    defaults: dict[str, Any] = {
        "order": next(_numbers),
        "text": "Biên bản nghiệm thu",
        "kind": PaperKind.MINUTES,
        "confidence": Confidence.VERIFIED,
        "source": "Kế hoạch của xã",
    }
    return Requirement.objects.create(indicator=indicator, **defaults | fields)
