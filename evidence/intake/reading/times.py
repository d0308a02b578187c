"""The deadline that a sentence states: a time counts only where words make it the end of the work.

The words are handed to the one reader of deadlines (`ntm_project.common.deadlines`); no day is made
here.
"""

import re
from dataclasses import dataclass
from datetime import date

from ntm_project.common.deadlines import parse_deadline

from .people import begins_with_verb

_Y = r"(?:20\d\d|\d\d(?![\d/]))"
_MONTH = (
    rf"(?<!\w)(?:tháng|T)\s*\d{{1,2}}(?!\d)(?:\s*(?:,|và|-|–|đến)\s*(?:tháng\s*)?(?:0?[1-9]"
    rf"|1[0-2])(?!\d))*(?:\s*(?:/|-|\.| năm)\s*{_Y})?"
)
_TIMES = (
    r"(?<!\w)tháng (?-i:Một|Hai|Ba|Tư|Năm|Sáu|Bảy|Tám|Chín|Mười(?: (?:Một|Hai|một|hai))?)(?!\w)",
    r"(?:ngày\s*)?\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*(?:20)?\d\d(?!\d)",
    rf"(?:ngày\s*)?(?<!đợt )(?<!tuần )\b\d{{1,2}} tháng \d{{1,2}}(?:\s*(?:/| năm)\s*{_Y})?",
    r"(?:ngày\s*)?(?<![\d/,.])(?:0?[1-9]|[12]\d|3[01])\s*/\s*(?:0?[1-9]|1[0-2])(?![\d/]|,\d"
    r"|\s*(?:số|tiêu|chỉ|thôn|xóm|bản|ấp|hộ|trường))",
    r"(?:(?<=trước )|(?<=đến )|(?<=nhất )|(?=ngày ))(?:ngày )?(?:0?[1-9]|[12]\d|3[01])-(?:0?[1-9]"
    r"|1[0-2])(?![\d/%-]|\.\d)",
    rf"(?:cuối|đầu|giữa)?\s*{_MONTH}",
    rf"quý\s*(?:IV|I{{1,3}}|iv|i{{1,3}}|[1-4])(?!\w)(?:\s*(?:,|và|-|–|đến"
    rf"|đến hết)\s*(?:quý\s*)?(?:IV|I{{1,3}}|[1-4])(?!\w))*(?:\s*(?:/| năm)\s*{_Y})?",
    r"6\s*tháng\s*(?:đầu|cuối)\s*năm(?:\s*20\d\d)?",
    r"(?:cuối|hết|cả|trong) năm(?:\s*20\d\d)?(?!\s*(?:học|tới))",
    r"năm\s*20\d\d",
)
_TIME = re.compile("|".join(f"(?:{one})" for one in _TIMES), re.IGNORECASE)
_OFTEN = (
    r"(?:hàng|hằng) (?:ngày|tuần|tháng|quý|năm)(?:\s*,\s*(?:hàng|hằng)?\s*(?:tháng|quý))*",
    r"(?<=ngày \d )(?:của )?mỗi tháng|(?<=ngày \d\d )(?:của )?mỗi tháng",
    r"(?:mỗi|từng) (?:ngày|tuần|tháng|quý|năm)\s*(?:một|0?\d)\s*lần",
    r"mỗi (?:tuần|tháng|quý)(?= (?:tổ chức|họp|ra quân|kiểm tra|báo cáo|dọn|tổng|ít nhất|có|\d"
    r"|một))",
    r"tuần (?:một|0?\d) lần",
    r"(?:0?\d|một)\s*(?:lần|buổi)\s*/\s*(?:tuần|tháng|quý|năm)",
    r"thường xuyên(?:\s*,?\s*liên tục)?|liên tục",
)
_RHYTHM = re.compile("|".join(f"(?:{one})" for one in _OFTEN), re.IGNORECASE)
# What may stand between the word that makes it a deadline and the time.
_CHAIN = (
    r"dự kiến|phấn đấu|thời (?:gian|hạn|điểm)|tiến độ|kế hoạch hoàn thành|thực hiện|triển khai"
    r"|h(?:oà|òa)n thành|hoàn thiện|hoàn tất|xong|dứt điểm|kết thúc|ra mắt|báo cáo kết quả"
    r"|chậm nhất|muộn nhất|là|vào|trong|trước|đến|hết|từ|cuối|đầu|giữa|khoảng|đảm bảo"
    r"|bảo đảm|phải|sẽ|được|và|khoảng|hạn|định kỳ|ngày \d{1,2}|ngày|thứ \w+|chủ nhật"
    r"|tuần (?:đầu|cuối)|đợt \d|0?\d đợt|khai giảng|dịp|chào mừng"
    r"|kỷ niệm|nhân dịp|(?:sáng|chiều)|các|để|nộp"
)
_BEFORE = re.compile(rf"(?:(?<!\w)(?:{_CHAIN})(?!\w)[\s:,\-–]*)+$", re.IGNORECASE)
_MAKES_IT = re.compile(
    r"(?<!\w)(?:dự kiến|thời (?:gian|hạn|điểm)|tiến độ|hoàn thành|hoàn thiện|hoàn tất|xong|kết thúc"
    r"|chậm nhất|muộn nhất|vào|dịp|trong|trước|đến|hết|từ|cuối|hạn|đợt \d|0?\d đợt)(?!\w)",
    re.IGNORECASE,
)
_FINISHES = re.compile(
    r"(?<!\w)(?:hoàn thành|hoàn thiện|hoàn tất|xong|kết thúc|thời (?:gian|hạn)|chậm nhất|muộn nhất"
    r"|hạn)(?!\w)",
    re.IGNORECASE,
)
# In the same clause they make the time a goal, a citation or a name.
_NO_WORK = re.compile(
    r"(?<!\w)(?:phấn đấu|mục tiêu|giai đoạn|nhiệm kỳ(?= \d)|căn cứ|quyết định|nghị quyết|văn bản"
    r"|hướng dẫn số|kế hoạch (?:số|năm)|công văn|nghị định|thông tư|đề án|số \d+|đạt chuẩn"
    r"|\d+/[A-ZĐ])(?!\w)",
    re.IGNORECASE,
)
# They bar a month or a year, but no day before which work is to be done.
_CITES = re.compile(
    r"(?<!\w)(?:giai đoạn|nhiệm kỳ(?= \d)|căn cứ|(?:quyết định|nghị quyết|văn bản|công văn"
    r"|nghị định|thông tư|đề án) số|số \d+|\d+/[A-ZĐ])(?!\w)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s*(?:$|[,.;:)(\]–]|-\s|(?:do|giao|và|để|theo|của|tại|phải|thì|đồng thời"
    r"|kịp thời|mới)(?!\w))",
    re.IGNORECASE,
)
# "(riêng phần giải phóng mặt bằng xong trong tháng 5)": the time of a part alone.
_OF_A_PART = re.compile(r"\((?:riêng|trong đó)[^()]*\)", re.IGNORECASE)
# "xong trước rằm tháng 7": kept as written, for the person to read.
_EVENT = re.compile(
    r"(?<!\w)(?:(?:xong|hoàn thành) (?:trước|trong|sau|ngay sau|khi)|ngay sau khi"
    r"|sau khi có) [^,.;()]{3,60}"
    r"|(?:(?:chậm nhất|muộn nhất|trong vòng|trong|sau) )*\d+ (?:ngày|tuần|tháng)(?: làm việc)?"
    r" (?:sau|kể từ|tính từ|từ) [^,.;()]{3,60}",
    re.IGNORECASE,
)
_JOINS = re.compile(
    r"[\s,]*(?:(?:đến|tới|và|-|–|hết|đến hết|hoặc|trong|ngày)[\s]*)*[\s,]*", re.IGNORECASE
)
_NOT_OFTEN = re.compile(r"(?:việc làm|không|chưa|thiếu|hoạt động|chi|tham gia)\s*$", re.IGNORECASE)
# "Dự kiến trình huyện quý III/2025."
_EXPECTED = re.compile(r"\s*dự kiến [^,;:.()]{1,40}", re.IGNORECASE)
_ONLY_FROM = re.compile(r"(?:bắt đầu )?từ (?:(?!đến|hết|-|–).)*", re.IGNORECASE)
_YEAR = re.compile(r"20\d\d|[/.\-]\s*\d\d$")
# Beside a rhythm it bounds nothing: "thường xuyên trong năm".
_WHOLE_YEAR = re.compile(r"(?:trong )?(?:cả )?năm(?:\s*20\d\d)?", re.IGNORECASE)
# They open no deadline: "sạch sẽ, thời gian xong …".
_WEAK = re.compile(r"^(?:(?:sẽ|được|phải|để|các|và|là)(?!\w)[\s,:]*)+", re.IGNORECASE)
FURTHEST = 160  # letters before a time that can make it a deadline
SEVERAL = "Câu có nhiều mốc thời gian; đã lấy mốc cuối."
NOT_READ = "Chưa đọc được thành ngày; giữ nguyên chữ."


@dataclass(frozen=True)
class Stated:
    """The words of a deadline and where they stand in the sentence."""

    words: str
    start: int
    end: int
    doubt: str = ""


def deadline_in(text: str) -> Stated | None:
    """The deadline that the sentence states, or None."""
    times: list[tuple[int, int]] = []
    for found in _TIME.finditer(_OF_A_PART.sub(lambda one: "_" * len(one[0]), text)):
        if span := _as_deadline(text, found):
            times.append(span)
        elif times and _JOINS.fullmatch(text[times[-1][1] : found.start()]):
            times.append(found.span())
    often = [span for found in _RHYTHM.finditer(text) if (span := _as_rhythm(text, found))]
    if often:
        times = [
            span for span in times if not _WHOLE_YEAR.fullmatch(text[slice(*span)].strip(" ,"))
        ]
    spans = _merged(text, sorted([*times, *often]))
    if not spans:
        return _event(text)
    spans = [span for span in spans if not _ONLY_FROM.fullmatch(text[slice(*span)])] or spans
    with_time = [span for span in spans if any(span[0] <= t[0] and t[1] <= span[1] for t in times)]
    start, end = (with_time or spans)[-1]
    words = text[start:end].strip(" ,;:-–")
    doubt = SEVERAL if len(with_time) > 1 else ""
    read = parse_deadline(words, year=2000)
    if not (read.ends_on or read.rhythm) and len(times) > 1 and times[-1][1] == end:
        start, doubt = times[-1][0], SEVERAL
        words = text[start:end].strip(" ,;:-–")
    elif not (read.ends_on or read.rhythm):
        doubt = NOT_READ
    elif read.warning and not doubt:
        doubt = read.warning
    return Stated(words, start, end, doubt)


def _as_deadline(text: str, found: re.Match[str]) -> tuple[int, int] | None:
    start, end = found.span()
    start += len(found[0]) - len(found[0].lstrip())
    before = text[max(0, start - FURTHEST) : start]
    chain = _BEFORE.search(before)
    lead = _WEAK.sub("", chain[0]) if chain else ""
    own = found[0].lower().split()[0] in {"trong", "cuối", "hết", "cả"}
    clause = re.split(r"[,;.(:]\s", before[: len(before) - len(lead)])[-1]
    is_finished = bool(_FINISHES.search(lead))
    barred = _NO_WORK.search(clause)
    is_state = barred is not None and barred[0].lower() == "đạt chuẩn"
    is_state = is_state and begins_with_verb(text)
    is_aimed = bool(re.search(r"phấn đấu (?:đến|trước)", lead, re.IGNORECASE) and "/" in found[0])
    is_day = bool(re.search(r"(?<!\w)(?:trước|nhất)(?!\w)", lead) and "/" in found[0])
    is_barred = _CITES.search(clause) if is_day or is_state else barred
    if is_barred and not is_finished:
        return None
    is_bare_year = bool(re.fullmatch(r"năm\s*20\d\d", found[0].strip(), re.IGNORECASE))
    if _MAKES_IT.search(lead) or (own and not is_bare_year):
        is_goal = is_aimed and re.match(r"\s*(?:phải )?đạt", text[end:])
        if not (_AFTER.match(text, end) or is_finished or is_goal):
            return None
        return (start - len(lead), end)
    return None if is_bare_year else _apart(text, start, end)


def _apart(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a time stands alone: "…, 15/8." or "Tháng 5 tổ chức …"."""
    before = text[max(0, start - FURTHEST) : start]
    is_apart = re.search(r"[,;:(]\s*$", before) or not before.strip()
    is_last = re.match(r"\s*(?:[).;]|$|đạt \d|\((?:tiêu chí|chỉ tiêu|TC|CT)\s)", text[end:])
    if is_apart and is_last:
        return (start, end)
    if is_last and _EXPECTED.fullmatch(before):
        return (0, end)
    rest = text[end:].lstrip(" ,")
    is_front = not before.strip() and not _TIME.search(rest)
    if is_front and (rest.startswith("đạt ") or (rest[:1].islower() and begins_with_verb(rest))):
        return (start, end)
    return None


def _as_rhythm(text: str, found: re.Match[str]) -> tuple[int, int] | None:
    start, end = found.span()
    before = text[max(0, start - FURTHEST) : start]
    if _NOT_OFTEN.search(before):
        return None
    chain = _BEFORE.search(before)
    lead = _WEAK.sub("", chain[0]) if chain else ""
    clause = re.split(r"[,;.(:]\s", before[: len(before) - len(lead)])[-1]
    if _NO_WORK.search(clause):
        return None
    if found[0].lower().startswith(("thường", "liên")):
        is_set = not clause.strip() or re.match(r"\s*(?:[).;,]|$|trong|và|hàng|hằng)", text[end:])
        if not is_set:
            return None
        lead = re.sub(r"^.*(?:và|để|các)\s", "", lead)
        lead = (
            lead
            if re.fullmatch(r"(?:thời gian|thực hiện|triển khai|[\s:])*", lead, re.IGNORECASE)
            else ""
        )
    return (start - len(lead), end)


def _merged(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Times that belong together made one: "từ tháng 5 đến tháng 8", "thường xuyên trong năm"."""
    made: list[tuple[int, int]] = []
    for start, end in spans:
        if made and (start <= made[-1][1] or _JOINS.fullmatch(text[made[-1][1] : start])):
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((start, end))
    return made


def _event(text: str) -> Stated | None:
    found = _EVENT.search(text)
    if found is None or (_TIME.search(found[0]) is not None and "rằm" not in found[0]):
        return None
    return Stated(found[0].strip(), *found.span(), NOT_READ)


def stated_in(words: str) -> Stated:
    """A cell is a deadline whole; what the reader of deadlines cannot read is kept as written."""
    read = parse_deadline(words, year=2000)
    return Stated(words, 0, 0, read.warning if read.ends_on or read.rhythm else NOT_READ)


_LABEL = re.compile(
    r"(?:thời (?:gian|hạn|điểm)|tiến độ)(?: (?:thực hiện|hoàn thành|triển khai))*\s*:\s*"
    r"(?P<words>\w[^:]*?)[\s.;]*$",
    re.IGNORECASE,
)


def behind_label(text: str) -> Stated | None:
    """What stands behind "Thời gian:" alone, as written: "vụ hè thu 2025"."""
    found = _LABEL.match(text)
    if found is None or len(found["words"].split()) > 10:
        return None
    return Stated(found["words"], 0, len(text), stated_in(found["words"]).doubt)


def without_times(text: str) -> str:
    """The text without the times that it names."""
    return _TIME.sub(" ", text)


def last_day(words: str, year: int) -> date | None:
    """The last day that the words name."""
    return parse_deadline(words, year=year).ends_on
