"""What a kind of document is: one entry, from which its addresses, page and buttons follow."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.urls import reverse

from evidence.authored.rules import deny_write_text
from evidence.issued.rules import NotAfter, NotBefore
from reports.documents.authored import OF_UNIT, AuthoredBlock
from reports.documents.blocks import Document
from reports.documents.facts import NO_FACTS, FactSheet
from villages.access import Access
from villages.models import Unit

M = TypeVar("M", bound=Model)
R = TypeVar("R")


def always(_row: Any) -> bool:
    """The condition of a paper that every row has."""
    return True


def unit_of_row(row: Any) -> Unit:
    """The unit of the row, which issues the paper."""
    unit: Unit = row.unit
    return unit


def year_before(row: Any, _rows: Any) -> NotBefore | None:
    """The first day of the year before that of the row: a paper of a year is not much older."""
    year: int | None = getattr(row, "year", None)
    return NotBefore(date(year - 1, 1, 1)) if year else None


def no_words(*_of: Any) -> str:
    """An empty text, for a kind of paper that has no such reason, fault or address."""
    return ""


def no_rows(*_of: Any) -> tuple[()]:
    """An empty list, for a kind of paper that has no such doubts, links or offers."""
    return ()


def no_facts(_row: Any) -> FactSheet:
    """The sheet of a kind of paper without blanks to be filled in."""
    return NO_FACTS


@dataclass(frozen=True)
class Offer:
    """A row of the record with which the blanks of a paper may begin: in the address, in words."""

    word: str
    label: str
    values: Callable[[], dict[str, Any]]


def deny_of_unit(access: Access, row: Any) -> str:
    """The rule of a paper whose passages whoever writes the reports of its unit writes."""
    return deny_write_text(access, row.unit)


@dataclass(frozen=True, kw_only=True)
class DocumentKind(Generic[M, R]):
    """A kind of document: whose rows it prints, as which blocks, for whom.

    Its addresses are named `reports:<slug>_preview`, `reports:<slug>_pdf`, `reports:<slug>_word`,
    and on its way `reports:<slug>_check`, `_relate`, `_sign` and `_issue`.
    """

    slug: str
    title: str  # heading of the preview
    preview_path: str
    # The page of the row, where the buttons stand and to which the preview leads back.
    page: str
    back: str
    model: type[M]
    related: tuple[str, ...]  # what the paper and its rule read of the row
    rows: Callable[..., R]
    document: Callable[[R], Document]
    file_name: Callable[[M], str]
    pdf_path: str = ""  # where it is not `pdf/` below the preview
    about: Callable[[M], str] = str  # the row, in the words under the heading
    exists: Callable[[M], bool] = always  # whether the row has such a paper at all
    deny: Callable[[Access, M], str] = no_words  # why this person may not print it, or ""
    # Why it is not checked, signed or issued by the present record, or "".
    fault: Callable[[R], str] = no_words
    # What the program doubts of the paper: sentences beside it on the screen, never on it.
    doubts: Callable[[R], tuple[str, ...]] = no_rows
    # Where they lead: words and addresses.
    doubt_links: Callable[[R], tuple[tuple[str, str], ...]] = no_rows
    issuer: Callable[[M], Unit] = unit_of_row  # the agency in whose register it is numbered
    # The day before which nobody has signed it: the last that it reports of; None where any may be.
    not_before: Callable[[M, R], NotBefore | None] = year_before
    # The last day that it may bear; None where any may be.
    not_after: Callable[[M], NotAfter | None] = lambda _row: None
    # Whether a further one of the same row replaces the one issued before.
    is_replaced: bool = True
    # Another agency than those that keep a register here numbers it, if anybody does.
    is_foreign: bool = False
    # Whether the paper of a dossier takes a number here; else it is signed as it is printed.
    is_numbered: Callable[[M], bool] = always
    # Whether what is judged of an assessment stands in the paper of a dossier.
    states_results: bool = False
    # Number and day that an earlier text of it bears, in words for whoever numbers it; "" for none.
    borne: Callable[[M], str] = no_words
    button: str = "Xem trước khi in"
    # The passages that people write. They are kept with the document (`evidence.authored`) unless
    # the row itself has them: then `text_url` is where one is edited, `stored` the row of it.
    blocks: tuple[AuthoredBlock, ...] = ()
    placeholders: tuple[str, ...] = OF_UNIT  # what is filled in them
    deny_write: Callable[[Access, M], str] = deny_of_unit
    text_url: Callable[[M, str], str] | None = None
    stored: Callable[[M, str], Model | None] | None = None
    # The blanks of the paper that people fill in (`rows(row).facts` holds their values).
    facts: Callable[[M], FactSheet] = no_facts
    offers: Callable[[Access, M], tuple[Offer, ...]] = no_rows
    # Where the record itself fills a blank (`Facts.left`), by its key; "" for who may not.
    record_url: Callable[[Access, M, str], str] = no_words
    # Where the name of who signs is typed; "" where the row has no field of it.
    name_url: Callable[[Access, M], str] = no_words
    # Whether whoever holds the office signs where no name is typed; else the row alone names them.
    names_holder: bool = True
    is_long: bool = False  # may take the press many seconds: shorter papers pass it in the line
    # The name in the address that narrows the paper to one numbered part: `rows(row, number)`.
    part: str = ""

    def block(self, key: str) -> AuthoredBlock | None:
        """The passage of that key, if the kind has it."""
        return next((block for block in self.blocks if block.key == key), None)

    def edit_url(self, row: M, key: str) -> str:
        """Where a passage of a row's document is written."""
        if self.text_url:
            return self.text_url(row, key)
        return reverse("reports:text", args=[self.slug, row.pk, key])

    @property
    def has_facts(self) -> bool:
        """Whether its blanks are filled in the browser."""
        return self.facts is not no_facts

    def fill_url(self, row: M) -> str:
        """The address of the page on which the blanks of the row's paper are filled in."""
        return reverse("reports:blanks", args=[self.slug, row.pk])

    def row(self, pk: int) -> M | None:
        """The row of that key, where it is there and has such a paper still."""
        rows = self.model._default_manager.select_related(*self.related)
        found = rows.filter(pk=pk).first()
        return found if found is not None and self.exists(found) else None

    def in_sight(self, access: Access) -> "QuerySet[M]":
        """The rows that the person sees; 404 for whatever lies outside."""
        rows: Any = self.model._default_manager
        return rows.visible_to(access).select_related(*self.related)

    def name_of(self, step: str) -> str:
        """The name of its address of that step: `preview`, `pdf`, `word`, and those of its way."""
        return f"reports:{self.slug}_{step}"

    def path_of(self, ending: str) -> str:
        """The path of the PDF (`pdf`), and of what stands beside it."""
        pdf_path = self.pdf_path or f"{self.preview_path}pdf/"
        return f"{pdf_path.removesuffix('pdf/')}{ending}/"

    def url(self, step: str, row: M, part: int | None = None) -> str:
        """The address of that step for a row, or for one part of its paper."""
        return self._address(self.name_of(step), row, part)

    def page_url(self, row: M, part: int | None = None) -> str:
        """The page of the row, to which the preview leads back."""
        return self._address(self.page, row, part)

    def _address(self, name: str, row: M, part: int | None) -> str:
        return reverse(name, args=[row.pk]) + (f"?{self.part}={part}" if part else "")


Kind = DocumentKind[Any, Any]  # of whatever rows
