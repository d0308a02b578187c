"""Criteria that a plan names by words: which one is meant, and what is not sure of it."""

import re

from criteria.naming import NEAR_ENOUGH
from ntm_project.common.text import spoken

from .folk_names import criterion_by_people
from .names import begins_with_actor, begins_with_verb
from .register import Register

_I = re.IGNORECASE
NO_SUCH = "Bộ tiêu chí của đơn vị không có tiêu chí số {}."
NEAREST = 75  # how near a name must be to be taken for one of the set, with a doubt
# "(tiêu chí bắt buộc)", "Tiêu chí chưa đạt:": of criteria, and no name of one.
_NO_NAME = (
    r"(?!chưa|đã|đạt|còn|này|trên|nào|của|nông thôn|ntm|xã|thôn|khó|cần|phải|sau|được|đánh giá"
    r"|theo|trong|do|mà|mới|đề ra|bắt buộc|cứng|mềm|cụ thể|khác|quan trọng|trọng tâm|nâng cao"
    r"|kiểu mẫu|thành phần|số|thứ|nêu|chung)"
)
_HEAD = re.compile(
    r"^(?:(?:về|đối với|riêng|với) )*tiêu chí (?:về )?"
    rf"(?P<name>{_NO_NAME}[^\d:;(.]{{3,60}}?)(?P<end>\s*[:(]|[.;]?$)",
    _I,
)
_INSIDE = re.compile(
    rf"\((?:thuộc )?(?:tiêu chí|TC)\s+(?:về )?(?P<bracket>{_NO_NAME}[^\d():;,]{{3,60}})\)"
    rf"|^(?:thuộc )?tiêu chí\s*:\s*(?:về )?(?P<label>{_NO_NAME}[^\d():;]{{2,60}}?)[.;]?$",
    _I,
)
_FIRST_WORDS = 4  # by which one criterion is known from all others
_MOST_WORDS, _MOST_VERB = 8, 4  # of a name; of one that begins like work: "Chuyển đổi số"
_SMALL_WORDS = {"va", "ve", "cong", "tac", "tieu", "chi", "phat", "trien"}


def criterion_called(words: str, register: Register, unit: int) -> tuple[int, str]:
    """The criterion of the unit's set that is called so, or nearly so with a doubt; 0 with a doubt
    for none."""
    number, near = register.criterion_named(words, unit)
    if near < NEAR_ENOUGH and (called := criterion_by_people(words, register, unit)):
        return called, nearly(words, called, register, unit, near)  # "trường học", no "Môi trường"
    if near < NEAREST and (part := part_or_called(words, register, unit)):
        return part, nearly(words, part, register, unit, near)
    first, comma, _ = words.partition(",")
    if near < NEAREST and comma:  # "lao động, thu nhập"
        number, near = register.criterion_named(first, unit)
    if near < NEAREST:
        return 0, f"Bộ tiêu chí của đơn vị không có tiêu chí “{words}”."
    return number, nearly(words, number, register, unit, near)


def part_or_called(words: str, register: Register, unit: int) -> int:
    """The one criterion that people call so, or in whose name the words stand."""
    return criterion_by_people(words, register, unit) or part_of_name(words, register, unit)


def part_of_name(words: str, register: Register, unit: int) -> int:
    """The one criterion in whose name the words stand, whole or several of them: "Nhà ở" of "Nhà ở
    dân cư", "Văn hóa, y tế" of "Văn hóa, giáo dục, y tế"."""
    names = register.criteria_set(unit).criteria
    key = f" {spoken(words)} "
    within = [number for number, name in names.items() if key in f" {spoken(name)} "]
    if not within and len(key.split()) > 3:
        within = [n for n, name in names.items() if set(key.split()) <= set(spoken(name).split())]
    return within[0] if key.strip() and len(within) == 1 else 0


def nearly(words: str, number: int, register: Register, unit: int, near: float) -> str:
    """What is not sure of a criterion whose name is only near the words."""
    name = register.criteria_set(unit).criteria[number]
    return "" if near >= NEAR_ENOUGH else f"“{words}” hiểu là tiêu chí {number} ({name})."


def begins_alike(name: str, number: int, register: Register, unit: int) -> bool:
    """Whether the name begins with the first four words of that criterion's, as a heading with the
    criterion's own number does where it goes on otherwise."""
    known = spoken(register.criteria_set(unit).criteria.get(number, "")).split()
    return (
        len(known) >= _FIRST_WORDS and spoken(name).split()[:_FIRST_WORDS] == known[:_FIRST_WORDS]
    )


def unknown_head(text: str) -> re.Match[str] | None:
    """A heading "Tiêu chí …", by a name."""
    found = _HEAD.match(text)
    return found if found and _is_name(found["name"]) else None


def name_inside(text: str) -> tuple[str, str]:
    """The name of a criterion in the brackets or behind the label of a line, and the words that
    hold it; two empty ones for none."""
    found = _INSIDE.search(text)
    name = (found["bracket"] or found["label"]).strip() if found else ""
    return (name, found[0]) if found and _is_name(name) else ("", "")


def other_name(name: str, known: str) -> bool:
    """Whether beside the number of a criterion stands a name that cannot be short for its own."""
    mine = set(spoken(name).split()) - _SMALL_WORDS
    is_short = name.isupper() and " " not in name.strip()
    return bool(mine) and not is_short and _is_name(name) and not mine & set(spoken(known).split())


def _is_name(words: str) -> bool:
    most = _MOST_VERB if begins_with_verb(words) else _MOST_WORDS
    is_long = len(words.split()) > most or bool(re.search(r"\d", words))
    return not (is_long or begins_with_actor(words))
