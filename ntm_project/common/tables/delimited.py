"""CSV and tab-separated text in the encodings that Excel has saved it in."""

import csv
import io
import re
import unicodedata
from collections import Counter

from ntm_project.common.tables.book import CannotRead, Sheet

_MARKS = (";", "\t", ",")
_LOOKED_AT = 60  # rows by which the mark between cells is known
_FOREIGN = (
    b"%PDF",
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"<?xml",
)
# What other programs export as ".xls".
_PAGES = (b"<!doctype", b"<html", b"\xef\xbb\xbf<html", b"<table", b"<meta", b"<head", b"<style")
A_PAGE = (
    "Tệp này là trang web mang đuôi bảng tính (phần mềm khác xuất ra). Hãy mở bằng Excel, chọn "
    "Lưu thành, loại .xlsx, rồi chọn lại tệp."
)
NO_TEXT = (
    "Không đọc được chữ trong tệp. Trong Excel, chọn Lưu thành, loại .xlsx hoặc “CSV UTF-8”, "
    "rồi chọn lại tệp."
)
_LOST_LETTER = re.compile(r"[^\W\d_]\?[^\W\d_]|(?<!\S)\?\?*[^\W\d_]|\?\?[^\W\d_]")
LOST_LETTERS = (
    "Chữ có dấu trong tệp đã mất khi lưu (thành dấu “?”), không khôi phục được từ tệp này. "
    "Trong Excel, mở lại bảng gốc, chọn Lưu thành, loại .xlsx hoặc “CSV UTF-8”, rồi chọn lại tệp."
)


def read_delimited(content: bytes) -> Sheet:
    """The table as one sheet of texts; every text in NFC."""
    if content.lstrip()[:200].lower().startswith(_PAGES):
        raise CannotRead(A_PAGE)
    if content.lstrip().startswith(_FOREIGN):
        raise CannotRead("Tệp này không phải bảng tính. Hãy chọn tệp .xlsx, .xls hoặc .csv.")
    text = _text(content)
    if _has_lost_letters(text):
        raise CannotRead(LOST_LETTERS)
    mark = ""
    if text.casefold().startswith("sep=") and len(text) > 4:  # a line for Excel alone
        first, _, text = text.partition("\n")
        mark = first[4:5]
    try:
        rows = _rows(text, mark or _mark_of(text))
    except csv.Error as error:
        raise CannotRead(NO_TEXT) from error
    return Sheet("CSV", rows)


def _rows(text: str, mark: str) -> list[list[str]]:
    return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark)]


def _text(content: bytes) -> str:
    """The text by its byte order mark, else as UTF-8, as UTF-16, at last as Windows-1258."""
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "cp1258" and not _is_vietnamese(text):
            break
        if "\x00" not in text:
            return unicodedata.normalize("NFC", text).lstrip("\ufeff")
    raise CannotRead(NO_TEXT)


def _encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if content.startswith(b"\xef\xbb\xbf"):
        return ("utf-8-sig",)
    head = content[:2_000]
    if head.count(0) > len(head) // 5:
        return ("utf-16-le", "utf-16-be") if head[1::2].count(0) > head[::2].count(0) else (
            "utf-16-be", "utf-16-le",
        )  # fmt: skip
    return ("utf-8", "cp1258")


def _is_vietnamese(text: str) -> bool:
    """Whether what was read byte by byte is words: hardly a control or a sign of another use."""
    odd = sum(1 for sign in text if unicodedata.category(sign) in {"Cc", "Co", "Cn"})
    return odd - text.count("\n") - text.count("\r") - text.count("\t") <= len(text) // 200


def _has_lost_letters(text: str) -> bool:
    """Whether the file was saved as plain “CSV”, which keeps no Vietnamese letters: many words
    with “?” inside, as no sentence and hardly an address has it."""
    lost = len(_LOST_LETTER.findall(text))
    return lost > 3 and lost * 10 > len(text.split())


def _mark_of(text: str) -> str:
    """The mark that parts the first rows most evenly into the most cells."""

    def fitness(mark: str) -> tuple[int, int]:
        lines = io.StringIO(text, newline="")
        widths: Counter[int] = Counter()
        for row, _ in zip(csv.reader(lines, delimiter=mark), range(_LOOKED_AT), strict=False):
            widths[len(row)] += len(row) > 1
        width, often = max(widths.items(), key=lambda pair: pair[1], default=(0, 0))
        return often * (width - 1), -_MARKS.index(mark)

    return max(_MARKS, key=fitness)
