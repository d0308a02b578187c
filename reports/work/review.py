"""What the review expects of one person: rounds that wait for them, and lines that came back."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.text import capfirst

from evidence.models import Submission, Verdict
from evidence.review.enums import SubmissionState
from evidence.review.queries.queue import queue_page
from evidence.review.queries.recognition import awaiting_confirmation
from evidence.review.rules import may_review
from evidence.review.rules.rounds import SUBMITS_FROM
from evidence.review.workdays import supplement_words
from ntm_project.common.dates import format_day
from ntm_project.common.text import shortened
from reports import links
from reports.lines import Line
from reports.work.first_look import FirstLook
from reports.work.section import Urgency, WorkItem, instead_words
from villages.access import Access
from villages.enums import Ability, UnitLevel
from villages.models import in_scope
from villages.roles import ROLES_WITH

MOST = 50  # rounds or lines read for one person's first page


def waiting_rounds(access: Access) -> list[WorkItem]:
    """The rounds at one's steps, the one due first before the others."""
    if not may_review(access):
        return []
    return [
        WorkItem(
            Urgency.WAITING,
            Line(
                str(row.submission.assessment),
                url := links.address("evidence:review", row.submission.pk),
                f"{row.submission.step}, lượt {row.submission.round} · "
                f"đã chờ {row.days_waiting} ngày làm việc",
                row.words.capitalize(),
                row.tone,
            ),
            "Thẩm tra",
            (url,),
            day=row.submission.due_on,
        )
        for row in queue_page(access, size=MOST).rows
    ]


def awaiting_recognitions(access: Access) -> list[WorkItem]:
    """The recognitions entered below that one may answer for, from a post above the communes: of a
    village's the commune itself enters nearly all, and those it has entered count at once."""
    low = (UnitLevel.COMMUNE, UnitLevel.VILLAGE)
    roles = ROLES_WITH[Ability.CONFIRM_RECOGNITION]
    if not any(p.role in roles and p.unit.level not in low for p in access.postings):
        return []
    return [
        WorkItem(
            Urgency.WAITING,
            Line(
                capfirst(shortened(str(row))),
                url := links.address("evidence:recognition", row.pk),
                capfirst(row.decision_words),
                row.confirmation_words,
                "amber",
            ),
            "Xem",
            (url,),
            day=row.decided_on,
        )
        for row in awaiting_confirmation(access)[:MOST]
    ]


def returned_items(access: Access, look: FirstLook) -> list[WorkItem]:
    """The lines of returned rounds that one is to mend: those in charge, or of a unit for which
    one submits; gone once a newer round is sent."""
    returned = Submission.objects.filter(
        in_scope(access, "assessment__unit__path"), state=SubmissionState.RETURNED
    )
    if not look.has_returned:
        return []
    newer = Submission.objects.filter(
        assessment=OuterRef("item__submission__assessment"), pk__gt=OuterRef("item__submission")
    ).exclude(state=SubmissionState.WITHDRAWN)
    mine = Q(item__result__in_charge__in=access.acts_for)
    for posting in access.postings:
        if SUBMITS_FROM.get(posting.role) == posting.unit.level:
            mine |= Q(item__submission__assessment__unit=posting.unit_id)
    found = (
        Verdict.objects.filter(mine, ~Exists(newer), item__submission__in=returned)
        .negative()
        .select_related(
            "item__result__indicator__criterion",
            "item__submission__assessment__unit",
            "item__submission__assessment__criteria_set",
        )
        .order_by(
            "item__submission__supplement_by", "item__submission",
            "item__result__indicator__criterion__number", "item__result__indicator__order", "pk",
        )[:MOST]
    )  # fmt: skip
    return [_returned(row, access) for row in found]


def _returned(verdict: Verdict, access: Access) -> WorkItem:
    submission, result = verdict.item.submission, verdict.item.result
    indicator, day = result.indicator, submission.supplement_by
    line = Line(
        shortened(f"{indicator.code} {indicator.wording}"),
        links.address("evidence:round", submission.pk, anchor="phai-bo-sung"),
        shortened(
            f"{instead_words(access, result.in_charge_id)}{submission.assessment} · "
            f"{verdict.get_reason_code_display()}: {verdict.text}"
        ),
        capfirst(supplement_words(day, access.as_of)) or "Bị trả lại",
        "red",
    )
    url = result.get_absolute_url()
    return WorkItem(Urgency.RETURNED, line, "Bổ sung", (f"result-{result.pk}",), url, day)


def notices_to_issue(access: Access) -> list[Line]:
    """What a clerk numbers and dates: the newest notices of decided rounds of one's own unit."""
    units = [p.unit_id for p in access.postings if p.role in ROLES_WITH[Ability.ISSUE_DOCUMENT]]
    rounds = Submission.objects.filter(holder__in=units, decided_at__isnull=False)
    rows = rounds.select_related("assessment__unit", "assessment__criteria_set", "step")
    return [
        Line(
            f"Thông báo kết quả thẩm tra: {row.assessment}",
            row.get_absolute_url(),
            f"{row.step}, lượt {row.round} · "
            f"kết luận ngày {format_day(timezone.localdate(row.decided_at))}",
            "Thông báo",
            "blue",
        )
        for row in rows.order_by("-decided_at", "-pk")[:MOST]
    ]
