"""What the review expects of one person: rounds that wait for them, and lines that came back."""

from django.db.models import Exists, OuterRef, Q

from evidence.models import Submission, Verdict
from evidence.review.enums import SubmissionState, VerdictKind
from evidence.review.queries.queue import queue_page
from evidence.review.queries.recognition import awaiting_confirmation
from evidence.review.rules import may_review
from ntm_project.common.dates import format_day
from reports import links
from reports.lines import Line, short
from reports.work.section import Section
from villages.access import Access
from villages.enums import Ability, UnitLevel
from villages.models import in_scope
from villages.roles import ROLES_WITH

MOST = 50  # rounds or lines read for one person's first page


def _left(days: int) -> tuple[str, str]:
    if days < 0:
        return f"Quá hạn {-days} ngày làm việc", "red"
    if days == 0:
        return "Hạn hôm nay", "amber"
    return f"Còn {days} ngày làm việc", "amber" if days <= 3 else "blue"


def waiting_rounds(access: Access) -> Section | None:
    """The rounds at one's steps, oldest first; None for whoever reviews nothing."""
    if not may_review(access):
        return None
    lines = [
        Line(
            str(row.submission.assessment),
            links.address("evidence:review", row.submission.pk),
            f"{row.submission.step}, lượt {row.submission.round} · "
            f"đã chờ {row.days_waiting} ngày làm việc",
            *_left(row.days_left),
        )
        for row in queue_page(access, size=MOST).rows
    ]
    url = links.address("evidence:queue")
    return Section("queue", "Hồ sơ chờ tôi thẩm tra", lines, len(lines), url)


def awaiting_recognitions(access: Access) -> Section | None:
    """The recognitions entered below that one may answer for, from a post above the communes: of a
    village's the commune itself enters nearly all, and those it has entered count at once."""
    low = (UnitLevel.COMMUNE, UnitLevel.VILLAGE)
    roles = ROLES_WITH[Ability.CONFIRM_RECOGNITION]
    if not any(p.role in roles and p.unit.level not in low for p in access.postings):
        return None
    lines = [
        Line(
            short(str(row)),
            links.address("evidence:recognition", row.pk),
            f"Quyết định {row.decision_number or 'chưa rõ số'} ngày {format_day(row.decided_on)}",
            row.confirmation_words,
            "amber",
        )
        for row in awaiting_confirmation(access)[:MOST]
    ]
    return Section("recognitions", "Công nhận chờ cấp trên xác nhận", lines, len(lines))


def returned_items(access: Access) -> Section | None:
    """The lines of returned rounds that one is to mend: those in charge, or of a unit for which
    one submits; gone once a newer round is sent."""
    returned = Submission.objects.filter(
        in_scope(access, "assessment__unit__path"), state=SubmissionState.RETURNED
    )
    # Mostly nothing came back, which is known at a tenth of the cost of the lines.
    if access.official is None or not returned.exists():
        return None
    newer = Submission.objects.filter(
        assessment=OuterRef("item__submission__assessment"), pk__gt=OuterRef("item__submission")
    ).exclude(state=SubmissionState.WITHDRAWN)
    mine = Q(item__result__in_charge=access.official)
    for posting in access.postings:
        if posting.role in ROLES_WITH[Ability.SUBMIT]:
            mine |= Q(item__submission__assessment__unit=posting.unit_id)
    found = (
        Verdict.objects.filter(mine, ~Exists(newer), item__submission__in=returned)
        .exclude(kind=VerdictKind.MET)
        .select_related(
            "item__result__indicator",
            "item__submission__assessment__unit",
            "item__submission__assessment__criteria_set",
        )
        .order_by(
            "item__submission__supplement_by", "item__submission",
            "item__result__indicator__criterion__number", "item__result__indicator__order", "pk",
        )[:MOST]
    )  # fmt: skip
    lines = [_returned_line(row, access) for row in found]
    url = links.address("evidence:dossiers")
    return Section("returned", "Bị trả lại, phải bổ sung", lines, len(lines), url)


def _returned_line(verdict: Verdict, access: Access) -> Line:
    submission, indicator = verdict.item.submission, verdict.item.result.indicator
    day = submission.supplement_by
    late = bool(day and day < access.as_of)
    words = f"{'Quá hạn bổ sung' if late else 'Bổ sung trước'} {format_day(day)}" if day else ""
    return Line(
        short(f"{indicator.code} {indicator.wording}"),
        links.address("evidence:round", submission.pk, anchor="phai-bo-sung"),
        short(f"{submission.assessment} · {verdict.get_reason_code_display()}: {verdict.text}"),
        words or "Bổ sung",
        "red" if late else "amber",
    )
