"""Names of files: harmless to every system, Vietnamese kept."""

import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from evidence.papers.files.names import clean_name, content_disposition, extension_of, original_name

NAME = "Biên bản nghiệm thu xã Đông Hòa.pdf"
LONG = "Biên bản nghiệm thu nhà văn hóa thôn Mai Hạ " * 30

NAMES = [
    ("nfc", NAME, NAME),
    ("nfd", unicodedata.normalize("NFD", NAME), NAME),
    ("honest-con", "Con đường hoa.jpg", "Con đường hoa.jpg"),
    ("dots-inside", "Số 12.BC-UBND.pdf", "Số 12.BC-UBND.pdf"),
    ("capital-ending", "IMG_0001.JPG", "IMG_0001.JPG"),
    ("emoji", "Lễ 🎉.jpg", "Lễ 🎉.jpg"),
    ("old-code", "B¸o c¸o.pdf", "B¸o c¸o.pdf"),
    ("percent", "%2e%2e%2fx.pdf", "%2e%2e%2fx.pdf"),
    ("semicolon", "a;b.pdf", "a;b.pdf"),
    ("only-dots", "....", "tep"),
    ("empty", "", "tep"),
    ("blank", " \u200b\u3000", "tep"),
    ("only-ending", ".pdf", "pdf"),
    ("hidden", ".htaccess.pdf", "htaccess.pdf"),
    ("leading-dash", "--version.pdf", "version.pdf"),
    ("device", "CON.pdf", "tep-CON.pdf"),
    ("device-alone", "nul", "tep-nul"),
    ("device-blank", "aux .pdf", "tep-aux .pdf"),
    ("device-raised", "COM¹.pdf", "tep-COM¹.pdf"),
    ("trailing-dot", "a.pdf. . ", "a.pdf"),
    ("rtl", "ảnh\u202egpj.exe", "ảnhgpj.exe"),
    ("zero-width", "bi\u200bên\ufeff.pdf", "biên.pdf"),
    ("newline", "a\r\nX-Evil: 1.pdf", "a X-Evil_ 1.pdf"),
    ("null", "a.pdf\0.exe", "a.pdf .exe"),
    ("quote", 'a"b.pdf', "a_b.pdf"),
    ("wildcards", "a*?<b>|c.pdf", "a___b__c.pdf"),
    ("path", "../../etc/passwd.pdf", "passwd.pdf"),
    ("windows-path", "C:\\Users\\Lan\\a.pdf", "a.pdf"),
    ("drive", "C:a.pdf", "a.pdf"),
    ("stream", "a.pdf:evil.exe", "a.pdf_evil.exe"),
    ("surrogate", "a\udcffb.pdf", "ab.pdf"),
]


@pytest.mark.parametrize(
    ("raw", "expected"), [case[1:] for case in NAMES], ids=[n[0] for n in NAMES]
)
def test_cleaned(raw: str, expected: str) -> None:
    assert clean_name(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("", "tep.jpg"),
        (".jpg", "tep.jpg"),
        ("ảnh", "ảnh.jpg"),
        ("a.jpeg", "a.jpeg"),
        ("CON", "tep-CON.jpg"),
    ],
)
def test_gets_an_ending(raw: str, expected: str) -> None:
    assert clean_name(raw, "jpg") == expected


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("C:\\Lan\\a?.pdf", "C:\\Lan\\a?.pdf"),
        ("a\0\ud800b.pdf", "ab.pdf"),
        ("x" * 600 + ".pdf", "x" * 249 + "…" + "x" * 246 + ".pdf"),
    ],
)
def test_the_original_is_kept_as_far_as_a_database_holds_it(raw: str, kept: str) -> None:
    assert original_name(raw) == kept


def test_long_name_keeps_its_ending_and_whole_letters() -> None:
    name = clean_name(LONG + ".pdf")
    assert 250 <= len(name.encode()) <= 255
    assert name.endswith(".pdf")
    assert LONG.startswith(name.removesuffix(".pdf"))
    assert clean_name("a" * 251 + ".pdf") == "a" * 251 + ".pdf"
    assert len(clean_name("ệ" * 1000).encode()) <= 255


@given(st.text(max_size=400))
@example("\U000e0020")
def test_any_name_becomes_harmless(raw: str) -> None:
    name = clean_name(raw, "pdf")
    assert name == clean_name(name, "pdf")
    assert 0 < len(name.encode()) <= 255
    assert extension_of(name)
    assert unicodedata.is_normalized("NFC", name)
    assert not set(name) & set('/\\:*?"<>|')
    assert not {unicodedata.category(char) for char in name} & {"Cc", "Cf", "Cs"}
    assert name[0] not in " .-"
    assert name[-1] not in " ."


@given(st.text(max_size=300), st.booleans())
def test_header_is_ascii_and_gives_the_name_back(raw: str, inline: bool) -> None:
    header = content_disposition(raw, inline)
    kind, plain, wide = header.split("; ", 1)[0], *header.split("; ", 1)[1].rsplit("; ", 1)
    assert kind == ("inline" if inline else "attachment")
    assert header.isascii()
    assert header.isprintable()
    assert plain.startswith('filename="')
    assert plain.count('"') == 2
    assert "\\" not in plain
    assert "%" not in plain
    assert unquote(wide.removeprefix("filename*=UTF-8''")) == clean_name(raw)


def test_header_of_a_vietnamese_name() -> None:
    assert content_disposition("Biên bản Đông Hòa.pdf", inline=False) == (
        'attachment; filename="Bien ban Dong Hoa.pdf"; '
        "filename*=UTF-8''Bi%C3%AAn%20b%E1%BA%A3n%20%C4%90%C3%B4ng%20H%C3%B2a.pdf"
    )
