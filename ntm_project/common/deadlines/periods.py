"""The named times of a calendar (day, month, quarter, half, year) and their first and last day."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from ..dates import check_year, make_day
from .model import Precision


class Unreadable(ValueError):
    """Words that name no time for certain; the message is a Vietnamese sentence for the user."""


class Impossible(Unreadable):
    """Words that name a time which no calendar has: ngày 31/2, tháng 13."""


class Kind(StrEnum):
    """What a time is counted in; DAYS is "10 ngày đầu tháng 4", WEEK "tuần 2 tháng 4", SPAN
    "9 tháng đầu năm", NUMBER the "3" of "3 - 5/2024"."""

    DAY = "day"
    DAYS = "days"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    SPAN = "span"
    YEAR = "year"
    NUMBER = "number"


PRECISIONS = {
    Kind.DAY: Precision.DAY,
    Kind.DAYS: Precision.DAY,
    Kind.WEEK: Precision.DAY,
    Kind.MONTH: Precision.MONTH,
    Kind.QUARTER: Precision.QUARTER,
    Kind.HALF: Precision.HALF,
    Kind.SPAN: Precision.MONTH,
    Kind.YEAR: Precision.YEAR,
}


@dataclass(frozen=True)
class TimePoint:
    """A time as far as the words name it.

    `number` counts inside the year: the month, the quarter, the half, or for a SPAN the months
    from the year's start (positive) or to its end (negative); for a DAY it is the month or None.
    Of DAYS it is the month too, `day` the last of them and `from_day` the first; of a WEEK the
    month, and `day` counts the weeks.
    `shift` counts years from the plan's: 1 for "năm sau". `is_bare` is a time of mere numbers
    (`8/2024`), which behind a noun may number something else; `share` gives the two numbers of one
    that could as well be a share: 3/4.
    """

    kind: Kind
    year: int | None = None
    number: int | None = None
    day: int | None = None
    from_day: int = 1
    shift: int | None = None
    is_bare: bool = False
    share: tuple[int, int] | None = None

    def completed_by(self, other: "TimePoint") -> "TimePoint":
        """This time with what it leaves out taken from its partner in a range."""
        point = self
        if point.kind == Kind.NUMBER:
            point = point.counted_as(other)
        if point.kind == Kind.DAY and point.number is None and other.kind == Kind.DAY:
            point = replace(point, number=other.number)
        if point.year is None and point.shift is not None:
            return replace(point, year=other.year + point.shift) if other.year else point
        return replace(point, year=point.year or other.year)

    def counted_as(self, other: "TimePoint") -> "TimePoint":
        """A bare number turned into the kind of time that its partner is."""
        if other.kind == Kind.DAY:
            return TimePoint(Kind.DAY, day=self.number)
        if other.kind in {Kind.MONTH, Kind.QUARTER}:
            return TimePoint(other.kind, number=self.number)
        raise Unreadable(f"Chưa rõ số {self.number} là ngày, tháng hay quý nào.")

    def in_plan(self, year: int | None) -> "TimePoint":
        """This time in the plan's year where it names none, or counted from it."""
        if self.year is not None or year is None:
            return self
        return replace(self, year=year + (self.shift or 0))

    def days(self) -> tuple[date, date]:
        """First and last day, or Unreadable when something is missing or cannot be."""
        if self.kind == Kind.NUMBER or (self.kind == Kind.DAY and self.number is None):
            raise Unreadable("Chưa ghi rõ tháng. Ghi đủ, ví dụ “trước ngày 15/8/2024”.")
        if self.year is None:
            raise Unreadable("Chưa ghi năm. Ghi đủ cả năm, ví dụ “trong tháng 8/2024”.")
        try:
            check_year(self.year)
            if self.kind == Kind.DAY:
                day = make_day(self.day or 0, self.number or 0, self.year)
                return day, day
            if self.kind == Kind.DAYS:
                days = (self.from_day, self.day or 0)
                first, last = (make_day(day, self.number or 0, self.year) for day in days)
                return first, last
            if self.kind == Kind.WEEK:
                return _week(self.day or 0, self.number or 0, self.year)
        except ValueError as error:
            raise Impossible(str(error)) from error
        start, end = self._months()
        return (
            date(self.year, start, 1),
            date(self.year, end, monthrange(self.year, end)[1]),
        )

    def _months(self) -> tuple[int, int]:
        number = self.number or 0
        if self.kind == Kind.MONTH:
            if not 1 <= number <= 12:
                raise Impossible(f"Không có tháng {number}. Tháng ghi từ 1 đến 12.")
            return number, number
        if self.kind == Kind.QUARTER:
            if not 1 <= number <= 4:
                raise Impossible(f"Không có quý {number or 'này'}. Quý ghi từ I đến IV.")
            return 3 * number - 2, 3 * number
        if self.kind == Kind.HALF:
            return (1, 6) if number == 1 else (7, 12)
        if self.kind == Kind.SPAN:
            if not 1 <= abs(number) <= 11:
                raise Impossible("Số tháng đầu năm hoặc cuối năm ghi từ 1 đến 11.")
            return (1, number) if number > 0 else (13 + number, 12)
        return 1, 12


def _week(count: int, month: int, year: int) -> tuple[date, date]:
    """The days of a month that lie in its week `count`, from Monday to Sunday. Week 1 has the 4th,
    as ISO 8601 counts those of a year; Unreadable when the month has no such week."""
    fourth = make_day(4, month, year)
    last = fourth.replace(day=monthrange(year, month)[1])
    monday = fourth - timedelta(days=fourth.weekday()) + timedelta(weeks=count - 1)
    if monday > last:
        raise Unreadable(f"Tháng {month}/{year} không có tuần thứ {count}.")
    return max(fourth.replace(day=1), monday), min(last, monday + timedelta(days=6))


def completed(points: list[TimePoint]) -> list[TimePoint]:
    """The points, each with what it leaves out taken from its neighbours."""
    done = list(points)
    for at in range(1, len(done)):
        before, here = done[at - 1], done[at]
        # "quý III, 4/2025": the number goes on counting quarters.
        if before.kind == Kind.QUARTER and not before.year and here.is_bare and here.number:
            done[at] = replace(here, kind=Kind.QUARTER) if here.kind == Kind.MONTH else here
    for at in range(len(done) - 2, -1, -1):
        if done[at].shift is None and done[at + 1].shift is None:
            done[at] = done[at].completed_by(done[at + 1])
    for at in range(1, len(done)):
        if done[at].kind != Kind.NUMBER or done[at - 1].kind != Kind.NUMBER:
            done[at] = done[at].completed_by(done[at - 1])
    return done
