"""Cases from public reports (`cases/files.csv`), and their whole kind: taken, read, remarked."""

import csv
import io
from pathlib import Path

import pytest

from evidence.papers.enums import FileType
from evidence.papers.files import reading
from evidence.papers.files.blocks import blocks_of, plain_blocks
from evidence.papers.files.detect import EXTENSIONS
from evidence.papers.files.names import extension_of
from evidence.papers.files.refusals import RefusedFile
from tests.evidence.files.everyday import EVERYDAY

FOLDER = Path(__file__).parent / "cases"
with (FOLDER / "files.csv").open(encoding="utf-8") as table:
    CASES = list(csv.DictReader(table, delimiter=";"))

# Where the table leaves the choice to us.
CHOSEN = {"01i": "taken", "08a": "refused", "12c": "taken"}
SAID = {
    "03a": "pdf_begins_late", "03b": "pdf_begins_late", "04": "pdf_owner_lock",
    "05a": "pdf_attachment", "05b": "pdf_attachment", "08b": "office_links", "08d": "office_links",
}  # fmt: skip


def text_of(blocks: list) -> str:
    return "\n".join(str(block) for block in plain_blocks(blocks))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_every_case_of_the_table(case: dict[str, str]) -> None:
    data = (FOLDER / case["file"]).read_bytes()
    expected = CHOSEN.get(case["case"], case["expect"])
    if expected == "refused":
        with pytest.raises(RefusedFile):
            reading.check(io.BytesIO(data), case["sent_as"])
        return
    checked = reading.check(io.BytesIO(data), case["sent_as"])
    assert [remark.key for remark in checked.remarks] == list(
        filter(None, [SAID.get(case["case"])])
    )
    assert extension_of(checked.name) == checked.file_type
    if checked.file_type in (FileType.DOCX, FileType.XLSX):
        seen = text_of(reading.words(io.BytesIO(data), checked.file_type))
        assert [word for word in case["view_has"].split("|") if word not in seen] == []
        lacks = filter(None, case["view_lacks"].split("|"))
        assert [word for word in lacks if word in seen] == []


@pytest.mark.parametrize("case", EVERYDAY)
def test_the_whole_kind_is_taken_and_said(case: str) -> None:
    name, make, remark_key = EVERYDAY[case]
    data = make()
    checked = reading.check(io.BytesIO(data), name)
    assert [remark.key for remark in checked.remarks] == ([remark_key] if remark_key else [])
    assert all(remark.sentence.endswith(".") for remark in checked.remarks)
    assert extension_of(checked.name) in EXTENSIONS[checked.file_type]
    if checked.file_type in (FileType.DOCX, FileType.XLSX):
        assert blocks_of(plain_blocks(reading.words(io.BytesIO(data), checked.file_type)))


def test_a_picture_from_the_network_is_named_with_the_way_to_mend_it() -> None:
    data = (FOLDER / "08a-picture-linked-by-pasting-from-a-web-page.docx").read_bytes()
    with pytest.raises(RefusedFile) as refusal:
        reading.check(io.BytesIO(data), "a.docx")
    assert "“logo.gif”" in refusal.value.reason
    assert "cong-bao.example.vn" in refusal.value.reason


def test_what_is_attached_is_named() -> None:
    data = (FOLDER / "05a-scan-with-second-scan-attached.pdf").read_bytes()
    (remark,) = reading.check(io.BytesIO(data), "a.pdf").remarks
    assert "“phu-luc.pdf”" in remark.sentence
