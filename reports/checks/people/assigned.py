"""Checks of whom the tasks are given to: who leads, who is still there, who is known."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ntm_project.common.dates import format_day
from reports import links
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import about, about_passage, of_part
from reports.checks.facts.pasted import lost_of
from reports.checks.people.offices import HOLDS_NO_OFFICE
from reports.checks.reading.names import Names, persons_in, places_in
from reports.checks.reading.once import fold, read
from reports.lines import Line
from tasks.models import Task
from villages.models import Body, Official
from villages.nouns import COMMUNE

# A given name alone, after a title or without one: `đồng chí Cao`, `Lan`.
GIVEN_NAME = re.compile(r"(?:(?:đồng chí|đ/c|ông|bà|anh|chị|cô|chú)\s+)?([^\W\d_]+)", re.I)


def about_lead(task: Task, fault: str) -> Line:
    """A finding about whom a task is given to."""
    form = links.of_row("tasks:assign", task.pk) if task.is_open else ""
    return replace(about(task, fault), form=form)


def _several_leads(facts: CheckFacts) -> Iterator[Line]:
    """Several lead one task: nobody answers for it alone."""
    for task in facts.open_tasks:
        if len(facts.leads_of(task)) > 1:
            names = ", ".join(str(row) for row in facts.leads_of(task))
            yield about_lead(task, f"{len(facts.leads_of(task))} nơi cùng chủ trì ({names}).")
    for passage in facts.naming("cùng chủ trì", "đồng chủ trì"):
        if passage.is_ahead and (found := _LED_TOGETHER.search(passage.text)):
            yield about_passage(passage, f"ghi “{found[0]}”: nhiều nơi cùng chủ trì một việc.")


_WORDS = r"[^\W\d]+(?:\s[^\W\d]+){0,6}"
_LED_TOGETHER = re.compile(rf"{_WORDS}\svà\s{_WORDS}\s(?:cùng|đồng) chủ trì\b", re.I)


_FULL = re.compile(r"[ '’]")  # `K'Brẻo` is a whole name


def _known_by_given_name(facts: CheckFacts) -> Iterator[Line]:
    """Whoever is to do it is named by a given name alone, in the plan or in the register."""
    for task in facts.open_tasks:
        for row in facts.given_to(task):
            found = GIVEN_NAME.fullmatch(row.role_words) if row.role_words else None
            if found and found[1][:1].isupper():
                yield about_lead(task, f"“{row.role_words}” chỉ có tên gọi, chưa rõ là cán bộ nào.")
            elif row.official and not _FULL.search(row.official.full_name):
                fault = f"cán bộ “{row.official.full_name}” trong danh sách chỉ có tên gọi."
                yield about_lead(task, fault)
    yield from _given_to_a_given_name(facts)


# `giao chị Phương đứng lớp`; an office after the name makes it plain whose it is.
_GIVEN_TO = re.compile(
    r"\b(?:[Gg]iao|[Pp]hân công|[Dd]o)\s+(?:nhiệm vụ\s+)?(?:cho\s+)?"
    r"((?:đồng chí|đ/c|ông|bà|anh|chị|cô|chú)\s+([^\W\d_]+)\b)"
    r"(?:\s+([^\W\d_]+)\b|['’])?(?!\s*[,(–-])"
)


def _given_to_a_given_name(facts: CheckFacts) -> Iterator[Line]:
    """The words of a plan give work to somebody by a given name that the register does not have as
    one by which somebody is called."""
    known = {fold(line) for row in facts.officials for line in row.aliases.splitlines()}
    for passage, names in facts.persons:
        is_read = passage.is_ahead and any(" " not in name for name in names)
        for whole, name, after in _GIVEN_TO.findall(passage.text) if is_read else ():
            is_alone = name.istitle() and not after.istitle()
            if is_alone and known.isdisjoint((fold(whole), fold(name))):
                yield about_passage(passage, f"“{whole}” chỉ có tên gọi, chưa rõ là cán bộ nào.")


def _gone_away(facts: CheckFacts) -> Iterator[Line]:
    """Who is given open work holds no office here any more."""
    for task in facts.open_tasks:
        for row in facts.given_to(task):
            if row.official and row.official_id not in facts.serving:
                yield about_lead(task, f"{row.in_words} {HOLDS_NO_OFFICE}")


def _body_elsewhere(facts: CheckFacts) -> Iterator[Line]:
    """A body of another commune is given open work: nobody here can expect it of them."""
    known = {body.pk for body in facts.bodies}
    for task in facts.open_tasks:
        for row in facts.given_to(task):
            if row.body and row.body_id not in known and not _is_above(row.body, facts):
                place = row.body.unit.full_name
                yield about_lead(task, f"{row.in_words} thuộc {place}, không thuộc địa bàn.")


def _is_above(body: Body, facts: CheckFacts) -> bool:
    return facts.unit.path.startswith(body.unit.path)


def _body_of_ended_unit(facts: CheckFacts) -> Iterator[Line]:
    """A body whose unit has ended is still given open work."""
    last_days = {u.pk: u.valid_to for u in facts.units if u.valid_to and u.valid_to < facts.today}
    bodies = {body.pk: body for body in facts.bodies}
    for task in facts.open_tasks:
        if task.unit_id in last_days:
            day = format_day(last_days[task.unit_id])
            yield about(task, f"đơn vị thực hiện đã thôi hoạt động từ sau ngày {day}.")
            continue
        for row in facts.given_to(task):
            body = bodies.get(row.body_id or 0)
            if body and body.unit_id in last_days:
                yield about(task, f"{row.in_words} thuộc {body.unit.full_name} đã thôi hoạt động.")


_WITH = r"phoi hop (?:chat che )?(?:voi|cung) {}\b"  # of folded words


def _twice_on_one_task(facts: CheckFacts) -> Iterator[Line]:
    """One and the same leads and supports, by its assignments or by the words of the task."""
    for task in facts.open_tasks:
        leads = {
            (row.official_id, row.body_id) for row in facts.leads_of(task) if not row.role_words
        }
        for row in facts.supports_of(task):
            if (row.official_id, row.body_id) in leads and not row.role_words:
                yield about_lead(task, f"{row} vừa chủ trì vừa phối hợp.")
        if "phoi hop" in task.search and len(facts.leads_of(task)) == 1:
            lead = facts.leads_of(task)[0]
            if lead.body and re.search(_WITH.format(re.escape(fold(lead.body.name))), task.search):
                yield about_lead(task, f"{lead} chủ trì, lời văn ghi phối hợp với chính nơi ấy.")


def _named_and_gone(facts: CheckFacts) -> Iterator[Line]:
    """Who is to report, to receive a report or to do what a window names holds no office here any
    more."""
    names = {row.full_name for row in facts.officials if row.pk in facts.serving}
    gone = {row.full_name for row in facts.officials} - names
    for plan in facts.plans if gone else ():
        named = [("bao-cao", row, row.report_to, row.who) for row in plan.reporting_duties.all()]
        named += [("thoi-gian", row, "", row.who) for row in plan.windows.all()]
        named += [("noi-nhan", row, row.text, "") for row in plan.recipients.all()]
        for part, row, *words in named:
            for name in (one for one in sorted(gone) if any(one in text for text in words)):
                yield of_part(plan, part, row, f"Nêu {name}, {HOLDS_NO_OFFICE}")


def _village_by_another_noun(facts: CheckFacts) -> Iterator[Line]:
    """A passage names a village by the noun of others: `xóm Trung Thịnh` of a thôn."""
    nouns: dict[str, set[str]] = defaultdict(set)
    for unit in facts.units:
        if unit.is_village:
            nouns[fold(unit.name)].add(fold(unit.noun))
    ours = {fold(unit.noun) for unit in facts.villages}
    if not facts.unit.is_village and ours:
        yield from _villages_by_another_noun(facts, ours)
    for passage in facts.passages if not facts.unit.is_village else ():
        for noun, name in facts.places[passage.text] if passage.is_ahead else ():
            own = nouns.get(fold(name))
            if own and "" not in own and _NOUNS.get(fold(noun), fold(noun)) not in own:
                words = ", ".join(sorted(u.full_name for u in facts.units if u.name == name))
                yield about_passage(passage, f"nêu “{noun} {name}”, danh sách ghi {words}.")


# All of them: `trưởng các xóm` where there are thôn; `các thôn, xóm` means both.
_ALL_OF_THEM = re.compile(
    r"\b(?:trưởng|bí thư chi bộ|ban phát triển)\s+(?:các\s+)?(thôn|xóm|bản|ấp|buôn|khóm)\b"
    r"(?!\s*[,/-]\s*(?:thôn|xóm|bản|ấp|buôn|khóm|tổ|khu))(?!\s+[A-ZĐ\d])",
    re.I,
)


def _villages_by_another_noun(facts: CheckFacts, ours: set[str]) -> Iterator[Line]:
    """A plan is sent to, or orders something of, the heads of villages by the noun of others."""
    called = ", ".join(sorted({unit.noun.lower() for unit in facts.villages}))
    for plan in facts.plans:
        for row in plan.recipients.all():
            found = _ALL_OF_THEM.search(row.text)
            if found and fold(found[1]) not in ours:
                fault = f"Ghi “{found[0]}”, đơn vị ở đây gọi là {called}."
                yield of_part(plan, "noi-nhan", row, fault)
    for passage in facts.naming("trưởng", "bí thư", "ban phát triển"):
        found = read(_ALL_OF_THEM.search, passage.text) if passage.is_ahead else None
        if found and fold(found[1]) not in ours:
            yield about_passage(passage, f"ghi “{found[0]}”, đơn vị ở đây gọi là {called}.")


_NOUNS = {"tdp": "to dan pho", "kp": "khu pho"}


def _unit_unknown(facts: CheckFacts) -> Iterator[Line]:
    """A passage names a village that is none of the commune, or orders something of one that is
    none any more."""
    if facts.unit.is_village:
        return
    present = [unit for unit in facts.units if not unit.valid_to or unit.valid_to >= facts.today]
    villages = Names(unit.name for unit in facts.villages)
    there, ever = Names(u.name for u in present), Names(u.name for u in facts.units)
    keys = {unit.pk for unit in present}  # `Ban phát triển thôn Đông` keeps no ended village
    bodies = " ".join(fold(body.name) for body in facts.bodies if body.unit_id in keys)
    for passage in facts.passages if present else ():
        for noun, name in facts.places[passage.text]:
            if villages.like(name):
                if known := villages.misspelt(name):
                    fault = f"nêu “{noun} {name}”, danh sách đơn vị ghi “{known}”."
                    yield about_passage(passage, fault)
                continue
            called = f"{noun} {name}"  # `Sóc Ruộng` may be all of the name of an ấp
            if there.like(name) or there.like(called) or fold(called) in bodies:
                continue
            if not ever.like(name):
                fault = f"nêu “{noun} {name}”, không có trong danh sách đơn vị của xã."
                yield about_passage(passage, fault)
            elif passage.is_ahead and not _is_called_former(passage.text, name):
                yield about_passage(passage, f"nêu “{noun} {name}”, đơn vị đã thôi hoạt động.")


def _unit_beside_the_work(facts: CheckFacts) -> Iterator[Line]:
    """The sentence that a task was read from names a village of nobody beside the work."""
    ever = Names(unit.name for unit in facts.units)
    bodies = " ".join(fold(body.name) for body in facts.bodies)
    for task, words in facts.sources if not facts.unit.is_village else ():
        for noun, name in places_in(words):
            called = f"{noun} {name}"
            if (known := ever.misspelt(name)) and fold(name) not in fold(task.text):
                yield about(task, f"nêu “{called}”, danh sách đơn vị ghi “{known}”.")
            is_known = ever.like(name) or fold(called) in bodies or fold(name) in fold(task.text)
            if not is_known:
                yield about(task, f"nêu “{called}”, không có trong danh sách đơn vị của xã.")


def _unit_lost(facts: CheckFacts) -> Iterator[Line]:
    """A task was read from under the name of a unit that nobody has, and stands at the commune's
    since; its own words may not name it."""
    lost = lost_of(facts.taken, "unit") if facts.taken else {}
    for task in facts.open_tasks if lost else ():
        words = lost.get(task.pk, [""])[0]
        named = _QUOTED.match(words)
        if named and task.unit_id == facts.unit.pk and fold(named[1]) not in fold(task.text):
            yield about(task, f"văn bản đã nhập ghi {named[0]}.")


_QUOTED = re.compile(r"“([^”]+)” không có trong danh sách đơn vị")


def _units_unknown(facts: CheckFacts) -> Iterator[Line]:
    yield from _unit_unknown(facts)
    yield from _unit_lost(facts)
    yield from _unit_beside_the_work(facts)


_FORMER = re.compile(r"\s*[(,]?\s*(?:cũ|trước đây|nay (?:là|thuộc))\b")


def _is_called_former(text: str, name: str) -> bool:
    """Whether a text itself has the unit as one that was: `thôn Mai Trung cũ, nay thuộc …`."""
    return bool(_FORMER.match(text.partition(name)[2]))


def _person_unknown(facts: CheckFacts) -> Iterator[Line]:
    """A passage names a person whom the register does not know, or knows in another spelling."""
    if not any(names for _, names in facts.persons):
        return
    officials = Names(known_names(facts.officials))
    for passage, names in facts.persons:
        for name in names:
            if not is_known_as(officials, name):
                yield about_passage(passage, f"nêu tên “{name}”, chưa có trong danh sách cán bộ.")
            elif known := officials.misspelt(name):
                yield about_passage(passage, f"nêu tên “{name}”, danh sách cán bộ ghi “{known}”.")


def _misspelt_lead(facts: CheckFacts) -> Iterator[Line]:
    """A task is given to somebody by a name that is another spelling of one the register knows."""
    officials = Names(known_names(facts.officials))
    for task in facts.open_tasks:
        for row in facts.given_to(task):
            for name in persons_in(row.role_words) if row.role_words else ():
                known = officials.misspelt(name)
                if known and is_known_as(officials, name):
                    fault = f"giao cho “{name}”, danh sách cán bộ ghi “{known}”."
                    yield about_lead(task, fault)


# `Thị` is a woman's middle name, `Văn` a man's.
_CALLED = re.compile(
    r"\b(?:(?P<he>[Ôô]ng|[Aa]nh|[Cc]hú)|[Bb]à|[Cc]hị|[Cc]ô)\s+(?P<name>[A-ZĐ]\w*\s+(?:(?P<woman>Thị)|Văn)"
    r"(?:\s+[A-ZĐ]\w*)+)"
)


def _called_otherwise(facts: CheckFacts) -> Iterator[Line]:
    """A passage calls a woman `ông`, or a man `bà`, by the middle of the name."""
    for passage in facts.passages:
        for found in _CALLED.finditer(passage.text) if _has_middle(passage.text) else ():
            if bool(found["he"]) is bool(found["woman"]):
                yield about_passage(passage, f"ghi “{found[0]}”; danh xưng không hợp với tên.")


def _has_middle(text: str) -> bool:
    return " Thị " in text or " Văn " in text


def _persons(facts: CheckFacts) -> Iterator[Line]:
    yield from _person_unknown(facts)
    yield from _misspelt_lead(facts)
    yield from _called_otherwise(facts)


_ASSOCIATION = re.compile(
    r"\bHội\s+(?!đồng|nghị|trường|thi|chợ|viên|thảo|diễn|đình|họp|khoa)"
    rf"(?P<name>[^\W\d_]+(?:\s+[^\W\d_]+){{0,4}}?)\s+{COMMUNE}\b"
)
ENOUGH = 3  # associations in the register: who holds fewer holds none of them


def _association_unknown(facts: CheckFacts) -> Iterator[Line]:
    """A text gives work to an association that the register does not know beside others."""
    names = [fold(f"{body.name} {body.short_names}") for body in facts.bodies if "Hội" in body.name]
    known = [set(name.split()) for name in names]
    for passage in facts.naming("hội") if len(known) >= ENOUGH else ():
        for found in _ASSOCIATION.finditer(passage.text) if passage.is_ahead else ():
            words = set(fold(found["name"]).split())
            is_short = any(word.isupper() for word in found["name"].split())
            if not is_short and not any(words <= own for own in known):
                fault = f"nêu “{' '.join(found[0].split())}”, chưa có trong danh sách tổ chức."
                yield about_passage(passage, fault)


def is_known_as(officials: Names, name: str) -> bool:
    """Whether a name is that of an official; a given name alone (`Lệ`) begins no full name (`Lê
    Hữu Tình`)."""
    known = officials.like(name)
    is_full = name.count(" ") > 1
    return any(" " in one for one in known) if is_full else bool(known)


def known_names(officials: Iterable[Official]) -> Iterator[str]:
    """The names by which the officials are called: in full, as the register adds, by the given
    name."""
    for official in officials:
        yield official.full_name
        for alias in official.aliases.splitlines():
            yield alias.removeprefix("đồng chí ")
        yield official.full_name.split()[-1]


CHECKS = (
    Check("several-leads", "Nhiều nơi cùng chủ trì", "Chủ trì", Severity.MEDIUM, _several_leads),
    Check("given-name-only", "Người làm chỉ có tên gọi", "Tên người", Severity.MEDIUM,
          _known_by_given_name),
    Check("assignee-gone", "Người được giao không còn giữ chức vụ", "Người đã đi", Severity.HIGH,
          _gone_away),
    Check("body-elsewhere", "Giao việc cho tổ chức ngoài địa bàn", "Phân công", Severity.MEDIUM,
          _body_elsewhere),
    Check("ended-unit-works", "Giao việc cho đơn vị đã thôi hoạt động", "Đơn vị cũ", Severity.HIGH,
          _body_of_ended_unit),
    Check("lead-and-support", "Vừa chủ trì vừa phối hợp", "Phân công", Severity.LOW,
          _twice_on_one_task),
    Check("named-and-gone", "Nêu người không còn giữ chức vụ", "Người đã đi", Severity.MEDIUM,
          _named_and_gone),
    Check("village-noun", "Gọi thôn bằng tên loại khác", "Tên đơn vị", Severity.LOW,
          _village_by_another_noun),
    Check("unit-unknown", "Nêu tên đơn vị không có trong sổ", "Tên đơn vị", Severity.MEDIUM,
          _units_unknown),
    Check("body-unknown", "Nêu tổ chức không có trong sổ", "Tổ chức", Severity.LOW,
          _association_unknown),
    Check("person-unknown", "Tên người không có trong sổ, sai danh xưng", "Tên người",
          Severity.LOW, _persons),
)  # fmt: skip
