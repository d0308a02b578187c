"""A file as sheets of cells, by what stands in it."""

from ntm_project.common.tables.book import MOST_BYTES, TOO_LARGE, Book, CannotRead
from ntm_project.common.tables.delimited import read_delimited
from ntm_project.common.tables.workbook import read_workbook


def read_book(content: bytes) -> Book:
    """The sheets of a workbook or CSV file by its content, not its name; `CannotRead`."""
    if len(content) > MOST_BYTES:
        raise CannotRead(TOO_LARGE)
    if not content.strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise CannotRead("Tệp trống.")
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
        return read_workbook(content)
    return Book((read_delimited(content),))
