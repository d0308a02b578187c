"""The criteria and indicators that a text names by number: which, met or not, how many."""

import re
from collections.abc import Iterator

from reports.checks.reading.once import all_read_once
from reports.checks.reading.patterns import ASIDE, beginning
from villages.nouns import COMMUNE

_CODE = re.compile(r"\d{1,2}\.\d{1,2}")
_CODES = re.compile(
    rf"(?:chỉ tiêu|nội dung|tiêu chí|\bCT|\bTC|mục)\s+(?:số\s+)?"
    rf"({_CODE.pattern}(?:[\s,;và]+{_CODE.pattern})*)",
    re.I,
)
_A_CRITERION = beginning("tiêu chí", "TC", "tc")
# `tiêu chí số 14 (Giao thông)`, `tiêu chí số 14 về giao thông`, `tiêu chí 14: Giao thông`
_CRITERION = re.compile(
    rf"{_A_CRITERION}(?i: (?:số\s+)?(\d{{1,2}})\b(?![./]\d)"
    r"(?:\s*\(([^()\d]{3,60})\)|(?:\s+về|\s*[-–:])\s+([^,.;()\n]{3,60}))?)"
)
# `tiêu chí 2, 6 và 12`: those that follow the first; `tiêu chí 2 và 15 hộ` counts households
_GOES_ON = r"(?:còn|chưa|đã|đạt|là|được|trong|cần|phải|của|và|theo|ở|thì|do)\b"
_CRITERIA = re.compile(
    rf"{_A_CRITERION}(?i: (?:số\s+)?\d{{1,2}}((?:\s*(?:[,;]|và)\s*(?:số\s+)?"
    rf"\d{{1,2}}\b(?![./]\d|\s*%|\s+(?!{_GOES_ON})[^\W\d]))+))"
)
_ONE_OF_THEM = re.compile(r"\d{1,2}")
# `tiêu chí 5 không, 3 sạch` numbers no criterion.
_SLOGAN = re.compile(r"\s*(?:không|có|sạch|tốt|nhất|rõ|đúng|hơn|sao|năm|-|/)", re.I)
_NUMBERED = re.compile(r"(?:tiêu chí|TC) số\s+\d", re.I)
_MET = re.compile(
    rf"{beginning('đã', 'mới', 'hiện')}\s+(?i:"
    r"đạt(?: chuẩn| được)?\s+(\d{1,2})\s*/\s*(\d{1,2})\s+tiêu chí"
    r"|có\s+(\d{1,2})\s*/\s*(\d{1,2})\s+tiêu chí\s+(?:đã\s+)?đạt)"
)


_BRACKETED = re.compile(r"\(\s*((\d{1,2})\.\d{1,2})\s*\)")


@all_read_once
def codes_in(text: str, criterion: int = 0) -> Iterator[str]:
    """Codes of indicators that a text names as such: `chỉ tiêu 13.2, 13.5`; of the criterion also
    in brackets: `(13.6)`."""
    if not _CODE.search(text):  # most texts name none
        return
    for found in _CODES.finditer(text):
        yield from _CODE.findall(found[1])
    for found in _BRACKETED.finditer(text) if criterion else ():
        if int(found[2]) == criterion:
            yield found[1]


@all_read_once
def criteria_in(text: str) -> Iterator[tuple[int, str]]:
    """(number, name or "") of each criterion that a text names by its number."""
    for found in _CRITERION.finditer(text):
        name = " ".join((found[2] or found[3] or "").split())
        if name or _NUMBERED.match(found[0]) or not _SLOGAN.match(text, found.end()):
            yield int(found[1]), name
    for found in _CRITERIA.finditer(text):
        for number in _ONE_OF_THEM.findall(found[1]):
            yield int(number), ""


_IN_A_CELL = re.compile(
    rf"(?:^|[|\t])\s*{_A_CRITERION}(?i: (?:số\s+)?(\d{{1,2}}))\s*[.:–-]\s*"
    r"([^\W\d][^|\t\n\d]{2,60}?)\s*"
    r"(?=[|\t])",
    re.M,
)


def named_in_tables(text: str) -> Iterator[tuple[int, str]]:
    """(number, name) of each criterion that a cell of a pasted table holds, each once."""
    cells = ((int(found[1]), found[2]) for found in _IN_A_CELL.finditer(text))
    yield from dict.fromkeys(cells)


_ROW = re.compile(r"^\s*[|\t]?(?P<cells>[^\n]*[|\t][^\n]*)$", re.M)
_OF_ROW = re.compile(r"(?:tiêu chí|TC)\W*", re.I)
_NUMBERED_CELL = re.compile(r"(\d{1,2})\s*[.:–-]\s*([^\W\d][^\n\d]{2,60})")


def named_under_a_head(text: str) -> Iterator[tuple[int, str]]:
    """(number, name) of each criterion in the column of a pasted table that is headed `Tiêu chí`:
    `9. Nhà ở dân cư`."""
    column = -1
    for row in _ROW.finditer(text) if "iêu chí" in text or "TIÊU CHÍ" in text else ():
        cells = [cell.strip() for cell in re.split(r"[|\t]", row["cells"])]
        heads = [at for at, cell in enumerate(cells) if _OF_ROW.fullmatch(cell)]
        column = heads[0] if heads else column
        named = _NUMBERED_CELL.fullmatch(cells[column]) if -1 < column < len(cells) else None
        if named:
            yield int(named[1]), named[2]


# `chưa đạt là Trường học (TC 5), Y tế (TC 15)`, `Giao thông (2), Nhà ở dân cư (9)`
_BEFORE_BRACKETS = re.compile(
    r"(?:^|[,;:]|\b(?:là|gồm|và|tiêu chí|TC)\b)\s*(?P<name>[^\W\d_][^\d(),;:.\n]{2,60}?)\s*"
    r"\(\s*(?:(?:TC|tiêu chí)\s*)?(?:số\s*)?(?P<n>\d{1,2})\s*\)",
    re.I | re.M,
)
_NUMBER_FIRST = re.compile(
    r"(?:\bsố\s+(?P<n>\d{1,2})\s*\((?P<name>[^()\d]{3,60})\)"
    r"|(?:^|[:;,])\s*(?P<k>\d{1,2})\s+[-–]\s+(?P<called>[^\W\d_][^\d,;:.()\n]{2,60}?)\s*(?=[;.,\n]|$))",
    re.I | re.M,
)
_LEADS_IN = re.compile(r"\b(?:là|gồm|tiêu chí|TC)\b", re.I)  # `Chưa đạt là Trường học`


def named_before_brackets(text: str) -> Iterator[tuple[int, str]]:
    """(number, words) of each list's part with the number of a criterion behind it in brackets, or
    before it; the words may be of something else."""
    for found in _NUMBER_FIRST.finditer(text) if "iêu chí" in text else ():
        name = found["name"] or found["called"]
        yield int(found["n"] or found["k"]), " ".join(name.split())
    for found in _BEFORE_BRACKETS.finditer(text) if "(" in text else ():
        yield int(found["n"]), " ".join(_LEADS_IN.split(found["name"])[-1].split())


_CALLED = r"(?P<name>[A-ZĐÀ-Ỹ][^.;:()|\t\n\d]{3,60}?)"
_IN_A_HEADING = (
    re.compile(
        rf"^\W*(?:(?:(?:\d{{1,2}}\.?)+\)?|[A-HIVX]{{1,4}}[.)-])\s*)?{_A_CRITERION}(?i:\s+(?:số\s+)?)(?P<n>\d{{1,2}})\b(?![./]\d)"
        rf"\s*[.:(–-]?\s*{_CALLED}\s*\)?\W*$",
        re.M,
    ),
    re.compile(
        rf"^\W*(?:(?:(?:\d{{1,2}}\.?)+\)?|[A-HIVX]{{1,4}}[.)-])\s*)?{_CALLED}\s*\(\s*{_A_CRITERION}(?i:\s+(?:số\s+)?)"
        r"(?P<n>\d{1,2})\s*\)\W*$",
        re.M,
    ),
)
# `tiêu chí 2 Hạ tầng kinh tế - xã hội; tiêu chí 7 Bưu chính`, `số 5 Giáo dục, số 15 Y tế`
_IN_A_ROW = re.compile(
    rf"(?:{_A_CRITERION}\s+(?:số\s+)?|\bsố\s+)(?P<n>\d{{1,2}})\s+{_CALLED}\s*"
    r"(?=;|\.(?:\s|$)|,\s*(?:và\s+)?(?:tiêu chí|số)\b|\s+và\s+(?:tiêu chí|số)\b|$)",
    re.M,
)
_A_HEADING = re.compile(r"\W*(?:[IVXA-H\d]+(?:\.\d+)*[.)]|phần\b|\*)", re.I)
_OF_A_VILLAGE = re.compile(
    r"\b(?:thôn|xóm|bản|ấp|buôn|khu dân cư)\b(?!\s+(?:mới|có))[^\n]{0,40}\b(?:đạt|kiểu mẫu|NTM)\b"
    r"|(?:xây dựng|đối với)\s+(?:các\s+)?(?:thôn|xóm|bản|ấp|buôn)\b",
    re.I,
)
_OF_A_COMMUNE = re.compile(rf"^\W*(?:[IVX]+|phần)\b|\b{COMMUNE}\b", re.I)
_NO_CRITERION = re.compile(
    r"(?:ông|bà|anh|chị|đồng chí|đ/c|giao|do|ubnd|hđnd|ban|hội|đoàn|phòng|công chức|công an|trạm"
    r"|trường|thôn|xóm|phó|chủ tịch|trưởng|đạt|chưa|cán bộ|mặt trận|mttq|văn phòng)\b",
    re.I,
)


def named_in_lines(text: str) -> Iterator[tuple[int, str]]:
    """(number, name) of each criterion that a heading, or a row of them in a sentence, calls by
    both, each once."""
    found: dict[tuple[int, str], None] = {}
    is_of_village = False  # below a heading about a village, whose set numbers others
    for line in text.split("\n"):
        if len(line) < LONGEST_HEADING and _A_HEADING.match(line):
            is_village, is_commune = _OF_A_VILLAGE.search(line), _OF_A_COMMUNE.search(line)
            is_of_village = bool(is_village) or (is_of_village and not is_commune)
        if is_of_village:
            continue
        if "iêu chí" not in line and "TIÊU CHÍ" not in line and "TC" not in line:
            continue
        patterns = _IN_A_HEADING if len(line) < LONGEST_HEADING else ()
        for one in (*(m for p in patterns for m in p.finditer(line)), *_IN_A_ROW.finditer(line)):
            name = " ".join(one["name"].split()).strip(" ,-–")
            if not _NO_CRITERION.match(name):
                found[int(one["n"]), name] = None
    yield from found


LONGEST_HEADING = 110
_STATE = re.compile(
    rf"{_A_CRITERION}(?i:\s+(?:số\s+)?(\d{{1,2}})\b(?![./]\d)\s*"
    r"(?:\([^()\n]{1,60}\)|[^\W\d][^.;:,\n()\d]{0,60}?)?\s*"
    r"\b(chưa đạt|không đạt|đã đạt)\b(?!\s+(?!100\s*%)\d))"
)


# `4 tiêu chí chưa đạt (số 2, số 3, số 5 và số 8)`
_ALL_OF_A_STATE = re.compile(
    r"\btiêu chí\s+(chưa đạt|không đạt|đã đạt)\b[^.;:,\n(\d]{0,20}(?:\(|:|\bgồm:?|\blà:?)\s*"
    r"((?:(?:tiêu chí\s+)?(?:số\s+)?\d{1,2}\b(?![/%]|\.\d|\s*%)"
    r"(?:\s*\([^()\n]*\))?(?:\s*[,;]\s*(?:và\s+)?|\s+và\s+|(?=\s*[).\n]|$)))+)",
    re.I,
)


@all_read_once
def states_in(text: str) -> Iterator[tuple[int, bool]]:
    """(number, whether met) of each criterion that a text calls met or not."""
    for found in _STATE.finditer(text):
        yield int(found[1]), found[2].lower() == "đã đạt"
    for found in _ALL_OF_A_STATE.finditer(text) if "tiêu chí" in text else ():
        for number in _ONE_OF_THEM.findall(ASIDE.sub("", found[2])):
            yield int(number), found[1].lower() == "đã đạt"


@all_read_once
def shares_met(text: str) -> Iterator[tuple[int, int]]:
    """(met, of how many) criteria that a text counts as met."""
    for found in _MET.finditer(text):
        met, whole = (number for number in found.groups() if number)
        yield int(met), int(whole)
