"""Who stands in for whom, from a day to a day."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ntm_project.common.refusals import Refused
from villages import rules
from villages.access import Access
from villages.edit import create_row, editing
from villages.enums import Ability
from villages.models import Delegation, Official, Posting
from villages.queries import delegation_in_the_way, is_colleague


def delegate(
    *, by: Access, posting: Posting, official: Official, starts_on: date, ends_on: date
) -> Delegation:
    """Let a colleague of the unit do the work of a posting while its holder is away; one at a
    time. Raises `ValidationError` by field."""
    with transaction.atomic():
        rows = Posting.objects.select_for_update(of=("self",), no_key=True)
        posting = rows.select_related("unit", "official").get(pk=posting.pk)
        if reason := rules.deny_delegate(by, posting.official):
            raise Refused(reason)
        row = Delegation(posting=posting, official=official, starts_on=starts_on, ends_on=ends_on)
        errors = rules.delegation_errors(
            row,
            today=by.on,
            is_colleague=is_colleague(official, posting, starts_on),
            other=delegation_in_the_way(row),
        )
        if errors:
            raise ValidationError(errors)
        return create_row(
            by=by, row=row, action="nhờ làm thay khi vắng mặt", ability=Ability.EDIT_POSTINGS
        )


def revoke_delegation(*, by: Access, delegation_id: int) -> Delegation:
    """End it now, or before it has begun."""
    with editing(
        by=by,
        rows=Delegation.objects.select_related("posting__unit", "posting__official", "official"),
        pk=delegation_id,
        deny=rules.deny_revoke_delegation,
        action="chấm dứt làm thay",
        ability=Ability.EDIT_POSTINGS,
    ) as edit:
        edit.row.revoked_at = timezone.now()
    return edit.row
