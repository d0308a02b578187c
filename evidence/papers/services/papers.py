"""Adding, correcting and withdrawing papers. Each file is a paper of its own, unless it is sent as
a further file of a paper that is there already."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from criteria.models import Result
from evidence.papers import rules
from evidence.papers.models import Evidence, Requirement, Revision, TaskEvidence
from evidence.papers.queries.holding import why_held
from evidence.papers.rules import PaperData
from evidence.papers.services import keeping
from evidence.papers.services.links import check_requirement, new_proof
from evidence.papers.uploads import ReceivedFile
from ntm_project.common.sql import marks, rows
from ntm_project.common.text import clean_prose
from ntm_project.common.views import Refused
from tasks.models import Task
from villages.access import Access
from villages.audit import record, snapshot
from villages.enums import Ability
from villages.models import Body, Unit

PAPER_FIELDS = list(PaperData.__dataclass_fields__)
REVISION_FIELDS = ["number", "name", "sha256", "size", "file_type", "on_behalf_of"]


class StalePaper(Exception):
    """Somebody saved first; `current` is the paper as it now stands, `data` what was to be said."""

    def __init__(self, current: Evidence, data: PaperData | None = None) -> None:
        super().__init__(f"evidence {current.pk} is at version {current.version}")
        self.current = current
        self.data = data


@dataclass(frozen=True)
class Added:
    """A file as it was kept: now, or by the first of several tries (`is_new` is false then).

    `same_content`: other papers of the unit that hold the very same bytes; told, not refused.
    """

    revision: Revision
    is_new: bool
    same_content: tuple[Evidence, ...]

    @property
    def evidence(self) -> Evidence:
        return self.revision.evidence


@dataclass(frozen=True)
class _Order:
    """All that one call of `add_paper` was told, once its rules have been asked."""

    by: Access
    unit: Unit
    data: PaperData
    uploads: list[keeping.Upload]
    results: list[Result]
    requirement: Requirement | None
    task: Task | None
    on_behalf_of: Body | None


def add_paper(
    *,
    by: Access,
    unit: Unit,
    data: PaperData,
    files: Sequence[ReceivedFile],
    upload_keys: Sequence[UUID],
    results: Sequence[Result] = (),
    requirement: Requirement | None = None,
    task: Task | None = None,
    on_behalf_of: Body | None = None,
    on_refused: keeping.OnRefused | None = None,
) -> list[Added]:
    """Keep each file as a paper that says `data`, proves the results and serves the task.

    All files or none; with `on_refused`, a file that is not taken is told to it with its sentence
    and the others are kept. `upload_keys`: one for each file; a key sent again gives the first
    paper and keeps no second file. `requirement`: the expected paper of one of the results. Raises
    `Refused`, `ValidationError` (field → sentences; `files` names each refused file) or
    `StorageDown`.
    """
    order = _Order(
        by,
        unit,
        data,
        _paired(files, upload_keys),
        # What an indicator and its assessment are never changes, so the rows are taken as told.
        [told for _, told in sorted({result.pk: result for result in results}.items())],
        requirement,
        task,
        on_behalf_of,
    )
    _ask_rules(order)
    return _keep(order, on_refused)


def _keep(order: _Order, on_refused: keeping.OnRefused | None) -> list[Added]:
    before = keeping.earlier(order.by, order.uploads)
    fresh = [u for u in order.uploads if u.upload_key not in before]
    types = keeping.checked_types(fresh, on_refused)
    fresh = [u for u in fresh if u.upload_key in types]
    taken = [u for u in order.uploads if u.upload_key in before or u.upload_key in types]
    if not taken:
        return []
    order = replace(order, uploads=taken)
    keeping.check_quotas(order.unit, order.results, [u.received.size for u in fresh])
    try:
        kept = keeping.write(fresh, types, lambda files: _write_papers(order, files))
    except IntegrityError:
        # The same key at the same moment from elsewhere: told as such, not as a broken page.
        keeping.earlier(order.by, order.uploads)
        raise
    return _added(*kept)


def _paired(files: Sequence[ReceivedFile], keys: Sequence[UUID]) -> list[keeping.Upload]:
    if not files:
        raise ValidationError({"files": "Hãy chọn ít nhất một tệp."})
    if len(files) != len(keys) or len(set(keys)) != len(keys):
        raise ValidationError(
            {"files": "Mỗi tệp cần một mã lần gửi riêng. Hãy tải lại trang rồi gửi lại."}
        )
    return [keeping.Upload(file, key) for file, key in zip(files, keys, strict=True)]


def _ask_rules(order: _Order) -> None:
    if reason := rules.deny_add(order.by, order.unit):
        raise Refused(reason)
    unsaved = Evidence(unit=order.unit)
    for result in order.results:
        if reason := rules.deny_link(order.by, unsaved, result):
            raise Refused(reason)
    if order.task and (reason := rules.deny_link_task(order.by, unsaved, order.task)):
        raise Refused(reason)
    if errors := rules.paper_errors(order.data, today=order.by.on):
        raise ValidationError(errors)
    check_requirement(order.requirement, order.results)
    keeping.check_body(order.unit, order.on_behalf_of)


def _write_papers(order: _Order, kept: dict[UUID, keeping.KeptFile]) -> list[Revision]:
    keeping.lock_commune(order.unit)
    before = keeping.earlier(order.by, order.uploads)
    fresh = [file for key, file in kept.items() if key not in before]
    keeping.check_quotas(order.unit, order.results, [file.size for file in fresh])
    made = {file.upload_key: _write_paper(order, file) for file in fresh}
    if made:
        papers = [revision.evidence for revision in made.values()]
        record(
            order.by,
            "thêm minh chứng",
            papers[0],
            unit=order.unit,
            ability=Ability.ADD_EVIDENCE,
            new=snapshot(papers[0], PAPER_FIELDS)
            | {
                "papers": [paper.pk for paper in papers],
                "files": [snapshot(revision, REVISION_FIELDS) for revision in made.values()],
                "results": [str(result) for result in order.results],
                "task": str(order.task or ""),
            },
        )
    both = before | made
    return [both[upload.upload_key] for upload in order.uploads]


def _write_paper(order: _Order, file: keeping.KeptFile) -> Revision:
    evidence = Evidence(unit=order.unit, created_by=order.by.official, **asdict(order.data))
    # What the constraints hold, `paper_errors` has asked without a query.
    evidence.clean_fields(exclude=["unit", "created_by"])
    evidence.save()
    revision = keeping.add_row(order.by, evidence, 1, file, order.on_behalf_of)
    for result in order.results:
        new_proof(order.by, evidence, result, order.requirement)
    if order.task:
        TaskEvidence.objects.create(task=order.task, evidence=evidence)
    return revision


_SAME_CONTENT = """
    SELECT r.sha256, r.evidence_id FROM evidence_revision r
    JOIN evidence_evidence e ON e.id = r.evidence_id
    WHERE e.unit_id = %s AND r.sha256 IN ({}) ORDER BY r.id
"""


def _added(revisions: list[Revision], new_keys: set[str]) -> list[Added]:
    """What the call gives back, with the other papers of the unit that hold the same bytes."""
    hashes = [revision.sha256 for revision in revisions]
    found = rows(_SAME_CONTENT.format(marks(hashes)), [revisions[0].evidence.unit_id, *hashes])
    holders: dict[str, dict[int, None]] = {}
    for sha256, evidence_id in found:
        holders.setdefault(sha256, {})[evidence_id] = None
    others = [
        [pk for pk in holders[revision.sha256] if pk != revision.evidence_id]
        for revision in revisions
    ]
    papers = Evidence.objects.in_bulk([pk for told in others for pk in told])
    return [
        Added(revision, revision.key in new_keys, tuple(papers[pk] for pk in told))
        for revision, told in zip(revisions, others, strict=True)
    ]


def _locked(evidence_id: int) -> Evidence:
    return (
        Evidence.objects.select_for_update(of=("self",))
        .select_related("unit__parent")
        .get(pk=evidence_id)
    )


def add_revision(
    *,
    by: Access,
    evidence_id: int,
    received: ReceivedFile,
    upload_key: UUID,
    seen_version: int,
    on_behalf_of: Body | None = None,
) -> Added:
    """Keep a further file of a paper: a better scan, the signed copy. The earlier files stay.

    Raises as `add_paper` does, and `StalePaper` when somebody has saved since `seen_version`.
    """
    upload = keeping.Upload(received, upload_key)
    evidence = Evidence.objects.select_related("unit__parent").get(pk=evidence_id)
    if reason := rules.deny_change(by, evidence):
        raise Refused(reason)
    if before := keeping.earlier(by, [upload]):
        return _added(list(before.values()), set())[0]
    if evidence.version != seen_version:
        raise StalePaper(evidence)
    keeping.check_body(evidence.unit, on_behalf_of)
    types = keeping.checked_types([upload])
    keeping.check_quotas(evidence.unit, _results_of(evidence), [received.size])

    def write_rows(kept: dict[UUID, keeping.KeptFile]) -> list[Revision]:
        keeping.lock_commune(evidence.unit)
        if known := keeping.earlier(by, [upload]):
            return list(known.values())
        return [_write_revision(by, evidence_id, kept[upload_key], seen_version, on_behalf_of)]

    return _added(*keeping.write([upload], types, write_rows))[0]


def _results_of(evidence: Evidence) -> list[Result]:
    return list(Result.objects.filter(proofs__evidence=evidence).select_related("indicator"))


def _write_revision(
    by: Access,
    evidence_id: int,
    file: keeping.KeptFile,
    seen_version: int,
    on_behalf_of: Body | None,
) -> Revision:
    evidence = _locked(evidence_id)
    if evidence.version != seen_version:
        raise StalePaper(evidence)
    if reason := rules.deny_change(by, evidence):
        raise Refused(reason)
    keeping.check_quotas(evidence.unit, _results_of(evidence), [file.size])
    number = evidence.revisions.count() + 1
    revision = keeping.add_row(by, evidence, number, file, on_behalf_of)
    evidence.version += 1
    evidence.save(update_fields=["version"])
    record(
        by,
        "thêm tệp minh chứng",
        evidence,
        unit=evidence.unit,
        ability=Ability.ADD_EVIDENCE,
        new=snapshot(revision, REVISION_FIELDS),
    )
    return revision


def edit_paper(*, by: Access, evidence_id: int, data: PaperData, seen_version: int) -> Evidence:
    """Correct what is said of a paper; its files stay as they came. Raises `StalePaper`."""
    with transaction.atomic():
        evidence = _locked(evidence_id)
        if reason := rules.deny_change(by, evidence):
            raise Refused(reason)
        if errors := rules.paper_errors(data, today=by.on):
            raise ValidationError(errors)
        if evidence.version != seen_version:
            raise StalePaper(evidence, data)
        old = snapshot(evidence, PAPER_FIELDS)
        _fill(evidence, asdict(data))
        if snapshot(evidence, PAPER_FIELDS) == old:
            return evidence
        evidence.version += 1
        evidence.save(update_fields=[*PAPER_FIELDS, "version"])
        record(
            by,
            "sửa minh chứng",
            evidence,
            unit=evidence.unit,
            ability=Ability.ADD_EVIDENCE,
            old=old,
            new=snapshot(evidence, PAPER_FIELDS),
        )
    return evidence


def _fill(evidence: Evidence, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(evidence, name, value)
    evidence.clean_fields(exclude=["unit", "created_by"])


def withdraw_paper(*, by: Access, evidence_id: int, reason: str) -> Evidence:
    """Take a paper out of use, with the reason. Its rows and files stay; withdrawing again changes
    nothing."""
    with transaction.atomic():
        evidence = _locked(evidence_id)
        if evidence.withdrawn_at and not rules.deny_add(by, evidence.unit):
            return evidence
        if refusal := rules.deny_withdraw(by, evidence, why_held(evidence)):
            raise Refused(refusal)
        if not clean_prose(reason):
            raise ValidationError({"reason": "Thôi dùng minh chứng thì phải ghi lý do."})
        evidence.withdrawn_at = timezone.now()
        evidence.version += 1
        evidence.save(update_fields=["withdrawn_at", "version"])
        record(
            by,
            "thôi dùng minh chứng",
            evidence,
            unit=evidence.unit,
            ability=Ability.ADD_EVIDENCE,
            new=snapshot(evidence, ["withdrawn_at"]),
            reason=clean_prose(reason),
        )
    return evidence
