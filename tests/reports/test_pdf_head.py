"""Each printed paper carries, out of sight, where the trail of its unit stood."""

import io

import pdfplumber
import pytest
from django.db import transaction
from django.urls import reverse

from reports import pdf
from reports.pdf_head import with_head
from tests import factories as make
from tests.reports import decree30, sample
from tests.world import client_of
from villages import chain
from villages.audit import record
from villages.enums import Role

HEAD = f"17:4:{'a' * 64}"


def _keywords(made: bytes) -> str:
    with pdfplumber.open(io.BytesIO(made)) as pages:
        return str(pages.metadata.get("Keywords", ""))


def test_the_head_stands_in_the_metadata_and_on_no_page() -> None:
    plain = pdf.render_pdf(sample.issued())
    made = with_head(plain, HEAD)
    assert HEAD in _keywords(made)
    with pdfplumber.open(io.BytesIO(made)) as pages:
        assert "a" * 20 not in "".join(page.extract_text() for page in pages.pages)
        assert pages.metadata["Title"].startswith("Kế hoạch Thực hiện xã Mai Đình")
    assert decree30.faults(made) == decree30.faults(plain)
    assert made == with_head(plain, HEAD)
    assert with_head(plain, "") == plain


@pytest.mark.django_db(transaction=True)
def test_a_printed_plan_names_the_head_and_is_the_same_until_something_is_written() -> None:
    commune = make.make_commune()
    plan = make.make_plan(commune)
    browser = client_of(make.make_official(commune, Role.CHAIR))
    url = reverse("reports:plan_pdf", args=[plan.pk])
    first = browser.get(url).content
    assert chain.head_of(commune) in _keywords(first)
    assert browser.get(url).content == first
    with transaction.atomic():
        record(make.system(), "việc khác", plan, unit=commune)
    assert chain.head_of(commune) in _keywords(browser.get(url).content)
