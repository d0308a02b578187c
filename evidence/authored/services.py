"""Writing the texts of documents, their defaults, and the drafts of whoever is at it."""

import hashlib
from collections.abc import Callable, Collection, Mapping
from typing import Any, BinaryIO, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from evidence.authored import rules
from evidence.authored.models import (
    AuthoredText,
    DefaultText,
    DocumentFacts,
    ReferenceFile,
    TextDraft,
)
from evidence.authored.queries import (
    authored_text,
    default_of,
    draft_of,
    filled_of,
    reference_of,
)
from evidence.papers.enums import FileType
from evidence.papers.files.limited import ReaderBusy
from evidence.papers.files.reading import check
from evidence.papers.files.reading import styles as read_styles
from evidence.papers.files.refusals import RefusedFile
from ntm_project.common.models import NO_VERSION
from ntm_project.common.refusals import Refused
from villages.access import Access
from villages.edit import (
    Stale,
    check_seen,
    create_row,
    edit_row,
    edit_words,
    editing,
    remove_row,
)
from villages.enums import Ability
from villages.models import Official, Unit

FIRST = 1  # the version of a text once it is there; 0 is that of one not yet written

__all__ = [
    "Stale",
    "drop_draft",
    "drop_reference",
    "fill_blanks",
    "keep_draft",
    "take_reference",
    "write_default",
    "write_text",
]

_Text = TypeVar("_Text", AuthoredText, DefaultText)


def write_text(
    *,
    by: Access,
    unit: Unit,
    kind: str,
    row_key: int,
    block: str,
    title: str,
    text: str,
    seen_version: int,
    deny: Callable[[Access], str],
    draft_version: int = NO_VERSION,
) -> AuthoredText:
    """Save the text of one block of a document; the person's draft of it is done with, unless it
    holds other words than those and is none that was written on to them (`draft_version`): those
    of another window, which they have not decided on, are offered again.

    `deny` is the rule of the kind, which no floor below the papers knows. Raises `Refused`,
    `ValidationError`, or `Stale` where somebody saved since; who sends what is recorded already
    overwrites nobody.
    """
    with transaction.atomic():
        _hold(unit)
        if reason := deny(by):
            raise Refused(reason)
        if (row := authored_text(kind, row_key, block)) is None:
            fields = {"kind": kind, "row_key": row_key, "block": block, "title": title}
            row = create_row(
                by=by,
                row=AuthoredText(unit=unit, text=text, version=FIRST, **fields),
                action="soạn lời văn của văn bản",
                ability=Ability.WRITE_REPORT,
            )
        else:
            row = _edit(by, row, AuthoredText.objects.select_related("unit"), text, seen_version)
        draft = draft_of(by.official, kind, row_key, block) if by.official else None
        if draft and (draft.text == text or draft.version == draft_version):
            drop_draft(by=by, kind=kind, row_key=row_key, block=block)
    return row


def fill_blanks(
    *,
    by: Access,
    unit: Unit,
    kind: str,
    row_key: int,
    title: str,
    facts: Mapping[str, Any],
    words: Callable[[Mapping[str, Any]], dict[str, str]],
    seen_version: int,
    deny: Callable[[Access], str],
) -> DocumentFacts:
    """Save the values of a document's blanks; `words` gives their names and values for the trail.
    Raises and lets pass as `write_text` does."""
    action, ability = "điền chỗ trống của văn bản", Ability.WRITE_REPORT
    with transaction.atomic():
        _hold(unit)
        if reason := deny(by):
            raise Refused(reason)
        if (row := filled_of(kind, row_key)) is None:
            made = DocumentFacts(unit=unit, kind=kind, row_key=row_key, title=title, version=FIRST)
            made.facts = dict(facts)
            return create_row(by=by, row=made, action=action, ability=ability, parts=words(facts))
        seen = None if row.facts == facts else seen_version
        rows = DocumentFacts.objects.select_related("unit")
        with editing(
            by=by, rows=rows, pk=row.pk, action=action, ability=ability, seen=seen
        ) as edit:
            was, now = words(edit.row.facts), words(facts)
            edit.row.facts = dict(facts)
            for name in was | now:
                edit.note(name, was.get(name, ""), now.get(name, ""))
    return edit.row


def write_default(
    *,
    by: Access,
    unit: Unit,
    kind: str,
    block: str,
    title: str,
    text: str,
    seen_version: int,
    placeholders: Collection[str],
) -> DefaultText:
    """Save with what a block begins in the unit's documents, where only these placeholders are
    filled; raises as `write_text` does."""
    if reason := rules.deny_write_default(by, unit):
        raise Refused(reason)
    unknown = rules.unknown_placeholders(text, placeholders)
    if fault := rules.placeholder_fault(unknown, placeholders):
        raise ValidationError({"text": fault})
    with transaction.atomic():
        _hold(unit)
        if (row := default_of(kind, unit, block)) is None:
            return create_row(
                by=by,
                row=DefaultText(
                    unit=unit, kind=kind, block=block, title=title, text=text, version=FIRST
                ),
                action="đặt lời mặc định của văn bản",
                ability=Ability.WRITE_REPORT,
            )
        return _edit(by, row, DefaultText.objects.select_related("unit"), text, seen_version)


def _hold(unit: Unit) -> None:
    """Who first writes a text of a unit does so alone, so that nobody meets a second first one."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)


def _edit(by: Access, row: _Text, rows: QuerySet[_Text], text: str, seen_version: int) -> _Text:
    return edit_words(
        by=by,
        row=row,
        rows=rows,
        text=text,
        seen=seen_version,
        action="sửa lời văn của văn bản",
        ability=Ability.WRITE_REPORT,
    )


def keep_draft(
    *,
    by: Access,
    kind: str,
    row_key: int,
    block: str,
    text: str,
    seen_version: int,
    draft_version: int,
) -> TextDraft:
    """Keep what the person is writing, without an event: nobody else knows of it.

    Raises `Stale` where the same person has written on in another window, or has an earlier draft
    that they have not decided on.
    """
    official = _person(by)
    fields: dict[str, Any] = {"text": text, "seen_version": seen_version}
    with transaction.atomic():
        Official.objects.select_for_update(no_key=True).get(pk=official.pk)
        draft = draft_of(official, kind, row_key, block)
        if draft is None:
            made = TextDraft(official=official, kind=kind, row_key=row_key, block=block, **fields)
            return create_row(by=by, row=made, action="giữ bản nháp", is_recorded=False)
        check_seen(draft, draft_version, mine=fields)
        return edit_row(
            by=by,
            rows=TextDraft.objects.filter(official=official),
            pk=draft.pk,
            fields=fields | {"saved_at": timezone.now()},
            action="giữ bản nháp",
            is_recorded=False,
        )


def drop_draft(*, by: Access, kind: str, row_key: int, block: str) -> None:
    """The person's draft of a block is done with, or not wanted."""
    if by.official is None:
        return
    if draft := draft_of(by.official, kind, row_key, block):
        mine = TextDraft.objects.filter(official=by.official)
        remove_row(by=by, rows=mine, pk=draft.pk, action="bỏ bản nháp", is_recorded=False)


def _person(by: Access) -> Official:
    if by.official is None:
        raise Refused("Bản nháp thuộc về người đang đăng nhập.")
    return by.official


def take_reference(
    *, by: Access, unit: Unit, file: BinaryIO, name: str, known: Callable[[Any], Any]
) -> ReferenceFile:
    """Take the styles of a Word file over for the unit's papers; `known` picks those they bear.

    Raises `Refused`, or `ValidationError` (`file`) for a file that may not be taken.
    """
    if reason := rules.deny_write_default(by, unit):
        raise Refused(reason)
    try:
        found = check(file, name, max_bytes=rules.MOST_BYTES)
        if found.file_type != FileType.DOCX:
            raise ValidationError({"file": rules.NOT_WORD})
        styles = read_styles(file)
    except RefusedFile as refusal:  # its sentence is for any paper, which may be a PDF too
        raise ValidationError({"file": f"{refusal.reason} {rules.NOT_WORD}"}) from None
    except ReaderBusy as busy:
        raise ValidationError({"file": busy.reason}) from None
    if not (taken := list(known(styles).values())):
        raise ValidationError({"file": rules.NO_STYLES})
    file.seek(0)
    digest = hashlib.sha256(file.read()).hexdigest()
    fields = {"name": found.name, "sha256": digest, "styles": taken}
    action, ability = "đặt mẫu Word của văn bản", Ability.WRITE_REPORT
    with transaction.atomic():
        _hold(unit)
        if (row := reference_of(unit)) is None:
            made = ReferenceFile(unit=unit, **fields)
            return create_row(by=by, row=made, action=action, ability=ability)
        rows = ReferenceFile.objects.select_related("unit")
        return edit_row(by=by, rows=rows, pk=row.pk, fields=fields, action=action, ability=ability)


def drop_reference(*, by: Access, unit: Unit) -> None:
    """The unit's papers look as the decree has them again."""
    if row := reference_of(unit):
        remove_row(
            by=by,
            rows=ReferenceFile.objects.select_related("unit"),
            pk=row.pk,
            deny=rules.deny_edit_default,
            action="bỏ mẫu Word của văn bản",
            ability=Ability.WRITE_REPORT,
        )
