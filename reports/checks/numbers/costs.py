"""Checks of what texts and tasks state of money, against the table of the plan."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from ntm_project.common.numbers import format_money, parse_money
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import about, about_text
from reports.checks.reading.figures import AMOUNT
from reports.checks.reading.names import places_in
from reports.checks.reading.once import fold
from reports.checks.reading.patterns import FIRST_DIGIT, beginning
from reports.checks.reading.wording import meaning
from reports.lines import Line, short
from tasks.enums import FundingStage, PlanSection
from tasks.models import Funding, PlanText

_OF_MONEY = (PlanSection.RESOURCES, PlanSection.GOALS, PlanSection.WORKS)


_TOTAL = re.compile(
    r"(?:tổng\s+(?:kinh phí|nguồn vốn|số vốn|vốn|nhu cầu|mức)|nhu cầu\s+(?:kinh phí|vốn))"
    r"[^.;\n\d]{0,60}"
    r"(\d[\d.,]*\s*(?:tỷ|tỉ|triệu|nghìn)(?:\s+đồng)?)",
    re.I,
)
_IN_GENERAL = re.compile(
    r"\W*(?:kinh phí|nguồn|vốn|huy động|dự kiến|nhu cầu|năm|trong|giai đoạn|để|theo)\b", re.I
)


def totals_in(text: str) -> Iterator[str]:
    """Each total of money that a text states: `3,2 tỷ đồng`; none of one work that it names:
    `- Nhà văn hóa: tổng mức 850 triệu đồng`."""
    for found in _TOTAL.finditer(text):
        begins = max(text.rfind(sign, 0, found.start()) for sign in ".;\n") + 1
        before = text[begins : found.start()]
        is_beside = ":" in before or before.rstrip().endswith(",")
        if is_beside and not _IN_GENERAL.match(before):
            continue
        yield " ".join(found[1].split())


def _money_unlike_the_table(facts: CheckFacts) -> Iterator[Line]:
    """A text states a total of money, and the sums of the plan give another."""
    sums: dict[tuple[int, str], int] = defaultdict(int)
    for row in facts.fundings:
        sums[row.plan_id, row.stage] += row.total or sum(part.amount for part in row.parts.all())
    for plan, text in facts.texts:
        own = {total for (key, _), total in sums.items() if key == plan.pk and total}
        for words in totals_in(text.text) if own and text.section in _OF_MONEY else ():
            stated = _sum_of(words)
            if stated and stated not in own:
                known = ", ".join(map(format_money, sorted(own)))
                yield about_text(
                    plan, text, f"Ghi tổng {words}; các khoản kinh phí cộng lại {known}."
                )


_WORTH = re.compile(
    rf"(?:{beginning('kinh phí', 'dự toán', 'trị giá', 'mức đầu tư')}(?i:[^.;\n\d]{{0,30}}?)"
    rf"|(?<=\w)\s*[:(–-]\s*|\s(?:là|hết|với)\s+)(?i:({AMOUNT}))"
)
# Of folded words: with what work begins, before the thing that it makes.
_MAKING = meaning(
    "thi công xây dựng sửa chữa cải tạo nâng cấp làm lắp đặt bê tông cứng hóa mở rộng đầu tư"
) | {"cong", "dung", "tu", "moi"}


_OF_MONEY_WORDS = re.compile(r"\d\s*(?:tỷ|tỉ|triệu|nghìn|đồng)")
_Things = Mapping[tuple[int, frozenset[str]], list[Funding]]  # by plan and what is made


def _task_unlike_the_table(facts: CheckFacts) -> Iterator[Line]:
    """A task, or a sentence of a text, states what a work costs, and the sums of the plan give
    another for it."""
    things: dict[tuple[int, frozenset[str]], list[Funding]] = defaultdict(list)
    for row in facts.fundings:
        if row.total and (thing := _thing(row.text)):
            things[row.plan_id, thing].append(row)
    yield from _two_costs_in_words(facts)
    yield from _quantity_unlike_the_table(facts)
    if not things:
        return
    for task in facts.open_tasks:
        if fault := _other_cost(things, task.text, task.plan_id):
            yield about(task, fault)
    for plan, text, sentence in facts.sentences:
        if fault := _other_cost(things, sentence, plan.pk):
            yield about_text(plan, text, fault)


def _other_cost(things: _Things, words: str, plan_id: int) -> str:
    """What is wrong with the cost that the words state; "" where it is that of the table."""
    found = _WORTH.search(words) if _OF_MONEY_WORDS.search(words) else None
    stated = _sum_of(found[1]) if found else None
    if not found or not stated:
        return ""
    own = things.get((plan_id, _thing(words[: found.start()])), [])
    known = {row.total for row in own} | {p.amount for row in own for p in row.parts.all()}
    if not own or stated in known:
        return ""
    totals = ", ".join(dict.fromkeys(row.amount for row in own))
    return f"ghi {found[1].strip()}, bảng kinh phí ghi {totals}."


_QUANTITY = re.compile(
    rf"(?<![/.,])({FIRST_DIGIT}[\d.]*(?:,\d+)?)\s*"
    r"(?!tỷ|tỉ|triệu|nghìn|đồng|tháng|quý|năm)([^\W\d]+2?)\b"
)


def _quantity_unlike_the_table(facts: CheckFacts) -> Iterator[Line]:
    """A task makes another amount of the one thing for which a sum of the plan stands."""
    sums = [
        (row, made, frozenset(w for w in meaning(row.text) if not w.isdigit()))
        for row in facts.fundings
        if row.stage == FundingStage.PLANNED and (made := _quantities(row.text))
    ]
    for task in facts.open_tasks if sums else ():
        own = _quantities(task.text)
        words = frozenset(w for w in facts.wordings[task.pk] if not w.isdigit()) if own else ()
        for row, made, others in sums if words else ():
            unit = next((unit for unit in made if own.get(unit, made[unit]) != made[unit]), "")
            shared, least = len(others.intersection(words)), min(len(others), len(words))
            is_one = unit and row.plan_id == task.plan_id and shared == least > LEAST_NAMED
            if is_one and {*places_in(row.text)} == {*facts.places[task.text]}:
                fault = f"ghi {own[unit]} {unit}, bảng kinh phí ghi {made[unit]} {unit}"
                yield about(task, f"{fault} (“{short(row.text, 80)}”).")


def _quantities(text: str) -> dict[str, str]:
    """Unit → the one amount that a text has of it."""
    found: dict[str, list[str]] = defaultdict(list)
    for number, unit in _QUANTITY.findall(text):
        found[unit.lower()].append(number)
    return {unit: rows[0] for unit, rows in found.items() if len(rows) == 1}


LEAST_NAMED = 3  # words of a thing: fewer may name two


def _two_costs_in_words(facts: CheckFacts) -> Iterator[Line]:
    """Two sentences of a plan have one thing cost two sums."""
    seen: dict[tuple[int, frozenset[str]], str] = {}
    for plan, text, sentence in facts.sentences:
        found = _WORTH.search(sentence) if _OF_MONEY_WORDS.search(sentence) else None
        stated = _sum_of(found[1]) if found else None
        thing = _thing(sentence[: found.start()]) if found else frozenset()
        if not found or not stated or len(thing) < LEAST_NAMED:
            continue
        first = seen.setdefault((plan.pk, thing), found[1].strip())
        if _sum_of(first) != stated:
            words = short(sentence.strip(" -+"), 80)
            yield about_text(plan, text, f"ghi “{words}”; nơi khác ghi {first}.")


def _thing(text: str) -> frozenset[str]:
    """What is made, in whatever order, without the words for making it."""
    return meaning(text) - _MAKING


def _sum_of(words: str) -> int | None:
    try:
        return parse_money(words)
    except ValueError:
        return None


_A_TOTAL = re.compile(
    rf"\b(tổng\s+(?:nguồn lực|kinh phí|nguồn vốn|vốn|mức đầu tư|nhu cầu|dự toán)"
    rf"(?:[^.;:\n\d(]|(?<=năm )20\d\d\b){{0,60}}?)({AMOUNT})",
    re.I,
)
# Of folded words: what stands about a total and makes it no other one.
_OF_A_TOTAL = frozenset(
    ("nam", "la", "du", "kien", "khoang", "can", "thuc", "hien", "ke", "hoach", "so", "dat", "uoc")
)
_YEAR = re.compile(r"20\d\d")


def _two_totals(facts: CheckFacts) -> Iterator[Line]:
    """Two places of a plan state one total, in like words, with two amounts."""
    seen: dict[tuple[int, frozenset[str]], tuple[str, PlanText]] = {}
    for plan, text, sentence in facts.sentences:
        for found in _A_TOTAL.finditer(sentence) if "ổng" in sentence else ():
            years = set(_YEAR.findall(sentence)) - {str(plan.year)}
            words = frozenset(re.findall("[a-z]+", fold(found[1]))) - _OF_A_TOTAL
            if years:
                continue
            first, where = seen.setdefault((plan.pk, words), (found[2], text))
            if _sum_of(first) != _sum_of(found[2]):
                name = where.get_section_display()
                fault = f"Ghi {' '.join(found[0].split())}; mục {name} ghi {first.strip()}."
                yield about_text(plan, text, fault)


def _totals(facts: CheckFacts) -> Iterator[Line]:
    yield from _money_unlike_the_table(facts)
    yield from _two_totals(facts)


CHECKS = (
    Check("text-money", "Tổng kinh phí trong lời văn khác bảng", "Kinh phí", Severity.HIGH,
          _totals),
    Check("task-money", "Số tiền trong việc khác bảng kinh phí", "Kinh phí", Severity.HIGH,
          _task_unlike_the_table),
)  # fmt: skip
