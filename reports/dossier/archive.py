"""The ZIP of a dossier, in the order in which it is sent: a page to read first, a folder for each
criterion, the papers of the dossier itself, the list (danh mục), and at the end what became of all.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils import timezone

from criteria.models import Assessment, Criterion
from evidence.issued.queries import issued_of
from evidence.papers.models import Revision
from evidence.papers.queries.dossier import INDEX
from evidence.papers.queries.filed import files_of_keys
from ntm_project.common.dates import format_moment
from reports.dossier.contents import NO_FILE, FiledPaper, dossier_of
from reports.dossier.manifest import LeftOut
from reports.dossier.names import MOST_FOLDER, entry_name
from reports.dossier.own import LATE, LIST, OwnFiles, draft_name, kinds_of
from reports.dossier.packing import Packing
from reports.dossier.workbook import NOT_THERE, index_xlsx
from villages.access import Access

READ_FIRST = "Đọc trước.txt"
MANIFEST = "Bảng kê và mã băm.txt"
LACKING = "CÒN THIẾU TỆP - xem trước khi nộp.txt"
OWN_FOLDER = "00 - Văn bản của hồ sơ"
PIECE_BYTES = 1 << 17


@dataclass(frozen=True)
class OwnPaper:
    """A paper of the dossier itself: issued, with its kept files, or a draft as a Word file."""

    stem: str
    files: tuple[Revision, ...] = ()
    draft: bytes = b""
    reason: str = ""  # why the draft is not there


@dataclass
class Packed:
    """Where each file of each paper lies, or that it did not go in, for the list."""

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
    title = filed.paper.title
    if not any(map(str.isalnum, title)):
        title = filed.row.title  # of dots or signs alone nothing would be left
    parts = (f"{filed.row.order:02d}", filed.paper.number, title)
    return " - ".join(filter(None, parts))


def dossier_zip(access: Access, assessment: Assessment, own: OwnFiles) -> Iterator[bytes]:
    """The bytes of the ZIP, the first of them at once; raises where the store gives no more. For
    whom `deny_dossier` lets take it."""
    now = timezone.localtime()
    title = f"{file_name(assessment)}, đóng lúc {format_moment(now)}"
    packing, packed = Packing(title), Packed()
    made_by = str(access.official or "")
    yield from packing.content(READ_FIRST, _read_first(title, made_by).encode(), packs=True)
    dossier = dossier_of(assessment)
    for folder in dossier.folders:
        name = criterion_folder(folder.criterion)
        yield from packing.folder(name)
        for filed in folder.papers:
            yield from _paper(packing, packed, name, folder.criterion, filed)
    for paper in own_papers(access, assessment, own):
        for revision in paper.files:
            yield from packing.file(OWN_FOLDER, paper.stem, revision)
        if paper.draft:
            path = packing.names.path(OWN_FOLDER, paper.stem, "docx")
            yield from packing.content(path, paper.draft)
        if paper.reason:
            left = LeftOut(OWN_FOLDER, f"{paper.stem}.docx", paper.reason)
            packing.manifest.left_out.append(left)
    sheet = index_xlsx(title, dossier.index, packed.paths)
    yield from packing.content(f"{INDEX}.xlsx", sheet)
    yield from _index_pdf(packing, own)
    if packing.manifest.left_out:
        # The list at the end names it too, but nobody opens that to see whether all is there.
        yield from packing.content(LACKING, f"\ufeff{packing.manifest.lacking()}\r\n".encode())
    yield from packing.end(MANIFEST)


def _paper(
    packing: Packing, packed: Packed, folder: str, criterion: Criterion, filed: FiledPaper
) -> Iterator[bytes]:
    if not filed.files:
        packing.manifest.left_out.append(LeftOut(folder, str(filed.paper), NO_FILE))
    for revision in filed.files:
        before = len(packing.manifest.entries)
        yield from packing.file(folder, file_stem(filed), revision)
        added = [entry.path for entry in packing.manifest.entries[before:]]
        lines = added or [f"{revision.name}: {NOT_THERE}"]
        packed.paths[criterion.pk, filed.paper.pk] += lines


def _index_pdf(packing: Packing, own: OwnFiles) -> Iterator[bytes]:
    """The list as it prints; where it could not be laid out, the manifest names the reason."""
    if content := own.read(LIST):
        yield from packing.content(f"{INDEX}.pdf", content)
    else:
        left = LeftOut("Thư mục gốc", f"{INDEX}.pdf", own.why_no_list)
        packing.manifest.left_out.append(left)


def _read_first(title: str, made_by: str) -> str:
    who = f" Người tải: {made_by}." if made_by else ""
    return (
        f"\ufeff{title}.{who}\r\n\r\n"
        "- Mỗi tiêu chí một thư mục, theo thứ tự của bộ tiêu chí; số đầu tên tệp là số thứ tự "
        f"trong “{INDEX}”.\r\n"
        f"- “{OWN_FOLDER}”: tờ trình, báo cáo… đã phát hành; bản chưa phát hành ghi DỰ THẢO, "
        "giấy không lấy số ghi BẢN ĐỂ KÝ.\r\n"
        f"- “{MANIFEST}”: mã SHA-256 của từng tệp, và tệp nào không đưa vào được, vì sao. Không "
        "thấy tệp này tức là tải chưa trọn; hãy tải lại.\r\n"
    )


def own_papers(access: Access, assessment: Assessment, own: OwnFiles) -> Iterator[OwnPaper]:
    """What the program prints of the assessment itself: issued, or as a draft."""
    for kind in kinds_of(assessment):
        issued = list(issued_of(kind.slug, assessment.pk).in_force())
        files = files_of_keys([row.paper_id for row in issued])
        for row in reversed(issued):
            stem = f"{row.full_number} - {row.type_name} - {row.title}"
            yield OwnPaper(stem, tuple(files.get(row.paper_id, ())))
        if not issued and not kind.deny(access, assessment):
            mark = "DỰ THẢO" if kind.is_numbered(assessment) else "BẢN ĐỂ KÝ"
            stem = f"{mark} - {kind.title}"
            draft = own.read(draft_name(kind))
            yield OwnPaper(stem, draft=draft or b"", reason="" if draft else LATE)
