"""A document of a row as it now prints, and how far it has come on its way to be issued."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import Model

from evidence.authored.rules import placeholder_fault, unknown_placeholders
from evidence.issued.checked import PreparedPaper
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
from reports.documents.blanks import Blank, blanks_in
from reports.documents.blocks import Document
from reports.documents.facts import Facts
from reports.documents.former_names import FormerNames
from reports.documents.kind import Kind
from reports.documents.plain_text import render_text
from reports.documents.way import (
    SIGNED,
    Earlier,
    as_following,
    as_issued,
    as_signed,
    digest_of,
    signer_doubt,
    unsigned_fault,
)
from reports.kept import CheckedWords, unit_read, words_to_keep
from reports.pdf import fault_of_missing, missing_in
from villages.access import Access
from villages.models import Unit
from villages.naming_order import placed_as_then
from villages.since import trail_mark
from villages.viewing import paper_day


@dataclass(frozen=True)
class Wording:
    """The text of a document: what of it keeps it from being issued, found when needed."""

    document: Document
    placeholders: tuple[str, ...]  # which the kind fills
    groundless: str = ""  # why the record has nothing for it to state

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
        """Why the document may not be checked, signed or issued as it is, or ""."""
        found = (self.groundless, fault_of_missing(self.missing), self.unfilled)
        return next(filter(None, found), "") or unsigned_fault(self.document)


@dataclass(frozen=True)
class Drawn:
    """One document: `document` as it prints, with the head and signature that were signed.

    What was checked prints in its own words; `reads` is the digest of what the program of today
    would print of the same.
    """

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
    reads: str

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
        if not isinstance(facts, Facts) or self.reads != self.paper.digest:
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


def drawn(kind: Kind, row: Model, part: int | None = None, *, is_to_check: bool = False) -> Drawn:
    """The document of a row, or of one part of it; of one to be checked with what is kept then."""
    mark = trail_mark(unit_read(row)) if is_to_check else None
    rows = _rows(kind, row, part)
    made = kind.document(rows)
    symbol = "" if kind.is_foreign else made.header.symbol
    preparation = preparation_of(kind.slug, row.pk) if symbol else None
    current = _current(kind, row, part, made, preparation)
    document, filled = _to_be_dated(current, preparation), kind.placeholders if kind.blocks else ()
    wording = Wording(document, filled, kind.fault(rows))
    paper = PreparedPaper(
        unit=kind.issuer(row),
        kind=kind.slug,
        row_key=row.pk,
        symbol=current.document.header.symbol if symbol else "",
        title=f"{current.fresh.title.name}: {' '.join(current.fresh.title.abstract)}",
        digest=current.digest,
        fresh=digest_of(current.fresh),
        words=words_to_keep(current.fresh, mark) if mark else None,
        earlier=current.earlier.document,
        not_before=_latest(kind.not_before(row, rows), current.earlier.not_before),
        not_after=kind.not_after(row),
        fault=wording.fault,
    )
    return Drawn(
        kind=kind,
        row=row,
        rows=rows,
        document=document,
        preparation=preparation,
        now=current.now,
        paper=paper,
        earlier=current.earlier,
        wording=wording,
        named=made.signature.name,
        reads=digest_of(current.printed),
    )


@dataclass(frozen=True)
class _Current:
    """What of a document counts now, how far that has come, and what it was compared with."""

    document: Document
    digest: str
    now: DocumentStanding
    earlier: Earlier
    fresh: Document  # as the record has it now, with the sentence on the earlier one
    printed: (
        Document  # the same, with the head and signature that were signed, where it is no draft
    )


def _current(
    kind: Kind, row: Model, part: int | None, made: Document, preparation: Preparation | None
) -> _Current:
    """The document of a row as it counts now."""
    unit = unit_read(row)
    names = FormerNames(preparation, kind.issuer(row), unit)
    kept = CheckedWords(preparation, unit)
    for earlier in _earlier(kind, row, preparation):
        fresh = as_following(made, earlier)

        def again(earlier: Earlier = earlier) -> Document:
            once_more = kind.document(_rows(kind, row, part))
            return as_signed(as_following(once_more, earlier), preparation)

        printed = as_signed(fresh, preparation)
        document, digest = _as_it_was(printed, preparation, kept, _readings(printed, names, again))
        now = standing(preparation, digest)
        if now.state == DocumentState.ISSUED:
            issued = as_issued(document, preparation)
            return _Current(issued, digest, now, earlier, fresh, printed)
    if now.state == DocumentState.DRAFT:
        # What changed since it was signed is a draft again, with the head and signature of today.
        return _Current(fresh, digest_of(fresh), now, earlier, fresh, fresh)
    return _Current(document, digest, now, earlier, fresh, printed)


def _to_be_dated(current: _Current, preparation: Preparation | None) -> Document:
    """The document with the year of its signature before the clerk enters the day, and before that
    with this year: a plan of next year, or a dossier of the last, is signed when it is printed."""
    header = current.document.header
    if header.issued_on:
        return current.document
    signed = preparation.signed_on if preparation and current.now.state in SIGNED else None
    return replace(current.document, header=replace(header, year=(signed or paper_day()).year))


def _rows(kind: Kind, row: Model, part: int | None) -> Any:
    return kind.rows(row, part) if part else kind.rows(row)


def _as_it_was(
    document: Document,
    preparation: Preparation | None,
    kept: CheckedWords,
    readings: Iterator[Document],
) -> tuple[Document, str]:
    """The document with its digest: under the names of the day on which it was checked, where what
    was signed reads so; in the words in which it was checked, where the program alone has others
    since."""
    digest = digest_of(document)
    if preparation is None or preparation.state == DocumentState.DRAFT:
        return document, digest
    if digest == preparation.digest:
        return document, digest
    known = [digest]
    for reading in readings if preparation.state in SIGNED else ():
        known.append(digest_of(reading))
        if known[-1] == preparation.digest:
            return reading, preparation.digest
    if words := kept.words(known):
        return as_signed(replace(words, signature=document.signature), preparation), kept.digest
    return document, digest


def _readings(
    document: Document, names: FormerNames, again: Callable[[], Document]
) -> Iterator[Document]:
    """The document, then the same with the names of the time; drawn `again` where a village had
    another place in the alphabet."""
    yield from names.readings(document)
    if keys := names.keys_then:
        with placed_as_then(keys):
            moved = again()
        yield from names.readings(moved)


def _latest(*days: NotBefore | None) -> NotBefore | None:
    """The last of the days before which nobody has signed a paper."""
    return max(filter(None, days), key=lambda one: one.day, default=None)


def _earlier(kind: Kind, row: Model, preparation: Preparation | None) -> Iterator[Earlier]:
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
    """What amended the document, before a further one was issued, and was not recalled by then."""
    if amended is None:
        return ()
    found = sorted(amended.amendments, key=lambda one: one.pk)
    return tuple(one for one in found if _held(one, until))


def _held(amending: IssuedDocument, until: IssuedDocument | None) -> bool:
    recalled_at = amending.paper.withdrawn_at
    if until is None:
        return recalled_at is None
    is_before = amending.pk < until.pk
    return is_before and (recalled_at is None or recalled_at >= until.issued_at)
