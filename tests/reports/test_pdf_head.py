"""Each printed paper carries, out of sight, where the trail of its unit stood."""

import csv
import io
from dataclasses import replace

import pdfplumber
import pikepdf
import pytest
from django.db import transaction
from django.urls import reverse

from reports.documents.blocks import Cell, Table, TableColumn
from reports.documents.tables import table_files
from reports.pdf import page_to_print
from reports.pdf_head import with_head
from tests import factories as make
from tests.reports import decree30, sample
from tests.reports.printing import html_to_pdf, render_pdf
from tests.world import client_of, open_world
from villages import chain
from villages.audit import record
from villages.enums import Role

HEAD = f"17:4:{'a' * 64}"


def _keywords(made: bytes) -> str:
    with pdfplumber.open(io.BytesIO(made)) as pages:
        return str(pages.metadata.get("Keywords", ""))


def test_the_head_stands_in_the_metadata_and_on_no_page() -> None:
    plain = render_pdf(sample.issued())
    made = with_head(plain, HEAD)
    assert HEAD in _keywords(made)
    with pdfplumber.open(io.BytesIO(made)) as pages:
        assert "a" * 20 not in "".join(page.extract_text() for page in pages.pages)
        assert pages.metadata["Title"].startswith("Kế hoạch Thực hiện xã Mai Đình")
    assert decree30.faults(made) == decree30.faults(plain)
    assert made == with_head(plain, HEAD)
    assert with_head(plain, "") == plain


def test_the_tables_travel_inside_as_data() -> None:
    grid = Table(
        columns=(TableColumn(1), TableColumn(2), TableColumn(1)),
        header=((Cell("TT", rowspan=2), Cell("Kết quả", colspan=2)), ("Nội dung", "Số")),
        rows=(("1", "=1+1", "-5"), ("2", "Đường trục", "1.635")),
        caption="Biểu 1",
    )
    paper = replace(sample.issued(), blocks=(grid,), appendices=())
    (file,) = table_files(paper)
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert rows == [
        ["TT", "Kết quả", ""],
        ["", "Nội dung", "Số"],
        ["1", "'=1+1", "-5"],
        ["2", "Đường trục", "1.635"],
    ]
    plain = render_pdf(paper)
    made = with_head(plain, HEAD, (file,))
    assert made == with_head(plain, HEAD, (file,))
    with pikepdf.open(io.BytesIO(made)) as read:
        attached = read.attachments["bang-1.csv"]
        assert attached.get_file().read_bytes() == file.content
        assert attached.description == "Biểu 1"
        (associated,) = read.Root.AF
        assert associated.AFRelationship == pikepdf.Name.Data
    assert decree30.faults(made) == decree30.faults(plain)


@pytest.mark.once
@pytest.mark.django_db
def test_who_has_a_paper_read_out_gets_it_tagged() -> None:
    """On request alone; headings, paragraphs and cells are such, also of a long paper, and it keeps
    the form."""
    world = open_world("lan", "plan")
    preview = world.client("lan").get(reverse("reports:plan_preview", args=[world.plan.pk]))
    url = reverse("reports:plan_pdf", args=[world.plan.pk])
    assert f'href="{url}?gan_the=1"' in preview.content.decode()
    plain, tagged = (world.client("lan").get(f"{url}{q}").content for q in ("", "?gan_the=1"))
    assert (_tags(plain), _conformance(plain)) == (set(), "B")
    assert {"/H2", "/P"} <= _tags(tagged)
    assert _conformance(tagged) == "A"
    page, styles = page_to_print(sample.plan(300), is_tagged=True)
    long = with_head(html_to_pdf(page, *styles), HEAD)
    assert {"/H2", "/H3", "/P", "/Table", "/TH", "/TD"} <= _tags(long)
    assert decree30.faults(long) == {}


def _conformance(made: bytes) -> str:
    with pikepdf.open(io.BytesIO(made)) as file, file.open_metadata() as metadata:
        return str(metadata["pdfaid:conformance"])


def _tags(made: bytes) -> set[str]:
    """The kinds of element that the file is made of; none where it is not tagged."""
    with pikepdf.open(io.BytesIO(made)) as file:
        if "/StructTreeRoot" not in file.Root or not file.Root.MarkInfo.Marked:
            return set()
        return {str(one["/S"]) for one in file.objects if _is_element(one)}


def _is_element(one: pikepdf.Object) -> bool:
    return isinstance(one, pikepdf.Dictionary) and one.get("/Type") == pikepdf.Name.StructElem


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
