"""Plans as files: what Word numbers itself, merged cells, struck words; PDFs and scans."""

import io
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image

from evidence.intake.files import EMPTY, NOT_A_PLAN, SCANNED, text_of_file
from evidence.intake.reading import Register, SetEntry, UnitEntry, read_plan, ready


def _word() -> Any:
    document = Document()
    document.add_paragraph("II. NHIỆM VỤ")
    document.add_paragraph("Tiêu chí số 2: Giao thông", style="List Number")
    document.add_paragraph("Làm đường trục thôn, xong trước 30/6/2025.", style="List Bullet")
    document.add_paragraph("Tiêu chí số 6: Văn hóa", style="List Number")
    struck = document.add_paragraph("Sửa nhà văn hóa")
    gone = OxmlElement("w:del")
    run = OxmlElement("w:r")
    text = OxmlElement("w:delText")
    text.text = " chữ đã bỏ"
    run.append(text)
    gone.append(run)
    struck._p.append(gone)
    table = document.add_table(rows=3, cols=3)
    for cell, words in zip(table.rows[0].cells, ("Nội dung", "Chủ trì", "Thời hạn"), strict=True):
        cell.text = words
    for row, words in zip(table.rows[1:], ("Lập hồ sơ", "Gửi hồ sơ"), strict=True):
        row.cells[0].text, row.cells[2].text = words, "Quý II/2025"
    table.cell(1, 1).merge(table.cell(2, 1)).text = "Trạm Y tế"
    file = io.BytesIO()
    document.save(file)
    assert table._tbl.findall(".//" + qn("w:vMerge"))
    file.seek(0)
    return file


def test_a_word_file_is_read_with_its_numbers_and_merged_cells() -> None:
    text, name = text_of_file(_word(), "kế hoạch.docx")
    lines = ready(text).split("\n")
    assert name.endswith(".docx")
    for line in (
        "1. Tiêu chí số 2: Giao thông",
        "- Làm đường trục thôn, xong trước 30/6/2025.",
        "2. Tiêu chí số 6: Văn hóa",
        "Sửa nhà văn hóa",
        "| Lập hồ sơ | Trạm Y tế | Quý II/2025 |",
        "| Gửi hồ sơ | Trạm Y tế | Quý II/2025 |",
    ):
        assert line in lines, lines


def test_headings_of_word_hold_what_stands_under_them() -> None:
    document = Document()
    document.add_heading("Nhiệm vụ từng tiêu chí", 1)
    document.add_heading("Giao thông", 2)
    document.add_heading("Thôn Đông", 3)
    document.add_paragraph("Làm 680 m đường, xong trước 31/8.")
    document.add_heading("Môi trường", 2)
    document.add_paragraph("1. Trạm Y tế xây 5 bể chứa, xong trong tháng 5.")
    document.add_paragraph("2. Trạm Y tế dọn kênh, xong trong tháng 6.")
    document.add_paragraph().add_run("Tổ chức thực hiện").bold = True
    document.add_paragraph("Trạm Y tế báo cáo, gửi trước 30/9.").add_run(" Hết.").bold = True
    file = io.BytesIO()
    document.save(file)
    file.seek(0)
    text, _ = text_of_file(file, "ke-hoach.docx")
    assert "## Giao thông\n### Thôn Đông\nLàm 680 m" in text
    assert "\n**Tổ chức thực hiện**\nTrạm Y tế báo cáo" in text
    units = [UnitEntry(1, "xã", "An Bình", is_commune=True), UnitEntry(2, "thôn", "Đông")]
    register = Register(units)
    register.sets = dict.fromkeys((1, 2), SetEntry({2: "Giao thông", 17: "Môi trường"}, {}))
    found = read_plan(text, register)
    assert [(one.unit, one.criterion) for one in found[:3]] == [(2, 2), (1, 17), (1, 17)]


def test_a_pdf_is_read_across_its_pages() -> None:
    from weasyprint import HTML

    page = "<h1>II. NHIỆM VỤ</h1><p>- Làm đường trục thôn, xong trước 30/6/2025.</p>"
    pdf = HTML(string=f"{page}<p style='break-before: page'>- Trồng cây tháng 3.</p>").write_pdf()
    text, _ = text_of_file(io.BytesIO(pdf), "ke-hoach.pdf")
    assert "- Làm đường trục thôn, xong trước 30/6/2025." in ready(text)
    assert text.count("\f") == 1


def test_what_cannot_be_read_has_its_sentence() -> None:
    scan, picture, empty = io.BytesIO(), io.BytesIO(), io.BytesIO()
    Image.new("L", (400, 600), 200).save(scan, "PDF")
    Image.new("L", (40, 60), 200).save(picture, "PNG")
    Document().save(empty)
    for file, name, sentence in (
        (scan, "quet.pdf", SCANNED),
        (picture, "anh.png", NOT_A_PLAN),
        (empty, "rong.docx", EMPTY),
    ):
        file.seek(0)
        with pytest.raises(ValidationError) as refused:
            text_of_file(file, name)
        assert refused.value.message_dict["file"] == [sentence]
