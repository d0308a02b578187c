"""Numbers the Vietnamese way: decimal comma, thousands dot, money in đồng, triệu and tỷ."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from .text import clean_line, fold_letters

LONGEST = 40  # characters: longer is a paste, not a number
MOST_DONG = 10**18  # fits a 64-bit column with room for sums

MONEY_UNITS = {"đồng": 1, "nghìn đồng": 10**3, "triệu đồng": 10**6, "tỷ đồng": 10**9}
MONEY_DECIMALS = 3  # as in "89,427 tỷ đồng"; finer amounts are written in a smaller unit
_WIDE = Context(prec=200)  # the default 28 digits would round a long number silently

_VIETNAMESE = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?: [0-9]{3})+)|[0-9]+)(?:,(?P<part>[0-9]+))?"
)
# One dot that parts no thousands (`88.9`, `1234.567`, `0.500`): a keypad may have no comma.
_ONE_DOT = re.compile(r"(?P<whole>0|[0-9]+)\.(?P<part>[0-9]+)")
_AMERICAN = re.compile(
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)\.(?P<part>[0-9]+)"
    r"|(?P<groups>[0-9]{1,3}(?:,[0-9]{3}){2,})"
)
# Where a digit stands alone that is no part of a ratio, decimal or day, nor a share or money.
_LONE_DIGIT = re.compile(
    r"(?<![\w.,/])(?=[1-9](?![\w%/]|[.,][0-9]| (?:%|(?:đồng|nghìn|triệu|tỷ)\b)))"
)
_BARE = re.compile(r"[0-9][0-9., ]*")  # an amount without the name of its unit
_SIGN = re.compile(r"([+\-−]?)\s*(.*)", re.DOTALL)
_RATIO = re.compile(
    r"(?:(?:đạt|có|ít nhất|tối thiểu|≥)\s*)*(?P<part>[0-9][0-9.,]*)\s*/\s*(?P<whole>[0-9][0-9.,]*)"
    r"(?![0-9]|\s*/)",
    re.IGNORECASE,
)
_NUMBER = r"[0-9][0-9.,]*(?: [0-9]{3})*(?:,[0-9]+)?"
_MONEY_PART = re.compile(
    rf"(?P<number>{_NUMBER}) *(?P<scale>ty|ti|trieu|tr|nghin|ngan)?"
    r"(?P<dong> *(?:dong|vnd|\.?d))?\b *"
)
_MONEY_SCALE = {
    "ty": 10**9,
    "ti": 10**9,
    "trieu": 10**6,
    "tr": 10**6,
    "nghin": 10**3,
    "ngan": 10**3,
}


def whole_number(text: str, digits: int) -> int | None:
    """The number that the text writes with plain digits, so many at most; None for all else."""
    fits = 0 < len(text) <= digits and text.isascii() and text.isdecimal()
    return int(text) if fits else None


def parse_decimal(text: str, *, takes_dot: bool = True) -> Decimal:
    """The number typed with decimal comma and thousands dots, or ValueError in Vietnamese.

    A trailing % is dropped, not divided: "88,9%" is 88.9. A single dot that parts no thousands is
    taken for the comma where `takes_dot` allows it; pages show back what was read.
    """
    typed = clean_line(text).removesuffix("%").rstrip()
    if not typed:
        raise ValueError("Chưa ghi số.")
    if len(typed) > LONGEST:
        raise ValueError("Số quá dài, hãy kiểm tra lại.")
    match = _SIGN.fullmatch(typed)
    sign, digits = ("", typed) if match is None else (match[1], match[2])
    minus = "-" if sign in {"-", "−"} else ""
    number = _VIETNAMESE.fullmatch(digits)
    if number is None and takes_dot:
        number = _ONE_DOT.fullmatch(digits)
    if number is None:
        raise ValueError(_what_to_type(minus, digits))
    whole = number["whole"].replace(".", "").replace(" ", "")
    part = f".{number['part']}" if number["part"] else ""
    return Decimal(f"{minus}{whole}{part}")


_WITH_WORDS = re.compile(r"(?P<number>[+\-−]?\s*\d[\d.,\s]*)(?P<words>[^\W\d].*)")
_SHORT_UNITS = {
    "trieudong": ("trieu", "tr", "trd", "trdong"),
    "tydong": ("ty", "ti"),
    "dong": ("d",),
}


def without_unit(text: str, unit: str) -> str:
    """The number of `51 triệu đồng`, where what is counted is counted in that unit or in one that
    begins so (`triệu đồng/người/năm`); of `1,5 tỷ` the number of triệu; the text as it is where
    other words stand behind it."""
    found = _WITH_WORDS.fullmatch(clean_line(text))
    if found is None or not unit:
        return text
    parts = _unit_key(unit).split("/")
    firsts = (parts[0], *_SHORT_UNITS.get(parts[0], ()))
    names = {"/".join([one, *parts[1:n]]) for one in firsts for n in range(1, len(parts) + 1)}
    if _unit_key(found["words"]) in names:
        return found["number"].strip()
    return _of_other_scale(clean_line(text), unit) or text


def _of_other_scale(text: str, unit: str) -> str:
    """The number of an amount of money in the unit of another scale; "" where it is no amount, or
    one of something else (`tỷ đồng/hộ` for what is counted by the year)."""
    scales = {_unit_key(name): scale for name, scale in MONEY_UNITS.items()}
    own, *by = _unit_key(unit).split("/")
    amount, *stated = text.split("/")
    if own not in scales or [_unit_key(part) for part in stated] != by[: len(stated)]:
        return ""
    try:
        return format_decimal(Decimal(parse_money(amount)) / scales[own])
    except ValueError:
        return ""


def _unit_key(words: str) -> str:
    """What two ways to write one unit have in common: `m²` and `m2`, `Triệu đồng`."""
    return fold_letters(unicodedata.normalize("NFKC", words)).replace(" ", "").replace(".", "")


def _what_to_type(minus: str, digits: str) -> str:
    american = _AMERICAN.fullmatch(digits)
    if american is None:
        return (
            f"Chưa đọc được số “{minus}{digits}”. Chỉ ghi chữ số, dấu phẩy trước phần thập phân, "
            "dấu chấm giữa các hàng nghìn, ví dụ 1.234,5."
        )
    whole = (american["whole"] or american["groups"]).replace(",", ".")
    better = minus + (f"{whole},{american['part']}" if american["part"] else whole)
    return (
        "Phần thập phân viết sau dấu phẩy, hàng nghìn ngăn bằng dấu chấm: "
        f"ghi {better} thay cho {minus}{digits}."
    )


def parse_ratio(text: str) -> tuple[Decimal, Decimal] | None:
    """Numerator and denominator of "7/8" or "2/3 số hộ"; None when the text is no such fraction."""
    match = _RATIO.match(clean_line(text))
    if match is None:
        return None
    try:
        part = parse_decimal(match["part"].rstrip(".,"))
        whole = parse_decimal(match["whole"].rstrip(".,"))
    except ValueError:
        return None
    return (part, whole) if whole else None


def format_decimal(value: Decimal | int, places: int | None = None) -> str:
    """The number as 1.234,5: exact, or rounded half up to `places`; no trailing zeros."""
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError("Giá trị không phải là một số.")
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, context=_WIDE)
    whole, _, part = f"{number.copy_abs():f}".partition(".")
    part = part.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", ".")
    minus = "-" if number < 0 else ""
    return f"{minus}{grouped},{part}" if part else f"{minus}{grouped}"


def format_count(number: int) -> str:
    """The count for prose: 05 for 1 to 9, else as it is; never for ratios or money."""
    return f"{number:02}" if 1 <= number <= 9 else format_decimal(number)


def with_counts(text: str) -> str:
    """The text with each count that it shows as prose writes it; no ratio, share, decimal, day."""
    return _LONE_DIGIT.sub("0", text)


def format_money(dong: int, unit: str | None = None) -> str:
    """The amount of đồng, exact, in `unit` or in the largest unit that writes it in 3 decimals."""
    if unit is None:
        unit = next(
            name
            for name, scale in reversed(MONEY_UNITS.items())
            if name != "nghìn đồng" and _fits(dong, scale)
        )
    return f"{_in_unit(dong, unit)} {unit}"


def in_millions(dong: int) -> str:
    """The amount of đồng, exact, as it is in a column of triệu đồng."""
    return _in_unit(dong, "triệu đồng")


def _in_unit(dong: int, unit: str) -> str:
    return format_decimal(Decimal(dong).scaleb(1 - len(str(MONEY_UNITS[unit])), context=_WIDE))


def _fits(dong: int, scale: int) -> bool:
    finest = max(scale // 10**MONEY_DECIMALS, 1)
    return scale == 1 or (abs(dong) >= scale and dong % finest == 0)


def parse_money(text: str) -> int:
    """Whole đồng of "2,32 tỷ đồng", "1 tỷ 500 triệu" or "51.000.000"; ValueError in Vietnamese."""
    typed = clean_line(text)
    if not typed:
        raise ValueError("Chưa ghi số tiền.")
    if len(typed) > 2 * LONGEST:
        raise ValueError("Số tiền quá dài, hãy kiểm tra lại.")
    folded = fold_letters(typed.replace("₫", "đ"))
    if folded.startswith("-"):
        raise ValueError("Số tiền không được nhỏ hơn 0.")
    total, at, room = Decimal(0), 0, Decimal("Infinity")
    while at < len(folded):
        match = _MONEY_PART.match(folded, at)
        if match is None or (at and not match["scale"] and not match["dong"]):
            raise ValueError(_money_hint(typed))  # "1 tỷ 500" may mean 500 triệu: not guessed
        scale = _MONEY_SCALE.get(match["scale"], 1)
        # The words of an amount are kept and printed, so they must be written the right way.
        amount = parse_decimal(match["number"], takes_dot=False) * scale
        if amount >= room:  # "500 triệu 1 tỷ" is a slip, not a sum
            raise ValueError(_money_hint(typed))
        total, at, room = total + amount, match.end(), Decimal(scale)
    return _whole_dong(total)


def _money_hint(typed: str) -> str:
    return (
        f"Chưa đọc được số tiền “{typed}”. Ghi số kèm đơn vị, ví dụ 2,32 tỷ đồng, "
        "850 triệu đồng, 51.000.000 đồng."
    )


def _whole_dong(total: Decimal) -> int:
    if total > MOST_DONG:
        raise ValueError("Số tiền quá lớn, hãy kiểm tra lại đơn vị.")
    if total != total.to_integral_value():
        raise ValueError(
            "Số tiền lẻ dưới một đồng. Ghi kèm đơn vị, ví dụ 51,5 triệu đồng, "
            "hoặc ghi đủ số đồng, ví dụ 51.500.000."
        )
    return int(total)


def is_nothing_but(words: str, dong: int) -> bool:
    """Whether the words in which a paper gives an amount hold nothing beside it."""
    try:
        return not words or parse_money(words) == dong
    except ValueError:
        return False


@dataclass(frozen=True)
class Money:
    """An amount in whole đồng with the words in which a paper gives it, "" where it has none.

    A remark in brackets belongs to the words: `0,85 tỷ đồng (cấp trên hỗ trợ)`.
    """

    amount: int
    words: str = ""

    @classmethod
    def read(cls, text: str) -> "Money":
        """The amount typed, with its words; ValueError in Vietnamese."""
        typed = clean_line(text)
        number, bracket, remark = typed.partition("(")
        amount, number = parse_money(number), number.strip()
        if not _BARE.fullmatch(number):
            return cls(amount, typed)
        return cls(amount, f"{number} đồng ({remark}" if bracket else "")

    def __str__(self) -> str:
        """What `read` gives the same amount from: the words, or the amount before them."""
        try:
            is_same = bool(self.words) and Money.read(self.words).amount == self.amount
        except ValueError:
            is_same = False
        if is_same:
            return self.words
        amount = format_money(self.amount)
        return f"{amount} ({self.words})" if self.words else amount
