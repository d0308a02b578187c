"""A deadline: the words, and the days and the rhythm read from them."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import TextChoices

from ..dates import format_day


class Precision(TextChoices):
    """How finely the words name their time."""

    DAY = "day", "ngày"
    MONTH = "month", "tháng"
    QUARTER = "quarter", "quý"
    HALF = "half_year", "nửa năm"
    YEAR = "year", "năm"
    NONE = "none", "không có mốc"


class Relation(TextChoices):
    """Where the end lies: inside the named time, before it begins, or anywhere until it ends."""

    IN = "in", "trong"
    BEFORE = "before", "trước"
    BY = "by", "đến hết"


class Rhythm(TextChoices):
    """How often recurring work comes back, in the order that several are stored."""

    DAILY = "daily", "hàng ngày"
    WEEKLY = "weekly", "hàng tuần"
    MONTHLY = "monthly", "hàng tháng"
    QUARTERLY = "quarterly", "hàng quý"
    HALF_YEARLY = "half_yearly", "6 tháng một lần"
    YEARLY = "yearly", "hàng năm"
    REGULAR = "regular", "thường xuyên"
    PERIODIC = "periodic", "định kỳ"


@dataclass(frozen=True)
class Deadline:
    """The words as written, with the first and last day that they name where they could be read.

    `relation` is empty when no day was read; `rhythm` joins `Rhythm` values with commas.
    """

    words: str
    precision: Precision = Precision.NONE
    relation: Relation | Literal[""] = ""
    starts_on: date | None = None
    ends_on: date | None = None
    is_tentative: bool = False
    rhythm: str = ""
    is_read: bool = True
    is_impossible: bool = False
    warning: str = ""

    def due_text(self) -> str:
        """How the words were understood, for who typed them; "" when nothing was read."""
        parts = [text for text in (self._days_text(), self._rhythm_text()) if text]
        if not parts:
            return ""
        return "; ".join(parts) + (" (dự kiến)" if self.is_tentative else "")

    def _days_text(self) -> str:
        if self.ends_on is None:
            return f"từ {format_day(self.starts_on)}" if self.starts_on else ""
        end = format_day(self.ends_on)
        if self.starts_on == self.ends_on:
            return f"trong ngày {end}"
        if self.starts_on is None:
            return f"đến hết {end}"
        return f"từ {format_day(self.starts_on)} đến hết {end}"

    def _rhythm_text(self) -> str:
        return ", ".join(str(Rhythm(value).label) for value in self.rhythm.split(",") if value)
