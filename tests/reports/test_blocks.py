"""Numbers, marks and texts that the program makes, without any printing."""

import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_project.common.text import POINT_LETTERS
from reports.documents.blanks import blanks_in
from reports.documents.blocks import (
    Appendix,
    Bullet,
    Cell,
    Heading,
    LegalBasis,
    Note,
    Paragraph,
    Recipients,
    Signature,
    Table,
    TableColumn,
    TextRun,
    Title,
    plain,
)
from reports.documents.characters import (
    balanced,
    box_missing,
    clean,
    missing_characters,
    with_no_break_blanks,
)
from reports.documents.html import render_body
from reports.documents.number_room import widths
from reports.documents.numbering import (
    abstract_lines,
    appendix_label,
    appendix_title_lines,
    attachment_lines,
    attachment_note,
    date_text,
    in_column,
    legal_lines,
    letter,
    number_text,
    numbered,
    recipient_lines,
    roman,
    signed_lines,
    with_end_mark,
    written_lines,
)
from reports.documents.plain_text import render_text
from reports.documents.typed_text import blocks_from_text
from tests.reports import sample
from tests.reports.words import renderings


def heads(*levels: int) -> list[str]:
    """The numbers of headings of these levels, in order."""
    return [number for _, number in numbered(tuple(Heading(level, "x") for level in levels))]


def test_headings_count_and_start_again_below_a_higher_one() -> None:
    assert heads(1, 2, 3, 3, 2, 3, 4, 4, 3, 1, 2, 4) == [
        "I.", "1.", "1.1.", "1.2.", "2.", "2.1.", "a)", "b)", "2.2.", "II.", "1.", "a)",
    ]  # fmt: skip


def test_a_title_of_the_second_level_with_neither_sibling_nor_child_bears_no_number() -> None:
    assert heads(1, 2, 1, 2, 2, 1, 2, 4) == ["I.", "", "II.", "1.", "2.", "III.", "1.", "a)"]


def test_a_title_of_the_third_level_that_has_no_sibling_bears_no_number() -> None:
    assert heads(1, 2, 2, 3, 4, 1, 2, 3) == ["I.", "1.", "2.", "", "a)", "II.", "1.", ""]
    levels = ((1, "Một", True), (2, "Hai", True), (3, "Nguyên nhân", True))
    blocks = tuple(Heading(level, text, is_title) for level, text, is_title in levels)
    document = replace(sample.plan(0), blocks=(*blocks, sample.CLOSING))
    assert "\nNguyên nhân\n" in render_text(document)
    drawn = renderings(document)
    assert drawn["word"] == drawn["paper"] == drawn["message"]
    paragraph = Heading(3, "Đoạn có số.", is_title=False)
    assert [number for _, number in numbered((*blocks[:2], paragraph))][-1] == "1.1."


def test_a_skipped_level_is_refused() -> None:
    with pytest.raises(ValueError, match="level 2"):
        heads(1, 3)
    with pytest.raises(ValueError, match="1 to 4"):
        Heading(5, "x")


def test_points_follow_the_vietnamese_letters() -> None:
    assert [letter(at) for at in range(1, 8)] == ["a", "b", "c", "d", "đ", "e", "g"]
    assert letter(len(POINT_LETTERS)) == "y"
    assert letter(len(POINT_LETTERS) + 1) == "aa"
    assert not set("fjwz") & set(POINT_LETTERS)


@given(st.integers(1, 399))
def test_roman_numerals_read_back(number: int) -> None:
    values = {"C": 100, "L": 50, "X": 10, "V": 5, "I": 1}
    digits = [values[char] for char in roman(number)]
    following = [*digits[1:], 0]
    assert sum(-a if a < b else a for a, b in zip(digits, following, strict=True)) == number


@pytest.mark.parametrize("count", [letter, roman])
def test_counts_begin_at_one(count) -> None:
    with pytest.raises(ValueError, match="begin at 1"):
        count(0)


def test_an_only_appendix_has_no_numeral() -> None:
    assert appendix_label(1, 1) == "Phụ lục"
    assert clean(appendix_label(4, 5)) == "Phụ lục IV"


def test_number_and_date_stay_blank_until_issued() -> None:
    assert clean(number_text(sample.HEADER)) == "Số: /KH-UBND"
    assert clean(date_text(sample.HEADER)) == "ngày tháng năm 2024"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2024, 2, 5), "ngày 05 tháng 02 năm 2024"),
        (date(2024, 3, 15), "ngày 15 tháng 3 năm 2024"),
        (date(2024, 10, 9), "ngày 09 tháng 10 năm 2024"),
    ],
)
def test_zeros_stand_before_days_to_9_and_months_to_2(day: date, words: str) -> None:
    header = replace(sample.HEADER, issued_on=day, number=5)
    assert clean(date_text(header)) == words
    assert clean(number_text(header)) == "Số: 05/KH-UBND"


def test_the_appendix_says_what_it_belongs_to() -> None:
    document = sample.issued()
    note = clean(attachment_note(document, document.appendices[0]))
    assert note == (
        "(Kèm theo Kế hoạch số 05/KH-UBND ngày 05 tháng 02 năm 2024 của UBND xã Mai Đình)"
    )
    own = replace(document.appendices[0], note="(Kèm theo Công văn)")
    assert attachment_note(document, own) == "(Kèm theo Công văn)"


def test_recipients_and_legal_basis_are_punctuated_by_the_program() -> None:
    document = replace(sample.plan(0), recipients=Recipients(("- Như trên;", " ", "Lưu: VT")))
    assert recipient_lines(document) == ("- Như trên;", "- Lưu: VT.")
    assert legal_lines(LegalBasis(("Căn cứ A.", "", "Căn cứ A"))) == ("Căn cứ A;", "Căn cứ A.")


@pytest.mark.parametrize("end", ["", ".", "./.", " ./.", ";", "/.", "..."])
def test_the_end_mark_stands_once(end: str) -> None:
    (ended,) = with_end_mark((Paragraph("Hết" + end),))
    assert ended == Paragraph("Hết./.")


def test_the_end_mark_skips_tables_and_headings_and_keeps_runs() -> None:
    blocks = (
        Bullet(("Giao ", TextRun("Lan.", bold=True))),
        Heading(1, "Mục trống"),
        sample.table(1),
    )
    ended = with_end_mark(blocks)
    assert plain(ended[0].text) == "Giao Lan./."
    assert ended[1:] == blocks[1:]
    assert with_end_mark((sample.table(1),)) == (sample.table(1),)
    assert with_end_mark((Note("Xong"),)) == (Note("Xong./."),)
    assert with_end_mark((Heading(2, "Xong", is_title=False),))[0].text == "Xong./."


def test_an_officers_text_becomes_blocks() -> None:
    text = "Mở đầu\r\n\r\n- Một;\n+ Hai\n– Ba\n* Lưu ý: - Bốn\n1. Năm"
    assert blocks_from_text(text) == (
        Paragraph("Mở đầu"),
        Bullet("Một;"),
        Bullet("Hai", "+"),
        Bullet("Ba"),
        Note("- Bốn"),
        Paragraph("1. Năm"),
    )
    assert blocks_from_text(" \n ") == ()


@given(st.text())
def test_clean_text_is_nfc_on_one_line_and_stays_so(text: str) -> None:
    cleaned = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not {"\n", "\u200b", "\u202e", "\0"} & set(cleaned)
    assert clean(cleaned) == cleaned


def test_a_tick_from_a_phone_is_a_tick_and_no_sign_that_nobody_sees() -> None:
    assert clean("☑\ufe0f đạt, ✔\ufe0f xong") == "☑ đạt, ✔ xong"
    assert clean("a\u200b\u0301") == "á"


def test_dates_and_numbers_do_not_part() -> None:
    assert with_no_break_blanks("ngày 05 tháng 02 năm 2024, số 741, quý III") == (
        "ngày\xa005 tháng\xa002 năm\xa02024, số\xa0741, quý\xa0III"
    )
    assert with_no_break_blanks("2,32 tỷ đồng; năm nay") == "2,32\xa0tỷ đồng; năm nay"


def test_a_long_issuer_breaks_near_its_middle() -> None:
    assert balanced("ỦY BAN NHÂN DÂN XÃ MAI ĐÌNH", 22) == ("ỦY BAN NHÂN DÂN", "XÃ MAI ĐÌNH")
    assert balanced("BAN CHỈ ĐẠO XÂY DỰNG NTM", 22) == ("BAN CHỈ ĐẠO", "XÂY DỰNG NTM")
    assert balanced("VĂN PHÒNG ĐIỀU PHỐI NTM HUYỆN", 22) == ("VĂN PHÒNG ĐIỀU PHỐI", "NTM HUYỆN")
    assert balanced("XÃ MAI ĐÌNH", 22) == ("XÃ MAI ĐÌNH",)
    assert all(len(line) <= 22 for line in balanced("ỦY BAN NHÂN DÂN " * 9, 22))


def test_no_more_lines_are_made_than_are_needed() -> None:
    name = "Công Tằng Tôn Nữ Nguyễn Phúc Hoàng Thị Minh Nguyệt Anh Thư Ngọc"
    for limit in range(34, 45):
        lines = balanced(name, limit)
        assert len(lines) == 2
        assert max(map(len, lines)) <= limit


def test_no_paragraph_leaves_its_last_word_alone_on_a_line():
    sentence = "Kính đề nghị Ủy ban nhân dân huyện Hiệp Hòa xem xét, quyết định./."
    assert with_no_break_blanks(sentence).endswith("quyết\xa0định./.")
    assert "\xa0" not in with_no_break_blanks("Mai Đình xem xét, quyết định./.")


def test_neither_a_recipient_nor_the_note_of_an_appendix_leaves_its_last_word_alone():
    to = "Các thành viên Ban quản lý xây dựng nông thôn mới xã"
    document = replace(sample.plan(1), recipients=Recipients((to, "Lưu: VT")))
    body = render_body(document)
    assert "nông thôn mới\xa0xã;" in body
    assert "của UBND xã Mai\xa0Đình)" in body


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("PHƯỜNG ĐIỆN BIÊN PHỦ", ["PHƯỜNG ĐIỆN BIÊN PHỦ"]),
        ("PHƯỜNG TRẦN HƯNG ĐẠO", ["PHƯỜNG", "TRẦN HƯNG ĐẠO"]),
        ("PHƯỜNG PHAN ĐÌNH PHÙNG", ["PHƯỜNG", "PHAN ĐÌNH PHÙNG"]),
        ("UBND XÃ NGUYỄN NGHIÊM", ["UBND XÃ", "NGUYỄN NGHIÊM"]),
        ("VĂN PHÒNG ĐIỀU PHỐI NTM HUYỆN", ["VĂN PHÒNG ĐIỀU PHỐI", "NTM HUYỆN"]),
    ],
)
def test_the_agency_s_lines_are_as_wide_as_their_letters(line, parts):
    """Wide capitals are no more than fit: no line leaves a word of it alone on the next."""
    assert in_column([line]) == tuple(parts)


@pytest.mark.parametrize(
    ("abstract", "lines"),
    [
        (
            "Xây dựng xã Sao Mai Thượng đạt chuẩn nông thôn mới nâng cao năm 2024",
            ("Xây dựng xã Sao Mai Thượng đạt chuẩn", "nông thôn mới nâng cao năm 2024"),
        ),
        (
            "Thực hiện xã A Đình đạt chuẩn NTM nâng cao, thôn Hạ Lợi đạt NTM năm 2024.",
            ("Thực hiện xã A Đình đạt chuẩn NTM nâng cao,", "thôn Hạ Lợi đạt NTM năm 2024"),
        ),
        (
            "Giao ban tháng 6/2024 của xã Minh Khai - Hưng Đạo - Phan Đình Phùng Thượng",
            ("Giao ban tháng 6/2024 của xã Minh Khai -", "Hưng Đạo - Phan Đình Phùng Thượng"),
        ),
        ("Thực hiện xã A đạt chuẩn năm 2024", ("Thực hiện xã A đạt chuẩn năm 2024",)),
        (
            "Thực hiện xã Mai Đình đạt chuẩn NTM nâng cao, thôn Thắng Lợi đạt NTM kiểu mẫu, thôn "
            "Mai Hạ đạt NTM năm 2024",
            (
                "Thực hiện xã Mai Đình đạt chuẩn NTM nâng cao, thôn Thắng Lợi",
                "đạt NTM kiểu mẫu, thôn Mai Hạ đạt NTM năm 2024",
            ),
        ),
    ],
)
def test_a_long_abstract_stands_in_lines_that_part_no_word(
    abstract: str, lines: tuple[str, ...]
) -> None:
    document = replace(sample.plan(0), title=Title("KẾ HOẠCH", (abstract,)))
    assert abstract_lines(document) == lines
    letter = replace(document, title=Title("", (abstract,)))
    assert len(abstract_lines(letter)) == 1  # its column is narrow: the line ends where it is full


def test_a_long_office_and_name_part_between_words_in_the_column_of_the_signature() -> None:
    signature = Signature(
        ("TM. BAN CHỈ ĐẠO", "PHÓ TRƯỞNG BAN THƯỜNG TRỰC PHỤ TRÁCH XÂY DỰNG NÔNG THÔN MỚI"),
        office_below="PHÓ CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ",
        name="Công Tằng Tôn Nữ Nguyễn Phúc Hoàng Thị Minh Nguyệt",
    )
    writer = Signature(("THƯ KÝ", "BAN CHỈ ĐẠO GIAI ĐOẠN 2021 - 2025"))
    document = replace(sample.plan(0), signature=signature, written_by=writer)
    assert signed_lines(document) == (
        ("TM. BAN CHỈ ĐẠO", "PHÓ TRƯỞNG BAN", "THƯỜNG TRỰC PHỤ TRÁCH", "XÂY DỰNG NÔNG THÔN MỚI"),
        (
            *("PHÓ CHỦ TỊCH", "ỦY BAN NHÂN DÂN XÃ"),
            *("Công Tằng Tôn Nữ Nguyễn", "Phúc Hoàng Thị Minh Nguyệt"),
        ),
    )
    assert written_lines(document) == (
        ("THƯ KÝ", "BAN CHỈ ĐẠO", "GIAI ĐOẠN 2021 - 2025"),
        (),
    )
    drawn = renderings(document)
    assert drawn["word"] == drawn["paper"] == drawn["message"]


def test_an_appendix_names_itself_in_even_lines() -> None:
    title = "Tình trạng tiêu chí, nhiệm vụ, người phụ trách và thời hạn"
    upright = Appendix(title, blocks=(sample.table(1),))
    document = replace(sample.plan(0), appendices=(upright,))
    assert appendix_title_lines(upright) == (
        "TÌNH TRẠNG TIÊU CHÍ, NHIỆM VỤ,",
        "NGƯỜI PHỤ TRÁCH VÀ THỜI HẠN",
    )
    assert len(appendix_title_lines(replace(upright, landscape=True))) == 1
    assert len(attachment_lines(document, replace(upright, landscape=True))) == 1
    note = replace(upright, note="(Kèm theo " + "Kế hoạch số 05/KH-UBND của xã " * 4 + ")")
    lines = attachment_lines(document, note)
    assert max(map(len, lines)) - min(map(len, lines)) < 12
    drawn = renderings(replace(document, appendices=(note,)))
    assert drawn["word"] == drawn["paper"] == drawn["message"]


def test_characters_without_a_glyph_become_boxes() -> None:
    missing = missing_characters(["a 🎉 b"], {ord("a"), ord("b")})
    assert missing == ("🎉",)
    assert box_missing("a 🎉", missing) == "a □"


def test_blanks_are_named_by_the_words_before_them() -> None:
    texts = ("Họp lúc ……", "Ý kiến:", "…" * 30, "Từ … đến nay", "Số nợ ....... đồng, trả ____ lần")
    document = replace(sample.plan(0), blocks=tuple(Paragraph(text) for text in texts))
    found = [blank.words for blank in blanks_in(document)]
    assert found == ["Họp lúc ……", "Dòng dưới “Ý kiến:”", "Số nợ ……"]


def test_column_widths_add_up() -> None:
    assert sum(widths(tuple(TableColumn(share) for share in (1, 1, 1)))) == 100
    assert widths(sample.COLUMNS) == (5, 26, 10, 33, 16, 10)


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        ((), ()),
        ((TableColumn(0),), ()),
        ((TableColumn(1), TableColumn(1)), (("a",),)),
        ((TableColumn(1), TableColumn(1)), (("a", Cell("b", rowspan=2)),)),
        ((TableColumn(1), TableColumn(1)), ((Cell("a", rowspan=2), "b"), ("c", "d"))),
        ((TableColumn(1),), ((Cell("a", colspan=0),),)),
    ],
)
def test_a_table_with_holes_is_refused(columns: tuple, rows: tuple) -> None:
    with pytest.raises(ValueError):
        Table(columns, (), rows)


def test_cells_keep_their_lines_spans_and_column() -> None:
    columns = (TableColumn(1), TableColumn(1, "right"))
    rows = ((Cell("a\nb", rowspan=2), "1"), ("2",))
    body = render_body(replace(sample.plan(0), blocks=(Table(columns, (), rows),)))
    assert '<td rowspan="2">a<br>b</td><td class="doc-right">1</td>' in body
    assert '<tr><td class="doc-right">2</td></tr>' in body


def test_the_preview_needs_no_inline_style_or_script() -> None:
    body = render_body(sample.issued())
    assert "style=" not in body
    assert "<script" not in body
    assert body.startswith('<article class="doc" lang="vi">')


def test_plain_text_keeps_the_lines_of_a_cell_apart() -> None:
    cell = "Ngân sách xã: 420\nNhân dân đóng góp:\n185\n"
    table = Table((TableColumn(1), TableColumn(1)), (("Cơ cấu\nnguồn vốn", "Nợ"),), ((cell, "0"),))
    text = render_text(replace(sample.plan(0), blocks=(table,)))
    assert "Cơ cấu nguồn vốn | Nợ\nNgân sách xã: 420; Nhân dân đóng góp: 185 | 0\n" in text


def test_plain_text_carries_numbers_marks_and_table_rows() -> None:
    text = render_text(sample.issued())
    for line in (
        "Số: 05/KH-UBND",
        "Mai Đình, ngày 05 tháng 02 năm 2024",
        "III. NỘI DUNG THỰC HIỆN",
        "1.1. Tiêu chí số 2 (Giao thông)",
        "+ Xong.",
        "a) Rà soát lại các tuyến đường trên địa bàn thôn.",
        "Phụ lục II",
    ):
        assert f"{line}\n" in text
    assert "thường trực./.\n" in text
    assert "Nguyễn Thị Lan; Khuyến nông xã | trước tháng 8/2024" in text
    assert "Chưa có dòng nào." in render_text(sample.plan(0))
