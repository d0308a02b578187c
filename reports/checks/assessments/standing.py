"""Checks of criteria against their tasks, their day and their neighbours."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from django.utils.text import capfirst

from criteria.enums import Claim, IndicatorKind, State
from criteria.judging import IndicatorRow
from criteria.nouns import of_set
from ntm_project.common.dates import format_day
from reports import links
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import about, counting
from reports.checks.reading.figures import is_share_of_villages
from reports.checks.reading.once import fold
from reports.checks.reading.wording import is_alike, meaning
from reports.lines import Line, short
from reports.record import StandingRow
from tasks.enums import TaskState


def _criterion(facts: CheckFacts, standing: StandingRow, fault: str) -> Line:
    unit = next(a.unit for a in facts.record.assessments if a.pk == standing.assessment_id)
    criterion = standing.criterion
    return Line(
        f"{unit.title_name}, tiêu chí {criterion.number} {criterion.name}",
        links.criterion_url(standing.assessment_id, criterion.number),
        fault,
    )


def _unmet_without_work(facts: CheckFacts) -> Iterator[Line]:
    """A criterion is not met, and the year's plans give no open work for it."""
    if not facts.plans:
        return
    for standing in facts.record.standings:
        tasks = facts.tasks_of_criterion.get(standing.key, [])
        if standing.state == State.NOT_MET and not any(task.is_open for task in tasks):
            done = any(task.state == TaskState.DONE for task in tasks)
            stopped = "nhiệm vụ đã dừng cả" if tasks else "không có nhiệm vụ nào"
            words = "nhiệm vụ đã xong cả" if done else stopped
            line = _criterion(facts, standing, f"Chưa đạt nhưng {words}, không còn việc đang mở.")
            yield replace(line, form=_new_task(facts, standing))


def _new_task(facts: CheckFacts, standing: StandingRow) -> str:
    """The form of a new task for the criterion."""
    unit = next(a.unit for a in facts.record.assessments if a.pk == standing.assessment_id)
    key, criterion = standing.key
    return links.address(
        "tasks:create",
        ke_hoach=facts.plans[0].pk, don_vi=unit.pk, danh_gia=key, tieu_chi=criterion,
    )  # fmt: skip


def _unmet_indicator_without_work(facts: CheckFacts) -> Iterator[Line]:
    """An indicator is not met, its criterion has work, but only for other indicators; or all that
    was for this one is done or stopped."""
    for row in facts.rows:
        key = row.result.assessment_id, row.indicator.criterion_id
        tasks = facts.tasks_of_criterion.get(key, [])
        if row.result.claim != Claim.NOT_MET or not any(task.is_open for task in tasks):
            continue
        open_for = {task.indicator_id for task in tasks if task.is_open}
        own, fault = row.result.indicator_id, ""
        if not open_for & {None, own}:
            fault = "Chưa đạt; việc đang mở của tiêu chí chỉ nhằm vào các chỉ tiêu khác."
        elif own not in open_for and (closed := [t for t in tasks if t.indicator_id == own]):
            is_done = any(task.state == TaskState.DONE for task in closed)
            words = "đã hoàn thành" if is_done else "đã dừng"
            fault = f"Chưa đạt, trong khi các việc nhằm vào chỉ tiêu này {words}."
        if fault:
            at = of_set(f"chỉ tiêu {row.indicator.code}", row.assessment)
            yield Line(
                f"{row.assessment.unit.title_name}, {at} {row.indicator.wording}",
                row.result.get_absolute_url(),
                of_set(fault, row.assessment),
            )


def _work_for_what_does_not_apply(facts: CheckFacts) -> Iterator[Line]:
    """Open work aims at an indicator that is stated not to apply."""
    for task in facts.open_tasks:
        row = facts.row_of_indicator.get((task.assessment_id or 0, task.indicator_id or 0))
        if row and row.result.claim == Claim.NOT_APPLICABLE:
            at = of_set(f"chỉ tiêu {row.indicator.code}", row.assessment)
            yield about(task, f"{at} đã ghi không áp dụng.")


def _is_met_by_results(facts: CheckFacts, standing: StandingRow) -> bool:
    """Met because of what its indicators claim, not because the plan calls it so."""
    rows = facts.rows_of_criterion.get(standing.key, [])
    return standing.state == State.MET and any(row.result.claim == Claim.MET for row in rows)


def _met_with_open_work(facts: CheckFacts) -> Iterator[Line]:
    """A criterion is met by its results, and overdue work for it was never closed."""
    for standing in facts.record.standings:
        open_tasks = [t for t in facts.tasks_of_criterion.get(standing.key, []) if t.is_open]
        late = [t for t in open_tasks if t.is_overdue(facts.today)]
        if late and _is_met_by_results(facts, standing):
            fault = f"Đã đạt nhưng còn {len(late)} việc quá hạn chưa đóng."
            yield counting(_criterion(facts, standing, fault), late)


def _unknown_at_the_day(facts: CheckFacts) -> Iterator[Line]:
    """The state at the start is not known, or nobody stated of which day it is."""
    for assessment in facts.record.assessments:
        standings = facts.record.standings_of(assessment)
        unknown = [str(s.criterion.number) for s in standings if s.state == State.UNKNOWN]
        url = assessment.get_absolute_url()
        if unknown and len(unknown) < len(standings):
            words = ", ".join(unknown)
            yield Line(str(assessment), url, f"Chưa rõ hiện trạng của tiêu chí {words}.")
        elif unknown:
            yield Line(str(assessment), url, "Chưa rõ hiện trạng của mọi tiêu chí.")
        elif assessment.baseline_on is None:
            yield Line(str(assessment), url, "Chưa ghi hiện trạng lấy đến ngày nào.")


def _unmet_unexplained(facts: CheckFacts) -> Iterator[Line]:
    """Criteria are not met, and none of their indicators is marked so."""
    for assessment in facts.record.assessments:
        numbers = [
            str(standing.criterion.number)
            for standing in facts.record.standings_of(assessment)
            if standing.state == State.NOT_MET
            and not any(
                row.result.claim == Claim.NOT_MET
                for row in facts.rows_of_criterion.get(standing.key, [])
            )
        ]
        if numbers:
            fault = f"Tiêu chí {', '.join(numbers)} chưa đạt nhưng chưa nêu chỉ tiêu nào chưa đạt."
            yield Line(
                str(assessment),
                assessment.get_absolute_url(),
                of_set(fault, assessment),
            )


def _met_before(facts: CheckFacts) -> Iterator[Line]:
    """A criterion was met at the start and is not any more, and no result gives a reason."""
    before = {(r.assessment_id, r.criterion_id) for r in facts.baselines if r.state == State.MET}
    for standing in facts.record.standings:
        if standing.state != State.NOT_MET or standing.key not in before:
            continue
        rows = facts.rows_of_criterion.get(standing.key, [])
        unmet = [row for row in rows if row.result.claim == Claim.NOT_MET]
        if unmet and not any(row.result.note for row in unmet):
            codes = of_set(
                f"chỉ tiêu {', '.join(row.indicator.code for row in unmet)}", unmet[0].assessment
            )
            line = _criterion(facts, standing, f"Đầu kỳ đạt, nay chưa đạt {codes}, chưa ghi lý do.")
            yield replace(line, url=unmet[0].result.get_absolute_url())


def _standing_of_a_day_to_come(facts: CheckFacts) -> Iterator[Line]:
    """The state at the start is dated later than today."""
    days = {row.as_of for row in facts.baselines if row.as_of and row.as_of > facts.today}
    for row in facts.baselines if days else ():
        if row.as_of in days:
            assessment = next(a for a in facts.record.assessments if a.pk == row.assessment_id)
            yield Line(
                f"{assessment.unit.title_name}, tiêu chí {row.criterion.number} "
                f"{row.criterion.name}",
                links.criterion_url(assessment.pk, row.criterion.number),
                f"Hiện trạng ghi lấy đến ngày {format_day(row.as_of)}, ngày ấy chưa đến.",
            )


def _standing_after_its_plan(facts: CheckFacts) -> Iterator[Line]:
    """The plan was issued before the day of the state from which it starts."""
    issued = {plan.unit_id: plan.issued_on for plan in facts.plans if plan.issued_on}
    for assessment in facts.record.assessments:
        day, start = issued.get(assessment.unit_id), assessment.baseline_on
        if day and start and start > day:
            fault = f"Hiện trạng lấy đến {format_day(start)}, sau ngày kế hoạch {format_day(day)}."
            yield Line(str(assessment), assessment.get_absolute_url(), fault)


def _label_unlike_the_set(facts: CheckFacts) -> Iterator[Line]:
    """The paper calls a criterion otherwise than its set does."""
    for baseline in facts.baselines:
        label, name = baseline.label, baseline.criterion.name
        if not label:
            continue
        mine, official = meaning(label), meaning(name)
        is_short = any(word.isupper() and len(word) > 2 for word in re.findall(r"\w+", label))
        is_alike = mine <= official or (official <= mine and len(mine - official) < 2)
        if not is_alike and not is_short:
            assessment = next(a for a in facts.record.assessments if a.pk == baseline.assessment_id)
            yield Line(
                f"{assessment.unit.title_name}, tiêu chí {baseline.criterion.number}",
                links.criterion_url(assessment.pk, baseline.criterion.number),
                f"Văn bản gọi “{label}”; bộ tiêu chí ghi “{name}”.",
            )


def _village_against_commune(facts: CheckFacts) -> Iterator[Line]:
    """The commune counts a criterion as met that one of its villages, by the same name, has not;
    where the village's unmet indicators are known, one of them is also the commune's."""
    known = {a.pk: a for a in facts.record.assessments}
    met = {
        fold(s.criterion.name): s
        for s in facts.record.standings
        if _is_met_by_results(facts, s) and not known[s.assessment_id].unit.is_village
    }
    for standing in facts.record.standings:
        above = met.get(fold(standing.criterion.name))
        unit = known[standing.assessment_id].unit
        is_unmet = unit.is_village and standing.state == State.NOT_MET
        if above and is_unmet and _speak_of_one_thing(facts, standing, above):
            commune = known[above.assessment_id].unit.full_name
            fault = f"Chưa đạt, trong khi {commune} báo đạt tiêu chí cùng tên."
            yield _criterion(facts, standing, fault)


def _speak_of_one_thing(facts: CheckFacts, below: StandingRow, above: StandingRow) -> bool:
    rows = facts.rows_of_criterion.get(below.key, [])
    unmet = [row.indicator.wording for row in rows if row.result.claim == Claim.NOT_MET]
    named = [row.indicator.wording for row in facts.rows_of_criterion.get(above.key, [])]
    return not unmet or any(is_alike(one, other) for one in unmet for other in named)


def _village_against_share(facts: CheckFacts) -> Iterator[Line]:
    """The commune claims of its villages what one of them, in like words, has not: more of them
    than are left."""
    unmet = [row for row in facts.rows if row.result.claim == Claim.NOT_MET]
    villages = [row for row in unmet if row.assessment.unit.is_village]
    for above in facts.rows if villages else ():
        wording, figure = above.indicator.wording, above.measure.ratio(above.indicator.kind)
        is_claimed = above.result.claim == Claim.MET and not above.assessment.unit.is_village
        if not is_claimed or figure is None or not is_share_of_villages(wording):
            continue
        lacking = {
            one.assessment.unit_id: one
            for one in villages
            if is_alike(one.indicator.wording, wording)
        }
        present = Fraction(above.measure.denominator or max(len(facts.villages), 1))
        is_count = above.indicator.kind == IndicatorKind.COUNT
        claimed = figure if is_count else figure * present / 100
        if claimed > present - len(lacking):
            for one in lacking.values():
                yield _claimed_above(one, above)


def _claimed_above(row: IndicatorRow, above: IndicatorRow) -> Line:
    at = of_set(f"chỉ tiêu {above.indicator.code}", above.assessment)
    fault = (
        f"Báo chưa đạt “{short(row.indicator.wording, 80)}”, trong khi "
        f"{above.assessment.unit.full_name} báo {above.value_words} ở {at} "
        f"{short(above.indicator.wording, 80)}."
    )
    return Line(row.assessment.unit.title_name, row.result.get_absolute_url(), fault)


def _village_after_its_commune(facts: CheckFacts) -> Iterator[Line]:
    """A village is to have met its set after the day by which its commune is to have."""
    rows = [row for row in facts.record.assessments if row.target_on]
    above = {row.unit_id: row.target_on for row in rows if not row.unit.is_village}
    for row in rows:
        day = above.get(row.unit.parent_id or 0) if row.unit.is_village else None
        if day and row.target_on and row.target_on > day:
            fault = f"Ngày phấn đấu {format_day(row.target_on)}, sau ngày của xã {format_day(day)}."
            url = row.get_absolute_url()
            yield Line(str(row), url, fault, form=links.of_row("criteria:edit_assessment", row.pk))


def _left_from_before(facts: CheckFacts) -> Iterator[Line]:
    """The year of an assessment is over, it is neither met nor recognised, and none follows it."""
    for row in facts.loose_ends.left_over:
        text = f"{capfirst(row.noun)} {row.name} – {row.standard} năm {row.year}"
        fault = f"Năm {row.year} đã hết, còn {row.left} tiêu chí chưa đạt hoặc chưa rõ, năm nay"
        url = links.address("reports:assessment", row.pk)
        yield Line(text, url, f"{fault} không có đánh giá.")


CHECKS = (
    Check("left-from-before", "Đánh giá năm trước bỏ dở", "Đánh giá", Severity.MEDIUM,
          _left_from_before),
    Check("unmet-without-work", "Tiêu chí chưa đạt mà không có việc", "Thiếu việc", Severity.HIGH,
          _unmet_without_work),
    Check("indicator-without-work", "Chỉ tiêu chưa đạt mà không có việc", "Thiếu việc",
          Severity.MEDIUM, _unmet_indicator_without_work),
    Check("work-not-applicable", "Việc cho chỉ tiêu không áp dụng", "Không áp dụng",
          Severity.MEDIUM, _work_for_what_does_not_apply),
    Check("met-with-late-work", "Đã đạt mà còn việc quá hạn", "Việc cũ", Severity.LOW,
          _met_with_open_work),
    Check("standing-unknown", "Hiện trạng chưa rõ", "Hiện trạng", Severity.MEDIUM,
          _unknown_at_the_day),
    Check("unmet-unexplained", "Chưa đạt mà chưa rõ ở chỉ tiêu nào", "Chỉ tiêu", Severity.MEDIUM,
          _unmet_unexplained),
    Check("met-before", "Đầu kỳ đạt, nay chưa đạt", "Duy trì", Severity.HIGH, _met_before),
    Check("standing-to-come", "Hiện trạng của ngày chưa đến", "Hiện trạng", Severity.MEDIUM,
          _standing_of_a_day_to_come),
    Check("standing-after-plan", "Hiện trạng của ngày sau kế hoạch", "Hiện trạng",
          Severity.MEDIUM, _standing_after_its_plan),
    Check("label-unlike-set", "Tên tiêu chí lệch với bộ", "Tên gọi", Severity.LOW,
          _label_unlike_the_set),
    Check("village-against-commune", "Thôn và xã báo khác nhau", "Mâu thuẫn", Severity.MEDIUM,
          _village_against_commune),
    Check("village-against-share", "Thôn chưa đạt, xã tính cả thôn ấy", "Mâu thuẫn",
          Severity.HIGH, _village_against_share),
    Check("village-later", "Thôn hẹn đạt sau xã", "Thời gian", Severity.MEDIUM,
          _village_after_its_commune),
)  # fmt: skip
