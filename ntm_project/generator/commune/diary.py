"""What happens in the commune, in the order of the days."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from criteria.models import Assessment, Result
from ntm_project.generator.commune import clock
from tasks.models import Plan
from villages.access import Access, access_of, system_access
from villages.models import Body, Official, Unit


@dataclass
class InventedCommune:
    """Who and what there is, by the names that the story uses."""

    units: dict[str, Unit] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    people: dict[str, Official] = field(default_factory=dict)
    assessments: dict[str, Assessment] = field(default_factory=dict)
    plan: Plan | None = None

    def access(self, who: str, day: date) -> Access:
        """What somebody may do on the day; nobody named is the program itself."""
        return access_of(self.people[who], day) if who else system_access(day)

    def result(self, of: str, code: str) -> Result:
        rows = Result.objects.select_related("indicator__criterion", "assessment__unit")
        return rows.get(assessment=self.assessments[of], indicator__code=code)


Act = Callable[[date], object]


@dataclass
class Diary:
    """Entries are written down in any order and lived in that of their moments."""

    entries: list[tuple[datetime, int, Act]] = field(default_factory=list)

    def on(self, day: date, act: Act, hour: int = 8) -> None:
        minute = len(self.entries) % 50  # so that no two things of an hour are one moment
        self.entries.append((clock.moment(day, hour, minute), len(self.entries), act))

    def live(self, until: date) -> None:
        """Let everything happen, up to the end of the day."""
        end = clock.moment(until + timedelta(days=1), 0)
        for moment, _, act in sorted(self.entries, key=lambda entry: entry[:2]):
            if moment < end:
                with clock.at(moment):
                    act(moment.date())
