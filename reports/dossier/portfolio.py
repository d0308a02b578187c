"""The dossier as one PDF: cover, table of contents with page numbers, evidence in legal order,
bookmarks. Made by the worker of prints (ADR 16); each file is opened in the limited process, all
are bound in one of its own (`binder`).

Its cover and table of contents are no list of blocks: they are neither signed nor sent, and the
numbers of pages hold in this very PDF alone, so that a Word file or a message of them would mean
nothing. The dossier's own first sheet is a paper like the others (`recognition_cover`).
"""

import json
import logging
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from django.template.loader import render_to_string
from django.utils import timezone

from criteria.models import Assessment, Criterion
from evidence.papers.enums import PaperKind
from evidence.papers.queries.dossier import IndexRow
from reports import presses
from reports.documents.characters import balanced, box_missing, missing_characters
from reports.documents.kinds import dossier_index
from reports.dossier import binder
from reports.dossier.contents import Dossier, dossier_of
from reports.dossier.portfolio_parts import BoundFile, lay_out_files
from reports.fonts import glyphs
from reports.prints.tasks import GONE, CannotPrint, Room

log = logging.getLogger(__name__)

SLUG = "dossier_portfolio"
MOST_BYTES, MOST_PAGES = 250_000_000, 5_000
_COVER_LINE = 50  # letters of the name of a set in one line of the cover
_SHEET = Path(__file__).parents[1] / "static" / "reports" / "document" / "portfolio.css"
TOO_LARGE = (
    "Hồ sơ quá lớn để ghép thành một tập PDF ({pages} trang, {size} MB; nhiều nhất {most_pages} "
    "trang, {most} MB); hãy tải hồ sơ dạng ZIP."
)
STOPPED = "Chưa ghép được các tệp thành một tập PDF; lỗi đã được ghi lại. Hãy tải hồ sơ dạng ZIP."


@dataclass(frozen=True)
class Chapter:
    """A criterion in the table of contents, with the lines of its files."""

    criterion: Criterion
    parts: tuple[BoundFile, ...]


def make_portfolio(order: dict[str, Any], into: Path, room: Room) -> None:
    """Leave the portfolio of the assessment in the file."""
    assessment = dossier_index.KIND.row(order["row"])
    if assessment is None:
        raise CannotPrint(GONE)
    with tempfile.TemporaryDirectory(prefix="ntm-portfolio-") as name:
        folder = Path(name)
        dossier = dossier_of(assessment)
        parts = list(lay_out_files(dossier, folder, room.show))
        _check_size(parts)
        chapters = _chapters(dossier, parts)
        front = _front(assessment, chapters, folder, room)
        spec = _spec(assessment, chapters, front, _captions(parts, folder, room), folder)
        room.run(lambda: _bound(spec), into)


def _check_size(parts: list[BoundFile]) -> None:
    bound = [part for part in parts if part.path and part.is_bound and part.pages]
    size = sum(Path(part.path).stat().st_size for part in bound)
    pages = sum(part.pages for part in bound)
    if size > MOST_BYTES or pages > MOST_PAGES:
        words = {"pages": pages, "size": size // 10**6, "most_pages": MOST_PAGES}
        raise CannotPrint(TOO_LARGE.format(**words, most=MOST_BYTES // 10**6))


def _chapters(dossier: Dossier, parts: list[BoundFile]) -> list[Chapter]:
    return [
        Chapter(
            folder.criterion,
            tuple(part for part in parts if part.criterion == folder.criterion.number),
        )
        for folder in dossier.folders
    ]


def _in_order(chapters: list[Chapter]) -> Iterator[BoundFile]:
    """What is bound, each file once."""
    for chapter in chapters:
        yield from (part for part in chapter.parts if part.is_bound and not part.same)


def _number(chapters: list[Chapter], first: int) -> None:
    for part in _in_order(chapters):
        part.page = first
        first += part.pages


def _front(assessment: Assessment, chapters: list[Chapter], folder: Path, room: Room) -> Path:
    """Cover and table of contents; laid out again until the numbers in it are those of its own
    length."""
    path, pages = folder / "front.pdf", 2
    for _ in range(4):
        _number(chapters, pages + 1)
        _lay_out("front", {"assessment": assessment, "chapters": chapters}, path, room)
        found = _pages_of(path)
        if found == pages:
            return path
        pages = found
    raise CannotPrint(STOPPED)


def _pages_of(path: Path) -> int:
    with pikepdf.open(path) as made:
        return len(made.pages)


def _captions(parts: list[BoundFile], folder: Path, room: Room) -> Path | None:
    """A page for each picture with its caption; the picture is put there by the binder."""
    rows = [part.filed.row for part in parts if part.is_bound and part.is_picture and not part.same]
    if not rows:
        return None
    path = folder / "captions.pdf"
    captions = [_caption(row) for row in rows]
    _lay_out("captions", {"captions": captions}, path, room)
    return path


def _caption(row: IndexRow) -> tuple[str, str]:
    """The caption of a file. For a photo, when and where it was taken; for a picture of any other
    paper, the words of the list, since nobody took it on the day that the paper bears."""
    if row.paper.kind == PaperKind.PHOTO:
        title, day = row.paper.title, f"chụp ngày {row.day}" if row.day else ""
        facts = [day, row.paper.place, row.author]
    else:
        title, day = row.title, f"ngày {row.day}" if row.day else ""
        number = f"số {row.number}" if row.number else ""
        facts = [" ".join(filter(None, [number, day])), row.author]
    return title[:600], "; ".join(filter(None, facts))[:300]


def _lay_out(part: str, context: dict[str, Any], into: Path, room: Room) -> None:
    assessment = context.get("assessment")
    given = {
        **context,
        "part": part,
        "issuer": assessment.unit.agency_lines if assessment else (),
        "about": balanced(assessment.criteria_set.name, _COVER_LINE) if assessment else (),
        "made_on": timezone.localdate(),
        "left_out": [
            (chapter.criterion, part)
            for chapter in context.get("chapters", ())
            for part in chapter.parts
            if not part.is_bound
        ],
    }
    page = render_to_string("reports/dossier_portfolio.html", given)
    missing = missing_characters([page], glyphs()) if glyphs() else ()
    room.lay_out(box_missing(page, missing), (_styles(),), into)


def _styles() -> str:
    return _SHEET.read_text(encoding="utf-8")


def _spec(
    assessment: Assessment,
    chapters: list[Chapter],
    front: Path,
    captions: Path | None,
    folder: Path,
) -> dict[str, Any]:
    """What the binder is given: parts in order, bookmarks, title."""
    parts = [{"path": str(front), "pages": _pages_of(front), "is_picture": False}]
    parts += [
        {"path": part.path, "pages": part.pages, "is_picture": part.is_picture}
        for part in _in_order(chapters)
    ]
    outline: list[Any] = [("Bìa", 0, []), ("Mục lục", 1, [])]
    for chapter in chapters:
        below = [
            (f"{part.filed.row.order}. {part.filed.paper.name}", part.shown_page - 1)
            for part in chapter.parts
            if part.is_bound
        ]
        if below:
            criterion = chapter.criterion
            outline.append((f"Tiêu chí {criterion.number}. {criterion.name}", below[0][1], below))
    unit, judged_by = assessment.unit, assessment.criteria_set
    return {
        "parts": parts,
        "captions": str(captions) if captions else "",
        "outline": outline,
        "title": f"Hồ sơ {unit.full_name}, {judged_by.short_name} năm {assessment.year}",
        "into": str(folder / "bound.pdf"),
    }


def _bound(spec: dict[str, Any]) -> bytes:
    """The portfolio, from the binder; its process ends with ours."""
    done = subprocess.run(
        [
            *(sys.executable, "-I", "-B", binder.__file__),
            *(str(presses.CPU_SECONDS), str(presses.MEMORY_BYTES)),
        ],
        input=json.dumps(spec).encode(),
        capture_output=True,
        cwd="/",
        env={},  # no password of a database, no key
        timeout=presses.PATIENT_SECONDS,
        check=False,
    )
    if done.returncode:
        log.error("The binder ended with %s: %s", done.returncode, done.stderr[-800:].decode())
        raise RuntimeError("The binder ended early.")
    return Path(spec["into"]).read_bytes()
