"""What stays of a section when sentences of it became tasks: no `trong đó:` over nothing, and no
`2.` without a `1.`."""

import re
from collections.abc import Callable, Iterator, Sequence

Left = tuple[str, str]  # a line of the text, and what is left of it
IsHeading = Callable[[str], bool]
# `2 tỷ đồng, trong đó:` states something without its list; `Các nhiệm vụ như sau:` does not.
_TAIL = re.compile(
    r"[,;]\s*(?:trong đó|(?:bao )?gồm(?: có)?|cụ thể(?: là| như sau)?|như sau)\s*:$", re.I
)
_POINT = re.compile(r"([-–+*•])|\(?(?:\d{1,2}|[a-zđ])[.)]\s", re.I)
_COUNTED = re.compile(r"(\d{1,2})([.)])\s+(?=\D)")


def without_bare_leads(lines: Sequence[Left], is_heading: IsHeading) -> list[Left]:
    """The lines; of one that leads to points of which none is left, what it states itself."""
    return [
        (line, _on_its_own(left) if _leads_to_nothing(lines, at, is_heading) else left)
        for at, (line, left) in enumerate(lines)
    ]


def _leads_to_nothing(lines: Sequence[Left], at: int, is_heading: IsHeading) -> bool:
    line, left = lines[at]
    if not left.endswith(":") or is_heading(line):
        return False
    points: list[str] = []
    kind = None
    for below, stays in lines[at + 1 :]:
        found = _POINT.match(below)
        if found is None or is_heading(below) or (kind is not None and found[1] != kind[0]):
            break
        kind = (found[1],)
        points.append(stays)
    return bool(points) and not any(points)


def _on_its_own(lead: str) -> str:
    alone = _TAIL.sub("", lead)
    return "" if alone == lead else f"{alone.rstrip()}."


def counted_anew(lines: Sequence[Left], kept: Sequence[int], is_heading: IsHeading) -> list[str]:
    """What is left at those places, each run of numbers without the gaps of what went; a sentence
    that stays alone of its run bears none."""
    words = {at: lines[at][1] for at in kept}
    for first, run in _runs(lines):
        there = [at for at in run if at in words and _COUNTED.match(words[at])]
        if len(there) == len(run):
            continue
        is_alone = len(there) == 1 and not is_heading(lines[there[0]][0])
        for number, at in enumerate(there, first):
            mark = "" if is_alone else rf"{number}\2 "
            words[at] = _COUNTED.sub(mark, words[at], count=1)
    return [words[at] for at in kept]


def _runs(lines: Sequence[Left]) -> Iterator[tuple[int, list[int]]]:
    """Each run of lines that count on, one after another, with the number that it begins with."""
    found: list[tuple[int, list[int]]] = []
    last: dict[str, tuple[int, list[int]]] = {}
    for at, (line, _) in enumerate(lines):
        if mark := _COUNTED.match(line):
            number, sign = int(mark[1]), mark[2]
            before, run = last.get(sign, (0, []))
            if not run or number != before + 1:
                run = []
                found.append((number, run))
            run.append(at)
            last[sign] = number, run
    yield from found
