"""Clauses that share work out: "đ/c Long (PCT) chỉ đạo, đ/c Nam thực hiện"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from .names import Span, actor_at, names_of, split_names
from .who import ACTOR, LEAD_LABEL, VERB

_I = re.IGNORECASE
_DIRECTS = re.compile(
    r"\s(?:trực tiếp )?(?:chỉ đạo|lãnh đạo|điều hành|phụ trách|theo dõi|đôn đốc|kiểm tra, đôn đốc)"
    r"(?: chung| trực tiếp)?(?=\s*(?:[,;]|và\s|còn\s))",
    _I,
)
_DOES = re.compile(
    r"\s(?:trực tiếp |chịu trách nhiệm |tổ chức )*(?:triển khai )?"
    r"(?:thực hiện|tham mưu|triển khai|chủ trì|phụ trách|làm)(?=\s*(?:[,.;)]|$))",
    _I,
)
# "…, Hội Nông dân phối hợp …": with whom, and no work of their own.
_HELPS = re.compile(r"phối hợp|kết hợp|giúp|hỗ trợ|tham gia", _I)
_LABEL = re.compile(rf"(?<![\wÀ-ỹ])(?:{LEAD_LABEL})\s*:\s*$", _I)
# "Chỉ đạo: đ/c Long; thực hiện: đ/c Nam."
_LABELLED = re.compile(
    r"(?<![\wÀ-ỹ])(?:chỉ đạo|lãnh đạo)(?: chung)?\s*:\s*(?P<directs>[^;:.]{2,60}?)\s*[;,]\s*"
    r"(?:trực tiếp |tổ chức )?(?:thực hiện|tham mưu|làm)\s*:\s*",
    _I,
)
_NEXT = re.compile(r"\s*[,;]?\s*(?:(?:và|còn) )?", _I)
_STARTS = re.compile(r"(?:^|[,.;:(]\s*|\s[-–]\s)(?P<gives>(?:giao|phân công)(?: cho)? )?(?=\S)", _I)


def directed(text: str) -> list[Span]:
    """Who directs the work and who does it, where clauses of their own state both."""
    if (found := _LABELLED.search(text)) and (end := actor_at(text, found.end())) > found.end():
        return [
            Span(found["directs"], found.start(), found.end()),
            Span(text[found.end() : end], found.end(), end),
        ]
    for found in _STARTS.finditer(text):
        if spans := list(_both(text, found.end())):
            start = min(spans[0].start, found.start("gives") if found["gives"] else found.end())
            return [replace(spans[0], start=start), spans[1]]
    return []


def _both(text: str, at: int) -> Iterator[Span]:
    end = actor_at(text, at) if ACTOR.match(text, at) else at
    directs = _DIRECTS.match(text, end) if end > at else None
    if directs is None:
        return
    gap = _NEXT.match(text, directs.end())
    begin = gap.end() if gap else directs.end()
    stop = actor_at(text, begin) if ACTOR.match(text, begin) else begin
    does = _DOES.match(text, stop) if stop > begin else None
    verb = VERB.match(text, stop + 1) if stop > begin else None
    work = stop if verb and not _HELPS.match(verb[0]) else 0
    if does or work:
        label = _LABEL.search(text[:at])
        yield Span(text[at:end], label.start() if label else at, begin)
        yield Span(text[begin:stop], begin, does.end() if does else work)


# "Ban Phát triển thôn phối hợp MTTQ xã" in one cell.
_WITH = re.compile(
    r"(?P<lead>[^,;]+?),?\s+(?:chủ trì,?\s+)?phối hợp\s+(?:(?:với|cùng(?: với)?)\s+)?"
    r"(?P<partner>\S.*)",
    _I,
)


def shared_in_cell(words: str) -> tuple[list[str], list[str]]:
    """Who leads and who supports by the words of one cell."""
    if spans := directed(words):
        return list(names_of(spans)), []
    if (found := _WITH.fullmatch(words)) and ACTOR.match(found["partner"]):
        return split_names(found["lead"]), split_names(found["partner"])
    return split_names(words), []
