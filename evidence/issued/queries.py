"""The register of what was issued, the documents of a row on their way, series of numbers."""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Count, F, Max, Q, QuerySet, When
from django.utils.text import capfirst

from evidence.issued.enums import DocumentState
from evidence.issued.models import (
    IssuedDocument,
    IssuedDocumentQuerySet,
    Preparation,
    RegisterSettings,
)
from evidence.issued.rules import Series, is_of_committee, names_unit
from evidence.papers.antivirus import with_scan
from evidence.papers.models import Revision
from ntm_project.common.dates import format_day, make_day
from ntm_project.common.numbers import whole_number
from ntm_project.common.text import fold
from tasks.models import Meeting, ProgressReport
from villages.access import Access
from villages.enums import Ability, Role
from villages.models import Posting, Unit, in_scope


def settings_of(unit: Unit) -> RegisterSettings:
    """How the agency numbers; as every agency begins where it has set nothing."""
    return RegisterSettings.objects.filter(unit=unit).first() or RegisterSettings(unit=unit)


def series_of(unit: Unit, symbol: str, year: int) -> Series:
    """The series that the next document of this symbol continues; a year goes on as it began,
    however the agency numbers since."""
    return series_by_year(unit, symbol, [year])[year]


def series_by_year(unit: Unit, symbol: str, years: Iterable[int]) -> dict[int, Series]:
    """Year → its series of numbers (`series_of`), in two queries."""
    settings, own = settings_of(unit), Q(series=symbol)
    rows = IssuedDocument.objects.filter(unit=unit, year__in=years).values("year")
    counted = rows.annotate(
        own_last=Max("number", filter=own),
        own_latest=Max("issued_on", filter=own),
        common_last=Max("common_number"),
        common_latest=Max("issued_on", filter=_IN_COMMON),
        is_begun=Count("pk", filter=_OF_COMMITTEE),
    )
    begun = {row["year"]: row for row in counted.order_by()}
    found = {}
    for year in years:
        row: Any = begun.get(year, _NOTHING)
        is_one = row["common_last"] is not None or (settings.is_one_series and not row["is_begun"])
        is_common = is_one and is_of_committee(symbol)
        which = "common" if is_common else "own"
        first = settings.first_of(year) if is_common or not is_one else 1
        found[year] = Series(row[f"{which}_last"] or 0, row[f"{which}_latest"], first, is_common)
    return found


# What the committee itself has issued (`is_of_committee`), and what stands in its one series.
_OF_COMMITTEE = Q(series__regex="(^|-)UBND(-|$)")
_IN_COMMON = Q(common_number__isnull=False)
_NOTHING: dict[str, Any] = {
    "own_last": None, "own_latest": None, "common_last": None, "common_latest": None, "is_begun": 0
}  # fmt: skip


def series_of_year(unit: Unit, year: int) -> Series:
    """What the agency has numbered in the year, in any series of the committee's."""
    rows = IssuedDocument.objects.filter(_OF_COMMITTEE | _IN_COMMON, unit=unit, year=year)
    found = rows.aggregate(last=Max("number"), latest=Max("issued_on"), common=Max("common_number"))
    return Series(found["last"] or 0, found["latest"], is_one=found["common"] is not None)


def issued_of(kind: str, row_key: int) -> IssuedDocumentQuerySet:
    """What was issued of one row, newest first."""
    return IssuedDocument.objects.filter(kind=kind, row_key=row_key).for_register()


def holding_of(kinds: Iterable[str], row_key: int) -> dict[str, IssuedDocument]:
    """Kind → the last document in force that was issued for the row, of the kinds that have one;
    in one query."""
    rows = IssuedDocument.objects.filter(kind__in=list(kinds), row_key=row_key).in_force()
    return {row.kind: row for row in rows.order_by("pk")}


def notice_of(meeting: Meeting) -> IssuedDocument | None:
    """The issued notice of a meeting's conclusions that holds (`settings.NOTICE_OF_MEETING`)."""
    return holding_of(["conclusions_notice"], meeting.pk).get("conclusions_notice")


def last_issued(kind: str, row_key: int) -> IssuedDocument | None:
    """The document of a row that a further one replaces or amends, if any was issued and not
    recalled."""
    rows = issued_of(kind, row_key).not_recalled().filter(is_amendment=False)
    return rows.order_by("-pk").first()


def file_of(document: IssuedDocument, ending: str) -> Revision | None:
    """The file of that kind as it was issued; scans that followed come after it."""
    files = with_scan(document.paper.revisions.select_related("evidence__unit", "fault", "facts"))
    return files.filter(file_type=ending).order_by("number").first()


def preparation_of(kind: str, row_key: int) -> Preparation | None:
    """The document of a row that is on its way, else the last that was issued."""
    rows = Preparation.objects.filter(kind=kind, row_key=row_key)
    named = rows.select_related("unit", "checked_by", "signatory", "signed_by")
    named = named.select_related("issued__replaces", "issued__paper")
    return named.order_by("-pk").first()


def papers_to_confirm(before: datetime) -> list[Preparation]:
    """Some of the papers on their way of which it was last found before that moment whether the
    record still reads as they were checked; where there are none, of those that were issued, an
    hour before it."""
    waits = F("checked_text__confirmed_at").asc(nulls_first=True)
    checked = Preparation.objects.select_related("issued").order_by(waits, "pk")
    under_way = Q(issued=None, state__in=(DocumentState.CHECKED, DocumentState.SIGNED))
    is_due = Q(checked_text=None) | Q(checked_text__confirmed_at__lt=before)
    due = list(checked.filter(under_way, is_due)[:_MOST_CONFIRMED])
    if due:
        return due
    long_ago = Q(checked_text__confirmed_at__lt=before - timedelta(hours=1))
    return list(checked.filter(long_ago, state=DocumentState.ISSUED)[:_MOST_CONFIRMED])


_MOST_CONFIRMED = 5


def signing_postings(unit: Unit) -> "QuerySet[Posting]":
    """Who may have signed for the agency: every office that is or was held in it, those of its
    head and deputies first."""
    leads = [When(role=Role.CHAIR, then=0), When(role=Role.VICE_CHAIR, then=1)]
    rows = Posting.objects.filter(unit=unit).select_related("official", "body")
    return rows.order_by(Case(*leads, default=2), "-is_main", "official__name_key", "pk")


def likely_posting(offices: "QuerySet[Posting]", name: str) -> Posting | None:
    """The office of the one whom the document names at its end."""
    return offices.filter(official__full_name=name).first() if name else None


@dataclass(frozen=True)
class RegisterSearch:
    """The criteria of a search in the register; an empty one restricts nothing."""

    words: str = ""
    year: int | None = None
    since: date | None = None
    until: date | None = None
    type_name: str = ""

    @property
    def words_of_it(self) -> str:
        """The filters of the search, as a line below a title: `Năm 2024; từ ngày 01/7/2024`."""
        parts = [
            f"Năm {self.year}" if self.year else "",
            f"từ ngày {format_day(self.since)}" if self.since else "",
            f"đến ngày {format_day(self.until)}" if self.until else "",
            self.type_name,
            f"tìm “{self.words}”" if self.words else "",
        ]
        words = "; ".join(filter(None, parts))
        return capfirst(words)


def document_register(access: Access, search: RegisterSearch) -> IssuedDocumentQuerySet:
    """The register of documents in scope, newest first; of a year, days, a type, with words."""
    rows = IssuedDocument.objects.visible_to(access).for_register()
    exact = {
        "year": search.year,
        "issued_on__gte": search.since,
        "issued_on__lte": search.until,
        "type_name": search.type_name,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    words = _BEFORE_NUMBER.sub("", f" {fold(search.words).replace(',', ' ')} ")
    for cited in _DAY.finditer(words):
        if day := _day_of(cited):
            words = words.replace(cited[0], " ")
            rows = rows.filter(Q(issued_on=day) | Q(search__contains=cited[0].strip()))
    for phrase, does_so in _RELATIONS:
        if f" {phrase} " in words:
            words = words.replace(phrase, "")
            rows = rows.filter(does_so | Q(search__contains=phrase))
    for word in words.split():
        rows = rows.filter(_has_word(word.strip("().;:")))
    return rows


# What stands around number and day where a paper is cited: `số 05/KH-UBND ngày 14/8/2024`.
_BEFORE_NUMBER = re.compile(r"(?<= )so ?:? ?(?=\d)|(?<=\d) (?=/ ?[a-z])|(?<=\d/) (?=[a-z])")
_DAY = re.compile(r" (?:ngay )?(\d\d?)(?:[/.-]| thang )(\d\d?)(?:[/.-]| nam )(\d{4})(?=[ ().;:])")


def _day_of(cited: re.Match[str]) -> date | None:
    """The day that was typed among the words, if there is one."""
    with suppress(ValueError):
        return make_day(*map(int, cited.groups()))
    return None


# By which words of a line a paper is found that does so to an earlier one.
_AMENDS = Q(replaces__isnull=False, is_amendment=True)
_RELATIONS = (
    ("thay the", Q(replaces__isnull=False, is_amendment=False)),
    ("sua doi", _AMENDS),
    ("bo sung", _AMENDS),
)


def _has_word(word: str) -> Q:
    """A word of the text, a number, or a whole number with its symbol: `05/KH-UBND`."""
    head, slash, symbol = word.partition("/")
    number = whole_number(head, 6)
    if number is None:
        return Q(search__contains=word)
    if slash:
        return Q(number=number, search__contains=symbol)
    # A whole number of the text, so that `02` is not found in every `2024`.
    return Q(number=number) | Q(search__regex=rf"(^|[^0-9]){head}([^0-9]|$)")


def types_in(access: Access) -> list[str]:
    """The types of document that the register in scope has."""
    rows = IssuedDocument.objects.visible_to(access).order_by("type_name")
    return list(rows.values_list("type_name", flat=True).distinct())


def received_by(access: Access) -> IssuedDocumentQuerySet:
    """What agencies above have issued that names a unit in which the person works, newest first:
    not what lies in their scope anyway."""
    keys: set[int] = set()
    for unit in {posting.unit_id: posting.unit for posting in access.postings}.values():
        above = unit.ancestor_ids
        rows = IssuedDocument.objects.filter(unit__in=above, search__contains=fold(unit.noun))
        named = rows.order_by().values_list("pk", "sent_to")
        keys |= {pk for pk, sent_to in named if names_unit(sent_to, unit)}
    received = IssuedDocument.objects.filter(pk__in=keys)
    return received.exclude(in_scope(access, "unit__path")).for_register()


def registers_of(access: Access) -> list[Unit]:
    """The agencies whose register the person keeps."""
    keeping = access.holding(Ability.ISSUE_DOCUMENT).postings
    return list(dict.fromkeys(posting.unit for posting in keeping))


def document_of_token(token: str) -> IssuedDocument | None:
    """The issued document whose code this is."""
    rows = IssuedDocument.objects.select_related("unit", "paper").with_later()
    later = ("replaced_by__paper", "replaces__replaced_by__paper")
    found = rows.prefetch_related("paper__revisions", *later).filter(token=token)
    return found.first() if token else None


def why_report_stays(report: ProgressReport) -> str:
    """Why a progress report cannot be taken out, or "": what was checked, signed or issued stays
    (`settings.REPORT_STAYS`)."""
    kind, key = "progress_report", report.pk
    if preparation_of(kind, key) or IssuedDocument.objects.filter(kind=kind, row_key=key).exists():
        return "Báo cáo đã được kiểm tra, ký hoặc phát hành nên không xóa được."
    return ""
