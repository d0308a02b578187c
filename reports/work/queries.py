"""Everything that waits for one person, most urgent first, by the roles held."""

from dataclasses import dataclass

from reports.work.managed import managed_work
from reports.work.own import own_indicators, own_tasks, portfolio
from reports.work.review import awaiting_recognitions, returned_items, waiting_rounds
from reports.work.section import Headline, Section
from villages.access import Access


@dataclass(frozen=True)
class MyWork:
    """The first page of one person."""

    headlines: list[Headline]
    sections: list[Section]


def my_work(access: Access) -> MyWork:
    """Everything that waits for the holder of the access, in a fixed number of queries."""
    own, own_headlines = own_tasks(access)
    managed, managed_headlines = managed_work(access)
    sections = [
        own,
        own_indicators(access),
        portfolio(access),
        waiting_rounds(access),
        awaiting_recognitions(access),
        returned_items(access),
        *managed,
    ]
    found = sorted((s for s in sections if s and s.count), key=lambda s: s.urgency)
    return MyWork(own_headlines + managed_headlines, found)
