"""A paper whose signer the record does not know: which office nobody holds, where it is entered."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from evidence.issued.enums import Authority
from evidence.issued.rules import authority_lines
from reports.documents.way import unsigned_fault
from reports.drawn import Drawn
from villages.access import Access
from villages.enums import Role
from villages.models import Unit

# Which posting a paper takes its signer from, by the body that signs and the last line.
_POSTINGS = {
    authority_lines(None, Authority.ON_BEHALF): Role.CHAIR,
    authority_lines(None, Authority.ON_BEHALF, "TM. BAN PHÁT TRIỂN"): Role.VILLAGE_BOARD,
}


@dataclass(frozen=True)
class Unnamed:
    """What is missing, and the pages where it is entered."""

    text: str
    links: tuple[tuple[str, str], ...]


def unnamed_of(one: Drawn, access: Access) -> Unnamed | None:
    """The signatures that print without a name, and where the names are entered; None where every
    one has its name, and where whoever makes the paper signs it."""
    document, unit = one.document, one.unit
    signs = [sign for sign in (document.written_by, document.signature) if sign]
    offices = [sign.authority_lines[-1] for sign in signs if sign.authority_lines and not sign.name]
    lines = [line.upper() for line in document.signature.authority_lines] or [""]
    role = _POSTINGS.get((lines[0], lines[-1])) if one.kind.names_holder else None
    typed = one.kind.name_url(access, one.row)
    if one.symbol and (fault := unsigned_fault(document)):
        return Unnamed(fault, tuple(_places(unit, access, typed)))
    if not offices or not (role or typed):
        return None
    text = f"Bản in để trống chỗ ghi họ tên của {', '.join(offices)} để ghi tay khi ký."
    entered = None
    if role and not document.signature.name:
        entered = unit
        text += f" Chương trình chưa có tên ai giữ chức vụ {role.label} ở {unit.full_name}."
    return Unnamed(text, tuple(_places(entered, access, typed)))


def _places(unit: Unit | None, access: Access, typed: str) -> Iterator[tuple[str, str]]:
    """Where the name of who signs, or their office, is entered."""
    if typed:
        yield "Ghi tên người ký", typed
    if unit and access.sees(unit):
        url = reverse("villages:unit", args=[unit.pk])
        yield f"Nhập chức vụ ở trang của {unit.full_name}", url
