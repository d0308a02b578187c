"""The ZIP of a dossier, in the order in which it is sent: a page to read first, a folder for each
criterion, the papers of the dossier itself, the list (danh mục), and at the end what became of all.
"""

import gc
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils import timezone

from criteria.models import Assessment, Criterion
from evidence.issued.queries import issued_of
from evidence.papers.models import Revision
from evidence.papers.queries.filed import files_of_keys
from ntm_project.common.dates import format_day
from reports.documents.html import render_page
from reports.documents.kinds import KINDS, dossier_index
from reports.documents.kinds.dossier_index import IndexRows, index_document
from reports.documents.word import render_docx
from reports.documents.word.reference import looks_for
from reports.dossier.contents import FiledPaper, dossier_of
from reports.dossier.manifest import LeftOut
from reports.dossier.names import MOST_FOLDER, entry_name
from reports.dossier.packing import Packing
from reports.dossier.sheet import index_xlsx
from reports.drawn import Drawn, drawn
from reports.pdf import (
    PressStopped,
    character_fault,
    lay_out_apart,
    missing_in,
    pdf_available,
    stylesheet,
)
from reports.prints import store
from reports.prints.layouts import layout_of
from reports.prints.orders import digest
from villages.access import Access

READ_FIRST = "Đọc trước.txt"
MANIFEST = "Bảng kê và mã băm.txt"
INDEX = "Danh mục hồ sơ"
OWN_FOLDER = "00 - Văn bản của hồ sơ"
PIECE_BYTES = 1 << 17


@dataclass(frozen=True)
class OwnPaper:
    """A paper of the dossier itself: issued, with its kept files, or a draft as a Word file."""

    stem: str
    files: tuple[Revision, ...] = ()
    draft: bytes = b""


@dataclass
class Packed:
    """Which files of which paper went in, for the list."""

    paths: dict[tuple[int, int], list[str]] = field(default_factory=lambda: defaultdict(list))


def file_name(assessment: Assessment) -> str:
    """What the ZIP is called, without its ending."""
    unit, judged_by = assessment.unit, assessment.criteria_set
    return f"Hồ sơ {unit.full_name} {judged_by.short_name} {assessment.year}"


def criterion_folder(criterion: Criterion) -> str:
    """`Tiêu chí 05 - Trường học`: sorted by name they stand in legal order."""
    return entry_name(f"Tiêu chí {criterion.number:02d} - {criterion.name}", most=MOST_FOLDER)


def file_stem(filed: FiledPaper) -> str:
    """`03 - 45-BB-UBND - Biên bản nghiệm thu`: its line in the list, number and title."""
    parts = (f"{filed.row.order:02d}", filed.paper.number, filed.paper.title)
    return " - ".join(filter(None, parts))


def dossier_zip(access: Access, assessment: Assessment) -> Iterator[bytes]:
    """The bytes of the ZIP, the first of them at once; raises where the store gives no more. For
    whom `deny_dossier` lets take it."""
    now = timezone.localtime()
    title = f"{file_name(assessment)}, đóng lúc {now:%H:%M} ngày {format_day(now.date())}"
    packing, packed = Packing(title), Packed()
    made_by = str(access.official or "")
    yield from packing.content(READ_FIRST, _read_first(title, made_by).encode(), packs=True)
    dossier = dossier_of(assessment)
    for folder in dossier.folders:
        name = criterion_folder(folder.criterion)
        yield from packing.folder(name)
        for filed in folder.papers:
            yield from _paper(packing, packed, name, folder.criterion, filed)
    for paper in own_papers(access, assessment):
        for revision in paper.files:
            yield from packing.file(OWN_FOLDER, paper.stem, revision)
        if paper.draft:
            path = packing.names.path(OWN_FOLDER, paper.stem, "docx")
            yield from packing.content(path, paper.draft)
    sheet = index_xlsx(title, dossier.index, packed.paths)
    yield from packing.content(f"{INDEX}.xlsx", sheet)
    yield from _index_pdf(packing, IndexRows(assessment, dossier.index))
    yield from packing.end(MANIFEST)


def _paper(
    packing: Packing, packed: Packed, folder: str, criterion: Criterion, filed: FiledPaper
) -> Iterator[bytes]:
    if not filed.files:
        packing.manifest.left_out.append(LeftOut(folder, str(filed.paper), "Chưa có tệp."))
    for revision in filed.files:
        before = len(packing.manifest.entries)
        yield from packing.file(folder, file_stem(filed), revision)
        added = packing.manifest.entries[before:]
        packed.paths[criterion.pk, filed.paper.pk] += [entry.path for entry in added]


def _index_pdf(packing: Packing, rows: IndexRows) -> Iterator[bytes]:
    """The list as it prints; where it cannot now, the manifest names the reason."""
    document = index_document(rows)
    reason = pdf_available() or character_fault(document)
    if not reason:
        try:
            page = render_page(document, missing_in(document))
            content = layout_of(page, (stylesheet(),), _press).read_bytes()
        except PressStopped as stopped:
            reason = stopped.reason
        else:
            yield from packing.content(f"{INDEX}.pdf", content)
    if reason:
        packing.manifest.left_out.append(LeftOut("Thư mục gốc", f"{INDEX}.pdf", reason))


def _read_first(title: str, made_by: str) -> str:
    who = f" Người tải: {made_by}." if made_by else ""
    return (
        f"\ufeff{title}.{who}\r\n\r\n"
        "- Mỗi tiêu chí một thư mục, theo thứ tự của bộ tiêu chí; số đầu tên tệp là số thứ tự "
        f"trong “{INDEX}”.\r\n"
        f"- “{OWN_FOLDER}”: tờ trình, báo cáo… đã phát hành; bản chưa phát hành ghi DỰ THẢO.\r\n"
        f"- “{MANIFEST}”: mã SHA-256 của từng tệp, và tệp nào không đưa vào được, vì sao. Không "
        "thấy tệp này tức là tải chưa trọn; hãy tải lại.\r\n"
    )


def _press(page: str, styles: tuple[str, ...], into: Path) -> None:
    into.write_bytes(lay_out_apart(page, *styles))


def own_papers(access: Access, assessment: Assessment) -> Iterator[OwnPaper]:
    """What the program prints of the assessment itself: issued, or as a draft."""
    for kind in KINDS:
        is_own = kind.model is Assessment and kind.slug != dossier_index.KIND.slug
        if not is_own or not kind.exists(assessment):
            continue
        issued = list(issued_of(kind.slug, assessment.pk).filter(replaced_by__isnull=True))
        files = files_of_keys([row.paper_id for row in issued])
        for row in reversed(issued):
            stem = f"{row.full_number} - {row.type_name} - {row.title}"
            yield OwnPaper(stem, tuple(files.get(row.paper_id, ())))
        if not issued and not kind.deny(access, assessment):
            one = drawn(kind, assessment)
            yield OwnPaper(f"DỰ THẢO - {kind.title}", draft=_draft(one))


def _draft(one: Drawn) -> bytes:
    """The Word file of a paper; the same words are rendered once."""
    looks = looks_for(one.unit)
    name = f"{digest('draft', repr(one.document), repr(looks))}.docx"
    if found := store.find(name):
        return found.read_bytes()
    with store.making(name) as part:
        part.write_bytes(render_docx(one.document, looks))
    gc.collect()  # a Word file leaves megabytes of circles, which a worker seldom looks for
    return (store.folder() / name).read_bytes()
