"""The figures that checks read in authored words: shares beside counts, sums and what they add up
to, percentages, counts of villages."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ntm_project.common.numbers import format_decimal, format_money, parse_decimal, parse_money
from reports.checks.amounts import WORDS, amount_faults
from reports.checks.differences import (
    spent_above,
    wrong_conversions,
    wrong_differences,
    wrong_kinds,
    wrong_names,
    wrong_prices,
    wrong_shares_of_plan,
    wrong_yields,
    wrongly_above,
)
from reports.checks.lists import wrong_averages, wrong_enumerations, wrong_growths, wrong_lists
from reports.checks.parsing import ASIDE, FIRST_DIGIT, beginning, wrong_shares
from reports.checks.wholes import wrong_members, wrong_parts, wrong_shares_of_a_whole
from reports.lines import short

NOUNS = (
    r"(?:thôn|xóm|bản|ấp|tổ dân phố|TDP|khu phố|buôn|khóm|tiểu khu"
    r"|làng(?!\s+(?:nghề|văn hóa|du lịch|cổ|sinh thái)))"
)
# `6/8 tuyến đường hoa (đạt 85%)`, `412/480 hộ, đạt 85,8%`; no share of something else after it
_SHARE = re.compile(
    rf"({FIRST_DIGIT}[\d.]*(?:,\d+)?)\s*/\s*(\d[\d.]*(?:,\d+)?)(?![\d/])"
    r"\s+([^\W\d][^\d%.;:\n()]{0,60}?)[\s,(]*"
    r"(?<!\w)(?:\(|đạt(?: tỷ lệ)?|chiếm|bằng|tương đương|tỷ lệ|=)\s*(?:đạt\s*|tỷ lệ\s*)*"
    r"(\d{1,3}(?:,\d+)?)\s*%(?=\s*(?:[).,;\n]|$))",
    re.I,
)
AMOUNT = (
    r"\d[\d.]*(?:,\d+)?\s*(?:tỷ|tỉ|triệu|nghìn|ngàn|tr)\b"
    r"(?:\s+\d[\d.]*\s*(?:triệu|tr|nghìn)\b)?(?:\s*đồng)?|\d{1,3}(?:\.\d{3}){2,}\s*(?:đồng|đ\b)"
)
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
_RELATIVE = re.compile(
    r"(?:tăng|giảm|trên|dưới|từ|vượt|hơn|ít nhất|tối thiểu|tối đa|mức|khoảng|≥|≤|>|<)"
    r"(?:\s+(?:thêm|đạt|là))?\s*$",
    re.I,
)
_OF_VILLAGES = re.compile(rf"({FIRST_DIGIT}\d{{0,2}})\s*/\s*(\d{{1,3}})(?![\d/])\s+{NOUNS}\b", re.I)
_ALL_VILLAGES = re.compile(
    rf"({beginning('cả', 'tất cả', 'toàn bộ', 'toàn xã có', 'toàn xã hiện có')})"
    rf"(?i:\s+(\d{{1,2}})\s+{NOUNS}\b(\s+(?:trong|của|toàn)\s+xã)?)"
)
_COUNTED = re.compile(rf"\b(?:tỷ lệ|số|100\s*%(?: số)?)\s+(?:các\s+)?{NOUNS}\b", re.I)


_DIGIT = re.compile(r"\d")


def count_faults(text: str) -> Iterator[str]:
    """What is wrong with the counts, shares and sums of a text, in a sentence each."""
    if not _DIGIT.search(text):
        return
    for words in _wrong_counts(text):
        yield f"“{short(words, 100)}”: các số không khớp nhau."
    for words, true in _computed(text):
        yield f"“{short(words, 100)}”: tính ra {true}."
    for words, parts in wrong_sums(text):
        yield f"Tổng {words}, các phần cộng lại {format_money(parts)}."
    for words, count in (*wrong_kinds(text), *wrong_names(text)):
        yield f"“{short(words, 100)}”: kể ra {count}."
    for words, amount in wrong_lists(text):
        yield f"“{short(words, 100)}”: các phần cộng lại {amount}."
    for words in _wrong_ways(text):
        yield f"“{words}”: số sau không hợp với chiều tăng, giảm."
    for words in _above_a_hundred(text):
        yield f"“{short(words, 100)}”: quá 100% của toàn bộ."
    for percent in _shares_of_sources(text):
        yield f"Tỷ lệ các nguồn vốn cộng lại {format_decimal(percent)}%."
    yield from amount_faults(text)


def _wrong_counts(text: str) -> list[str]:
    """The words whose counts contradict each other; of one place the longest."""
    of_counts = (
        wrong_shares, wrong_rests, _above_the_whole, wrong_parts, _wrong_at_each, spent_above,
        wrongly_above, wrong_members, wrong_prices, wrong_shares_of_a_whole,
    )  # fmt: skip
    wrong = dict.fromkeys(words for found in of_counts for words in found(text))
    return [one for one in wrong if not any(one != other and one in other for other in wrong)]


def _computed(text: str) -> Iterator[tuple[str, str]]:
    """(words, what it is) of each share, growth, count of a list or average that is another."""
    yield from wrong_percents(text)
    yield from _percents_before(text)
    yield from wrong_enumerations(text)
    yield from wrong_averages(text)
    yield from wrong_differences(text)
    yield from wrong_yields(text)
    yield from wrong_conversions(text)
    yield from wrong_shares_of_plan(text)
    for words, percent in wrong_growths(text):
        yield words, f"{format_decimal(percent)}%"


_WAY = re.compile(
    rf"{beginning('từ')}(?i:\s+(\d[\d.]*(?:,\d+)?)\s*(%|[^\W\d]+)?\s*(lên|xuống)\s+"
    r"(?:(?:còn|đến|trên|dưới)\s+)?(\d[\d.]*(?:,\d+)?)\s*(%|[^\W\d]+)?)"
)


def _wrong_ways(text: str) -> Iterator[str]:
    """`từ 42% lên 24%`, `từ 7% xuống còn 9%`: of one unit, the wrong way."""
    for found in _WAY.finditer(text) if "lên" in text or "xuống" in text else ():
        first, last = (parse_decimal(found[at].rstrip(".")) for at in (1, 4))
        is_wrong = last < first if found[3].lower() == "lên" else last > first
        if is_wrong and found[5] and found[2] in (None, found[5]):
            yield " ".join(found[0].split())


_OUT_OF = re.compile(
    r"(\d{1,3})/(\d{1,3})\s+"
    r"(?:thôn|xóm|bản|ấp|buôn|trường|tuyến|hộ|tiêu chí|chỉ tiêu|nhà|công trình|hợp tác xã)\b"
)
# A day, `sáng 20/10 thôn họp`, is no count: one begins its line or clause, or follows such a word.
_COUNTS = re.compile(
    r"(?:^|[-–+:(;,\n]\s*|\b(?:có|đạt|được|còn|mới|cho|tại|ở|hỗ trợ|xóa|xây|sửa|lắp|vận động)\s+)$",
    re.I,
)


def _above_the_whole(text: str) -> Iterator[str]:
    """`5/3 trường`: more than there are."""
    for found in _OUT_OF.finditer(text) if "/" in text else ():
        is_more = int(found[1]) > int(found[2])
        if is_more and _COUNTS.search(text[max(0, found.start() - 12) : found.start()]):
            yield found[0]


# More than was planned, or than the year before, is right.
_BESIDE_A_PLAN = r"(?!\s*(?:kế hoạch|so với|chỉ tiêu|dự toán|KH\b|mục tiêu|cùng kỳ|yêu cầu))"
_PERCENT = r"(\d{3}(?:,\d+)?)\s*%"
_OF_ALL = re.compile(
    rf"(?:tỷ lệ|tỉ lệ|tiến độ)\s[^.;,\n%\d]{{0,70}}?\s{_PERCENT}{_BESIDE_A_PLAN}"
    rf"|(?<![\d.,]){_PERCENT}\s+(?:tổng\s+)?(?:khối lượng|số hộ|dân số|diện tích|số thôn)"
    rf"{_BESIDE_A_PLAN}",
    re.I,
)
_MAY_BE_MORE = re.compile(r"\b(?:tăng|vượt|thu|huy động)\b", re.I)


def _above_a_hundred(text: str) -> Iterator[str]:
    """`tỷ lệ hộ dùng nước sạch đạt 104%`, `120% khối lượng`: more than all of a thing."""
    for found in _OF_ALL.finditer(text) if "%" in text else ():
        is_more = parse_decimal(found[1] or found[2]) > 100
        if is_more and not _MAY_BE_MORE.search(found[0]):
            yield " ".join(found[0].split())


_AT_EACH = re.compile(
    rf"({FIRST_DIGIT}[\d.]*)\s+([^\W\d]+)\b[^.;\n\d]{{0,40}}?\bmỗi\s+\2\s+(?:[^\W\d]+\s+){{0,3}}?"
    rf"({AMOUNT}|\d{{1,3}}\.\d{{3}}\s*đồng)[^.;\n\d]{{0,30}}?\b(?:tổng|trị giá|thành tiền|quy ra)\b"
    rf"[^.;\n\d]{{0,30}}?({AMOUNT})",
    re.I,
)


_TIMES = re.compile(
    rf"({FIRST_DIGIT}\d*)\s+[^\W\d][^.,;:=\n\d]{{0,60}}?\s*[x×]\s*({AMOUNT})"
    rf"(?:\s*/\s*[^\W\d]+)?\s*=\s*({AMOUNT})",
    re.I,
)


# `520 thùng cho 4 ấp, mỗi ấp 150 thùng`; `4 lớp, mỗi lớp 35 người (150 người)`
_THINGS_AT_EACH = (
    re.compile(
        rf"(?P<all>{FIRST_DIGIT}[\d.]*)\s+(?P<thing>[^\W\d]+)\b[^.;\n\d]{{0,40}}?\s(?P<places>\d{{1,3}})"
        r"\s+(?P<place>[^\W\d]+)\s*[,(;]\s*mỗi\s+(?P=place)\s+(?P<each>\d[\d.]*)\s+(?P=thing)\b",
        re.I,
    ),
    re.compile(
        rf"(?P<places>{FIRST_DIGIT}\d*)\s+(?P<place>[^\W\d]+)\b[^.;\n\d]{{0,40}}?\bmỗi\s+(?P=place)"
        r"\s+(?P<each>\d[\d.]*)\s+(?P<thing>[^\W\d]+)\s*[,(;]\s*(?:tổng(?: cộng| số)?\s+)?"
        r"(?P<all>\d[\d.]*)\s+(?P=thing)\b",
        re.I,
    ),
)


# `mỗi hộ góp 500.000 đồng, 1.480 hộ được 704 triệu đồng`
_EACH_AND_ALL = re.compile(
    rf"\bmỗi\s+(?P<place>[^\W\d]+)\s+(?:[^\W\d]+\s+){{0,3}}?(?P<each>{AMOUNT}|\d{{1,3}}\.\d{{3}}\s*đồng)"
    rf"\s*[,;(]\s*(?:[^\W\d]+\s+){{0,2}}?(?P<n>\d[\d.]*)\s+(?P=place)\b[^.;\n\d]{{0,30}}?(?P<all>{AMOUNT})",
    re.I,
)


def _wrong_at_each(text: str) -> Iterator[str]:
    """`6 ấp, mỗi ấp 5 triệu đồng, tổng 35 triệu đồng`: so many times so much is another sum."""
    patterns = _THINGS_AT_EACH if "mỗi" in text else ()
    for found in (one for pattern in patterns for one in pattern.finditer(text)):
        whole, places, each = (int(found[n].replace(".", "")) for n in ("all", "places", "each"))
        if places * each != whole:
            yield " ".join(found[0].split())
    for found in _AT_EACH.finditer(text) if "mỗi" in text else ():
        if int(found[1].replace(".", "")) * _money(found[3]) != _money(found[4]):
            yield " ".join(found[0].split())
    for found in _EACH_AND_ALL.finditer(text) if "ỗi" in text else ():
        count = int(found["n"].replace(".", ""))
        if count * _money(found["each"]) != _money(found["all"]):
            yield " ".join(found[0].split())
    for found in _TIMES.finditer(text) if "=" in text else ():
        if int(found[1]) * _money(found[2]) != _money(found[3]):
            yield " ".join(found[0].split())


_OF_ALL_SOURCES = re.compile(
    r"\b(?:vốn đối ứng|nguồn vốn|nguồn lực|huy động vốn|vốn huy động|kinh phí)\b", re.I
)
# How much of each source was spent, or more than the year before.
_OF_A_SHARE_EACH = re.compile(
    r"\b(?:giải ngân|thanh toán|đạt|tăng|giảm|tiến độ|so với|vượt|nợ)\b", re.I
)
_SHARE_OF_SOURCE = re.compile(
    r"(?:ngân sách|nhân dân|doanh nghiệp|xã hội hóa|tín dụng|vốn|nguồn)[^,;.\n\d%]{0,40}"
    r"(\d{1,3}(?:,\d+)?)\s*%",
    re.I,
)


def _shares_of_sources(text: str) -> Iterator[Decimal]:
    """What the shares of the sources make, where a sentence on `cơ cấu vốn` has more than all."""
    for sentence in SENTENCE.split(text) if "%" in text else ():
        is_whole = _OF_ALL_SOURCES.search(sentence) and not _OF_A_SHARE_EACH.search(sentence)
        if is_whole or "cơ cấu" in sentence.lower():
            shares = list(map(parse_decimal, _SHARE_OF_SOURCE.findall(sentence)))
            total = sum(shares, Decimal(0))
            if total > 100 and (len(shares) > 2 or "cơ cấu" in sentence.lower()):
                yield total


SENTENCE = re.compile(r"[.;\n]+(?!\d)")
_LINE = re.compile(r"[.\n]+(?!\d)")
_CLAUSE = re.compile(r"[,:;(]")
_COUNT = re.compile(
    rf"(?<![\d/.,%])\b(\d{{1,3}}(?:\.\d{{3}})+|\d{{1,4}}|{'|'.join(WORDS)})\s+([^\W\d_]+)", re.I
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
                whole, done, left = (_number(found[1]) for found, _ in counts)
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


def _number(word: str) -> int:
    return WORDS.get(word.lower()) or int(word.replace(".", ""))


def wrong_percents(text: str) -> Iterator[tuple[str, str]]:
    """(words, the share that the counts give) where the percentage beside two counts is another."""
    for found in _SHARE.finditer(text) if "/" in text and "%" in text else ():
        part, whole = (parse_decimal(found[at].rstrip(".")) for at in (1, 2))
        stated = parse_decimal(found[4])
        if not whole or part > whole:
            continue
        places = -int(stated.as_tuple().exponent)
        true = part * 100 / whole
        # Cut or rounded, in as many places as it is written with.
        if abs(true - stated) >= Decimal(1).scaleb(-places):
            yield " ".join(found[0].split()), f"{format_decimal(round(true, 1))}%"


# `100% số thôn (4/5 thôn)`
_SHARE_BEFORE = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:,\d+)?)\s*%\s+[^.,;\n()\d%]{1,40}\((\d[\d.]*)\s*/\s*(\d[\d.]*)\s+[^\W\d]+"
)


def _percents_before(text: str) -> Iterator[tuple[str, str]]:
    """The same where the percentage stands before the counts."""
    for found in _SHARE_BEFORE.finditer(text) if "%" in text and "(" in text else ():
        stated, part, whole = (parse_decimal(found[at].rstrip(".")) for at in (1, 2, 3))
        step = Decimal(1).scaleb(int(stated.as_tuple().exponent))
        if part <= whole and whole and abs(part * 100 / whole - stated) >= step:
            yield " ".join(found[0].split()), f"{format_decimal(round(part * 100 / whole, 1))}%"


_IS_MONEY = re.compile(r"\d\s*(?:t[ỷỉr]|nghìn|ngàn|đ)", re.I)  # looked for first: most have none


def wrong_sums(text: str) -> Iterator[tuple[str, int]]:
    """(words of the total, what its parts make) where a text adds them up wrongly."""
    for found in _SUM.finditer(text) if _IS_MONEY.search(text) else ():
        if found[3] and len(_SOURCE.findall(found[3])) < 2:
            continue  # what stands in brackets, or after a colon, are no parts by source
        rest = _END.split(found[2] or found[3], maxsplit=1)[0]
        if _REST_UNSTATED.search(rest):
            continue  # `…, còn lại lồng ghép`
        parts = [_money(words) for words in re.findall(AMOUNT, ASIDE.sub(" ", rest), re.I)]
        total = _money(found[1])
        if total and len(parts) > 1 and all(parts) and sum(parts) != total:
            yield " ".join(found[1].split()), sum(parts)


def _money(words: str) -> int:
    try:
        return parse_money(words)
    except ValueError:
        return 0


def head_of_unit(unit: str) -> str:
    """The word by which a text names a unit: `triệu` of `triệu đồng/người/năm`; % where it has
    none."""
    return (unit.replace("/", " ").split() or ["%"])[0]


def figures_in(text: str, unit: str) -> list[Decimal]:
    """The figures of a unit that a text states as such: no rise, no bound, no share of a plan."""
    word = re.escape(head_of_unit(unit))
    pattern = rf"(?<![\d.,/])(\d{{1,3}}(?:\.\d{{3}})*(?:,\d+)?)\s*{word}(?!\w)"
    return [
        parse_decimal(found[1])
        for found in re.finditer(pattern, text, re.I)
        if not _RELATIVE.search(text[max(0, found.start() - 24) : found.start()])
        and not re.match(r"\s*(?:kế hoạch|so với|KH\b)", text[found.end() :])
    ]


def villages_counted(text: str, *, is_ahead: bool) -> Iterator[tuple[int, int, str]]:
    """(some, of all, words) of each count of villages: `7/8 thôn`, `cả 8 thôn trong xã`; `cả 2
    thôn` alone may be those that were named before, and what was there may have been more."""
    for found in _OF_VILLAGES.finditer(text) if "/" in text else ():
        yield int(found[1]), int(found[2]), " ".join(found[0].split())
    for found in _ALL_VILLAGES.finditer(text) if is_ahead else ():
        count, is_all = int(found[2]), found[1].lower().startswith("toàn xã") or found[3]
        yield count if is_all else 0, count, " ".join(found[0].split())


def is_share_of_villages(wording: str) -> bool:
    """Whether an indicator counts villages: `Tỷ lệ thôn có nhà văn hóa`."""
    return bool(_COUNTED.search(wording))
