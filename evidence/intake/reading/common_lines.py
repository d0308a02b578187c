"""Lines that give time or people to several works at once: "Các nội dung a, b xong trong quý II;
riêng nội dung c xong trước 30/9.", "Phụ trách tiêu chí 2, 3."."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .names import actor_at, names_of, split_names
from .pieces import piece_of
from .proposals import Proposal
from .time_words import StatedTime
from .times import deadline_in
from .who import ACTOR, VERB

_I = re.IGNORECASE
_WORKS = r"(?:việc|nội dung|nhiệm vụ|công việc|phần việc|hạng mục|công trình)"
_ALL = re.compile(
    rf"(?:(?:chủ trì|phụ trách|thực hiện) )?(?:(?:tất cả|toàn bộ|riêng) )?"
    rf"(?:(?:các|những) {_WORKS}|{_WORKS}(?= (?:số \d|\d|[a-zđ](?!\w)|tại|của|nêu|trên)))",
    _I,
)
_CHARGE = re.compile(
    r"(?:trực tiếp |được phân công )?(?:phụ trách|theo dõi)(?: thực hiện)?(?: các)? (?:tiêu chí"
    rf"|TC)(?![^:;.]{{1,60}}: (?:{VERB.pattern}))",
    _I,
)
_EXCEPT = re.compile(r"\s*[;,.]\s*(?=(?:riêng|trừ)\s|(?:việc|nội dung) (?:\d|[a-zđ](?!\w)))", _I)
_CRITERIA = re.compile(
    r"(?:tiêu chí|TC)\s*(?:số\s*)?((?:\d{1,2}(?!\d|\s*(?:tháng|ngày|/))"
    r"(?:\s*(?:,|;|và)\s*(?:tiêu chí |TC |số )?)?)+)",
    _I,
)
_MARKS = re.compile(
    rf"{_WORKS}(?: số)?\s+((?:\d{{1,2}}|(?-i:[a-zđ]))(?!\w)"
    rf"(?:\s*(?:,|và|-)\s*(?:\d{{1,2}}|(?-i:[a-zđ]))(?!\w))*)",
    _I,
)
# "Công chức Văn hóa: phụ trách các tiêu chí 6, 8.": of whoever only directs or follows is no word.
_IN_CHARGE_OF = re.compile(
    r"\s*[:,–-]?\s*(?:được (?:phân công |giao )|trực tiếp |chịu trách nhiệm |chủ trì )*"
    r"(?:phụ trách|thực hiện|chủ trì|chịu trách nhiệm|đảm nhận)(?: thực hiện)?(?: các)?"
    r" (?=(?:tiêu chí|TC)\s*(?:số\s*)?\d)",
    _I,
)
_WHOSE = re.compile(rf"{_WORKS} của (?=\w)", _I)
_SECTION = re.compile(r"(?:tại |của |thuộc )?(?:mục|phần)\s+([IVX]+|[A-Z])(?!\w)")
_CUT = " ,.;:"


@dataclass(frozen=True)
class CommonLine:
    """What a line gives, and to which works: of criteria, by their own numbers or letters, under a
    heading, or to all where it names none."""

    text: str
    criteria: frozenset[int]
    marks: frozenset[str]
    section: str
    whose: str  # who leads the works that are meant
    deadline: StatedTime | None
    leads: tuple[str, ...]
    partners: tuple[str, ...]
    is_charge: bool = False

    @property
    def is_exact(self) -> bool:
        """Whether it names its works one by one, and so outweighs what a heading gives."""
        return bool(self.marks or self.whose)

    def means(self, one: Proposal) -> bool:
        """Whether the line is for that work."""
        if self.whose:
            return any(self.whose in lead.words for lead in one.leads)
        if self.marks:
            return one.mark in self.marks
        if self.criteria:
            return one.criterion in self.criteria
        return not self.section or one.section.split(".")[0] == self.section

    def under(self, leads: tuple[str, ...]) -> "CommonLine":
        """The line under the heading of an official, who then is in charge."""
        return replace(self, leads=self.leads or leads) if self.is_charge else self


def common_lines(text: str) -> list[CommonLine]:
    """The parts of a sentence that each give to several works; none where it is work itself."""
    if not (_ALL.match(text) or _CHARGE.match(text)):
        return []
    made = list(_lines(text))
    return made if all(line.deadline or line.leads or line.is_charge for line in made) else []


def charge_of(text: str) -> CommonLine | None:
    """The line that puts somebody in charge of criteria by their numbers, and does nothing else but
    state until when: "…: phụ trách tiêu chí 19, 6 tháng đầu năm"."""
    end = actor_at(text, 0) if ACTOR.match(text) else 0
    charge = _IN_CHARGE_OF.match(text, end) if end else None
    listed = _CRITERIA.match(text, charge.end()) if charge else None
    rest = text[listed.end() :].strip(f"{_CUT}()") if listed else ""
    stated = deadline_in(rest)
    if listed is None or len(rest) > (len(stated.words) if stated else 0):
        return None
    criteria = frozenset(map(int, re.findall(r"\d{1,2}", listed[1])))
    names = tuple(split_names(text[:end]))
    return CommonLine(text, criteria, frozenset(), "", "", stated, names, (), is_charge=True)


def _name_in(part: str, at: int, stated: StatedTime | None) -> str:
    """Whose works are meant: "việc của Công an xã xong trước 30/9"."""
    end = actor_at(part, at)
    return part[at : min(end, stated.start) if stated else end].strip()


def _lines(text: str) -> Iterator[CommonLine]:
    for part in _EXCEPT.split(text):
        if part.lower().startswith("trừ"):
            continue
        piece = piece_of(part)
        criteria = {
            int(n) for found in _CRITERIA.finditer(part) for n in re.findall(r"\d{1,2}", found[1])
        }
        marks = {n for found in _MARKS.finditer(part) for n in re.findall(r"\b\w{1,2}\b", found[1])}
        whose = _WHOSE.search(part)
        section = _SECTION.search(part)
        yield CommonLine(
            part.strip(_CUT),
            frozenset(criteria),
            frozenset(marks),
            section[1] if section else "",
            _name_in(part, whose.end(), piece.deadline) if whose else "",
            piece.deadline,
            names_of(piece.leads),
            names_of(piece.partners),
            bool(_CHARGE.match(part)),
        )
