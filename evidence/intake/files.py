"""The text of an uploaded plan, read in the guarded process."""

from typing import BinaryIO

from django.core.exceptions import ValidationError

from evidence.papers.enums import FileType
from evidence.papers.files.limited import ReaderBusy
from evidence.papers.files.names import clean_name
from evidence.papers.files.reading import check
from evidence.papers.files.reading import text as read_text
from evidence.papers.files.refusals import RefusedFile
from ntm_project.common.old_fonts import in_unicode

MOST_BYTES = 20_000_000
ACCEPTED = ".docx,.pdf"
NOT_A_PLAN = "Chỉ nhận tệp Word (.docx) hoặc PDF; tệp khác thì dán phần chữ vào ô bên dưới."
SCANNED = (
    "Tệp PDF này là bản chụp (scan), không có chữ để đọc. Hãy dùng tệp Word, hoặc gõ phần giao "
    "việc vào ô bên dưới."
)
EMPTY = "Tệp này không có chữ nào."
LEAST_LETTERS = 40  # a scan often carries a line of its scanner


def text_of_file(file: BinaryIO, name: str) -> tuple[str, str]:
    """The text and the name of the file; ValidationError (`file`) with one sentence otherwise."""
    try:
        found = check(file, name, max_bytes=MOST_BYTES)
        if found.file_type not in {FileType.DOCX, FileType.PDF}:
            raise ValidationError({"file": NOT_A_PLAN})
        file.seek(0)
        text = read_text(file, found.file_type)
    except (RefusedFile, ReaderBusy) as refusal:
        raise ValidationError({"file": refusal.reason}) from None
    if sum(map(str.isalpha, text)) < LEAST_LETTERS:
        raise ValidationError({"file": SCANNED if found.file_type == FileType.PDF else EMPTY})
    return in_unicode(text), clean_name(name)
