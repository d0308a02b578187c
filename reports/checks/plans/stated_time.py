"""Checks of deadlines beside the time that a pasted plan states for all of its work."""

import re
from collections.abc import Iterator
from datetime import date

from ntm_project.common.dates import format_day
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import about
from reports.checks.reading.once import parse_deadline, read_once
from reports.lines import Line, short

# `Thời gian thực hiện các nhiệm vụ: từ tháng 3 đến hết tháng 11`, `tất cả công việc kết thúc trước
# ngày 31/10`, `(thực hiện trong khoảng từ 01/7 đến 15/12)`; one work has `Thời gian
# thực hiện: tháng 5`; `…, thực hiện từ nay đến ngày 15/12/2024`
_STATED = re.compile(
    r"(?:thời gian (?:thực hiện|triển khai) (?:các|kế hoạch|toàn bộ|chung)\b[^.;\n\d]{0,30}?"
    r"|thực hiện trong (?:khoảng|thời gian)|(?:,|\() ?(?:Ngày )?(?:thời gian )?thực hiện"
    r"|(?:tất cả|toàn bộ|mọi)\s+(?:các\s+)?(?:công việc|nhiệm vụ|nội dung|phần việc|việc)\b"
    r"[^.;\n\d]{0,40}?)\s*:?\s*(?P<time>(?:từ(?: nay)?|trước|đến hết|chậm nhất)\s[^.;()\n]{4,60})",
    re.I,
)


@read_once
def time_of_all(text: str, year: int) -> tuple[str, date | None, date | None]:
    """(words, begin, end) of the one time that a paper states for all of its work."""
    found = [*_STATED.finditer(text)]
    if len(found) != 1:
        return "", None, None
    time = parse_deadline(found[0]["time"].strip(), year=year)
    return " ".join(found[0][0].split()), time.starts_on, time.ends_on


def _outside_the_stated_time(facts: CheckFacts) -> Iterator[Line]:
    """A task ends outside the time that its pasted plan states for all; nearly all tasks outside it
    mean that it is of something else. Of windows in the record see `outside-window`."""
    for plan in facts.plans:
        if not plan.pasted or any(facts.record.spans.get(plan.pk, ())):
            continue
        words, first, last = time_of_all(plan.pasted, plan.year)
        dated = [
            (task, task.ends_on)
            for task, _ in facts.sources
            if task.plan_id == plan.pk and task.ends_on and not task.rhythm
        ]
        wrong = [
            (task, day) for task, day in dated if (first and day < first) or (last and day > last)
        ]
        for task, day in wrong if 3 * len(wrong) <= len(dated) else ():
            yield about(task, f"hạn {format_day(day)} ngoài thời gian chung: “{short(words, 90)}”.")


CHECKS = (
    Check("outside-stated-time", "Hạn ngoài thời gian chung của kế hoạch", "Thời hạn",
          Severity.HIGH, _outside_the_stated_time),
)  # fmt: skip
