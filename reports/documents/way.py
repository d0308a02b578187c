"""What of a document is checked and signed: its digest, and what stands above and below the text.

A signed document keeps its head and signature as they were on that day, whoever holds the office
and whatever the unit is called when it is printed again.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from evidence.issued.enums import Authority, DocumentState
from evidence.issued.models import IssuedDocument, Preparation, relation_words
from evidence.issued.rules import BY_COMMITTEE, NotBefore
from ntm_project.common.dates import format_date_line
from ntm_project.common.text import fold, uncapitalised
from reports.documents.blocks import Document, Paragraph, Signature
from reports.documents.data import checked_part

SIGNED = (DocumentState.SIGNED, DocumentState.ISSUED)


def digest_of(document: Document) -> str:
    """The digest of what the document holds: all but number, day and who signs."""
    return hashlib.sha256(repr(checked_part(document)).encode()).hexdigest()


def opening_of(document: Document) -> str:
    """The body that signs: the document's own `TM. …`, else the committee of the unit; the office
    of a body's single head; "" of minutes, which whoever chaired signs."""
    if document.written_by:
        return ""
    lines = [line.strip().upper() for line in document.signature.authority_lines]
    if body := next((_BODY.sub("TM. ", line) for line in lines if _BODY.match(line)), ""):
        return BY_COMMITTEE if _COMMITTEE.match(fold(body)) else body.rstrip(" .,;:")
    office = _STEAD.sub("", lines[0]) if lines else ""
    return BY_COMMITTEE if _OF_COMMITTEE.match(office) else office


# However somebody typed it: `T/M UỶ BAN NHÂN DÂN`, `TM.UBND XÃ`.
_BODY = re.compile(r"^T/?M[. ]\s*")
_COMMITTEE = re.compile(r"tm\. (uy ban nhan dan|ubnd)\b")
_STEAD = re.compile(r"^(KT|TL|TUQ)\. *")
_OF_COMMITTEE = re.compile(r"$|(Q\. |QUYỀN |PHÓ )?CHỦ TỊCH")


def unsigned_fault(document: Document) -> str:
    """The reason why the document cannot be signed: nobody's office is printed at its end; or
    ""."""
    if document.written_by or document.signature.authority_lines:
        return ""
    return (
        f"Văn bản chưa có phần ký: chưa biết ai đứng đầu {document.issuer_name} hay ký thay. "
        "Hãy ghi chức vụ người ký rồi kiểm tra lại."
    )


def authority_of(document: Document) -> Authority | None:
    """The authority that the document itself names above the signature; None for a body's head."""
    lines = [line.strip().upper() for line in document.signature.authority_lines]
    named = (Authority.FOR_HEAD, Authority.BY_ORDER, Authority.BY_DELEGATION)
    return next((one for one in named if any(x.startswith(f"{one}.") for x in lines)), None)


def head_of_document(document: Document) -> dict[str, Any]:
    """The head above the text, as it is kept with the signature."""
    header = document.header
    return {
        "issuer_lines": [list(line) for line in header.issuer_lines],
        "superior": header.superior,
        "symbol": header.symbol,
        "place": header.place,
        "issuer_name": document.issuer_name,
    }


def as_signed(document: Document, preparation: Preparation | None) -> Document:
    """The document with the head and signature of the day on which it was signed, if it was."""
    if preparation is None or preparation.state not in SIGNED:
        return document
    header = replace(document.header, **_head(preparation.head))
    signature = _signature(document, preparation)
    name = preparation.head.get("issuer_name", document.issuer_name)
    return replace(document, header=header, signature=signature, issuer_name=name)


def _signature(document: Document, preparation: Preparation) -> Signature:
    """The signature of the document; the chair of a meeting signs its minutes as such (decree 30,
    appendix III, sample 1.9)."""
    if document.written_by:
        name = document.signature.name or preparation.signatory_name
        return replace(document.signature, name=name)
    return Signature(
        tuple(preparation.authority.splitlines()),
        name=preparation.signatory_name,
        office_below=preparation.office_below,
    )


def signer_doubt(named: str, document: Document, preparation: Preparation | None) -> str:
    """The doubt about the chair of minutes: none is named, or another than is recorded as having
    signed; or "".

    `named` is who the text itself names, `document` what prints.
    """
    if not (document.written_by and preparation and preparation.state in SIGNED):
        return ""
    signed = preparation.signatory_name
    if named and not fold(named).endswith(fold(signed)):
        return f"Biên bản ghi chủ tọa là {named}, nhưng người ký đã ghi nhận là {signed}."
    if named or not document.signature.name:
        return ""
    return f"Biên bản chưa ghi ai chủ trì; dưới CHỦ TỌA in tên người ký đã ghi nhận là {signed}."


def _head(kept: Mapping[str, Any]) -> dict[str, Any]:
    known = {name: kept[name] for name in ("superior", "place", "symbol") if name in kept}
    lines = tuple((str(text), bool(is_issuer)) for text, is_issuer in kept.get("issuer_lines", ()))
    return known | ({"issuer_lines": lines} if lines else {})


@dataclass(frozen=True)
class Earlier:
    """Which issued document the text names, and whether it amends or replaces that."""

    document: IssuedDocument | None = None
    is_amended: bool = False
    amendments: tuple[IssuedDocument, ...] = ()  # of the replaced one, replaced with it

    @property
    def words(self) -> str:
        return relation_words(self.is_amended)

    @property
    def not_before(self) -> NotBefore | None:
        """No paper is signed before what it replaces or amends was issued."""
        named = [self.document, *self.amendments] if self.document else []
        latest = max(named, key=lambda one: one.issued_on, default=None)
        if latest is None:
            return None
        return NotBefore(latest.issued_on, f"Văn bản {self.words} {latest}")


def as_following(document: Document, earlier: Earlier) -> Document:
    """The document with the sentence on which earlier one it replaces or amends, behind its closing
    words; minutes end with when the meeting did."""
    if earlier.document is None:
        return document
    named = _named_in_full(earlier.document, document.issuer_name)
    if earlier.amendments and not earlier.is_amended:
        also = ", ".join(map(_named, earlier.amendments))
        named += f" và {also} sửa đổi, bổ sung văn bản đó"
    sentence = Paragraph(f"{document.title.name} này {earlier.words} {named}.")
    blocks = document.blocks
    at = max(len(blocks) - 1, 0) if document.written_by else len(blocks)
    return replace(document, blocks=(*blocks[:at], sentence, *blocks[at:]))


def _named_in_full(earlier: IssuedDocument, issuer: str) -> str:
    """The document as a first citation has it: with who issued it and on what (decree 30, annex I,
    II.6). A row's papers are issued by one agency, whose name the text has as of now."""
    by = f" của {issuer}" if issuer else ""
    about = earlier.title.rstrip(" .;,")
    if not about[1:2].isupper():  # `NTM nâng cao …`
        about = uncapitalised(about)
    if about and not about.startswith(("về ", "v/v ", "dự ")):
        about = f"về {about}"
    return f"{_named(earlier)}{by} {about}".rstrip()


def _named(earlier: IssuedDocument) -> str:
    day = format_date_line(earlier.issued_on)
    return f"{earlier.type_name} số {earlier.full_number} {day}"


def as_issued(document: Document, preparation: Preparation | None) -> Document:
    """The document with the number and day under which it was issued."""
    if preparation is None or preparation.issued is None:
        return document
    issued = preparation.issued
    header = replace(document.header, number=issued.number, issued_on=issued.issued_on)
    return replace(document, header=header)
