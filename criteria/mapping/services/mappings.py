"""Working out a mapping: begun, settled indicator by indicator, published."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from criteria.enums import MappingKind
from criteria.mapping import rules
from criteria.mapping.queries import (
    indicators_in,
    mapping_page,
    mapping_rows,
    published_mapping,
)
from criteria.mapping.sameness import is_unchanged
from criteria.models import CriteriaSet, Indicator, MappedIndicator, SetMapping
from ntm_project.common.models import clean_and_save
from ntm_project.common.refusals import Refused
from villages.access import Access
from villages.edit import Edit, check_seen, create_row, editing, remove_row, version_of_set
from villages.enums import Ability
from villages.rules import deny_edit_reference


@dataclass(frozen=True)
class MappingChoice:
    """What becomes of an old indicator, as a person settled it."""

    kind: str
    news: Sequence[Indicator] = ()
    note: str = ""
    source: str = ""


def _rows() -> "QuerySet[SetMapping]":
    return SetMapping.objects.select_related("old_set", "new_set")


def begin_mapping(
    *, by: Access, old_set: CriteriaSet, new_set: CriteriaSet, source: str = "", note: str = ""
) -> SetMapping:
    """A draft between two sets; where one was published before, what it settled is the beginning
    of this one, else what an amendment of the old set left as it was."""
    if reason := deny_edit_reference(by):
        raise Refused(reason)
    if errors := rules.new_mapping_errors(old_set, new_set):
        raise ValidationError(errors)
    before = published_mapping(old_set.pk, new_set.pk)

    def copied(made: SetMapping) -> dict[str, int]:
        rows = [row for row in mapping_rows(before) if row.old_id] if before else _kept(made)
        MappedIndicator.objects.bulk_create(
            MappedIndicator(
                mapping=made,
                kind=row.kind,
                old=row.old,
                new=row.new,
                note=row.note,
                source=row.source,
            )
            for row in rows
        )
        what = "dòng chép từ bảng trước" if before else "chỉ tiêu bộ sửa đổi giữ nguyên"
        return {what: len(rows)} if rows else {}

    return create_row(
        by=by,
        row=SetMapping(old_set=old_set, new_set=new_set, source=source, note=note),
        action="lập bảng chuyển bộ tiêu chí",
        ability=Ability.EDIT_REFERENCE,
        parts=copied,
    )


def _kept(mapping: SetMapping) -> list[MappedIndicator]:
    """What an amendment of the old set left as it was, for an amendment states what it changes."""
    if mapping.new_set.amends_id != mapping.old_set_id:
        return []
    news = {
        (row.criterion.number, row.code.lower()): row for row in indicators_in(mapping.new_set_id)
    }
    olds = indicators_in(mapping.old_set_id)
    pairs = ((old, news.get((old.criterion.number, old.code.lower()))) for old in olds)
    note = "Bộ sửa đổi giữ nguyên."
    return [
        MappedIndicator(kind=MappingKind.SAME, old=old, new=new, note=note)
        for old, new in pairs
        if new is not None and is_unchanged(old, new)
    ]


def map_indicator(
    *,
    by: Access,
    mapping_id: int,
    old: Indicator,
    choice: MappingChoice,
    seen_version: int | None = None,
) -> None:
    """Settle what becomes of an old indicator; what was settled of it before is replaced.

    Raises `Stale` when by now something else is settled of it than was seen.
    """
    with editing(
        by=by,
        rows=_rows(),
        pk=mapping_id,
        deny=rules.deny_edit_mapping,
        action="chốt chỉ tiêu của bảng chuyển",
        ability=Ability.EDIT_REFERENCE,
    ) as edit:
        present = [row for row in mapping_rows(edit.row) if row.old_id == old.pk]
        check_seen(
            edit.row,
            seen_version,
            version=version_of_set(row.pk for row in present),
            mine={str(old): _words(choice.kind, choice.news)},
        )
        _put(edit, old, choice)


def take_offers(*, by: Access, mapping_id: int, olds: Collection[int]) -> int:
    """Settle these old indicators as offered; how many. What was settled meanwhile stays."""
    taken = 0
    with editing(
        by=by,
        rows=_rows(),
        pk=mapping_id,
        deny=rules.deny_edit_mapping,
        action="nhận các đề xuất của bảng chuyển",
        ability=Ability.EDIT_REFERENCE,
    ) as edit:
        for line in mapping_page(edit.row).lines:
            offer = line.offer
            if line.old.pk in olds and offer is not None:
                choice = MappingChoice(offer.kind, offer.news, f"Theo đề xuất: {offer.why}.")
                _put(edit, line.old, choice)
                taken += 1
    return taken


def _put(edit: Edit[SetMapping], old: Indicator, choice: MappingChoice) -> None:
    """The rows of one old indicator, in the place of what stood there."""
    every = mapping_rows(edit.row)
    before = [row for row in every if row.old_id == old.pk]
    others = [row for row in every if row.old_id != old.pk]
    errors = rules.choice_errors(old, choice.kind, choice.news)
    if errors := errors or rules.taken_errors(choice.kind, choice.news, others):
        raise ValidationError(errors)
    was = _words(before[0].kind, [r.new for r in before if r.new]) if before else ""
    details = [(row.note, row.source) for row in before[:1]]
    now = _words(choice.kind, choice.news)
    if was == now and details == [(choice.note, choice.source)]:
        return
    MappedIndicator.objects.filter(pk__in=[row.pk for row in before]).delete()
    news: list[Indicator | None] = [*choice.news]
    for new in news or [None]:
        row = MappedIndicator(mapping=edit.row, kind=choice.kind, old=old, new=new)
        row.note, row.source = choice.note, choice.source
        clean_and_save(row)
    edit.note(f"Chỉ tiêu {old.code}", was, " · ".join(filter(None, [now, choice.note])))


def _words(kind: str, news: Sequence[Indicator]) -> str:
    codes = ", ".join(new.code for new in news)
    return f"{MappingKind(kind).label}: {codes}" if codes else str(MappingKind(kind).label)


def publish_mapping(*, by: Access, mapping_id: int, seen_version: int | None = None) -> SetMapping:
    """Close a mapping that is whole: new indicators to which nothing leads are kept as new, and
    from now on nothing of it changes. Raises `Refused` with the first gap."""
    with editing(
        by=by,
        rows=_rows(),
        pk=mapping_id,
        seen=seen_version,
        deny=rules.deny_edit_mapping,
        action="công bố bảng chuyển bộ tiêu chí",
        ability=Ability.EDIT_REFERENCE,
    ) as edit:
        page = mapping_page(edit.row)
        if gaps := page.gaps:
            raise Refused(gaps[0])
        for new in page.without_source:
            row = MappedIndicator(mapping=edit.row, kind=MappingKind.NEW, new=new)
            clean_and_save(row)
        for words, number in page.by_kind:
            edit.note(words, 0, number)
        edit.row.closed_at = timezone.now()
    return edit.row


def discard_mapping(*, by: Access, mapping_id: int, seen_version: int | None = None) -> None:
    """Take out a draft that is wrong, with all that was settled in it; the event keeps it."""

    def parts(mapping: SetMapping) -> dict[str, str]:
        rows = mapping_rows(mapping)
        return {"các dòng đã chốt": "; ".join(str(row) for row in rows)} if rows else {}

    remove_row(
        by=by,
        rows=_rows(),
        pk=mapping_id,
        seen=seen_version,
        deny=rules.deny_edit_mapping,
        action="bỏ bảng chuyển soạn dở",
        ability=Ability.EDIT_REFERENCE,
        parts=parts,
    )
