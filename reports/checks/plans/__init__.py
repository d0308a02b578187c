"""Checks of a plan: as a paper, its tasks, its targets, its texts."""

from reports.checks.plans import (
    aims,
    as_paper,
    codes,
    criteria_named,
    days,
    occasions,
    pasted_paper,
    recognition,
    stages,
    stated_time,
    states,
    targets,
    task_words,
    texts,
    works,
)

CHECKS = (
    *works.CHECKS,
    *codes.CHECKS,
    *task_words.CHECKS,
    *states.CHECKS,
    *texts.CHECKS,
    *criteria_named.CHECKS,
    *as_paper.CHECKS,
    *targets.CHECKS,
    *aims.CHECKS,
    *recognition.CHECKS,
    *stages.CHECKS,
    *days.CHECKS,
    *occasions.CHECKS,
    *stated_time.CHECKS,
    *pasted_paper.CHECKS,
)
