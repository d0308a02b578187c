"""Checks of the offices that the words of a plan give people and bodies: an office beside a name
that is another's, an office of one that two hold."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from itertools import takewhile

from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import about, about_passage, of_plan
from reports.checks.facts.rows import OF_BEFORE
from reports.checks.reading.once import fold
from reports.lines import Line
from villages.enums import Role
from villages.nouns import COMMUNE

_CHAIRED = re.compile(
    rf"\s*[-–,(]\s*((?:Phó\s+)?Chủ tịch)(?=\s+(?:UBND|Ủy ban nhân dân)\s+{COMMUNE}\b)",
    re.I,
)


def _office_of_another(facts: CheckFacts) -> Iterator[Line]:
    """A name stands beside the chair's office and is the deputy's, or the other way round."""
    roles: dict[str, set[str]] = defaultdict(set)
    for posting in facts.postings:
        if posting.official_id in facts.serving and not posting.has_ended(facts.today):
            roles[posting.official.full_name].add(posting.role)
    read = [
        (one.text, partial(about_passage, one))
        for one in facts.passages
        if getattr(one.row, "section", "") not in OF_BEFORE
    ]
    read += [(words, partial(about, task)) for task, words in facts.sources if words != task.text]
    for text, line in read:
        for name, held in roles.items() if "hủ tịch" in text else ():
            at = text.find(name)
            found = _CHAIRED.match(text, at + len(name)) if at >= 0 else None
            deputy = found and fold(found[1]).startswith("pho")
            if found and (Role.VICE_CHAIR if deputy else Role.CHAIR) not in held:
                yield line(f"ghi {name} là {found[1]}, danh sách ghi chức vụ khác.")
    named = _named_in(facts)
    yield from _office_held_by_another(facts, named)
    yield from _leader_in_words(facts, named)
    yield from _head_of_another_village(facts)
    yield from _office_of_none(facts)


# Held by one person of a commune at a time.
_OF_ONE = ("truong ", "chu tich ", "bi thu ", "chanh ", "chi huy truong ", "giam doc ")
_NAME_BEFORE = re.compile(r"((?:[^\W\d_]+\s+){1,4}[^\W\d_]+)\s*[,(–-]\s*$")


_POLITE = re.compile(r"^(?:Ông|Bà|Anh|Chị|Cô|Đồng chí|Đ/c)\s+")


def _officers(facts: CheckFacts) -> dict[str, str]:
    """Office that but one person holds → who it is."""
    held: dict[str, set[str]] = defaultdict(set)
    for posting in facts.postings:
        is_one = fold(posting.title).startswith(_OF_ONE) and posting.unit_id == facts.unit.pk
        if is_one and posting.official_id in facts.serving and not posting.has_ended(facts.today):
            held[posting.title].add(posting.official.full_name)
    return {title: names.pop() for title, names in held.items() if len(names) == 1}


_Named = list[tuple[str, partial[Line]]]


def _named_in(facts: CheckFacts) -> _Named:
    """All words of a plan that may name somebody, each with how a finding about them is made."""
    named = [(one.text, partial(about_passage, one)) for one in facts.passages]
    for task in facts.open_tasks:
        words = (row.role_words for row in facts.given_to(task) if row.role_words)
        named += [(text, partial(about, task)) for text in words]
    return named


def _office_held_by_another(facts: CheckFacts, named: _Named) -> Iterator[Line]:
    """Whoever is named beside an office that one person holds is another one."""
    officers = _officers(facts)
    known = {official.full_name for official in facts.officials}
    for text, line in named if officers else ():
        for title, name in officers.items():
            for other in _beside(title, text):
                # Of those known see `_office_of_another`.
                is_chair = title.startswith("Phó")
                is_chair = is_chair or (title.startswith("Chủ tịch") and other in known)
                if " " in other and not is_chair and not fold(name).endswith(fold(other)):
                    yield line(f"ghi {other} là {title}, danh sách ghi {name}.")


def _beside(title: str, text: str) -> Iterator[str]:
    """The names before which the office stands, each time."""
    at = text.find(title)
    while at >= 0:
        if found := _NAME_BEFORE.search(text[max(0, at - 60) : at]):
            yield _POLITE.sub("", _capitals_of(found[1]))
        at = text.find(title, at + 1)


def _capitals_of(words: str) -> str:
    """The words with a capital that end there, without a title."""
    return " ".join(reversed(list(takewhile(str.istitle, reversed(words.split())))))


_LEADING = re.compile(
    r"\s*[-–,(]\s*(?P<office>(?:Phó\s+)?(?:Bí thư Đảng ủy"
    r"|Chủ tịch (?:HĐND|Hội|UBMTTQ|Ủy ban MTTQ|MTTQ)"
    r"|Trưởng (?:[Pp]hòng|[Cc]ông an)|Chỉ huy trưởng))"
)
# Of folded titles: those of the staff, who lead nothing.
_STAFF = ("chuyen vien", "cong chuc", "can bo", "nhan vien", "van thu", "ke toan", "can su")


def _leader_in_words(facts: CheckFacts, named: _Named) -> Iterator[Line]:
    """Somebody of whom the register has the posts of the staff alone is called a leader."""
    titles: dict[str, list[str]] = defaultdict(list)
    for posting in facts.postings:
        if posting.official_id in facts.serving and not posting.has_ended(facts.today):
            titles[posting.official.full_name].append(posting.title)
    staff = {n: own for n, own in titles.items() if all(fold(t).startswith(_STAFF) for t in own)}
    for text, line in named if staff else ():
        for name, own in staff.items():
            at = text.find(name)
            if found := _LEADING.match(text, at + len(name)) if at >= 0 else None:
                yield line(f"ghi {name} là {found['office']}, danh sách ghi {', '.join(own)}.")


_ANY_OFFICE = re.compile(
    r"\s*[-–,(]\s*(?P<office>(?:Phó\s+)?"
    r"(?:Trưởng|Chủ tịch|Bí thư|Giám đốc|Hiệu trưởng|Chỉ huy trưởng)\s[^,;:().\n\d]{2,40}?)"
    r"(?=\s+(?:theo dõi|phụ trách|chỉ đạo|chủ trì|làm|là|trực tiếp|chịu)\b|\s*[,;:().\n]|$)",
    re.I,
)
# Of folded words: what an office has whatever it is of.
_OF_ANY_OFFICE = frozenset(
    (
        "pho", "truong", "chu", "tich", "bi", "thu", "giam", "doc", "hieu", "cong", "chuc", "can",
        "bo", "chi", "uy", "ban", "ubnd", "xa", "phuong", "thi", "tran", "dang", "vien", "chuyen",
        "cua", "hoi", "doan", "phong", "tram", "to",
    )
)  # fmt: skip


def _office_of_none(facts: CheckFacts) -> Iterator[Line]:
    """Beside a name stands an office of something that none of the posts held has to do with:
    `Trưởng Công an xã` of the head of the clinic. Abbreviations are no words to go by."""
    titles: dict[str, set[str]] = defaultdict(set)
    for posting in facts.postings:
        if posting.official_id in facts.serving and not posting.has_ended(facts.today):
            titles[posting.official.full_name] |= _words_of(posting.title)
    known = {name: own for name, own in titles.items() if own}
    for plan in facts.plans:
        for name, own in known.items() if plan.pasted else ():
            for at in re.finditer(re.escape(name), plan.pasted):
                found = _ANY_OFFICE.match(plan.pasted, at.end())
                stated = _words_of(found["office"]) if found else frozenset()
                is_short = found and any(word.isupper() for word in found["office"].split())
                if found and stated and not is_short and stated.isdisjoint(own):
                    office = " ".join(found["office"].split())
                    fault = f"Ghi {name} là {office}, danh sách ghi chức vụ khác."
                    yield of_plan(plan, fault, "Chức vụ trong văn bản đã nhập")


def _words_of(office: str) -> frozenset[str]:
    return frozenset(fold(office).split()) - _OF_ANY_OFFICE


_HEAD_OF = re.compile(
    r"\s*[-–,(]\s*(?P<office>(?:[Tt]rưởng|[Bb]í thư(?: chi bộ)?)\s+"
    r"(?P<noun>thôn|xóm|bản|ấp|buôn|khóm|làng))"
    r"\s+(?P<name>[A-ZĐ\d][^,;:().\n]{0,30})"
)


def _head_of_another_village(facts: CheckFacts) -> Iterator[Line]:
    """Somebody who holds a post of one village alone is called the head of another."""
    villages = {unit.pk: unit.name for unit in facts.villages}
    held: dict[str, set[str]] = defaultdict(set)
    for posting in facts.postings:
        if posting.official_id in facts.serving and not posting.has_ended(facts.today):
            held[posting.official.full_name].add(villages.get(posting.unit_id, ""))
    heads = {name: own for name, own in held.items() if "" not in own}
    named = [(one.text, partial(about_passage, one)) for one in facts.passages]
    named += [(words, partial(about, task)) for task, words in facts.sources if words != task.text]
    for text, line in named if heads else ():
        for name, own in heads.items():
            at = text.find(name)
            found = _HEAD_OF.match(text, at + len(name)) if at >= 0 else None
            place = fold(found["name"]) if found else ""
            if found and not any(place.startswith(fold(one)) for one in own):
                called = f"{found['office']} {' '.join(found['name'].split())}"
                there = f"{found['noun']} {', '.join(sorted(own))}"
                yield line(f"ghi {name} là {called}, danh sách ghi ở {there}.")


# `Phòng Kinh tế là cơ quan thường trực`, `đồng chí Lê A là Trưởng Ban Chỉ đạo`
_OF_WHAT = r"(?P<of>[^.,:;()\n]{0,40})"
_SOLE = {
    "cơ quan thường trực": re.compile(
        rf"(?P<who>[A-ZĐ][^.,;:\n]{{2,60}}?)\s+(?:là|làm)\s+cơ quan thường trực\b{_OF_WHAT}"
    ),
    "Trưởng Ban Chỉ đạo": re.compile(
        r"[đĐ]ồng chí\s+(?P<who>[A-ZĐ][^.,;:\n]{2,40}?)(?:,[^.;\n]{0,60}?)?\s+(?:là|làm)\s+"
        rf"Trưởng [Bb]an [Cc]hỉ đạo\b{_OF_WHAT}"
    ),
}
# Of folded words: the committee and the programme that a plan means where it names no other.
_ITS_OWN = frozenset(
    re.findall(
        "[a-z]+",
        "cua ban chi dao bcd xa phuong dac khu xay dung nong thon moi ntm chuong trinh muc tieu"
        " quoc gia mtqg",
    )
)
_GOES_ON = re.compile(r"\b(?:co|chiu|tham muu|tong hop|giup|theo doi|don doc)\b.*")


def _two_in_one_office(facts: CheckFacts) -> Iterator[Line]:
    """A plan has two bodies, or two people, in an office that one holds."""
    for office, pattern in _SOLE.items():
        seen: dict[tuple[int, frozenset[str]], str] = {}
        for passage in facts.naming(office.lower()):
            for found in pattern.finditer(passage.text):
                of = frozenset(_GOES_ON.sub("", fold(found["of"])).split()) - _ITS_OWN
                who = " ".join(found["who"].split())
                first = seen.setdefault((passage.plan.pk, of), who)
                here, there = fold(who), fold(first)
                if here not in there and there not in here:
                    yield about_passage(
                        passage, f"ghi “{who}” là {office}; nơi khác ghi “{first}”."
                    )


CHECKS = (
    Check("text-office", "Lời văn ghi chức vụ của người khác", "Chức vụ", Severity.MEDIUM,
          _office_of_another),
    Check("two-in-one-office", "Một chức trách, hai nơi giữ", "Chức trách", Severity.MEDIUM,
          _two_in_one_office),
)  # fmt: skip
