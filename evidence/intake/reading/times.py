"""The deadline that a sentence states: the last of its times whose purpose it is to end the work
(`purposes`), or else the one that has none.

The words are handed to the one reader of deadlines (`ntm_project.common.deadlines`); no day is made
here.
"""

import re
from dataclasses import replace
from datetime import date

from ntm_project.common.deadlines import BACKWARDS, parse_deadline, times_in, without_times

from .purposes import FINISHES, PlacedTime, Purpose, placed_times, purpose_of, rhythms_of
from .time_words import (
    FURTHEST,
    JOINS,
    NOT_READ,
    SEVERAL,
    StatedTime,
    in_full,
    last_of_list,
    merged,
)

_Span = tuple[int, int]

# "xong trước rằm tháng 7": kept as written, for the person to read.
_EVENT = re.compile(
    r"(?<!\w)(?:(?:xong|hoàn thành) (?:trước|trong|sau|ngay sau|khi)|ngay sau khi"
    r"|sau khi có) [^,.;()]{3,60}"
    r"|(?:(?:chậm nhất|muộn nhất|trong vòng|trong|sau) )*\d+ (?:ngày|tuần|tháng)(?: làm việc)?"
    r" (?:sau|kể từ|tính từ|từ) [^,.;()]{3,60}",
    re.IGNORECASE,
)
_FEAST = re.compile(r"(?<!\w)(?:dịp|kỷ niệm|chào mừng|đúng ngày)(?!\w)", re.IGNORECASE)
_ONLY_FROM = re.compile(
    r"(?:(?:thực hiện|triển khai|tiến hành|bắt đầu) )*từ (?:(?!đến|hết|-|–|hoàn thành|xong).)*",
    re.IGNORECASE,
)
# Beside another time or a rhythm it bounds nothing: "thường xuyên trong năm".
_ANY_YEAR = re.compile(r"(?:(?:đến|hết|vào|trước) )*năm\s*20\d\d", re.IGNORECASE)
_WHOLE_YEAR = re.compile(r"(?:trong )?(?:cả )?năm(?:\s*20\d\d)?", re.IGNORECASE)
# A report of what was, in which no time without a purpose is a deadline.
_IS_REPORT = re.compile(
    r"(?<!\w)(?:đã|hiện (?:nay|có|tại)|chưa|tính đến|đến nay|so với|cùng kỳ|tăng|giảm|chiếm)(?!\w)",
    re.IGNORECASE,
)


# "dự thi OCOP đợt 2 năm 2025": which round it is, and no day by which anything is done.
_ROUND_OF_YEAR = re.compile(
    r"(?:đợt|lần|kỳ|vòng) (?:thứ )?(?:\d{1,2}|[IVX]+),? năm 20\d\d", re.IGNORECASE
)


def deadline_in(text: str) -> StatedTime | None:
    """The deadline that the sentence states, or None."""
    stated = _stated(text)
    if stated and _ROUND_OF_YEAR.fullmatch(stated.words):
        return None
    return replace(stated, words=in_full(stated.words)) if stated else None


def _stated(text: str) -> StatedTime | None:
    purposes = [(one, purpose_of(one)) for one in placed_times(text)]
    times, spans = _ends(text, purposes)
    if not spans:
        return _free(text, [one for one, purpose in purposes if purpose == Purpose.FREE]) or _event(
            text
        )
    with_time = [span for span in spans if any(span[0] <= t[0] and t[1] <= span[1] for t in times)]
    candidates = with_time or spans
    # "cuối tháng 5 nộp hồ sơ, đoàn về kiểm tra dự kiến tháng 9": what is sure comes first
    sure = [span for span in candidates if "dự kiến" not in text[slice(*span)].lower()]
    start, end = _with_start(text, *_with_expected(text, *(sure or candidates)[-1]))
    end = _closed(text, start, end)
    words = _words(text, start, end)
    if last := "" if "duy trì" in text.lower() else last_of_list(words):
        return StatedTime(last, start, end, SEVERAL)
    read = parse_deadline(in_full(words), year=2000)
    if read.ends_on or read.rhythm or read.warning == BACKWARDS:
        is_one_of = len(with_time) > 1 and read.warning != BACKWARDS
        return StatedTime(words, start, end, SEVERAL if is_one_of else read.warning)
    return _last_read(text, start, end, times)


def _words(text: str, start: int, end: int) -> str:
    return text[start:end].strip(" ,;:-–")


def _closed(text: str, start: int, end: int) -> int:
    """Behind the bracket that the words open: "trước mùa mưa (tháng 5)"."""
    is_open = text[start:end].count("(") > text[start:end].count(")")
    return end + 1 if is_open and text[end : end + 1] == ")" else end


def _ends(text: str, purposes: list[tuple[PlacedTime, Purpose]]) -> tuple[list[_Span], list[_Span]]:
    """Where the times stand that end the work, and these with its rhythms made one where they
    belong together."""
    times: list[_Span] = []
    for one, purpose in purposes:
        if purpose == Purpose.ENDS:
            times.append(one.span)
        elif times and _goes_on(text, times[-1][1], one):
            times.append(one.found.span)
    often = rhythms_of(text)
    shorter = [one for one in times if not _WHOLE_YEAR.fullmatch(text[slice(*one)].strip(" ,"))]
    if often or not all(_ANY_YEAR.fullmatch(text[slice(*one)].strip(" ,")) for one in shorter):
        times = shorter
    spans = merged(text, sorted([*times, *often]))
    return times, [one for one in spans if not _ONLY_FROM.fullmatch(text[slice(*one)])] or spans


def _goes_on(text: str, at: int, one: PlacedTime) -> bool:
    """Whether a time belongs to the one before it: not where work of its own follows, "hoàn thành
    tháng 4, tháng 5 đi vào hoạt động"."""
    between = text[at : one.found.start]
    is_other = between.strip() == "," and re.match(r" đ(?:i|ưa) vào", one.behind)
    return bool(JOINS.fullmatch(between)) and not is_other


def _last_read(text: str, start: int, end: int, times: list[_Span]) -> StatedTime:
    """The deadline read from words that are none as a whole: the day of a feast by which work is
    done, else the last of several times, else the words as written."""
    words = _words(text, start, end)
    is_last = bool(times) and times[-1][1] == end
    is_done_by = FINISHES.match(words) or words.lower().startswith(
        ("chào mừng", "vào dịp", "đúng ngày", "đúng dịp")
    )
    if is_last and is_done_by and _FEAST.search(words) and len(times) == 1:
        own = next(one for one in times_in(text) if one.end == end)
        return StatedTime(own.words, start, end)  # "hoàn thành dịp thành lập Đoàn 26/3"
    is_last = is_last and len(times) > 1
    start = times[-1][0] if is_last else start
    return StatedTime(_words(text, start, end), start, end, SEVERAL if is_last else NOT_READ)


def _free(text: str, free: list[PlacedTime]) -> StatedTime | None:
    """The one time without a purpose; of several none, for they may be those of several works, but
    that of the last round."""
    spans = merged(text, [one.found.span for one in free])
    if len(spans) != 1 or _IS_REPORT.search(text[: spans[0][0]]):
        return None
    start, end = spans[0][0] - len(free[0].lead), spans[0][1]
    if last := last_of_list(_words(text, start, end)):
        return StatedTime(last, start, end, SEVERAL)
    words = _words(text, start, end)
    if last_day(in_full(words), 2000) is None:
        return None
    start, end = _with_start(text, start, end)
    words = _words(text, start, end)
    return StatedTime(words, start, end, parse_deadline(in_full(words), year=2000).warning)


# "…, dự kiến đóng điện tháng 11/2025", "quý II/2025 (dự kiến)": the day is not sure.
_EXPECTED_BEFORE = re.compile(r"[,;]\s*(?=dự kiến [^,;]{1,50}$)", re.IGNORECASE)
_EXPECTED_BEHIND = re.compile(r"\s*\(dự kiến\)", re.IGNORECASE)


def _with_expected(text: str, start: int, end: int) -> tuple[int, int]:
    """From where to where the time stands with the words that make it only an expected one, where
    they change no day."""
    before = _EXPECTED_BEFORE.search(text[max(0, start - FURTHEST) : start])
    behind = _EXPECTED_BEHIND.match(text, end)
    if before:
        first = max(0, start - FURTHEST) + before.end()
        if last_day(text[first:end], 2000) == last_day(text[start:end], 2000):
            end += "(" in text[first:start] and text[end : end + 1] == ")"
            start = first
    return start, behind.end() if behind else end


# "từ 01/11/2024 …", before the day by which it ends.
_FROM = re.compile(
    r"(?<!\w)(?:(?:thời (?:gian|hạn)|thực hiện|triển khai|tiến hành|bắt đầu|làm)[\s:]*){0,3}"
    r"(?:(?:kể )?từ|bắt đầu|khởi công)(?: đầu| giữa| cuối| trong| vào| từ| ngày)*\s*$",
    re.IGNORECASE,
)


def _with_start(text: str, start: int, end: int) -> tuple[int, int]:
    """From where to where the time stands with the day from which on, where that changes no end or
    contradicts it."""
    near = max(0, start - FURTHEST)
    for found in times_in(text):
        if not near <= found.start < start:
            continue
        begins = _FROM.search(text[near : found.start])
        if begins is None or not JOINS.fullmatch(text[found.end : start].replace(";", ",")):
            continue
        first = near + begins.start()
        read = parse_deadline(in_full(text[first:end]), year=2000)
        ends_on = last_day(in_full(text[start:end]), 2000)
        if read.warning == BACKWARDS or (read.ends_on and read.ends_on == ends_on):
            return first, end
    return start, end


def _event(text: str) -> StatedTime | None:
    found = _EVENT.search(text)
    if found is None or (times_in(found[0]) and "rằm" not in found[0]):
        return None
    return StatedTime(found[0].strip(), *found.span(), NOT_READ)


MORE_WORDS = "Ô còn ghi thêm chữ; đã lấy mốc thời gian trong đó."


def stated_in(words: str) -> StatedTime:
    """A cell is a deadline whole, or holds one; what the reader of deadlines cannot read is kept as
    written."""
    words = in_full(words)
    read = parse_deadline(words, year=2000)
    is_shown = read.ends_on or read.rhythm or read.warning == BACKWARDS
    within = None if is_shown else deadline_in(f"{words}.")
    if within and last_day(within.words, 2000):
        rest = re.sub(r"\([^()]*\)", "", words.replace(within.words, "")).strip(" .,;:")
        return replace(within, start=0, end=0, doubt=within.doubt or (MORE_WORDS if rest else ""))
    return StatedTime(words, 0, 0, read.warning if is_shown else NOT_READ)


def begun_too_late(begins: str, ends: str) -> str:
    """Both cells as one time where the work would begin after its end; "" elsewhere."""
    words = f"từ {begins} đến {ends}"
    return words if begins and parse_deadline(words, year=2000).warning == BACKWARDS else ""


_LABEL = re.compile(
    r"(?:(?:thời (?:gian|hạn|điểm)|tiến độ)"
    r"(?: (?:thực hiện|hoàn thành|triển khai|khắc phục))*\s*:\s*"
    r"|(?:hoàn thành|thực hiện|xong)\s*:\s*(?=(?:trước|sau|trong|ngay|đầu|cuối|vụ|mùa|dịp|khi)\s))"
    r"(?P<words>\w[^:]*?)[\s.;]*$",
    re.IGNORECASE,
)


def behind_label(text: str) -> StatedTime | None:
    """The time written after "Thời gian:" alone, in its own words: "vụ hè thu 2025"."""
    found = _LABEL.match(text)
    if found is None or len(found["words"].split()) > 10:
        return None
    return StatedTime(found["words"], 0, len(text), stated_in(found["words"]).doubt)


def only_begins(words: str) -> bool:
    """Whether the words are but the day from which on: "thực hiện từ tháng 3"."""
    return bool(_FROM.search(without_times(words))) and last_day(words, 2000) is None


def last_day(words: str, year: int) -> date | None:
    """The last day that the words name."""
    return parse_deadline(words, year=year).ends_on
