"""Reading which units become which, one change a line: `Mai Hạ + Giáp Ngũ → thôn Mai Giáp`."""

import re
from dataclasses import dataclass

from ntm_project.common.text import clean_line

MOST_LINES = 50
_INTO = re.compile(r"→|⇒|=>|->|=|\bthành\b")
_AND = re.compile(r"[+,;]|\bvà\b")
_NUMBERED = re.compile(r"^(?:\d{1,3}\s*[.)]\s*|[-•*]\s+)")

NO_ARROW = "Chưa thấy dấu “→” (hoặc “=”) giữa đơn vị cũ và đơn vị mới."
NO_NAME = "Thiếu tên đơn vị ở một bên dấu “→”."
MANY_TO_MANY = (
    "Nhiều đơn vị cũ thành nhiều đơn vị mới: hãy viết thành nhiều dòng, mỗi dòng chỉ một lần "
    "sáp nhập hoặc một lần chia tách."
)


@dataclass(frozen=True)
class ChangeLine:
    """One line as it was read; `doubt` is why it cannot be done, "" when it is clear."""

    text: str
    olds: tuple[str, ...] = ()
    news: tuple[str, ...] = ()
    doubt: str = ""


def read_changes(text: str) -> list[ChangeLine]:
    """The lines that are not empty, in their order; a number or bullet before them goes."""
    raw = (clean_line(_NUMBERED.sub("", line.strip())) for line in text.splitlines())
    return [_read(line) for line in raw if line]


def _read(line: str) -> ChangeLine:
    sides = _INTO.split(line)
    if len(sides) != 2:
        return ChangeLine(line, doubt=NO_ARROW)
    olds, news = (_names(side) for side in sides)
    doubt = ""
    if not olds or not news:
        doubt = NO_NAME
    elif len(olds) > 1 and len(news) > 1:
        doubt = MANY_TO_MANY
    elif too_long := next((name for name in news if len(name) > 100), ""):
        doubt = f"Tên “{too_long[:30]}…” dài quá 100 ký tự."
    return ChangeLine(line, olds, news, doubt)


def _names(side: str) -> tuple[str, ...]:
    return tuple(name for part in _AND.split(side) if (name := clean_line(part)))
