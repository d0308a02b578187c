"""Who leads and who supports, by a bracket before the work, behind it, or at its end."""

import re

from .names import Span, actor_at, end_of_list, names_whole
from .who import ACTOR, AMOUNT, TAKES_IT

_I = re.IGNORECASE

# Behind the name of whoever does it: "do Hội Nông dân chủ trì".
BY_END = re.compile(
    rf"\s*(?:làm |tự )?(?:{TAKES_IT}|làm|lo|chỉ đạo)(?!\w)"
    r"|(?=\s(?:phối hợp|tổ chức|hướng dẫn|huy động|vận động)(?!\w))",
    _I,
)

# "[Hội ND / các thôn] Làm 40 hố ủ": in the first bracket who leads, behind a stroke who supports.
_FIRST_BRACKET = re.compile(
    r"(?:\[(?P<names>[^\[\]]{2,90})\]|\((?P<others>[^()]{2,90})\))\s*[:–-]?\s*(?=[^\W\d])"
)


def before_work(text: str) -> list[tuple[Span, Span]]:
    """Who leads and who supports by the bracket in which a sentence begins; empty words for
    nobody."""
    found = _FIRST_BRACKET.match(text)
    lead, _, partner = ((found["names"] or found["others"]) if found else "").partition("/")
    lead = lead.strip()
    if not found or not ACTOR.match(lead) or actor_at(lead, 0) < len(lead):
        return []
    end = found.end()
    return [(Span(lead, 0, end), Span(partner.strip(), end, end))]


# "(Phòng Kinh tế - Đoàn xã phối hợp)": behind the dash who supports.
_PAIR = re.compile(
    r"\((?P<lead>[^()]{2,60}?)(?: chủ trì)?\s[-–]\s(?!Kế toán)(?P<partner>[^()]{2,60}?)"
    r" phối hợp(?: thực hiện)?\)"
)


def paired(text: str) -> list[tuple[Span, Span]]:
    """Who leads and who supports by a bracket that names both."""
    found = _PAIR.search(text)
    if not found or not ACTOR.match(found["lead"]) or not ACTOR.match(found["partner"]):
        return []
    if actor_at(found["partner"], 0) < len(found["partner"]):
        return []
    if not names_whole(text, found.start("lead"), found.end("lead")):
        return []
    end = found.end()
    return [(Span(found["lead"], found.start(), end), Span(found["partner"], end, end))]


# "… (Hội Phụ nữ, Trạm Y tế), nộp UBND xã trước 30/4."
_SENDS = re.compile(
    r"\s*,\s*(?:nộp|gửi|trình|báo cáo|xong|hoàn thành|chậm nhất|dự kiến|trước|trong|từ)\s", _I
)
# A post by its field alone: "(Văn hóa - Xã hội)", which as a heading is a topic.
_FIELD = re.compile(
    r"(?:văn hóa\s*[-–]\s*(?:xã hội|thông tin)|tài chính\s*[-–]\s*kế toán"
    r"|lao động\s*[-–]\s*(?:tb\w*|thương binh)[^,;)]*|nông nghiệp\s*[-–]\s*[^,;)]{3,30})(?=[,;)])",
    _I,
)
# "(tiêu chí 17; đ/c Pâng)", "(giao Trạm Y tế)"
_BEFORE_INSIDE = re.compile(
    r"^(?:(?:tiêu chí|TC)\s*(?:số\s*)?\d+\s*[;,–-]\s*)?(?:giao (?:cho )?)?", _I
)


def bracketed(text: str) -> list[Span]:
    """ "(Trưởng thôn, tháng 3/2025)" at the end."""
    for found in re.finditer(r"\(([^()]{4,120})\)", text):
        inside = _BEFORE_INSIDE.sub("", found[1])
        at = found.end() - 1 - len(inside)
        field = _FIELD.match(text, at)
        end = field.end() if field else end_of_list(text, actor_at(text, at))
        rest = text[found.end() :]
        is_last = not re.search(r"\w", rest) or bool(_SENDS.match(rest))
        after = BY_END.match(text, end)
        end_of_all = after.end() if after else end
        if (
            is_last
            and not AMOUNT.search(inside)
            and (field or ACTOR.match(text, at))
            and text[end_of_all : end_of_all + 1] in {")", ",", ";"}
        ):
            return [Span(text[at:end], found.start(), found.end())]
    return []
