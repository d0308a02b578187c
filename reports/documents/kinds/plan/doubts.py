"""What the program doubts of a plan's paper: shown beside it on the screen, never printed."""

from collections.abc import Iterator

from django.utils.text import capfirst

from criteria.enums import State
from criteria.models import unverified_note
from criteria.nouns import of_set
from reports.documents.kinds.plan.content import bare
from reports.documents.kinds.plan.rows import AssessmentRows, PlanRows
from tasks.enums import PlanSection

_EXPECTED = (PlanSection.OPENING, PlanSection.PURPOSE, PlanSection.CLOSING)


def plan_doubts(rows: PlanRows) -> tuple[str, ...]:
    """One sentence each: texts not yet written, what was concluded or is not known, the sets."""
    return tuple(_doubts(rows))


def _doubts(rows: PlanRows) -> Iterator[str]:
    missing = [section.label for section in _EXPECTED if not rows.texts.get(section)]
    if missing:
        yield f"Chưa soạn mục: {'; '.join(missing)}."
    if not rows.recipients:
        yield "Chưa nhập nơi nhận."
    for assessment in rows.assessments:
        yield from _doubts_of(assessment)
    yield from _doubts_of_words(rows)
    if note := unverified_note(a.assessment.criteria_set for a in rows.assessments):
        yield capfirst(note.removeprefix("Ghi chú: "))


def _doubts_of(rows: AssessmentRows) -> Iterator[str]:
    name = capfirst(rows.assessment.unit.full_name)
    inferred = [r for r in rows.criteria if r.standing and r.standing.is_inferred]
    unknown = [r for r in rows.criteria if r.baseline_state == State.UNKNOWN]
    if inferred:
        numbers = ", ".join(str(r.criterion.number) for r in inferred)
        yield f"{name}: tình trạng các tiêu chí số {numbers} mới được tạm tính, chưa ai xác nhận."
    if rows.noted_later:
        codes = of_set(f"chỉ tiêu {', '.join(rows.noted_later)}", rows.assessment)
        yield f"{name}: ghi chú của {codes} ghi sau thời hạn đầu tiên của kế hoạch nên không in."
    if rows.is_bare:
        yield f"{name}: chưa rõ hiện trạng tiêu chí nào, chưa giao nhiệm vụ nào nên không in."
    elif unknown:
        numbers = ", ".join(str(r.criterion.number) for r in unknown)
        yield f"{name}: chưa rõ hiện trạng các tiêu chí số {numbers}; bản in không nêu con số này."


def _doubts_of_words(rows: PlanRows) -> Iterator[str]:
    """The doubts about a task printed in the plan's own sentence whose deadline has changed
    since."""
    for task in rows.tasks:
        words = task.deadline_words
        if task.paper_words and words and bare(words) not in bare(task.paper_words):
            yield f"Câu in của việc “{task}” không nêu thời hạn đã ghi: {words}."
