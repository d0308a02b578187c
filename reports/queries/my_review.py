"""What the review asks of one person: rounds that wait for him, and lines that came back."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from evidence.models import Submission, Verdict
from evidence.review.enums import SubmissionState, VerdictKind
from evidence.review.queries.queue import queue_page
from ntm_project.common.dates import format_day
from ntm_project.common.sql import any_path, rows
from reports import links
from villages.access import Access
from villages.enums import Ability, Role
from villages.models import in_scope
from villages.roles import ROLES_WITH

MOST = 50  # rounds or lines read for one person's first page

Line = tuple[str, str, str, str, str]  # badge, tone, text, address, note


@dataclass(frozen=True)
class Part:
    """A heading of the first page with its lines and the list behind them."""

    key: str
    title: str
    lines: Sequence[Line]
    count: int
    url: str = ""


def _left(days: int) -> tuple[str, str]:
    if days < 0:
        return f"Quá hạn {-days} ngày làm việc", "red"
    if days == 0:
        return "Hạn hôm nay", "amber"
    return f"Còn {days} ngày làm việc", "amber" if days <= 3 else "blue"


def may_review(access: Access) -> bool:
    """Whether the person holds a role that steps are given to: the upper level's reviewers,
    vice-chairs, and the chair who stands in for them."""
    return access.can_anywhere(Ability.REVIEW) or access.holds(Role.VICE_CHAIR, Role.CHAIR)


def waiting_rounds(access: Access) -> Part | None:
    """The rounds at one's steps, oldest first; None for whoever reviews nothing. Two queries."""
    if not may_review(access):
        return None
    waiting = queue_page(access, size=MOST).rows
    lines = [
        (
            *_left(row.days_left),
            str(row.submission.assessment),
            links.address("evidence:review", row.submission.pk),
            f"{row.submission.step}, lượt {row.submission.round} · "
            f"đã chờ {row.days_waiting} ngày làm việc",
        )
        for row in waiting
    ]
    return Part(
        "queue", "Hồ sơ chờ tôi thẩm tra", lines, len(lines), links.address("evidence:queue")
    )


def _has_returned(access: Access) -> bool:
    """Whether any round in scope stands returned: mostly none, and that is cheap to ask."""
    below, paths = any_path("u.path", [posting.unit.path for posting in access.postings])
    sql = f"""SELECT 1 FROM evidence_submission s
        JOIN criteria_assessment a ON a.id = s.assessment_id
        JOIN villages_unit u ON u.id = a.unit_id
        WHERE s.state = %s AND {below} LIMIT 1"""
    return bool(rows(sql, [SubmissionState.RETURNED.value, *paths]))


# What a line tells; a verdict with all that it hangs on would be a hundred columns.
_RETURNED = (
    "reason_code", "text",
    "item__result__indicator__code", "item__result__indicator__wording",
    "item__submission__supplement_by", "item__submission__assessment__year",
    "item__submission__assessment__unit__noun", "item__submission__assessment__unit__name",
    "item__submission__assessment__criteria_set__short_name",
)  # fmt: skip


def returned_items(access: Access) -> Part | None:
    """The lines of returned rounds that one is to mend: those in charge, or of a unit for which
    one submits; gone once a newer round is sent. Two queries, one while nothing came back."""
    if access.official is None or not _has_returned(access):
        return None
    newer = Submission.objects.filter(
        assessment=OuterRef("item__submission__assessment"), pk__gt=OuterRef("item__submission")
    ).exclude(state=SubmissionState.WITHDRAWN)
    mine = Q(item__result__in_charge=access.official)
    for posting in access.postings:
        if posting.role in ROLES_WITH[Ability.SUBMIT]:
            mine |= Q(item__submission__assessment__unit=posting.unit_id)
    found = list(
        Verdict.objects.filter(
            mine,
            ~Exists(newer),
            in_scope(access, "item__submission__assessment__unit__path"),
            item__submission__state=SubmissionState.RETURNED,
        )
        .exclude(kind=VerdictKind.MET)
        .select_related(
            "item__result__indicator",
            "item__submission__assessment__unit",
            "item__submission__assessment__criteria_set",
        )
        .only(*_RETURNED)
        .order_by(
            "item__submission__supplement_by", "item__submission",
            "item__result__indicator__criterion__number", "item__result__indicator__order", "pk",
        )[:MOST]
    )  # fmt: skip
    lines = [_returned_line(row, access) for row in found]
    return Part(
        "returned",
        "Bị trả lại, phải bổ sung",
        lines,
        len(lines),
        links.address("evidence:dossiers"),
    )


def _returned_line(verdict: Verdict, access: Access) -> Line:
    submission, indicator = verdict.item.submission, verdict.item.result.indicator
    day = submission.supplement_by
    late = bool(day and day < access.on)
    return (
        f"{'Quá hạn bổ sung' if late else 'Bổ sung trước'} {format_day(day)}" if day else "Bổ sung",
        "red" if late else "amber",
        f"{indicator.code} {indicator.wording}",
        links.address("evidence:round", submission.pk, anchor="phai-bo-sung"),
        f"{submission.assessment} · {verdict.get_reason_code_display()}: {verdict.text}",
    )
