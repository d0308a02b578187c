"""Reads the signatures of a PDF: whole, followed by others, or changed since.

Runs in the limited process (`jobs`): no network, no list of trusted issuers.
"""

import io
import logging
from typing import Any, BinaryIO

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from evidence.papers.files import limits
from evidence.papers.files.pdfs import HEADER, HEADER_ROOM
from evidence.papers.files.signed import ADDED, BROKEN, CHANGED, UNREAD, WHOLE, FoundSignature

SIGNATURE = "/Sig"
# What it writes of each suspicious object would fill the log of the server.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)


def signatures_in(file: BinaryIO) -> list[FoundSignature]:
    """The signatures in the order in which they were made; a field without one is none."""
    file.seek(0)
    data = file.read()
    # Places in the file count from its header.
    begin = max(0, data[:HEADER_ROOM].find(HEADER))
    try:
        reader = PdfFileReader(io.BytesIO(data[begin:]), strict=False)
        if reader.encrypted:
            reader.decrypt(b"")
        found = list(enumerate_sig_fields(reader, filled_status=True))[: limits.MAX_SIGNATURES]
    except Exception:  # each fault of a hostile file has an exception of its own
        return [FoundSignature(UNREAD)]
    read = [_read(reader, name, field) for name, _, field in found]
    return [signature for _, signature in sorted(read, key=lambda row: row[0]) if signature]


def _read(reader: PdfFileReader, name: str, field: Any) -> tuple[int, FoundSignature | None]:
    """How much of the file was there when it was signed, and the signature."""
    try:
        found = EmbeddedPdfSignature(reader, field, name)
        if found.sig_object_type != SIGNATURE:  # a time stamp on the whole file
            return 0, None
        subject, issuer = found.signer_cert.subject.native, found.signer_cert.issuer.native
        _, _, begin, length = (int(number) for number in found.byte_range)
        signature = FoundSignature(
            _state(found),
            _word(subject, "common_name"),
            _word(subject, "organization_name"),
            _word(issuer, "common_name") or _word(issuer, "organization_name"),
            found.self_reported_timestamp,
        )
        return begin + length, signature
    except Exception:
        return 0, FoundSignature(UNREAD)


def _word(name: Any, part: str) -> str:
    """A part of a name; where it occurs several times, the first."""
    word = name.get(part) or ""
    return str(word[0] if isinstance(word, list) and word else word)


def _state(found: EmbeddedPdfSignature) -> str:
    found.compute_integrity_info()
    is_whole, is_theirs = validate_sig_integrity(
        found.signer_info, found.signer_cert, "data", found.compute_digest()
    )
    if not is_whole or not is_theirs:
        return BROKEN
    is_allowed = found.summarise_integrity_info()["docmdp_ok"]
    level = getattr(found.diff_result, "modification_level", ModificationLevel.OTHER)
    is_partial = found.coverage < SignatureCoverageLevel.ENTIRE_REVISION
    if is_partial or not is_allowed or level > ModificationLevel.FORM_FILLING:
        return CHANGED
    return ADDED if level == ModificationLevel.FORM_FILLING else WHOLE
