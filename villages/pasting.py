"""Reading a pasted list of villages or bodies, one a line: what each line was read as."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from ntm_project.common.text import clean_line, fold
from villages.nouns import VILLAGES, split_noun

MOST_LINES = 200
_NUMBERED = re.compile(r"^(?:\d{1,3}\s*[.)/\-:]\s*|\d{1,3}\t|[-•+*]\s*)")


@dataclass(frozen=True)
class PastedLine:
    """One pasted line; `doubt` is why it is not written, "" when it is clear."""

    text: str
    noun: str
    name: str
    doubt: str = ""


def read_lines(
    text: str, *, usual_noun: str, known: Collection[str], longest: int
) -> list[PastedLine]:
    """The lines that are not empty. A number or bullet before the name, and cells after it, go.

    `usual_noun` stands where a line gives none ("" for what has none, such as a body); `known` are
    the names there already, as keys of `fold`.
    """
    seen = {fold(name) for name in known}
    lines = []
    for raw in text.splitlines():
        cells = [clean_line(cell) for cell in _NUMBERED.sub("", raw.strip()).split("\t")]
        words = next((cell for cell in cells if cell and not cell.isdigit()), "")
        if not words and not raw.strip():
            continue
        noun, name = split_noun(words, VILLAGES) if usual_noun else ("", words)
        noun = noun or usual_noun
        lines.append(PastedLine(clean_line(raw), noun, name, _doubt(name, seen, longest)))
        seen.add(fold(name))
    return lines


def _doubt(name: str, seen: Collection[str], longest: int) -> str:
    if not any(letter.isalnum() for letter in name):
        return "Không thấy tên."
    if len(name) > longest:
        return f"Tên dài quá {longest} ký tự."
    if fold(name) in seen:
        return "Đã có tên này, hoặc lặp ở dòng trên."
    if any(mark in name for mark in ";,") or len(name.split()) > 16:
        return "Có thể nhiều tên trong một dòng; mỗi dòng chỉ ghi một tên."
    return ""
