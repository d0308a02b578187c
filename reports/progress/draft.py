"""The first draft of a report's remarks: what the period brought, in plain words.

Each section is a few lines of plain text, "" where there is none. Nothing is judged and
no reason is made up: that is for whoever writes the report.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from criteria.nouns import of_set
from evidence.authored.queries import begun_of
from ntm_project.common.dates import format_day
from ntm_project.common.deadlines import in_a_column
from ntm_project.common.numbers import format_count, format_money
from ntm_project.common.text import shortened, uncapitalised, within_a_sentence
from reports.progress.facts import FIRST, Movement, PeriodFacts
from reports.record import OpenTask, StandingRow
from tasks.enums import FundingSource, ReportSection

NAMED = 4  # rows named in a line; the rest is counted
NAMED_VILLAGES = 12


def drafts_of(facts: PeriodFacts) -> dict[str, str]:
    """Section → its first draft: the unit's own words for it, else what the record gives."""
    lines: dict[str, Callable[[PeriodFacts], Iterator[str]]] = {
        ReportSection.DIRECTION: _direction,
        ReportSection.CRITERIA: _criteria,
        ReportSection.VILLAGES: _villages,
        ReportSection.MONEY: _money,
        ReportSection.SHORTCOMINGS: _shortcomings,
        ReportSection.NEXT: _next,
        ReportSection.PROPOSALS: _proposals,
    }
    drafted = {section.value: "\n".join(lines[section](facts)) for section in ReportSection}
    report = facts.report
    return drafted | begun_of("progress_report", report.unit, report.ends_on.year)


def _named_tasks(tasks: Sequence[OpenTask]) -> Iterator[str]:
    """The first of them with their deadline as their table words it, one a line; the rest counted,
    with that table."""
    for task in tasks[:NAMED]:
        until = uncapitalised(in_a_column(task.deadline_words))
        due = f" (thời hạn {until})" if until else ""
        yield f"+ {shortened(task.text, 120).rstrip('.;')}{due}."
    if (left := len(tasks) - NAMED) > 0:
        yield f"+ Và {format_count(left)} nhiệm vụ khác (Biểu 4)."


def numbers(rows: Iterable[StandingRow]) -> str:
    """`số 2 (Giao thông), số 6 (…)`; many by their numbers alone."""
    found = list(rows)
    if len(found) > NAMED:
        return f"số {', '.join(str(row.criterion.number) for row in found)}"
    return ", ".join(f"số {row.criterion.number} ({row.criterion.name})" for row in found)


def _change(moved: Movement) -> str:
    """`, tăng 02 tiêu chí so với kỳ trước`; of what began without anything known no number."""
    if moved.begins:
        return f", {FIRST}"
    more = moved.totals.criteria_met - moved.met_before
    if not more:
        return ", không thay đổi so với kỳ trước"
    way = "tăng" if more > 0 else "giảm"
    return f", {way} {format_count(abs(more))} tiêu chí so với kỳ trước"


def _direction(facts: PeriodFacts) -> Iterator[str]:
    if facts.meetings:
        days = ", ".join(format_day(day) for day in facts.meetings)
        yield f"- Đã họp giao ban {format_count(len(facts.meetings))} lần (ngày {days})."
    if facts.sent:
        yield f"- Đã gửi thẩm tra {format_count(len(facts.sent))} hồ sơ."
    if facts.done or (facts.tasks and not facts.report.is_weekly):
        done = f"hoàn thành {format_count(len(facts.done))} nhiệm vụ" if facts.done else ""
        going = f"còn {format_count(len(facts.tasks))} nhiệm vụ chưa hoàn thành"
        words = "; ".join(filter(None, [done, going if facts.tasks else ""]))
        yield f"- Trong kỳ {words}."


def _criteria(facts: PeriodFacts) -> Iterator[str]:
    day = format_day(facts.until)
    for moved in facts.own:
        unit, judged_by = moved.assessment.unit.full_name, moved.assessment.criteria_set.short_name
        if not moved.is_judged and not moved.met_before:
            none = "chưa đánh giá tiêu chí nào theo Bộ tiêu chí"
            yield f"Đến hết ngày {day}, {unit} {none} {judged_by}."
            continue
        met = f"đạt {moved.totals.criteria_words} tiêu chí theo Bộ tiêu chí {judged_by}"
        yield f"Đến hết ngày {day}, {unit} {met}{_change(moved)}{_indicators(moved)}."
        if moved.gained:
            yield f"- Mới đạt: tiêu chí {numbers(moved.gained)}."
        if moved.lost:
            yield f"- Không còn đạt: tiêu chí {numbers(moved.lost)}."
        if moved.not_met:
            yield f"- Chưa đạt: tiêu chí {numbers(moved.not_met)}."
        if moved.unjudged:
            yield f"- Chưa đánh giá: tiêu chí {numbers(moved.unjudged)}."


def _indicators(moved: Movement) -> str:
    """`; 60/73 chỉ tiêu đạt`; "" while none was judged, though a plan states what is met."""
    totals = moved.totals
    if not totals.indicators_met:
        return ""
    left = totals.not_judged
    words = f"; {totals.indicators_met}/{totals.indicators} chỉ tiêu đạt"
    words += f", {format_count(left)} chỉ tiêu chưa đánh giá" if left else ""
    return of_set(words, moved.assessment)


def _villages(facts: PeriodFacts) -> Iterator[str]:
    """Each village; of many only those that moved."""
    shown = facts.villages
    if len(shown) > NAMED_VILLAGES:
        shown = [moved for moved in shown if moved.gained or moved.lost]
        still = len(facts.villages) - len(shown)
        if still:
            noun = facts.village_noun
            yield f"- {format_count(still)} đánh giá của {noun} không thay đổi trong kỳ (Biểu 2)."
    for moved in shown:
        words = ["chưa đánh giá tiêu chí nào"]
        if moved.is_judged:
            words = [f"đạt {moved.totals.criteria_words} tiêu chí"]
            words += [FIRST] if moved.begins else []
        if moved.gained:
            words.append(f"mới đạt tiêu chí {numbers(moved.gained)}")
        if moved.lost:
            words.append(f"không còn đạt tiêu chí {numbers(moved.lost)}")
        unit, judged_by = moved.assessment.unit.title_name, moved.assessment.criteria_set.short_name
        yield f"- {unit} ({judged_by}): {'; '.join(words)}."


def _money(facts: PeriodFacts) -> Iterator[str]:
    got = [work for work in facts.works if not work.is_planned and work.total]
    if not got:
        return
    by_source: dict[str, int] = {}
    for work in got:
        for source, amount in work.by_source.items():
            by_source[source] = by_source.get(source, 0) + amount
    words = [
        f"{FundingSource(source).in_a_sentence} {format_money(amount)}"
        for source, amount in sorted(by_source.items(), key=lambda pair: -pair[1])
    ]
    among = f", trong đó: {'; '.join(words)}" if words else ""
    total = format_money(sum(work.total for work in got))
    yield f"- Đến hết ngày {format_day(facts.until)} đã huy động {total}{among}."
    for stage, verb in (("paid", "Đã giải ngân"), ("owed", "Còn nợ")):
        if amount := sum(work.totals.get(stage, 0) for work in facts.works):
            yield f"- {verb} {format_money(amount)}."


def _shortcomings(facts: PeriodFacts) -> Iterator[str]:
    late, new = facts.overdue, facts.newly_overdue
    if late:
        among = f", trong đó {format_count(len(new))} nhiệm vụ mới quá hạn trong kỳ" if new else ""
        if len(new) == len(late):
            among = ", đều mới quá hạn trong kỳ" if len(new) > 1 else ", mới quá hạn trong kỳ"
        count = f"- Còn {format_count(len(late))} nhiệm vụ quá hạn{among}"
        if facts.report.is_weekly:  # the table of its page names them
            yield f"{count}."
        else:
            yield f"{count}, gồm:"
            yield from _named_tasks(late)  # the longest overdue first
    for row in facts.returned:
        day = f" ngày {format_day(row.decided_on)}" if row.decided_on else ""
        yield f"- Hồ sơ {_named(facts, row.assessment_id)} bị trả lại{day}."
    if facts.lacking:
        codes = [need.code for need in facts.lacking]
        which = f" ({', '.join(codes)})" if len(codes) <= 3 * NAMED else ""
        count = format_count(len(codes))
        own = facts.report.unit.noun
        listed = f"{format_count(len(facts.expecting))} chỉ tiêu của {own} đã đặt yêu cầu giấy tờ"
        words = f"- Trong {listed}, còn {count} chỉ tiêu thiếu giấy tờ{which}."
        if len(codes) == len(facts.expecting) > 1:
            words = f"- Cả {listed} đều còn thiếu giấy tờ{which}."
        yield of_set(words, facts.own[0].assessment)
    yield from _obstacles(facts)


def _obstacles(facts: PeriodFacts) -> Iterator[str]:
    """The lines of the obstacles; on the page of a week all of them in one line."""
    if facts.report.is_weekly and facts.stuck:
        words = (shortened(_plain(task.obstacle), 60) for task in facts.stuck[:NAMED])
        yield f"- Vướng mắc: {'; '.join(map(within_a_sentence, words))}."
        return
    for task in facts.stuck[:NAMED]:
        yield f"- Vướng mắc ở nhiệm vụ “{shortened(task.text, 100)}”: {_plain(task.obstacle)}."
    if (left := len(facts.stuck) - NAMED) > 0:
        yield f"- Còn {format_count(left)} nhiệm vụ khác báo có vướng mắc."


def _plain(text: str) -> str:
    return shortened(text).rstrip(".;")


def _named(facts: PeriodFacts, assessment_id: int) -> str:
    every = (*facts.own, *facts.villages)
    found = (str(m.assessment) for m in every if m.assessment.pk == assessment_id)
    return within_a_sentence(next(found, "thẩm tra"))


def _next(facts: PeriodFacts) -> Iterator[str]:
    if coming := facts.coming:
        late = sum(bool(task.is_overdue) for task in coming)
        among = f", trong đó {format_count(late)} nhiệm vụ đã quá hạn" if late else ""
        count, last = format_count(len(coming)), format_day(facts.next.last)
        yield f"- Hoàn thành {count} nhiệm vụ có hạn đến hết ngày {last}{among}."
    if facts.returned:
        yield f"- Bổ sung, gửi lại {format_count(len(facts.returned))} hồ sơ bị trả lại."
    if facts.lacking and not facts.report.is_weekly:
        count, own = format_count(len(facts.lacking)), facts.report.unit.noun
        words = f"- Bổ sung giấy tờ còn thiếu theo yêu cầu của {count} chỉ tiêu của {own}."
        yield of_set(words, facts.own[0].assessment)
    for moved in [] if facts.report.is_weekly else facts.own:
        if moved.unmet:
            yield f"- Tiếp tục thực hiện tiêu chí {numbers(moved.unmet)}."


def _proposals(facts: PeriodFacts) -> Iterator[str]:
    for task in [] if facts.report.is_weekly else facts.stuck[:NAMED]:
        yield (
            f"- Đề nghị Ban Chỉ đạo chỉ đạo tháo gỡ vướng mắc “{_plain(task.obstacle)}” "
            f"để thực hiện nhiệm vụ “{shortened(task.text, 100)}”."
        )
