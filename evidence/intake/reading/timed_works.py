"""Works of one sentence that each have a time of their own, and the steps of one work."""

import re

from .names import begins_with_verb
from .people import leads_in
from .time_words import StatedTime
from .times import deadline_in, last_day, only_begins

_I = re.IGNORECASE
# "lập danh mục trong tháng 3, trên cơ sở đó lập dự toán xong trước 30/4": two works, two times.
THEN = re.compile(
    r"^(?:trong khi đó|song song(?: đó)?|trên cơ sở đó|từ đó|sau đó|tiếp đó|đồng thời|và"
    r"|sau khi (?:được duyệt|hoàn thành|có vốn"
    r"|[^,;.]{3,40}(?= thì))(?: thì)?|(?:khi|nếu|trường hợp) [^,;.]{3,60}?(?:(?=,)| thì)),? ",
    _I,
)
WHOLE_YEAR = re.compile(r"(?:trong |cả )*năm(?: 20\d\d)?", _I)
_STARTS = re.compile(r"(?<!\w)(?:khởi công|khởi động|bắt đầu)(?!\w)", _I)
_ENDS_TIMED = re.compile(
    r"(?:\d|(?:hằng|hàng|mỗi) \w+|(?:\d|một) lần|quý [IV]+|năm|tháng \w+),$", _I
)
# They end the work before them, and begin no other.
SAME_WORK = re.compile(
    r"(?:cơ bản )?(?:hoàn thành|hoàn thiện|hoàn tất|xong|làm xong|kết thúc|nghiệm thu|bàn giao"
    r"|đưa vào|(?:cho )?thu hoạch|khánh thành|tổng kết|sơ kết|rút kinh nghiệm"
    r"|phối hợp (?:với|cùng)|được|phải|sẽ|là|có|thì|để|nhằm|đã|chưa|cần)(?!\w)",
    _I,
)


def _is_like_part(piece: str, rest: str) -> bool:
    """Whether the rest is of another part of one kind: `tuyến T3 trước …, tuyến T7 trước …`; the
    rounds of one work are none."""
    part = re.match(r"(?!(?:đợt|lần|lớp|vòng|kỳ|quý|tháng|ngày) )([^\W\d]+) [A-Z]*\d", rest)
    return bool(part and re.search(rf"(?<!\w){part[1]} [A-Z]*\d", piece))


def is_next_timed(piece: str, rest: str) -> bool:
    """Whether behind the comma other work begins that has a time of its own, as the piece has."""
    if not _ENDS_TIMED.search(piece):
        return False
    work = re.split(r"[;.] ", THEN.sub("", rest), maxsplit=1)[0]
    is_of_other = any(span.start == 0 for span in leads_in(work))
    if not (begins_with_verb(work) or is_of_other or _is_like_part(piece, work)):
        return False
    stated, ends = deadline_in(piece.rstrip(",")), deadline_in(work)
    if stated is None or piece[stated.end :].strip(" ,.") or not (ends and has_day(ends)):
        return False
    # "hồ sơ tiêu chí đạt trong năm, gửi huyện trước 15/11"; "giao mặt bằng trong tháng 3, khởi công
    # tháng 4, nghiệm thu trước 30/9"
    if WHOLE_YEAR.fullmatch(stated.words) or _STARTS.match(work):
        return False
    # A step named by its verb alone is of the same work: "…, thi công xong trước 30/6", "…, đấu
    # thầu tháng 7, hoàn thành quý IV"
    if _is_step(work) or _is_step(work.split(", ")[0]):
        return False
    # What is done each week is no part of what is done by a day.
    is_same = SAME_WORK.match(work) and (has_day(stated) or only_begins(stated.words))
    return not is_same and not _STARTS.search(piece)


def _is_step(work: str) -> bool:
    """Whether work is named by its verb alone, and a time: "đấu thầu tháng 7"."""
    ends = deadline_in(work)
    is_short = ends is not None and has_day(ends) and len(work[: ends.start].split()) < 3
    return is_short and begins_with_verb(work)


def has_day(stated: StatedTime) -> bool:
    """Whether the words name a last day, and no rhythm alone."""
    return last_day(stated.words, 2000) is not None
