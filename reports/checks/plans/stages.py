"""Checks of the stages of a work: what is built is approved, begun, finished, accepted in this
order."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import about
from reports.checks.plans.recognition import dossier_before_its_papers
from reports.lines import Line, short
from tasks.models import Task

# Of folded words: what is done once a work is, then the work; and how a work begins.
_PAPERWORK = re.compile(
    r"^(?:to chuc |hoan thien |hoan thanh |lap )*(?:ho so (?:minh chung|hoan cong|quyet toan|"
    r"thanh toan|nghiem thu)|nghiem thu|quyet toan|ban giao|dua vao su dung) ([^,;.:()]+)"
)
_BUILDING = re.compile(
    r"^(?:tiep tuc |to chuc )?(?:thi cong|xay|sua|cai tao|nang cap|lam |lap dat|lap |be tong|"
    r"cung hoa|lang|rai|ke |dao |nao vet|trai|dung|mo rong)"
)


def _papers_before_their_work(facts: CheckFacts) -> Iterator[Line]:
    """What is built is to be accepted, or its papers are to be ready, before it is finished."""
    works = [(t, t.ends_on) for t in facts.open_tasks if t.ends_on and not t.rhythm]
    for task, last in works:
        found = _PAPERWORK.search(task.search)
        name = f" {found[1].strip()} " if found else ""
        for other, its_last in works if name.count(" ") > 2 else ():
            is_it = f" {other.search} ".find(name) > 0 and _BUILDING.search(other.search)
            if is_it and other.unit_id == task.unit_id and its_last > last:
                mine, theirs = task.deadline_words, other.deadline_words
                yield about(task, f"hạn “{mine}”, mà “{short(other.text, 80)}” ghi “{theirs}”.")
                break


_CLEARS = re.compile(r"\b(?:hien dat|giai phong mat bang|ban giao mat bang|giao mat bang)\b")


def _cleared_after_it_is_built(facts: CheckFacts) -> Iterator[Line]:
    """The land of a work, known by its indicator, is given after the one task that builds it is
    due."""
    works = [(t, t.ends_on) for t in facts.open_tasks if t.ends_on and t.indicator_id]
    for task, last in works:
        builds = [
            (other, its_last)
            for other, its_last in (works if _CLEARS.search(task.search) else ())
            if other.indicator_id == task.indicator_id and other.unit_id == task.unit_id
            if _BUILDS_ROAD.search(other.search) and other.pk != task.pk
        ]
        for other, its_last in builds if len(builds) == 1 else ():
            if its_last < last:
                mine, theirs = task.deadline_words, other.deadline_words
                yield about(task, f"hạn “{mine}”, mà “{short(other.text, 80)}” ghi “{theirs}”.")


_BUILDS_ROAD = re.compile(
    r"\b(?:thi cong|do be tong|be tong hoa|cung hoa|rai nhua|mo rong|lam duong)\b"
)
_ACCEPTS = re.compile(r"\bnghiem thu (?P<thing>[a-z]+)")  # of folded words


def _accepted_before_it_is_built(facts: CheckFacts) -> Iterator[Line]:
    """The same of a work that is known by its indicator: `nghiệm thu đường` beside `thi công 2,4 km
    đường trục thôn`, the one task of that indicator that builds such a thing."""
    works = [(t, t.ends_on) for t in facts.open_tasks if t.ends_on and t.indicator_id]
    for task, last in works:
        found = _ACCEPTS.search(task.search)
        builds = [
            (other, its_last)
            for other, its_last in (works if found else ())
            if found and other.indicator_id == task.indicator_id and other.unit_id == task.unit_id
            if _BUILDING.search(other.search) and f" {found['thing']} " in other.search
        ]
        for other, its_last in builds if len(builds) == 1 else ():
            if its_last > last and not _PAPERWORK.search(task.search):
                mine, theirs = task.deadline_words, other.deadline_words
                yield about(task, f"hạn “{mine}”, mà “{short(other.text, 80)}” ghi “{theirs}”.")


def _finished_before_its_work(facts: CheckFacts) -> Iterator[Line]:
    """What is built is accepted, or the dossier is sent, before all of which it is made is done."""
    yield from _papers_before_their_work(facts)
    yield from _accepted_before_it_is_built(facts)
    yield from _cleared_after_it_is_built(facts)
    yield from dossier_before_its_papers(facts)


# Of folded words: what comes before a work is begun, how it begins, what ends it.
_STAGES = {
    "consulted": re.compile(
        r"^(?:to chuc |xin |tiep tuc )*(?:lay y kien|hop dan|hop (?:thon|xom|ban|ap|buon|khom)"
        r"|tham van)(?: (?:nhan dan|nguoi dan|cong dong|cac ho|ho dan|lay y kien|ban|thong nhat"
        r"|gop y|tham gia|ve|cho|phuong an|chu truong|thiet ke|viec|muc dong gop|ke hoach)\b)+"
    ),
    "approved": re.compile(
        r"^(?:to chuc |trinh |hoan thanh |hoan thien )*(?:phe duyet|tham dinh|lap)(?: (?:va )?"
        r"(?:phe duyet|tham dinh|trinh|ho so|bao cao kinh te ky thuat|chu truong dau tu|thiet ke"
        r"|du toan|ban ve|phuong an|du an|thi cong)\b)+"
        r"|^(?:hoan thanh|hoan thien|trinh) (?:ho so )?(?:du toan|thiet ke|ban ve)\b"
    ),
    "cleared": re.compile(
        r"^(?:to chuc |hoan thanh )*(?:giai phong mat bang|gpmb|boi thuong|di doi|dau thau|lua chon"
        r" nha thau|chon nha thau)(?: (?:de|cho|thi cong|xay dung|cong trinh|goi thau|lam)\b)*"
    ),
    "begun": re.compile(r"^(?:to chuc |le )*(?:khoi cong|khoi dong)(?: (?:xay dung|thi cong))?\b"),
    "built": re.compile(r"^(?:to chuc )?(?:thi cong|do be tong|be tong hoa)\b"),
    "ended": re.compile(
        r"^(?:hoan thanh|khanh thanh|nghiem thu|ban giao|quyet toan|dua vao su dung)"
        r"(?:,? (?:va|xay dung|thi cong|nghiem thu|ban giao|dua vao su dung)\b)*"
    ),
}  # fmt: skip


def stage_of(text: str) -> tuple[str, str]:
    """Which stage of a work folded words order, and of which work; two of "" where they name
    none."""
    for stage, pattern in _STAGES.items():
        if (found := pattern.match(text)) and (thing := _thing(text[found.end() :])):
            return stage, thing
    return "", ""


# Of folded words: what a work is called by beside its name.
_DESCRIBED = re.compile(r"[,;:(]| (?:gom|noi tren|neu tren|nay|theo|bang) ?")
_CALLED = re.compile(r"\b(?:cong trinh|tuyen|xay dung|xay|thi cong|lam)\b")


def _thing(words: str) -> str:
    """What is made, without the words for making it and those that only describe it."""
    bare = _DESCRIBED.split(words.strip(" ,:-"))[0]
    return " ".join(_CALLED.sub(" ", bare).split())


def are_stages(one: str, other: str) -> bool:
    """Whether two folded orders are two stages of a work, each with a day of its own."""
    return bool(stage_of(one)[0] and stage_of(other)[0] and stage_of(one)[0] != stage_of(other)[0])


def _begun_before_it_is_approved(facts: CheckFacts) -> Iterator[Line]:
    """A work is to begin before its design, or the money for it, is approved, or to end before it
    begins."""
    works: dict[tuple[int, str], dict[str, Task]] = defaultdict(dict)
    for task in facts.open_tasks:
        stage, thing = stage_of(task.search) if task.ends_on else ("", "")
        if stage:
            works[task.unit_id, thing][stage] = task
    for stages in works.values():
        for before, after in combinations([stages[name] for name in _STAGES if name in stages], 2):
            if before.ends_on and after.ends_on and after.ends_on < before.ends_on:
                there, theirs = short(before.text, 80), before.deadline_words
                yield about(after, f"hạn “{after.deadline_words}”, trước khi “{there}” ({theirs}).")


CHECKS = (
    Check("begun-before-approval", "Bước sau hẹn trước bước trước", "Thứ tự", Severity.HIGH,
          _begun_before_it_is_approved),
    Check("papers-before-work", "Nghiệm thu, hồ sơ trước khi làm xong", "Thứ tự",
          Severity.HIGH, _finished_before_its_work),
)  # fmt: skip
