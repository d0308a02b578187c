"""A time that no word makes a deadline, nor anything else: "Tháng 4 ra quân dọn kênh."."""

import re
from itertools import pairwise

from ntm_project.common.deadlines import FoundTime, Kind, parse_deadline, times_in

from .time_words import (
    BEFORE,
    CITES,
    FURTHEST,
    IS_PERIOD,
    PAST_ITS_TIME,
    REPORTED,
    SEVERAL,
    WEAK,
    Stated,
    in_full,
    merged,
    without_parts,
)

# A report of what was, in which times are no deadlines.
_IS_REPORT = re.compile(
    r"(?<!\w)(?:đã|hiện (?:nay|có|tại)|chưa|tính đến|đến nay|so với|cùng kỳ|tăng|giảm|chiếm)(?!\w)",
    re.IGNORECASE,
)
# What a time behind it names, cites or begins.
_NAMED_SO = re.compile(
    r"(?<!\w)(?:đường|phố|chợ|trường|cầu|quỹ|phong trào|kỳ họp|cuộc họp|khóa|lớp|vụ|số|lần"
    r"|kể từ|tính đến"
    r"|bắt đầu từ|từ|khởi công|khởi động|bắt đầu|ký|ban hành|được|có|thêm|đạt|gồm|thứ|của"
    r"|sinh)(?: ngày| tháng)?\s*$",
    re.IGNORECASE,
)
IS_LUNAR = re.compile(r"rằm ?\||(?:mùng|mồng) \d+ ?\||\|\s*âm lịch", re.IGNORECASE)
_LIST = re.compile(r"\s*(?:,|;|và)\s*(?=(?:cuối |đầu )?(?:tháng|quý|ngày|\d))", re.IGNORECASE)


def last_of_list(words: str) -> str:
    """The last time of a list that none of the others ends later, "tháng 4 và tháng 8/2024", "tháng
    5, 7, 9": the last round of one work; "" elsewhere."""
    noun = re.search(r"(?:tháng|quý) ", words, re.IGNORECASE)
    parts = [part.strip() for part in _LIST.split(words)]
    parts = [f"{noun[0]}{one}" if noun and one.isdigit() else one for one in parts]
    days = [parse_deadline(in_full(part), year=2000).ends_on for part in parts]
    known = [day for day in days if day]
    return parts[-1] if len(known) == len(days) > 1 and days[-1] == max(known) else ""


# "lớp 1 tháng 5, lớp 2 tháng 9": what stands before the time of each round of one work.
_ROUND = r"(?:lớp|lần|đợt|kỳ|vòng) (?:thứ )?\d{1,2}\s*:?\s*"
_FIRST_ROUND = re.compile(rf"(?<!\w){_ROUND}(?:vào |trong )?$", re.IGNORECASE)
_NEXT_ROUND = re.compile(rf"\s*[,;]?\s*(?:và )?{_ROUND}(?:vào |trong )?", re.IGNORECASE)


def last_of_rounds(text: str) -> Stated | None:
    """The time of the last round, where each of the times is that of a round and none ends later;
    with the words of all of them."""
    spans = [found.span for found in times_in(text)]
    if len(spans) < 2:
        return None
    first = _FIRST_ROUND.search(text[: spans[0][0]])
    between = [text[before[1] : after[0]] for before, after in pairwise(spans)]
    if first is None or not all(map(_NEXT_ROUND.fullmatch, between)):
        return None
    words = [text[start:end].strip(" ,;:-–") for start, end in spans]
    days = [parse_deadline(in_full(one), year=2000).ends_on for one in words]
    known = [day for day in days if day]
    is_last = len(known) == len(days) and known[-1] == max(known)
    return Stated(words[-1], first.start(), spans[-1][1], SEVERAL) if is_last else None


def free_time(text: str) -> Stated | None:
    """The one time of the sentence that no word makes a deadline, nor anything else; of several
    none but that of the last round, for they may be those of several works."""
    whole = without_parts(text)
    spans = [found.span for found in times_in(whole) if _is_free(text, found)]
    spans = merged(text, spans)
    if not spans or _IS_REPORT.search(text[: spans[0][0]]):
        return None
    if len(spans) > 1:
        return None
    start, end = spans[0]
    chain = BEFORE.search(text[max(0, start - FURTHEST) : start])
    start -= len(WEAK.sub("", chain[0])) if chain else 0
    words = text[start:end].strip(" ,;:-–")
    read = parse_deadline(in_full(words), year=2000)
    if last := "" if read.ends_on else last_of_list(words):
        return Stated(last, start, end, SEVERAL)
    return Stated(words, start, end, read.warning) if read.ends_on else None


def _is_free(text: str, found: FoundTime) -> bool:
    """Whether a time may be a deadline where no word states so."""
    start, end = found.span
    before, behind = text[max(0, start - FURTHEST) : start], text[end:]
    clause = re.split(r"[;.(]\s", before)[-1]
    if REPORTED.search(before) and IS_PERIOD.match(found.words.strip()):
        return False
    if PAST_ITS_TIME.search(before) or IS_LUNAR.search(f"{before[-8:]}|{behind[:9]}"):
        return False
    is_year = found.kind == Kind.YEAR and found.words[-1].isdigit()
    if CITES.search(clause) or _NAMED_SO.search(before) or is_year:
        return False
    day = re.fullmatch(r"(\d{1,2})/(\d{1,2})", found.words)
    if day is None:
        return True
    is_apart = bool(re.search(r"(?:^|[,;:(–-])\s*$", before))
    is_last = bool(re.match(r"\s*(?:[.,;)–-]|$)", behind))
    return is_last and (is_apart or int(day[1]) > int(day[2]))
