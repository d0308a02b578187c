"""Text as it may stand on paper: NFC, no invisible character, typographic blanks, known glyphs."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from itertools import pairwise

from ntm_project.common.text import VARIANTS, plain_signs

NBSP = "\u00a0"
WORD_JOINER = "\u2060"  # put where no line may end; typed ones are cleaned away, none is drawn
MISSING_GLYPH = "□"

# Blanks that only a machine sees differently; joined with runs of ordinary ones.
_BLANKS = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_LINE_ENDS = re.compile(r"\r\n?|[\u0085\u2028\u2029\v\f]")
# Cc control, Cf zero-width and direction marks, Cs lone surrogates. What is assigned to nobody, or
# by some font alone, was meant to be seen: it stays, and stops the print.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
_NO_CHARACTERS = frozenset("\ufffe\uffff")  # no XML may hold them

# A word and the figure it belongs to: never parted by a line end.
_WORD_AND_FIGURE = re.compile(
    r"\b(ngày|tháng|năm|quý|số|Số|Điều|khoản|Phụ lục|Chương|Mục|Mẫu|thôn|xóm) (?=[\dIVX])"
)
_FIGURE_AND_UNIT = re.compile(
    r"(?<=\d) (?=(?:tỷ|triệu|nghìn|đồng|km|ha|m²|m2|hộ|tiêu chí)\b)|(?<=\d/) (?=\d{4}\b)"
)

# Square and cubic metres as a keyboard has them.
_POWER = re.compile(r"(?<![^\W\d])(?<!-)([kdc]?m)([23])(?![\w-])")

_WORDS = re.compile(rf"[^ {NBSP}]+")
# The last blank of a text that may be longer than a line.
_LAST_BLANK = re.compile(r"(?<=.{40}) (?=\S{1,10}$)")

_WORDS_OF_HEADS = re.compile(
    r"\b(?:ỦY BAN|NHÂN DÂN|MẶT TRẬN|TỔ QUỐC|VIỆT NAM|CHỈ ĐẠO|PHÁT TRIỂN|QUẢN LÝ|VĂN PHÒNG|"
    r"ĐIỀU PHỐI|XÂY DỰNG|NÔNG THÔN MỚI|NÔNG THÔN|NÔNG DÂN|PHỤ NỮ|HỘI ĐỒNG|GIÁM SÁT|CHƯƠNG TRÌNH|"
    r"MỤC TIÊU|QUỐC GIA|NÂNG CAO|KIỂU MẪU|ĐẠT CHUẨN|TIÊU CHÍ|NHIỆM VỤ|KẾT QUẢ|THỰC HIỆN|CUỘC HỌP|"
    r"ĐỒNG CHÍ|THẨM TRA|HỒ SƠ|CHỦ TỊCH|(?:PHÓ )?TRƯỞNG (?:BAN|PHÒNG|THÔN)|PHÓ CHỦ TỊCH|GIÁM ĐỐC|"
    r"THỦ TRƯỞNG|CƠ QUAN|BÍ THƯ|ĐẢNG ỦY|CHI BỘ|THƯỜNG TRỰC|PHỤ TRÁCH|CÔNG CHỨC|NÔNG NGHIỆP|"
    r"MÔI TRƯỜNG|KINH TẾ|HẠ TẦNG|ĐÔ THỊ|ĐỊA CHÍNH|TÀI CHÍNH|KẾ TOÁN|VĂN HÓA|XÃ HỘI|GIAI ĐOẠN|"
    r"THƯ KÝ|CHỦ TỌA)\b|(?<=\d) [-–] (?=\d)",
    re.IGNORECASE,
)


# What stands before the name of a unit, which is rather kept on one line.
_UNITS_IN_HEADS = re.compile(
    "(?:UBND XÃ|(?:UBND )?(?:PHƯỜNG|ĐẶC KHU|HUYỆN)|THỊ TRẤN|TỔ DÂN PHỐ|KHU PHỐ|KHU DÂN CƯ)(?= )"
)
# The widths of letters in Times New Roman Bold, which those with marks share.
_BOLD_LETTER = 722
_BOLD_LETTERS = {
    char: width
    for chars, width in {
        f" {NBSP}.,": 250, "il": 278, "()-’:;fjt": 333, "Is": 389, "cerz": 444,
        "J0123456789–agovxy": 500, "Sbdhknpquđ": 556, "ư": 600, "FP": 611, "BELTZ": 667,
        "GHKOQ": 778, "Ư": 796, "m": 833, "M": 944, "W": 1000,
    }.items()
    for char in chars
}  # fmt: skip


def clean_lines(text: str) -> str:
    """The text in NFC without invisible characters; line ends kept as `\\n`, tabs as blanks."""
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    if not text.isascii():
        text = unicodedata.normalize("NFC", VARIANTS.sub("", text))
    if text.isprintable():
        return text
    shown = (char for char in plain_signs(text) if char == "\n" or not _is_invisible(char))
    return unicodedata.normalize("NFC", "".join(shown))  # a mark may stand beside its letter now


def _is_invisible(char: str) -> bool:
    return char in _NO_CHARACTERS or unicodedata.category(char) in _INVISIBLE


def clean(text: str) -> str:
    """The text on one line: as `clean_lines`, each run of blanks and line ends one blank."""
    return collapse(clean_lines(text))


def collapse(text: str) -> str:
    """The text with each run of blanks and line ends as one blank."""
    return _BLANKS.sub(" ", text)


def with_powers(text: str) -> str:
    """`120 m²` for the `120 m2` of a set or of whoever typed it, whose own words stay as they are:
    what is checked and signed is the text, not how a unit of measure is drawn."""
    return _POWER.sub(lambda found: found[1] + "²³"[found[2] == "3"], text)


def with_no_break_blanks(text: str) -> str:
    """The text with no-break blanks in dates, numbers and references (decree 30 §5, §6), and before
    a short last word, which then stands on no line alone."""
    whole = _FIGURE_AND_UNIT.sub(NBSP, _WORD_AND_FIGURE.sub(rf"\1{NBSP}", text))
    return _LAST_BLANK.sub(NBSP, whole)


def width_in_bold(text: str) -> float:
    """How wide the text stands in bold letters, in thousandths of their size."""
    known = _BOLD_LETTERS
    return sum(known.get(char) or known.get(_bare(char), _BOLD_LETTER) for char in text)


def _bare(char: str) -> str:
    return unicodedata.normalize("NFD", char)[0]


def balanced(text: str, limit: float, length: Callable[[str], float] = len) -> tuple[str, ...]:
    """The text in as few even lines of at most `limit` as can be, cut rather behind a comma or what
    a unit is called, never before a dash, and within no date, name of a unit nor word of several
    syllables that heads are made of; within a word only where it alone is longer than a line."""
    parts = cut_words(text, limit, length)
    return tuple(line for part in parts for line in _balanced(part, limit, length))


def cut_words(text: str, limit: float, length: Callable[[str], float]) -> tuple[str, ...]:
    """The text, parted before and within each word that no line holds: a name of a hundred letters
    without a blank, which the page would break elsewhere than Word does."""
    for word in _WORDS.finditer(text):
        if length(word[0]) > limit:
            before, rest = text[: word.start()].rstrip(" "), text[word.start() :]
            # Somewhat less than a line: capitals in italics are as wide as some in bold.
            fits = max(1, sum(length(rest[:at]) <= limit * 0.93 for at in range(1, len(word[0]))))
            after = cut_words(rest[fits:], limit, length)
            return (*filter(None, [before]), rest[:fits], *after)
    return (text,)


def _with_whole_names(text: str) -> str:
    """The text with blanks at which no line ends in `thôn Thắng Lợi`."""
    first, *words = text.split(" ")
    made, left = first, 0
    for before, word in pairwise((first, *words)):
        left = _NAME_WORDS if before in _UNIT_NOUNS else left - 1
        is_name = left > 0 and before.isalpha() and word[:1].isupper()
        left *= is_name
        made += (NBSP if is_name else " ") + word
    return made


_UNIT_NOUNS = frozenset(
    ("xã", "phường", "trấn", "huyện", "tỉnh", "thôn", "xóm", "làng", "bản", "ấp", "buôn", "khóm")
)
_NAME_WORDS = 4  # of a name, at most, that stay together


def _balanced(text: str, limit: float, length: Callable[[str], float]) -> tuple[str, ...]:
    dated = with_no_break_blanks(text)
    named = _with_whole_names(dated)
    joined = _WORDS_OF_HEADS.sub(lambda found: found[0].replace(" ", NBSP), named)
    blanks = [found.start() for found in re.finditer(r" (?![-–])", joined)]
    whole = length(text)
    if whole <= limit or not blanks:
        return (text,)
    lines = -(-whole // limit)
    even = whole / lines
    noun = _UNITS_IN_HEADS.match(text)
    within = [at for at in blanks if length(text[:at]) <= limit] or blanks[:1]
    # Rather where no further line is needed for what is left.
    within = [at for at in within if length(text[at + 1 :]) <= limit * (lines - 1)] or within

    def distance(at: int) -> float:
        """From an even cut; what is the better place stands so much nearer."""
        off = abs(length(text[:at]) - even)
        if noun and at == noun.end() and length(text[at + 1 :]) <= limit:
            return off - even / 2
        return off - whole / 8 * (text[at - 1] == ",")

    cut = min(within, key=distance)
    return (text[:cut], *_balanced(text[cut + 1 :], limit, length))


def missing_characters(texts: Iterable[str], glyphs: Collection[int]) -> tuple[str, ...]:
    """The characters that the font cannot draw, in order of code point."""
    used: set[str] = set()
    for text in texts:
        used.update(text)
    drawn = (char for char in used if char != WORD_JOINER and not char.isspace())
    return tuple(sorted(char for char in drawn if ord(char) not in glyphs))


def side_by_side(characters: Iterable[str]) -> str:
    """The characters side by side; one that no screen shows either by its code: `U+F0AB`."""
    return " ".join(
        f"U+{ord(char):04X}" if unicodedata.category(char) in {"Co", "Cn"} else char
        for char in characters
    )


def box_missing(text: str, missing: Collection[str]) -> str:
    """The text with each character that the font cannot draw replaced by a box."""
    if not missing:
        return text
    return text.translate(dict.fromkeys(map(ord, missing), MISSING_GLYPH))
