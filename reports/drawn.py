"""A document of a row as it now prints, and how far it has come on its way to be issued."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from evidence.authored.rules import placeholder_fault, unknown_placeholders
from evidence.issued.enums import DocumentState
from evidence.issued.models import IssuedDocument, Preparation
from evidence.issued.queries import last_issued, preparation_of
from evidence.issued.rules import (
    DocumentStanding,
    NotBefore,
    deny_check,
    deny_issue,
    deny_relate,
    deny_sign,
    standing,
)
from evidence.issued.services import PreparedPaper
from reports.documents.blanks import Blank, blanks_in
from reports.documents.blocks import Document
from reports.documents.facts import Facts
from reports.documents.former_names import FormerNames
from reports.documents.kind import DocumentKind
from reports.documents.plain_text import render_text
from reports.documents.way import (
    SIGNED,
    Earlier,
    as_following,
    as_issued,
    as_signed,
    digest_of,
    signer_doubt,
)
from reports.pdf import fault_of_missing, missing_in
from villages.access import Access
from villages.models import Unit
from villages.places import placed_as_then

Kind = DocumentKind[Any, Any]


@dataclass(frozen=True)
class Wording:
    """The text of a document: what of it keeps it from being issued, found when needed."""

    document: Document
    placeholders: tuple[str, ...]  # which the kind fills

    @cached_property
    def text(self) -> str:
        """The document as plain text."""
        return render_text(self.document)

    @cached_property
    def unfilled(self) -> str:
        """The placeholders that were left as typed, in a sentence; "" for none."""
        return placeholder_fault(unknown_placeholders(self.text), self.placeholders)

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """The characters that no font draws."""
        return missing_in(self.document)

    def fault(self) -> str:
        """Why the document may not be checked, signed or issued as it stands, or ""."""
        return fault_of_missing(self.missing) or self.unfilled


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
    earlier: Earlier  # which issued document its text names
    wording: Wording
    named: str  # who the text itself names at its end, whoever is recorded as having signed

    @property
    def unit(self) -> Unit:
        return self.paper.unit

    @property
    def symbol(self) -> str:
        return self.paper.symbol

    @property
    def blanks(self) -> tuple[Blank, ...]:
        """Where the text is left to be filled in, on paper or on the page of its blanks."""
        facts = getattr(self.rows, "facts", None)
        if not isinstance(facts, Facts):
            return blanks_in(self.document)
        return blanks_in(self.kind.document(replace(self.rows, facts=facts.marked())))

    @property
    def doubts(self) -> tuple[str, ...]:
        """What the program doubts of the paper: beside it on the screen."""
        own = (self.wording.unfilled, signer_doubt(self.named, self.document, self.preparation))
        return (*filter(None, own), *self.kind.doubts(self.rows))

    @property
    def doubt_links(self) -> tuple[tuple[str, str], ...]:
        """Where the doubts lead, as words and addresses."""
        return self.kind.doubt_links(self.rows)

    def deny_check(self, access: Access) -> str:
        return deny_check(access, self.unit, self.symbol, self.now, self.paper.fault)

    def deny_relate(self, access: Access) -> str:
        return deny_relate(access, self.unit, self.symbol, self.now, self.earlier.document)

    def deny_sign(self, access: Access) -> str:
        return deny_sign(access, self.unit, self.symbol, self.now, self.paper.fault)

    def deny_issue(self, access: Access) -> str:
        return deny_issue(access, self.unit, self.symbol, self.now, self.paper.fault)


def drawn(kind: Kind, row: Any, part: int | None = None) -> Drawn:
    """The document of a row, or of one part of it."""
    rows = _rows(kind, row, part)
    made = kind.document(rows)
    symbol = "" if kind.is_foreign else made.header.symbol
    preparation = preparation_of(kind.slug, row.pk) if symbol else None
    names = FormerNames(preparation, kind.issuer(row), getattr(row, "audit_unit", None) or row.unit)
    for earlier in _earlier(kind, row, preparation):
        fresh = as_following(made, earlier)

        def again(earlier: Earlier = earlier) -> Document:
            once_more = kind.document(_rows(kind, row, part))
            return as_signed(as_following(once_more, earlier), preparation)

        document, digest = _as_it_was(as_signed(fresh, preparation), preparation, names, again)
        now = standing(preparation, digest)
        if now.state == DocumentState.ISSUED:
            document = as_issued(document, preparation)
            break
    if now.state == DocumentState.DRAFT:
        # What changed since it was signed is a draft again, with the head and signature of today.
        document, digest = fresh, digest_of(fresh)
    wording = Wording(document, kind.placeholders if kind.blocks else ())
    paper = PreparedPaper(
        unit=kind.issuer(row),
        kind=kind.slug,
        row_key=row.pk,
        symbol=document.header.symbol if symbol else "",
        title=f"{fresh.title.name}: {' '.join(fresh.title.abstract)}",
        digest=digest,
        fresh=digest_of(fresh),
        earlier=earlier.document,
        not_before=_latest(kind.not_before(row, rows), earlier.not_before),
        fault=wording.fault,
    )
    named = made.signature.name
    return Drawn(kind, row, rows, document, preparation, now, paper, earlier, wording, named)


def _rows(kind: Kind, row: Any, part: int | None) -> Any:
    return kind.rows(row, part) if part else kind.rows(row)


def _as_it_was(
    document: Document,
    preparation: Preparation | None,
    names: FormerNames,
    again: Callable[[], Document],
) -> tuple[Document, str]:
    """The document with its digest: under the names of the day on which it was checked, where what
    was signed reads so; drawn `again` where a village stood elsewhere in the alphabet then."""
    digest = digest_of(document)
    if preparation is None or preparation.state not in SIGNED or digest == preparation.digest:
        return document, digest
    for reading in _readings(document, names, again):
        if digest_of(reading) == preparation.digest:
            return reading, preparation.digest
    return document, digest


def _readings(
    document: Document, names: FormerNames, again: Callable[[], Document]
) -> Iterator[Document]:
    yield from names.readings(document)
    if keys := names.keys_then:
        with placed_as_then(keys):
            moved = again()
        yield from names.readings(moved)


def _latest(*days: NotBefore | None) -> NotBefore | None:
    """The last of the days before which nobody has signed a paper."""
    return max(filter(None, days), key=lambda one: one.day, default=None)


def _earlier(kind: Kind, row: Any, preparation: Preparation | None) -> Iterator[Earlier]:
    """Which earlier document the text may name: that of the issued paper, while it still reads so;
    last the one that a further paper replaces or amends."""
    issued = preparation.issued if preparation else None
    if issued is not None:
        yield Earlier(issued.replaces, issued.is_amendment, _amendments(issued.replaces, issued))
        yield Earlier()  # issued before the text named it
    if preparation is None or not kind.is_replaced:
        yield Earlier()
        return
    holding = last_issued(kind.slug, row.pk)
    is_amended = preparation.is_amendment and issued is None
    yield Earlier(holding, is_amended, _amendments(holding))


def _amendments(
    amended: IssuedDocument | None, until: IssuedDocument | None = None
) -> tuple[IssuedDocument, ...]:
    """What amended the document, before a further one was issued."""
    if amended is None:
        return ()
    found = sorted(amended.amendments, key=lambda one: one.pk)
    return tuple(one for one in found if until is None or one.pk < until.pk)
