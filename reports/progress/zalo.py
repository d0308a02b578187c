"""The report in a few lines, to be sent on by Zalo, with the way to its page."""

from collections.abc import Iterator

from ntm_project.common.dates import format_day
from ntm_project.common.numbers import format_count
from ntm_project.common.text import shortened
from reports.progress.draft import numbers
from reports.progress.facts import PeriodFacts

NAMED = 3


def zalo_text(facts: PeriodFacts, link: str) -> str:
    """How many criteria the commune meets, what moved, what is late, and the page with the rest."""
    report = facts.report
    head = f"Báo cáo tiến độ nông thôn mới {report.period}, {report.unit.full_name}"
    return "\n".join([head, f"(số liệu đến hết {format_day(facts.until)})", *_lines(facts), link])


def _lines(facts: PeriodFacts) -> Iterator[str]:
    for moved in facts.own:
        judged_by = moved.assessment.criteria_set.short_name
        met = f"Đạt {moved.met_words} tiêu chí" if moved.met_words else "Chưa đánh giá tiêu chí nào"
        yield f"- {met} ({judged_by})"
        if moved.gained:
            yield f"- Mới đạt: tiêu chí {numbers(moved.gained)}"
        if moved.lost:
            yield f"- Không còn đạt: tiêu chí {numbers(moved.lost)}"
    if facts.overdue:
        late, new = len(facts.overdue), len(facts.newly_overdue)
        more = f" ({format_count(new)} việc mới quá hạn)" if new else ""
        more = ", mới quá hạn trong kỳ" if new == late else more
        yield f"- Việc quá hạn: {format_count(late)}{more}"
    if facts.returned:
        yield f"- Hồ sơ bị trả lại: {format_count(len(facts.returned))}"
    for task in facts.stuck[:NAMED]:
        yield f"- Vướng mắc: {shortened(task.obstacle, 120)}"
    if (rest := len(facts.stuck) - NAMED) > 0:
        yield f"- Còn {format_count(rest)} vướng mắc khác"
    if facts.coming:
        count = format_count(len(facts.coming))
        yield f"- Việc phải xong đến hết {format_day(facts.next.last)}: {count}"
