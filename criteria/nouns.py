"""The word of a set for what it judges: “chỉ tiêu”, from 2026 on “nội dung (tiêu chí)”.

The one home of that word: a sentence of a page that concerns one assessment is written with
“chỉ tiêu” and passes through `of_set`, in Python and (as a filter) in templates.
"""

from typing import Any

from django.utils.text import capfirst

from criteria.models import Assessment, CriteriaSet
from criteria.models.sets import USUAL_NOUN as USUAL


def of_set(words: str, row: Any) -> str:
    """The sentence with the word of the row's set; as it is where there is no row."""
    found = _set_of(row)
    noun = found.noun if found is not None else USUAL
    if noun == USUAL:
        return words
    return words.replace(USUAL, noun).replace(capfirst(USUAL), capfirst(noun))


def indicator_title(indicator: Any, row: Any) -> str:
    """`Chỉ tiêu 1.2 – Đường thôn`, behind the name of its unit; one that stands for its whole
    criterion bears the criterion's number: `Tiêu chí 3 – Điện`."""
    if str(indicator.code).isdigit():
        return f"Tiêu chí {indicator.code} – {indicator.wording}"
    return f"{of_set('Chỉ tiêu', row)} {indicator.code} – {indicator.wording}"


def _set_of(row: Any) -> CriteriaSet | None:
    """The set of an assessment, or of whatever belongs to one."""
    if row is None or isinstance(row, CriteriaSet):
        return row
    if isinstance(row, Assessment):
        return row.criteria_set
    for name in ("assessment", "criteria_set", "criterion", "result", "submission"):
        if getattr(row, f"{name}_id", None) or name in getattr(row, "__dict__", {}):
            return _set_of(getattr(row, name))
    return None
