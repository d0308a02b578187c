"""What the quantities of one sentence are to each other, by the words beside them: a whole and what
of it is left, parts and products (`totals`), an average, a growth. What of it does not add up."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from ntm_project.common.numbers import format_decimal, parse_decimal
from reports.checks.reading import totals
from reports.checks.reading.quantities import (
    SENTENCE,
    Fault,
    Quantity,
    amount_words,
    quantities_in,
    words_of,
)

_DIGITS = re.compile(r"\d[^\d]+\d")


def relation_faults(text: str) -> Iterator[Fault]:
    """(words, what the other quantities make) of each quantity that is unlike the others beside it
    in its sentence."""
    for line in text.split("\n") if "%" in text else ():
        yield from _wrong_spending(line)
    for sentence in SENTENCE.split(text):
        if not _DIGITS.search(sentence):
            continue
        found = list(quantities_in(sentence))
        yield from _wrong_rests(sentence, found)
        yield from totals.wrong_parts(sentence, found)
        yield from totals.wrong_pluses(sentence, found)
        yield from totals.wrong_totals(sentence, found)
        yield from totals.wrong_places(sentence, found)
        yield from totals.wrong_products(sentence)
        yield from _wrong_averages(sentence, found)
        yield from _wrong_growths(sentence, found)
        yield from _wrong_shares(sentence, found)
        yield from _wrong_percents(sentence, found)
        yield from _wrong_more(sentence)


_LEFT = re.compile(r"\b(?:còn(?: lại)?|chưa)\b[^,;:]*$", re.I)
_LEFT_BEHIND = re.compile(r"\s*(?:[^\W\d]+\s+){0,3}?(?:chưa|còn lại)\b", re.I)
_LESS = re.compile(r"\b(?:giảm|bớt|thoát|xóa)\b[^,;:]*$", re.I)
_DONE = re.compile(r"\b(?:đã|xong|hoàn thành|làm được|thực hiện được)\b[^,;:]*$", re.I)
_OF_ELSE = re.compile(
    r"\b(?:trong đó|so với|mỗi|bình quân|tăng|thêm|mới|khoảng|gần|hơn|trên|dưới|từ|phát sinh|tái"
    r"|ít nhất|tối thiểu|trở lên|chuyển|kế hoạch|chỉ tiêu|chia)\b",
    re.I,
)


_IS_OF_ALL = re.compile(r"[^,;:]*\b(?:trên|trong)\s+(?:tổng\s+)?(?:số\s+)?", re.I)


def _wrong_rests(sentence: str, found: list[Quantity]) -> Iterator[Fault]:
    """`đầu năm 11 hộ, giảm 5 hộ, còn 7 hộ`: three of one unit, no more, of which the second and the
    third are what has gone, or is done, and what is left."""
    of_unit: dict[str, list[Quantity]] = defaultdict(list)
    for one in found:
        of_unit[one.unit].append(one)
    for unit, three in of_unit.items():
        if len(three) != 3 or unit == "%":
            continue
        whole, *others = three
        if _IS_OF_ALL.fullmatch(others[0].before):
            yield from _wrong_rest_of_all(sentence, three)
            continue
        behind = sentence[three[0].end : three[-1].end]
        is_whole = not any(sign.search(whole.before) for sign in (_LEFT, _LESS))
        if not is_whole or _OF_ELSE.search(behind) or _OF_ELSE.search(whole.before[-14:]):
            continue
        gone = [one for one in others if _LESS.search(one.before) or _DONE.search(one.before)]
        left = [one for one in others if one not in gone and _is_left(sentence, one)]
        if len(gone) == len(left) == 1 and whole.value - gone[0].value != left[0].value:
            rest = amount_words(whole.value - gone[0].value, unit)
            yield words_of(sentence, *three), f"tính ra còn {rest}"


def _wrong_rest_of_all(sentence: str, three: list[Quantity]) -> Iterator[Fault]:
    """`được 310 cái trên 500 cái, còn 290 cái`."""
    done, whole, left = three
    is_rest = _is_left(sentence, left) and not _OF_ELSE.search(done.before)
    if is_rest and whole.value - done.value != left.value:
        yield (
            words_of(sentence, *three),
            f"tính ra còn {amount_words(whole.value - done.value, done.unit)}",
        )


def _is_left(sentence: str, one: Quantity) -> bool:
    return bool(_LEFT.search(one.before) or _LEFT_BEHIND.match(sentence, one.end))


_AVERAGE = re.compile(
    r"\bbình quân\b[^,;:\d]{0,20}?(?P<n>\d[\d.]*(?:,\d+)?)\s*(?P<of>[^\W\d]+)(?:\s+đồng)?"
    r"\s*/\s*(?P<per>[^\W\d]+)",
    re.I,
)


def _wrong_averages(sentence: str, found: list[Quantity]) -> Iterator[Fault]:
    """`9.480 người, 2.370 hộ, bình quân 5 người/hộ`."""
    for one in _AVERAGE.finditer(sentence) if "ình quân" in sentence else ():
        (stated,) = list(quantities_in(f"{one['n']} {one['of']}"))[:1] or (None,)
        (each,) = list(quantities_in(f"1 {one['per']}"))[:1] or (None,)
        before = [q for q in found if q.end <= one.start()]
        wholes = [q for q in before if stated and q.unit == stated.unit]
        counts = [q for q in before if each and q.unit == each.unit]
        if not stated or len(wholes) != 1 or len(counts) != 1 or not counts[0].value:
            continue
        true = wholes[0].value / counts[0].value
        step = Decimal(1).scaleb(int(parse_decimal(one["n"]).as_tuple().exponent))
        step *= stated.value / parse_decimal(one["n"]) if parse_decimal(one["n"]) else 1
        if abs(true - stated.value) >= step:
            yield (
                " ".join(one[0].split()),
                f"tính ra {format_decimal(round(true, 1))} {stated.unit}",
            )


_BY = re.compile(r"\b(?P<way>tăng|giảm)\s+(?:thêm\s+)?(?P<n>\d{1,3}(?:,\d+)?)\s*%", re.I)
_BESIDE = re.compile(r"\s*(?:/\s*năm|mỗi năm|so với (?:kế hoạch|chỉ tiêu|mục tiêu)|kế hoạch)", re.I)


def _wrong_growths(sentence: str, found: list[Quantity]) -> Iterator[Fault]:
    """`năm 2024 là 60 triệu đồng, năm 2025 là 66 triệu đồng, tăng 6%`."""
    for by in _BY.finditer(sentence) if "%" in sentence else ():
        before = [one for one in found if one.end <= by.start()]
        if len(before) != 2 or _BESIDE.match(sentence, by.end()):
            continue
        (was, now), stated = before, parse_decimal(by["n"])
        is_close = by.start() - now.end < 40 and was.unit == now.unit != "%" and was.value
        years = [re.findall(r"\b20\d\d\b", one.before) for one in before]
        if not is_close or not all(years) or years[0][-1] == years[1][-1]:
            continue
        if years[0][-1] > years[1][-1]:
            was, now = now, was
        true = abs(now.value - was.value) * 100 / was.value
        step = Decimal(1).scaleb(int(stated.as_tuple().exponent))
        is_way = (now.value > was.value) == (by["way"].lower() == "tăng")
        if is_way and abs(true - stated) >= step:
            yield (
                words_of(sentence, *before) + f", {by[0]}",
                f"tính ra {format_decimal(round(true, 1))}%",
            )


_AMONG = re.compile(r"\b(?:trong|trên)\s+(?:tổng\s+)?(?:số\s+)?$", re.I)
_HAS = re.compile(r"\s*[^,;:\d]{0,40}?\b(?:có|đã|được)\s*$", re.I)


def _wrong_shares(sentence: str, found: list[Quantity]) -> Iterator[Fault]:
    """`tỷ lệ 31,5%; trong 4.120 lao động có 2.198 người`: the only share of a sentence, of the only
    two counts of which one is among the other."""
    shares = [one for one in found if one.unit == "%"]
    counts = [one for one in found if one.unit not in ("%", "đồng")]
    if len(shares) != 1 or len(counts) != 2:
        return
    for whole, part in pairwise(counts):
        is_among = _AMONG.search(whole.before) and _HAS.search(part.before) and whole.value
        true = part.value * 100 / whole.value if is_among else shares[0].value
        step = Decimal(1).scaleb(int(shares[0].value.as_tuple().exponent))
        if part.value <= whole.value and abs(true - shares[0].value) >= step:
            words = sentence[min(shares[0].start, whole.start) : max(shares[0].end, part.end)]
            yield " ".join(words.split()), f"tính ra {format_decimal(round(true, 1))}%"


# `… huy động 9.760 triệu đồng, trong đó …. Giải ngân 8.784 triệu đồng, đạt 95%`
_SPENT = re.compile(
    r"\b(?:giải ngân|thanh toán)\b[^.;:,\d]{0,30}?"
    r"(?P<n>\d[\d.]*(?:,\d+)?\s*(?:tỷ|tỉ|triệu)(?:\s+đồng)?)"
    r"[^.;\d]{0,20}?[,(]\s*(?:đạt|bằng|chiếm|tỷ lệ)?\s*(?P<share>\d{1,3}(?:,\d+)?)\s*%"
    r"(?!\s*(?:kế hoạch|dự toán|KH|so với))",
    re.I,
)


def sums_spent(text: str) -> Iterator[tuple[Decimal, Decimal]]:
    """(whole, part) of each sum spent whose share goes with a sum before it in its paragraph."""
    for line in text.split("\n") if "%" in text else ():
        for spent in _SPENT.finditer(line):
            (part, *_), stated = quantities_in(spent["n"]), parse_decimal(spent["share"])
            step = Decimal(1).scaleb(int(stated.as_tuple().exponent))
            for one in quantities_in(line[: spent.start()]):
                is_whole = one.unit == "đồng" and one.value >= part.value
                if is_whole and abs(part.value * 100 / one.value - stated) < step:
                    yield one.value, part.value


def _wrong_spending(line: str) -> Iterator[Fault]:
    """A sum spent, of which share of the sums before it in the paragraph it is."""
    for spent in _SPENT.finditer(line):
        (part, *_), stated = quantities_in(spent["n"]), parse_decimal(spent["share"])
        wholes = [
            one.value
            for one in quantities_in(line[: spent.start()])
            if one.unit == "đồng" and one.value >= part.value
        ]
        step = Decimal(1).scaleb(int(stated.as_tuple().exponent))
        true = [part.value * 100 / whole for whole in wholes]
        if true and all(abs(one - stated) >= step for one in true):
            yield " ".join(spent[0].split()), f"tính ra {format_decimal(round(min(true), 1))}%"


_IS_SHARE = re.compile(
    r"(?:\s+[^\W\d]+){0,4}?\s*[,(]?\s*(?:đạt|chiếm|bằng|tương đương|tỷ lệ)?\s*(?:tỷ lệ\s+)?",
    re.I,
)
_OF_A_PLAN = re.compile(r"\s*(?:kế hoạch|KH\b|dự toán|chỉ tiêu)", re.I)
_A_PLAN = re.compile(r"\b(?:kế hoạch|giao|dự toán|chỉ tiêu|KH)\b[^,;]*$", re.I)
_WHOLE_OF_IT = re.compile(r"\b(?:trong đó|trong|trên|của|tổng|gồm|toàn|có)\b", re.I)
_CHANGED = re.compile(r"\b(?:tăng|giảm|thêm|so với|cùng kỳ|mỗi|bình quân|lên|xuống)\b", re.I)


def _wrong_percents(sentence: str, found: list[Quantity]) -> Iterator[Fault]:
    """`3.200 ha, trong đó 2.400 ha (70%)`, `52 hộ, bằng 3,1% trong 4.000 hộ`: a share beside its
    part, and one other quantity of that unit in the sentence, of which it is no such share."""
    for part, share in pairwise(found):
        beside = sentence[part.end : share.start]
        if share.unit != "%" or part.unit == "%" or not _IS_SHARE.fullmatch(beside):
            continue
        if _IS_OF_ALL.fullmatch(part.before):
            yield from _wrong_share_of_all(sentence, found, part, share)
            continue
        others = [one for one in found if one is not part and one.unit == part.unit]
        is_of_plan = bool(_OF_A_PLAN.match(sentence, share.end))
        if len(others) != 1 or not others[0].value or _CHANGED.search(sentence):
            continue
        (whole,) = others
        between = sentence[min(whole.end, share.end) : max(part.start, whole.start)]
        if is_of_plan:
            is_whole = bool(_A_PLAN.search(whole.before))
        else:
            is_whole = whole.value >= part.value and bool(_WHOLE_OF_IT.search(between))
        step = Decimal(1).scaleb(int(share.value.as_tuple().exponent))
        true = part.value * 100 / whole.value
        if is_whole and abs(true - share.value) >= step:
            first, last = sorted((whole, share), key=lambda one: one.start)
            first = min(first, part, key=lambda one: one.start)
            yield words_of(sentence, first, last), f"tính ra {format_decimal(round(true, 1))}%"


def _wrong_share_of_all(
    sentence: str, found: list[Quantity], whole: Quantity, share: Quantity
) -> Iterator[Fault]:
    """`4.340 triệu đồng trên tổng số 6.200 triệu đồng, đạt 75%`; of counts see `measures`."""
    at = found.index(whole)
    part = found[at - 1] if at and found[at - 1].unit == whole.unit == "đồng" else None
    step = Decimal(1).scaleb(int(share.value.as_tuple().exponent))
    if part and part.value <= whole.value:
        true = part.value * 100 / whole.value
        if abs(true - share.value) >= step:
            yield words_of(sentence, part, share), f"tính ra {format_decimal(round(true, 1))}%"


# `thêm 3 tiêu chí, nâng số tiêu chí đạt từ 12 lên 16`
_MORE = re.compile(
    r"(?<![\d/.,])(?P<n>\d{1,3})\s+(?P<of>tiêu chí|thôn|xóm|bản|ấp|làng|mô hình|sản phẩm|hợp tác xã"
    r"|hộ)\b"
    r"[^.;\n\d]{0,25}?[,;]\s*(?:nâng|đưa|tăng)\b[^.;,\n\d]{0,50}?\btừ\s+(?P<was>\d{1,3})\s+"
    r"(?:[^\W\d]+\s+){0,2}?lên\s+(?:thành\s+)?(?P<now>\d{1,3})\b(?![/.,]\d|\s*%)",
    re.I,
)


def _wrong_more(sentence: str) -> Iterator[Fault]:
    """So many more of a thing, that lift it from one count to another."""
    for found in _MORE.finditer(sentence) if "lên" in sentence else ():
        step = int(found["now"]) - int(found["was"])
        if step != int(found["n"]):
            yield " ".join(found[0].split()), f"tính ra thêm {step}"
