"""What the patterns of other readers are made of."""

import re
from decimal import Decimal

from django.utils.text import capfirst

from ntm_project.common.numbers import parse_decimal

ASIDE = re.compile(r"\([^()]*\)")
ANY_WORD = re.compile(r"\d+(?:[.,]\d+)+(?!\w)|\w+")  # `1,2` is one
NUMBERED = re.compile(r"\d|[qQ][uU][ýÝ]")  # what a deadline cannot do without
# The first digit of a count: of no day, no date, no part of a longer number. It comes before what
# must not stand in front of it, so that a search looks at digits alone; first what most fail by.
FIRST_DIGIT = (
    r"\d(?<![\d/.,]\d)(?:(?<! \d)|(?<!từ \d|lễ \d)"
    r"(?<!đến \d|hết \d|sau \d|tới \d|dịp \d|Dịp \d|tối \d|Tối \d)"
    r"(?<!ngày \d|Ngày \d|mừng \d|sáng \d|Sáng \d)(?<!trước \d|chiều \d|Chiều \d))"
)
COUNT_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    "mười": 10,
}  # fmt: skip
A_FEW = rf"(?:{FIRST_DIGIT}\d?|\b(?:{'|'.join(COUNT_WORDS)}))"  # `04`, `bốn`


def beginning(*words: str) -> str:
    """A pattern of whole words: small, with a capital, or in capitals. Each alternative begins
    with its own letter, so that a search looks at these letters alone; `re.I` looks at all."""
    cases = (case for word in words for case in (word, capfirst(word), word.upper()))
    return "(?:" + "|".join(rf"{case}(?<=\b{case})" for case in dict.fromkeys(cases)) + ")"


def read_number(words: str) -> Decimal:
    """The number that a pattern took, without the full stop of the sentence that it took too."""
    return parse_decimal(words.rstrip("."))


def read_count(words: str) -> int:
    """The whole number that a pattern took, in digits or as a word: `1.250`, `hai`."""
    return COUNT_WORDS.get(words.lower()) or int(words.replace(".", ""))
