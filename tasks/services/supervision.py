"""Naming who directs which criterion."""

from collections.abc import Collection, Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from criteria.models import Assessment, Criterion
from ntm_project.common.views import Refused
from tasks import rules
from tasks.models import Supervision
from villages.access import Access
from villages.audit import record
from villages.edit import Stale
from villages.enums import Ability
from villages.models import Official


def set_supervision(
    *,
    by: Access,
    assessment: Assessment,
    criterion: Criterion,
    officials: Iterable[Official],
    words: str = "",
    seen: Collection[int] | None = None,
) -> list[Supervision]:
    """Name the leaders who direct a criterion: kept as written, even when two or none.

    The leaders themselves are the version: they are all that the list holds, so whoever saw the
    same leaders saw the same list, and a counter beside them could only say less. `seen` are their
    keys; None compares nothing. The assessment is locked, but its version stays: who edits it
    loses nothing to a change of leaders.
    """
    if reason := rules.deny_edit_supervision(by, assessment.unit):
        raise Refused(reason)
    if errors := rules.fitting_errors(assessment, criterion, None):
        raise ValidationError(errors)
    wanted = {official.pk: official for official in officials}
    with transaction.atomic():
        Assessment.objects.select_for_update(of=("self",), no_key=True).get(pk=assessment.pk)
        rows = assessment.supervisions.filter(criterion=criterion).select_related("official")
        old = {row.official_id: row for row in rows.order_by("pk")}
        before = {str(criterion): [str(row.official) for row in old.values()]}
        after = {str(criterion): [str(official) for official in wanted.values()]}
        if seen is not None and set(seen) != set(old) and set(wanted) != set(old):
            raise Stale(assessment, after)
        rows.exclude(official__in=list(wanted)).delete()
        made = [
            old.get(pk) or Supervision(assessment=assessment, criterion=criterion, official_id=pk)
            for pk in wanted
        ]
        for row in made:
            row.words = words or row.words
            row.save()
        _record(by, assessment, before, after)
    return made


def _record(
    by: Access, assessment: Assessment, old: dict[str, list[str]], new: dict[str, list[str]]
) -> None:
    action, ability = "phân công phụ trách tiêu chí", Ability.EDIT_SUPERVISION
    record(by, action, assessment, unit=assessment.unit, ability=ability, old=old, new=new)
