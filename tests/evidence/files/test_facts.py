"""What is read in files for keeping: the day of a photo, and the words to find a paper by."""

import io
from datetime import date

import pytest

from evidence.papers.enums import FileType
from evidence.papers.files import limits, reading
from evidence.papers.files.detect import Checked
from tests.evidence.files import makers as m

NOTED = date(2024, 8, 12)


def facts(data: bytes, file_type: FileType) -> reading.ReadFacts:
    return reading.facts(io.BytesIO(data), file_type)


@pytest.mark.parametrize("kind", ["jpg", "png", "webp", "heic"])
def test_the_day_of_a_photo_is_read_from_every_kind_of_picture(kind: str) -> None:
    make = {"jpg": m.jpeg, "png": m.png, "webp": m.webp, "heic": m.heic}[kind]
    assert facts(make(exif=m.dated_exif()), FileType(kind)).taken_on == NOTED
    assert facts(make(), FileType(kind)).taken_on is None


@pytest.mark.parametrize("kind", ["jpg", "png", "webp", "heic"])
def test_the_check_of_a_picture_reads_its_day_on_the_way(kind: str) -> None:
    make = {"jpg": m.jpeg, "png": m.png, "webp": m.webp, "heic": m.heic}[kind]
    assert _checked(make(exif=m.dated_exif()), kind).facts == reading.ReadFacts(taken_on=NOTED)
    assert _checked(make(), kind).facts == reading.ReadFacts()


def test_the_check_of_a_document_leaves_its_words_to_a_reading_of_their_own() -> None:
    assert _checked(m.text_pdf("Bien ban"), "pdf").facts is None
    assert _checked(m.real_docx(), "docx").facts is None


def _checked(data: bytes, ending: str) -> Checked:
    return reading.check(io.BytesIO(data), f"a.{ending}")


@pytest.mark.parametrize(
    ("taken", "written", "day"),
    [
        ("", "2024:08:12 10:00:00", NOTED),
        ("2024-08-12T07:31", "", NOTED),
        ("2024:08:12", "2020:01:01 10:00:00", NOTED),
        ("0000:00:00 00:00:00", "", None),
        ("    :  :     :  :  ", "", None),
        ("1980:01:01 00:00:00", "", None),
        ("2024:13:45 00:00:00", "", None),
        ("<script>", "", None),
    ],
)
def test_a_day_that_cannot_be_is_none(taken: str, written: str, day: date | None) -> None:
    assert facts(m.jpeg(exif=m.dated_exif(taken, written=written)), FileType.JPEG).taken_on == day


def test_the_words_of_every_kind_of_document_are_read() -> None:
    assert facts(m.text_pdf("Bien ban", "nha van hoa"), FileType.PDF).text == "Bien ban nha van hoa"
    assert facts(m.pdf(), FileType.PDF).text == ""
    assert facts(m.real_docx(), FileType.DOCX).text == (
        "BIÊN BẢN Nghiệm thu nhà văn hóa thôn Mai Hạ Nội dung Kết quả Diện tích 120 m² Kết thúc."
    )
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>Tổng hợp</t></is></c></row>'
    assert facts(m.sheet(rows), FileType.XLSX).text == "Thu nhập Tổng hợp"


def test_words_are_bounded() -> None:
    body = "<w:p><w:r><w:t>nước sạch</w:t></w:r></w:p>" * 20_000
    text = facts(m.zipped(m.docx_parts(body)), FileType.DOCX).text
    assert len(text) <= limits.MAX_TEXT_CHARS
