"""What is checked of a document: its digest, and its words, kept so that it is issued in them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from evidence.issued.models import CheckedText, IssuedDocument, Preparation
from evidence.issued.rules import NotAfter, NotBefore, no_fault
from evidence.papers.models import Evidence
from villages.models import Unit

# The steps of a document, as the trail names them.
CHECKED, SIGNED = "kiểm tra văn bản", "ghi nhận chữ ký văn bản"
ISSUED = "phát hành văn bản"


@dataclass(frozen=True, kw_only=True)
class PrintedWords:
    """The words of a document as a program printed them, when the trail stood at `mark`."""

    digest: str
    text: str
    program: str
    mark: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class PreparedPaper:
    """A document as it is now: of which row, with which symbol, and the digest of its text.

    `fresh` is the digest of what would be checked anew, whose head nobody has signed yet, and
    `words` are what is kept of it then.
    """

    unit: Unit
    kind: str
    row_key: int
    symbol: str
    title: str
    digest: str
    fresh: str
    words: PrintedWords | None = None
    earlier: IssuedDocument | None = None  # which its text names
    not_before: NotBefore | None = None  # the day before which nobody has signed it
    not_after: NotAfter | None = None  # the last day that it may bear
    fault: Callable[[], str] = no_fault  # finds why its text may not be issued


def checked_text(preparation: Preparation) -> CheckedText | None:
    """The words in which it was checked, where they were kept with its last check."""
    return CheckedText.objects.filter(preparation=preparation, digest=preparation.digest).first()


def own_steps(preparation: Preparation) -> Q:
    """The events of the document's own way, which change nothing that it states."""
    steps = {"object_type": Preparation._meta.label_lower, "object_id": preparation.pk}
    own = Q(**steps, action__in=(CHECKED, SIGNED))
    if issued := preparation.issued:
        own |= Q(object_type=Evidence._meta.label_lower, object_id=issued.paper_id)
    return own
