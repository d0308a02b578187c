"""The register as a file has the columns of decree 30, annex IV, with what the paper names."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from evidence.issued import export
from evidence.issued.queries import RegisterSearch, document_register
from evidence.models import Evidence, IssuedDocument
from ntm_project.common.tables.read import read_book
from ntm_project.common.tables.table import find_table, head_key
from reports.documents.blocks import Recipients
from reports.documents.kinds import kind_of
from reports.documents.numbering import sent_and_kept
from reports.pdf import pdf_available
from tests.conftest import require
from tests.evidence.test_issued import register_row
from tests.issuing import sign_paper
from tests.reports import sample

COLUMNS = [
    "Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung văn bản",
    "Người ký", "Nơi nhận văn bản", "Đơn vị, người nhận bản lưu", "Số lượng bản", "Ghi chú",
]  # fmt: skip


def _lines(client, query: str = "") -> list[dict[str, object]]:
    made = client.get(reverse("evidence:register_excel") + query).content
    (sheet,) = read_book(made).sheets
    table = find_table(sheet, {head_key(COLUMNS[0])})
    assert list(table.head) == COLUMNS
    rows = [dict(zip(COLUMNS, row.cells, strict=False)) for row in table.rows]
    return [row for row in rows if isinstance(row["Ngày tháng văn bản"], date)]


@pytest.mark.both
@pytest.mark.pdf
@pytest.mark.django_db
def test_the_register_names_who_receives_and_who_keeps_a_paper(world, settings, tmp_path) -> None:
    require(not pdf_available(), pdf_available())
    settings.EVIDENCE_FOLDER = tmp_path / "files"
    clerk, plan = world.client("vanthu"), world.plan
    plan.recipients.all().delete()
    for order, text in enumerate(("Đảng ủy, HĐND xã (b/c);", "Các thôn", "Lưu: VT, ĐC.")):
        plan.recipients.create(order=order, text=text)
    sign_paper(kind_of("plan"), plan, world.official("chair"), on=date(2024, 8, 14))
    typed = {"number": "5", "issued_on": "14/8/2024", "skips": "on"}
    assert clerk.post(reverse("reports:plan_issue", args=[plan.pk]), typed).status_code == 303
    (line,) = _lines(clerk)
    named = ("Nơi nhận văn bản", "Đơn vị, người nhận bản lưu", "Số lượng bản", "Ghi chú")
    assert [line.get(name) or "" for name in named] == [
        "Đảng ủy, HĐND xã (b/c)\nCác thôn", "VT, ĐC", "", ""
    ]  # fmt: skip
    assert line["Số, ký hiệu văn bản"] == IssuedDocument.objects.get().full_number


@pytest.mark.django_db
def test_the_file_runs_as_its_book_unless_the_page_sorts_it(world) -> None:
    for number in (1, 2):
        register_row(world.commune, number).save()
    found = [[row[COLUMNS[0]] for row in _lines(world.standing, q)] for q in ("", "?xep=-so")]
    assert found == [["01/KH-UBND", "02/KH-UBND"], ["02/KH-UBND", "01/KH-UBND"]]


@pytest.mark.django_db
def test_the_notes_name_an_agency_that_is_not_the_person_s_own(world) -> None:
    register_row(world.commune).save()
    (own,) = _lines(world.standing)
    (other,) = _lines(world.member("reviewer", world.district))
    assert not own.get("Ghi chú")
    assert other["Ghi chú"] == f"Đơn vị ban hành: {world.commune.title_name}"


@pytest.mark.parametrize(
    ("to", "lines", "sent", "kept"),
    [
        ((), ("Các thôn", "Lưu: VT"), "Các thôn", "VT"),
        (("Huyện ủy", "UBND huyện;"), ("- Như trên;", "Các thôn", "Lưu: VT, hồ sơ"),
         "Huyện ủy\nUBND huyện\nCác thôn", "VT, hồ sơ"),
        ((), ("Như trên", "Lưu VT"), "Như trên", "Lưu VT"),
        ((), (), "", ""),
    ],
)  # fmt: skip
def test_what_a_paper_names_under_its_recipients(to, lines, sent, kept) -> None:
    document = replace(sample.plan(0), addressees=to, recipients=Recipients(lines))
    assert sent_and_kept(document) == (sent, kept)


@pytest.mark.django_db
def test_page_and_file_state_that_the_file_holds_not_all(world, monkeypatch) -> None:
    for number in (1, 2, 3):
        register_row(world.commune, number).save()
    clerk, page = world.client("vanthu"), reverse("evidence:register")
    words = "ệp Excel chỉ gồm 02 văn bản đầu trong 03 văn bản, hãy lọc theo năm"
    assert words not in clerk.get(page).content.decode()
    monkeypatch.setattr(export, "MOST_EXPORTED", 2)
    assert words in clerk.get(page).content.decode()
    made = clerk.get(reverse("evidence:register_excel")).content
    (sheet,) = read_book(made).sheets
    assert any(words in str(cell) for row in sheet.rows for cell in row)
    assert len(_lines(clerk)) == 2


@pytest.mark.both
@pytest.mark.django_db
def test_a_long_register_is_read_in_portions_and_signed_below(world, monkeypatch) -> None:
    for number in range(1, 6):
        register_row(world.commune, number).save()
    clerk = world.client("vanthu")
    monkeypatch.setattr(export, "AT_ONCE", 2)
    assert [line[COLUMNS[0]] for line in _lines(clerk)] == [
        row.full_number for row in IssuedDocument.objects.all().for_register().reverse()
    ]
    (sheet,) = read_book(clerk.get(reverse("evidence:register_excel")).content).sheets
    cells = [str(cell) for row in sheet.rows for cell in row]
    assert cells.index("NGƯỜI LẬP SỔ") > cells.index("01/KH-UBND") > cells.index(export.TITLE)


@pytest.mark.both
@pytest.mark.django_db
def test_the_register_holds_more_papers_than_an_expression_may_be_deep(world) -> None:
    """SQLite takes an `OR` of a thousand and no more, as which Django fetches a paper of each."""
    papers = [Evidence(unit=world.commune, title="Kế hoạch", is_issued=True) for _ in range(1_050)]
    Evidence.objects.bulk_create(papers)
    IssuedDocument.objects.bulk_create(
        IssuedDocument(
            unit=world.commune, kind="plan", row_key=1, series="KH-UBND", year=2024, number=number,
            issued_on=date(2024, 8, 15), type_name="Kế hoạch", title="Kế hoạch", paper=paper,
            token=f"{number}",
        )
        for number, paper in enumerate(papers, start=1)
    )  # fmt: skip
    access = world.access("vanthu")
    rows = document_register(access, RegisterSearch())
    assert len(list(rows.all())) == len(papers)
    (sheet,) = read_book(export.register_file(rows, access, "")).sheets
    assert sum("/KH-UBND" in str(row[0]) for row in sheet.rows if row) == len(papers)
