"""Whoever is named behind the work: "Tuần tra ban đêm – Công an xã, tháng 5 (TC 19)"."""

import re

from .names import Span, actor_at, begins_with_verb
from .passing import without_passing
from .times import deadline_in
from .who import ACTOR, AMOUNT, PARTNER_LABEL, TAKES_IT

_I = re.IGNORECASE
_SIGN = re.compile(
    r"\s[-–—](?!>)\s?|(?<=[\w)])-(?=(?:Công an|Hội|Đoàn|Trạm|Ban|HTX|CA|HPN|HND|CCB|ĐTN)\s)"
    r"|(?:(?<=tháng)|(?<=tuần)|(?<=quý)),\s|\s?(?:->|=>|→)\s?|:\s|\s?\[|\s?\("
)
_CUT = " .,;–—-)]"
_DOES_IT = re.compile(
    rf"\s*(?:\s(?:làm|lo)|(?:làm )?(?:{TAKES_IT})(?: chính| chung| thực hiện)?)$", _I
)
# "Chi đoàn làng làm trong tháng Thanh niên"
_DOES_SO = re.compile(
    rf"\s(?:{TAKES_IT}|làm|lo) (?:xong )?(?:trong|trước|vào|từ|đến|hằng|hàng)\s[^,;:]{{2,40}}$", _I
)
# "đoạn Trạm Y tế - Trường Tiểu học", "thôn Đông – thôn Tây": from where to where.
_FROM = re.compile(
    r"(?<!\w)(?:đường|đoạn|(?<!trực )tuyến|từ|kênh|mương|cầu|rãnh|thôn|xóm|ấp|bản|buôn)\s[^,;.]*$",
    _I,
)
# "…: Hội Nông dân, trước vụ Hè Thu"
_UNDATED = re.compile(
    r"(?:,|\s[-–])\s*(?:xong )?(?:trước|sau|trong|đầu|cuối) (?:vụ|mùa|dịp|khi|lễ|tết|trung thu)"
    r"(?:\s[^,;]{2,40})?$",
    _I,
)
_GROUP = re.compile(
    r"(?:các|cc|cán bộ|công chức|đ/c|đồng chí|ông|bà|anh|chị|mttq|trưởng|ubnd)\W", _I
)
_PLACE = re.compile(
    r"(?:trạm|trường|ubnd|ủy ban|uỷ ban|trụ sở|thôn|xóm|ấp|bản|buôn|làng|khu|tổ|công ty|trung tâm"
    r"|bưu điện|đồn|ngân hàng|quỹ|htx|hợp tác xã|văn phòng)(?!\w)",
    _I,
)
_HELPS = re.compile(rf"(?<!\w)(?:{PARTNER_LABEL})$", _I)
SIGNS = 4  # from the end, that may stand before a name


def last_named(text: str) -> list[Span]:
    """Whoever stands behind the last sign of a sentence, with nothing behind but times, criteria
    and that they are to do it."""
    signs = list(_SIGN.finditer(text))[-SIGNS:]
    for sign in reversed(signs):
        behind = text[sign.end() :]
        if _is_quoted(text[: sign.start()]):
            continue  # "Hội thi “Gia đình văn hóa - Thôn văn hóa” cấp xã"
        words = only_name(behind) or (only_name(behind.split(";")[0]) if "-" in sign[0] else "")
        if _HELPS.search(text[: sign.start()]):
            return []
        if words and not _is_route(text[: sign.start()], sign[0], words):
            if ":" in sign[0] and not (words[0].isupper() or _GROUP.match(words)):
                continue  # "Lập 2 tổ: tổ thu gom, tổ tuyên truyền"
            start = sign.end() + behind.index(words)
            if "(" in sign[0] and (post := _post_before(text, signs, sign)):
                return [
                    Span(
                        text[post.end() : start + len(words) + 1],
                        post.start(),
                        start + len(words) + 1,
                    )
                ]
            return [Span(words, sign.start(), start + len(words))]
    return _post_behind(text)


def _post_before(
    text: str, signs: list[re.Match[str]], bracket: re.Match[str]
) -> re.Match[str] | None:
    """The sign behind which the post stands that a bracket gives to somebody: "… - VHXH (đ/c
    Mai)"."""
    before = signs[: signs.index(bracket)]
    if not before or before[-1][0].strip() in {"(", "["}:
        return None
    post = text[before[-1].end() : bracket.start()]
    is_post = bool(ACTOR.match(post)) and actor_at(post, 0) >= len(post)
    return before[-1] if is_post else None


# "Lập dự toán tuyến đường, công chức Địa chính."
_POST = re.compile(r",\s+(?=(?:công chức|cán bộ|đồng chí|đ/c|ông|bà)\s)", _I)
_TAKES_NAMES = re.compile(
    r"(?<!\w)(?:phối hợp|cùng|với|giao|gửi|cho|của|mời|gồm|báo cáo|trình|là|do|và)\s[^;.]*$", _I
)


def _post_behind(text: str) -> list[Span]:
    """Whoever stands by their post behind the last comma of what is to be done."""
    for sign in list(_POST.finditer(text))[-1:]:
        before = text[: sign.start()]
        words = only_name(text[sign.end() :])
        if words and begins_with_verb(before) and not _TAKES_NAMES.search(before):
            return [Span(words, sign.start(), sign.end() + len(words))]
    return []


def _is_quoted(before: str) -> bool:
    """Whether a quotation is open where the text ends."""
    return bool(before.count('"') % 2) or before.count("“") > before.count("”")


def only_name(text: str) -> str:
    """The name that a text consists of, apart from times and criteria after it; "" where there is
    more."""
    bare = without_passing(text).strip(_CUT)
    if not ACTOR.match(bare) or AMOUNT.search(bare):
        return ""
    stated = deadline_in(bare)
    if stated and len(bare) - stated.end < 3:
        bare = bare[: stated.start].rstrip(" ,;.:–-(")
    bare = _closed(_DOES_IT.sub("", _UNDATED.sub("", bare)).strip(_CUT))
    bare = _DOES_SO.sub("", bare)
    is_whole = bool(bare) and actor_at(bare, 0) >= len(bare)
    return bare if is_whole and bare in text else ""


def _closed(words: str) -> str:
    """The words with the bracket that was cut off their end: "đ/c Toản (ĐC-MT)"."""
    return f"{words})" if words.count("(") > words.count(")") else words


def _is_route(before: str, sign: str, words: str) -> bool:
    is_dash = sign.strip() in {"-", "–", "—"}
    return is_dash and bool(_FROM.search(before)) and bool(_PLACE.match(words))
