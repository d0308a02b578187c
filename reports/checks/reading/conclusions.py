"""Which conclusion of a meeting orders work: somebody shall do it, or it shall be done by a day."""

import re
from collections.abc import Iterator
from datetime import date

from reports.checks.reading.once import parse_deadline


def _any(*lines: str) -> str:
    """A pattern of one of the words, each a whole word; they stand between commas."""
    words = (word.strip() for line in lines for word in line.split(","))
    return rf"(?:{'|'.join(sorted(words, key=len, reverse=True))})(?!\w)"


# Who may be ordered to do something: bodies, offices, persons, the villages.
_WHO = (
    r"(?:(?:các|toàn thể|tất cả|mỗi|từng|cả|những|\d{1,2}|hai|ba|bốn|năm|sáu)\s+)*"
    r"(?!hội (?:nghị|trường|ý))"
    + _any(
        "thôn, xóm, bản, ấp, buôn, khóm, sóc, khu phố, tổ, tiểu khu, ban, phòng, hội, đoàn, ubnd",
        "ủy ban, uỷ ban, hđnd, hội đồng, mttq, mặt trận, đảng ủy, chi bộ, chi hội, công an",
        "quân sự, chi đoàn, trạm, trường, văn phòng, trung tâm, hợp tác xã, htx, đồng chí, đ/c",
        "ông, bà, anh, chị, công chức, cán bộ, trưởng, bí thư, chủ tịch, phó, kế toán, thường trực",
        "thành viên, ngành, cơ quan, đơn vị, tổ chức, đoàn thể, hộ, nhân dân, người, nhà thầu",
        "doanh nghiệp, chủ đầu tư",
    )
)  # fmt: skip
_DO = _any(
    "vận động, cập nhật, gửi, nộp, trình, lắp, sửa, rà soát, chọn, làm, thực hiện, triển khai",
    "tổ chức, hoàn thành, hoàn thiện, hoàn tất, bổ sung, lập, xây dựng, xây, phối hợp, tham mưu",
    "chuẩn bị, tuyên truyền, hướng dẫn, kiểm tra, đôn đốc, theo dõi, báo cáo, thay, trồng, nạo vét",
    "tổng vệ sinh, dọn, thu gom, thu, kiện toàn, ký, khắc phục, xử lý, giải quyết, thống kê",
    "điều tra, đăng ký, đăng, niêm yết, công khai, bố trí, huy động, giải ngân, nghiệm thu",
    "quyết toán, thẩm định, mở, ra quân, phát động, nhận, bàn giao, chủ trì, tổng hợp, tập trung",
    "chỉ đạo, quán triệt, phân công, khảo sát, đo, in, cấp, mua, thi công, cứng hóa, đổ, lát",
    "giải trình, xin, đề xuất, kê khai, tập huấn, hỗ trợ, phát quang, treo, cắm, gắn, kẻ, sơn",
    "đấu nối, cải tạo, nâng cấp, khơi thông, san lấp, chấn chỉnh, tháo dỡ, xóa, xoá, nhập",
    "chấm, soát, cử, mời, tiếp tục, tăng cường, đẩy mạnh, duy trì, phát huy, khẩn trương, di dời",
    "dồn điền đổi thửa, giải phóng, đắp, dọn dẹp",
)
# What exhorts to go on as before: an order only where somebody is given it, or by a day.
_GO_ON = re.compile(_any("tiếp tục, tăng cường, đẩy mạnh, duy trì, phát huy, tập trung"), re.I)
_MUST = re.compile(
    r"(?<!đã )(?<!không )(?<!chưa )\b"
    + _any("khẩn trương, phải, cần, có trách nhiệm, chịu trách nhiệm, chủ trì"),
    re.I,
)
_CLAUSES = re.compile(
    r"[.;:\n]+(?:\s|$)|,\s+(?:và\s+|đồng thời\s+)?(?=(?:giao|yêu cầu|đề nghị|phân công)\s)", re.I
)
# `- `, `2) `; `Trong tháng 6, `
_BEFORE_IT = re.compile(
    r"(?:\s*(?:[-–+•*]|\d{1,2}[.)]|và\s)\s*)*"
    r"(?:(?:từ nay|trong|trước|đến|chậm nhất|hằng|hàng)\s[^,]{1,40},\s*)?",
    re.I,
)
_AGREED = r"(?:(?:hội nghị|cuộc họp|chủ tọa)\s+)?(?:thống nhất|nhất trí|đồng ý|quyết định)\s+"
# Praise and what was only noted.
_NOTES = re.compile(
    _any(
        "ghi nhận, biểu dương, khen, khen ngợi, tuyên dương, đánh giá cao, hoan nghênh, cảm ơn",
        "cơ bản, nghe, kết quả, đề nghị khen, đề nghị biểu dương, đề nghị tặng",
    ),
    re.I,
)
_PAST = re.compile(r"\b" + _any("đã, vừa, mới, chưa, không, đang, được, bị, theo"), re.I)
_WELL_DONE = re.compile(r"\s(?:xong|tốt|tích cực|kịp thời|hiệu quả)\b", re.I)
_TO = (
    r"(?!giao ban (?:tháng|tuần|quý|ngày|lần|kỳ|đầu|cuối|định))"
    r"(?:giao|phân công|yêu cầu|đề nghị)\s+(?:nhiệm vụ\s+)?(?:cho\s+)?"
)
_TO_WHOM = re.compile(rf"\b{_TO}{_WHO}", re.I)
_TO_DO = re.compile(rf"(?:{_AGREED})?(?:yêu cầu|đề nghị|khẩn trương)\s+(?:sớm\s+)?{_DO}", re.I)
_TO_A_NAME = re.compile(rf"(?i:(?:{_AGREED})?{_TO})(?!Thông|Ban\s|Lưu)(\w+)")
_SUBJECT = re.compile(_WHO, re.I)
_DOING = re.compile(rf"\b{_DO}", re.I)
_RHYTHM = re.compile(r"\b(?:hằng|hàng|mỗi)\s+(?:ngày|tuần|tháng|quý)\b", re.I)
_BY = re.compile(
    r"\b(?:trước|hết|chậm nhất(?:\s+(?:là|vào))?|trong|xong|vào|hạn)\s+"
    r"(?:(?:ngày\s+)?\d{1,2}/\d{1,2}(?:/\d{4})?|tháng\s+\d{1,2}(?:/\d{4})?"
    r"|quý\s+[IV\d]{1,3}(?:/\d{4})?|(?:tuần|tháng|quý)\s+(?:này|tới|sau)|năm\s+(?:nay|\d{4}))",
    re.I,
)


def is_order(text: str, deadline_words: str, held_on: date) -> bool:
    """Whether a conclusion orders work: it names who shall do it, or begins with what is to be done
    and has a deadline. Praise, notes and what was done are none."""
    has_day = bool(deadline_words) or _has_day(text, held_on)
    return any(_is_ordered(clause, has_day=has_day) for clause in _clauses(text))


def orders_nobody(text: str, held_on: date) -> bool:
    """Whether a conclusion is an order but for whom it is given to and by when: it begins with what
    is to be done, and does not merely exhort to go on."""
    if is_order(text, "", held_on):
        return False
    doings = (_DOING.match(clause) for clause in _clauses(text) if not _NOTES.match(clause))
    return any(doing and not _GO_ON.match(doing[0]) for doing in doings)


def _clauses(text: str) -> Iterator[str]:
    for part in _CLAUSES.split(text):
        before = _BEFORE_IT.match(part)
        yield part[before.end() if before else 0 :].strip()


def _has_day(text: str, held_on: date) -> bool:
    """Whether the text names a day that lay ahead: `trong tháng 5` of a meeting in June is past."""
    days = [parse_deadline(found[0], year=held_on.year).ends_on for found in _BY.finditer(text)]
    return bool(_RHYTHM.search(text)) or any(day is None or day >= held_on for day in days)


def _is_ordered(clause: str, *, has_day: bool) -> bool:
    if _NOTES.match(clause):
        return False
    return _is_given(clause) or _shall_do(clause, has_day=has_day)


def _is_given(clause: str) -> bool:
    """`Giao Hội Nông dân …`, `thống nhất giao đồng chí Lan …`, `Yêu cầu hoàn thành …`."""
    given = _TO_WHOM.search(clause)
    if given and not _PAST.search(clause, 0, given.start()):
        return True
    named = _TO_A_NAME.match(clause)
    return bool(_TO_DO.match(clause) or (named and named[1][0].isupper()))


def _shall_do(clause: str, *, has_day: bool) -> bool:
    """`Trạm Y tế và 6 thôn vận động …`; `Bổ sung hồ sơ trong tháng 6`."""
    who = _SUBJECT.match(clause)
    if who is None:
        return has_day and _DOING.match(clause) is not None
    if _MUST.search(clause, who.end()):
        return True
    doing = _DOING.search(clause, who.end())
    if doing is None or _PAST.search(clause, who.end(), doing.start()):
        return False
    is_slack = (
        _GO_ON.match(doing[0]) or doing[0].lower() == "hoàn thành" or _WELL_DONE.search(clause)
    )
    return has_day or not is_slack
