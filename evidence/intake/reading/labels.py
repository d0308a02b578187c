"""The labels of lines and sentences: "Thời gian:", "Chủ trì:", "Phối hợp:", "Hiện trạng:"."""

import re

from ntm_project.common.deadlines.spelling import without_marks

from .names import begins_with_actor, is_only_a_name
from .times import stated_in
from .who import LEAD_LABEL, PARTNER_LABEL

_I = re.IGNORECASE

_LABELS = {
    "none": (
        r"hiện trạng|thực trạng|kết quả(?: (?:thực hiện|đạt được))?|tồn tại|hạn chế|khó khăn"
        r"|thuận lợi|nguyên nhân|(?:nhu cầu |dự kiến |tổng )?kinh phí(?: thực hiện)?"
        r"|(?:nguồn )?vốn|nguồn kinh phí|nhu cầu(?: vốn)?|mục tiêu(?: (?:cụ thể|chung))?"
        r"|yêu cầu(?: của tiêu chí)?|căn cứ|đánh giá(?: thực trạng)?|tự đánh giá"
        r"|chế độ (?:thông tin )?báo cáo|chỉ tiêu phấn đấu|phấn đấu|ghi chú|sản phẩm"
        r"|kết quả đầu ra|(?:khối lượng |nội dung |phần )?còn (?:lại|thiếu)"
    ),
    "work": (
        r"(?:các )?(?:giải pháp|nhiệm vụ|nội dung|công việc|biện pháp|việc(?: (?:cần|phải) làm)?"
        r"|kế hoạch)(?: (?:thực hiện|cụ thể|công việc|năm \d+|trọng tâm|chủ yếu|cần thực hiện"
        r"|nhiệm vụ))*"
    ),
    "time": (
        r"(?:khi nào|bao giờ)(?: (?:làm )?xong| hoàn thành)?|(?:ngày|mốc) (?:xong|hoàn thành)"
        r"|(?:thời (?:gian|hạn|điểm)|t[./]? ?g(?:ian)?|thgian|tiến độ|lộ trình|hạn)"
        r"(?: ?(?:khắc phục|thực hiện|hoàn thành|hoàn tất|triển khai|h/thành|ht|th|chót|cuối))*"
        r"|(?:hoàn thành|(?:làm )?xong)(?: (?:trong|trước|vào))?"
    ),
    "lead": LEAD_LABEL,
    "partner": PARTNER_LABEL,
    "place": r"(?:thuộc )?(?:tiêu chí|chỉ tiêu)(?: số)?|ghi|thuộc|mã(?: chỉ tiêu)?",
}
_ANY_LABEL = "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items())
_LABEL = re.compile(_ANY_LABEL, _I)
_BARE_LABEL = re.compile(without_marks(_ANY_LABEL), _I)


_WHO_AND_WHEN = "|".join(_LABELS[name] for name in ("time", "lead", "partner", "place"))
_STARTS_LABEL = rf"(?:^|[;.,]\s+|\s[-–]\s+)(?=(?:{_WHO_AND_WHEN})\s*:)"
_LABELLED = re.compile(f"{_STARTS_LABEL}|{without_marks(_STARTS_LABEL)}", _I)


# "(Đồng chí phụ trách: Lý A Páo - Phó Chủ tịch HĐND xã)" under a heading.
_IN_BRACKETS = re.compile(r"\(([^()]*)\)[.;]?")


def labelled(text: str) -> list[str]:
    """The parts of a line that each begin with a label: "Chủ trì: …; Phối hợp: …; Thời gian: …"."""
    starts = [found.end() for found in _LABELLED.finditer(text)]
    if len(starts) < 2 or starts[0] > 0:
        return [text]
    ends = [*starts[1:], len(text)]
    return [text[start:end].strip(" ;,") for start, end in zip(starts, ends, strict=True)]


def in_brackets(text: str) -> str:
    """What a line holds that is one pair of brackets; "" for another line."""
    found = _IN_BRACKETS.fullmatch(text)
    return found[1] if found else ""


def _is_time(words: str) -> bool:
    """Whether the words are a time whole, and nothing beside it."""
    bare = words.rstrip(" .;")
    stated = stated_in(bare)
    is_whole = not stated.doubt and len(stated.words) + 2 >= len(bare)
    return bool(bare) and is_whole and not begins_with_actor(bare) and not re.search(r"[,;]", bare)


def label_of(text: str) -> tuple[str, str]:
    """The kind of label that a point begins with (a name of `_LABELS`, or ""), and the words behind
    its colon; the point may stand in brackets."""
    if inside := in_brackets(text):
        return label_of(inside)
    head, colon, rest = text.partition(":")
    if not colon or len(head) > 60:
        return "", text
    head = head.strip(" -–+*")
    found = _LABEL.fullmatch(head) or _BARE_LABEL.fullmatch(head)
    kind, rest = found.lastgroup or "" if found else "", rest.strip()
    if head.lower() == "tổ chức thực hiện" and not is_only_a_name(rest):
        return "", text  # the part of a plan, and who carries out nothing
    if kind == "lead" and _is_time(rest):
        kind = "time"  # "Thực hiện: thường xuyên"
    if kind == "time" and head.lower().endswith(" trước"):
        rest = f"trước {rest}"  # "Xong trước: 16/3"
    return (kind, rest) if kind else ("", text)
