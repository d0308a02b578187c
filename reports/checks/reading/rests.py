"""A whole, what of it is done and what is left; more than there are; sums beside their sources."""

import re
from collections.abc import Iterator

from reports.checks.reading.figures import AMOUNT, money
from reports.checks.reading.patterns import (
    ASIDE,
    COUNT_WORDS,
    FIRST_DIGIT,
    beginning,
    read_count,
)

# `4/8 thôn`, `4 trong số 8 thôn`
_OF = (
    rf"({FIRST_DIGIT}\d{{0,2}})\s*"
    r"(?:/|(?:trên|trong)(?: tổng)?(?: số)?|của)\s*(\d{1,3})(?![\d/.,]\d)\s+"
    r"([^\W\d]+)[^.;\n]{0,80}?"
)
# `…, còn 5`, `…, còn lại 5`; `…, 5 ấp còn lại`
_SHARE = re.compile(
    rf"{_OF};?\s*\b(?:còn(?: lại)?|thiếu|chưa|vắng(?: mặt)?)\s*(?:đạt\s*|có\s*)?(\d+)\b"
    r"(?![.,]\d|\s*%)(?:\s+([^\W\d]+))?",
    re.I,
)
_SHARE_LEFT = re.compile(
    rf"{_OF};?\s*\b(?<!số )(\d+)\s+(?:([^\W\d]+)\s+(?:[^\W\d]+\s+)?)?(?:còn lại|chưa)\b", re.I
)
# `…; đặt thêm ở 5 ấp còn lại`
_SHARE_REST = re.compile(
    rf"{_OF};[^.;\n\d]{{1,60}}?\b(\d+)\s+(?:([^\W\d]+)\s+(?:[^\W\d]+\s+)?)?còn lại\b", re.I
)
# What may follow a count in place of its noun.
_NO_NOUN = frozenset(("chưa", "đang", "cần", "sẽ", "còn", "nữa", "và", "do"))
# Words between that of a total and its amount; a year among them is none.
_UP_TO = r"(?:[^.;:\n\d]|(?<=năm )\d{4}\b){0,80}?"
_SUM = re.compile(
    rf"{beginning('tổng', 'kinh phí', 'vốn', 'huy động', 'dự toán', 'trị giá')}"
    rf"(?i:{_UP_TO}({AMOUNT})"
    r"(?:[^.\n\d]{0,40}?(?:trong đó|bao gồm|gồm)\b(.+)|\s*[(:]([^()\n]+)))"
)
_SOURCE = re.compile(
    r"ngân sách|\bNS|nhà nước|trung ương|nhân dân|người dân|dân góp|xã hội hóa|doanh nghiệp"
    r"|\bvốn\b",
    re.I,
)
_REST_UNSTATED = re.compile(r"\bcòn lại\b[^\d]*$", re.I)
_END = re.compile(r"\.(?=\s|$)|\n|\btổng\b", re.I)


_OUT_OF = re.compile(
    r"(\d{1,3})/(\d{1,3})\s+"
    r"(?:thôn|xóm|bản|ấp|buôn|trường|tuyến|hộ|tiêu chí|chỉ tiêu|nhà|công trình|hợp tác xã)\b"
)
# A day, `sáng 20/10 thôn họp`, is no count: one begins its line or clause, or follows such a word.
_COUNTS = re.compile(
    r"(?:^|[-–+:(;,\n]\s*|\b(?:có|đạt|được|còn|mới|cho|tại|ở|hỗ trợ|xóa|xây|sửa|lắp|vận động"
    r"|kiểm tra|giám sát|rà soát|thực hiện|triển khai|duy trì|công nhận|cứng hóa|thành lập)\s+)$",
    re.I,
)


_A_DAY_BEFORE = re.compile(r"\b(?:ngày|sáng|chiều|tối|từ|đến|trước|hết|tới)\s+$", re.I)


def above_the_whole(text: str) -> Iterator[str]:
    """`5/3 trường`: more than there are."""
    for found in _OUT_OF.finditer(text) if "/" in text else ():
        is_more = int(found[1]) > int(found[2])
        before, behind = text[max(0, found.start() - 12) : found.start()], text[found.end() :]
        # `6/5 ấp` at an end is no day on which something is
        is_end = not behind.strip() or bool(re.match(r"\s*[.,;)\n]", behind))
        is_count = _COUNTS.search(before) or (is_end and not _A_DAY_BEFORE.search(before))
        if is_more and is_count:
            yield found[0]


_LINE = re.compile(r"[.\n]+(?!\d)")
_CLAUSE = re.compile(r"[,:;(]")
_COUNT = re.compile(
    rf"(?<![\d/.,%])\b(\d{{1,3}}(?:\.\d{{3}})+|\d{{1,4}}|{'|'.join(COUNT_WORDS)})\s+([^\W\d_]+)",
    re.I,
)
_MADE = re.compile(rf"{beginning('đã', 'xong', 'hoàn thành', 'đạt')}\b")
_LEFT = re.compile(rf"{beginning('còn', 'chưa')}\b")


def wrong_rests(text: str) -> Iterator[str]:
    """`9 tuyến, đã làm 5 tuyến, 6 tuyến chưa làm`: three counts of one thing, a whole, what of it
    is done and what is left, that do not add up."""
    for sentence in _LINE.split(text) if _LEFT.search(text) else ():
        if "trong đó" not in sentence and _MADE.search(sentence) and _LEFT.search(sentence):
            counts = [
                (found, clause)
                for clause in _CLAUSE.split(sentence)
                for found in _COUNT.finditer(clause)
            ]
            if len(counts) == 3 and len({found[2].lower() for found, _ in counts}) == 1:
                whole, done, left = (read_count(found[1]) for found, _ in counts)
                first, second, third = (clause for _, clause in counts)
                is_rest = _LEFT.search(third) and not _LEFT.search(first + second)
                is_made = _MADE.search(second) and _is_the_same(second, third)
                if is_rest and is_made and done + left != whole:
                    yield " ".join(sentence.split())
    for pattern in (_BARE, _BARE_AFTER) if "chưa" in text else ():
        for found in pattern.finditer(text):
            whole, done, left = (int(found[name].replace(".", "")) for name in "wdl")
            if done + left != whole:
                yield " ".join(found[0].split())


# `8 tuyến: 4 đã xong, 5 chưa xong`; `20 nhà văn hóa, đạt chuẩn 14, chưa đạt 7`
_WHOLE = rf"(?P<w>{FIRST_DIGIT}[\d.]*)\s+(?P<n>[^\W\d]+)[^.;\n\d]{{0,40}}?[:,]\s*"
_DONE = r"(?:đã|xong|đạt|hoàn thành)"
_BARE = re.compile(
    rf"{_WHOLE}(?P<d>\d+)\s+{_DONE}[^.;\n\d]{{0,30}}?,\s*(?:còn\s+)?(?P<l>\d+)\s+chưa\b", re.I
)
_BARE_AFTER = re.compile(
    rf"{_WHOLE}(?:đã\s+)?{_DONE}\s+(?:chuẩn\s+)?(?P<d>\d+)(?:\s+(?P=n))?\s*,\s*"
    r"chưa\s+(?:xong|đạt|hoàn thành)\s+(?:chuẩn\s+)?(?P<l>\d+)\b(?!\s*%)",
    re.I,
)
_UNDONE = re.compile(r"\bchưa\s+((?:[^\W\d]+\s*)+)", re.I)
_OF_EVERY_WORK = frozenset(("xong", "đạt", "hoàn", "thành", "làm", "thực", "hiện", "triển"))


def _is_the_same(made: str, left: str) -> bool:
    """Whether what is not done yet (`chưa ký`) is what the others have done (`đã ký cam kết`)."""
    found = _UNDONE.search(left)
    words = set(found[1].lower().split()) if found else _OF_EVERY_WORK
    return bool(words & (_OF_EVERY_WORK | set(made.lower().split())))


_IS_MONEY = re.compile(r"\d\s*(?:t[ỷỉr]|nghìn|ngàn|đ)", re.I)  # looked for first: most have none


def wrong_sums(text: str) -> Iterator[tuple[str, int]]:
    """(words of the total, what its parts make) where a text adds them up wrongly."""
    for found in _SUM.finditer(text) if _IS_MONEY.search(text) else ():
        if found[3] and len(_SOURCE.findall(found[3])) < 2:
            continue  # what stands in brackets, or after a colon, are no parts by source
        rest = _END.split(found[2] or found[3], maxsplit=1)[0]
        if _REST_UNSTATED.search(rest):
            continue  # `…, còn lại lồng ghép`
        parts = [money(words) for words in re.findall(AMOUNT, ASIDE.sub(" ", rest), re.I)]
        total = money(found[1])
        if total and len(parts) > 1 and all(parts) and sum(parts) != total:
            yield " ".join(found[1].split()), sum(parts)


_OF_A_REST = ("còn", "chưa", "thiếu", "vắng")  # most texts have none


def wrong_shares(text: str) -> Iterator[str]:
    """Counts that contradict each other: four of eight done, and five left."""
    small = text.lower()
    if not any(map(small.__contains__, _OF_A_REST)):
        return
    for pattern in (_SHARE, _SHARE_LEFT, _SHARE_REST):
        for found in pattern.finditer(text):
            done, whole, left = int(found[1]), int(found[2]), int(found[4])
            noun = (found[5] or found[3]).lower()
            is_of_them = noun == found[3].lower() or noun in _NO_NOUN
            if is_of_them and done + left != whole and "phấn đấu" not in found[0].lower():
                yield " ".join(found[0].split())
    for found in _OF_WHICH.finditer(text):
        if int(found[1]) != int(found[3]) + int(found[4]):
            yield " ".join(found[0].split())


# `5 thôn, trong đó 3 thôn đã có khu thể thao, 3 thôn chưa có`
_OF_WHICH = re.compile(
    r"(\d(?<![\d/.,]\d)\d{0,3})\s+([^\W\d]+)\b[^.;:\n\d]{0,40}?trong đó[^.;\n\d]{0,20}?"
    r"(\d{1,4})\s+\2\b[^.;\n\d]{0,50}?[,;]\s*(?:và\s+)?(?:còn\s+(?:lại\s+)?)?(\d{1,4})\s+\2\b"
    r"[^.;,\n\d]{0,20}?(?:chưa|còn lại)",
    re.I,
)
