"""Parts, sums and products of one sentence that do not make the total beside them."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ntm_project.common.numbers import format_decimal
from reports.checks.reading.patterns import ASIDE
from reports.checks.reading.quantities import Fault, Quantity, amount_words, quantities_in, words_of
from reports.checks.reading.slips import is_slip

_OPENER = re.compile(
    r"\b(?:(?P<all>(?:bao )?gồm|chia ra|cụ thể)|(?P<some>trong đó))\b\s*:?|:|\(", re.I
)
_COMMA = re.compile(r"\s*(?:[;]|,(?!\d))\s*")
_PRODUCT = re.compile(r"[^,;=]*=")
_NO_PART = re.compile(
    r"\b(?:trong đó|riêng|mỗi|bình quân|tăng|giảm|so với|còn lại|trên|dưới|hơn|từ|khoảng|gần|tổng"
    r"|cả|đạt|đến|thêm)\b|%",
    re.I,
)
_NO_WHOLE = re.compile(_NO_PART.pattern.replace("|tổng", ""), re.I)  # a total is a whole
_BY_PLACE = re.compile(
    r"^(?:\W*(?:và|ở|tại)\b)?\W*(?:thôn|xóm|bản|ấp|buôn|làng|khóm|tổ|khu)\b", re.I
)
_MEN, _WOMEN = (re.compile(rf"\b{word}\b", re.I) for word in ("nam", "nữ"))


def wrong_parts(sentence: str, found: list[Quantity]) -> Iterator[Fault]:
    """`142 hộ, 618 khẩu; gồm 90 hộ Nùng, 37 hộ Dao`: the parts of the last quantity of their unit
    before them, one in each clause."""
    for opener in _OPENER.finditer(sentence) if len(found) > 2 else ():
        rest = sentence[opener.end() :]
        if opener[0] == "(":
            rest = rest.partition(")")[0]
        parts = _parts_of(rest)
        wholes = [
            one
            for one in found
            if one.end <= opener.start() and parts and _is_of(one.unit, parts[0].unit)
        ]
        if len(parts) < 2 or not wholes or _NO_WHOLE.search(wholes[-1].before[-10:]):
            continue
        whole, made = wholes[-1], sum(one.value for one in parts)
        is_all = bool(opener["all"])
        if is_all:
            is_wrong = made != whole.value
        elif opener["some"]:
            is_above = made > whole.value and (
                whole.unit == "đồng" or all(_BY_PLACE.match(one.before) for one in parts)
            )
            is_wrong = is_above or is_slip(Decimal(made), whole.value)
            is_wrong |= made != whole.value and _are_men_and_women(rest, parts)
        else:
            is_wrong = made != whole.value and abs(made - whole.value) * 4 <= whole.value
            is_wrong = is_wrong and opener.start() - whole.end < 50
        if is_wrong:
            words = " ".join(sentence[whole.start : opener.end() + len(rest)].split())
            yield words, f"các phần cộng lại {amount_words(Decimal(made), whole.unit)}"
            return


def _is_of(whole: str, part: str) -> bool:
    """Whether a whole may be made of such parts: `120 nhà tiêu` of `40 cái`."""
    return whole == part or (part in ("cái", "chiếc") and whole not in ("đồng", "%", "hộ", "người"))


def _are_men_and_women(rest: str, parts: list[Quantity]) -> bool:
    """Whether the parts are all there are: `nam 330 em, nữ 300 em`."""
    return len(parts) == 2 and bool(_MEN.search(rest) and _WOMEN.search(rest))


def _parts_of(rest: str) -> list[Quantity]:
    """The one quantity of each clause, of one unit; none where a clause has none, or another."""
    parts: list[Quantity] = []
    bare_rest = ASIDE.sub(" ", rest).rstrip(" .)")
    first = bare_rest.partition(";")[0]
    if len(list(quantities_in(_PRODUCT.sub(" ", first)))) > 1:
        bare_rest = first  # commas part them: what comes behind a semicolon is of something else
    for clause in _COMMA.split(bare_rest.partition(" - ")[0]):
        bare = _PRODUCT.sub(" ", clause)
        sides = re.split(r"\s+và\s+", bare)
        own = [list(quantities_in(side)) for side in sides]
        if not all(len(one) == 1 for one in own):
            own = [list(quantities_in(bare))]
        if not all(len(one) == 1 for one in own) or _NO_PART.search(bare):
            return []
        parts += [one[0] for one in own]
    return parts if len({one.unit for one in parts}) == 1 else []


_PLUSES = re.compile(r"[^()=+]*?\d[^()=+]*(?:\+[^()=+]*?\d[^()=+]*)+")


def wrong_pluses(sentence: str, found: list[Quantity]) -> Iterator[Fault]:
    """`1.250 m đường (650 m + 700 m)`, `650 m + 700 m = 1.250 m`."""
    for sums in _PLUSES.finditer(sentence) if "+" in sentence else ():
        sides = [list(quantities_in(side)) for side in sums[0].split("+")]
        end = sentence[sums.end() : sums.end() + 1]
        if end == ")":
            wholes = [one for one in found if one.end <= sums.start()][-1:]
        else:
            wholes = [one for one in found if one.start >= sums.end()][:1] if end == "=" else []
        parts = [side[0 if at else -1] for at, side in enumerate(sides) if side]
        if len(parts) != len(sides) or not wholes or "%" in {one.unit for one in parts}:
            continue
        made = Decimal(sum(one.value for one in parts))
        if {one.unit for one in parts} == {wholes[0].unit} and made != wholes[0].value:
            start, stop = min(wholes[0].start, sums.start()), max(wholes[0].end, sums.end())
            yield (
                " ".join(sentence[start:stop].split()),
                f"cộng lại {amount_words(made, parts[0].unit)}",
            )


_AT_A_PLACE = re.compile(
    r"\A[\s,;]*(?:và\s+)?(?:ở\s+|tại\s+|qua\s+)?(?:đoạn\s+)?"
    r"(?:thôn|xóm|bản|ấp|buôn|làng|khóm|khu phố|tổ)"
    r"\s+[A-ZĐÀ-Ỹ\d][^,;:()\d]*\Z"
)
_FIRST_PLACE = re.compile(
    r"\b(?:thôn|xóm|bản|ấp|buôn|làng|khóm|khu phố|tổ)\s+[A-ZĐÀ-Ỹ][^,;:()\d]*\Z"
)


def wrong_places(sentence: str, found: list[Quantity]) -> Iterator[Fault]:
    """`36 trụ đèn tuyến ĐH7 đoạn qua thôn Tất 20 trụ, thôn Hà 26 trụ`: what places have that follow
    a total without a word between."""
    for at in range(1, len(found) - 1):
        total, first = found[at - 1], found[at]
        if first.unit != total.unit or total.unit == "%" or not _FIRST_PLACE.search(first.before):
            continue
        parts = [first]
        for one in found[at + 1 :]:
            if one.unit != total.unit or not _AT_A_PLACE.match(one.before):
                break
            parts.append(one)
        made = Decimal(sum(one.value for one in parts))
        is_bare = not _OPENER.search(first.before) and not _NO_WHOLE.search(first.before)
        is_bare = is_bare and not _FIRST_PLACE.search(total.before)
        is_near = abs(made - total.value) * 2 <= total.value
        if len(parts) > 1 and is_bare and made != total.value and is_near:
            words = amount_words(made, total.unit)
            yield words_of(sentence, total, *parts), f"các phần cộng lại {words}"


_ADDED_UP = re.compile(
    r"[,;]\s*(?:(?:tổng\s+)?(?:cộng|số)|tổng|cả năm|cả (?:hai|ba|\d) [^\W\d]+|tất cả)"
    r"(?:\s+(?:là|được|đạt|làm|thu))?:?\s*\Z",
    re.I,
)


def wrong_totals(sentence: str, found: list[Quantity]) -> Iterator[Fault]:
    """`18 quán ăn, 9 cơ sở nấu rượu, 5 lò bún, cộng 34 cơ sở`, `quý III làm 1,2 km, quý IV làm 0,9
    km, cả năm 2,3 km`: one quantity in each clause before their total."""
    for at, total in enumerate(found):
        if not _ADDED_UP.search(total.before) or total.unit == "%":
            continue
        listed = sentence[found[0].start : total.start]
        listed = listed[max(listed.rfind(sign) for sign in ":(.") + 1 :]
        if listed.count(")") > listed.count("("):
            continue  # of a list in brackets see `wrong_parts`
        parts = [one for one in found[:at] if one.start >= total.start - len(listed)]
        clauses = _COMMA.split(_ADDED_UP.sub("", listed))
        is_list = len(parts) == len(clauses) > 1 and not any(map(_NO_PART.search, clauses))
        is_money = {one.unit == "đồng" for one in (*parts, total)}
        made = Decimal(sum(one.value for one in parts))
        is_near = abs(made - total.value) * 2 <= total.value
        if is_list and len(is_money) == 1 and made != total.value and is_near:
            words = amount_words(made, total.unit) if total.unit == "đồng" else format_decimal(made)
            yield words_of(sentence, *parts, total), f"các phần cộng lại {words}"


_SIDE = r"(?:[^,;:=()]|,(?=\d))+?"
_TIMES = re.compile(rf"(?P<left>{_SIDE})\s[x×*]\s(?P<right>{_SIDE})\s*=\s*(?P<all>[^;:()]+)")


_TIMES_IN_BRACKETS = re.compile(r"\((?P<left>[^()x×*=]+)\s[x×*]\s(?P<right>[^()x×*=]+)\)")


def _wrong_bracket(sentence: str, times: re.Match[str]) -> Iterator[Fault]:
    """`nhà tạm 1.920 triệu đồng (32 nhà x 65 triệu đồng)`."""
    sides = [list(quantities_in(times[name])) for name in ("left", "right")]
    wholes = list(quantities_in(sentence[: times.start()]))[-1:]
    if wholes and all(len(side) == 1 for side in sides):
        made = sides[0][0].value * sides[1][0].value
        (whole,) = wholes
        is_beside = not sentence[whole.end : times.start()].strip()
        if is_beside and whole.unit in (sides[0][0].unit, sides[1][0].unit) and made != whole.value:
            words = " ".join(sentence[whole.start : times.end()].split())
            yield words, f"tính ra {amount_words(made, whole.unit)}"


def wrong_products(sentence: str) -> Iterator[Fault]:
    """`142 hộ x 200.000 đồng/hộ = 24,8 triệu đồng`."""
    for times in _TIMES_IN_BRACKETS.finditer(sentence) if "(" in sentence else ():
        yield from _wrong_bracket(sentence, times)
    for found in _TIMES.finditer(sentence) if "=" in sentence else ():
        sides = [list(quantities_in(found[name])) for name in ("left", "right", "all")]
        if not all(sides) or any(len(side) != 1 for side in sides[:2]):
            continue
        one, other, whole = sides[0][0], sides[1][0], sides[2][0]
        made = one.value * other.value
        is_one = whole.unit in (one.unit, other.unit)
        if is_one and made != whole.value and "%" not in (one.unit, other.unit):
            yield " ".join(found[0].split()), f"tính ra {amount_words(made, whole.unit)}"
