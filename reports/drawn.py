"""A document of a row as it now prints, and how far it has come on its way to be issued."""

from dataclasses import dataclass
from typing import Any

from evidence.issued.enums import DocumentState
from evidence.issued.models import Preparation
from evidence.issued.queries import preparation_of
from evidence.issued.rules import DocumentStanding, deny_check, deny_issue, deny_sign, standing
from evidence.issued.services import PreparedPaper
from reports.documents.blocks import Document
from reports.documents.kind import DocumentKind
from reports.documents.way import as_issued, as_signed, digest_of
from villages.access import Access
from villages.models import Unit

Kind = DocumentKind[Any, Any]


@dataclass(frozen=True)
class Drawn:
    """One document: `document` as it prints, with the head and signature that were signed."""

    kind: Kind
    row: Any
    rows: Any
    document: Document
    preparation: Preparation | None
    now: DocumentStanding
    paper: PreparedPaper

    @property
    def unit(self) -> Unit:
        return self.paper.unit

    @property
    def symbol(self) -> str:
        return self.paper.symbol

    def deny_check(self, access: Access) -> str:
        return deny_check(access, self.unit, self.symbol, self.now)

    def deny_sign(self, access: Access) -> str:
        return deny_sign(access, self.unit, self.symbol, self.now)

    def deny_issue(self, access: Access) -> str:
        return deny_issue(access, self.unit, self.symbol, self.now)


def drawn(kind: Kind, row: Any, part: int | None = None) -> Drawn:
    """The document of a row, or of one part of it."""
    rows = kind.rows(row, part) if part else kind.rows(row)
    fresh = kind.document(rows)
    symbol = "" if kind.is_foreign else fresh.header.symbol
    preparation = preparation_of(kind.slug, row.pk) if symbol else None
    document = as_signed(fresh, preparation)
    digest = digest_of(document)
    now = standing(preparation, digest)
    if now.state == DocumentState.ISSUED:
        document = as_issued(document, preparation)
    paper = PreparedPaper(
        unit=kind.issuer(row),
        kind=kind.slug,
        row_key=row.pk,
        symbol=symbol,
        title=f"{fresh.title.name}: {' '.join(fresh.title.abstract)}",
        digest=digest,
        fresh=digest_of(fresh),
    )
    return Drawn(kind, row, rows, document, preparation, now, paper)
