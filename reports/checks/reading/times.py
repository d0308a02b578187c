"""The times that authored words state: days, months, quarters and hours that no calendar has, spans
that end before they begin or last otherwise, a day outside the period before it."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from reports.checks.reading.figures import SENTENCE
from reports.checks.reading.once import all_read_once, parse_deadline, read_once
from reports.checks.reading.patterns import beginning

_DAY = re.compile(r"(\d(?<![\d/]\d)\d?)/(\d{1,2})(?:/(\d{4}))?(?![\d/])")


@all_read_once
def days_of_no_calendar(text: str, year: int) -> Iterator[str]:
    """The days of a text that do not exist: `ngày 31/9`, `30/02/2026`; `3/4` and `24/24` are no
    days."""
    for found in _DAY.finditer(text) if "/" in text else ():
        is_day = found[3] or (text.endswith("ngày ", 0, found.start()) and int(found[2]) <= 12)
        try:
            date(int(found[3] or year), int(found[2]), int(found[1]))
        except ValueError:
            if is_day:
                yield found[0]


_MONTH = re.compile(
    rf"{beginning('tháng')}(?i:(?<!\d\stháng)(?<!hàng tháng)(?<!hằng tháng)(?<!/tháng)"
    r" (1[3-9]|[2-9]\d)(?=/20|\s+năm\b|[.,;)\n]|$))"
)
_QUARTER = re.compile(r"[Qq]uý(?<=\b.uý)\s+(V|VI|[5-9])(?=[/.,;)\n]|\s+năm\b|$)")
_HOUR = re.compile(r"\b(?:lúc|vào|hồi|từ)\s+(2[5-9]|[3-9]\d)\s*(?:giờ|h)\b", re.I)
# `từ 9 giờ đến 7 giờ sáng`
_HOURS = re.compile(
    r"\btừ\s+(\d{1,2})\s*(?:giờ|h)(?:\s*\d{2})?\s+đến\s+(\d{1,2})\s*(?:giờ|h)(?:\s*\d{2})?\s+sáng\b",
    re.I,
)
_NO_WEEKDAY = re.compile(r"\bthứ\s+(?:tám|chín|mười|8|9)\s+(?:hàng|hằng|mỗi)\s+tuần\b", re.I)
_LATE = re.compile(r"[2-9]\d\s*[gGhH]")  # looked for first: it begins with its digits
_NO_MORNING = re.compile(
    r"\b(1[3-9]|2[0-4])\s*(?:giờ|h)\s*(?:\d{2}\s*)?(?:phút\s*)?,?\s*(?:buổi\s+)?sáng\b", re.I
)
NOON = 12
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_QUARTER_OF = re.compile(
    r"quý (IV|III|II|I|[1-4])\s*\((?:từ )?tháng (\d+)\s*(?:đến|-|–)\s*(?:tháng )?(\d+)",
    re.I,
)
_MONTH_OF = re.compile(
    r"tháng (\d{1,2})(?:/20\d\d)?\s*\(\s*(?:thuộc |trong )?quý (IV|III|II|I|[1-4])\b", re.I
)
_HALF = re.compile(
    r"6 tháng (đầu|cuối) năm[^.;\n\d]{0,12}tháng\s+(\d{1,2})(?:\s*(?:đến|-|–)\s*"
    r"(?:hết\s+)?(?:tháng\s+)?(\d{1,2}))",
    re.I,
)

PERIOD = re.compile(r"giai đoạn\s+(\d{4})\s*[-–—]\s*(\d{4})", re.I)


@all_read_once
def times_of_no_calendar(text: str) -> Iterator[str]:
    """Each month, quarter or hour of a text that there is none: `tháng 13/2026`, `quý V`; half a
    year of the months of the other; a period that ends before it begins."""
    if "háng" in text:
        yield from (found[0] for found in _MONTH.finditer(text))
        for found in _HALF.finditer(text) if "6 tháng" in text else ():
            first = (1, 6) if found[1].lower() == "đầu" else (7, 12)
            if (int(found[2]), int(found[3])) != first:
                yield " ".join(found[0].split())
    for found in PERIOD.finditer(text) if "giai đoạn" in text else ():
        if int(found[1]) > int(found[2]):
            yield " ".join(found[0].split())
    yield from _quarters_of_other_months(text) if "uý" in text else ()
    yield from (found[0] for found in (_NO_MORNING.finditer(text) if "sáng" in text else ()))
    for found in _HOURS.finditer(text) if "sáng" in text else ():
        if int(found[2]) < int(found[1]) <= NOON:
            yield " ".join(found[0].split())
    yield from (found[0] for found in (_NO_WEEKDAY.finditer(text) if "thứ" in text else ()))
    yield from (found[0] for found in (_QUARTER.finditer(text) if "uý" in text else ()))
    yield from (found[0] for found in (_HOUR.finditer(text) if _LATE.search(text) else ()))


def _quarters_of_other_months(text: str) -> Iterator[str]:
    """`quý II (tháng 5 đến tháng 7)`, `tháng 10/2026 (quý III)`."""
    for found in _QUARTER_OF.finditer(text):
        last = 3 * (QUARTERS.get(found[1].lower()) or int(found[1]))
        if (int(found[2]), int(found[3])) != (last - 2, last):
            yield " ".join(found[0].split())
    for found in _MONTH_OF.finditer(text):
        if -(-int(found[1]) // 3) != (QUARTERS.get(found[2].lower()) or int(found[2])):
            yield " ".join(found[0].split())


_FROM_TO = re.compile(
    r"từ\s+(?:ngày\s+)?(?:(\d{1,2})/)?(?:tháng\s+)?(\d{1,2})(?:/(20\d\d))?\s+đến\s+(?:hết\s+)?"
    r"(?:ngày\s+)?(?:(\d{1,2})/)?(?:tháng\s+)?(\d{1,2})/(20\d\d)(?![\d/])",
    re.I,
)
HALF_A_YEAR = 6
# `khởi công tháng 9/2024, hoàn thành tháng 8/2024`, `khởi công 15/8, hoàn thành 15/7`
_BEGUN = re.compile(
    r"\b(?:khởi công|bắt đầu|triển khai|khai giảng)\s+(?:từ\s+|trong\s+)?"
    r"(?:ngày\s+)?(?:(\d{1,2})/)?(?:tháng\s+)?(\d{1,2})(?:/(20\d\d))?(?![\d/])[^.;\n\d]{0,12}?"
    r"\b(?:hoàn thành|bàn giao|kết thúc|xong|bế giảng)\s+(?:trước\s+|trong\s+)?(?:ngày\s+)?"
    r"(?:(\d{1,2})/)?(?:tháng\s+)?(\d{1,2})(?:/(20\d\d))?(?![\d/])",
    re.I,
)
# `từ 20/4 đến 15/4`, `tháng 9 - tháng 8/2025`, `từ tháng 10 đến tháng 9`
_SPAN = re.compile(
    r"(?:từ\s+(?:ngày\s+)?(\d{1,2})/(\d{1,2})\s*(?:đến|-|–)\s*(?:hết\s+)?(?:ngày\s+)?"
    r"(\d{1,2})/(\d{1,2})|(?:từ\s+)?tháng\s+(\d{1,2})\s*(?:đến|-|–)\s*(?:hết\s+)?tháng\s+"
    r"(\d{1,2})(?:/20\d\d)?)(?![\d/])",
    re.I,
)
# `từ ngày 25 đến ngày 20 tháng 11`
_DAYS_OF_A_MONTH = re.compile(
    r"từ ngày\s+(\d{1,2})\s+đến\s+(?:hết\s+)?ngày\s+(\d{1,2})(?:/|\s+tháng\s+)\d{1,2}", re.I
)


@read_once
def ends_before_it_begins(words: str) -> str:
    """`từ tháng 10/2026 đến tháng 6/2026`, `từ 15/9 đến 30/8/2026`; "" where there is none. What
    begins without a year may have begun in the year before, by up to half a year."""
    for found in _FROM_TO.finditer(words) if "ến" in words else ():
        first_day, *first, last_day, month, year = (int(n or 0) for n in found.groups())
        if not first[1]:
            is_long = (month - first[0]) % 12 > HALF_A_YEAR or month == first[0]
            first[1] = year if first_day and last_day and is_long else year - 1
        if any(days_of_no_calendar(found[0], year)):
            continue  # that is the fault
        begins, ends = (first[1], first[0]), (year, month)
        is_day = begins == ends and first_day and last_day
        if ends < begins or (is_day and last_day < first_day):
            return " ".join(found[0].split())
    return _ends_too_soon(words)


def _ends_too_soon(words: str) -> str:
    """The same without a year of its own. By more than half a year it may go on in the next."""
    for found in _BEGUN.finditer(words) if "hởi công" in words or "ắt đầu" in words else ():
        day, month, year, until, then, last = (int(n or 0) for n in found.groups())
        first = (year or last, month, day if day and until else 0)
        if first > (last or year, then, until if day and until else 0):
            return " ".join(found[0].split())
    for found in _SPAN.finditer(words):
        day, month, until, then, first_month, last_month = (int(n or 0) for n in found.groups())
        back = (month or first_month) - (then or last_month)
        if (0 < back < HALF_A_YEAR) or (not back and until < day):
            return " ".join(found[0].split())
    for found in _DAYS_OF_A_MONTH.finditer(words):
        if int(found[1]) > int(found[2]):
            return " ".join(found[0].split())
    return ""


_LASTS = re.compile(
    r"từ\s+(?:ngày\s+)?(\d{1,2})/(\d{1,2})(?:/(20\d\d))?\s+đến\s+(?:hết\s+)?(?:ngày\s+)?"
    r"(\d{1,2})/(\d{1,2})(?:/(20\d\d))?[^.;\n\d()]{0,20}"
    r"[(,]\s*(?:trong\s+)?(?:vòng\s+)?(\d{1,3})\s+ngày\b(?! làm)",
    re.I,
)


@all_read_once
def lasts_otherwise(text: str, year: int) -> Iterator[tuple[str, int]]:
    """(words, how many days these are) of each span of another length: `từ ngày 15/10
    đến ngày 15/11/2026 (15 ngày)`."""
    for found in _LASTS.finditer(text) if " ngày" in text and "đến" in text else ():
        last = int(found[6] or year)
        try:
            first_day = date(int(found[3] or last), int(found[2]), int(found[1]))
            days = (date(last, int(found[5]), int(found[4])) - first_day).days
        except ValueError:
            continue
        if days > 0 and int(found[7]) not in (days, days + 1):
            yield " ".join(found[0].split()), days + 1


# `trong 03 tháng (từ tháng 5 đến tháng 9)`
_MONTHS = re.compile(
    r"\b(\d{1,2})\s+tháng\s*\(\s*(?:từ\s+)?tháng\s+(\d{1,2})(?:/\d{4})?\s*(?:đến|-|–)\s*(?:hết\s+)?"
    r"(?:tháng\s+)?(\d{1,2})(?:/\d{4})?\s*\)",
    re.I,
)


@all_read_once
def months_otherwise(text: str) -> Iterator[tuple[str, int]]:
    """(words, how many months these are) of each span of another length."""
    for found in _MONTHS.finditer(text) if "tháng" in text and "(" in text else ():
        count = (int(found[3]) - int(found[2])) % 12 + 1
        if count != int(found[1]):
            yield " ".join(found[0].split()), count


# `trong quý III/2025 (bàn giao trước ngày 15/12/2025)`
_IN_A_PERIOD = re.compile(
    r"(?:quý\s+(?P<quarter>IV|III|II|I|[1-4])|tháng\s+(?P<month>\d{1,2}))"
    r"(?:\s*/\s*|\s+năm\s+|\s+)?(?P<year>20\d\d)?\s*\(\s*(?:phải\s+|dự kiến\s+)?"
    r"(?:hoàn thành|bàn giao|xong|chậm nhất|nghiệm thu|khánh thành|trước|đến hết)[^().;\n\d]{0,30}"
    r"(?P<day>\d{1,2})/(?P<of>\d{1,2})(?:/(?P<own>20\d\d))?\s*\)",
    re.I,
)


@all_read_once
def later_than_its_period(text: str, year: int) -> Iterator[str]:
    """Each period of a text with a day in brackets that lies after it."""
    for found in _IN_A_PERIOD.finditer(text) if "(" in text and "/" in text else ():
        at = int(found["year"] or year)
        quarter = QUARTERS.get((found["quarter"] or "").lower()) or int(found["quarter"] or 0)
        month = 3 * quarter or int(found["month"])
        try:
            last = date(at, month, monthrange(at, month)[1])
            day = date(int(found["own"] or at), int(found["of"]), int(found["day"]))
        except ValueError:
            continue
        if day > last:
            yield " ".join(found[0].split())


_TIME = re.compile(
    r"(?:(?:ngày\s+)?\d{1,2}/\d{1,2}(?:/\d{4})?|tháng\s+\d{1,2}(?:/\d{4})?"
    r"|quý\s+[IV\d]{1,3}(?:/\d{4})?)(?![\d/])",
    re.I,
)


_A_SHARE = re.compile(r"\s+(?:tiêu chí|chỉ tiêu|thôn|xóm|bản|ấp|hộ|trường|tuyến|nhà|sản phẩm)\b")


@read_once
def day_named_in(sentence: str, year: int) -> date | None:
    """The last day of the one time that a sentence names."""
    found = _TIME.finditer(sentence)
    times = [one[0] for one in found if not _A_SHARE.match(sentence, one.end())]
    return parse_deadline(f"trong {times[0]}", year=year).ends_on if len(times) == 1 else None


_REVIEW = re.compile(
    r"\b(?:sơ kết|tổng kết|báo cáo kết quả|đánh giá kết quả)\b[^.;\n\d]{0,30}?"
    r"\b(?:(?P<half>6 tháng đầu năm)|quý\s+(?P<quarter>IV|III|II|I|[1-4])\b)",
    re.I,
)


@all_read_once
def reviewed_too_early(text: str, year: int) -> Iterator[str]:
    """Each sentence that reviews half a year or a quarter before its last month begins."""
    is_of_a_part = "6 tháng" in text or "uý" in text
    for sentence in SENTENCE.split(text) if is_of_a_part else ():
        found = _REVIEW.search(sentence)
        if found and str(year - 1) not in sentence:
            rest = sentence[: found.start()] + sentence[found.end() :]
            day = day_named_in(rest, year)
            quarter = 2 if found["half"] else QUARTERS.get(found["quarter"].lower())
            last = 3 * (quarter or int(found["quarter"]))
            if day and day < date(year, last, 1):
                yield " ".join(sentence.strip(" -+").split())
