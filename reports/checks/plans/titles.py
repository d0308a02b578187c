"""Checks of the titles that a plan has its commune, or a village of it, hold already."""

import re
from collections.abc import Iterator

from criteria.enums import Tier
from criteria.models import Assessment
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import about_text
from reports.checks.reading.figures import SENTENCE
from reports.checks.reading.once import fold
from reports.lines import Line, short

# Of folded words: the title of each tier.
_TITLES = {
    Tier.STANDARD: r"(?:nong thon moi|ntm)\b(?! (?:nang cao|kieu mau))",
    Tier.ADVANCED: r"(?:nong thon moi|ntm) nang cao\b",
    Tier.MODEL: r"(?:nong thon moi|ntm) kieu mau\b",
}
# As one has it already.
_HAS = (
    r"da (?:duoc cong nhan |dat )(?:la )?(?:(?:xa|{noun}) )?(?:dat )?(?:chuan )?(?:(?:xa|{noun}) )?"
)


def _has_title(row: Assessment) -> re.Pattern[str]:
    """How a sentence has the unit of an assessment hold the title that it is judged for."""
    names = fold(row.criteria_set.short_name)
    tier = next((t for t in (Tier.MODEL, Tier.ADVANCED) if fold(str(t.label)) in names), None)
    noun = re.escape(fold(row.unit.noun))
    who = (
        rf"\b{noun} {re.escape(fold(row.unit.name))} "
        if row.unit.is_village
        else rf"\b(?:xa|{noun}) "
    )
    between = r"(?:[a-z' ]{0,20})?"
    title = _TITLES[tier or Tier(row.criteria_set.tier)]
    return re.compile(who + between + _HAS.format(noun=noun) + title)


def title_held_already(facts: CheckFacts) -> Iterator[Line]:
    """A text has a unit hold the title that it is judged for, and criteria of it are unmet."""
    for row in facts.record.assessments:
        unmet = sum(not one.is_met for one in facts.record.standings_of(row))
        keys = (row.unit_id, row.unit.parent_id)
        read = [(p, t) for p, t in facts.texts if p.unit_id in keys and "đã" in t.text]
        title = _has_title(row) if unmet and read else None
        for plan, text in read if title else ():
            for sentence in SENTENCE.split(text.text):
                if title and "đã" in sentence and title.search(fold(sentence)):
                    words = short(sentence.strip(" -+"), 80)
                    place = f"đánh giá của {row.unit.full_name} năm {row.year}"
                    place = place if row.unit.is_village else f"đánh giá năm {row.year}"
                    fault = f"Ghi “{words}”; {place} còn {unmet} tiêu chí chưa đạt."
                    yield about_text(plan, text, fault)
