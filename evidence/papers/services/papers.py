"""Adding, correcting and withdrawing papers. Each file is a paper of its own, unless it is sent as
a further file of a paper that is there already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Q
from django.utils import timezone

from criteria.models import Result
from evidence.papers import rules
from evidence.papers.models import Evidence, Requirement, Revision, TaskEvidence
from evidence.papers.models.papers import EvidenceQuerySet
from evidence.papers.queries.contents import holders_of, results_proved_by
from evidence.papers.queries.holding import why_held
from evidence.papers.services import keeping
from evidence.papers.services.proving import check_requirement, new_proof
from evidence.papers.uploads import ReceivedFile
from ntm_project.common.refusals import Refused
from ntm_project.common.text import clean_prose
from tasks.models import Task
from villages.access import Access
from villages.acts import Act
from villages.audit import snapshot
from villages.edit import check_seen, create_row, editing, set_fields
from villages.enums import Ability
from villages.models import Body, Unit


@dataclass(frozen=True)
class Added:
    """A file as it was kept: now, or by the first of several tries (`is_new` is false then).

    `same_content`: other papers of the unit that hold the very same bytes; reported, not refused.
    """

    revision: Revision
    is_new: bool
    same_content: tuple[Evidence, ...]

    @property
    def evidence(self) -> Evidence:
        return self.revision.evidence


@dataclass(frozen=True)
class _Order:
    """All that one call of `add_paper` was given."""

    by: Access
    unit: Unit
    data: Mapping[str, Any]
    uploads: list[keeping.Upload]
    results: list[Result]
    requirement: Requirement | None
    task: Task | None
    on_behalf_of: Body | None

    def paper(self) -> Evidence:
        return Evidence(unit=self.unit, created_by=self.by.official, **self.data)


def add_paper(
    *,
    by: Access,
    unit: Unit,
    data: Mapping[str, Any],
    files: Sequence[ReceivedFile],
    upload_keys: Sequence[UUID],
    results: Sequence[Result] = (),
    requirement: Requirement | None = None,
    task: Task | None = None,
    on_behalf_of: Body | None = None,
    on_refused: keeping.OnRefused | None = None,
) -> list[Added]:
    """Keep each file as a paper with these `data`, that proves the results and serves the task.

    All files or none; with `on_refused`, a file that is not taken is given to it with its sentence
    and the others are kept. `upload_keys`: one for each file; a key sent again gives the first
    paper and keeps no second file. `requirement`: the expected paper of one of the results. Raises
    `Refused`, `ValidationError` (field → sentences; `files` names each refused file) or
    `StorageDown`.
    """
    # What an indicator and its assessment are never changes, so the rows are taken as given.
    once = [result for _, result in sorted({result.pk: result for result in results}.items())]
    uploads = _paired(files, upload_keys)
    order = _Order(by, unit, data, uploads, once, requirement, task, on_behalf_of)
    _check(order)
    return _keep(order, on_refused)


def _paired(files: Sequence[ReceivedFile], keys: Sequence[UUID]) -> list[keeping.Upload]:
    if not files:
        raise ValidationError({"files": "Hãy chọn ít nhất một tệp."})
    if len(files) != len(keys) or len(set(keys)) != len(keys):
        raise ValidationError(
            {"files": "Mỗi tệp cần một mã lần gửi riêng. Hãy tải lại trang rồi gửi lại."}
        )
    return [keeping.Upload(file, key) for file, key in zip(files, keys, strict=True)]


def _check(order: _Order) -> None:
    if reason := rules.deny_add(order.by, order.unit):
        raise Refused(reason)
    unsaved = order.paper()
    for result in order.results:
        if reason := rules.deny_link(order.by, unsaved, result):
            raise Refused(reason)
    if order.task and (reason := rules.deny_link_task(order.by, unsaved, order.task)):
        raise Refused(reason)
    _check_paper(order.by, unsaved)
    check_requirement(order.requirement, order.results)
    keeping.check_body(order.unit, order.on_behalf_of)


def _check_paper(by: Access, paper: Evidence) -> None:
    if errors := rules.paper_errors(paper, today=by.on):
        raise ValidationError(errors)


def _keep(order: _Order, on_refused: keeping.OnRefused | None) -> list[Added]:
    before = keeping.earlier(order.by, order.uploads)
    fresh = [u for u in order.uploads if u.upload_key not in before]
    taken = keeping.checked_files(fresh, on_refused)
    fresh = [u for u in fresh if u.upload_key in taken]
    order = replace(
        order, uploads=[u for u in order.uploads if u.upload_key in before or u.upload_key in taken]
    )
    if not order.uploads:
        return []
    try:
        kept = keeping.write_files(fresh, taken, lambda files: _write_papers(order, files))
    except IntegrityError:
        # The same key at the same moment from elsewhere: a refusal, not a broken page.
        keeping.earlier(order.by, order.uploads)
        raise
    return _added(*kept)


def _write_papers(order: _Order, kept: dict[UUID, keeping.KeptFile]) -> list[Revision]:
    keeping.lock_commune(order.unit)
    before = keeping.earlier(order.by, order.uploads)
    fresh = [file for key, file in kept.items() if key not in before]
    keeping.check_quotas(order.unit, order.results, [file.size for file in fresh])
    made = {file.upload_key: _write_paper(order, file) for file in fresh}
    both = before | made
    return [both[upload.upload_key] for upload in order.uploads]


def _write_paper(order: _Order, file: keeping.KeptFile) -> Revision:
    """A paper with its file, and what it proves: one event in the paper's own trail."""
    made: list[Revision] = []

    def write_parts(evidence: Evidence) -> dict[str, Any]:
        made.append(keeping.add_row(order.by, evidence, 1, file, order.on_behalf_of))
        for result in order.results:
            new_proof(order.by, evidence, result, order.requirement)
        if order.task:
            TaskEvidence.objects.create(task=order.task, evidence=evidence)
        return {
            "file": _file_facts(made[0]),
            "results": [str(result) for result in order.results],
            "task": str(order.task or ""),
        }

    create_row(
        by=order.by,
        row=order.paper(),
        action="thêm minh chứng",
        ability=Ability.ADD_EVIDENCE,
        parts=write_parts,
    )
    return made[0]


def _file_facts(revision: Revision) -> dict[str, Any]:
    """What an event holds of a file; its row is kept for ever and has the rest."""
    return snapshot(revision, ["number", "name", "sha256", "size", "file_type", "on_behalf_of"])


def _added(revisions: list[Revision], new_keys: set[str]) -> list[Added]:
    """What the call gives back, with the other papers of the unit that hold the same bytes."""
    within = Q(evidence__unit=revisions[0].evidence.unit_id)
    holders = holders_of([revision.sha256 for revision in revisions], within)
    return [
        Added(
            revision,
            revision.key in new_keys,
            tuple(p for pk, p in holders[revision.sha256].items() if pk != revision.evidence_id),
        )
        for revision in revisions
    ]


def _papers() -> EvidenceQuerySet:
    return Evidence.objects.select_related("unit__parent")


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

    Raises as `add_paper` does, and `Stale` when somebody has saved since `seen_version`.
    """
    upload = keeping.Upload(received, upload_key)
    evidence = _papers().get(pk=evidence_id)
    if reason := rules.deny_change(by, evidence):
        raise Refused(reason)
    if before := keeping.earlier(by, [upload]):
        return _added(list(before.values()), set())[0]
    check_seen(evidence, seen_version)
    keeping.check_body(evidence.unit, on_behalf_of)
    taken = keeping.checked_files([upload])
    if fault := rules.scan_fault(evidence, taken[upload_key].checked.file_type, received.sha256):
        raise ValidationError({"files": fault})

    def write_rows(kept: dict[UUID, keeping.KeptFile]) -> list[Revision]:
        keeping.lock_commune(evidence.unit)
        if known := keeping.earlier(by, [upload]):
            return list(known.values())
        return [_write_revision(by, evidence_id, kept[upload_key], seen_version, on_behalf_of)]

    return _added(*keeping.write_files([upload], taken, write_rows))[0]


def _write_revision(
    by: Access,
    evidence_id: int,
    file: keeping.KeptFile,
    seen_version: int,
    on_behalf_of: Body | None,
) -> Revision:
    with editing(
        by=by,
        rows=_papers(),
        pk=evidence_id,
        seen=seen_version,
        deny=rules.deny_change,
        action="thêm tệp minh chứng",
        ability=Ability.ADD_EVIDENCE,
    ) as edit:
        evidence = edit.row
        keeping.check_quotas(evidence.unit, list(results_proved_by(evidence)), [file.size])
        number = evidence.revisions.count() + 1
        revision = keeping.add_row(by, evidence, number, file, on_behalf_of)
        edit.note("file", None, _file_facts(revision))
    return revision


def edit_paper(
    *,
    by: Access,
    evidence_id: int,
    data: Mapping[str, Any],
    seen_version: int,
    act: Act | None = None,
) -> Evidence:
    """Correct the data of a paper; its files stay as they came. Raises as `editing` does."""
    with editing(
        by=by,
        rows=_papers(),
        pk=evidence_id,
        seen=seen_version,
        deny=rules.deny_correct,
        action="sửa minh chứng",
        ability=Ability.ADD_EVIDENCE,
    ) as edit:
        edit.act = act
        set_fields(edit.row, data)
        _check_paper(by, edit.row)
    return edit.row


def withdraw_paper(
    *, by: Access, evidence_id: int, reason: str, seen_version: int | None = None
) -> Evidence:
    """Take a paper out of use, with the reason; of a document issued here that it was recalled. Its
    rows and files stay; withdrawing again changes nothing. `Stale` when somebody has saved since
    `seen_version` (None compares nothing)."""
    reason = clean_prose(reason)
    is_issued = Evidence.objects.filter(pk=evidence_id, is_issued=True).exists()
    with editing(
        by=by,
        rows=_papers(),
        pk=evidence_id,
        seen=seen_version,
        deny=_deny_withdraw,
        action="ghi thu hồi văn bản" if is_issued else "thôi dùng minh chứng",
        ability=Ability.ISSUE_DOCUMENT if is_issued else Ability.ADD_EVIDENCE,
        reason=reason,
    ) as edit:
        if edit.row.withdrawn_at is None:
            if not reason:
                raise ValidationError({"reason": rules.WITHDRAWAL_REASON_MISSING})
            edit.row.withdrawn_at = timezone.now()
    return edit.row


def _deny_withdraw(by: Access, evidence: Evidence) -> str:
    if evidence.withdrawn_at:
        return rules.deny_add(by, evidence.unit)
    return rules.deny_withdraw_paper(by, evidence, why_held(evidence))
