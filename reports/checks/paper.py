"""Checks of the plan as a paper: signer, citations, targets, duties to report, money."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from criteria.comparison import Measure, compare
from criteria.enums import Comparator, Comparison, State
from criteria.models import CriteriaSet
from ntm_project.common.dates import format_day
from ntm_project.common.numbers import format_money, parse_money
from ntm_project.common.text import fold
from reports import links
from reports.checks.check import Check, Severity
from reports.checks.facts import CheckFacts
from reports.lines import Line, short
from tasks.enums import FundingStage, PlanSection
from tasks.models import Funding, Plan, Target
from tasks.rules import funding_gap
from villages.enums import UnitLevel

_PERIOD = re.compile(r"giai đoạn\s+(\d{4})\s*[-–—]\s*(\d{4})", re.I)


def _plan(plan: Plan, fault: str, text: str = "") -> Line:
    return Line(short(text or str(plan), 140), links.address("tasks:plan", plan.pk), fault)


def _without_signer(facts: CheckFacts) -> Iterator[Line]:
    """Nobody is named to sign."""
    for plan in facts.plans:
        if not plan.signatory_name:
            yield _plan(plan, "Chưa ghi họ tên người ký.")


def _citation_incomplete(facts: CheckFacts) -> Iterator[Line]:
    """A cited document without number or date cannot be found again (Decree 30)."""
    for plan in facts.plans:
        for citation in plan.citations.all():
            missing = [] if citation.number else ["số, ký hiệu"]
            missing += [] if citation.dated_on else ["ngày ban hành"]
            if missing:
                yield _plan(plan, f"Viện dẫn chưa ghi {' và '.join(missing)}.", str(citation))


def _citation_after_the_year(facts: CheckFacts) -> Iterator[Line]:
    """A plan cannot cite what was issued after its year."""
    for plan in facts.plans:
        for citation in plan.citations.all():
            if citation.dated_on and citation.dated_on > date(plan.year, 12, 31):
                day = format_day(citation.dated_on)
                yield _plan(plan, f"Văn bản ban hành {day}, sau năm kế hoạch.", str(citation))


def _citation_of_another_period(facts: CheckFacts) -> Iterator[Line]:
    """A cited set of criteria was not in force in the year of the plan."""
    if not any(plan.citations.all() for plan in facts.plans):
        return
    old = [
        (number, row)
        for row in CriteriaSet.objects.exclude(year_to=None)
        for number in re.findall(r"\d+/(?:\d{4}/)?QĐ-\w+", row.legal_basis)
    ]
    for plan in facts.plans:
        for citation in plan.citations.all():
            if period := _ended_period(citation.title, plan.year):
                yield _plan(plan, f"Văn bản của {period}, kế hoạch năm {plan.year}.", str(citation))
                continue
            for number, row in old:
                is_cited = fold(number) == fold(citation.number)
                if is_cited and not row.year_from <= plan.year <= (row.year_to or plan.year):
                    fault = f"Bộ tiêu chí này áp dụng {row.years}, không gồm năm {plan.year}."
                    yield _plan(plan, fault, str(citation))
                    break


def _ended_period(title: str, year: int) -> str:
    """The period for which a cited set or programme was made, where the year lies after it."""
    found = _PERIOD.search(title)
    ruling = any(word in fold(title) for word in ("tieu chi", "chuong trinh"))
    return " ".join(found[0].split()) if found and ruling and int(found[2]) < year else ""


def _cited_twice(facts: CheckFacts) -> Iterator[Line]:
    """One document stands twice among those cited."""
    for plan in facts.plans:
        numbers = Counter(fold(c.number) for c in plan.citations.all() if c.number)
        for citation in plan.citations.all():
            if numbers.pop(fold(citation.number), 0) > 1:
                yield _plan(plan, "Văn bản này được viện dẫn nhiều lần.", str(citation))


def _citation_inferred(facts: CheckFacts) -> Iterator[Line]:
    """What is cited had to be guessed from unclear words."""
    for plan in facts.plans:
        for citation in plan.citations.all():
            if citation.is_inferred and citation.number and citation.dated_on:
                yield _plan(plan, "Viện dẫn suy ra từ lời chưa rõ, cần đối chiếu.", str(citation))


def _window_outside_the_year(facts: CheckFacts) -> Iterator[Line]:
    """A window of the plan ends in another year."""
    for plan in facts.plans:
        for window in plan.windows.all():
            if window.ends_on and window.ends_on.year != plan.year:
                day = format_day(window.ends_on)
                yield _plan(plan, f"Khung thời gian đến {day}, ngoài năm kế hoạch.", window.text)


def _target_late(facts: CheckFacts) -> Iterator[Line]:
    """A target is to be reached after the day of its assessment, or in another year."""
    for plan in facts.plans:
        for target in plan.targets.all():
            day = target.assessment.target_on
            if target.ends_on and target.ends_on.year != plan.year:
                fault = f"Hạn {format_day(target.ends_on)} ngoài năm kế hoạch."
                yield _plan(plan, fault, target.text)
            elif target.ends_on and day and target.ends_on > day:
                fault = f"Hạn {format_day(target.ends_on)} sau ngày phấn đấu đạt {format_day(day)}."
                yield _plan(plan, fault, target.text)


def _target_reached(facts: CheckFacts) -> Iterator[Line]:
    """A target aims at what is reached already."""
    states = {s.key: s for s in facts.record.standings}
    for plan in facts.plans:
        for target in plan.targets.all():
            row = facts.row_of_indicator.get((target.assessment_id, target.indicator_id or 0))
            if row and target.value is not None:
                aim = Measure(target.value, target.value_max).ratio(row.indicator.kind)
                have = row.measure.ratio(row.indicator.kind)
                if have is not None and aim is not None and _reaches(target, have, aim):
                    word = "bằng" if have == aim else "đã qua"
                    yield _plan(
                        plan, f"Hiện đã là {row.value_words}, {word} mục tiêu.", target.text
                    )
                elif have is None:
                    yield _plan(plan, "Chưa có số liệu hiện nay để so với mục tiêu.", target.text)
            elif target.criterion_id and target.indicator_id is None and target.value is None:
                standing = states.get((target.assessment_id, target.criterion_id))
                if standing and standing.state == State.MET:
                    yield _plan(plan, "Tiêu chí này đã đạt.", target.text)


_KEPT = ("duy tri", "giu vung", "tiep tuc giu")


def _reaches(target: Target, have: Fraction, aim: Fraction) -> bool:
    """Whether what stands is the aim already; more than that only where nothing is to be kept."""
    if have == aim:
        return True
    if fold(target.text).startswith(_KEPT):
        return False
    upwards = (Comparator.GTE, Comparator.GT)
    downwards = (Comparator.LTE, Comparator.LT)
    return (target.comparator in upwards and have > aim) or (
        target.comparator in downwards and have < aim
    )


def _target_below_the_level(facts: CheckFacts) -> Iterator[Line]:
    """Reached, the target would still miss the level of its set."""
    for plan in facts.plans:
        for target in plan.targets.all():
            row = facts.row_of_indicator.get((target.assessment_id, target.indicator_id or 0))
            if row is None or target.value is None:
                continue
            aim = Measure(target.value, target.value_max)
            if compare(row.indicator, aim, row.level) == Comparison.SHORT:
                fault = f"Đạt mục tiêu này vẫn chưa đủ mức {row.level_words}."
                yield _plan(plan, fault, target.text)


def _duty_incomplete(facts: CheckFacts) -> Iterator[Line]:
    """A duty to report without rhythm or without who receives it."""
    for plan in facts.plans:
        for duty in plan.reporting_duties.all():
            missing = [] if duty.rhythm else ["nhịp báo cáo"]
            missing += [] if duty.report_to else ["nơi nhận báo cáo"]
            missing += [] if duty.who else ["ai báo cáo"]
            if missing:
                yield _plan(plan, f"Chưa rõ {', '.join(missing)}.", duty.text)


def _period_unlike_the_year(facts: CheckFacts) -> Iterator[Line]:
    """The plan of one year speaks of a whole period where it names its own."""
    for plan in facts.plans:
        for text in plan.texts.all():
            found = _PERIOD.search(text.text) if text.section == PlanSection.CLOSING else None
            if found:
                words = " ".join(found[0].split())
                yield _plan(plan, f"Kế hoạch năm {plan.year} nhưng câu kết ghi “{words}”.")


def _without_money(facts: CheckFacts) -> Iterator[Line]:
    """A plan in which no sum stands."""
    funded = {row.plan_id for row in facts.fundings if row.total or row.parts.all()}
    for plan in facts.plans:
        if plan.pk not in funded and facts.tasks:
            yield _plan(plan, "Chưa ghi khoản kinh phí nào.")


def _parts_not_adding_up(facts: CheckFacts) -> Iterator[Line]:
    """The parts by source give another sum than the total stated."""
    for row in facts.fundings:
        if gap := funding_gap(row.total, [part.amount for part in row.parts.all()]):
            yield Line(short(row.text, 140), links.address("tasks:plan", row.plan_id), gap)


def _two_sums(facts: CheckFacts) -> Iterator[Line]:
    """One work at one stage has two totals; or more was paid than was ever planned."""
    works: dict[tuple[int, int, str], list[Funding]] = defaultdict(list)
    for row in facts.fundings:
        if row.total is not None:
            works[row.plan_id, row.unit_id, fold(row.text)].append(row)
    for rows in works.values():
        text, url = short(rows[0].text, 140), links.address("tasks:plan", rows[0].plan_id)
        sums: dict[str, set[int]] = defaultdict(set)
        for row in rows:
            sums[row.stage].add(row.total or 0)
        for totals in sums.values():
            if len(totals) > 1:
                words = ", ".join(map(format_money, sorted(totals)))
                yield Line(text, url, f"Cùng một khoản, nhiều tổng số: {words}.")
        paid = sums.get(FundingStage.PAID)
        for stage in (FundingStage.PLANNED, FundingStage.MOBILISED):
            given = sums.get(stage)
            if paid and given and max(paid) > max(given):
                words = f"{stage.label.lower()} {format_money(max(given))}"
                yield Line(text, url, f"Đã giải ngân {format_money(max(paid))}, {words}.")
                break


def _words_unlike_the_sum(facts: CheckFacts) -> Iterator[Line]:
    """The sum as the paper words it is another than the number."""
    for row in facts.fundings:
        sums = [(row.words, row.total), *((p.words, p.amount) for p in row.parts.all())]
        for words, amount in sums:
            if amount is not None and (stated := _sum_in(words)) and stated != amount:
                fault = f"Văn bản viết “{words}”, số nhập là {format_money(amount)}."
                yield Line(short(row.text, 140), links.address("tasks:plan", row.plan_id), fault)


def _sum_in(words: str) -> int | None:
    """The sum that the words name, where they name one and nothing else."""
    try:
        return parse_money(words) if words and "đồng" in words.lower() else None
    except ValueError:
        return None


def _without_source(facts: CheckFacts) -> Iterator[Line]:
    """A sum of which nobody states who pays it."""
    for row in facts.fundings:
        if row.total and row.stage != FundingStage.OWED and not row.parts.all():
            yield Line(
                short(row.text, 140),
                links.address("tasks:plan", row.plan_id),
                f"{format_money(row.total)} chưa ghi nguồn nào.",
            )


def _debts(facts: CheckFacts) -> Iterator[Line]:
    """Debts of construction stand in the way of recognition (Decision 18/2022/QĐ-TTg)."""
    for row in facts.fundings:
        if row.stage == FundingStage.OWED and row.total:
            yield Line(
                short(row.text, 140),
                links.address("tasks:plan", row.plan_id),
                f"Còn nợ {format_money(row.total)}; công nhận đòi không còn nợ đọng xây dựng.",
            )


def _commune_without_plan(facts: CheckFacts) -> Iterator[Line]:
    """A commune is judged this year and has no plan for it."""
    if facts.plans or facts.unit.level != UnitLevel.COMMUNE:
        return
    if facts.record.assessments:
        yield Line(
            facts.unit.title_name,
            links.address("tasks:plans"),
            f"Có đánh giá năm {facts.record.year} nhưng chưa lập kế hoạch năm.",
        )


CHECKS = (
    Check("no-plan", "Chưa có kế hoạch năm", "Kế hoạch", Severity.HIGH, _commune_without_plan),
    Check("no-signer", "Kế hoạch chưa rõ người ký", "Người ký", Severity.HIGH, _without_signer),
    Check("citation-incomplete", "Viện dẫn thiếu số, ngày", "Viện dẫn", Severity.MEDIUM,
          _citation_incomplete),
    Check("citation-after-year", "Viện dẫn văn bản ban hành sau", "Viện dẫn", Severity.MEDIUM,
          _citation_after_the_year),
    Check("citation-other-period", "Viện dẫn bộ tiêu chí của kỳ khác", "Viện dẫn", Severity.HIGH,
          _citation_of_another_period),
    Check("cited-twice", "Viện dẫn trùng", "Viện dẫn", Severity.LOW, _cited_twice),
    Check("citation-inferred", "Viện dẫn chưa chắc", "Viện dẫn", Severity.LOW, _citation_inferred),
    Check("window-outside-year", "Khung thời gian ngoài năm", "Thời gian", Severity.HIGH,
          _window_outside_the_year),
    Check("target-late", "Mục tiêu muộn hơn ngày phấn đấu", "Mục tiêu", Severity.HIGH,
          _target_late),
    Check("target-reached", "Mục tiêu bằng mức đã có", "Mục tiêu", Severity.LOW, _target_reached),
    Check("target-below-level", "Mục tiêu thấp hơn mức của bộ", "Mục tiêu", Severity.HIGH,
          _target_below_the_level),
    Check("duty-incomplete", "Chế độ báo cáo chưa rõ", "Báo cáo", Severity.MEDIUM,
          _duty_incomplete),
    Check("period-unlike-year", "Kỳ kế hoạch lệch", "Kỳ", Severity.MEDIUM, _period_unlike_the_year),
    Check("no-money", "Kế hoạch chưa có kinh phí", "Kinh phí", Severity.MEDIUM, _without_money),
    Check("parts-do-not-add-up", "Kinh phí chưa khớp", "Kinh phí", Severity.HIGH,
          _parts_not_adding_up),
    Check("two-sums", "Kinh phí mâu thuẫn", "Kinh phí", Severity.HIGH, _two_sums),
    Check("sum-unlike-words", "Số tiền khác lời văn", "Kinh phí", Severity.HIGH,
          _words_unlike_the_sum),
    Check("no-source", "Kinh phí chưa rõ nguồn", "Kinh phí", Severity.LOW, _without_source),
    Check("debts", "Còn nợ đọng", "Nợ đọng", Severity.HIGH, _debts),
)  # fmt: skip
