"""The deadline that a sentence states: a time that words make the end of the work, or else one that
no word makes anything else (`free_times`).

The words are handed to the one reader of deadlines (`ntm_project.common.deadlines`); no day is made
here.
"""

import re
from dataclasses import replace
from datetime import date

from ntm_project.common.deadlines import (
    BACKWARDS,
    FoundTime,
    Kind,
    parse_deadline,
    rhythms_in,
    times_in,
    without_times,
)

from .free_times import IS_LUNAR, free_time, last_of_list, last_of_rounds
from .names import begins_with_verb
from .time_words import (
    BEFORE,
    CITES,
    FURTHEST,
    IS_PERIOD,
    JOINS,
    NOT_READ,
    PAST_ITS_TIME,
    REPORTED,
    SEVERAL,
    WEAK,
    Stated,
    in_full,
    merged,
    without_parts,
)

# "xong trước lễ khai giảng 05/9"
_BEFORE_EVENT = re.compile(
    r"(?<!\w)(?:(?:phải )?(?:xong|hoàn thành|kết thúc|đưa vào sử dụng),? )?trước (?:(?:dịp |ngày "
    r"|lễ |Tết |kỳ |mùa |vụ )+|(?=(?:khai|bế) giảng ))"
    r"(?:[^\s,;.:()\d]+ ){0,5}\(?$",
    re.IGNORECASE,
)
_MAKES_IT = re.compile(
    r"(?<!\w)(?:dự kiến|thời (?:gian|hạn|điểm|vụ)|tiến độ|hoàn thành|hoàn thiện|hoàn tất|xong"
    r"|kết thúc|chậm nhất|muộn nhất|không (?:được |để )?(?:quá|muộn hơn)|vào|dịp|trong|trước|đến"
    r"|tới|hết|từ|cuối|hạn|đợt \d|0?\d đợt)(?!\w)",
    re.IGNORECASE,
)
_FINISHES = re.compile(
    r"(?<!\w)(?:hoàn thành|hoàn thiện|hoàn tất|(?:làm )?xong|kết thúc|thời (?:gian|hạn)|chậm nhất"
    r"|muộn nhất|hạn)(?!\w)",
    re.IGNORECASE,
)
# In the same clause they make the time a goal, a citation or a name.
_NO_WORK = re.compile(
    r"(?<!\w)(?:(?:hết|quá|trễ|còn) hạn|phấn đấu|mục tiêu|giai đoạn|tầm nhìn"
    r"|thời kỳ(?= \d)|nhiệm kỳ(?= \d)|căn cứ"
    r"|quyết định|nghị quyết|văn bản|kế hoạch năm|công văn|nghị định|thông tư|đề án|đạt chuẩn)"
    r"(?!\w)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s*(?:$|[,.;:)(\]–]|-\s|(?:do|giao|và|để|theo|của|tại|phải|thì|đồng thời"
    r"|kịp thời|mới|nộp|gửi|trình)(?!\w))",
    re.IGNORECASE,
)
# "xong trước rằm tháng 7": kept as written, for the person to read.
_EVENT = re.compile(
    r"(?<!\w)(?:(?:xong|hoàn thành) (?:trước|trong|sau|ngay sau|khi)|ngay sau khi"
    r"|sau khi có) [^,.;()]{3,60}"
    r"|(?:(?:chậm nhất|muộn nhất|trong vòng|trong|sau) )*\d+ (?:ngày|tuần|tháng)(?: làm việc)?"
    r" (?:sau|kể từ|tính từ|từ) [^,.;()]{3,60}",
    re.IGNORECASE,
)
# "quyết toán 04 công trình hoàn thành năm 2023": no time of what is done with them.
_OF_A_WORK = re.compile(
    r"(?:công trình|dự án|hạng mục|gói thầu)(?: đã)? (?:hoàn thành|khởi công|đầu tư)"
    r"(?: trong)?\s*$",
    re.IGNORECASE,
)
_NOT_OFTEN = re.compile(r"(?:việc làm|không|chưa|thiếu|hoạt động|chi|tham gia)\s*$", re.IGNORECASE)
_FEAST = re.compile(r"(?<!\w)(?:dịp|kỷ niệm|chào mừng)(?!\w)", re.IGNORECASE)
# "Dự kiến trình huyện quý III/2025."
_EXPECTED = re.compile(r"\s*dự kiến [^,;:.()]{1,40}", re.IGNORECASE)
_ONLY_FROM = re.compile(
    r"(?:(?:thực hiện|triển khai|tiến hành|bắt đầu) )*từ (?:(?!đến|hết|-|–|hoàn thành|xong).)*",
    re.IGNORECASE,
)
_YEAR = re.compile(r"20\d\d|[/.\-]\s*\d\d$")
# Beside another time or a rhythm it bounds nothing: "thường xuyên trong năm".
_ANY_YEAR = re.compile(r"(?:(?:đến|hết|vào|trước) )*năm\s*20\d\d", re.IGNORECASE)
_WHOLE_YEAR = re.compile(r"(?:trong )?(?:cả )?năm(?:\s*20\d\d)?", re.IGNORECASE)


def deadline_in(text: str) -> Stated | None:
    """The deadline that the sentence states, or None."""
    stated = _stated(text)
    return replace(stated, words=in_full(stated.words)) if stated else None


def _stated(text: str) -> Stated | None:
    if rounds := last_of_rounds(text):
        return rounds
    times, spans = _times_and_spans(text)
    if not spans:
        return _free(text) or _event(text)
    with_time = [span for span in spans if any(span[0] <= t[0] and t[1] <= span[1] for t in times)]
    candidates = with_time or spans
    # "cuối tháng 5 nộp hồ sơ, đoàn về kiểm tra dự kiến tháng 9": what is sure comes first
    sure = [span for span in candidates if "dự kiến" not in text[slice(*span)].lower()]
    start, end = _with_start(text, *_with_expected(text, *(sure or candidates)[-1]))
    words = text[start:end].strip(" ,;:-–")
    read = parse_deadline(in_full(words), year=2000)
    if read.warning == BACKWARDS:
        return Stated(words, start, end, BACKWARDS)
    if not (read.ends_on or read.rhythm):
        return _last_read(text, start, end, times)
    return Stated(words, start, end, SEVERAL if len(with_time) > 1 else read.warning)


def _times_and_spans(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Where the times stand that the sentence makes deadlines, and these with its rhythms made
    one where they belong together."""
    times: list[tuple[int, int]] = []
    for found in times_in(without_parts(text)):
        if span := _as_deadline(text, found):
            times.append(span)
        elif times and _goes_on(text, times[-1][1], found):
            times.append(found.span)
    often = [span for found in rhythms_in(text) if (span := _as_rhythm(text, found))]
    shorter = [one for one in times if not _WHOLE_YEAR.fullmatch(text[slice(*one)].strip(" ,"))]
    if often or not all(_ANY_YEAR.fullmatch(text[slice(*one)].strip(" ,")) for one in shorter):
        times = shorter
    spans = merged(text, sorted([*times, *often]))
    return times, [one for one in spans if not _ONLY_FROM.fullmatch(text[slice(*one)])] or spans


def _last_read(text: str, start: int, end: int, times: list[tuple[int, int]]) -> Stated:
    """What stands for words that are no deadline as a whole: the day of a feast by which work is
    done, the last of several times, or else the words as written."""
    words = text[start:end].strip(" ,;:-–")
    is_last = bool(times) and times[-1][1] == end
    if is_last and _FEAST.search(words) and _FINISHES.match(words):
        own = next(one for one in times_in(text) if one.end == end)
        return Stated(own.words, start, end)  # "hoàn thành dịp thành lập Đoàn 26/3"
    is_last = is_last and len(times) > 1
    start = times[-1][0] if is_last else start
    words = text[start:end].strip(" ,;:-–")
    last = _last_round(text, words)
    return Stated(last or words, start, end, SEVERAL if is_last or last else NOT_READ)


def _goes_on(text: str, at: int, found: FoundTime) -> bool:
    """Whether a time belongs to the one before it: not where work of its own follows, "hoàn thành
    tháng 4, tháng 5 đi vào hoạt động"."""
    between = text[at : found.start]
    is_other = between.strip() == "," and re.match(r" đ(?:i|ưa) vào", text[found.end :])
    return bool(JOINS.fullmatch(between)) and not is_other


def _last_round(text: str, words: str) -> str:
    """The last round of the work in the words; what is to be kept up has none: ""."""
    return "" if "duy trì" in text.lower() else last_of_list(words)


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


def _free(text: str) -> Stated | None:
    """A time that no word makes a deadline, with the day from which on: "(từ 5/6 tới 3/7)"."""
    found = free_time(text)
    start, end = _with_start(text, found.start, found.end) if found else (0, 0)
    if found is None or start == found.start:
        return found
    words = text[start:end].strip(" ,;:-–")
    return Stated(words, start, end, parse_deadline(in_full(words), year=2000).warning)


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


def _as_deadline(text: str, found: FoundTime) -> tuple[int, int] | None:
    """From where to where a time stands with the words that make it a deadline; None where none
    do, or where they make it something else."""
    start, end = found.span
    before = text[max(0, start - FURTHEST) : start]
    own = found.words.lower().split()[0] in {"trong", "cuối", "hết", "cả"}
    is_year = found.kind == Kind.YEAR and not own
    is_date = "/" in found.words and "tháng" not in found.words.lower()
    chain = (_BEFORE_EVENT.search(before) if is_date else None) or BEFORE.search(before)
    lead = WEAK.sub("", chain[0]) if chain else ""
    if _is_something_else(text, found, lead, before, is_year=is_year):
        return None
    is_followed = bool(_AFTER.match(text, end))
    if _MAKES_IT.search(lead) or (own and not is_year):
        is_aim = is_date and re.search(r"phấn đấu (?:đến|trước)", lead, re.IGNORECASE)
        is_goal = is_aim and re.match(r"\s*(?:phải )?đạt", text[end:])
        is_made = is_followed or is_goal or _FINISHES.search(lead)
        return (start - len(lead), end) if is_made else None
    clause = re.split(r"[;.(:]\s", before)[-1]
    if is_followed and _FINISHES.match(clause) and len(clause.split()) < 8:
        return (start - len(lead), end)  # "xong nền đường 30/4"
    is_behind = before.rstrip().endswith(",")  # "Lắp 04 mắt camera, năm 2025."
    return None if is_year and not is_behind else _apart(text, start, end)


def _is_something_else(
    text: str, found: FoundTime, lead: str, before: str, *, is_year: bool
) -> bool:
    """Whether a time is of the moon, of what is reported, aimed at or cited, or is past."""
    if PAST_ITS_TIME.search(before) or (is_year and _OF_A_WORK.search(before)):
        return True
    if IS_LUNAR.search(f"{before[-8:]}|{text[found.end : found.end + 9]}"):
        return True
    clause = re.split(r"[,;.(:]\s", before[: len(before) - len(lead)])[-1]
    barred = _NO_WORK.search(clause)
    is_day = "/" in found.words and bool(re.search(r"(?<!\w)(?:trước|nhất)(?!\w)", lead))
    is_state = barred is not None and barred[0].lower() == "đạt chuẩn" and begins_with_verb(text)
    is_barred = CITES.search(clause) if is_day or is_state else barred
    if is_barred and not _FINISHES.search(lead):
        return True
    is_period = bool(IS_PERIOD.match(found.words))
    return is_period and not lead.strip() and bool(REPORTED.search(before))


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
    is_front = not before.strip() and not times_in(rest)
    if is_front and (rest.startswith("đạt ") or (rest[:1].islower() and begins_with_verb(rest))):
        return (start, end)
    return None


def _as_rhythm(text: str, found: FoundTime) -> tuple[int, int] | None:
    start, end = found.span
    before = text[max(0, start - FURTHEST) : start]
    if found.words.lower().startswith(("thường", "liên")) and _NOT_OFTEN.search(before):
        return None
    chain = BEFORE.search(before)
    lead = WEAK.sub("", chain[0]) if chain else ""
    clause = re.split(r"[,;.(:]\s", before[: len(before) - len(lead)])[-1]
    if _NO_WORK.search(f"{clause}{lead}"):
        return None
    if found.words.lower().startswith(("thường", "liên")):
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


def _event(text: str) -> Stated | None:
    found = _EVENT.search(text)
    if found is None or (times_in(found[0]) and "rằm" not in found[0]):
        return None
    return Stated(found[0].strip(), *found.span(), NOT_READ)


MORE_WORDS = "Ô còn ghi thêm chữ; đã lấy mốc thời gian trong đó."


def stated_in(words: str) -> Stated:
    """A cell is a deadline whole, or holds one; what the reader of deadlines cannot read is kept as
    written."""
    words = in_full(words)
    read = parse_deadline(words, year=2000)
    is_shown = read.ends_on or read.rhythm or read.warning == BACKWARDS
    within = None if is_shown else deadline_in(f"{words}.")
    if within and last_day(within.words, 2000):
        rest = re.sub(r"\([^()]*\)", "", words.replace(within.words, "")).strip(" .,;:")
        return replace(within, start=0, end=0, doubt=within.doubt or (MORE_WORDS if rest else ""))
    return Stated(words, 0, 0, read.warning if is_shown else NOT_READ)


def begun_too_late(begins: str, ends: str) -> str:
    """Both cells as one time where the work would begin behind its end; "" elsewhere."""
    words = f"từ {begins} đến {ends}"
    return words if begins and parse_deadline(words, year=2000).warning == BACKWARDS else ""


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


def only_begins(words: str) -> bool:
    """Whether the words are but the day from which on: "thực hiện từ tháng 3"."""
    return bool(_FROM.search(without_times(words))) and last_day(words, 2000) is None


def last_day(words: str, year: int) -> date | None:
    """The last day that the words name."""
    return parse_deadline(words, year=year).ends_on
