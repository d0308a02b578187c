"""The paragraphs and table rows of a text: broken lines joined, page furniture gone."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ntm_project.common.text import clean_line, clean_prose

from .flat_tables import rows_of_bars, rows_of_cells, rows_of_gaps
from .misread import well_read

PAGE_END = "\f"
# A line of a page that was broken at its edge is at most so long; longer ones are whole paragraphs.
LONGEST_BROKEN = 115
_FEWEST_BROKEN = 0.04  # of the lines of a page that was broken begin so with a small letter
NEAR_EDGE = 5  # lines from the edge of a page that may be its head or foot
LONGEST_PARAGRAPH = 3_000  # letters; what is longer, no official wrote as one
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:trang\s*)?\d{1,3}\s*(?:[/|]\s*\d{1,3})?[-–—\s]*", re.IGNORECASE
)
_RULE = re.compile(r"[\s_\-–—=*.·|:]*")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MATH = re.compile(r"\$([^$\n]{1,40})\$")
_BOLD = re.compile(r"\*\*|__")
_SLANTED = re.compile(
    r"(?<![\w*])\*(?=[^\s*-])([^*\n]+)(?<=\S)\*(?![\w*])"
)  # "… *(đ/c Lan phụ trách)*"
# "xoài, ếch:Đoàn TN,cuối tháng 8", "cột cờ.Giao …", "13.5Truy xuất": typed without a blank.
_CRAMPED = re.compile(
    r"(?<=[^\W\d_])[,;:](?=[^\W\d_])|(?<=[a-zà-ỹ)])\.(?=[A-ZĐÀ-Ỹ][a-zà-ỹ])"
    r"|(?<![\w.,/])\d{1,2}\.\d{1,2}(?=[A-ZĐÀ-Ỹ][a-zà-ỹ])"
)
_ESCAPED = re.compile(r"\\(?=[-*+#.])")  # "\- Giao …"
_CRAMPED_BRACKET = re.compile(r"(?<=[a-zà-ỹ])\((?=[^\W\d]{2})")  # "đ/c Thao(CHT quân sự)"
_ENDS = (".", ";", ":", "!", "?", "./.")
# What a new paragraph begins with; the same words inside a broken line are rare.
_BEGINS = re.compile(
    r"(?:[-–—+*•●▪◦○■□►➢✓]\s*|(?i:việc|nhiệm vụ|nội dung|công việc|chặng)\s+\d"
    r"|(?:\d{1,2}|[a-zđ]),\s[A-ZĐ]"
    r"|\(?\d{1,2}\)\s|\d{1,2}(?:\.\d{1,2})*[-–]\s[A-ZĐÀ-Ỹ]|\d{1,2}(?:\.\d{1,2})*\s*[./)]\s*(?!\d)"
    r"|[IVX]{1,5}\s*[./)\-]\s|[A-HĐ]\s*[./]\s|\(?[a-zđ][)/]\s|[a-zđ]\.\s(?=\d)"
    r"|Thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)[,:]"
    r"|(?:Ai|Khi nào|Bao giờ|Việc|Xong|Hạn|Ghi)(?: [^\W\d]+){0,2}\s*:"
    r"|(?:Tiêu chí|TIÊU CHÍ)[\s:]|Chỉ tiêu\s+\d|Nơi nhận|NƠI NHẬN|Phần\s"
    r"|PHẦN\s|Giao\s|GIAO\s|Phụ trách\s)"
)
# "… giao cho đồng chí Nguyễn Văn A / - Phó Chủ tịch UBND xã": a dash, not a bullet.
_TITLE_BEHIND = re.compile(r"[-–]\s*(?:Đảng ủy viên|Phó|Trưởng|Công chức|Cán bộ|Chủ tịch|Bí thư)\s")
# "… công chức Địa chính / - Xây dựng": the name of one post or office, broken at its dash.
_FIELD_BEFORE = re.compile(
    r"(?:địa chính|kinh tế|văn hóa|văn hoá|tài chính|tư pháp|văn phòng|lao động|nông nghiệp"
    r"|xây dựng)$",
    re.IGNORECASE,
)
_FIELD_BEHIND = re.compile(
    r"[-–]\s*(?:Hạ tầng|Xây dựng|Xã hội|Kế toán|Hộ tịch|Thống kê|Thương binh|TB|Nông nghiệp"
    r"|Môi trường|Thể thao|Thông tin)(?!\w)"
)
# No paragraph ends so: the name or the time stands on the next line.
_DANGLES = re.compile(
    r"(?:^|\s)(?:giao|cho|trước|ngày|tháng|quý|của|và|với|tại|do|đến|từ|trong|văn phòng|ủy|uỷ"
    r"|công chức|đồng chí|đ/c|bà|ông|chậm nhất|là|các|những|bằng|về|(?<!đổi )số)$",
    re.IGNORECASE,
)
# "… xong trong tháng / 11. Hằng tháng …": the number of the next line is no mark of a list.
_CALLS_NUMBER = re.compile(
    r"(?<!\w)(?:ngày|tháng|quý|số|tiêu chí|chỉ tiêu|trước|đến)$", re.IGNORECASE
)
# A heading of a criterion is over with its bracket: "4. Tiêu chí 14 - Y tế (phụ trách: …)".
_CLOSED_HEAD = re.compile(r"\d{1,2}[.)] (?:Tiêu chí|TIÊU CHÍ) .*\)")
# "Việc của từng tháng / Tháng 3": the month of the next line is a heading.
_PERIOD = re.compile(r"(?:Tháng|Quý|Tuần) (?:\d|[IVX])")
_LONGEST_HEAD = 40  # letters: "Tháng 4:" behind a line that ends with a full stop
_DEEP_NUMBER = re.compile(r"\d{1,2}\.\d{1,2}\s")


@dataclass(frozen=True)
class PlanParagraph:
    """One paragraph, or one row of a table; `is_bold` where the text marks it as a heading, with
    its level where it has one ("## …", a style of Word's)."""

    text: str
    cells: tuple[str, ...] = ()
    is_bold: bool = False
    level: int = 0


# How the reader of Word files marks a heading: "## …", "**…**".
_HEADING_MARKS = re.compile(r"^(?:#{1,9} +(?=\S)|\*\*([^*\n]+)\*\*$)", re.MULTILINE)


def without_heading_marks(text: str) -> str:
    """The text as people wrote it, without what marks its headings for the reader."""
    return _HEADING_MARKS.sub(r"\1", text)


def ready(text: str) -> str:
    """The text as it is kept: page furniture gone, the cells of a row apart by bars, where the
    field of a form would make blanks of tabs."""
    pages = [page.replace("\r\n", "\n").replace("\r", "\n") for page in text.split(PAGE_END)]
    lines = [line for page in pages for line in [*page.split("\n"), PAGE_END]][:-1]
    lines = _without_furniture(rows_of_gaps(rows_of_cells(rows_of_bars(lines))))
    is_table = [line.strip(" ").count("\t") > 1 for line in lines]
    for at in range(1, len(lines)):
        is_second = lines[at].strip().count("\t") == 1
        is_table[at] |= is_second and (is_table[at - 1] or _is_head_of_two(lines[at - 1]))
    for at, line in enumerate(lines):
        near = is_table[max(0, at - 1) : at + 2]
        if is_table[at] or ("\t" in line.strip() and any(near)):
            is_table[at] = True
            cells = [cell.strip() for cell in line.strip(" ").split("\t")]
            lines[at] = f"| {' | '.join(cells)} |"
    return clean_prose("\n".join(lines))


# "Người phụ trách⇥Tiêu chí phụ trách": the head of a table of two columns.
_HEAD_OF_TWO = re.compile(
    r"(?:họ|tên|người|đồng chí|thành viên|cán bộ|công chức|(?:các )?tiêu chí|phụ trách"
    r"|phân công|nội dung|nhiệm vụ|công việc|đơn vị|cơ quan)(?!\w)[^\d:.;]{0,50}",
    re.IGNORECASE,
)


def _is_head_of_two(line: str) -> bool:
    cells = line.strip().split("\t")
    return len(cells) == 2 and all(_HEAD_OF_TWO.fullmatch(cell.strip()) for cell in cells)


def paragraphs(text: str) -> list[PlanParagraph]:
    """The paragraphs of the text in their order."""
    rows = [_read(line) for line in ready(text).split("\n")]
    return [part for row in _joined(rows) for one in _labelled(row) for part in _parts(one)]


# "Tiêu chí số 9: Hiện trạng: còn 12 nhà. Giải pháp: …. Phân công: …. Thời gian: …"
_INLINE_LABEL = re.compile(
    r"(?:(?<=[.;:])|(?<=\))|^)\s*(?=(?:(?P<state>hiện trạng|thực trạng)"
    r"|(?P<work>(?:nhiệm vụ, )?giải pháp|biện pháp|nhiệm vụ)"
    r"|(?P<who>phân công|giao cho|đơn vị thực hiện|chủ trì|phụ trách)"
    r"|(?P<when>thời gian|thời hạn|tiến độ|hoàn thành))(?: [^\W\d]+){0,2}\s*:)",
    re.IGNORECASE,
)
_FEWEST_LABELS = 3  # kinds of labels, by which a paragraph is a list of them


def _labelled(row: PlanParagraph) -> list[PlanParagraph]:
    """A paragraph that holds the labels of a criterion one behind another, a line for each."""
    found = list(_INLINE_LABEL.finditer(row.text)) if ":" in row.text else []
    kinds = {name for one in found for name, words in one.groupdict().items() if words}
    if row.cells or len(kinds) < _FEWEST_LABELS:
        return [row]
    starts = [0, *(one.end() for one in found if one.end()), len(row.text)]
    parts = [row.text[start:end].strip() for start, end in pairwise(starts)]
    return [replace(row, text=part) for part in parts if part]


def _parts(row: PlanParagraph) -> Iterator[PlanParagraph]:
    """A paragraph longer than any of a plan, in parts, so that its cost grows with its length."""
    if row.cells or len(row.text) <= LONGEST_PARAGRAPH:
        yield row
        return
    for at in range(0, len(row.text), LONGEST_PARAGRAPH):
        yield replace(row, text=row.text[at : at + LONGEST_PARAGRAPH])


def _without_furniture(lines: list[str]) -> list[str]:
    """The lines without page numbers and the running heads and feet of pages, nor the empty lines
    around them: a sentence goes on behind them."""
    stripped = [line.strip() for line in lines]
    edges = [
        at
        for at, line in enumerate(stripped)
        if lines[at] == PAGE_END or (line and _PAGE_NUMBER.fullmatch(line))
    ]
    gone = set(edges)
    if len(edges) > 1:
        near = Counter(line for at in edges for line in _around(stripped, at))
        often = {line for line, pages in near.items() if pages > 1}
        for at in edges:
            for step in (1, -1):
                _spread(stripped, gone, often, at, step)
    return [line for at, line in enumerate(lines) if at not in gone]


def _around(lines: list[str], at: int) -> set[str]:
    """The lines next to the edge of a page."""
    return {line for line in lines[max(0, at - NEAR_EDGE) : at + NEAR_EDGE + 1] if line}


def _spread(lines: list[str], gone: set[int], often: set[str], at: int, step: int) -> None:
    """Mark what repeats next to the edge of a page, with the empty lines up to it."""
    for near in range(at + step, at + (NEAR_EDGE + 1) * step, step):
        if not 0 <= near < len(lines):
            return
        if lines[near] and near not in gone and lines[near] not in often:
            return
        gone.add(near)


def _read(line: str) -> PlanParagraph:
    """One line without its markdown; its cells where it is a row of a table."""
    stripped = line.strip()
    if stripped.startswith("|") and stripped.count("|") > 1:
        cells = [_plain(cell) for cell in stripped.strip("|").split("|")]
        return (
            PlanParagraph(" ".join(cells), tuple(cells))
            if not _RULE.fullmatch(line)
            else PlanParagraph("")
        )
    bare = stripped.lstrip("#").strip()
    level = len(stripped) - len(stripped.lstrip("#"))
    is_bold = stripped.startswith("#") or bool(re.fullmatch(r"[-+*\s]*\*\*[^*]+\*\*[\s.:]*", bare))
    return (
        PlanParagraph(_plain(bare), is_bold=is_bold, level=level)
        if not _RULE.fullmatch(bare)
        else PlanParagraph("")
    )


def _plain(text: str) -> str:
    text = _MATH.sub(r"\1", _LINK.sub(r"\1", text))
    text = text.replace(r"\geq", "≥").replace(r"\leq", "≤").replace(r"\%", "%")
    text = _SLANTED.sub(r"\1", _BOLD.sub("", text))
    text = clean_line(_ESCAPED.sub("", text))
    return well_read(_CRAMPED_BRACKET.sub(" (", _CRAMPED.sub(r"\g<0> ", text)))


def _joined(rows: list[PlanParagraph]) -> Iterator[PlanParagraph]:
    """The lines of a paragraph made one."""
    width = _width([row.text for row in rows if row.text and not row.cells])
    is_double = _is_double_spaced(rows)
    held: PlanParagraph | None = None
    was_empty, last = False, 0
    for row in rows:
        if not row.text:
            was_empty = True
            continue
        is_near = is_double or not was_empty
        is_full = bool(width) and last + len(row.text.split(" ", 1)[0]) + 1 >= width * 0.9
        if held and is_near and _goes_on(held, row, is_full=is_full):
            held = replace(held, text=f"{held.text} {row.text}")
        else:
            if held:
                yield held
            held = row
        was_empty, last = False, len(row.text)
    if held:
        yield held


def _width(lines: list[str]) -> int:
    """How long a broken line is; 0 where the lines are whole paragraphs."""
    lengths = sorted(map(len, lines))
    if len(lengths) < 8:
        return 0
    longest, width = lengths[int(len(lengths) * 0.97)], lengths[int(len(lengths) * 0.85)]
    full = [line for line in lines if len(line) >= width * 0.9]
    small = sum(line[0].islower() for line in lines)
    goes_on = small >= max(2, len(lines) * _FEWEST_BROKEN)
    goes_on |= sum(not line.endswith(_ENDS) for line in full) * 2 >= len(full)
    return width if longest <= LONGEST_BROKEN and goes_on else 0


def _is_double_spaced(rows: list[PlanParagraph]) -> bool:
    """Whether an empty line stands behind most lines, and so ends no paragraph."""
    followed = [not after.text for row, after in pairwise(rows) if row.text]
    return len(followed) > 8 and sum(followed) > len(followed) * 0.5


def _goes_on(before: PlanParagraph, row: PlanParagraph, *, is_full: bool) -> bool:
    """Whether the line goes on with the paragraph of the one before it, which filled its line."""
    text = row.text
    if row.is_bold or before.is_bold or row.cells or before.cells:
        return False
    is_closed, end = before.text.endswith(_ENDS), before.text[-LONGEST_BROKEN:]
    is_in_brackets = ")" in text and end.rfind("(") > end.rfind(")")
    is_field = _FIELD_BEHIND.match(text) and _FIELD_BEFORE.search(before.text)
    is_broken = not is_closed and (is_field or _TITLE_BEHIND.match(text))
    is_broken = is_broken or (text[0].isdigit() and _CALLS_NUMBER.search(before.text))
    if is_in_brackets or (is_full and is_broken):
        return True
    is_head = is_closed and text.endswith(":") and len(text) <= _LONGEST_HEAD
    if _BEGINS.match(text) or is_head or (is_closed and _DEEP_NUMBER.match(text)):
        return False
    if text[0].islower() or text[0] in ",;)":
        return True
    if before.text.isupper() or _CLOSED_HEAD.fullmatch(before.text):
        return False
    is_cut = _DANGLES.search(before.text) and not _PERIOD.match(text)
    return bool(is_cut) or (is_full and not text.isupper())
