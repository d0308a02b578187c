"""What was read in a file stands beside it: remarks, the day of a photo, words of old fonts."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

from evidence.models import Evidence, FileFacts, Revision
from evidence.papers.files.limited import ReaderBusy
from evidence.papers.services import keeping
from tests.evidence import factories as ev
from tests.evidence.files import makers, signing
from tests.evidence.pages.conftest import page_of, photo, typed, upload_url
from tests.shared import one_line
from tests.world import HTMX

CASES = Path(__file__).parents[1] / "files" / "cases"


def send(world, name: str, content: bytes, **fields) -> Revision:
    data = typed(world, photo(name, content), **fields)
    assert world.standing.post(upload_url(world), data).status_code == 303
    return Revision.objects.latest("pk")


def paper_page(world, revision: Revision) -> str:
    return page_of(world.standing.get(reverse("evidence:paper", args=[revision.evidence_id])))


def view_page(world, revision: Revision, query: str = "", **headers) -> str:
    url = reverse("evidence:view", args=[revision.pk]) + query
    return page_of(world.standing.get(url, **headers))


def test_what_is_odd_about_a_file_is_said_wherever_it_is_shown(world):
    content = (CASES / "05a-scan-with-second-scan-attached.pdf").read_bytes()
    revision = send(world, "Quyết định.pdf", content, kind="decision")
    for page in (paper_page(world, revision), view_page(world, revision)):
        assert "đính kèm: “phu-luc.pdf”" in page


def test_the_day_of_the_camera_is_offered_and_never_stored(world):
    revision = send(world, "a.jpg", makers.jpeg(exif=makers.dated_exif()))
    assert revision.evidence.dated_on == date(2024, 8, 1)
    assert "Máy ảnh ghi ngày 12/8/2024" in paper_page(world, revision)
    edit = page_of(world.standing.get(reverse("evidence:edit", args=[revision.evidence_id])))
    assert 'data-value="12/8/2024"' in edit
    Evidence.objects.update(dated_on=date(2024, 8, 12))
    assert "Máy ảnh ghi" not in paper_page(world, revision)


@pytest.mark.parametrize(
    ("taken", "kind"), [("2024:08:16 07:00:00", "photo"), ("2024:08:12 07:00:00", "decision")]
)
def test_a_day_that_cannot_be_the_paper_s_is_not_offered(world, taken, kind):
    """After today the clock was wrong; a photographed decision has a day of its own."""
    revision = send(world, "a.jpg", makers.jpeg(exif=makers.dated_exif(taken)), kind=kind)
    assert "Máy ảnh ghi" not in paper_page(world, revision)


def test_words_of_old_fonts_are_read_and_shown_as_they_stand_on_demand(world):
    content = (CASES / "09-old-fonts-tcvn3-and-vni.docx").read_bytes()
    revision = send(world, "Báo cáo.docx", content, kind="report")
    page = view_page(world, revision, **HTMX)
    assert "Ủy ban nhân dân xã Tân Phú" in page
    assert "?chu=goc" in page
    raw = view_page(world, revision, "?chu=goc", **HTMX)
    assert "UÛy ban nhaân daân" in raw
    assert "Chuyển sang Unicode" in raw
    assert "môi trường" in revision.facts.text


def test_a_sheet_is_shown_as_in_excel(world):
    content = (CASES / "11-percent-dates-formulas-hidden.xlsx").read_bytes()
    page = view_page(world, send(world, "Biểu.xlsx", content, kind="list"))
    assert "<td>88,9%</td>" in page
    assert "Đang ẩn trong tệp" in page
    assert '<tr class="is-hidden"> <th scope="row">3 <small>(ẩn)</small></th>' in one_line(page)
    assert "bí mật" not in page


HOSTILE = '<script>alert("x")</script>'


def test_hostile_words_inside_files_stay_words(world):
    escaped = HOSTILE.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    rows = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{escaped}</t></is></c></row>'
    parts = makers.xlsx_parts(rows)
    book = str(parts["xl/workbook.xml"]).replace("Thu nhập", escaped.replace("&quot;", "&apos;"))
    revision = send(world, "Biểu.xlsx", makers.zipped(parts | {"xl/workbook.xml": book}))
    page = view_page(world, revision)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    linked = makers.word(
        **{"word/_rels/document.xml.rels": makers.relations(("link", f"C:\\{escaped}", "External"))}
    )
    page = paper_page(world, send(world, "a.docx", linked, form_key=ev.uuid4()))
    assert "<script>alert" not in page
    assert "script&gt;" in page


def test_what_was_not_read_in_time_is_read_at_night(world, monkeypatch, capsys):
    with monkeypatch.context() as patch:
        patch.setattr(keeping, "facts_in", _busy)
        revision = send(world, "a.pdf", makers.text_pdf("duong thon"))
    assert (revision.facts.text, revision.facts.program) == ("", "")
    older = send(world, "b.pdf", makers.text_pdf("nha van hoa"), form_key=ev.uuid4())
    FileFacts.objects.filter(revision=older).delete()
    call_command("read_evidence")
    assert "Đã đọc 2 tệp, còn 0 tệp" in capsys.readouterr().out
    assert FileFacts.objects.get(revision=revision).words == " duong thon"
    assert FileFacts.objects.get(revision=older).words == " nha van hoa"
    call_command("read_evidence")
    assert "Đã đọc 0 tệp" in capsys.readouterr().out


def _busy(*_):
    raise ReaderBusy


def test_who_signed_stands_on_the_paper_s_page(world):
    name = '<img src=x onerror="alert(1)">'
    signed = signing.signed(by=signing.signer(name, "UBND xã Mai Đình"))
    page = paper_page(world, send(world, "a.pdf", signed, kind="decision"))
    assert "Tệp không đổi từ khi ký." in page
    assert "không kiểm được nơi cấp" in page
    assert "&lt;img src=x onerror" in page
    assert "<img src=x" not in page
    changed = signing.added_to(signing.signed())
    page = paper_page(world, send(world, "b.pdf", changed, form_key=ev.uuid4(), kind="decision"))
    assert "Tệp đã bị sửa sau khi ký" in page
    assert "Nguyễn Văn Hòa" in page
