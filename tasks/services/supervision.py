"""Naming who directs which criterion."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError

from criteria.models import Assessment, Criterion
from tasks import rules
from tasks.models import Supervision
from villages.access import Access
from villages.edit import check_seen, editing, version_of_set
from villages.enums import Ability
from villages.models import Official


def set_supervision(
    *,
    by: Access,
    assessment: Assessment,
    criterion: Criterion,
    officials: Iterable[Official],
    words: str = "",
    seen_version: int | None = None,
) -> list[Supervision]:
    """Name the leaders who direct a criterion: kept as written, even when two or none.

    The leaders themselves are the version (`version_of_set`): they are all that the list holds, so
    whoever saw the same leaders saw the same list. None compares nothing, and naming those who are
    named already changes nothing. The assessment is held, but its version stays: who edits it loses
    nothing to a change of leaders.
    """
    if errors := rules.fitting_errors(assessment, criterion, None):
        raise ValidationError(errors)
    wanted = {official.pk: official for official in officials}
    with editing(
        by=by,
        rows=Assessment.objects.select_related("unit"),
        pk=assessment.pk,
        deny=lambda by, held: rules.deny_edit_supervision(by, held.unit),
        action="phân công phụ trách tiêu chí",
        ability=Ability.EDIT_SUPERVISION,
    ) as edit:
        edit.keeps_version = True
        rows = assessment.supervisions.filter(criterion=criterion).select_related("official")
        old = {row.official_id: row for row in rows.order_by("pk")}
        after = [str(official) for official in wanted.values()]
        if set(wanted) != set(old):
            mine, present = {str(criterion): after}, version_of_set(old)
            check_seen(assessment, seen_version, version=present, mine=mine)
            edit.note(str(criterion), [str(row.official) for row in old.values()], after)
        rows.exclude(official__in=list(wanted)).delete()
        return [_named(assessment, criterion, pk, old.get(pk), words) for pk in wanted]


def _named(
    assessment: Assessment, criterion: Criterion, pk: int, row: Supervision | None, words: str
) -> Supervision:
    """The row by which the leader directs the criterion; who does already keeps the words."""
    if row is None:
        row = Supervision(assessment=assessment, criterion=criterion, official_id=pk, words=words)
        row.save()
    return row
