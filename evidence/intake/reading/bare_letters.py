"""A plan typed without diacritics, read as if it had them, and given back as it was typed.

The rules know Vietnamese words; here those of them that a plan without diacritics holds are spelled
out, letter for letter, with the names of the register. What is not known stays plain.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from ntm_project.common.text import fold_letters

from .proposals import Named, Proposal
from .register import Register
from .who import VERBS

TYPED_BARE = "Văn bản gõ không dấu nên có thể đọc nhầm; hãy đối chiếu thời hạn."
_FEWEST_LETTERS = 40
_MOST_MARKED = 0.01  # of the letters: a sign or two that somebody pasted
# What the rules know of the words of plans.
_PHRASES = """
ủy ban nhân dân|ủy ban|hội đồng nhân dân|mặt trận|tổ quốc|hội nông dân|nông dân|liên hiệp|phụ nữ
|cựu chiến binh|đoàn thanh niên|đoàn xã|thanh niên|người cao tuổi|chữ thập đỏ|hội|trạm y tế
|y tế|công an|quân sự|ban chỉ huy|ban chỉ đạo|ban quản lý|ban phát triển|ban nhân dân
|ban công tác|hợp tác xã|tổ hợp tác|công nghệ|cộng đồng|trường mầm non|trường tiểu học
|trường thcs|trường học|trưởng thôn|trưởng xóm|trưởng bản|trưởng ấp|trưởng ban|trưởng trạm
|trưởng công an|trưởng phòng|tổ trưởng|hiệu trưởng|phó|chủ tịch|bí thư|chi bộ|chi ủy|chi hội
|chi đoàn|chỉ huy|công chức|cán bộ|địa chính|xây dựng|môi trường|nông nghiệp|văn hóa|xã hội
|tư pháp|hộ tịch|tài chính|kế toán|văn phòng|thống kê|lao động|thương binh|khuyến nông|điện lực
|bưu điện|nhà máy nước|ngân hàng|chính sách|đồng chí|đ/c|các|thành viên|bộ phận|một cửa|đơn vị
|cơ quan|doanh nghiệp|công ty|nhân dân|người dân|đoàn thể|xã|thôn|xóm|ấp|khóm|khu phố
|tổ dân phố|huyện|tiêu chí|chỉ tiêu|số|kế hoạch|mục đích|mục tiêu|yêu cầu|nội dung|nhiệm vụ
|giải pháp|công việc|tổ chức thực hiện|thực hiện|phụ lục|nơi nhận|kính gửi|trên đây|như sau
|sau đây|cụ thể|hiện trạng|thực trạng|kết quả|kinh phí|nguồn vốn|tồn tại|hạn chế|khó khăn
|xã đạt|đã đạt|chưa đạt|còn lại
|phấn đấu|đạt chuẩn|nông thôn mới|nâng cao|kiểu mẫu|giao cho|đề nghị|phối hợp|kết hợp|với|cùng
|chủ trì|phụ trách|chịu trách nhiệm|trách nhiệm|đảm nhiệm|đảm nhận|phân công|tham mưu|hỗ trợ
|thời gian|thời hạn|tiến độ|hoàn thành|hoàn thiện|hoàn tất|kết thúc|dứt điểm|dự kiến|chậm nhất
|muộn nhất|trước|đến hết|đến ngày|đến tháng|đến quý|đến cuối|đến nay|từ ngày|từ tháng|từ quý
|từ nay|hết|cuối năm|cuối tháng|cuối quý|đầu năm|đầu tháng|vào|trong năm|cả năm|thường xuyên
|định kỳ|hằng ngày|hằng tuần|hằng tháng|hằng quý|hằng năm|hàng ngày|hàng tuần|hàng tháng
|hàng quý|hàng năm|mỗi tháng|mỗi quý|mỗi tuần|tháng sau|tổng hợp|đã|hiện có|trước ngày
|những|được|phải|sẽ|cần|đối với|căn cứ|báo cáo|trước tết
"""
# Syllables that in plans are hardly typed so for another.
_SYLLABLES = """
biểu|buôn|bảy|bệnh|chiến|chuẩn|chào|chăn|chấp|chất|chịu|chống|chủ|chức|cuối|cây|công|cầu|cục|cụm
|của|duyệt|dịp|dứt|giấy|giữ|giữa|góp|gốc|hiểm|hiệp|hiệu|hoàn|hoạch|hoạt|huấn|hình|hạn|học|hữu
|khuyến|không|khảo|khỏe|kiểm|kiểu|kênh|kết|liên|liệu|loại|luyện|luận|luật|lên|lúa|lý|lưu|lưới|lại
|lịch|lớp|môn|mù|mưu|mạnh|mẫu|mốc|mỹ|nghiệp|nghèo|nghĩa|nghị|ngoài|nguồn|ngành|người|nhiệm|nhà|nhóm
|nhập|nhựa|niên|nông|nước|nữ|pháp|phát|phê|phí|phòng|phối|quyết|quốc|riêng|rào|rác|soát|sắm|thiết
|thoát|thuận|thuật|tháng|thêm|thùng|thải|thần|thịnh|thời|thực|tiêu|tiếp|tiết|triển|triệu|truyền
|trách|trạm|trật|trời|tuần|tác|tạo|tập|tế|tết|tịch|tỏa|tốt|tồn|tổ|từng|viên|việc|việt|và|vét|vườn
|vật|vốn|vụ|vực|xuyên|xuân|xuất|xuống|xác|xét|xếp|xử|yêu|điều|điểm|đường|địa|ước|ủy|ứng
"""
# Verbs of one syllable, which are such where they are written small.
_SHORT_VERBS = "lập|làm|xây|sửa|mở|đào|giúp|mua|vẽ|gắn|nuôi|khám|tiêm|họp|ký|nộp|gửi|trình|xóa"
_BEFORE_NUMBER = re.compile(r"\b(thang|ngay|quy|nam)(?=\s*(?:\d|[IVX]{1,3}\b))", re.IGNORECASE)
_NUMBERED = {"thang": "tháng", "ngay": "ngày", "quy": "quý", "nam": "năm"}
_PERSON = re.compile(r"\b([OoBb])(ng|a)(?= (?:[A-Z][a-z']* ){1,4}?[A-Z])")


def is_typed_bare(text: str) -> bool:
    """Whether a text of some length has hardly a letter with a mark."""
    letters = [char for char in text if char.isalpha()]
    marked = sum(not char.isascii() for char in letters)
    return len(letters) >= _FEWEST_LETTERS and marked <= len(letters) * _MOST_MARKED


def with_diacritics(text: str, register: Register) -> str:
    """The text with what is known of it in its diacritics, letter for letter."""
    names = _names_of(register)
    text = _PERSON.sub(lambda found: _cased({"ng": "ông", "a": "bà"}[found[2]], found[0]), text)
    text = _phrases(names).sub(lambda found: _spelled(found[0], names), text)
    text = _known().sub(lambda found: _spelled(found[0], _plain()), text)
    text = _verbs().sub(lambda found: _spelled(found[0], _plain()), text)
    return _BEFORE_NUMBER.sub(lambda found: _spelled(found[0], _NUMBERED), text)


def as_typed(one: Proposal) -> Proposal:
    """What was read, in the letters of the plan; of no day it is sure."""
    doubts = {"deadline_words": TYPED_BARE} if one.deadline_words else {}
    return replace(
        one,
        text=_bare(one.text),
        source=_bare(one.source),
        leads=[_named(named) for named in one.leads],
        partners=[_named(named) for named in one.partners],
        deadline_words=_bare(one.deadline_words),
        words={name: _bare(words) for name, words in one.words.items()},
        doubts=doubts | one.doubts,
    )


def _named(named: Named) -> Named:
    return replace(named, words=_bare(named.words))


def _bare(text: str) -> str:
    """Without marks; what is large stays large."""
    folded = fold_letters(text)
    return "".join(
        char if char.isascii() else new.upper() if char.isupper() else new
        for char, new in zip(text, folded, strict=True)
    )


def _names_of(register: Register) -> dict[str, str]:
    """The names that the register has, by how they are typed without diacritics."""
    sets = {name for known in register.sets.values() for name in known.criteria.values()}
    bodies = {name for body in register.bodies for name in (body.name, *body.aliases)}
    people = {person.name for person in register.people}
    titles = {title for person in register.people for title in person.titles}
    units = {unit.name for unit in register.units if " " in unit.name}
    names = [*people, *units, *bodies, *titles, *sets]
    return {fold_letters(name): name for name in names if not name.isascii()}


def _phrases(known: Iterable[str]) -> re.Pattern[str]:
    longest = sorted(map(re.escape, known), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest) or '(?!)'})\b", re.IGNORECASE)


# Made when the first such plan comes, which is seldom: hundreds of words in one pattern.
@cache
def _plain() -> dict[str, str]:
    """The known words by the way they are typed; phrases outweigh syllables."""
    listed = [words.replace("\n", "").split("|") for words in (_SYLLABLES, _PHRASES)]
    verbs = [verb for verb in VERBS.split("|") if " " in verb]
    known = [*listed[0], *_SHORT_VERBS.split("|"), *verbs, *listed[1]]
    return {fold_letters(words): words for words in known}


@cache
def _known() -> re.Pattern[str]:
    short = {fold_letters(verb) for verb in _SHORT_VERBS.split("|")}
    return _phrases(words for words in _plain() if words not in short)


@cache
def _verbs() -> re.Pattern[str]:
    short = "|".join(fold_letters(verb) for verb in _SHORT_VERBS.split("|"))
    return re.compile(rf"(?<!- )\b(?:{short})\b")


def _spelled(typed: str, known: dict[str, str]) -> str:
    return _cased(known[fold_letters(typed)], typed)


def _cased(spelled: str, typed: str) -> str:
    """The spelled word with capitals where they were typed."""
    pairs = zip(spelled, typed, strict=True)
    return "".join(new.upper() if old.isupper() else new.lower() for new, old in pairs)
