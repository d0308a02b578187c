"""Times that one line shares out among the works before it: "Thời gian: đấu nối nước xong trước
20/11, kiểm tra ATTP trong tháng 9"."""

import re
from dataclasses import replace

from ntm_project.common.text import spoken

from .time_words import StatedTime
from .times import deadline_in

FIRST_PART = "Văn bản ghi mốc thời gian cho từng phần việc; đã lấy mốc của phần đầu."
_LABEL = re.compile(r"^[^:,;]{0,40}:\s*")
_CLAUSES = re.compile(r"\s*[,;]\s+")


def shared_times(line: str) -> list[tuple[str, StatedTime]]:
    """Which words name the work of each clause, and its time; none where a clause lacks either."""
    clauses = _CLAUSES.split(_LABEL.sub("", line).rstrip(" ."))
    made = [(clause, deadline_in(f"{clause}.")) for clause in clauses]
    shared = [(spoken(clause[: one.start]), one) for clause, one in made if one]
    is_whole = len(shared) == len(clauses) > 1 and all(name for name, _ in shared)
    return shared if is_whole else []


def time_of(text: str, shared: list[tuple[str, StatedTime]]) -> StatedTime | None:
    """The time of the clause whose words all stand in the work: of several, that of its first
    part, with a doubt; None where there is none."""
    words = spoken(text)
    meant = [(name, one) for name, one in shared if set(name.split()) <= set(words.split())]
    if len(meant) > 1:
        meant = [(n, replace(one, doubt=FIRST_PART)) for n, one in meant if words.startswith(n)]
    return meant[0][1] if len(meant) == 1 else None


def parts_of_cells(text: str, times: str) -> list[tuple[str, str]]:
    """The works of one cell, each with its time, where the cell of times has one for each in their
    order and by their words: "Đài: quý III; wifi: tháng 7"; none elsewhere."""
    works, clauses = re.split(r"\s*;\s+", text.strip(" .")), re.split(r"\s*;\s+", times.strip(" ."))
    stated = [deadline_in(f"{clause}.") for clause in clauses]
    if not len(works) == len(clauses) > 1 or not all(stated):
        return []
    parts = [
        (work, clause[one.start :])
        for work, clause, one in zip(works, clauses, stated, strict=True)
        if one and _share_a_word(work, clause[: one.start])
    ]
    return parts if len(parts) == len(works) else []


def _share_a_word(work: str, name: str) -> bool:
    return bool(set(re.findall(r"\w{3,}", spoken(work))) & set(re.findall(r"\w{3,}", spoken(name))))
