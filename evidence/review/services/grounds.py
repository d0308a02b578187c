"""What becomes known of a recognition after it was entered: nothing stated before is changed."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from criteria.models import Recognition
from evidence.papers.models import Evidence, Revision
from evidence.review import rules
from evidence.review.enums import GroundKind
from evidence.review.models import Ground
from evidence.review.queries.recognition import grounds_of, papers_for
from evidence.review.services.moves import acting_in
from ntm_project.common.models import clean_and_save
from ntm_project.common.refusals import Refused
from ntm_project.common.text import clean_line
from villages.access import Access
from villages.edit import editing

Grounds = Mapping[str, Mapping[str, Any]]  # kind → what was typed of it; `paper`: an Evidence
FACTS = ("answer", "figure", "day", "until", "times")
NOTHING_TYPED = "Hãy ghi ít nhất một điều mới biết, hoặc chọn giấy tờ của một căn cứ."


def revision_of(by: Access, recognition: Recognition, paper: Evidence | None) -> Revision | None:
    """The file that represents a paper of the unit; a paper of another unit is refused."""
    if paper is None:
        return None
    if not papers_for(by, recognition.unit).filter(pk=paper.pk).exists():
        raise Refused("Giấy tờ này không phải minh chứng của đơn vị được công nhận.")
    rows = Revision.objects.filter(evidence=paper).select_related("evidence")
    files = list(rows.order_by("number"))
    return paper.file_to_send(files) if files else None


def paper_name_of(revision: Revision | None) -> str:
    """How the paper of a file is called at this moment: so the ground names it for ever."""
    return clean_line(revision.evidence.name) if revision else ""


def ground_faults(recognition: Recognition, ground: Ground) -> dict[str, Any]:
    """Field → sentence of one ground, as `notice-until`."""
    found: dict[str, Any] = {}
    try:
        ground.clean_fields(exclude=["recognition"])
    except ValidationError as error:
        found = error.error_dict
    is_known = rules.is_procedure_known(recognition.criteria_set)
    decided_on = recognition.decided_on
    found |= rules.ground_errors(ground, decided_on=decided_on, is_law_known=is_known)
    return {f"{ground.kind}-{name}": sentence for name, sentence in found.items()}


def ground_words(ground: Ground | None) -> str:
    """A ground as the trail shows it."""
    if ground is None:
        return ""
    return f"{ground.words}; {ground.paper_words or 'chưa có giấy tờ'}"


def complete_grounds(
    *, by: Access, recognition: Recognition, grounds: Grounds, seen: int
) -> Recognition:
    """Add what was not known before; what is stated already stays, whatever was typed.

    `ValidationError`: field → sentence; `Stale` when somebody else has saved since `seen`.
    """
    with editing(
        by=acting_in(by, rules.entering_posting(by, recognition.unit)),
        rows=Recognition.objects.select_related("unit__parent", "criteria_set"),
        pk=recognition.pk,
        seen=seen,
        deny=lambda _, row: rules.deny_complete(by, row),
        action="bổ sung căn cứ công nhận",
    ) as edit:
        known = {ground.kind: ground for ground in grounds_of(edit.row)}
        made = [_next(by, edit.row, known.get(kind), kind, grounds) for kind in GroundKind]
        rows = [row for row in made if row is not None]
        if not rows:
            raise ValidationError(NOTHING_TYPED)
        faults = [ground_faults(edit.row, row) for row in rows]
        if any(faults):
            raise ValidationError({name: text for found in faults for name, text in found.items()})
        for row in rows:
            clean_and_save(row)
            was = known.get(row.kind)
            edit.note(GroundKind(row.kind).label, ground_words(was), ground_words(row))
    return edit.row


def _next(
    by: Access, recognition: Recognition, was: Ground | None, kind: GroundKind, typed: Grounds
) -> Ground | None:
    """The ground with what came to it; None where nothing did."""
    fields = dict(typed.get(kind, {}))
    paper = fields.pop("paper", None)
    kept = {name: getattr(was, name) for name in FACTS} if was else {}
    stated = {name: value for name, value in kept.items() if value not in (None, "")}
    new = {
        name: value
        for name, value in fields.items()
        if name in FACTS and name not in stated and value not in (None, "")
    }
    held = was.revision if was else None
    revision = held or revision_of(by, recognition, paper)
    if not new and revision == held:
        return None
    return Ground(
        recognition=recognition,
        kind=kind,
        number=was.number + 1 if was else 1,
        revision=revision,
        paper_words=was.paper_words if was and held else paper_name_of(revision),
        note=was.note if was else "",
        **stated | new,
    )
