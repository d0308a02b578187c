"""Who may move a round along which path, judge which item, and what a verdict must state.

Each `deny_…` returns "" or the one Vietnamese sentence that service, 403 page and button share;
`…_errors` returns field → sentence. The paths and their owners are in `evidence.review.states`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from criteria.enums import Claim, Comparison
from criteria.models import Assessment
from criteria.nouns import of_set
from evidence.review.enums import ReasonCode, SubmissionState, VerdictKind
from evidence.review.models import ReviewStep, Submission, SubmittedItem, reviews_as
from evidence.review.models.rounds import COMMON_REASON_MISSING
from evidence.review.route import Route
from evidence.review.rules.recognition import entering_posting
from evidence.review.states import PATHS, Path, Side
from ntm_project.common.dates import format_day
from villages.access import Access
from villages.enums import Ability, Role, UnitLevel
from villages.models import Posting, Unit
from villages.roles import ROLES_WITH, roles_named

OUTCOME_MISSING = "Hãy chọn trả lại hoặc thông qua."
NO_CHAIN = "Chưa có quy trình thẩm tra áp dụng cho đơn vị; hãy đề nghị người quản trị khai báo."
OF_ANOTHER_ROUND = "Có chỉ tiêu không thuộc lượt này; hãy chọn lại."
VERDICT_MISSING = "Hãy chọn kết luận: đạt, chưa đạt hoặc đề nghị bổ sung."
MOST_TEXT = 5_000  # characters of a comment: longer is a paste, not a reason
MOST_MARKS = 100  # places marked on the files of one item


@dataclass(frozen=True)
class OwnPart:
    """What the official, or whom they stand in for, did in the assessment under review."""

    who: str = "Đồng chí"
    has_submitted: bool = False
    supervised: frozenset[int] = frozenset()  # criteria
    recorded: Mapping[int, int] = field(default_factory=dict)  # result → first version they set


# --- sides ----------------------------------------------------------------------------------------

# A village board submits in its village, everybody else in the commune; an upper unit does not
# submit what it will review.
SUBMITS_FROM: dict[str, UnitLevel] = {
    role: UnitLevel.VILLAGE if role == Role.VILLAGE_BOARD else UnitLevel.COMMUNE
    for role in ROLES_WITH[Ability.SUBMIT]
}


def submitting_posting(access: Access, unit: Unit) -> Posting | None:
    """The posting that lets one submit for the unit; the nearest first."""
    fitting = [
        p
        for p in access.postings
        if SUBMITS_FROM.get(p.role) == p.unit.level and unit.path.startswith(p.unit.path)
    ]
    return max(fitting, key=lambda p: len(p.unit.path), default=None)


def may_review(access: Access) -> bool:
    """Whether one holds a role that steps are given to: the upper level's reviewers, vice-chairs,
    and the chair who stands in for them."""
    return access.can_anywhere(Ability.REVIEW) or access.holds(Role.VICE_CHAIR, Role.CHAIR)


def reviewing_posting(access: Access, submission: Submission) -> Posting | None:
    """The posting in which one reviews the round: the step's role, in the unit (and body) that
    holds it. Agrees with the query `reviewable` of the models."""
    return next(
        (
            p
            for p in access.postings
            if p.unit_id == submission.holder_id
            and submission.step.role in reviews_as(p.role)
            and submission.holder_body_id in (None, p.body_id)
        ),
        None,
    )


def sides_of(access: Access, submission: Submission) -> frozenset[Side]:
    """The sides of the table that one takes in a round."""
    if access.is_system:
        return frozenset(Side)
    unit = submission.assessment.unit
    postings = {
        Side.SUBMITTER: submitting_posting(access, unit),
        Side.REVIEWER: reviewing_posting(access, submission),
        Side.ADMINISTRATOR: entering_posting(access, unit),
    }
    return frozenset(side for side, posting in postings.items() if posting)


def _owner_words(path: Path, submission: Submission) -> str:
    if path.owner == Side.REVIEWER:
        holder = submission.holder_body or submission.holder
        return f"{submission.step.get_role_display()} của {holder}"
    return roles_named(Ability.SUBMIT if path.owner == Side.SUBMITTER else Ability.RECOGNISE)


def deny_path(access: Access, submission: Submission, name: str) -> str:
    """ "" when the table lets one take the path from the round's state."""
    path = PATHS[name]
    if path.owner not in sides_of(access, submission):
        return f"Việc “{path.label.lower()}” dành cho: {_owner_words(path, submission)}."
    if submission.state != path.source:
        state = SubmissionState(submission.state).label.lower()
        return f"Lượt {submission.round} {state} nên không “{path.label.lower()}” được."
    return ""


# --- the submitter's side -------------------------------------------------------------------------


def deny_submit(
    access: Access, assessment: Assessment, route: Route, step: ReviewStep | None
) -> str:
    """ "" when the assessment may go to the step now: its turn, and nothing else under way."""
    unit = assessment.unit
    if not (access.is_system or submitting_posting(access, unit)):
        return (
            f"Việc “{PATHS['submit'].label.lower()}” của {unit.full_name} dành cho: "
            f"{roles_named(Ability.SUBMIT)}."
        )
    if not access.is_system and (ended := unit.end_words(access.on)):
        return ended
    if route.open_round:
        return (
            f"Hồ sơ đang chờ ở bước “{route.open_round.step}”; "
            "hãy đợi kết luận hoặc rút lại trước khi gửi lượt mới."
        )
    if not route.stages:
        return NO_CHAIN
    if not route.results:
        return of_set("Đánh giá này chưa có chỉ tiêu nào để gửi.", assessment)
    return of_set(_deny_step(access, route, step), assessment)


def _deny_step(access: Access, route: Route, step: ReviewStep | None) -> str:
    if step is None or route.is_complete:
        return "Mọi chỉ tiêu đã được thông qua ở tất cả các bước, không còn bước nào để gửi."
    if not route.awaiting(step):
        return f"Không có chỉ tiêu nào chờ bước “{step}”; bước kế tiếp là “{route.next_step}”."
    holder = route.holder_of(step)
    if holder is None:
        return f"Bước “{step}” chưa có đơn vị thẩm tra; hãy đề nghị người quản trị khai báo."
    if holder.valid_to and holder.valid_to < access.on:
        return (
            f"{holder.title_name} đã thôi hoạt động từ {format_day(holder.valid_to)}; "
            "hãy đề nghị người quản trị sửa quy trình thẩm tra."
        )
    return ""


def deny_unready(blocking: int) -> str:
    """Why nothing can be sent while so many problems block it; "" where none does."""
    return f"Chưa gửi được: còn {blocking} điểm phải bổ sung trước." if blocking else ""


def message_errors(message: str) -> dict[str, str]:
    if len(message) > MOST_TEXT:
        return {"message": "Lời gửi quá dài; hãy rút gọn dưới 5.000 ký tự."}
    return {}


def deny_withdraw(access: Access, submission: Submission) -> str:
    return deny_path(access, submission, "withdraw")


# --- the reviewer's side --------------------------------------------------------------------------


def deny_read_drafts(access: Access, submission: Submission, own: OwnPart) -> str:
    """Drafts are read by the reviewers of the step alone, and never by whoever submitted."""
    if access.is_system:
        return ""
    if reviewing_posting(access, submission) is None:
        return f"Việc thẩm tra lượt này dành cho: {_owner_words(PATHS['return'], submission)}."
    if own.has_submitted:
        return (
            f"{own.who} đã gửi hồ sơ này nên không tự thẩm tra; "
            "việc này dành cho người thẩm tra khác của bước."
        )
    return ""


def deny_review(access: Access, submission: Submission, own: OwnPart, name: str = "return") -> str:
    """ "" when one may judge and decide the round: a reviewer of its step, still open, not own."""
    reason = deny_path(access, submission, name) or deny_read_drafts(access, submission, own)
    if reason or name != "approve" or submission.step.chain.is_set_from_above:
        return reason
    return (
        "Lượt này được gửi theo một quy trình không do đơn vị cấp trên đặt nên không thông qua "
        "được; hãy để bên gửi rút lại rồi gửi theo quy trình của cấp trên."
    )


def deny_judge(item: SubmittedItem, own: OwnPart) -> str:
    """ "" unless the official directs the item's criterion or has set the result that was sent."""
    indicator = item.result.indicator
    if indicator.criterion_id in own.supervised:
        return of_set(
            f"{own.who} phụ trách tiêu chí {indicator.criterion.number} nên không tự thẩm tra "
            f"chỉ tiêu {indicator.code}; việc này dành cho người thẩm tra khác của bước.",
            item,
        )
    first = own.recorded.get(item.result_id)
    if first is not None and first <= item.result_version:
        return of_set(
            f"{own.who} đã cập nhật kết quả chỉ tiêu {indicator.code} nên không tự thẩm tra; "
            "việc này dành cho người thẩm tra khác của bước.",
            item,
        )
    return ""


def deny_met_unread(item: SubmittedItem, *, missing: Sequence[str], is_doubted: bool) -> str:
    """ "" where "đạt" may be noted without opening the item: the unit itself claims it, nothing
    that is required is missing, no figure speaks against it, and nobody has found it false."""
    if is_doubted:
        return "Đã bị nêu là phải xét lại khi mở lại lượt trước."
    if item.claim != Claim.MET:
        return f"Đơn vị tự đánh giá: {item.get_claim_display().lower()}."
    if item.comparison == Comparison.SHORT.label:
        words = f" ({item.value_words})" if item.value_words else ""
        return f"Số liệu{words} chưa đủ mức yêu cầu {item.level_words}."
    if missing:
        return f"Thiếu giấy tờ bắt buộc: {'; '.join(missing)}."
    return ""


def deny_reopen(
    access: Access, submission: Submission, *, is_followed: bool, is_recognised: bool
) -> str:
    """After approval, while nothing of it has gone further up and no recognition rests on it."""
    if reason := deny_path(access, submission, "reopen"):
        return reason
    if is_followed:
        return "Hồ sơ đã gửi lên bước sau; chỉ mở lại được khi bước sau đã trả lại hoặc đã rút."
    if is_recognised:
        return "Đơn vị đã được công nhận sau lượt này nên không mở lại được."
    return ""


# --- what a verdict and a decision must state -----------------------------------------------------


def is_mark(mark: Any) -> bool:
    """Whether it names a file, a page of it, a place on the page and words, each of its kind."""
    if not isinstance(mark, dict):
        return False
    page, words = mark.get("page", 1), mark.get("text", "")
    places = [mark.get(name, 0) for name in ("x", "y", "w", "h")]
    return (
        type(mark.get("revision")) is int
        and type(page) is int
        and 1 <= page <= 10_000
        and all(type(p) in (int, float) and 0 <= p <= 1 for p in places)
        and isinstance(words, str)
        and len(words) <= MOST_TEXT
    )


def mark_words(mark: Any) -> str:
    """`Trang 2: chưa ký`: a mark as a list shows it."""
    if not isinstance(mark, dict):
        return "Dấu không đọc được"
    words = f"Trang {mark.get('page', 1)}"
    return f"{words}: {mark['text']}" if mark.get("text") else words


def verdict_errors(
    *, kind: str, reason_code: str, text: str, marks: Iterable[Any], revisions: Collection[int]
) -> dict[str, str]:
    """A verdict other than "đạt" has a reason code and words; marks lie on files that were sent."""
    errors: dict[str, str] = {}
    if kind not in VerdictKind.values:
        errors["kind"] = VERDICT_MISSING
    elif VerdictKind(kind).is_negative:
        if reason_code not in ReasonCode.values:
            errors["reason_code"] = "Hãy chọn lý do."
        if not text:
            errors["text"] = "Hãy ghi nhận xét: thiếu gì, cần sửa gì."
    if len(text) > MOST_TEXT:
        errors["text"] = "Nhận xét quá dài; hãy rút gọn dưới 5.000 ký tự."
    marks = list(marks)
    if len(marks) > MOST_MARKS or not all(is_mark(m) and m["revision"] in revisions for m in marks):
        errors["marks"] = "Dấu trên tệp không hợp lệ; hãy đánh dấu lại trên tệp đã gửi."
    return errors


def deny_decide(unreviewed: int) -> str:
    """A round is decided once every item of it is judged."""
    if not unreviewed:
        return ""
    return f"Còn {unreviewed} chỉ tiêu chưa có kết luận; hãy xét hết trước khi gửi."


def decision_errors(
    *,
    outcome: str,
    kinds: Iterable[str],
    unreviewed: int,
    text: str,
    supplement_by: date | None,
    today: date,
) -> dict[str, str]:
    """Every item judged; approved only when all are "đạt"; returned with words and a later day."""
    kinds = list(kinds)
    negative = sum(VerdictKind(kind).is_negative for kind in kinds)
    errors: dict[str, str] = {}
    if outcome not in ("return", "approve"):
        return {"outcome": OUTCOME_MISSING}
    if unreviewed:
        errors["outcome"] = deny_decide(unreviewed)
    elif outcome == "approve" and negative:
        errors["outcome"] = f"Còn {negative} chỉ tiêu chưa đạt nên không thông qua được."
    elif outcome == "return" and not negative:
        errors["outcome"] = "Mọi chỉ tiêu đều đạt; hãy thông qua, không trả lại."
    if len(text) > MOST_TEXT:
        errors["decision_text"] = "Kết luận quá dài; hãy rút gọn dưới 5.000 ký tự."
    if outcome == "return":
        if not text:
            errors["decision_text"] = COMMON_REASON_MISSING
        if supplement_by is None or supplement_by <= today:
            errors["supplement_by"] = "Hạn bổ sung phải là một ngày sau hôm nay."
    return errors


def reason_errors(reason: str) -> dict[str, str]:
    """Withdrawing and reopening give the reason."""
    if not reason:
        return {"reason": "Hãy ghi lý do."}
    return {"reason": "Lý do quá dài; hãy rút gọn."} if len(reason) > MOST_TEXT else {}


def deny_undo_of_sent(*, is_taken: bool) -> str:
    """A save that a round has taken stays: whoever reviews has read it."""
    if is_taken:
        return "Kết quả này đã gửi thẩm tra nên không hoàn tác được; hãy cập nhật lần mới."
    return ""
