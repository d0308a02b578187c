"""The pages of a PDF alone, to be bound with others: no form, note, link, script or attachment.

Runs in the limited process (`jobs`): whatever the file does to that process, what comes back is
opened again as if it had been sent by a stranger (`reports.dossier.binder`).
"""

import io
from typing import Any, BinaryIO

import pikepdf

from evidence.papers.files import limits
from evidence.papers.files.refusals import RefusedFile

# What a page needs to be drawn; all else could act, or drags further pages along.
KEPT = {
    *("/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents"),
    *("/UserUnit", "/Group"),
}


def leaves_of(file: BinaryIO) -> tuple[dict[str, int], Any]:
    """How many pages, and a PDF of nothing but these; what was filled into forms is drawn in."""
    file.seek(0)
    try:
        with pikepdf.open(file, access_mode=pikepdf.AccessMode.stream) as pdf:
            if pdf.is_encrypted and not pdf.allow.modify_assembly:
                raise RefusedFile("pdf_locked")
            if len(pdf.pages) > limits.MAX_PDF_PAGES:
                raise RefusedFile("pdf_too_long", limit=limits.MAX_PDF_PAGES)
            if "/AcroForm" in pdf.Root:
                pdf.generate_appearance_streams()
            pdf.flatten_annotations("print")
            with pikepdf.new() as bound:
                bound.pages.extend(pdf.pages)
                for page in bound.pages:
                    for key in set(page.obj.keys()) - KEPT:
                        del page.obj[key]
                if not len(bound.pages):
                    raise RefusedFile("pdf_damaged")
                target = io.BytesIO()
                bound.save(target, compress_streams=False)
                return {"pages": len(bound.pages)}, target.getbuffer()
    except pikepdf.PasswordError as error:
        raise RefusedFile("pdf_locked") from error
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError) as error:
        raise RefusedFile("pdf_damaged") from error
