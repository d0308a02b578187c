"""Finds products that do not add up: what each gets or gives, beside what all of them do."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ntm_project.common.numbers import format_decimal
from reports.checks.reading.figures import AMOUNT, money
from reports.checks.reading.patterns import FIRST_DIGIT, read_number
from reports.checks.reading.quantities import SENTENCE, Quantity, amount_words, quantities_in

_TIMES = re.compile(
    rf"({FIRST_DIGIT}\d*)\s+[^\W\d][^.,;:=\n\d]{{0,60}}?\s*[x×]\s*({AMOUNT})"
    rf"(?:\s*/\s*[^\W\d]+)?\s*=\s*({AMOUNT})",
    re.I,
)


# `1,5 triệu đồng x 214 hộ = 321 triệu đồng`
_TIMES_AFTER = re.compile(
    rf"({AMOUNT})(?:\s*/\s*[^\W\d]+)?\s*[x×]\s*(\d[\d.]*)\s+[^\W\d][^.,;:=\n\d]{{0,30}}?\s*=\s*({AMOUNT})",
    re.I,
)


def wrong_products(text: str) -> Iterator[str]:
    """`24 mắt x 3 triệu đồng = 82 triệu đồng`, or the price first: another product."""
    for found in _TIMES.finditer(text) if "=" in text else ():
        if int(found[1]) * money(found[2]) != money(found[3]):
            yield " ".join(found[0].split())
    for found in _TIMES_AFTER.finditer(text) if "=" in text else ():
        if money(found[1]) * int(found[2].replace(".", "")) != money(found[3]):
            yield " ".join(found[0].split())


class _Each(NamedTuple):
    """So much at each place: of what kind the places are, and how many where that is written."""

    place: str
    amount: Quantity
    places: Quantity | None


# `mỗi tổ 14`, `mỗi lớp có 50`, `mỗi hộ góp`
_EACH = re.compile(
    r"\bmỗi\s+(?P<place>ngày công|[^\W\d]+)(?P<more>(?:\s+[^\W\d]+){0,4})\s*\Z", re.I
)
_AMONG = re.compile(r"\s*(?:trong|của|trên)?(?:\s+(?:tổng\s+)?số)?\s*\Z", re.I)
# What makes it a bound, or less than all.
_BOUND = re.compile(
    r"\b(?:ít nhất|tối thiểu|tối đa|khoảng|trở lên|hơn|gần|dưới|không quá|bình quân|từ)\b",
    re.I,
)
_SOME = re.compile(r"\b(?:đã|còn|mới|thêm|riêng|trong đó|so với|tăng|giảm)\b[^,;:(]*\Z", re.I)
_TOTAL = re.compile(r"\b(?:tổng(?:\s+(?:cộng|số))?|cộng|tất cả)\s*(?:là\s+)?:?\s*\Z", re.I)
_BARE_TOTAL = re.compile(
    r"\btổng(?:\s+(?:cộng|số))?\s*(?:là\s+)?:?\s*(?P<n>\d[\d.]*)(?=\s*(?:[).;]|,\s|$))", re.I
)
_PEOPLE = frozenset(
    (
        "người", "chủ", "học", "thành", "hội", "đại", "cán", "đoàn", "lao", "nông", "chị", "em",
        "khẩu", "lượt",
    )
)  # fmt: skip
_ANY_THING = frozenset(("cái", "chiếc", "căn", "ngôi"))
_NEAR = 2  # of how many times as much another amount is still meant for the product


def wrong_multiples(text: str) -> Iterator[tuple[str, str]]:
    """(words, what all of them make) where so many places with so much at each are not the total
    of their sentence, in whatever order the three are named: `520 thùng cho 4 ấp, mỗi ấp 150
    thùng`, `4 lớp cho 180 người (mỗi lớp 50 người)`, `mỗi làng trong 6 làng 9 cái, tổng 48 cái`."""
    for sentence in SENTENCE.split(text) if "ỗi" in text else ():
        is_its = "ỗi" in sentence and "=" not in sentence  # of products see `wrong_products`
        bare = _PARTS_IN_BRACKETS.sub(_blank, sentence)  # `27 nhà (A 11 nhà, B 16 nhà), mỗi nhà …`
        found = list(quantities_in(bare)) if is_its else []
        eaches = [each for number in range(len(found)) if (each := _each_of(found, number))]
        if len(eaches) != 1:
            continue
        (each,) = eaches
        others = [one for one in found if one not in (each.amount, each.places)]
        places = [each.places] if each.places else [q for q in others if q.unit == each.place]
        others = [one for one in others if one not in places]
        totals = [one for one in others if _is_of_kind(one.unit, each.amount.unit)]
        totals = totals or list(_bare_total(sentence, each.amount))
        if len(places) == len(totals) == 1 and places[0]:
            yield from _wrong_total(sentence, places[0], each.amount, totals[0])


_PARTS_IN_BRACKETS = re.compile(r"\([^()]*,[^()]*\)")


def _blank(found: re.Match[str]) -> str:
    """Blanks as many as there were letters: what stands behind keeps its place."""
    return found[0] if "mỗi" in found[0] else " " * len(found[0])


def _each_of(found: list[Quantity], number: int) -> _Each | None:
    """What a sentence states of each with the quantity of this number."""
    one = found[number]
    each = _EACH.search(one.before)
    if not each or one.value <= 1 or _BOUND.search(each[0]):
        return None
    place = each["place"].lower()
    if one.unit != place:
        return _Each(place, one, None)
    if _AMONG.fullmatch(each["more"]) and number + 1 < len(found):
        return _Each(place, found[number + 1], one)
    return None


def _wrong_total(
    sentence: str, places: Quantity, each: Quantity, total: Quantity
) -> Iterator[tuple[str, str]]:
    made = places.value * each.value
    is_other = _BOUND.search(total.before[-16:]) or total.before.endswith("trên ")
    is_some = _SOME.search(total.before) and not _TOTAL.search(total.before)
    is_near = made <= total.value * _NEAR and total.value <= made * _NEAR
    if made != total.value and is_near and not is_other and not is_some:
        three = sorted((places, each, total), key=lambda one: one.start)
        words = " ".join(sentence[three[0].start : three[-1].end].split())
        is_sum = total.unit == "đồng"
        yield words, amount_words(made, total.unit) if is_sum else format_decimal(made)


def _bare_total(sentence: str, each: Quantity) -> Iterator[Quantity]:
    """`tổng 108`, in the unit of what each has."""
    for found in _BARE_TOTAL.finditer(sentence):
        yield Quantity(read_number(found["n"]), each.unit, *found.span("n"), "tổng ")


def _is_of_kind(unit: str, each: str) -> bool:
    """Whether an amount of a unit may be made of so much at each: `180 chủ hộ` of `50 người`."""
    is_thing = each in _ANY_THING and unit not in ("đồng", "%")
    return unit == each or is_thing or {unit, each} <= _PEOPLE
