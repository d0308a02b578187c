"""Where a result was taken over from, and whether it has been judged anew since."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F

from criteria.enums import Claim
from criteria.measures import measured_words
from criteria.models import Assessment, Origin, Result
from ntm_project.common.dates import format_day


@dataclass(frozen=True)
class OriginLine:
    """One older result from which a result was taken over, in words."""

    from_id: int
    code: str
    of: str  # the older assessment: set and year
    stated: str
    kind: str
    note: str
    is_open: bool  # it must be judged anew, and nobody has

    @classmethod
    def of_origin(cls, origin: Origin, result: Result) -> "OriginLine":
        old = origin.from_result
        assessment = old.assessment
        words = [old.get_claim_display(), measured_words(old.indicator, old)]
        if old.as_of and old.claim != Claim.NOT_YET:
            words.append(f"đến ngày {format_day(old.as_of)}")
        return cls(
            old.pk,
            old.indicator.code,
            f"{assessment.criteria_set.short_name} năm {assessment.year}",
            " · ".join(filter(None, words)),
            origin.row.get_kind_display(),
            origin.row.note,
            origin.needs_judgement and result.version == origin.version,
        )


def with_origins(assessment: Assessment, results: Iterable[Result]) -> None:
    """Give each result where it was taken over from, in one query; of an assessment that took over
    nothing, in none."""
    if not assessment.carried_from_id:
        return
    found = {result.pk: result for result in results}
    rows = Origin.objects.filter(result__in=found).select_related(
        "row", "from_result__indicator", "from_result__assessment__criteria_set"
    )
    lines: dict[int, list[OriginLine]] = {}
    for origin in rows.order_by("pk"):
        line = OriginLine.of_origin(origin, found[origin.result_id])
        lines.setdefault(origin.result_id, []).append(line)
    for pk, result in found.items():
        result.origin_lines = lines.get(pk, [])


def to_judge(assessments: Iterable[Assessment]) -> dict[tuple[int, int], int]:
    """(assessment, criterion) → how many results nobody has judged anew since they were taken
    over; no query where nothing was."""
    carried = [row.pk for row in assessments if row.carried_from_id]
    if not carried:
        return {}
    rows = Origin.objects.filter(
        result__assessment__in=carried, needs_judgement=True, version=F("result__version")
    ).order_by()
    counted = rows.values_list("result__assessment", "result__indicator__criterion").annotate(
        number=Count("result", distinct=True)
    )
    return {(assessment, criterion): number for assessment, criterion, number in counted}
