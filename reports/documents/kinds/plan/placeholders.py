"""Placeholders in an officer's texts: `{mục tiêu}` prints the record, so no figure is retyped."""

import re
from collections.abc import Callable

from ntm_project.common.dates import format_day
from reports.documents.authored import OF_UNIT
from reports.documents.kinds.plan.rows import PlanRows
from tasks.models import Citation
from villages.models import Unit

_PLACEHOLDER = re.compile(r"\{([^{}]{1,80})\}")


def cited(citation: Citation) -> str:
    """A first citation in full: type and number, date, issuer, abstract (Decree 30, annex I)."""
    day = f"ngày {format_day(citation.dated_on)}" if citation.dated_on else ""
    text = f"{citation.number} {day}".strip()
    if citation.number and citation.issuer:
        text += f" của {citation.issuer}"
    if citation.title and not citation.title.startswith("("):
        text = f"{text} về {citation.title}" if citation.number else citation.title
    return text.strip()


def _citations(rows: PlanRows, section: str) -> str:
    wanted = [c for c in rows.citations if c.section.casefold().startswith(section.casefold())]
    return "; ".join(cited(c) for c in wanted)


def target_phrases(rows: PlanRows) -> list[str]:
    """`xã Mai Đình đạt chuẩn NTM nâng cao`, one phrase for each target assessment."""
    phrases = []
    for target in rows.targets:
        if target.criterion_id is None:
            assessment = next(
                a.assessment for a in rows.assessments if a.assessment.pk == target.assessment_id
            )
            phrases.append(f"{assessment.unit.full_name} đạt {assessment.criteria_set.short_name}")
    return list(dict.fromkeys(phrases))


def portfolio_words(rows: PlanRows, name: str) -> str:
    """The numbers of the criteria that a leader directs: those of the plan's own unit, then those
    of each village, whose criteria of the same numbers are others."""
    found: dict[Unit, list[str]] = {}
    for assessment in rows.assessments:
        for row in assessment.criteria:
            if any(leader == name or leader.startswith(f"{name} (") for leader in row.leaders):
                found.setdefault(assessment.assessment.unit, []).append(str(row.criterion.number))
    own = rows.plan.unit
    parts = []
    for unit, numbers in found.items():
        whose = f" của {unit.noun if unit == own else unit.full_name}"
        is_plain = unit == own and len(found) == 1
        parts.append(", ".join(dict.fromkeys(numbers)) + ("" if is_plain else whose))
    return "; ".join(parts)


# With those of every default; an argument stands after the colon.
OF_PLAN = (*OF_UNIT, "mục tiêu", "viện dẫn: …", "tiêu chí phụ trách: …")


def placeholder_values(rows: PlanRows) -> dict[str, Callable[[str], str]]:
    """Name → what it prints, given the argument after the colon."""
    return {
        "mục tiêu": lambda _: "; ".join(target_phrases(rows)),
        "năm": lambda _: str(rows.plan.year),
        "viện dẫn": lambda section: _citations(rows, section),
        "tiêu chí phụ trách": lambda name: portfolio_words(rows, name),
    }


def fill_placeholders(text: str, rows: PlanRows) -> str:
    """The text with its placeholders filled; one that is unknown or has nothing stays as typed."""
    values = placeholder_values(rows)

    def fill(match: re.Match[str]) -> str:
        name, _, argument = match[1].partition(":")
        value = values.get(name.strip().casefold())
        return (value and value(argument.strip())) or match[0]

    return _PLACEHOLDER.sub(fill, text)
