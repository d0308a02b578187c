"""How much more or less a thing has become, and of how many kinds a number is made: what authored
words state of it that the numbers beside it do not give."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ntm_project.common.numbers import format_decimal, parse_decimal, parse_money
from reports.checks.reading.patterns import ASIDE, FIRST_DIGIT, beginning, read_number

_NUMBER = r"\d[\d.]*(?:,\d+)?"
_MONEY = rf"{_NUMBER}\s*(?:tỷ|tỉ|triệu|nghìn)"
# Words without a number, but for that of a year.
_WORDS = r"(?:[^.,;\n\d]|(?<=\bnăm )20\d\d\b){0,40}?"
_BY = (
    r"[,;(]\s*(?:tức\s+|tương ứng\s+)?(?P<by>tăng|giảm|thêm)\s+(?:thêm\s+|được\s+)?"
    rf"(?P<diff>{_NUMBER})\s*(?P<points>%|[^\W\d]+)"
)
# `giảm từ 21,5% năm trước xuống 17,2%, giảm 5,3 điểm`; of shares of what was see `wrong_growths`
_FROM_TO = re.compile(
    rf"{beginning('từ')}(?i:\s+(?P<was>{_NUMBER})\s*(?P<of>%|[^\W\d]+)?{_WORDS}\b"
    rf"(?:lên|xuống|còn)\s+(?:(?:còn|đến|tới)\s+)?(?P<now>{_NUMBER})\s*(?P<unit>%|[^\W\d]+)?"
    rf"{_WORDS}{_BY})"
)
# `đạt 49,5 triệu đồng, tăng 3,5 triệu đồng so với năm 2022 (46 triệu đồng)`
_SINCE = re.compile(
    rf"(?P<now>{FIRST_DIGIT}[\d.]*(?:,\d+)?)\s*(?P<unit>%|[^\W\d]+){_WORDS}{_BY}"
    rf"[^.;\n\d(]{{0,30}}?\b(?:so với|cùng kỳ)(?:[^.;\n\d(]|(?<=\bnăm )20\d\d){{0,40}}?\("
    rf"[^()\d]{{0,20}}(?P<was>{_NUMBER})\s*(?P<of>%|[^\W\d]+)",
    re.I,
)
# `có 96 hộ nghèo, cuối năm còn 71 hộ, giảm 25 hộ`
_LEFT = re.compile(
    rf"(?P<was>{FIRST_DIGIT}[\d.]*)\s+(?P<unit>[^\W\d]+)\b(?:[^.;\n\d]|(?<=\bnăm )20\d\d)"
    r"{0,60}?\b(?:còn|xuống|lên)\s+(?P<now>\d[\d.]*)\s+(?P<of>(?P=unit))\b[^.;\n\d]{0,30}?"
    rf"{_BY}",
    re.I,
)


def wrong_differences(text: str) -> Iterator[tuple[str, str]]:
    """(words, the difference) where a thing has become more or less by another amount."""
    if not any(map(text.__contains__, ("tăng", "giảm", "thêm"))):
        return
    patterns = [_FROM_TO, _LEFT] + ([_SINCE] if "(" in text else [])
    for found in (one for pattern in patterns for one in pattern.finditer(text)):
        unit, points = (found["unit"] or found["of"] or "").lower(), found["points"].lower()
        was, now, stated = (read_number(found[n]) for n in ("was", "now", "diff"))
        is_one = (found["of"] or unit).lower() == unit
        if not is_one or points != ("điểm" if unit == "%" else unit):
            continue
        if (now > was) == (found["by"].lower() != "giảm") and abs(now - was) != stated:
            yield " ".join(found[0].split()), f"{format_decimal(abs(now - was))} {found['points']}"


# `6 tổ chức kinh tế tập thể, gồm 3 hợp tác xã và 4 tổ hợp tác`
_A_KIND = r"\d{1,3}\s+[^\W\d]+(?:[ -]+[^\W\d]+){0,7}"
_OF_KINDS = re.compile(
    rf"(?P<n>{FIRST_DIGIT}\d{{0,2}})\s+(?P<noun>tổ chức|[^\W\d]+)\b[^.;:\n\d()]{{0,40}}?"
    rf"(?:\b(?:bao )?gồm(?: có)?:?|:|\()\s*"
    rf"(?P<kinds>{_A_KIND}(?:(?:\s*,\s*(?:và\s+)?|\s+và\s+){_A_KIND})+)\s*(?=[.;)\n]|$)",
    re.I,
)
# What has things in it rather than is one of them, and what measures.
_HOLDS = frozenset(
    word
    for line in (
        "tầng năm tháng ngày giờ đợt bước giai tuyến gói dự công mô km m ha triệu tỷ phòng nhà ban",
        "tổ đoàn đội nhóm khu cụm chương kế bộ",
    )
    for word in line.split()
)
_A_MEASURE = re.compile(r"\d\s+(?:km|m|m2|ha|triệu|tỷ|nghìn|tấn|kg|giờ|ngày|tháng|năm)\b", re.I)


def wrong_kinds(text: str) -> Iterator[tuple[str, str]]:
    """(words, how many) where a number is nearly, not quite, that of its kinds together."""
    for found in _OF_KINDS.finditer(text) if "gồm" in text or ":" in text or "(" in text else ():
        count, noun = int(found["n"]), found["noun"].lower()
        kinds = [int(n) for n in re.findall(r"\d+", found["kinds"])]
        of_noun = re.findall(rf"\d\s+{re.escape(noun)}\b", found["kinds"], re.I)
        is_near = 0 < abs(sum(kinds) - count) <= max(1, count // 3)
        is_other = noun in _HOLDS or of_noun or _A_MEASURE.search(found["kinds"])
        if count > 1 and is_near and not is_other:
            yield " ".join(found[0].split()), str(sum(kinds))


_NAME = r"[A-ZĐ]\w*(?: (?:[A-ZĐ]\w*|\d+))*"
# `hợp nhất từ 3 xã Đồng Lương và Điêu Lương`
_UNITS = re.compile(
    rf"(?P<n>\d(?<![\d/.,]\d)\d?)\s+(?:xã|phường|đơn vị|thị trấn)\s*:?\s*"
    rf"(?P<names>{_NAME}(?:(?:\s*,\s*|\s+và\s+)(?:xã |phường )?{_NAME})+)\s*(?=[.;,()\n]|\sthành|$)"
)
# `3 sản phẩm OCOP: mắm cá lóc, bánh tét`
_THINGS = re.compile(
    rf"(?P<n>{FIRST_DIGIT}\d?)\s+(?:sản phẩm|hợp tác xã|HTX|trường|làng nghề|di tích|chợ"
    r"|tuyến đường|đồng chí|mô hình|câu lạc bộ|CLB|tổ hợp tác|công trình|hạng mục)\b"
    r"[^.;:\n\d,()]{0,30}?"
    r":\s*(?P<names>[^.;:\n\d]+?)\s*(?=[.;\n]|$)",
    re.I,
)
_COMMA, _AND = re.compile(r"\s*,\s*(?:và\s+)?"), re.compile(r"\s*,\s*(?:và\s+)?|\s+và\s+")
_MORE = re.compile(r"\.\.|…|v\.v|\b(?:khác|như|vân vân|gồm|trong đó)\b", re.I)
LONGEST_NAME = 6  # words


def wrong_names(text: str) -> Iterator[tuple[str, str]]:
    """(words, how many) where a count is not that of the names that follow; `và` may stand within
    a name."""
    patterns = [_UNITS] if "nhập" in text or "nhất" in text else []
    patterns += [_THINGS] if ":" in text else []
    for found in (one for pattern in patterns for one in pattern.finditer(text)):
        names = ASIDE.sub("", found["names"])
        most, least = (len(sign.split(names.strip())) for sign in (_AND, _COMMA))
        is_long = any(name.count(" ") >= LONGEST_NAME for name in _AND.split(names))
        if most < 2 or is_long or _MORE.search(found[0]) or least <= int(found["n"]) <= most:
            continue
        yield " ".join(found[0].split()), str(most)


_GIVEN_AND_SPENT = re.compile(
    rf"(?:được giao|giao|phân bổ|bố trí|cấp|kế hoạch vốn|tổng vốn)\b[^.;\n\d]{{0,30}}?"
    rf"(?P<all>{_MONEY})[^.;\n\d]{{0,25}}?\bgiải ngân\s+(?:được\s+|đạt\s+)?(?P<part>{_MONEY})",
    re.I,
)


def spent_above(text: str) -> Iterator[str]:
    """`được giao 4,8 tỷ đồng, đã giải ngân 5,2 tỷ đồng`: more than there is."""
    for found in _GIVEN_AND_SPENT.finditer(text) if "giải ngân" in text else ():
        if parse_money(found["part"]) > parse_money(found["all"]):
            yield " ".join(found[0].split())


# `1.250 ha, sản lượng 3.125 tấn, năng suất bình quân 3,5 tấn/ha`
_YIELD = re.compile(
    rf"(?P<area>{FIRST_DIGIT}[\d.]*(?:,\d+)?)\s*ha\b[^.;\n]{{0,60}}?"
    rf"(?:sản lượng[^.;\n\d]{{0,30}}?(?P<all>{_NUMBER})\s*tấn\b[^.;\n]{{0,40}}?)?"
    rf"năng suất[^.;\n\d]{{0,30}}?(?P<each>{_NUMBER})\s*(?P<unit>tấn|tạ|kg)/ha"
    rf"(?:[^.;\n]{{0,60}}?sản lượng[^.;\n\d]{{0,30}}?(?P<then>{_NUMBER})\s*tấn\b)?",
    re.I,
)
_TONNES = {"tấn": 1, "tạ": 10, "kg": 1000}


def wrong_yields(text: str) -> Iterator[tuple[str, str]]:
    """(words, the yield) where an area, a harvest and the yield of a hectare do not go together."""
    for found in _YIELD.finditer(text) if "năng suất" in text else ():
        whole = found["all"] or found["then"]
        area, stated = (read_number(found[n]) for n in ("area", "each"))
        if whole and area:
            unit = found["unit"].lower()
            true = read_number(whole) * _TONNES[unit] / area
            if abs(true - stated) > max(true, stated) / 20:
                yield " ".join(found[0].split()), f"{format_decimal(round(true, 1))} {unit}/ha"


# `đạt 4,2 tỷ đồng, bằng 70% dự toán năm (7 tỷ đồng)`
_OF_PLAN = re.compile(
    rf"(?P<n>{FIRST_DIGIT}[\d.]*(?:,\d+)?)\s*(?P<unit>[^\W\d]+)[^.,;\n\d]{{0,30}}[,(]?\s*(?:đạt|bằng)\s+"
    rf"(?P<share>\d{{1,3}}(?:,\d+)?)\s*%\s+(?:dự toán|kế hoạch|chỉ tiêu|mục tiêu)"
    rf"[^.,;\n\d(]{{0,25}}\(?\s*(?P<plan>{_NUMBER})\s*(?P<of>[^\W\d]+)",
    re.I,
)


def wrong_shares_of_plan(text: str) -> Iterator[tuple[str, str]]:
    """(words, the share) where a result beside its plan is another share of it."""
    for found in _OF_PLAN.finditer(text) if "%" in text else ():
        here, plan = (read_number(found[n]) for n in ("n", "plan"))
        stated = parse_decimal(found["share"])
        if plan and found["unit"].lower() == found["of"].lower():
            step = Decimal(1).scaleb(int(stated.as_tuple().exponent))
            if abs(here * 100 / plan - stated) >= step:
                yield " ".join(found[0].split()), f"{format_decimal(round(here * 100 / plan, 1))}%"


# `120 bóng đèn, đơn giá 2,5 triệu đồng/bóng, thành tiền 360 triệu đồng`
_PRICED = re.compile(
    rf"(?P<n>{FIRST_DIGIT}[\d.]*)\s+[^\W\d]+[^.;\n\d]{{0,40}}?\bđơn giá[^.;\n\d]{{0,20}}?"
    rf"(?P<each>{_MONEY})[^.;\n\d]{{0,30}}?(?:thành tiền|tổng cộng|tổng|cộng)[^.;\n\d]{{0,20}}?"
    rf"(?P<all>{_MONEY})",
    re.I,
)


def wrong_prices(text: str) -> Iterator[str]:
    """Finds a quantity at a unit price whose stated total is another sum."""
    for found in _PRICED.finditer(text) if "đơn giá" in text else ():
        count = int(found["n"].replace(".", ""))
        if count * parse_money(found["each"]) != parse_money(found["all"]):
            yield " ".join(found[0].split())


# `dài 2,5 km (250 m)`
_CONVERTED = re.compile(
    rf"(?P<n>{FIRST_DIGIT}[\d.]*(?:,\d+)?)\s*(?P<unit>km|ha|tỷ(?: đồng)?|tấn)\s*"
    rf"\(\s*(?:tương đương\s+|bằng\s+)?(?P<then>{_NUMBER})\s*"
    r"(?P<of>m2|m|triệu(?: đồng)?|kg|tạ)\s*\)",
    re.I,
)
_SMALLER = {
    ("km", "m"): 1000, ("ha", "m2"): 10_000, ("tỷ", "triệu"): 1000, ("tấn", "kg"): 1000,
    ("tấn", "tạ"): 10,
}  # fmt: skip


def wrong_conversions(text: str) -> Iterator[tuple[str, str]]:
    """(words, the amount in the smaller unit) where the same in brackets is another amount."""
    for found in _CONVERTED.finditer(text) if "(" in text else ():
        unit, of = (found[n].lower().split()[0] for n in ("unit", "of"))
        times = _SMALLER.get((unit, of))
        here, then = (read_number(found[n]) for n in ("n", "then"))
        if times and abs(here * times - then) > then / 20:
            yield " ".join(found[0].split()), f"{format_decimal(here * times)} {found['of']}"


# `giảm 42 hộ nghèo, vượt chỉ tiêu huyện giao (45 hộ)`
_BEYOND = re.compile(
    rf"(?P<n>{FIRST_DIGIT}[\d.]*(?:,\d+)?)\s*(?P<unit>%|[^\W\d]+)[^.;\n\d]{{0,40}}?[,(]?\s*"
    r"(?P<how>vượt|bằng|không đạt|chưa đạt|thấp hơn)\s+(?:chỉ tiêu|kế hoạch|mục tiêu|nghị quyết"
    r"|dự toán)"
    rf"[^.;\n\d]{{0,40}}?\(?\s*(?P<plan>{_NUMBER})\s*(?P<of>%|[^\W\d]+)",
    re.I,
)
_LESS = re.compile(r"\b(?:hộ nghèo|tỷ lệ nghèo|cận nghèo|tai nạn|vi phạm|sinh con)\b", re.I)


def wrongly_above(text: str) -> Iterator[str]:
    """What is above a plan, or below it, by its words and not by its figures."""
    for found in (
        _BEYOND.finditer(text) if "ượt" in text or "tiêu" in text or "kế hoạch" in text else ()
    ):
        here, plan = (read_number(found[n]) for n in ("n", "plan"))
        clause = text[max(text.rfind(sign, 0, found.start()) for sign in ".;\n") + 1 : found.end()]
        is_less_better = _LESS.search(clause) and "giảm" not in clause.lower()
        if found["unit"].lower() != found["of"].lower() or is_less_better:
            continue
        how = found["how"].lower()
        is_right = here > plan if how == "vượt" else here == plan if how == "bằng" else here < plan
        if not is_right:
            yield " ".join(found[0].split())
