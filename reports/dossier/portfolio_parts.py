"""The files of a dossier as parts of one PDF: pages, pictures, and what cannot be bound."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from evidence.papers.antivirus import Blocked
from evidence.papers.enums import FileType
from evidence.papers.files import reading
from evidence.papers.files.limited import ReaderBusy
from evidence.papers.files.refusals import RefusedFile
from evidence.papers.models import Revision
from evidence.papers.notes import noted, why_given_up
from evidence.papers.previews import PICTURE, is_picture, preview_of
from evidence.papers.queries.filed import why_withheld
from evidence.papers.reading_store import MissingFile, WrongBytes, whole_file
from reports.dossier.contents import NO_FILE, Dossier, FiledPaper
from reports.dossier.turns import patiently

OFFICE = "Tệp {type} không ghép được vào tập PDF; xem trong hồ sơ ZIP."
BUSY = "Máy chủ bận nên chưa đọc được tệp này; hãy làm lại tập PDF sau ít phút."
WAIT_SECONDS = 60.0
LEAVES = "leaves"


@dataclass
class BoundFile:
    """One file: bound with its pages from `page` on, or why not."""

    criterion: int
    filed: FiledPaper
    revision: Revision | None
    reason: str = ""
    path: str = ""
    pages: int = 0
    is_picture: bool = False
    page: int = 0
    same: "BoundFile | None" = None  # the same file, bound further ahead

    @property
    def is_bound(self) -> bool:
        return not self.reason

    @property
    def shown_page(self) -> int:
        return self.same.page if self.same else self.page


def lay_out_files(
    dossier: Dossier, folder: Path, show: Callable[[int, int], None]
) -> Iterator[BoundFile]:
    """Every file in the order of the list; what can be bound lies in the folder then. Shows how
    many of how many are read."""
    of = sum(len(_files_of(filed)) for one in dossier.folders for filed in one.papers)
    read = 0
    known: dict[int, BoundFile] = {}
    for criterion in dossier.folders:
        number = criterion.criterion.number
        for filed in criterion.papers:
            if not filed.files:
                yield BoundFile(number, filed, None, NO_FILE)
            for revision in _files_of(filed):
                show(read, of)
                read += 1
                part = BoundFile(number, filed, revision)
                if before := known.get(revision.pk):
                    part.reason, part.same = before.reason, before if before.is_bound else None
                else:
                    _read(part, revision, folder / str(revision.pk))
                    known[revision.pk] = part
                yield part
    if of:
        show(of, of)


def _files_of(filed: FiledPaper) -> list[Revision]:
    """Its files, of an issued document its PDF alone."""
    issued = filed.paper.is_issued
    return [r for r in filed.files if not (issued and r.file_type == FileType.DOCX)]


def why_unbound(dossier: Dossier) -> dict[int, str]:
    """Key of each file that cannot be bound → why, as far as it is known without opening one; what
    is lost or spoilt in the store aside (`filed.why_withheld`)."""
    files = [r for one in dossier.folders for filed in one.papers for r in _files_of(filed)]
    given_up = why_given_up((file.sha256 for file in files), (LEAVES, PICTURE))
    found = {file.pk: _why_unbound(file) or given_up.get(file.sha256, "") for file in files}
    return {key: reason for key, reason in found.items() if reason}


def _why_unbound(revision: Revision) -> str:
    if revision.file_type == FileType.PDF or is_picture(revision):
        return ""
    return OFFICE.format(type=FileType(revision.file_type).label)


def _read(part: BoundFile, revision: Revision, path: Path) -> None:
    try:
        if is_picture(revision):
            if fault := why_withheld(revision):
                part.reason = fault
                return
            path.write_bytes(patiently(lambda: preview_of(revision), WAIT_SECONDS))
            part.is_picture, part.pages = True, 1
        elif revision.file_type == FileType.PDF:
            part.pages, content = patiently(lambda: _leaves(revision), WAIT_SECONDS)
            path.write_bytes(content)
        else:
            part.reason = _why_unbound(revision)
        part.path = str(path)
    except (RefusedFile, WrongBytes, MissingFile, Blocked) as fault:
        part.reason = fault.reason
    except ReaderBusy:
        part.reason = BUSY


def _leaves(revision: Revision) -> tuple[int, bytearray]:
    # The bytes are those that were sent, so what locks or breaks them stays so.
    sure = ("pdf_locked", "pdf_damaged")
    with noted(revision.sha256, LEAVES, "pdf_too_complex", sure), whole_file(revision) as file:
        return reading.leaves(file)
