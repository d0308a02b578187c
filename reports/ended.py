"""What is said once of each plan year that is over, instead of each of its tasks."""

from reports import links
from reports.record import Record
from tasks.enums import OPEN
from tasks.rules import ended_year_words
from villages.models import Unit


def ended_lines(record: Record, unit: Unit) -> list[tuple[str, str]]:
    """(words, address of the list) of each ended year with open tasks below the unit."""
    return [
        (
            ended_year_words(year, left),
            links.tasks(don_vi=unit.pk, nam_ke_hoach=year, tinh_trang=OPEN),
        )
        for year, left in record.ended
    ]
