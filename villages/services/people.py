"""Officials and the postings that give them their rights."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from villages import rules
from villages.access import Access
from villages.accounts.services import shut_out
from villages.edit import create_row, edit_row, editing
from villages.enums import Ability
from villages.handover.work import take_up
from villages.models import Official, Posting, Unit


def create_official(
    *, by: Access, unit: Unit, password: str | None = None, **fields: Any
) -> Official:
    """Add a person with an account; without a password nobody can sign in with it."""
    official = Official(home_unit=unit, **fields)
    official.set_password(password)
    return create_row(
        by=by,
        row=official,
        unit=unit,
        deny_reason=rules.deny_edit_postings(by, unit),
        action="thêm cán bộ",
        ability=Ability.EDIT_POSTINGS,
    )


def take_on(
    *,
    by: Access,
    unit: Unit,
    person: Mapping[str, Any],
    posting: Mapping[str, Any],
    password: str | None = None,
) -> Official:
    """Add a person with the first posting: without one nobody would see them in any list."""
    with transaction.atomic():
        official = create_official(by=by, unit=unit, password=password, **person)
        appoint(by=by, official=official, unit=unit, is_main=True, **posting)
    return official


def edit_official(
    *,
    by: Access,
    official_id: int,
    fields: Mapping[str, Any],
    seen_version: int | None = None,
) -> Official:
    """Correct a person's data, or close the account."""
    with transaction.atomic():
        official = edit_row(
            by=by,
            rows=Official.objects.all(),
            pk=official_id,
            fields=fields,
            seen=seen_version,
            deny=rules.deny_account,
            action="sửa cán bộ",
            ability=Ability.EDIT_POSTINGS,
        )
        if not official.is_active:
            shut_out(official)
    return official


def appoint(*, by: Access, official: Official, unit: Unit, **fields: Any) -> Posting:
    """Open a posting; the rights follow from it at the next request, what waits at the post now."""
    with transaction.atomic():
        # Two units that appoint at once: the second sees whose the account has become.
        Official.objects.get_queryset().select_for_update(no_key=True).get(pk=official.pk)
        posting = create_row(
            by=by,
            row=Posting(official=official, unit=unit, **fields),
            deny_reason=rules.deny_post(by, official, unit, fields.get("ends_on")),
            action="giao chức vụ",
            ability=Ability.EDIT_POSTINGS,
        )
        take_up(by, posting)
    return posting


def end_posting(
    *,
    by: Access,
    posting_id: int,
    ends_on: date,
    reason: str = "",
    seen_version: int | None = None,
) -> Posting:
    """Set or move the last day of a posting that is not over; its rights end with that day.

    Raises `Stale` when somebody has saved since `seen_version` (None compares nothing).
    """
    with transaction.atomic():
        with editing(
            by=by,
            rows=Posting.objects.select_related("unit", "official"),
            pk=posting_id,
            seen=seen_version,
            deny=lambda access, posting: rules.deny_edit_postings(access, posting.unit),
            action="kết thúc chức vụ",
            ability=Ability.EDIT_POSTINGS,
            reason=reason,
        ) as edit:
            if error := rules.ending_error(edit.row, ends_on, by.on):
                raise ValidationError({"ends_on": error})
            edit.row.ends_on = ends_on
        take_up(by, edit.row)
    return edit.row


def edit_posting(*, by: Access, posting: Posting, fields: Mapping[str, Any]) -> Posting:
    """Correct what is recorded of a posting, by whoever may give it."""
    with transaction.atomic():
        edited = edit_row(
            by=by,
            rows=Posting.objects.select_related("unit", "official", "body"),
            pk=posting.pk,
            fields=fields,
            seen=posting.version,
            deny=lambda access, row: rules.deny_appoint(access, row.official, row.unit),
            action="sửa chức vụ",
            ability=Ability.EDIT_POSTINGS,
        )
        take_up(by, edited, fields)
    return edited
