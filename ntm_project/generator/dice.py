"""Chance that is the same for the same seed, whatever was thrown before for another thing."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import TypeVar
from uuid import UUID

from django.utils import timezone

T = TypeVar("T")
_TENTH = Decimal("0.1")


class Dice:
    """The throws of one thing, named by what it is of: `Dice(seed, "commune", 12)`."""

    def __init__(self, *names: object) -> None:
        # A text is hashed by its content (SHA-512), the same in every process.
        self.random = Random("/".join(map(str, names)))

    def chance(self, share: float) -> bool:
        """True in that share of throws."""
        return self.random.random() < share

    def pick(self, choices: Sequence[T]) -> T:
        return choices[int(self.random.random() * len(choices))]

    def some(self, choices: Sequence[T], number: int) -> list[T]:
        """That number of the choices, each at most once, in their order."""
        keys = sorted(self.random.sample(range(len(choices)), min(number, len(choices))))
        return [choices[key] for key in keys]

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self.random.random() * (high - low + 1))

    def tenths(self, low: float, high: float) -> Decimal:
        """A number with one decimal."""
        return Decimal(self.whole(round(low * 10), round(high * 10))) * _TENTH

    def day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.whole(0, max(0, (last - first).days)))

    def moment(self, day: date) -> datetime:
        """A moment of the working hours of the day, of the working day before on a weekend."""
        day -= timedelta(days=max(0, day.weekday() - 4))
        at = time(self.pick((7, 8, 8, 9, 9, 10, 13, 14, 14, 15, 16)), self.whole(0, 59))
        return timezone.make_aware(datetime.combine(day, at)) + timedelta(seconds=self.whole(0, 59))

    def key(self) -> UUID:
        return UUID(int=self.random.getrandbits(128), version=4)
