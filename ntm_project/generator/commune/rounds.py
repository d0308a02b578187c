"""Dossiers sent, judged, returned and decided."""

from collections.abc import Mapping
from datetime import date, timedelta

from criteria.models import Result
from evidence.review import services
from evidence.review.enums import ReasonCode, VerdictKind
from evidence.review.models import ReviewStep, Submission
from evidence.review.queries.chain import route_of
from ntm_project.common.models import NO_VERSION
from ntm_project.generator.commune.diary import Diary, InventedCommune
from ntm_project.generator.commune.results import DIRECTED

FIRST = (1, 3, 4, 9, 16)  # the criteria of the first dossier
RETURNED = {
    "1.3": (ReasonCode.MISSING, "Bổ sung bản vẽ quy hoạch chi tiết khu trung tâm xã."),
    "3.3": (ReasonCode.FIGURES_DIFFER, "Diện tích tưới tiết kiệm khác biểu của hợp tác xã."),
}


def write_rounds(diary: Diary, commune: InventedCommune) -> None:
    """The commune's first dossier, and those of two villages."""
    send, decide = _send, _decide
    diary.on(date(2024, 5, 14), lambda day: send(commune, day, "thuongtruc", "xa", FIRST), 8)
    diary.on(date(2024, 5, 20), lambda day: decide(commune, day, ("kinhte", "vanxa"), "xa"), 14)
    diary.on(date(2024, 5, 29), lambda day: send(commune, day, "thuongtruc", "xa", FIRST), 8)
    diary.on(date(2024, 6, 12), lambda day: decide(commune, day, ("thamtra",), "xa", RETURNED), 15)
    diary.on(date(2024, 6, 21), lambda day: send(commune, day, "thuongtruc", "xa", FIRST), 9)

    diary.on(date(2024, 2, 19), lambda day: send(commune, day, "doiche", "doiche"), 20)
    diary.on(date(2024, 2, 23), lambda day: decide(commune, day, ("vanxa",), "doiche"), 9)
    diary.on(date(2024, 3, 4), lambda day: send(commune, day, "doiche", "doiche"), 20)
    diary.on(date(2024, 3, 22), lambda day: decide(commune, day, ("thamtra",), "doiche"), 9)

    lacking = {"3": (ReasonCode.NEEDS_VISIT, "Kiểm tra lại cột điện góc sân nhà văn hóa.")}
    diary.on(date(2024, 6, 3), lambda day: send(commune, day, "bensong", "bensong"), 20)
    diary.on(date(2024, 6, 10), lambda day: decide(commune, day, ("vanxa",), "bensong", lacking), 9)
    diary.on(date(2024, 6, 26), lambda day: send(commune, day, "langmoi", "langmoi"), 20)


def _send(
    commune: InventedCommune, day: date, who: str, of: str, criteria: tuple[int, ...] = ()
) -> Submission:
    """What waits for the next step, or of it what belongs to some criteria."""
    assessment, by = commune.assessments[of], commune.access(who, day)
    route = route_of(assessment, day)
    step = route.next_step
    assert isinstance(step, ReviewStep)
    chosen = None
    if criteria:
        steps = [stage.step for stage in route.stages]
        wanted = Result.objects.filter(
            assessment=assessment, indicator__criterion__number__in=criteria
        )
        step = next(
            s for s in steps if route.awaiting(s) & set(wanted.values_list("pk", flat=True))
        )
        chosen = wanted.filter(pk__in=route.awaiting(step))
    return services.submit(by=by, assessment=assessment, step=step, results=chosen)


def _decide(
    commune: InventedCommune,
    day: date,
    reviewers: tuple[str, ...],
    of: str,
    returned: Mapping[str, tuple[ReasonCode, str]] | None = None,
) -> None:
    """Each reviewer judges what is theirs to judge, the last of them decides."""
    submission = Submission.objects.open().get(assessment=commune.assessments[of])
    returned = returned or {}
    for item in submission.items.select_related("result__indicator__criterion").order_by("pk"):
        if hasattr(item, "draft"):
            continue
        number = item.result.indicator.criterion.number
        who = next(w for w in reviewers if number not in DIRECTED.get(w, ()) or of != "xa")
        reason, text = returned.get(item.result.indicator.code, ("", ""))
        services.save_draft(
            by=commune.access(who, day),
            item=item,
            kind=VerdictKind.SUPPLEMENT if reason else VerdictKind.MET,
            reason_code=reason,
            text=text,
            seen_version=NO_VERSION,
        )
    services.send_decision(
        by=commune.access(reviewers[-1], day),
        submission=submission,
        outcome="return" if returned else "approve",
        decision_text="Đề nghị bổ sung các điểm nêu tại từng chỉ tiêu." if returned else "",
        supplement_by=day + timedelta(days=10) if returned else None,
    )
