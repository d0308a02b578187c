"""The texts of a document, with what they may begin from, and the drafts of one person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from evidence.authored.models import (
    AuthoredText,
    DefaultText,
    DocumentFacts,
    ReferenceFile,
    TextDraft,
)
from tasks.models import Plan
from villages.access import Access
from villages.models import AuditEvent, Official, Unit


def texts_of(kind: str, row_key: int) -> dict[str, str]:
    """Block → what was written of it in one document; also "" where it was left out."""
    rows = AuthoredText.objects.filter(kind=kind, row_key=row_key)
    return dict(rows.values_list("block", "text"))


def authored_text(kind: str, row_key: int, block: str) -> AuthoredText | None:
    """The text of one block; None before anybody wrote one."""
    return AuthoredText.objects.filter(kind=kind, row_key=row_key, block=block).first()


def defaults_of(kind: str, unit: Unit) -> dict[str, str]:
    """Block → the unit's own default, where it has one."""
    rows = DefaultText.objects.filter(kind=kind, unit=unit).exclude(text="")
    return dict(rows.values_list("block", "text"))


def default_of(kind: str, unit: Unit, block: str) -> DefaultText | None:
    return DefaultText.objects.filter(kind=kind, unit=unit, block=block).first()


def defaults_of_all(unit: Unit) -> dict[tuple[str, str], str]:
    """(Kind, block) → the unit's own default text, for all kinds of documents."""
    rows = DefaultText.objects.filter(unit=unit).exclude(text="")
    return {(kind, block): text for kind, block, text in rows.values_list("kind", "block", "text")}


def begun_of(kind: str, unit: Unit, year: int) -> dict[str, str]:
    """Block → the unit's default text with `{đơn vị}` and `{năm}` filled in."""
    return {key: fill_default(text, unit, year) for key, text in defaults_of(kind, unit).items()}


def fill_default(text: str, unit: Unit, year: int) -> str:
    """`{đơn vị}` and `{năm}` filled; other braces stay as typed."""
    return text.replace("{đơn vị}", unit.full_name).replace("{năm}", str(year))


def default_of_plan(plan: Plan, section: str) -> str:
    """With what a text of a plan begins (`settings.PLAN_DEFAULT`)."""
    return begun_of("plan", plan.unit, plan.year).get(section, "")


def last_text(kind: str, unit: Unit, row_key: int, block: str) -> str:
    """What the unit wrote of the block in its last document of the kind before this one."""
    rows = AuthoredText.objects.filter(unit=unit, kind=kind, block=block, row_key__lt=row_key)
    row = rows.exclude(text="").order_by("-row_key").first()
    return row.text if row else ""


def filled_of(kind: str, row_key: int) -> DocumentFacts | None:
    """What was filled into the blanks of one document; None before anybody did."""
    return DocumentFacts.objects.filter(kind=kind, row_key=row_key).first()


def last_filled(kind: str, unit: Unit, row_key: int) -> DocumentFacts | None:
    """What was filled in for the unit's last document of the kind before this one."""
    rows = DocumentFacts.objects.filter(unit=unit, kind=kind, row_key__lt=row_key)
    return rows.order_by("-row_key").first()


def draft_of(official: Official, kind: str, row_key: int, block: str) -> TextDraft | None:
    """What this person is writing of a block."""
    mine = TextDraft.objects.filter(official=official)
    return mine.filter(kind=kind, row_key=row_key, block=block).first()


@dataclass(frozen=True)
class Version:
    """A text as somebody saved it."""

    key: int
    at: datetime
    who: str
    text: str


def versions_of(row: Model, access: Access) -> Iterator[Version]:
    """The versions of a text that the trail holds, newest first."""
    events = AuditEvent.objects.visible_to(access).about(row)
    for event in events:
        if "text" in event.changes:
            yield Version(event.pk, event.at, event.actor_name, str(event.changes["text"][1] or ""))


def reference_of(unit: Unit) -> ReferenceFile | None:
    """The unit's own Word file, whose styles its papers take."""
    return ReferenceFile.objects.filter(unit=unit).first()
