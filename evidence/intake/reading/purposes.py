"""Finds the purpose of each time in a sentence, by the words before and behind it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from ntm_project.common.deadlines import FoundTime, Kind, rhythms_in, times_in

from .names import begins_with_verb
from .time_words import BEFORE, FURTHEST, WEAK, without_parts

_I = re.IGNORECASE


class Purpose(StrEnum):
    """What a time is there for; only the first two may be until when the work is done."""

    ENDS = "the end of the work, or of a step of it"
    FREE = "no word makes it anything"
    BEGINS = "from when on"
    EVENT = "of the moon, a feast or a meeting"
    PERIOD = "for which something is reported"
    CITED = "of a paper"
    AIM = "by which a level is reached"
    NAME = "of what is named so"


@dataclass(frozen=True)
class PlacedTime:
    """A time with the words around it."""

    text: str
    found: FoundTime

    @cached_property
    def before(self) -> str:
        return self.text[max(0, self.found.start - FURTHEST) : self.found.start]

    @cached_property
    def behind(self) -> str:
        return self.text[self.found.end :]

    @cached_property
    def lead(self) -> str:
        """The words directly before it that can make it a deadline."""
        event = _BEFORE_EVENT.search(self.before)
        if event and not (self.is_day or event[0].endswith("(")):
            event = None
        chain = event or BEFORE.search(self.before) or _EXPECTED.fullmatch(self.before)
        return WEAK.sub("", chain[0]) if chain else ""

    @cached_property
    def clause(self) -> str:
        """The words of its clause before these."""
        return re.split(r"[,;.(:]\s|\[", self.before[: len(self.before) - len(self.lead)])[-1]

    @cached_property
    def is_day(self) -> bool:
        return self.found.kind == Kind.DAY and "tháng" not in self.found.words.lower()

    @cached_property
    def is_year(self) -> bool:
        return self.found.kind == Kind.YEAR and not self.has_edge

    @cached_property
    def has_edge(self) -> bool:
        """ "hết quý I", "cuối năm": until when, without a word before it."""
        return self.found.words.lower().split()[0] in {"trong", "đầu", "giữa", "cuối", "hết", "cả"}

    @property
    def span(self) -> tuple[int, int]:
        """From where to where it stands with the words that make it a deadline."""
        return self.found.start - len(self.lead), self.found.end


# "xong trước lễ khai giảng 05/9", "trước khi xuống giống (20/4)": before the day of an event.
_BEFORE_EVENT = re.compile(
    r"(?<!\w)(?:(?:phải )?(?:xong|hoàn thành|kết thúc|đưa vào sử dụng),? )?trước (?:(?:dịp |ngày "
    r"|lễ |Tết |kỳ |mùa |vụ |năm học |khi (?!hết))+|(?=(?:khai|bế) giảng ))"
    r"(?:[^\s,;.:()\d]+ ){0,6}(?:20\d\d\s?[-–]\s?20\d\d )?\(?$",
    _I,
)
MAKES_IT = re.compile(
    r"(?<!\w)(?:dự kiến|thời (?:gian|hạn|điểm|vụ)|tiến độ|hoàn thành|hoàn thiện|hoàn tất|xong"
    r"|kết thúc|bế giảng|chậm nhất|muộn nhất|không (?:được |để )?(?:quá|muộn hơn)|vào|dịp"
    r"|chào mừng|trong"
    r"|trước|đến|tới|hết|từ|cuối(?! năm)|hạn|đúng(?= (?:ngày|dịp))|đợt \d|0?\d đợt)(?!\w)",
    _I,
)
FINISHES = re.compile(
    r"(?<!\w)(?:hoàn thành|hoàn thiện|hoàn tất|(?:làm )?xong|kết thúc|bế giảng|thời (?:gian|hạn)"
    r"|chậm nhất"
    r"|muộn nhất|hạn)(?!\w)",
    _I,
)
# Behind the time its clause is over.
_OVER = re.compile(
    r"\s*(?:$|[,.;:)(\]–]|-\s|(?:do|giao|và|để|theo|của|tại|phải|thì|đồng thời"
    r"|kịp thời|mới|nộp|gửi|trình|hoàn (?:thành|thiện|tất))(?!\w))",
    _I,
)
_OPENS = re.compile(r"(?:^|[,;:(])\s*$")
_STARTS = re.compile(r"(?:^|[,;:(–-])\s*$")
_CLOSES = re.compile(r"\s*(?:[.,;)–-]|$)")
_ALONE = re.compile(r"\s*(?:[).;]|$|đạt \d|\((?:tiêu chí|chỉ tiêu|TC|CT)\s)", _I)
_ENDS_STEP = re.compile(
    r"[^,;.():]{0,40}(?<!\w)(?:xong|dứt điểm)(?!\w)|hoàn (?:thành|thiện|tất) ", _I
)
_EXPECTED = re.compile(r"\s*dự kiến [^,;:.()]{1,40}", _I)

# --- What makes a time something else ------------------------------------------------------------
_PAST_ITS_TIME = re.compile(r"(?<!trước )(?<!trước khi )(?:hết|quá|trễ|còn) hạn\W*$", _I)
_LUNAR = re.compile(r"rằm ?\||(?:mùng|mồng) \d+ ?\||\|\s*âm lịch", _I)
# "quyết toán 04 công trình hoàn thành năm 2023": no time of what is done with them.
_OF_A_WORK = re.compile(
    r"(?:công trình|dự án|hạng mục|gói thầu)(?: đã)? (?:hoàn thành|khởi công|đầu tư)\s*$", _I
)
# "Sơ kết 6 tháng đầu năm": the time that is reported.
_REPORTED = re.compile(
    r"(?<!\w)(?:sơ kết|tổng kết|báo cáo|kết quả|đánh giá|số liệu|tình hình|thu nhập|công tác"
    r"|kế hoạch|nhiệm vụ|phong trào)(?: [^\W\d]+){0,3}\s*$",
    _I,
)
_IS_PERIOD = re.compile(r"(?:\d tháng (?:đầu|cuối) )?năm|\d tháng|quý|tháng", _I)
# They bar any time of their clause.
_CITES = re.compile(r"(?<!\w)(?:giai đoạn(?! \d\s)|nhiệm kỳ(?= \d)|căn cứ)(?!\w)", _I)
# They bar a month or a year, but no day before which work is to be done.
_AIMS = re.compile(
    r"(?<!\w)(?:(?:hết|quá|trễ|còn) hạn|phấn đấu|mục tiêu|giai đoạn(?! \d\s)|tầm nhìn"
    r"|thời kỳ(?= \d)|nhiệm kỳ(?= \d)|căn cứ|quyết định|nghị quyết|(?<!bằng )văn bản"
    r"|kế hoạch năm|công văn|nghị định|thông tư|đề án|đạt chuẩn)(?!\w)",
    _I,
)
_BY_THEN = re.compile(r"(?:đến|tới) ", _I)
_LEVEL = re.compile(r"\s*(?:phải )?đạt (?:tỷ lệ )?(?:từ |trên |ít nhất |tối thiểu )?\d")
_WHY = re.compile(
    r"(?<!\w)(?:(?:để|nhằm) (?:kịp|phục vụ|chuẩn bị|đón|dự|tham gia|lập thành tích)|kịp)"
    r"(?: [^,;.()]*)?$",
    _I,
)
_BY_OTHERS = re.compile(
    r"(?<!\w)(?:(?:phấn đấu|đề nghị|để) )?(?:được )?(?:phân hạng|xếp hạng|công nhận)"
    r"(?: [^,;.()]*)?$",
    _I,
)
_PEAK = re.compile(r"cao điểm (?:(?:là|từ|vào|trong) )*(?:\w+ \w+ [-–] )?$", _I)
_FIRST = re.compile(r"\s*(?:(?:đợt|lần|bước) đầu(?: tiên)?|giai đoạn 1)\s", _I)
_BEHIND_NAME = re.compile(r"[^\W\d_]{2,} (?:[\d/]+\s*[-–]\s*)?$")
_NAMED_SO = re.compile(
    r"(?<!\w)(?:đường|phố|chợ|trường|cầu|quỹ|phong trào|(?<!tại )(?<!trong )kỳ họp"
    r"|cuộc họp|khóa|lớp|vụ|số|lần|tính đến|ký|ban hành|được|có|thêm"
    r"|đạt|gồm|thứ|của|sinh)(?: ngày| tháng)?\s*$",
    _I,
)
_BEGINS = re.compile(
    r"(?<!\w)(?:kể từ|bắt đầu từ|từ|khởi công|khởi động|bắt đầu)(?: ngày| tháng)?\s*$", _I
)


def _is_reported(one: PlacedTime) -> bool:
    is_when = bool(one.lead.strip()) or (one.has_edge and one.found.kind != Kind.YEAR)
    is_period = bool(_IS_PERIOD.match(one.found.words)) and not is_when
    return is_period and bool(_REPORTED.search(one.before))


def _is_of_brackets(one: PlacedTime) -> bool:
    """ "3 đợt (Tết, tháng hành động 15/4 - 15/5)": within brackets, behind a name."""
    inside = one.before.rpartition("(")[2]
    is_open = "(" in one.before and ")" not in inside
    return is_open and not one.lead.strip() and bool(_BEHIND_NAME.search(inside))


def _is_of_rhythm(one: PlacedTime) -> bool:
    """ "hằng năm, xong trước 10/01 năm sau"."""
    is_next = re.match(r".*? năm sau", f"{one.found.words}{one.behind[:9]}")
    return bool(is_next and rhythms_in(one.before))


def _is_level(one: PlacedTime) -> bool:
    """ "hết năm đạt 96%": what is aimed at by then, and no end of the work."""
    is_edge = f"{one.lead}{one.found.words}".lower().startswith("hết ")
    return is_edge and bool(re.match(r",? đạt .*\d", one.behind))


def _is_purpose(one: PlacedTime) -> bool:
    """ "xong trước 15/9 để kịp kỳ đánh giá trong tháng 10", "…, phân hạng trong quý IV": why so
    soon, or what others do then, behind the end itself."""
    why = _WHY.search(one.before) or _BY_OTHERS.search(one.before)
    return why is not None and bool(times_in(one.before[: why.start()]))


def _is_peak(one: PlacedTime) -> bool:
    """ "hằng tháng, cao điểm tháng 6 - tháng 9"."""
    return bool(_PEAK.search(one.before) and rhythms_in(one.before))


def _is_barred(one: PlacedTime) -> bool:
    """Whether its clause speaks of a paper, a term or an aim, and no word ends work."""
    barred = _AIMS.search(one.clause)
    if barred is None or FINISHES.search(one.lead):
        return False
    is_before = one.is_day and re.search(r"(?<!\w)(?:trước|nhất)(?!\w)", one.lead)
    is_state = barred[0].lower() == "đạt chuẩn" and begins_with_verb(one.text)
    return bool(_CITES.search(one.clause)) if is_before or is_state else True


def _is_made(one: PlacedTime) -> bool:
    """Whether the words before it make it the end: "trước 30/6", "hết quý I"."""
    if not (MAKES_IT.search(one.lead) or (one.has_edge and not one.is_year)):
        return False
    aims = one.is_day and re.search(r"phấn đấu (?:đến|trước)", one.lead, _I)
    is_level = aims and re.match(r"\s*(?:phải )?đạt", one.behind)
    # "vận động mua BHYT, đến cuối năm đạt trên 95%"
    is_level = is_level or (_BY_THEN.match(one.lead) and _LEVEL.match(one.behind))
    return bool(_OVER.match(one.behind) or is_level or FINISHES.search(one.lead))


def _finishes(one: PlacedTime) -> bool:
    """ "xong nền đường 30/4": its clause begins with what ends work."""
    clause = re.split(r"[;.(:]\s", one.before)[-1]
    is_short = len(clause.split()) < 8
    return is_short and bool(_OVER.match(one.behind) and FINISHES.match(clause))


def _is_apart(one: PlacedTime) -> bool:
    """Whether it stands alone, "…, 15/8.", or opens what is done then: "Tháng 5 tổ chức …",
    "…, tháng 10 rải thảm xong"."""
    if not _OPENS.search(one.before) or (one.is_year and not one.before.rstrip().endswith(",")):
        return False
    rest = one.behind.lstrip(" ,")
    if _ALONE.match(one.behind) or (not one.is_year and _ENDS_STEP.match(rest)):
        return True
    is_work = rest.startswith("đạt ") or (rest[:1].islower() and begins_with_verb(rest))
    return is_work and not one.before.strip() and not times_in(rest)


def _is_end(one: PlacedTime) -> bool:
    return not _is_barred(one) and (_is_made(one) or _finishes(one) or _is_apart(one))


def _is_unclear(one: PlacedTime) -> bool:
    """A year by its number, or "2/9 hộ": numbers that may be no day."""
    if one.found.kind == Kind.YEAR:
        return one.found.words[-1].isdigit()
    day = re.fullmatch(r"(\d{1,2})/(\d{1,2})", one.found.words)
    is_day = bool(_STARTS.search(one.before)) or (day and int(day[1]) > int(day[2]))
    return day is not None and not (is_day and _CLOSES.match(one.behind))


_PURPOSES: tuple[tuple[Purpose, Callable[[PlacedTime], object]], ...] = (
    (Purpose.NAME, lambda one: _PAST_ITS_TIME.search(one.before)),
    (Purpose.EVENT, lambda one: _LUNAR.search(f"{one.before[-8:]}|{one.behind[:9]}")),
    (Purpose.NAME, lambda one: one.is_year and _OF_A_WORK.search(one.before)),
    (Purpose.PERIOD, _is_reported),
    (Purpose.PERIOD, lambda one: one.before.lower().endswith("xếp loại ")),
    (Purpose.AIM, _is_level),
    (Purpose.FREE, lambda one: one.clause.strip().lower().startswith("sơ kết")),
    (Purpose.BEGINS, lambda one: _FIRST.match(one.clause)),
    (Purpose.NAME, lambda one: one.clause.rstrip().endswith("trước đó")),
    (Purpose.NAME, _is_of_brackets),
    (Purpose.PERIOD, _is_of_rhythm),
    (Purpose.PERIOD, _is_peak),
    (Purpose.EVENT, _is_purpose),
    (Purpose.BEGINS, lambda one: not one.lead and _BEGINS.search(one.before)),
    (Purpose.ENDS, _is_end),
    (Purpose.CITED, lambda one: _CITES.search(one.clause)),
    (Purpose.NAME, lambda one: _NAMED_SO.search(one.before)),
    (Purpose.NAME, _is_unclear),
)


def purpose_of(one: PlacedTime) -> Purpose:
    return next((purpose for purpose, fits in _PURPOSES if fits(one)), Purpose.FREE)


def placed_times(text: str) -> list[PlacedTime]:
    """The times of the sentence, those of a part alone left aside."""
    return [PlacedTime(text, found) for found in times_in(without_parts(text))]


# --- Rhythms -------------------------------------------------------------------------------------
_NOT_OFTEN = re.compile(r"(?:việc làm|không|chưa|thiếu|hoạt động|chi|tham gia)\s*$", _I)
_IN_BRACKET = re.compile(r"[(\[]$")  # "Duy trì trạm y tế đạt chuẩn (thường xuyên)"
_BARS_OFTEN = re.compile(
    r"(?<!\w)(?:phấn đấu|mục tiêu|giai đoạn(?! \d\s)|tầm nhìn|nhiệm kỳ(?= \d)|căn cứ|quyết định"
    r"|nghị quyết|nghị định|thông tư|đạt chuẩn)(?!\w)",
    _I,
)
_ONGOING = ("thường", "liên")
_WHEN = re.compile(r"(?:thời gian|thực hiện|triển khai|[\s:])*", _I)


def rhythms_of(text: str) -> list[tuple[int, int]]:
    """Where the rhythms of the work stand with the words before them."""
    return [span for found in rhythms_in(text) if (span := _as_rhythm(PlacedTime(text, found)))]


def _as_rhythm(one: PlacedTime) -> tuple[int, int] | None:
    start, end = one.span
    is_alone = bool(_IN_BRACKET.search(one.before) and one.behind.startswith((")", "]")))
    if not is_alone and _BARS_OFTEN.search(f"{one.clause}{one.lead}"):
        return None
    if not one.found.words.lower().startswith(_ONGOING):
        return start, end
    is_set = re.match(r"\s*(?:[).;,]|$|trong|và|hàng|hằng)", one.behind)
    if _NOT_OFTEN.search(one.before) or (one.clause.strip() and not (is_set or is_alone)):
        return None
    lead = re.sub(r"^.*(?:và|để|các)\s", "", one.lead)
    return (end - len(one.found.words) - (len(lead) if _WHEN.fullmatch(lead) else 0), end)
