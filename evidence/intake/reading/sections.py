"""The sections of a plan whose whole text was pasted: what stands under which of its headings."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ntm_project.common.text import fold
from tasks.enums import PlanSection

# By what a heading begins with, folded; the first that fits.
_HEADINGS = tuple(
    (re.compile(rf"(?:cac |nhung |mot so |ve |cong tac |phan |nhom )*(?:{words})\b"), section)
    for words, section in (
        ("muc dich", PlanSection.PURPOSE),
        ("yeu cau", PlanSection.REQUIREMENTS),
        ("ton tai|han che|kho khan|nguyen nhan|ly do", PlanSection.SHORTCOMINGS),
        ("ket qua|tinh hinh|thuc trang|hien trang|danh gia|dac diem", PlanSection.ACHIEVEMENTS),
        ("muc tieu|chi tieu phan dau", PlanSection.GOALS),
        ("kinh phi|nguon von|nguon luc|du toan|nhu cau|huy dong", PlanSection.RESOURCES),
        ("nhiem vu|noi dung|phan cong nhiem vu|lo trinh|doi voi", PlanSection.WORKS),
        ("giai phap|lanh dao|chi dao", PlanSection.LEADERSHIP),
        ("tuyen truyen|thong tin", PlanSection.OUTREACH),
        ("to chuc thuc hien|to chuc|trach nhiem|che do bao cao", PlanSection.IMPLEMENTATION),
    )
)
_MARK = re.compile(r"(?:phần\s+)?(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})?)\s*[.)/:]\s*(?=\D)", re.I)
_BEGINS = re.compile(r"[-–+•\s]*(?:căn cứ|thực hiện|theo)\s", re.I)
_ENDS = re.compile(r"(?:tm|kt)\.\s", re.I)
_CLOSES = re.compile(r"(?:trên đây là|trong quá trình (?:tổ chức )?thực hiện|nơi nhận\s*:?$)", re.I)
_NEW_LINE = re.compile(r"[-–+*•]|\(?\w{1,4}[.)/]\s|[^\W\d_]*[A-ZĐÀ-Ỹ]")
_LONGEST_HEADING = 110  # letters


def sections_left(text: str, given: Sequence[str]) -> dict[str, str]:
    """Section → its text without the sentences that became tasks (`given`), in the order of a plan;
    a heading that then stands over nothing goes too."""
    sources = [_spaced(words) for words in given if words]
    found = {}
    for section, lines in sections_of(text).items():
        left = [
            line
            for line in map(_spaced, lines)
            if not any(source in line or line in source for source in sources)
        ]
        if words := "\n".join(_without_bare_headings(left)):
            found[section] = words
    return {section: found[section] for section in PlanSection if section in found}


def _without_bare_headings(lines: Sequence[str]) -> list[str]:
    kept: list[str] = []
    for line in reversed(lines):
        if not _is_heading(line) or (kept and not _is_heading(kept[-1])):
            kept.append(line)
    return kept[::-1]


def _spaced(line: str) -> str:
    return " ".join(line.split())


def sections_of(text: str) -> dict[str, list[str]]:
    """Section → its paragraphs: neither head nor signature, nor rows of tables; the addressees
    close it."""
    found: dict[str, list[str]] = defaultdict(list)
    section = ""
    for line in _paragraphs(text):
        if _ENDS.match(line):
            break
        if _CLOSES.match(line):
            section = PlanSection.CLOSING
        elif heading := _heading_in(line):
            section = heading
            continue
        elif not section and _BEGINS.match(line):
            section = PlanSection.OPENING
        if section:
            found[section].append(line)
    return found


def _paragraphs(text: str) -> Iterator[str]:
    """The lines, those put together again that the edge of a page has broken."""
    held = ""
    for line in map(str.strip, text.splitlines()):
        if not line or "|" in line or "\t" in line:
            continue
        if held and not _NEW_LINE.match(line) and not held.endswith((".", ";", ":")):
            held += f" {line}"
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _heading_in(line: str) -> str:
    """The section that the line heads; "" where it heads none."""
    if not _is_heading(line):
        return ""
    words = fold(_MARK.sub("", line, count=1))
    return next((section for at, section in _HEADINGS if at.match(words)), "")


def _is_heading(line: str) -> bool:
    """Whether the line is numbered, short, and no sentence."""
    is_short = len(line) <= _LONGEST_HEADING and not line.endswith((";", "."))
    return is_short and _MARK.match(line) is not None
