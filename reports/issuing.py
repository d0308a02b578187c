"""Issuing as the worker does it: the paper laid out with its number, kept as the number is given.

The page of the clerk orders it (`reports.views.issuing`); how it ended is recorded in the same
transaction as the number, so that a worker that dies, or whoever stops it, leaves both or none.
"""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from evidence.issued.models import IssuedDocument
from evidence.issued.queries import series_by_year, settings_of
from evidence.issued.rules import Series, is_of_committee
from evidence.issued.services.issuing import IssueOrder, MadeFile, check_order, issue_document
from evidence.papers.store_errors import StorageDown
from ntm_project.common.refusals import Refused
from reports.documents.blocks import Document
from reports.documents.kinds import kind_of
from reports.documents.numbering import sent_and_kept
from reports.documents.tables import table_files
from reports.documents.word import render_docx
from reports.documents.word.reference import looks_for
from reports.drawn import Drawn, drawn
from reports.kept import unit_read
from reports.pdf import page_to_print
from reports.pdf_head import with_head
from reports.prints import store
from reports.prints.answers import file_name_of_title
from reports.prints.orders import WORD
from reports.prints.queries import in_line
from reports.prints.tasks import GONE, CannotPrint, Room
from villages.access import access_of
from villages.chain import head_of
from villages.models import Official

SLUG = "issue"


def check_typed(one: Drawn, typed: Mapping[str, Any], today: date) -> None:
    """Refuse, by field, a number or a day that cannot follow now."""
    assert one.preparation is not None  # it was signed
    year = typed["issued_on"].year
    series = series_behind(one, [year])[year]
    check_order(_order(one, typed, head=""), one.preparation, today=today, series=series)


def series_behind(one: Drawn, years: Iterable[int]) -> dict[int, Series]:
    """The series that a paper continues, by year, behind what others have ordered to be issued: so
    that two papers in the line are not offered one number."""
    orders = [order["facts"] for order in in_line(SLUG) if not _is_of(order, one)]
    found = series_by_year(one.unit, one.symbol, years)
    return {year: _behind(series, one, year, orders) for year, series in found.items()}


def _is_of(order: Mapping[str, Any], one: Drawn) -> bool:
    return (order["facts"]["kind"], order["row"]) == (one.kind.slug, one.row.pk)


def _behind(series: Series, one: Drawn, year: int, orders: Sequence[Mapping[str, Any]]) -> Series:
    """The series behind those of the orders that get a number of it."""
    numbers, days = [0], [series.latest]
    for facts in orders:
        symbol, day = facts.get("series", ""), date.fromisoformat(facts["issued_on"])
        is_same = symbol == one.symbol or (series.is_one and is_of_committee(symbol))
        if facts.get("unit") == one.unit.pk and is_same and day.year == year:
            numbers.append(facts["number"])
            days.append(day)
    return replace(series, waiting=max(numbers), latest=max(filter(None, days), default=None))


def _order(one: Drawn, typed: Mapping[str, Any], head: str) -> IssueOrder:
    header, title = one.document.header, one.document.title
    sent_to, kept_by = sent_and_kept(one.document)
    return IssueOrder(
        unit=one.unit,
        kind=one.kind.slug,
        row_key=one.row.pk,
        series=header.symbol,
        number=typed["number"],
        issued_on=typed["issued_on"],
        skips=typed["skips"],
        blanks=len(one.blanks),
        fills_blanks=typed.get("fills_blanks", False),
        type_name=title.name,
        title=" ".join(title.abstract),
        issuer=" ".join(text for text, _ in header.issuer_lines),
        signatory=one.document.signature.name,
        sent_to=sent_to,
        kept_by=kept_by,
        head=head,
        replaces=one.earlier.document,
        is_amendment=one.earlier.is_amended,
        digest=one.paper.digest,
        not_after=one.paper.not_after,
        fault=one.paper.fault,
    )


def issue(order: Mapping[str, Any], room: Room) -> dict[str, str]:
    """Issue what a clerk ordered; `CannotPrint` with the sentence for them."""
    given = order["facts"]
    kind = kind_of(given["kind"])
    row = kind.row(order["row"])
    if row is None:
        raise CannotPrint(GONE)
    head = head_of(unit_read(row))
    one = drawn(kind, row)
    typed = given | {"issued_on": date.fromisoformat(given["issued_on"])}
    return _issued(one, _order(one, typed, head), order, room)


def _issued(one: Drawn, wanted: IssueOrder, order: Mapping[str, Any], room: Room) -> dict[str, str]:
    by = access_of(Official.objects.get(pk=order["person"]), timezone.localdate())
    ended: dict[str, str] = {}

    def end(document: IssuedDocument) -> None:
        ended.update(done=f"Đã phát hành {document}.", url=reverse("evidence:register"))
        room.end(ended)

    try:
        if reason := one.deny_issue(by):
            raise Refused(reason)
        files = _files(one, _numbered(one, wanted, order["facts"]["site"]), wanted.head, room)
        issue_document(by=by, order=wanted, files=files, at_last=end)
    except ValidationError as error:
        raise CannotPrint(" ".join(error.messages)) from error
    except Refused as refused:
        raise CannotPrint(str(refused)) from refused
    except StorageDown as fault:
        raise CannotPrint(f"{fault.reason} Văn bản chưa được phát hành, chưa lấy số.") from fault
    return ended


def _numbered(one: Drawn, wanted: IssueOrder, site: str) -> Document:
    document = one.document
    header = replace(document.header, number=wanted.number, issued_on=wanted.issued_on)
    code = ""
    if settings_of(one.unit).has_code:
        code = urljoin(site, reverse("evidence:verify", args=[wanted.token]))
    return replace(document, header=header, code=code)


def _files(one: Drawn, document: Document, head: str, room: Room) -> tuple[MadeFile, MadeFile]:
    name, looks = file_name_of_title(one.kind.file_name(one.row)), looks_for(one.unit)
    page, styles = page_to_print(document)
    with store.needing_room(), tempfile.TemporaryDirectory(prefix="ntm-issue-") as folder:
        pdf, word = Path(folder, "pdf"), Path(folder, "docx")
        pdf.touch()
        room.lay_out(page, styles, pdf)
        room.run(lambda: render_docx(document, looks), word)
        made = with_head(pdf.read_bytes(), head, table_files(document))
        return (
            MadeFile(f"{name}.pdf", "application/pdf", made),
            MadeFile(f"{name}.docx", WORD, word.read_bytes()),
        )
