"""How large a country is made."""

from dataclasses import dataclass
from datetime import date

FIRST_DAY = date(2025, 7, 1)  # since when there are 34 provinces and no districts


@dataclass(frozen=True)
class Size:
    """The whole country: 34 provinces, 3,321 communes, 63,000 villages, 250,000 results."""

    provinces: int = 34
    communes: int = 3_321
    villages: int = 63_000
    years: int = 1  # of assessments of each commune; 20 make five million results
    tasks: int = 60  # of each commune
    day: date = date(2025, 11, 15)  # as of which all this has happened
    seed: int = 2025

    @property
    def first(self) -> date:
        """The day from which its people hold their posts and its work goes on."""
        return date(self.day.year, FIRST_DAY.month, FIRST_DAY.day)

    @property
    def year(self) -> int:
        return self.day.year

    def communes_of(self, province: int) -> range:
        """The communes of a province by number, shared out as evenly as can be."""
        return range(
            self.communes * province // self.provinces,
            self.communes * (province + 1) // self.provinces,
        )

    def villages_of(self, commune: int) -> int:
        """How many villages a commune has."""
        share = self.villages * (commune + 1) // self.communes
        return share - self.villages * commune // self.communes
