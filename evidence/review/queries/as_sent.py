"""The words of papers as they were sent, beside what the papers state by now."""

from criteria.models import Assessment
from evidence.papers.models.papers import stated_fields
from evidence.review.enums import SubmissionState
from evidence.review.models import SubmittedPaper
from villages.words import field_label, field_named, value_words


def words_since(paper: SubmittedPaper) -> str:
    """`Số, ký hiệu: 45/BB → 46/BB`, for each word that was corrected after the paper was sent."""
    then, now = stated_fields(paper), stated_fields(paper.evidence)
    fields = {name: field_named(SubmittedPaper, name) for name in then}
    return "; ".join(
        f"{field_label(SubmittedPaper, name)}: {value_words(fields[name], then[name])} → "
        f"{value_words(fields[name], now[name])}"
        for name in then
        if then[name] != now[name]
    )


def corrected_since(assessment: Assessment) -> dict[int, str]:
    """Key of each paper → what was corrected in it since its last round; none of those withdrawn.
    One query."""
    sent = SubmittedPaper.objects.filter(item__submission__assessment=assessment)
    rows = sent.exclude(item__submission__state=SubmissionState.WITHDRAWN)
    last = {row.evidence_id: row for row in rows.select_related("evidence").order_by("pk")}
    found = {pk: words_since(row) for pk, row in last.items()}
    return {pk: words for pk, words in found.items() if words}
