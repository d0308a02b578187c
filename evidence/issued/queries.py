"""What was issued: the register, the documents of a row, where a series of numbers stands."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from evidence.issued.models import IssuedDocument, IssuedDocumentQuerySet
from ntm_project.common.text import fold
from villages.access import Access
from villages.models import Unit


@dataclass(frozen=True)
class Series:
    """Where the numbers of an agency stand in one series and year: last number, its day."""

    last: int
    latest: date | None

    @property
    def following(self) -> int:
        return self.last + 1


def series_of(unit: Unit, symbol: str, year: int) -> Series:
    """The series that the next document of this symbol continues."""
    rows = IssuedDocument.objects.filter(unit=unit, series=symbol, year=year)
    found = rows.aggregate(last=Max("number"), latest=Max("issued_on"))
    return Series(found["last"] or 0, found["latest"])


def issued_of(kind: str, row_key: int) -> IssuedDocumentQuerySet:
    """What was issued of one row, newest first."""
    return IssuedDocument.objects.filter(kind=kind, row_key=row_key).for_register()


def register(access: Access, words: str, year: int | None) -> IssuedDocumentQuerySet:
    """The register of documents in scope, newest first; of a year, or with these words."""
    rows = IssuedDocument.objects.visible_to(access).for_register()
    if year:
        rows = rows.filter(year=year)
    for word in fold(words).split():
        rows = rows.filter(search__contains=word)
    return rows
