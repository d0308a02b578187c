"""Checks of what texts and tasks state of money, against the table of the plan."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import dropwhile

from ntm_project.common.numbers import format_money, parse_money
from ntm_project.common.text import fold
from reports.checks.check import Check, Severity
from reports.checks.facts import CheckFacts
from reports.checks.figures import AMOUNT
from reports.checks.parsing import beginning, meaning, totals_in
from reports.checks.passages import about, about_text
from reports.lines import Line
from tasks.enums import PlanSection

_OF_MONEY = (PlanSection.RESOURCES, PlanSection.GOALS, PlanSection.WORKS)


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
    rf"{beginning('kinh phí', 'dự toán', 'trị giá', 'mức đầu tư')}"
    rf"(?i:[^.;\n\d]{{0,30}}?({AMOUNT}))"
)
# Of folded words: with what work begins, before the thing that it makes.
_MAKING = meaning(
    "thi công xây dựng sửa chữa cải tạo nâng cấp làm lắp đặt bê tông cứng hóa mở rộng đầu tư"
) | {"cong", "dung", "tu", "moi"}


def _task_unlike_the_table(facts: CheckFacts) -> Iterator[Line]:
    """A task, or a sentence of a text, states what a work costs, and the sums of the plan give
    another for it."""
    if not facts.fundings:
        return
    for task in facts.open_tasks:
        if fault := _other_cost(facts, task.text, task.plan_id):
            yield about(task, fault)
    for plan, text, sentence in facts.sentences:
        if fault := _other_cost(facts, sentence, plan.pk):
            yield about_text(plan, text, fault)


def _other_cost(facts: CheckFacts, words: str, plan_id: int) -> str:
    """What is wrong with the cost that the words state; "" where it is that of the table."""
    found = _WORTH.search(words)
    stated = _sum_of(found[1]) if found else None
    if not found or not stated:
        return ""
    thing = _thing(words[: found.start()])
    own = [
        row
        for row in facts.fundings
        if row.total and row.plan_id == plan_id and _thing(row.text) == thing
    ]
    known = {row.total for row in own} | {p.amount for row in own for p in row.parts.all()}
    if not own or stated in known:
        return ""
    totals = ", ".join(dict.fromkeys(row.amount for row in own))
    return f"ghi {found[1].strip()}, bảng kinh phí ghi {totals}."


def _thing(text: str) -> str:
    """What is made, without the words for making it."""
    words = fold(text).removesuffix(" voi").strip(" ,:(-+").split()
    return " ".join(dropwhile(_MAKING.__contains__, words))


def _sum_of(words: str) -> int | None:
    try:
        return parse_money(words)
    except ValueError:
        return None


CHECKS = (
    Check("text-money", "Tổng kinh phí trong lời văn khác bảng", "Kinh phí", Severity.HIGH,
          _money_unlike_the_table),
    Check("task-money", "Số tiền trong việc khác bảng kinh phí", "Kinh phí", Severity.HIGH,
          _task_unlike_the_table),
)  # fmt: skip
