"""Taking values of earlier units over: each by the rule that somebody has chosen for it."""

from collections.abc import Mapping
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from criteria.models import Assessment, Criterion
from criteria.predecessors import rules
from criteria.predecessors.queries import lines_of, seen_of
from criteria.services.results import put_result
from criteria.services.standings import recompute
from ntm_project.common.refusals import Refused
from villages.access import Access
from villages.edit import check_seen


def combine(
    *,
    by: Access,
    assessment: Assessment,
    chosen: Mapping[int, str],
    weights: Mapping[int, Decimal],
    weight_words: str,
    seen_version: int,
) -> int:
    """Set what was chosen (indicator → rule), all or nothing; how many results.

    The claim stays what it is: a computed value is no judgement.
    """
    if reason := rules.deny_combine(by, assessment):
        raise Refused(reason)
    done = 0
    with transaction.atomic():
        Assessment.objects.select_for_update(of=("self",), no_key=True).get(pk=assessment.pk)
        lines = lines_of(assessment)
        check_seen(assessment, seen_version, version=seen_of(lines))
        touched: dict[int, Criterion] = {}
        for line in lines:
            rule = chosen.get(line.indicator.pk, rules.KEEP)
            if rule == rules.KEEP or rule not in dict(line.choices):
                continue
            try:
                fields = rules.combined(rule, line.olds, weights, weight_words)
            except ValueError as error:
                raise ValidationError({"weights": str(error)}) from error
            put_result(by, line.result.pk, fields, line.result.version)
            touched[line.indicator.criterion_id] = line.indicator.criterion
            done += 1
        for key in sorted(touched):
            recompute(assessment, touched[key])
    return done
