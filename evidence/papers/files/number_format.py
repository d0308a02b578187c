"""A number as Excel shows it on a Vietnamese computer: `88,9%`, `1.234.568`, `05/03/2024`.

The codes are those of ECMA-376 part 1, 18.8.30 and 18.8.31; what a code has beyond them is shown
as a plain number, never left out.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

GENERAL = "General"
# The codes that a file names by their number alone; days as Windows writes them in Vietnam.
BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy hh:mm",
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: "#,##0;-#,##0;-", 42: "#,##0;-#,##0;-", 43: "#,##0.00;-#,##0.00;-",
    44: "#,##0.00;-#,##0.00;-",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 49: "@",
}  # fmt: skip

MOST_CODE_CHARS, MOST_DECIMALS = 255, 15
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<room>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<half>AM/PM|A/P)|(?P<date>y+|m+|d+|h+|s+(?:\.0+)?)|(?P<digits>[0#?][0#?.,]*|\.[0#?]+)"
    r"|(?P<exponent>E[+-]0+)|(?P<general>General)|(?P<other>.)",
    re.I | re.S,
)
_DAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
_SHORT_DAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
_CONDITION = re.compile(r"(<=|>=|<>|=|<|>)\s*(-?\d+(?:\.\d+)?)")
# Day 60 of Excel is 29 February 1900, which never was.
_BEGIN, _NEVER = datetime.datetime(1899, 12, 30), 60
_LAST_SERIAL = 2_958_466  # 1 January 10000


@dataclass(frozen=True)
class _Part:
    """One piece of a code: what kind, and its letters."""

    kind: str
    text: str


# A workbook has thousands of cells and a dozen codes.
@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[tuple[_Part, ...], ...]:
    """The pieces of a code, section by section."""
    sections: list[list[_Part]] = [[]]
    for found in _TOKEN.finditer(code[:MOST_CODE_CHARS]):
        kind, text = found.lastgroup or "other", found[found.lastgroup or 0] or ""
        if kind == "other" and text == ";":
            sections.append([])
        elif kind != "fill":
            sections[-1].append(_Part(kind, " " if kind == "room" else text))
    return tuple(map(tuple, sections))


def shown_number(value: float, code: str, *, since_1904: bool = False) -> str:
    """The value under a code of Excel."""
    sections = _sections(code)
    parts, is_signed = _chosen(value, sections)
    if not parts and len(sections) > 1:
        return ""
    dates = [p for p in parts if p.kind in {"date", "half"} or _is_span(p)]
    if dates:
        moment = value + (1_462 if since_1904 else 0)
        return _day(moment, parts)
    size = abs(value) if is_signed or value >= 0 else value
    if any(p.kind == "digits" for p in parts) and not _is_fraction(parts):
        return _number(size, parts)
    if any(p.kind == "general" for p in parts) or not parts or _is_fraction(parts):
        return _literals(parts, plain_number(size))
    text = "".join(_literal(p) for p in parts)
    return plain_number(size) if text == "@" else text.strip()


def _chosen(
    value: float, sections: tuple[tuple[_Part, ...], ...]
) -> tuple[tuple[_Part, ...], bool]:
    """The section for the value, and whether it writes the sign itself."""
    for section in sections[:2]:
        condition = next(
            (m for p in section if p.kind == "bracket" and (m := _CONDITION.fullmatch(p.text))),
            None,
        )
        if condition:
            holds = _holds(value, condition[1], float(condition[2]))
            rest = sections[1] if len(sections) > 1 else section
            return (section if holds else rest), len(sections) > 1 and value < 0 and not holds
    if value < 0 and len(sections) > 1:
        return sections[1], True
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], False


def _holds(value: float, sign: str, bound: float) -> bool:
    return {
        "<": value < bound,
        "<=": value <= bound,
        ">": value > bound,
        ">=": value >= bound,
        "=": value == bound,
        "<>": value != bound,
    }[sign]


def _is_span(part: _Part) -> bool:
    """`[h]`: hours beyond a day are counted on."""
    return part.kind == "bracket" and bool(re.fullmatch(r"h+|m+|s+", part.text, re.I))


def _is_fraction(parts: tuple[_Part, ...]) -> bool:
    kinds = [(p.kind, p.text) for p in parts]
    return any(
        before[0] == after[0] == "digits" and slash == ("other", "/")
        for before, slash, after in zip(kinds, kinds[1:], kinds[2:], strict=False)
    )


def _literal(part: _Part) -> str:
    if part.kind == "bracket":
        # `[$₫-42A]` is a currency, `[$-42A]` a language, `[Red]` a colour.
        return part.text[1:].partition("-")[0] if part.text.startswith("$") else ""
    return part.text if part.kind in {"quoted", "escaped", "room", "other"} else ""


def _literals(parts: tuple[_Part, ...], number: str) -> str:
    if not any(p.kind == "general" for p in parts):
        return number
    return "".join(number if p.kind == "general" else _literal(p) for p in parts).strip()


def plain_number(value: float) -> str:
    """The number as a cell without a format shows it; codes and years get no thousands dots."""
    is_whole = value == int(value) if abs(value) < 1e15 else False
    digits = 15 if is_whole else 10
    number = Decimal(f"{value:.{digits}g}").normalize()
    if number and not -10 < number.adjusted() < 15:
        return f"{number:E}".replace(".", ",")
    return format(number, "f").replace(".", ",").replace("-0", "0", not number)


def _number(value: float, parts: tuple[_Part, ...]) -> str:
    number = Decimal(f"{value:.15g}")
    percents = sum(p.kind == "other" and p.text == "%" for p in parts)
    places = [p for p in parts if p.kind == "digits"]
    code = "".join(p.text for p in places)
    bare = code.rstrip(",")
    number = number.scaleb(2 * percents - 3 * (len(code) - len(bare)))
    exponent = next((p for p in parts if p.kind == "exponent"), None)
    power = 0
    if exponent and number:
        power = number.adjusted()
        number = number.scaleb(-power)
    if number.adjusted() > 12:
        return plain_number(value)
    digits = iter(_digits(number, bare, len(places)))
    written = []
    for part in parts:
        if part.kind == "digits":
            written.append(next(digits, ""))
        elif part.kind == "exponent":
            written.append(f"E{'-' if power < 0 else '+'}{abs(power):0{len(part.text) - 2}d}")
        else:
            written.append(_literal(part))
    text = "".join(written).strip()
    return f"-{text}" if number < 0 and re.search(r"[1-9]", text) else text


def _digits(number: Decimal, code: str, groups: int) -> Iterator[str]:
    """The digits, all in the first place where a code has several (`000-000` keeps them apart)."""
    whole, _, decimals = code.partition(".")
    most = min(MOST_DECIMALS, sum(char in "0#?" for char in decimals))
    least = sum(char == "0" for char in decimals)
    rounded = abs(number).quantize(Decimal(1).scaleb(-most), rounding=ROUND_HALF_UP)
    text, _, fraction = format(rounded, "f").partition(".")
    text = text.lstrip("0").zfill(sum(char == "0" for char in whole))
    if "," in whole:
        text = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ".", text)
    fraction = fraction[:least] + fraction[least:].rstrip("0")
    yield text + (f",{fraction}" if fraction else "")
    yield from [""] * (groups - 1)


def _day(value: float, parts: tuple[_Part, ...]) -> str:
    if not 0 <= value < _LAST_SERIAL:
        return "#####"
    seconds = round(value * 86_400)
    # Before the day that never was, Excel counts one day less than there were.
    moment = _BEGIN + datetime.timedelta(seconds=seconds, days=value < _NEVER)
    is_half = any(p.kind == "half" for p in parts)
    written = []
    for place, part in enumerate(parts):
        if part.kind == "date":
            written.append(_moment(part.text.lower(), moment, is_half, _is_minute(parts, place)))
        elif part.kind == "half":
            written.append("CH" if moment.hour >= 12 else "SA")
        elif _is_span(part):
            unit = {"h": 3_600, "m": 60, "s": 1}[part.text[0].lower()]
            written.append(str(seconds // unit).zfill(len(part.text)))
        else:
            written.append(_literal(part))
    return "".join(written).strip()


def _is_minute(parts: tuple[_Part, ...], place: int) -> bool:
    """`m` behind an hour or before a second is a minute, else a month."""

    def letter(part: _Part) -> str:
        is_time = part.kind == "date" or _is_span(part)
        return part.text[0].lower() if is_time else ""

    before = next((at for part in reversed(parts[:place]) if (at := letter(part))), "")
    after = next((at for part in parts[place + 1 :] if (at := letter(part))), "")
    return before == "h" or after == "s"


def _moment(code: str, moment: datetime.datetime, is_half: bool, is_minute: bool) -> str:
    letter, length = code[0], len(code.partition(".")[0])
    if letter == "y":
        return f"{moment.year:04d}" if length > 2 else f"{moment.year % 100:02d}"
    if letter == "m" and not is_minute:
        if length > 2:
            return f"Thg{moment.month}" if length == 3 else f"Tháng {moment.month}"
        return f"{moment.month:0{min(length, 2)}d}"
    if letter == "d" and length > 2:
        return (_SHORT_DAYS if length == 3 else _DAYS)[moment.weekday()]
    hour = (moment.hour - 1) % 12 + 1 if is_half else moment.hour
    number = {"d": moment.day, "h": hour, "m": moment.minute, "s": moment.second}[letter]
    return f"{number:0{min(length, 2)}d}"
