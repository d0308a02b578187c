"""“Biết rồi, vì …”: waiving a finding of the checks, and taking the waiver back."""

from tasks import rules
from tasks.models import Waiver
from villages.access import Access
from villages.edit import create_row, remove_row
from villages.enums import Ability


def waive(*, by: Access, waiver: Waiver) -> Waiver:
    """Record that a finding is known, and why it needs no mending; raises `ValidationError`
    where another was quicker."""
    waiver.waived_on, waiver.waived_by = by.on, by.official
    return create_row(
        by=by,
        row=waiver,
        deny_reason=rules.deny_waive(by, waiver.unit),
        action="ghi phát hiện đã biết",
        ability=Ability.EDIT_PLAN,
    )


def take_back_waiver(*, by: Access, waiver: Waiver, seen_version: int) -> None:
    """The finding is listed again."""
    remove_row(
        by=by,
        rows=Waiver.objects.select_related("unit"),
        pk=waiver.pk,
        deny=rules.deny_take_back_waiver,
        seen=seen_version,
        action="bỏ ghi phát hiện đã biết",
        ability=Ability.EDIT_PLAN,
    )
