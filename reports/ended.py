"""What is shown once of each plan year that is over, instead of each of its tasks."""

from reports import links
from reports.record import Record
from tasks.enums import OPEN
from tasks.rules import ended_year_words
from villages.access import Access
from villages.enums import Ability
from villages.models import Unit


def ended_lines(record: Record, unit: Unit, access: Access) -> list[tuple[str, str, str]]:
    """(words, address of the list, and of the page that settles them or "") of each ended year with
    open tasks below the unit."""
    may_close = access.can(Ability.EDIT_PLAN, unit)
    return [
        (
            ended_year_words(year, left),
            links.tasks_url(don_vi=unit.pk, nam_ke_hoach=year, tinh_trang=OPEN),
            links.address("tasks:close_year", plan) if may_close else "",
        )
        for year, left, plan in record.ended
    ]
