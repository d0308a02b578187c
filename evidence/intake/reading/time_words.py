"""The words that name a time in a plan, and those that may stand before one."""

import re
from dataclasses import dataclass

from ntm_project.common.deadlines import parse_deadline

# "lớp 1 tháng 5, lớp 2 tháng 9": what stands before the time of each round of one work.
_ROUND = r"(?:đợt|lớp|lần|kỳ|vòng) (?:thứ )?\d{1,2}(?!\d|,)"
# What may stand between the word that makes it a deadline and the time.
_CHAIN = (
    r"dự kiến|phấn đấu|thời (?:gian|hạn|điểm|vụ)|tiến độ|kế hoạch hoàn thành|thực hiện|triển khai"
    r"|h(?:oà|òa)n thành(?:,? (?:và )?đưa vào sử dụng)?|hoàn thiện|hoàn tất|xong"
    r"|dứt điểm|kết thúc|bế giảng|ra mắt|báo cáo kết quả"
    r"|chậm nhất|muộn nhất|không (?:được |để )?(?:quá|muộn hơn)|(?:hạn|thời hạn) (?:chót|cuối|cùng)"
    r"|là|ngay|vào|trong|trước|trc|đến|tới|hết|từ|(?-i:cuối|(?<!bắt )đầu|giữa|nửa)|bắt đầu|khoảng"
    r"|đảm bảo|\d{1,2}(?:h|g| giờ)\d{0,2}"
    r"|bảo đảm|phải|sẽ|được|và|khoảng|hạn|định kỳ|ngày \d{1,2}|ngày"
    r"|thứ (?:[2-7]|hai|ba|tư|năm|sáu|bảy)|chủ nhật"
    r"|tuần (?:đầu|cuối|lễ)|0?\d đợt|khai giảng|dịp|chào mừng"
    rf"|{_ROUND}"
    r"|kỷ niệm|nhân dịp|(?:sáng|chiều)|các|để|nộp|Quốc khánh|Quốc tế \w+ \w+|khai giảng"
    r"|ngày (?:Phụ nữ|Nhà giáo|Thương binh)[^,;.:]{0,20}|(?<=dịp )Tết [^,;.:\d]{2,20}(?= và ngày )"
    r"|đúng(?= (?:ngày|dịp))|(?<=(?:và|ng) )ngày (?-i:[A-ZĐÀ-Ỹ])[^,;.:\d]{2,30}"
    r"|(?<=ngày )(?:thành lập|giải phóng) [^,;.:\d]{2,30}|(?<=dịp )thành lập [^,;.:\d]{2,30}"
    r"|(?<=kỷ niệm )(?:thành lập|giải phóng) [^,;.:\d]{2,30}"
)
BEFORE = re.compile(rf"(?:(?<!\w)(?:{_CHAIN})(?!\w)[\s:,\-–]*)+$", re.IGNORECASE)
JOINS = re.compile(
    rf"[\s,]*(?:(?:đến|tới|và|-|–|\+|hết|đến hết|hoặc|trong|ngày|{_ROUND})[\s]*)*[\s,]*",
    re.IGNORECASE,
)
# They open no deadline: "sạch sẽ, thời gian xong …".
WEAK = re.compile(r"^(?:(?:sẽ|được|phải|để|các|và|là)(?!\w)[\s,:]*)+", re.IGNORECASE)
FURTHEST = 160  # letters before a time that can make it a deadline
SEVERAL = "Câu có nhiều mốc thời gian; đã lấy mốc cuối."
NOT_READ = "Chưa đọc được thành ngày; giữ nguyên chữ."


@dataclass(frozen=True)
class StatedTime:
    """The words of a deadline and where they stand in the sentence."""

    words: str
    start: int
    end: int
    doubt: str = ""


# "T9", which elsewhere may be a weekday.
_SHORT_MONTH = re.compile(
    r"(?<!\w)(?<!sáng )(?<!chiều )(?<!tối )T\.?\s?(?=(?:0?[1-9]|1[0-2])(?!\d|\s*[/.-]\s*\d))"
)
_SHORT_BEFORE = re.compile(r"(?<!\w)trc(?!\w)", re.IGNORECASE)
_FEAST = re.compile(
    r"((?<!ngày )(?:Quốc khánh|Tết Độc lập) |đúng (?:ngày|dịp)(?: [^\W\d]+){1,4} (?<!ngày )"
    r"|trước (?:ngày|lễ|dịp|khi)(?: [^\W\d]+){1,5} (?<!ngày )(?<!giảng ))"
    r"(?=\d{1,2}/\d{1,2}(?!/?\d))",
    re.IGNORECASE,
)


def in_full(words: str) -> str:
    """The words with "trước" and the months written out, and "ngày" before that of a feast."""
    words = _SHORT_BEFORE.sub("trước", words)
    return _FEAST.sub(r"\1ngày ", _SHORT_MONTH.sub("tháng ", words))


def merged(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Times that belong together made one: "từ tháng 5 đến tháng 8", "thường xuyên trong năm"."""
    made: list[tuple[int, int]] = []
    for start, end in spans:
        if made and (start <= made[-1][1] or JOINS.fullmatch(text[made[-1][1] : start])):
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((start, end))
    return made


_ROUNDS = re.compile(rf"(?<!\w)(?:0?\d đợt|{_ROUND})[\s,:]*(?:vào |trong )?", re.IGNORECASE)
_LIST = re.compile(r"\s*(?:,|;|và)\s*(?=(?:cuối |đầu )?(?:tháng|quý|ngày|\d))", re.IGNORECASE)


def last_of_list(words: str) -> str:
    """The last time of a list that none of the others ends later, "tháng 4 và tháng 8/2024", "tháng
    5, 7, 9": the last round of one work; "" elsewhere."""
    noun = re.search(r"(?:tháng|quý) ", words, re.IGNORECASE)
    plain = _ROUNDS.sub("", words)
    if plain == words and parse_deadline(in_full(words), year=2000).ends_on:
        return ""
    parts = [part.strip() for part in _LIST.split(plain)]
    parts = [f"{noun[0]}{one}" if noun and one.isdigit() else one for one in parts]
    days = [parse_deadline(in_full(part), year=2000).ends_on for part in parts]
    known = [day for day in days if day]
    before = "trước " if re.search(r"(?<!\w)trước ", parts[0], re.IGNORECASE) else ""
    last = parts[-1] if "trước" in parts[-1] else f"{before}{parts[-1]}"
    return last if len(known) == len(days) > 1 and days[-1] == max(known) else ""


# "(riêng phần nền đường xong trong tháng 5)", ", riêng thôn Đông xong …": of a part alone; "20/7
# (trước ngày 27/7)": why by then.
_OF_A_PART = re.compile(
    r"(?<=\d/\d) \((?:trước|kịp|để kịp) [^()]*\)|(?<=\d/\d\d) \((?:trước|kịp|để kịp) [^()]*\)"
    r"|\((?:riêng|trong đó)[^()]*\)|[,;] (?:riêng|trong đó) (?!việc này)[^,;.()]*",
    re.IGNORECASE,
)


def without_parts(text: str) -> str:
    """The text with the time of a part alone blanked, place for place."""
    return _OF_A_PART.sub(lambda one: "_" * len(one[0]), text)
