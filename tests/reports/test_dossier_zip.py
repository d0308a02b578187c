"""A dossier as a ZIP: all of it or named as missing, under names that every system takes."""

import hashlib
import io
import re
import shutil
import subprocess
import unicodedata
import zipfile
import zlib
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pillow_heif
import pytest
from django.utils import timezone
from PIL import Image

from criteria.models import Assessment
from evidence.issued.models import IssuedDocument
from evidence.models import ContentScan, Evidence, FileFault
from evidence.papers import reading_store
from evidence.papers.enums import ScanState
from evidence.papers.files.names import RESERVED
from evidence.papers.models import Revision
from evidence.papers.services import add_paper, add_revision, withdraw_paper
from evidence.papers.services.sweep import Fault, inspect
from evidence.papers.storage import evidence_store
from evidence.papers.store_errors import StorageDown
from reports.documents.kinds import KINDS
from reports.dossier import archive, packing
from reports.dossier.names import MOST_FOLDER, MOST_NAME, PathNames, entry_name, utf16_length
from reports.dossier.turns import turn_to_download
from reports.dossier.workbook import NOT_THERE
from tests import factories as make
from tests.evidence import factories as make_paper
from tests.evidence.files import makers
from tests.reports.at_once import AtHand
from tests.reports.test_dossier import damage, file_of
from tests.shared import whole_zip
from tests.world import opened

pytestmark = pytest.mark.once


world = opened("commune", "village", "assessment", "lan")


@pytest.fixture(autouse=True)
def _press(monkeypatch):
    """The list is laid out elsewhere: `test_pdf` asks the press itself."""
    made = b"%PDF-1.7 danh muc"
    monkeypatch.setattr(AtHand, "lay_out", lambda _self, _page, _css, into: into.write_bytes(made))


def url(world) -> str:
    return f"/danh-gia/{world.assessment.pk}/ho-so/zip/"


def sent(world, who="lan") -> bytes:
    response = world.client(who).get(url(world))
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def manifest_of(zipped: zipfile.ZipFile) -> str:
    return zipped.read(archive.MANIFEST).decode("utf-8-sig")


def photo_with_notes(kind: str) -> bytes:
    """As a phone notes it: held on its side, with the place; something appended behind."""
    notes = Image.Exif()
    notes[0x0112] = 6
    notes[0x010F] = "Hãng máy"
    notes.get_ifd(0x8825)[2] = (21.0, 20.0, 5.0)
    out = io.BytesIO()
    picture = Image.new("RGB", (64, 48), "green")
    if kind == "jpg":
        picture.save(out, "JPEG", exif=notes)
    else:
        words = "<x>GPS Hãng máy</x>".encode()
        pillow_heif.from_pillow(picture).save(out, exif=notes.tobytes(), xmp=words)
    return out.getvalue() + b"GPS phim kem theo"


AWKWARD = {
    "Biên bản/nghiệm thu \\ nhà văn hóa": "Biên bản-nghiệm thu-nhà văn hóa.pdf",
    "CON": "tep-CON.pdf",
    "nul.báo cáo": "tep-nul.báo cáo.pdf",
    "Con đường": "Con đường.pdf",
    'Danh sách: "hộ" <nghèo> | *năm* 2024?': "Danh sách_ _hộ_ _nghèo_ _ _năm_ 2024_.pdf",
    "  .ẩn. . ": "ẩn.pdf",
    "../../etc/passwd": "etc-passwd.pdf",
    "a\r\nb\tc\u202e\u200b": "a b c.pdf",
    unicodedata.normalize("NFD", "Quyết định"): "Quyết định.pdf",
    "Ảnh \ue000\ufffe đường": "Ảnh đường.pdf",
    "": "tep.pdf",
}


@pytest.mark.parametrize(("stem", "name"), AWKWARD.items())
def test_a_name_is_one_that_every_system_takes(stem, name) -> None:
    assert entry_name(stem, "pdf") == name


@pytest.mark.parametrize("letter", ["ữ", "𠀀", "e\u0323\u0302", "a", "ữ ng"])
def test_no_path_is_too_long_and_no_two_are_one(letter) -> None:
    names = PathNames()
    folder = entry_name("Tiêu chí 18 - " + letter * 300, most=50)
    twins = (letter * 300, (letter * 300).upper(), "Tờ trình", "TỜ TRÌNH", "tờ trình (2)")
    paths = [names.path(folder, stem, "docx") for stem in twins for _ in range(2)]
    assert len({unicodedata.normalize("NFD", path).casefold() for path in paths}) == len(paths)
    for path in paths:
        assert utf16_length(path) <= 152
        assert unicodedata.is_normalized("NFC", path)
        for part in path.split("/"):
            assert len(part.encode()) <= 255
            assert part == part.strip(" .")
            assert not RESERVED.match(part)
        assert path.endswith(".docx")


def test_every_file_is_there_or_named_with_the_reason(world, tmp_path) -> None:
    first, second, third = world.results()[:3]
    paper = make_paper.paper
    paper(world.commune, first, third, number="45/BB-UBND", title="Biên bản: nghiệm thu")
    paper(world.village, second, title="CON", dated_on=date(2024, 7, 1))
    make_paper.pdf_paper(world.commune, first, title="Quyết định về đường trục thôn " * 20)
    spoilt, lost, blocked = (paper(world.commune, second) for _ in range(3))
    damage(file_of(spoilt), b"x" * file_of(spoilt).size)
    evidence_store().remove(file_of(lost).key)
    ContentScan.objects.create(sha256=file_of(blocked).sha256, state=ScanState.BLOCKED)

    content = sent(world)
    zipped = whole_zip(content)
    text = manifest_of(zipped)

    for revision in Revision.objects.all():
        assert revision.sha256 in text
    listed = dict(line.split("  ", 1)[::-1] for line in text.splitlines() if "  " in line)
    files = [info for info in zipped.infolist() if not info.is_dir()]
    assert set(listed) == {info.filename for info in files} - {archive.MANIFEST}
    for path, sha256 in listed.items():
        assert hashlib.sha256(zipped.read(path)).hexdigest() == sha256
    assert text.count("khi gửi") == 3
    assert zipped.read(archive.LACKING).decode("utf-8-sig").count("khi gửi") == 3
    assert [r.fault.detail != "" for r in (file_of(spoilt), file_of(lost))] == [True, True]
    for info in zipped.infolist():
        assert info.filename.isascii() or info.flag_bits & 0x800
        assert info.filename.endswith((".txt", "/")) or info.compress_type == zipfile.ZIP_STORED
    folders = [i.filename for i in zipped.infolist() if i.is_dir()]
    assert [name[:11] for name in folders] == ["Tiêu chí 01", "Tiêu chí 02"]
    in_first = [path for path in listed if path.startswith(folders[0])]
    assert any(path.endswith("- 45-BB-UBND - Biên bản_ nghiệm thu.jpg") for path in in_first)
    assert any("45-BB-UBND" in path for path in listed if path.startswith(folders[1]))
    assert {"Danh mục hồ sơ.xlsx", "Danh mục hồ sơ.pdf", "Đọc trước.txt"} <= set(listed)

    for program in (["unzip", "-tqq"], ["7z", "t"]):
        if shutil.which(program[0]):
            target = tmp_path / "ho-so.zip"
            target.write_bytes(content)
            subprocess.run([*program, str(target)], check=True, capture_output=True)


def kept_with(world, content: bytes, crc32: int | None) -> Revision:
    """A PDF of the commune whose row keeps this CRC-32."""
    received = make_paper.received(content, "Biên bản.pdf", "application/pdf")
    (made,) = add_paper(
        by=make.system(),
        unit=world.commune,
        data=make_paper.paper_data(),
        files=[replace(received, crc32=crc32)],
        upload_keys=[uuid4()],
        results=[world.result],
    )
    return made.revision


def pdf_in(zipped: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [i for i in zipped.infolist() if i.filename.endswith(".pdf") and "/" in i.filename]


@pytest.mark.parametrize("most_held", [0, reading_store.HELD_BYTES])
@pytest.mark.parametrize("is_older", [False, True])
def test_each_file_is_checked_before_it_leaves(world, monkeypatch, most_held, is_older) -> None:
    """Held or read twice, by its CRC-32 or, where none was kept, by its SHA-256."""
    monkeypatch.setattr(reading_store, "HELD_BYTES", most_held)
    content = makers.pdf()
    revision = kept_with(world, content, None if is_older else zlib.crc32(content))
    zipped = whole_zip(sent(world))
    (info,) = pdf_in(zipped)
    assert zipped.read(info) == content
    assert bool(info.flag_bits & 0x08) == is_older  # its length and CRC-32 come before its bytes
    assert f"{revision.sha256}  {info.filename}" in manifest_of(zipped)
    for other in (content[:-1] + b"\0", content[:-1], content + b"\0"):
        damage(revision, other)
        zipped = whole_zip(sent(world))
        assert pdf_in(zipped) == []
        assert revision.name in zipped.read(archive.LACKING).decode()
        FileFault.objects.all().delete()


def test_what_changes_while_it_leaves_is_not_what_the_zip_announces(world, monkeypatch) -> None:
    content = makers.pdf()
    kept_with(world, content, zlib.crc32(content))
    monkeypatch.setattr(packing, "bytes_of", lambda _file, _parts: [content[:-1] + b"\0"])
    with zipfile.ZipFile(io.BytesIO(sent(world))) as zipped:
        (info,) = pdf_in(zipped)
        assert zipped.testzip() == info.filename


def test_what_the_nightly_check_found_wrong_does_not_leave_by_its_crc(world) -> None:
    """Forged bytes may have the CRC-32 of what was sent: until the night the list alone shows it,
    whose SHA-256 is of what was sent."""
    content = makers.pdf()
    forged = content[:-1] + b"\0"
    revision = kept_with(world, content, zlib.crc32(forged))
    damage(revision, forged)
    zipped = whole_zip(sent(world))
    (info,) = pdf_in(zipped)
    assert f"{revision.sha256}  {info.filename}" in manifest_of(zipped)
    assert hashlib.sha256(zipped.read(info)).hexdigest() != revision.sha256
    (found,) = inspect(now=timezone.now(), with_hash=True)
    assert found.fault == Fault.WRONG_HASH
    zipped = whole_zip(sent(world))
    assert pdf_in(zipped) == []
    assert revision.name in zipped.read(archive.LACKING).decode()


def test_the_list_names_no_file_where_none_went_in(world) -> None:
    paper = make_paper.paper(world.commune, world.result)
    evidence_store().remove(file_of(paper).key)
    book = whole_zip(whole_zip(sent(world)).read("Danh mục hồ sơ.xlsx"))
    assert NOT_THERE in book.read("xl/sharedStrings.xml").decode()


def test_the_list_names_each_file_of_a_paper_and_which_did_not_go_in(world) -> None:
    paper = make_paper.paper(world.commune, world.result, title="Quyết định")
    Evidence.objects.filter(pk=paper.pk).update(is_issued=True)  # its files all count
    add_revision(
        by=make.system(),
        evidence_id=paper.pk,
        received=make_paper.received(makers.pdf(), "Bản quét.pdf", "application/pdf"),
        upload_key=uuid4(),
        seen_version=paper.version,
    )
    first, second = paper.revisions.order_by("number")

    def cell() -> str:
        book = whole_zip(whole_zip(sent(world)).read("Danh mục hồ sơ.xlsx"))
        found = re.findall(r"<t[^>]*>([^<]*)</t>", book.read("xl/sharedStrings.xml").decode())
        return next(text for text in found if ".pdf" in text)

    assert cell().count("- Quyết định.") == 2
    evidence_store().remove(first.key)
    assert cell().splitlines()[0] == f"{first.name}: {NOT_THERE}"
    assert second.name != first.name


@pytest.mark.parametrize(("kind", "turn"), [("jpg", {0x0112: 6}), ("heic", {})])
def test_a_photo_goes_without_what_the_camera_noted(world, kind, turn) -> None:
    """How it was held stays: a HEIC turns by a property beside its notes."""
    content, name = photo_with_notes(kind), f"a.{kind}"
    noted = make_paper.paper(world.commune, world.result, content=content, file_name=name)
    zipped = whole_zip(sent(world))
    (changed,) = (name for name in zipped.namelist() if name.endswith(f".{kind}"))
    photo, text = zipped.read(changed), manifest_of(zipped)
    assert b"GPS" not in photo
    assert "Hãng máy".encode() not in photo
    opens = Image.open if kind == "jpg" else pillow_heif.open_heif
    image = opens(io.BytesIO(photo))
    if kind == "heic":
        image = image.to_pillow()
        assert image.size == (48, 64)
    assert dict(image.getexif()) == turn
    image.load()
    assert f"{hashlib.sha256(photo).hexdigest()}  {changed}" in text
    assert f"{file_of(noted).sha256} của {changed}" in text


def test_papers_of_the_dossier_are_those_issued_else_marked_as_drafts(world) -> None:
    kinds = [k for k in KINDS if k.model is Assessment and k.exists(world.assessment)]
    issued, *others = (kind for kind in kinds if kind.slug != "dossier_index")
    paper = make_paper.pdf_paper(world.commune, title="Tờ trình")
    facts = {"number": 5, "series": "TTr-UBND", "type_name": "TỜ TRÌNH", "title": "Đề nghị xét"}
    IssuedDocument.objects.create(
        unit=world.commune,
        kind=issued.slug,
        row_key=world.assessment.pk,
        year=2024,
        issued_on=date(2024, 8, 1),
        paper=paper,
        **facts,
    )
    zipped = whole_zip(sent(world))
    held = {name.split("/", 1)[1] for name in zipped.namelist() if name.startswith("00 - ")}
    unnumbered = {"recognition_cover", "recognition_survey"}
    marks = {kind: "BẢN ĐỂ KÝ" if kind.slug in unnumbered else "DỰ THẢO" for kind in others}
    drafts = {entry_name(f"{mark} - {kind.title}", "docx") for kind, mark in marks.items()}
    assert held == drafts | {"05-TTr-UBND - TỜ TRÌNH - Đề nghị xét.pdf"}
    assert archive.LACKING not in zipped.namelist()
    kept = next(name for name in zipped.namelist() if name.endswith("Đề nghị xét.pdf"))
    assert hashlib.sha256(zipped.read(kept)).hexdigest() == file_of(paper).sha256
    # One that was recalled counts as none.
    withdraw_paper(by=make.system(), evidence_id=paper.pk, reason="Ban hành nhầm")
    names = "\n".join(whole_zip(sent(world)).namelist())
    assert "05-TTr-UBND" not in names
    assert entry_name(f"BẢN ĐỂ KÝ - {issued.title}", "docx") in names


def test_a_store_that_fails_leaves_a_zip_that_is_visibly_broken(world, monkeypatch) -> None:
    for result in world.results()[:2]:
        make_paper.paper(world.commune, result)
    opens, seen = reading_store.open_original, []

    def fails(revision):
        seen.append(revision)
        if len(seen) > 1:
            raise StorageDown("away")
        return opens(revision)

    monkeypatch.setattr(reading_store, "open_original", fails)
    response = world.client("lan").get(url(world))
    pieces = []
    with pytest.raises(StorageDown):
        pieces.extend(response.streaming_content)
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(io.BytesIO(b"".join(pieces)))


def test_who_may_not_see_all_of_it_is_refused_by_page_and_address_alike(world) -> None:
    result = world.village_assessment.results.order_by("pk").first()
    make_paper.paper(world.village, result)
    client, page = world.client("thon"), f"/danh-gia/{world.village_assessment.pk}/ho-so/"
    shown = client.get(page).content.decode()
    assert f'href="{page}zip/"' in shown
    make_paper.paper(world.commune, result)
    refusal = client.get(f"{page}zip/")
    assert refusal.status_code == 403
    reason = f"Hồ sơ có minh chứng của {world.commune.full_name}"
    assert reason in refusal.content.decode()
    shown = client.get(page).content.decode()
    assert reason in shown
    assert f'href="{page}zip/"' not in shown
    assert world.client("stranger").get(url(world)).status_code == 404


def test_one_person_downloads_one_dossier_at_a_time(world) -> None:
    client, person = world.client("lan"), world.official("lan").pk
    with turn_to_download(person):
        assert client.get(url(world)).status_code == 429
    with turn_to_download(person + 1), turn_to_download(person + 2):
        assert client.get(url(world)).status_code == 503
    assert sent(world)
    assert sent(world)


def test_the_folder_of_a_criterion_keeps_its_whole_name_within_what_windows_opens() -> None:
    name = "Tiêu chí 13 - Tổ chức sản xuất và phát triển kinh tế nông thôn"
    assert entry_name(name, most=MOST_FOLDER) == name
    assert MOST_FOLDER + MOST_NAME + len("//") <= 260 - 70  # a person's own folders before ours
