"""Which number and day a document may get, in which series (decree 30, article 15)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from evidence.issued.models import MOST_NUMBER, RegisterSettings
from ntm_project.common.dates import format_day
from ntm_project.common.numbers import format_count

TAKEN_MEANWHILE = (
    "Số vừa được cấp cho một văn bản khác trong lúc này; hãy xem số tiếp theo rồi phát hành lại."
)


def is_of_committee(symbol: str) -> bool:
    """Whether the people's committee itself issues what bears the symbol: a board that is printed
    as issuer numbers in a system of its own, never in that of the committee, whose seal it uses
    (decree 30, annex I, II.3.a)."""
    return "UBND" in symbol.split("-")


@dataclass(frozen=True)
class Series:
    """How far the numbers of an agency are in one series and year: last number, its day; and the
    last that waits in the line to be issued."""

    last: int
    latest: date | None
    first: int = 1
    is_one: bool = False  # whether all series of the agency share it
    waiting: int = 0

    @property
    def following(self) -> int:
        last = max(self.last, self.waiting)
        return last + 1 if last else self.first


def number_fault(number: int, series: Series, *, skips: bool, year: int) -> str:
    """Why this cannot be the next number of the series in the year, or "".

    Numbers leave no gap, unless the clerk states that those between were given outside the program;
    the first of a series continues the agency's own register, from `first` where that is set; what
    is behind others in the line comes after the last of them (`waiting`).
    """
    if number < 1:
        return "Số văn bản bắt đầu từ 01."
    if number > MOST_NUMBER:
        return f"Số văn bản không quá {format_count(MOST_NUMBER)}; hãy kiểm tra lại số đã ghi."
    following, waiting = series.following, series.waiting
    if number <= max(series.last, waiting):
        taken = (
            f"Số {number:02d} của năm {year} đã cấp"
            if number <= series.last
            else f"Văn bản khác đang chờ phát hành với số {waiting:02d} của năm {year}"
        )
        return f"{taken}; số tiếp theo là {following:02d}."
    if number < following:
        return f"Sổ năm {year} bắt đầu từ số {following:02d}."
    if number > following and not skips:
        between = f"{following:02d}"
        if number - following > 1:
            between += f" đến {number - 1:02d} ({format_count(number - following)} số)"
        return (
            f"Số tiếp theo là {following:02d} (sổ năm {year}). Nếu số {between} đã cấp cho văn bản "
            "ngoài chương trình thì đánh dấu ô bên dưới; chương trình không cấp lại các số ấy."
        )
    return ""


def blanks_fault(blanks: int, *, fills: bool) -> str:
    """Why a text with places left to be filled in is not issued, or ""."""
    if not blanks or fills:
        return ""
    return (
        "Văn bản còn chỗ để trống: điền trong chương trình rồi kiểm tra, ký lại; nếu các chỗ ấy "
        "đã điền tay trên bản giấy được ký thì đánh dấu ô này."
    )


def register_faults(
    known: RegisterSettings, fields: Mapping[str, Any], *, present: Series, begun: Series
) -> dict[str, str]:
    """Why the agency cannot number so, by field: a year that has numbers goes on as it began, and
    no first number is set that would have no effect. `present` is what this year has, `begun` the
    year of the first number."""
    names = ("is_one_series", "first_number", "first_year")
    is_one, first, year = (fields.get(name, getattr(known, name)) for name in names)
    was_one = present.is_one if present.last else known.is_one_series
    if was_one != is_one and present.last:
        return {
            "is_one_series": "Năm nay đã cấp số theo cách này; chỉ đổi cách đánh số trước khi cấp "
            "số đầu tiên của năm."
        }
    if (first, year) == (known.first_number, known.first_year):
        return {}
    if first > 1 and year is None:
        return {
            "first_year": "Hãy ghi năm có số bắt đầu ấy; thiếu năm thì mọi năm vẫn bắt đầu từ 01."
        }
    if begun.last and begun.is_one:
        return {
            "first_number": f"Dãy số chung của năm {year} đã cấp đến số {begun.last:02d} nên số "
            f"bắt đầu không còn tác dụng; số tiếp theo là {begun.last + 1:02d}."
        }
    return {}


def first_number_note(settings: RegisterSettings, begun: Series, today: date) -> str:
    """What the first number of a year leaves as it is: the series of it that have begun, and this
    year where its own is over; or ""."""
    year = settings.first_year
    if settings.first_number == 1 or year is None:
        return ""
    notes = []
    if begun.last:
        notes.append(
            f"Dãy đã cấp số trong năm {year} đi tiếp số của mình; số bắt đầu áp dụng cho dãy chưa "
            "cấp số nào."
        )
    if year < today.year:
        notes.append(f"Năm {year} đã qua: năm {today.year} vẫn bắt đầu từ 01.")
    return " ".join(notes)


def likely_day(signed_on: date | None, latest: date | None, today: date) -> date:
    """The day that a paper most likely bears: that of its signature (decree 30, articles 9 and 18),
    unless the number before it bears a later one."""
    return min(today, max(filter(None, (signed_on, latest)), default=today))


def day_fault(
    issued_on: date,
    latest: date | None,
    *,
    today: date,
    signed: date | None = None,
    end: date | None = None,
) -> str:
    """Why the next number cannot bear this day, or "": no later number bears an earlier day, and
    no number is given before the signature. After a number that bears a day on which the agency
    had ended, the next bears its last."""
    if issued_on > today:
        return "Ngày ban hành không sau hôm nay."
    if signed and issued_on < signed:
        return f"Văn bản ký ngày {format_day(signed)}; ngày ban hành không sớm hơn."
    if latest and end and issued_on < end < latest:
        return (
            f"Văn bản trước trong sổ ghi ngày {format_day(latest)}, khi đơn vị đã thôi hoạt động; "
            f"văn bản này ghi ngày cuối của đơn vị: {format_day(end)}."
        )
    if latest and issued_on < min(latest, end or latest):
        day = format_day(latest)
        return f"Văn bản trước trong sổ ghi ngày {day}; số sau không ghi ngày sớm hơn."
    return ""
