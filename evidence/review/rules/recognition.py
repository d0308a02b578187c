"""Who may enter and confirm a recognition, and what it must state: no unit recognises itself.

The law sets four conditions (QĐ 18/2022/QĐ-TTg: the set fully met, satisfaction of residents, no
outstanding construction debt, no trouble of security) and a procedure (its art. 5: opinions of the
Front, the notice of 15 days). What of it the program has only from press and portals is in
`docs/domain/workflow.md` §5; where no rule is known none is made up.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from criteria.enums import Confirmation
from criteria.models import CriteriaSet, Recognition
from criteria.models.levels import NEGATIVE, NO_RATE
from criteria.models.recognition import REFUSAL_MISSING, REVOKED_EARLY
from evidence.review.enums import Answer, GroundKind
from evidence.review.models import Ground
from villages.access import Access
from villages.enums import Ability, UnitLevel
from villages.models import Posting, Unit
from villages.models.units import ENDS_EARLY
from villages.roles import ROLES_WITH, roles_named

NUMBER_MISSING = "Hãy ghi số quyết định."
ISSUER_MISSING = "Hãy ghi cơ quan ban hành."
ALREADY_REVOKED = "Quyết định này đã bị thu hồi."

NOTICE_DAYS, NOTICE_TIMES = 15, 5  # QĐ 18/2022/QĐ-TTg, art. 5
DECISION_MISSING = (
    "Đơn vị tự ghi thì phải kèm bản quét quyết định; hãy chọn trong các minh chứng của đơn vị."
)


def confirming_posting(access: Access, unit: Unit) -> Posting | None:
    """The posting above the unit, never of the unit itself, in which one answers for its
    recognition; the nearest first."""
    fitting = [
        p
        for p in access.postings
        if p.role in ROLES_WITH[Ability.CONFIRM_RECOGNITION]
        and p.unit_id != unit.pk
        and unit.path.startswith(p.unit.path)
    ]
    return max(fitting, key=lambda p: len(p.unit.path), default=None)


def entering_posting(access: Access, unit: Unit) -> Posting | None:
    """The posting in which one enters a recognition or adds to it: that above the unit, else that
    of the unit itself."""
    return confirming_posting(access, unit) or access.posting_for(Ability.RECOGNISE, unit)


def _deny_entering(access: Access, unit: Unit) -> str:
    """ "" for whoever has such a posting."""
    return "" if confirming_posting(access, unit) else access.deny(Ability.RECOGNISE, unit)


def _deny_from_below(access: Access, unit: Unit, act: str) -> str:
    """The reason why the unit's own people and those below may not recognise it, or "": somebody
    above it does."""
    if access.is_system or confirming_posting(access, unit):
        return ""
    return f"{act} dành cho cấp trên của đơn vị: {roles_named(Ability.CONFIRM_RECOGNITION)}."


def answers_for(access: Access, unit: Unit, *, has_submitted: bool) -> bool:
    """Whether what one enters is confirmed at once: somebody above who did not send the dossier."""
    if access.is_system:
        return True
    return confirming_posting(access, unit) is not None and not has_submitted


def deny_recognise(
    access: Access, unit: Unit, *, is_approved: bool, is_entered: bool, missing: str
) -> str:
    """A recognition follows the approval of the last step and a standing that meets the set's rule
    (QĐ 18/2022/QĐ-TTg); `missing` names what the standing lacks."""
    if reason := _deny_entering(access, unit):
        return reason
    if is_entered:
        return "Đơn vị đã có quyết định công nhận theo bộ này, còn hiệu lực hoặc chờ xác nhận."
    if not is_approved:
        return "Hồ sơ chưa được thông qua ở bước cuối nên chưa ghi quyết định công nhận được."
    return missing


def deny_changed(codes: Sequence[str]) -> str:
    """What was changed after the last approval was reviewed by nobody, so nothing rests on it."""
    if not codes:
        return ""
    return (
        f"Chỉ tiêu {', '.join(codes)} đã sửa kết quả sau khi hồ sơ được thông qua; hãy đề nghị nơi "
        "thẩm tra mở lại hồ sơ để xét lại rồi mới công nhận."
    )


def deny_confirm(
    access: Access, recognition: Recognition, *, has_submitted: bool, missing: str = ""
) -> str:
    """Somebody above the unit, who neither entered the recognition nor sent its dossier, nor stands
    in for whoever did; `missing` names what by now speaks against it."""
    unit = recognition.unit
    act = f"Việc “{Ability.CONFIRM_RECOGNITION.label.lower()}” của {unit.full_name}"
    if reason := _deny_from_below(access, unit, act):
        return reason
    if has_submitted or recognition.entered_by_id in access.acts_for:
        return (
            f"{access.self_words} đã ghi quyết định này hoặc đã gửi hồ sơ của đơn vị nên không tự "
            "xác nhận; việc này dành cho người khác của cấp trên."
        )
    if recognition.confirmation != Confirmation.AWAITING:
        label = Confirmation(recognition.confirmation).label.lower()
        return f"Quyết định này {label} rồi."
    if recognition.revoked_on:
        return ALREADY_REVOKED
    return missing


def deny_complete(access: Access, recognition: Recognition) -> str:
    """What a recognition rests on may be added by whoever may enter one, unless it was
    revoked or its confirmation refused."""
    return _deny_entering(access, recognition.unit) or _deny_over(recognition)


def deny_revoke(access: Access, recognition: Recognition) -> str:
    """Whoever may recognise the unit may revoke, unless that is done or the decision was
    not confirmed."""
    unit = recognition.unit
    act = f"Việc thu hồi quyết định công nhận {unit.full_name}"
    return _deny_from_below(access, unit, act) or _deny_over(recognition)


def _deny_over(recognition: Recognition) -> str:
    if recognition.revoked_on:
        return ALREADY_REVOKED
    if recognition.confirmation == Confirmation.REFUSED:
        return "Quyết định này không được cấp trên xác nhận."
    return ""


def revocation_errors(recognition: Recognition, *, today: date) -> dict[str, str]:
    """A revocation names its decision, its day and why."""
    errors = {}
    if not recognition.revoked_by:
        errors["revoked_by"] = "Hãy ghi số quyết định thu hồi."
    if not recognition.revoked_on:
        errors["revoked_on"] = "Hãy ghi ngày thu hồi."
    elif recognition.revoked_on > today:
        errors["revoked_on"] = "Ngày thu hồi không được sau hôm nay."
    elif recognition.revoked_on < recognition.decided_on:
        errors["revoked_on"] = REVOKED_EARLY
    if not recognition.revoked_for:
        errors["revoked_for"] = "Hãy ghi lý do thu hồi."
    return errors


def refusal_errors(reason: str) -> dict[str, str]:
    """Who does not confirm gives the reason."""
    return {} if reason else {"refusal": REFUSAL_MISSING}


def procedure_words(criteria_set: CriteriaSet) -> str:
    """What is known of the procedure by which units of the set are recognised."""
    if is_procedure_known(criteria_set):
        return (
            "Các điều kiện theo Quyết định số 18/2022/QĐ-TTg; nội dung lấy từ báo và trang công "
            "khai, chưa đối chiếu văn bản gốc."
        )
    if criteria_set.level == UnitLevel.COMMUNE:
        return (
            "Chưa tìm thấy quy định về thủ tục công nhận áp dụng cho bộ này; các mục dưới đây nêu "
            "theo Quyết định số 18/2022/QĐ-TTg (giai đoạn 2021–2025) để ghi những gì đã có."
        )
    return (
        "Thủ tục công nhận thôn do tỉnh quy định, trong sổ chưa có; các mục dưới đây nêu theo quy "
        "định đối với xã để ghi những gì đã có."
    )


def is_procedure_known(criteria_set: CriteriaSet | None) -> bool:
    """QĐ 18/2022/QĐ-TTg is of communes and of the period 2021–2025; for villages and for the sets
    of 2026 no text was found."""
    if criteria_set is None:
        return False
    last = criteria_set.year_to or criteria_set.year_from
    is_commune = criteria_set.level == UnitLevel.COMMUNE
    return is_commune and criteria_set.year_from >= 2021 and last <= 2025


def recognition_errors(recognition: Recognition, *, today: date) -> dict[str, str]:
    """A recognition names its decision, the day (not one to come) and who issued it."""
    errors = {}
    if not recognition.decision_number:
        errors["decision_number"] = NUMBER_MISSING
    if recognition.decided_on > today:
        errors["decided_on"] = "Ngày quyết định không được sau hôm nay."
    if not recognition.issuer:
        errors["issuer"] = ISSUER_MISSING
    return errors


def ground_errors(ground: Ground, *, decided_on: date, is_law_known: bool) -> dict[str, str]:
    """Field → sentence for one ground. What is not known is no fault; what is known and fails the
    law is one, where the law of the set is known."""
    errors = {}
    for name in ("day", "until"):
        if (day := getattr(ground, name)) and day > decided_on:
            errors[name] = "Ngày này không được sau ngày quyết định."
    if ground.day and ground.until and ground.until < ground.day:
        errors["until"] = ENDS_EARLY
    if ground.figure is not None and ground.figure < 0:
        errors["figure"] = NEGATIVE
    if ground.kind == GroundKind.SATISFACTION and (ground.figure or 0) > 100:
        errors["figure"] = NO_RATE
    return errors or (_failing(ground) if is_law_known else {})


def _failing(ground: Ground) -> dict[str, str]:
    """What of a ground is known and does not meet QĐ 18/2022/QĐ-TTg. The rate of satisfaction that
    it requires is not known, so none is held against the figure."""
    if ground.kind == GroundKind.DEBT and (ground.figure or Decimal()) > 0:
        return {"figure": "Còn nợ đọng xây dựng cơ bản nên chưa đủ điều kiện công nhận."}
    if ground.kind == GroundKind.SECURITY and ground.answer == Answer.NO:
        return {"answer": "Địa bàn phức tạp về an ninh, trật tự nên chưa đủ điều kiện công nhận."}
    if ground.kind != GroundKind.NOTICE:
        return {}
    errors = {}
    if ground.day and ground.until and ground.until < ground.day + timedelta(days=NOTICE_DAYS - 1):
        errors["until"] = f"Phải niêm yết, thông báo công khai đủ {NOTICE_DAYS} ngày."
    if ground.times is not None and ground.times < NOTICE_TIMES:
        errors["times"] = f"Phải phát thanh ít nhất {NOTICE_TIMES} lần trong {NOTICE_DAYS} ngày."
    return errors


def decision_paper_errors(
    grounds: Mapping[GroundKind, Ground], *, is_confirmed: bool
) -> dict[str, str]:
    """Who enters the recognition of their own unit shows the decision itself."""
    if is_confirmed or grounds[GroundKind.DECISION].revision_id:
        return {}
    return {f"{GroundKind.DECISION}-paper": DECISION_MISSING}
