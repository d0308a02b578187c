"""Splits the whole text of a pasted plan into its sections, by their headings."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from evidence.intake.reading.left_over import Left, counted_anew, without_bare_leads
from evidence.intake.reading.lines import without_heading_marks
from ntm_project.common.text import fold
from tasks.enums import PlanSection

# By what a heading begins with, folded; the first that fits.
_HEADINGS = tuple(
    (re.compile(rf"(?:cac |nhung |mot so |ve |cong tac |phan |nhom )*(?:{words})\b"), section)
    for words, section in (
        ("muc dich", PlanSection.PURPOSE),
        ("yeu cau", PlanSection.REQUIREMENTS),
        ("ton tai|han che|kho khan|nguyen nhan|ly do", PlanSection.SHORTCOMINGS),
        (
            "ket qua|tinh hinh|thuc trang|hien trang|danh gia|dac diem|khai quat",
            PlanSection.ACHIEVEMENTS,
        ),
        (
            "(?:tieu chi|chi tieu)[a-z ]{0,20} (?:con|chua)(?: phai| dat| thieu)",
            PlanSection.WORKS,
        ),
        (
            r"muc tieu|chi tieu (?:phan dau|cu the|chu yeu)|chi tieu(?: nam \d{4})?$",
            PlanSection.GOALS,
        ),
        ("xay dung (?:ket cau )?ha tang", PlanSection.INFRASTRUCTURE),
        ("nang cao chat luong cac tieu chi", PlanSection.QUALITY),
        (
            "kinh phi|von(?: dau tu)?$|nguon von|nguon luc|du toan|nhu cau|huy dong",
            PlanSection.RESOURCES,
        ),
        (
            "nhiem vu|noi dung|viec phai lam|cong viec|viec can lam"
            "|phan cong nhiem vu|lo trinh|doi voi|phuong huong|ke hoach nam",
            PlanSection.WORKS,
        ),
        ("giai phap|lanh dao|chi dao", PlanSection.LEADERSHIP),
        ("tuyen truyen|thong tin", PlanSection.OUTREACH),
        ("kien toan he thong", PlanSection.ORGANISATION),
        (
            "to chuc(?: thuc hien| trien khai|$)|trach nhiem|che do bao cao",
            PlanSection.IMPLEMENTATION,
        ),
    )
)
_MARK = re.compile(
    r"phần\s+thứ\s+\w+\s*[.:/–-]?\s*"
    r"|(?:phần\s+)?(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*)\s*[.)/:]\s*(?=\D)"
    r"|(?:phần\s+)?[A-H]\s*[.):–-]\s+|[IVX]{1,5}\s*[-–]\s*(?=\D)"
    r"|\d{1,2}(?:\.\d{1,2})+\s+(?=[^\W\d])"
    r"|[*❖♦■●◆➢✓]\s*(?=[^\W\d])",
    re.I,
)
_STARRED = re.compile(r"[*❖♦■●◆➢✓]\s*(?=[^\W\d])")
_BEGINS = re.compile(r"[-–+•\s]*(?:căn cứ|thực hiện|theo)\s", re.I)
_ENDS = re.compile(r"(?:(?:tm|kt)\.\s|nơi nhận\s*(?::|$))", re.I)
_CLOSES = re.compile(r"(?:trên đây là|trong quá trình (?:tổ chức )?thực hiện)", re.I)
_NEW_LINE = re.compile(
    r"[-–+*•#]|\(?\w{1,4}[.)/]\s|\(?\d{1,2}(?:\.\d{1,2})+[.)]?\s|[^\W\d_]*[A-ZĐÀ-Ỹ]"
)
_LONGEST_HEADING = 110  # letters
_LONGEST_STARRED = 30  # letters: a longer one is an item of a list
_SHORTEST_SENTENCE = 20  # letters
_SHORTEST_PROSE = 60  # letters
_IN_FRONT = (PlanSection.OPENING, PlanSection.PURPOSE, PlanSection.REQUIREMENTS)
_PRINTED = ("ket qua dat duoc", "ton tai, han che", "han che, ton tai")
_LED_IN = re.compile(
    r"(?<=[.;])\s+[^.;:]{2,30}:\s*\Z"
)  # "…, còn 7 km. Giải pháp:" before what went
_TABLE = ""  # stands where the rows of a table stood


def sections_left(text: str, given: Sequence[str]) -> dict[str, str]:
    """Section → its text without the sentences that became tasks (`given`), in the order of a plan;
    what then leads to nothing goes too, and what is counted is counted anew."""
    sources = [_spaced(words) for words in given if words]
    found = {}
    for section, lines in _read(text).items():
        left = [(_spaced(line), _without(_spaced(line), sources)) for line in lines]
        left = without_bare_leads(left, _is_heading)
        if words := "\n".join(counted_anew(left, _without_bare_headings(left), _is_heading)):
            found[section] = words
    return {section: found[section] for section in PlanSection if section in found}


def _without(line: str, sources: Sequence[str]) -> str:
    """The sentences of the line that the sources do not hold; "" where none is left whole."""
    for source in sources:
        if line in source:
            return ""
        before, at, after = line.partition(source)
        if at:
            beside = (_LED_IN.sub("", before).strip(), after.strip())
            line = " ".join(one for one in beside if _is_sentence(one))
    return line


def _is_prose(line: str) -> bool:
    """Whether a line before every heading is more than the name of the plan."""
    return len(line) >= _SHORTEST_PROSE and line.endswith((".", ":", ";"))


def _is_sentence(words: str) -> bool:
    return len(words) >= _SHORTEST_SENTENCE and words.endswith(".")


def _without_bare_headings(lines: Sequence[Left]) -> list[int]:
    """Where something is left, without the headings under which nothing is."""
    kept: list[int] = []
    is_bare = False  # of what stands below, down to the next heading, something went, nothing stays
    for at in range(len(lines) - 1, -1, -1):
        line, left = lines[at]
        if not left:
            is_bare = is_bare or not kept or _is_heading(lines[kept[-1]][1])
        elif not (is_bare and _is_heading(line)):
            kept.append(at)
            is_bare = False
    return kept[::-1]


def _spaced(line: str) -> str:
    return " ".join(line.split())


def sections_in(text: str) -> dict[str, list[str]]:
    """Section → its paragraphs: neither head, addressees nor signature, nor rows of tables."""
    read = {section: [line for line in lines if line] for section, lines in _read(text).items()}
    return {section: lines for section, lines in read.items() if lines}


def _read(text: str) -> dict[str, list[str]]:
    """What `sections_in` returns, with a mark in the place of each table."""
    found: dict[str, list[str]] = defaultdict(list)
    section, opener = "", ""
    for marked in _paragraphs(text):
        line = without_heading_marks(marked)
        if _ENDS.match(line):
            break
        if _CLOSES.match(line):
            section = PlanSection.CLOSING
        elif (heading := _heading_in(marked)) and (_MARK.match(line) or section):
            words = fold(_MARK.sub("", line, count=1))
            is_within = heading == section and not _is_again(words, opener)
            section, opener = heading, opener if is_within else words
            if not is_within:
                continue
        elif section in _IN_FRONT and (label := _label_in(line)):
            section, opener, line = label
        elif not section and (_BEGINS.match(line) or _is_prose(line)):
            section = PlanSection.OPENING
        if section:
            found[section].append(line)
    return found


def _is_again(words: str, opener: str) -> bool:
    """Whether a heading repeats the one above it, or what the plan itself prints there."""
    return words in opener or any(words.endswith(own) for own in _PRINTED)


def _paragraphs(text: str) -> Iterator[str]:
    """The lines, those put together again that the edge of a page has broken."""
    held = ""
    for line in map(str.strip, text.splitlines()):
        if not line:
            continue
        is_row = "|" in line or "\t" in line
        if not is_row and held and _goes_on(held, line):
            held += f" {line}"
            continue
        if held:
            yield held
        held = "" if is_row else line
        if is_row:
            yield _TABLE
    if held:
        yield held


def _goes_on(held: str, line: str) -> bool:
    is_whole = held.endswith((".", ";", ":")) or without_heading_marks(held) != held
    return not is_whole and not _NEW_LINE.match(line)


def _label_in(line: str) -> tuple[str, str, str] | None:
    """The purpose or the requirements whose words go on behind the heading: section, heading,
    words."""
    head, _, words = line.partition(":")
    section = _heading_in(head)
    if not words.strip() or section not in _IN_FRONT:
        return None
    return section, fold(_MARK.sub("", head, count=1)), words.strip()


def _heading_in(line: str) -> str:
    """The section that the line heads; "" where it heads none, or goes on in words of its own."""
    if not _is_heading(line):
        return ""
    words = fold(_MARK.sub("", without_heading_marks(line), count=1))
    if ": " in words:
        return ""
    return next((section for at, section in _HEADINGS if at.match(words)), "")


def _opens_a_section(words: str) -> bool:
    """Whether the words behind a star are those of a heading and no more."""
    folded = fold(words).strip(" :")
    return len(folded) <= _LONGEST_STARRED and any(at.match(folded) for at, _ in _HEADINGS)


def _is_heading(line: str) -> bool:
    """Whether the line is short, no sentence, and numbered, in capitals or marked as a heading."""
    bare = without_heading_marks(line)
    if starred := _STARRED.match(bare):
        return bool(not bare.endswith((";", ".", ",")) and _opens_a_section(bare[starred.end() :]))
    is_short = len(bare) <= _LONGEST_HEADING and not bare.endswith((";", "."))
    return is_short and (bare != line or bare.isupper() or _MARK.match(bare) is not None)
